"""Which arrangement of pages the menu ticks: that of the report in hand."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ui.stages.read_actions import ARRANGEMENTS
from ui.stages.read_tabs import ReadTabs, Tab


class Arranged(QObject):
    """Keeps the ticks true: each report has its arrangement, and comes back in it."""

    def __init__(self, tabs: ReadTabs, actions: Mapping[str, QAction]) -> None:
        super().__init__(tabs)
        self._tabs, self._actions = tabs, actions
        tabs.made.connect(self._listen)
        tabs.turned.connect(self._tick)

    def _listen(self, tab: Tab) -> None:
        tab.pane.view.arranged.connect(self._tick)

    def _tick(self) -> None:
        now = ARRANGEMENTS[self._tabs.current.pane.view.arrangement]
        self._actions[now].setChecked(True)
