"""The list of passages while one reads: going to a passage, and acting on it from there."""

from PySide6.QtCore import QObject

from coder.model.coding import Coding
from ui.panels.passages.pane import PassagesPanel
from ui.stages.coding_desk import CodingDesk
from ui.stages.reading import Reading


class ListedPassages(QObject):
    """Does on the pages what is asked for in the list."""

    def __init__(self, panel: PassagesPanel, reading: Reading, desk: CodingDesk) -> None:
        super().__init__(panel)
        self._reading, self._desk = reading, desk
        panel.landAsked.connect(self._land)
        panel.actAsked.connect(self._act)

    def _land(self, coding: Coding) -> None:
        self._reading.land(coding.id)

    def _act(self, coding: Coding, act: str) -> None:
        """Act on a coding, which is shown and in hand before."""
        if self._reading.land(coding.id):
            self._desk.do(act)
