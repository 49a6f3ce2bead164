"""Appraising while one reads: the panel beside the pages, about the report in hand."""

from PySide6.QtCore import QObject, Qt

from coder.model.ids import CodingId
from ui.panels.appraise import AppraisePanel
from ui.session import Session
from ui.stages.read_bench import Bench
from ui.stages.reading import Reading


class Appraising(QObject):
    """Lets the panel be about the report in hand, and shows its evidence on the pages."""

    def __init__(self, session: Session, reading: Reading, bench: Bench) -> None:
        super().__init__(bench)
        self._session, self._reading, self._bench = session, reading, bench
        self.panel = AppraisePanel(session, bench)
        bench.add_aside(
            self.panel, self.tr("Appraise"), self.tr("Rate the report on criteria (Alt+2)")
        )
        self.panel.landAsked.connect(self._land)
        self.panel.closed.connect(self._give_keys_back)
        reading.turned.connect(self._turn)

    def begin(self) -> None:
        """Bring the panel to the front with the keys."""
        self._bench.aside.bring(self.panel)
        self.panel.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self) -> None:
        report = self._reading.report
        self.panel.open(report.id if report else None)

    def _land(self, coding: bytes) -> None:
        """Show evidence on its page; the keys stay where one rates."""
        had = self._bench.focusWidget()
        if self._reading.land(CodingId(coding)) and had is not None:
            had.setFocus()

    def _give_keys_back(self) -> None:
        self._reading.view.setFocus()
