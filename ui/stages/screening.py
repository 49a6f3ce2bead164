"""Screening: the reports left, the one in hand in the middle, criteria and verdict right."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from coder.model.changes import Changes, Kind
from coder.model.ids import CoderId, ItemId, ReportId
from coder.model.protocol import Item
from coder.model.report import Report
from coder.model.screening import Screening
from ui.panels.screen.criteria import CriteriaPanel
from ui.panels.screen.listing import ScreenList
from ui.panels.screen.rows import row_of
from ui.panels.screen.verdict import VerdictPanel
from ui.session import Session
from ui.stages.panes import Panes
from ui.stages.screen_acts import ScreenActs
from ui.stages.screen_pages import ScreenPages
from ui.stages.screen_terms import ScreenTerms
from ui.widgets.keys_to import keys_to

_SHOWN = (
    Kind.REPORT,
    Kind.ITEM,
    Kind.VALUE,
    Kind.DECISION,
    Kind.CODER,
    Kind.CODEBOOK,
)
_ANSWERS = (Kind.ANSWER, Kind.EVIDENCE)
_PAUSE = 400
"""Milliseconds without an answer after which the list of reports is read again."""


class ScreeningPage(QSplitter):
    """The whole loop of screening, without the mouse.

    `emptied` says whether there is anything to screen: reports, and a protocol.
    """

    emptied = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self._is_stale = True
        self._stage: ItemId | None = None
        self._reports: dict[ReportId, Report] = {}
        self._names: dict[CoderId, str] = {}
        self._labels: dict[tuple[bytes, int], str] = {}
        self.screening: Screening | None = None
        self.stages: list[Item] = []
        self.list = ScreenList(self)
        self.pages = ScreenPages(session, self)
        self.criteria = CriteriaPanel(self)
        self.verdict = VerdictPanel(_rule(), self)
        self.terms = ScreenTerms(self.pages.pane.view)
        self.acts = ScreenActs(session, self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        keys_to(self, self.criteria)

    def _lay_out(self) -> None:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.criteria, 1)
        column.addWidget(self.verdict)
        right.setMinimumWidth(300)
        for pane in (self.list, self.pages, right):
            self.addWidget(pane)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)
        self.setSizes([270, 690, 360])
        rule = self.verdict.printed
        self._panes = Panes("screen", {"columns": self}, {"list": self.list, "rule": rule})
        self._panes.restore()
        self.verdict.fold.setChecked(not rule.isHidden())

    def _connect(self) -> None:
        self.list.turned.connect(self._open)
        self.list.stageChosen.connect(self.choose_stage)
        self.list.begun.connect(self.criteria.setFocus)
        self.criteria.answered.connect(self.acts.answer_for)
        self.criteria.asked.connect(self.acts.do)
        self.criteria.turned.connect(self._light)
        self.criteria.landAsked.connect(self.pages.show_proof)
        self.criteria.noted.connect(self.acts.note)
        self.pages.proofAsked.connect(self.acts.prove)
        self.pages.proofClicked.connect(self._look_at)
        self.terms.counted.connect(self.criteria.say_found)
        self.verdict.decided.connect(self.acts.decided)
        self.verdict.withdrawn.connect(self.acts.withdraw)
        self.verdict.left.connect(self.criteria.setFocus)
        self._soon.timeout.connect(self.refresh)
        self._session.changed.connect(self._refresh_if_touched)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._forget)
        self._session.writeDown.connect(self.save)
        for watched in (self.pages.pane.view, self.verdict.reason, self.criteria.note):
            watched.installEventFilter(self)

    @property
    def stage(self) -> ItemId | None:
        """Return the stage in hand."""
        return self._stage

    @property
    def report(self) -> ReportId | None:
        """Return the report in hand."""
        return self.screening.report if self.screening else None

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to screen."""
        return not (self._reports and self.stages)

    @property
    def has_reports(self) -> bool:
        """Say whether there are reports; without stages there is no protocol yet."""
        return bool(self._reports)

    def wake(self) -> None:
        """Read what was not read while nobody looked."""
        if self._is_stale:
            self.refresh()

    def _begin(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def _forget(self) -> None:
        """Let go of the project."""
        self._soon.stop()
        self._is_stale, self._stage, self.screening = True, None, None
        self._reports, self.stages = {}, []
        self.list.show_rows(())
        self.terms.forget()
        self.pages.close_all()
        self._show()

    def _refresh_if_touched(self, changes: Changes) -> None:
        if not changes.touches(*_SHOWN, *_ANSWERS):
            return
        self._is_stale = True
        if not self.isVisible():
            return
        if changes.touches(*_SHOWN):
            self._soon.start(0)
        else:
            # An answer shows at once; how the list stands may wait until one pauses.
            self._read()
            self._soon.start(_PAUSE)

    def refresh(self) -> None:
        """Read how everything stands; the report in hand stays so."""
        self._soon.stop()
        if not self._session.is_open:
            return
        self._is_stale = False
        project = self._session.project
        self._reports = {one.id: one for one in project.reports.all()}
        self._names = {one.id: one.name for one in project.coders.all()}
        self._labels = project.reports.labels()
        self.stages = project.screening.stages()
        ids = [one.id for one in self.stages]
        if self._stage not in ids:
            self._stage = ids[0] if ids else None
        self.list.offer_stages(self.stages, self._stage)
        self._list()
        if self.report in self._reports:
            self.pages.follow(self._reports[self.report])
        if not self.is_empty and self.list.current is None:
            self.take(self.list.next_open(None) or next(iter(self._reports)))
        self._read()
        self.emptied.emit()

    def _list(self) -> None:
        if self._stage is None:
            self.list.show_rows(())
            return
        me = self._session.project.coder.id
        every = self._session.project.screening.statuses(self._stage, mine=True)
        rows = [
            row_of(
                self._reports[one.report],
                one,
                next((each for each in one.decisions if each.coder == me), None),
            )
            for one in every
        ]
        self.list.show_rows(rows)

    def _read(self) -> None:
        """Read how the report in hand is answered and decided."""
        report = self.list.current
        if report is None or self._stage is None or self.is_empty:
            self.screening = None
        else:
            self.screening = self._session.project.screening.of(report, self._stage)
        self._show()

    def _show(self) -> None:
        self.criteria.show_screening(self.screening, self._labels)
        self.pages.show_proofs(self.screening)
        self.verdict.show_screening(self.screening, self._names)

    def _open(self, report: ReportId | None) -> None:
        """Have another report in hand."""
        self.criteria.keep_note()
        self.pages.open(self._reports.get(report) if report else None)
        if not self._session.is_open:
            return
        self._read()
        self.criteria.begin()
        self._light()

    def choose_stage(self, stage: ItemId) -> None:
        """Screen at another stage; the report in hand stays, if it is there."""
        self.criteria.keep_note()
        self._stage = stage
        self.refresh()
        self.criteria.begin()
        self._light()
        self.criteria.setFocus()

    def _light(self) -> None:
        """Light the terms of the criterion that is looked at."""
        item, report = self.criteria.criterion, self.pages.report
        if item is None or report is None or not item.terms:
            self.terms.clear()
            self.criteria.say_found(None)
        else:
            self.terms.light(self._session.project, report.id, item.terms)

    def _look_at(self, proof: bytes) -> None:
        self.criteria.look_at(proof)
        self.pages.pane.view.light([proof])

    def take(self, report: ReportId) -> None:
        """Have a report in hand."""
        self.list.choose(report)

    def save(self) -> None:
        """Write down a note being written, and how the panes are."""
        self.criteria.keep_note()
        self._panes.remember()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the pages decides where nothing is selected; Escape goes to the criteria."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        view = self.pages.pane.view
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and (watched is not view or not view.has_selection):
            if watched is self.verdict.reason:
                self.verdict.give_up()
            self.criteria.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        is_enter = is_plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and watched is view and not view.has_selection:
            self.verdict.decide()
            return True
        return super().eventFilter(watched, event)


def _rule() -> tuple[str, ...]:
    from coder.services.screening import ScreeningService  # noqa: PLC0415 - not at the start

    return ScreeningService.rule()
