"""What one looks at on the page, and how codes, memos and changes get there."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from coder.model.changes import Changes, Kind
from coder.model.codebook import Code
from coder.model.coding import Coding
from coder.model.errors import ProjectError
from coder.model.ids import CodebookId, CodeId, CodingId, PassageId
from coder.model.passage import PageRange, Passage
from coder.model.report import PageFacts, Report
from coder.text.anchor import passage as anchored
from ui import ask
from ui.panels.inspector import Inspector, Looked
from ui.panels.labels import page_place
from ui.panels.palette import Question
from ui.panels.report_marks import ReportMarks
from ui.reader.pane import ReaderPane
from ui.reader.source import Look
from ui.session import Session
from ui.stages.recent_codes import RecentCodes

_SETTLE = 60
"""Milliseconds after which a selection that is still being drawn shows in the passage pane."""


class CodingDesk(QObject):
    """Puts codes on what is selected, or else on the passage that is looked at.

    `paletteAsked` carries the `Question` to open the palette with.
    """

    paletteAsked = Signal(object)

    def __init__(
        self, session: Session, reader: ReaderPane, inspector: Inspector, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._reader = reader
        self._view = reader.view
        self._inspector = inspector
        self._report: Report | None = None
        self._facts: list[PageFacts] = []
        self._marks = ReportMarks(None, None)
        self._codes: list[Code] = []
        self.recent = RecentCodes()
        self.create: Callable[[str, CodebookId | None], CodeId | None] | None = None
        self._keeps = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._show_selection)
        self._connect()
        self.reload()

    def _connect(self) -> None:
        self._view.selectionChanged.connect(self._selection_changed)
        self._view.codingsClicked.connect(self.look_at_codings)
        self._reader.codeRequested.connect(self.ask_code)
        self._reader.memoRequested.connect(self.ask_memo)
        self._reader.codeChosen.connect(self._assign_one)
        self._inspector.codeAsked.connect(self.ask_code)
        self._inspector.recodeAsked.connect(self._ask_recode)
        self._session.changed.connect(self._refresh_if_touched)

    def open(self, report: Report | None, facts: list[PageFacts]) -> None:
        """Work on this report from now on; its marks are put on the pages."""
        self._settle.stop()
        self._report, self._facts = report, facts
        project = self._session.project if self._session.is_open else None
        self._marks = ReportMarks(project, report.id if report else None)
        self._view.set_marks(self._marks.marks, self._looks())
        self._inspector.look_at([])

    @property
    def codes(self) -> list[Code]:
        """Return the codes as last read, in tree order."""
        return self._codes

    def assign(self, codes: Sequence[CodeId], memo: str = "") -> list[CodingId]:
        """Put codes on the selection or the passage looked at; return the codings."""
        try:
            passage = self._target()
            if passage is None:
                self._tell_how()
                return []
            made = self._session.project.codings.add(passage, codes, memo)
        except ProjectError as error:
            ask.tell(self._reader, str(error))
            return []
        self.use(codes)
        self._view.clear_selection()
        self._look([passage.id])
        self._keeps = True
        return made

    def use(self, codes: Sequence[CodeId]) -> None:
        """Offer these codes first from now on."""
        self.recent.use(codes)
        self.offer_recent()

    def learn(self, codings: Sequence[Coding]) -> None:
        """Offer the codes of one's latest codings among these."""
        self.recent.learn(codings, self._session.project.coder.id)
        self.offer_recent()

    def offer_recent(self) -> None:
        """Let the bar at the selection offer the codes used last."""
        looks = self._looks()
        known = [(code, looks[code]) for code in self.recent.codes if code in looks]
        self._reader.bar.set_recent(known)

    def _assign_one(self, code: CodeId) -> None:
        self.assign([code])

    def ask_code(self, _looked: object = None) -> None:
        """Open the palette for the selection or the passage looked at."""
        if self._view.selection() or self._inspector.looked:
            self.paletteAsked.emit(self._question(self.tr("Code this passage"), self.assign))
        else:
            self._tell_how()

    def _tell_how(self) -> None:
        how = self.tr("Select words on the page first, then choose a code.")
        self._session.told.emit(how, False)  # noqa: FBT003 (a signal takes no names)

    def ask_memo(self) -> None:
        """Let the user write a memo: on a coding there is, or on one made for it."""
        own = [row.coding.id for row in self._inspector.rows if not row.memo.isReadOnly()]
        if own and not self._view.selection():
            self._inspector.focus_memo(own[0])
        elif self._view.selection():
            title = self.tr("Code this passage, then write the memo")
            self.paletteAsked.emit(self._question(title, self._assign_with_memo))

    def _assign_with_memo(self, codes: list[CodeId]) -> None:
        made = self.assign(codes)
        if made:
            self._inspector.focus_memo(made[0])

    def _ask_recode(self, coding: bytes) -> None:
        def recode(chosen: list[CodeId]) -> None:
            try:
                self._session.project.codings.recode(CodingId(coding), chosen[0])
            except ProjectError as error:
                ask.tell(self._reader, str(error))
            else:
                self.use(chosen)

        question = self._question(self.tr("Give it another code"), recode, several=False)
        self.paletteAsked.emit(question)

    def _question(
        self, title: str, then: Callable[[list[CodeId]], object], *, several: bool = True
    ) -> Question:
        assignable = [code for code in self._codes if code.assignable]

        def answer(chosen: list[CodeId]) -> None:
            self._view.setFocus()
            then(chosen)

        def create(name: str) -> CodeId | None:
            used = next(iter(recent), None)
            book = next((code.codebook for code in self._codes if code.id == used), None)
            return self.create(name, book) if self.create else None

        titles = {book.id: book.title for book in self._session.project.codebook.codebooks()}
        recent = self.recent.codes
        return Question(title, assignable, answer, recent, several, create, titles)

    def _target(self) -> Passage | None:
        """Return the passage that a code goes to now."""
        ranges = self._view.selection()
        looked = self._inspector.looked
        if ranges and self._report:
            return self._anchor(ranges)
        if looked and looked[0].id:
            return self._session.project.codings.passage(looked[0].id)
        return None

    def _anchor(self, ranges: Sequence[PageRange]) -> Passage:
        assert self._report is not None
        reports, report = self._session.project.reports, self._report
        return anchored(
            report.id,
            report.text_hash,
            lambda page: reports.page_text(report.id, page),
            lambda page: self._facts[page].size,
            ranges,
        )

    def look_at_codings(self, codings: Sequence[CodingId]) -> None:
        """Show codings that were clicked, each passage with all that is on it."""
        shown = {mark.coding: mark.passage for mark in self._marks.marks}
        passages = dict.fromkeys(shown[coding] for coding in codings if coding in shown)
        self._look(list(passages))
        self._keeps = True

    def look_away(self) -> None:
        """Look at nothing."""
        self._look([])

    def _look(self, passages: Sequence[PassageId]) -> None:
        """Show coded passages in the pane and light them on the page."""
        self._settle.stop()
        looked = [self._coded(passage) for passage in passages]
        self._inspector.look_at([one for one in looked if one.codings])
        self._view.light([one.id for one in looked if one.id and one.codings])

    def _coded(self, passage: PassageId) -> Looked:
        found = self._session.project.codings.passage(passage)
        codings = self._marks.codings_on(passage)
        return Looked(passage, found.quote, self._place(found.page), codings)

    def _place(self, page: int) -> str:
        label = self._facts[page].label if page < len(self._facts) else ""
        return page_place(label, page)

    def _selection_changed(self) -> None:
        self._settle.start()

    def _show_selection(self) -> None:
        """Show what is selected; with nothing selected any more, let go of what was looked at.

        A click on a highlight selects nothing too: what it showed is kept.
        """
        ranges, keeps = self._view.selection(), self._keeps
        self._keeps = False
        if ranges and self._report:
            passage = self._anchor(ranges)
            codings = self._marks.codings_on(passage.id)
            known = passage.id if codings else None
            self._inspector.look_at(
                [Looked(known, passage.quote, self._place(passage.page), codings)]
            )
            self._view.light([])
        elif not keeps and self._inspector.looked:
            self._look([])

    def _looks(self) -> dict[CodeId, Look]:
        return {code.id: Look(code.colour, code.name) for code in self._codes}

    def reload(self) -> None:
        """Read the codes of the project, if one is open; paint the marks as they look now."""
        is_open = self._session.is_open
        self._codes = self._session.project.codebook.codes() if is_open else []
        self._view.set_marks(self._marks.marks, self._looks())
        self.offer_recent()

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.CODE):
            self.reload()
        if changes.touches(Kind.CODING):
            self._follow(changes)

    def _follow(self, changes: Changes) -> None:
        """Paint what became of the codings of this report, and of the passages looked at."""
        difference = self._marks.follow(changes.ids[Kind.CODING])
        if difference.all_new or changes.touches(Kind.CODE):
            self._view.set_marks(self._marks.marks, self._looks())
        else:
            self._view.remove_marks(difference.gone)
            self._view.add_marks(difference.now, self._looks())
        if difference:
            looked = self._inspector.looked
            if any(one.id for one in looked):
                self._look([one.id for one in looked if one.id])
