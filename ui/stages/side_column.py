"""A column beside the pages: panels under small tabs, one of them at a time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.page_tabs import tab_button

_EDGE = 10
"""Screen pixels beside the words of a tab, left and right together, at the least."""


class SideColumn(QWidget):
    """Panels under a row of small tabs. `shown` carries the panel that came to the front."""

    shown = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = QStackedWidget(self)
        self._panels: list[QWidget] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, 0)
        self._row.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._row)
        layout.addWidget(self._stack, 1)
        self._group.idClicked.connect(self._clicked)

    @property
    def room(self) -> QWidget:
        """Return what its panels lie in."""
        return self._stack

    def add(self, panel: QWidget, title: str, tip: str) -> None:
        """Add a panel under a tab of this title."""
        button = tab_button(title, self)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        at = self._stack.addWidget(panel)
        # Several of them fit beside the pages of a narrow window.
        button.setMinimumWidth(button.fontMetrics().horizontalAdvance(title) + _EDGE)
        self._panels.append(panel)
        self._group.addButton(button, at)
        self._row.addWidget(button)
        if at == 0:
            button.setChecked(True)

    def offer(self, panel: QWidget, *, offered: bool) -> None:
        """Show the tab of a panel, or leave it out until there is something in it."""
        self._group.button(self._stack.indexOf(panel)).setVisible(offered)

    @property
    def current(self) -> QWidget:
        """Return the panel in front."""
        return self._panels[self._stack.currentIndex()]

    def bring(self, panel: QWidget) -> None:
        """Bring a panel to the front, and the column with it."""
        self._group.button(self._stack.indexOf(panel)).setChecked(True)
        self._stack.setCurrentWidget(panel)
        self.show()
        self.shown.emit(panel)

    def _clicked(self, at: int) -> None:
        self.bring(self._panels[at])
