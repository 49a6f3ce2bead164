"""Appraising while one reads: the panel beside the pages, about the report in hand."""

from PySide6.QtCore import QObject, Qt

from coder.model.ids import CodingId
from coder.model.support import Support
from ui.panels.appraise.pane import AppraisePanel
from ui.session import Session
from ui.stages.looking import Looking
from ui.stages.read_bench import Bench
from ui.stages.reading import Reading


class Appraising(QObject):
    """Lets the panel be about the report in hand, and shows its evidence on the pages."""

    def __init__(self, session: Session, reading: Reading, looking: Looking, bench: Bench) -> None:
        super().__init__(bench)
        self._looking = looking
        self._session, self._reading, self._bench = session, reading, bench
        self.panel = AppraisePanel(session, bench.aside.room)
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

    def take_evidence(self) -> None:
        """Put what is selected, or the codings in hand, behind the rating in hand."""
        if not self.panel.isVisible():
            self._bench.aside.bring(self.panel)
        passage = self._looking.target() if self._looking.has_selection else None
        codings = [one.id for one in self._looking.hand] if passage is None else []
        if self.panel.current is None or not (passage or codings):
            told = self.tr("Select words, or click a coding of your own, to make it evidence.")
            self._session.told.emit(told, 0)
            return
        self.panel.add_evidence(codings, [passage] if passage else [])
        told = self.tr("Evidence for %1").replace("%1", self.panel.current.name)
        self._session.told.emit(told, 1)

    def _land(self, evidence: bytes | Support) -> None:
        """Show evidence on its page; the keys stay where one rates."""
        had = self._bench.focusWidget()
        if isinstance(evidence, Support) and evidence.is_former:
            told = self.tr("This passage stands in a file that the report has no more.")
            self._session.told.emit(told, 0)
            return
        if isinstance(evidence, Support):
            landed = self._reading.show_place(evidence.place)
        else:
            landed = self._reading.land(CodingId(evidence))
        if landed and had is not None:
            had.setFocus()

    def _give_keys_back(self) -> None:
        self._reading.view.setFocus()
