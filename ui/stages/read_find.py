"""Finding words while one reads: the panel, the marks of what was found, coding all of it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from coder.model.errors import ProjectError
from coder.model.ids import CodeId, ReportId
from coder.model.passage import PageRange, Passage
from coder.text.anchor import passage as anchored
from ui import ask
from ui.panels.find.pane import FindPanel
from ui.session import Session
from ui.stages.coding_desk import CodingDesk
from ui.stages.reading import Reading

Extract = tuple[ReportId, list[PageRange]]


class Finding(QObject):
    """Carries what the find panel found to the pages, and what is to be coded to the desk."""

    def __init__(
        self, session: Session, panel: FindPanel, reading: Reading, desk: CodingDesk
    ) -> None:
        super().__init__(panel)
        self._session, self.panel, self._reading, self._desk = session, panel, reading, desk
        panel.hitsFound.connect(self._show_hits)
        panel.landAsked.connect(reading.show_words)
        panel.closed.connect(self._close)
        panel.codeAsked.connect(self._code_all)

    def begin(self, *, everywhere: bool) -> None:
        """Let words be looked for, those that are selected first."""
        words = " ".join(self._reading.view.selected_text().split())
        report = self._reading.report
        self.panel.turn(report)
        self.panel.open(None if everywhere else report, words)

    def turn(self) -> None:
        """Be about the report that is in hand now."""
        self.panel.turn(self._reading.report)

    def go_on(self, direction: int) -> bool:
        """Go to the next place found, or the one before; False when nothing is found."""
        return self.panel.go_on(direction)

    def _show_hits(self, hits: dict[int, list[tuple[int, int]]]) -> None:
        self._put(hits)

    def _put(self, hits: dict[int, list[tuple[int, int]]]) -> None:
        view = self._reading.view
        view.hits.show(hits)
        view.hitsChanged.emit()

    def _close(self) -> None:
        self._put({})
        self._reading.view.setFocus()

    def _code_all(self, extracts: Sequence[Extract]) -> None:
        count = len(extracts)
        title = self.tr("Code this passage")
        if count != 1:
            title = self.tr("Code %1 passages").replace("%1", f"{count:,}")

        def code(codes: Sequence[CodeId]) -> None:
            project = self._session.project
            try:
                passages = [self._passage(*extract) for extract in extracts]
                wanted = [(place, one, "") for place in passages for one in codes]
                names = ", ".join(project.codebook.get(one).name for one in codes)
                label = f"Code {len(passages)} as {names}"
                _, fresh = project.codings.add_many(wanted, label=label)
            except ProjectError as error:
                ask.tell(self.panel, str(error))
                return
            self._desk.use(codes)
            self._tell_coded(fresh, names)

        self._desk.ask(title, code)

    def _tell_coded(self, fresh: int, names: str) -> None:
        """Say how much was coded: most of it lies on other pages, or in other reports."""
        if not fresh:
            self._session.told.emit(self.tr("All of it was coded so before."), 0)
            return
        word = (
            self.tr("Made 1 coding: {names}")
            if fresh == 1
            else self.tr("Made {n} codings: {names}")
        )
        self._session.told.emit(word.format(n=f"{fresh:,}", names=names), 1)

    def _passage(self, report: ReportId, ranges: list[PageRange]) -> Passage:
        reports = self._session.project.reports
        facts = reports.facts(report)
        return anchored(
            report,
            reports.get(report).text_hash,
            lambda page: reports.page_text(report, page),
            lambda page: facts[page].size,
            ranges,
        )
