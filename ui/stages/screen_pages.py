"""The middle of screening: the pages of the report in hand with its proofs, or its particulars."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from coder.model.coding import Mark
from coder.model.errors import ProjectError
from coder.model.ids import CodeId, CoderId, CodingId, ReportId
from coder.model.passage import Passage
from coder.model.report import Report
from coder.model.screening import Proof, Screening
from coder.pdf.refusals import PASSWORD_WRONG
from ui.panels.reports.particulars import Particulars
from ui.panels.screen import verdict_signs as signs
from ui.panels.screen.rows import called
from ui.reader.pane import ReaderPane
from ui.reader.selection import Caret
from ui.reader.source import Look
from ui.session import Session
from ui.stages.extents import selected
from ui.stages.report_opening import Ready, get_ready


class ScreenPages(QStackedWidget):
    """Shows one report at a time. `pane` is the reader.

    `proofAsked` says that what is selected is to be held against the criterion in hand,
    `proofClicked` carries the id of a proof that was clicked on its page.
    """

    proofAsked = Signal()
    proofClicked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ready: Ready | None = None
        self._places: dict[ReportId, str] = {}
        self.pane = ReaderPane(self)
        self.pane.bar.offer_proof()
        self.particulars = Particulars(self)
        self._locked = QWidget(self)
        for page in (self.pane, self.particulars, self._locked):
            self.addWidget(page)
        self.pane.codeRequested.connect(self.proofAsked)
        view = self.pane.view
        view.codingsClicked.connect(self._clicked)
        view.pageFailed.connect(lambda _page, reason: self._page_failed(reason))

    @property
    def report(self) -> Report | None:
        """Return the report whose pages are shown."""
        return self._ready.report if self._ready else None

    def open(self, report: Report | None) -> None:
        """Show the pages of a report, or its particulars where it has no file."""
        self._keep_place()
        self._ready = None
        if report is None:
            self.pane.close_report()
            self.setCurrentWidget(self._locked)
        elif not report.has_file:
            self.pane.close_report()
            self._show_particulars(report)
        else:
            self._open_pages(report)

    def follow(self, report: Report) -> None:
        """Show what became of the report in hand: another file, other particulars."""
        if not report.has_file:
            self._show_particulars(report)
        elif self._ready is None or self._ready.report.sha256 != report.sha256:
            self.open(report)

    def show_proofs(self, one: Screening | None) -> None:
        """Mark the proofs on their pages, in the colour of what their criteria say."""
        view = self.pane.view
        if one is None or self._ready is None:
            view.set_marks((), {})
            return
        marks, looks = [], {}
        for answered in one.answers:
            code = CodeId(answered.criterion.id)
            colour = signs.on_paper(answered.criterion.role)
            looks[code] = Look(colour, answered.criterion.name)
            marks += [
                found for proof in answered.proofs if (found := self._mark(proof, code, one.coder))
            ]
        view.set_marks(marks, looks)

    def show_proof(self, proof: Proof) -> None:
        """Show a proof on its page, lit; one in the file before has none here."""
        if proof.is_lost:
            told = self.tr("This passage stands in a file that the report has no more.")
            self._session.told.emit(told, 0)
        if self._ready is None or proof.is_lost:
            return
        passage = self._passage(proof)
        if passage is not None:
            view, last = self.pane.view, passage.ranges[-1] if passage.ranges else None
            if last:
                view.put_caret(Caret(last.page, last.end))
            view.reveal(passage.quads, calm=True)
            view.light([proof.id])

    def selected(self) -> Passage | None:
        """Return what is selected as a passage, None for nothing."""
        if self._ready is None:
            return None
        view = self.pane.view
        return selected(self._session.project, self._ready, view.selection(), view.area())

    def scroll_by_view(self, direction: int) -> None:
        """Scroll the pages, or the particulars, by almost a view."""
        if self.currentWidget() is self.pane:
            self.pane.view.scroll_by_view(direction)
        else:
            bar = self.particulars.verticalScrollBar()
            bar.setValue(bar.value() + direction * bar.pageStep())

    def focus(self) -> None:
        """Give the keys to the pages."""
        shown = self.currentWidget()
        if shown is not None:
            to = self.pane.view if shown is self.pane else shown
            to.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_all(self) -> None:
        """Show nothing: the project is closing."""
        self.open(None)
        self._places.clear()

    def _open_pages(self, report: Report, *, wrong: bool = False) -> None:
        ready = get_ready(self._session, report.id, self, wrong=wrong)
        if ready is None:
            self.pane.close_report()
            self.setCurrentWidget(self._locked)
            return
        self._ready = ready
        # Whoever screens begins with the title page, not where somebody read last.
        self.pane.open(ready.source, called(report), self._places.get(report.id, ""))
        self.setCurrentWidget(self.pane)

    def _show_particulars(self, report: Report) -> None:
        attributes = self._session.project.attributes
        facts = attributes.of(report.id)
        said = [(one, facts[one.id].shown) for one in attributes.defined() if one.id in facts]
        self.particulars.show_report(called(report), said)
        self.setCurrentWidget(self.particulars)

    def _mark(self, proof: Proof, code: CodeId, coder: CoderId) -> Mark | None:
        passage = None if proof.is_lost else self._passage(proof)
        if passage is None or not passage.quads:
            return None
        first = passage.ranges[0].start if passage.ranges else 0
        return Mark(
            CodingId(proof.id),
            proof.passage,
            code,
            coder,
            proof.page,
            first,
            tuple(passage.quads),
            is_area=not passage.ranges,
        )

    def _passage(self, proof: Proof) -> Passage | None:
        try:
            return self._session.project.codings.passage(proof.passage)
        except ProjectError:
            return None

    def _clicked(self, proofs: list[CodingId]) -> None:
        self.proofClicked.emit(proofs[0])

    def _page_failed(self, reason: str) -> None:
        """Ask again when it was the password that was wrong."""
        if self._ready is not None and reason == PASSWORD_WRONG:
            self._open_pages(self._ready.report, wrong=True)

    def _keep_place(self) -> None:
        if self._ready is not None:
            self._places[self._ready.report.id] = self.pane.view.place()
