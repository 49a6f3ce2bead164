"""The line above the pages: which report is open, and buttons around it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui import theme
from ui.icons import icon


def bar_row(
    left: QAction, switch: QWidget, others: list[QWidget], right: QAction, parent: QWidget
) -> QHBoxLayout:
    """Return the switch and others between the buttons that fold left and right."""
    row = QHBoxLayout()
    row.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, 0)
    row.setSpacing(theme.GRID)
    row.addWidget(_button(left, "pane-left", parent))
    row.addWidget(switch, 1)
    for widget in others:
        row.addWidget(widget)
    row.addWidget(_button(right, "pane-right", parent))
    return row


def _button(action: QAction, icon_name: str, parent: QWidget) -> QToolButton:
    action.setIcon(icon(icon_name))
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    button.setFixedSize(theme.TARGET, theme.TARGET)
    button.setAccessibleName(action.text())
    return button
