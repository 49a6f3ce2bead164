"""The Read stage: codebook left, the pages in the middle, passage and passages right."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.coding import Coding
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import CodeId, CodingId, ReportId
from coder.model.report import Report
from coder.pdf.refusals import PASSWORD_WRONG
from ui import ask
from ui.panels.codebook import CodebookPanel
from ui.panels.inspector import Inspector
from ui.panels.palette import CodePalette, Question
from ui.panels.passages import PassagesPanel
from ui.reader.pane import ReaderPane
from ui.reader.selection import Caret
from ui.reader.source import PageSource
from ui.session import Session
from ui.stages.code_keys import CodeKeys
from ui.stages.coding_desk import CodingDesk
from ui.stages.next_worker import NextWorker
from ui.stages.panes import Panes
from ui.stages.read_bar import bar_row
from ui.stages.read_empty import NoReports
from ui.stages.report_switch import ReportSwitch


class ReadStage(QWidget):
    """Where reports are read and coded.

    `addReportsAsked` is emitted from the empty stage; `reportOpened` carries the report that is
    open now (None: none).
    """

    title = "Read"
    icon_name = "read"
    addReportsAsked = Signal()
    reportOpened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: Report | None = None
        self.code_palette = CodePalette(self)
        self.codebook = CodebookPanel(session, self.open_palette, self)
        self.reader = ReaderPane(self)
        self.inspector = Inspector(session, self)
        self.passages = PassagesPanel(session, self)
        self.switch = ReportSwitch(self)
        self.desk = CodingDesk(session, self.reader, self.inspector, self)
        self._keys = CodeKeys(self)
        self._next_worker = NextWorker(self)
        self._empty = NoReports(self)
        self.actions_ = self._make_actions()
        self._lay_out()
        self._panes = self._restore_panes()
        self._connect()
        if session.is_open:
            self._read_reports()

    def _lay_out(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar_row(self.actions_[:2], self.switch, self))
        column.addWidget(self.reader, 1)
        self.right = QSplitter(Qt.Orientation.Vertical, self)
        self.right.addWidget(self.inspector)
        self.right.addWidget(self.passages)
        self.right.setChildrenCollapsible(False)
        self.right.setSizes([440, 400])
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        for pane in (self.codebook, middle, self.right):
            self.split.addWidget(pane)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([300, 720, 340])
        self.setFocusProxy(self.reader.view)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.split)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _restore_panes(self) -> Panes:
        """Give the panes their remembered sizes."""
        splitters = {"columns": self.split, "right": self.right, "codebook": self.codebook.split}
        panes = Panes("read", splitters, {"left pane": self.codebook, "right pane": self.right})
        panes.restore()
        for action, pane in zip(self.actions_, (self.codebook, self.right), strict=False):
            action.setChecked(not pane.isHidden())
        return panes

    def _make_actions(self) -> list[QAction]:
        """Return what the menus offer of this stage; the shortcuts work while it is shown."""
        wanted = (
            (self.tr("Show Codebook Pane"), "F8", self._fold_left, True),
            (self.tr("Show Passage Panes"), "F9", self._fold_right, True),
            (self.tr("Switch Report…"), "Ctrl+Shift+O", self._open_switch, None),
            (self.tr("Filter Codes"), "Ctrl+Shift+F", self._filter_codes, None),
        )
        made = []
        for text, keys, act, checked in wanted:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setCheckable(checked is not None)
            action.setChecked(bool(checked))
            action.triggered.connect(act)
            self.addAction(action)
            made.append(action)
        return made

    def _connect(self) -> None:
        self.codebook.assignAsked.connect(self._assign)
        self._keys.pressed.connect(self._assign)
        self.desk.paletteAsked.connect(self.open_palette)
        self.desk.create = self.codebook.acts.create
        self.code_palette.closed.connect(self._palette_closed)
        self.reader.view.pageFailed.connect(self._page_failed)
        self.passages.landAsked.connect(self._land)
        self.switch.chosen.connect(self._switch_to)
        self._empty.addAsked.connect(self.addReportsAsked)
        self._session.changed.connect(self._refresh_if_touched)
        self._session.opened.connect(self._project_opened)
        self._session.closing.connect(self._project_closing)
        self._session.writeDown.connect(self.save)
        self._session.showPassage.connect(self.land)
        self._session.showReport.connect(self._show_report)
        self._keys.listen_for(self.desk.codes)
        for box in self.findChildren(QComboBox):
            self._keys.leave_letters_to(box)

    @property
    def report(self) -> Report | None:
        """Return the report that is open."""
        return self._report

    def open_report(self, report: ReportId) -> bool:
        """Show a report where it was last read; False when its password is not given."""
        if self._report and self._report.id == report:
            return True
        project = self._session.project
        try:
            found = project.reports.get(report)
        except NotFoundError as error:
            ask.tell(self, str(error))
            return False
        password = self._password(found)
        if found.encrypted and password is None:
            self.switch.show_current(self._report.id if self._report else None)
            return False
        self.save()
        self._show(found, password)
        project.places.remember_last(report)
        return True

    def _password(self, report: Report) -> str | None:
        """Return the password of a report, asked for once."""
        known = self._session.passwords
        if report.encrypted and report.id not in known:
            given = ask.password(self, report.file_name)
            if given is not None:
                known[report.id] = given
        return known.get(report.id)

    def _page_failed(self, _page: int, reason: str) -> None:
        """Ask again when it was the password that was wrong."""
        report, known = self._report, self._session.passwords
        if report is None or reason != PASSWORD_WRONG or report.id not in known:
            return
        del known[report.id]
        given = ask.password(self, report.file_name, wrong=True)
        if given is not None:
            known[report.id] = given
            self._show(report, given)

    def _show(self, report: Report, password: str | None) -> None:
        project, identity = self._session.project, report.id
        facts = project.reports.facts(identity)
        self._report = report
        self.reader.open(
            PageSource(
                identity,
                lambda: project.reports.pdf(identity),
                password,
                facts,
                lambda page: project.reports.page_text(identity, page),
            ),
            "",
            project.places.get(identity),
        )
        self.desk.open(report, facts)
        self.passages.open(identity)
        self.switch.show_current(identity)
        self.desk.learn(self.passages.codings)
        self.reportOpened.emit(report)
        self._next_worker.soon()

    def _project_opened(self) -> None:
        """Read everything from the project that was opened."""
        self.codebook.reload()
        self.passages.reload()
        self.desk.reload()
        self._keys.listen_for(self.desk.codes)
        self._read_reports()

    def _project_closing(self) -> None:
        """Save, and let go of the project's pages."""
        self.save()
        self._close_report()
        self._next_worker.dismiss()

    def _show_report(self, report: bytes, page: int) -> None:
        """Open a report, at a page (from 0) or, with -1, where it was left."""
        if self.open_report(ReportId(report)) and page >= 0:
            self.reader.view.go_to(page)

    def _close_report(self) -> None:
        """Show no report, the open one having left the project."""
        self._report = None
        self.reader.view.clear_selection()
        self.reader.close_report()
        self.desk.open(None, [])
        self.passages.open(None)
        self.reportOpened.emit(None)

    def land(self, coding: CodingId) -> bool:
        """Show a coding on its page, lit, opening its report when it is another one."""
        codings = self._session.project.codings
        try:
            found = codings.get(coding)
            passage = codings.passage(found.passage)
        except ProjectError as error:
            ask.tell(self, str(error))
            return False
        if not self.open_report(found.report):
            return False
        view, last = self.reader.view, passage.ranges[-1]
        view.put_caret(Caret(last.page, last.end))
        view.reveal(passage.quads)
        self.desk.look_at_codings([coding])
        return True

    def save(self) -> None:
        """Write down a memo being written, and where one reads."""
        if not self._session.is_open:
            return
        self.inspector.save()
        if self._report:
            place = self.reader.view.place()
            if place:
                self._session.project.places.remember(self._report.id, place)

    def open_palette(self, question: Question, beside: QWidget | None = None) -> None:
        """Open the palette beside a widget or, without one, beside what is selected."""
        self.reader.bar.hide()
        if beside is None:
            self.code_palette.ask(question, self._selected_place())
        else:
            corner = beside.mapTo(self, QPoint(0, 0))
            self.code_palette.ask(question, QRect(corner, beside.size()))

    def _palette_closed(self) -> None:
        """Go back to the pages, where what is selected has its bar again."""
        if self.focusWidget() is None or self.code_palette.isAncestorOf(self.focusWidget()):
            self.reader.view.setFocus()
        self.reader.bar.settle()

    def _selected_place(self) -> QRect:
        view = self.reader.view
        rect = view.selection_rect()
        if rect.isEmpty():
            rect = QRect(view.viewport().rect().center(), view.viewport().rect().center())
        return QRect(view.viewport().mapTo(self, rect.topLeft()), rect.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the palette, Escape lets go of the passage; fields keep their Enter."""
        writing = isinstance(self.focusWidget(), QLineEdit)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not writing:
            self.desk.ask_code()
        elif event.key() == Qt.Key.Key_Escape:
            self.desk.look_away()
            self.reader.view.setFocus()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when another stage is shown."""
        super().hideEvent(event)
        self.save()
        self._panes.remember()

    def _assign(self, code: bytes) -> None:
        self.desk.assign([CodeId(code)])

    def _land(self, coding: Coding) -> None:
        self.land(coding.id)

    def _switch_to(self, report: bytes) -> None:
        self.open_report(ReportId(report))
        self.reader.view.setFocus()

    def _fold_left(self, shown: bool) -> None:  # noqa: FBT001 (Qt's signal carries it)
        self.codebook.setVisible(shown)

    def _fold_right(self, shown: bool) -> None:  # noqa: FBT001
        self.right.setVisible(shown)

    def _open_switch(self) -> None:
        self.switch.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.switch.showPopup()

    def _filter_codes(self) -> None:
        self.actions_[0].setChecked(True)
        self.codebook.show()
        self.codebook.focus_filter()

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.CODE):
            self._keys.listen_for(self.desk.codes)
        if changes.touches(Kind.REPORT):
            self._read_reports()

    def _read_reports(self) -> None:
        """List the reports; open the one last read, or the first, when none is open."""
        project = self._session.project
        reports = project.reports.all()
        by_id = {report.id: report for report in reports}
        self._stack.setCurrentWidget(self.split if reports else self._empty)
        if self._report and self._report.id not in by_id:
            self._close_report()
        self.switch.offer(reports, self._report.id if self._report else None)
        last = project.places.last()
        if self._report is None and reports:
            self.open_report(last if last in by_id else reports[0].id)
        elif self._report:
            self._report = by_id[self._report.id]
