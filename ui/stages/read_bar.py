"""The line above the pages: which report is open, and buttons that fold the side panes."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui import theme
from ui.icons import icon
from ui.stages.report_switch import ReportSwitch


def bar_row(folds: Sequence[QAction], switch: ReportSwitch, parent: QWidget) -> QHBoxLayout:
    """Return the switch between the buttons of the two actions that fold left and right."""
    row = QHBoxLayout()
    row.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, 0)
    row.setSpacing(theme.GRID)
    for action, name in zip(folds, ("pane-left", "pane-right"), strict=True):
        action.setIcon(icon(name))
        button = QToolButton(parent)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        button.setFixedSize(theme.TARGET, theme.TARGET)
        button.setAccessibleName(action.text())
        row.addWidget(button)
    row.insertWidget(1, switch, 1)
    return row
