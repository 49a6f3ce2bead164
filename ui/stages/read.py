"""The Read stage: codes left, the pages in the middle, passage and passages right."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.ids import CodeId, CodingId, ReportId
from coder.model.report import Report
from ui.panels.codes.palette import CodePalette, Question
from ui.panels.codes.pane import CodebookPanel
from ui.panels.contents.pane import Contents
from ui.panels.find.pane import FindPanel
from ui.panels.passages.inspector import Inspector
from ui.panels.passages.mark_filter import MarkFilterButton
from ui.panels.passages.pane import PassagesPanel
from ui.panels.replaced.pane import ReplacedPanel
from ui.panels.team.differ import DifferPanel
from ui.reader.pane import ReaderPane
from ui.reader.view import ReaderView
from ui.session import Session
from ui.stages.code_keys import CodeKeys
from ui.stages.coding_desk import CodingDesk
from ui.stages.marks_shown import MarksShown
from ui.stages.next_worker import NextWorker
from ui.stages.read_actions import actions
from ui.stages.read_arranged import Arranged
from ui.stages.read_aside import Aside
from ui.stages.read_bar import bar_row
from ui.stages.read_bench import Bench
from ui.stages.read_commands import Commands
from ui.stages.read_differ import Adjudicating
from ui.stages.read_empty import NoReports
from ui.stages.read_find import Finding
from ui.stages.read_listed import ReportsListed
from ui.stages.read_moved import Settling
from ui.stages.read_passages import ListedPassages
from ui.stages.read_tabs import ReadTabs, Tab
from ui.stages.reading import Reading
from ui.stages.report_switch import ReportSwitch
from ui.widgets.keys_to import keys_to


class ReadStage(QWidget):
    """Where reports are read and coded.

    `addReportsAsked` is emitted from the empty stage; `reportOpened` carries the report that is
    in hand now (None: none).
    """

    title = "Read"
    icon_name = "read"
    addReportsAsked = Signal()
    reportOpened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._way = (False, False)
        self._stack = QStackedWidget(self)
        self.bench = Bench(self._stack)
        left, middle, right = self.bench.left.room, self.bench.middle, self.bench.right
        self.code_palette = CodePalette(self)
        self.codebook = CodebookPanel(session, self.open_palette, left)
        self.contents = Contents(session, left)
        self.find_panel = FindPanel(session, left)
        self.moved = ReplacedPanel(session, left)
        self.differ = DifferPanel(session, left)
        self.tabs = ReadTabs(middle)
        self.inspector = Inspector(session, right)
        self.passages = PassagesPanel(session, right)
        self.switch = ReportSwitch(middle)
        self.filter = MarkFilterButton(session, middle)
        self.desk = CodingDesk(session, self.inspector, self)
        self._keys = CodeKeys(self)
        self._next_worker = NextWorker(self)
        self._empty = NoReports(self._stack)
        self.reading = Reading(session, self.tabs, self)
        self.shown = MarksShown(session, self.tabs, self.filter)
        self.commands = Commands(self)
        self.actions_ = actions(self.commands, self)
        Arranged(self.tabs, self.actions_)
        self.tabs.made.connect(self._wire)
        self.tabs.begin()
        self._lay_out()
        self.finding = Finding(session, self.find_panel, self.reading, self.desk)
        ListedPassages(self.passages, self.reading, self.desk)
        self.settling = Settling(session, self.moved, self.reading, self.bench.left)
        self.adjudicating = Adjudicating(session, self.differ, self.reading, self.bench.left)
        self.aside = Aside(session, self.reading, self.desk.looking, self.bench, self)
        self._connect()
        self._listed = ReportsListed(
            session, self.reading, self.tabs, self.switch, self, self.open_report, self._show_bench
        )

    def _lay_out(self) -> None:
        bench = self.bench
        left, right = self.actions_["Show Left Pane"], self.actions_["Show Passage Panes"]
        bar = bar_row(left, self.switch, [self.filter], right, self)
        bench.lay_out(bar, self.tabs, self.inspector, self.passages)
        for panel, title, tip in (
            (self.codebook, self.tr("Codes"), self.tr("The codebook (F8)")),
            (self.contents.outline, self.tr("Outline"), self.tr("Headings of the report (F7)")),
            (self.contents.pages, self.tr("Pages"), self.tr("Small pictures of the pages (F7)")),
            (self.find_panel, self.tr("Find"), self.tr("Find words (Ctrl+F)")),
            (
                self.moved,
                self.tr("Moved"),
                self.tr("Codings to look at since a file was replaced"),
            ),
            (self.differ, self.tr("Settle"), self.tr("Where coders differ")),
        ):
            bench.left.add(panel, title, tip)
        for panel in (self.moved, self.differ):
            bench.left.offer(panel, offered=False)
        bench.restore({"codebook": self.codebook.split})
        left.setChecked(not bench.left.isHidden())
        right.setChecked(not bench.aside.isHidden())
        self._stack.addWidget(bench)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.codebook.assignAsked.connect(self._assign)
        self.codebook.left.connect(self._give_keys_back)
        self._keys.pressed.connect(self._assign)
        self.desk.paletteAsked.connect(self.open_palette)
        self.desk.create = self.codebook.acts.create
        self.code_palette.closed.connect(self._palette_closed)
        self.switch.chosen.connect(self._switch_to)
        self.switch.left.connect(self._give_keys_back)
        self.contents.goAsked.connect(self._go_to)
        self.reading.turned.connect(self._turned)
        self.reading.opened_in.connect(self.shown.begin)
        self.reading.dwelt.connect(self.contents.show_readings)
        self.reading.landed.connect(lambda coding: self.desk.look_at_codings([coding]))
        self._empty.addAsked.connect(self.addReportsAsked)
        self._session.changed.connect(self._refresh_if_touched)
        self._session.opened.connect(self._project_opened)
        self._session.closing.connect(self._project_closing)
        self._session.writeDown.connect(self.save)
        self._session.showPassage.connect(self._show_passage)
        self._session.showReport.connect(self._show_report)
        self.tabs.halved.connect(self.actions_["Two Reports Side by Side"].setChecked)
        self._keys.listen_for(self.desk.codes)
        for box in self.findChildren(QComboBox):
            self._keys.leave_letters_to(box)

    def _wire(self, tab: Tab) -> None:
        """Listen to the pages of a new tab."""
        view, header = tab.pane.view, tab.pane.header
        view.linkAsked.connect(self._tell_link)
        header.backAsked.connect(self._session.backAsked)
        header.forwardAsked.connect(self._session.forwardAsked)
        header.set_can_go(*self._way)
        self.shown.listen_to(tab)
        view.set_dimmed(self.commands.is_dimmed)

    @property
    def reader(self) -> ReaderPane:
        """Return the pane one works in."""
        return self.reading.pane

    @property
    def view(self) -> ReaderView:
        """Return the pages one works on."""
        return self.reading.view

    @property
    def report(self) -> Report | None:
        """Return the report in hand."""
        return self.reading.report

    def open_report(self, report: ReportId) -> bool:
        """Show a report where it was last read; False when its password is not given."""
        is_open = self.reading.open(report)
        if not is_open:
            self.switch.show_current(self.report.id if self.report else None)
        return is_open

    def show_moved(self, report: ReportId) -> None:
        """Have the codings of a report looked at that moved when it got another file."""
        self._session.showReport.emit(report, -1)
        if self.report and self.report.id == report:
            self.settling.begin()

    def show_code(self, code: CodeId) -> None:
        """Show a code in the codebook, with its rules below."""
        self.bench.left.bring(self.codebook)
        self.codebook.show_code(code)

    def _turned(self) -> None:
        """Let everything around the pages be about the report that is in hand now."""
        keys_to(self, self.view)
        if self.code_palette.isVisible():  # it asks about what was in hand before
            self.view.setFocus()
        opened, report = self.reading.opened, self.report
        identity = report.id if report else None
        if opened:
            self.desk.attach(opened)
        else:
            self.desk.detach()
        self.passages.open(identity)
        self.switch.show_current(identity)
        if opened:
            marks = opened.marks
            self.contents.open(
                opened.report.id, opened.pane.view, opened.facts, lambda: marks.marks
            )
        else:
            self.contents.close_report()
        self.finding.turn()
        if opened:
            self.desk.learn(self.passages.codings)
            self._next_worker.soon()
        self.shown.count()
        self.reportOpened.emit(report)

    def _project_opened(self) -> None:
        """Read everything from the project that was opened."""
        self.codebook.reload()
        self.passages.reload()
        self.desk.reload()
        self._keys.listen_for(self.desk.codes)
        self._listed.read()

    def _project_closing(self) -> None:
        """Save, and let go of the project's pages."""
        self._write_down()
        self.reading.close_all()
        self._next_worker.dismiss()

    def stop(self) -> tuple[ReportId, str] | None:
        """Return where one reads: the report and the place in it; None without a report."""
        return self.reading.stop()

    def show_stop(self, report: ReportId, place: str) -> None:
        """Go back to a place where one read."""
        self.reading.show_stop(report, place)

    def show_way(self, back: bool, forward: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        """Show whether there is a way back and forward."""
        self._way = back, forward
        for tab in self.tabs:
            tab.pane.header.set_can_go(back, forward)

    def land(self, coding: CodingId) -> bool:
        """Show a coding on its page, lit, opening its report when it is another one."""
        return self.reading.land(coding)

    def _show_passage(self, coding: bytes) -> None:
        self.reading.land(CodingId(coding), noted=True)

    def _show_report(self, report: bytes, page: int) -> None:
        self.reading.show_page(ReportId(report), page)

    def _go_to(self, page: int, y: float) -> None:
        self.view.go_to(page, y)
        self.view.setFocus()

    def _switch_to(self, report: bytes) -> None:
        with self.reading.jump():
            self.reading.open(ReportId(report), new_tab=self.commands.opens_new_tab)
        self.switch.show_current(self.report.id if self.report else None)
        self._give_keys_back()

    def _give_keys_back(self) -> None:
        self.commands.opens_new_tab = False
        self.view.setFocus()

    def _tell_link(self, uri: str) -> None:
        told = self.tr("This link leads out of the report: %1").replace("%1", uri)
        self._session.told.emit(told, 0)

    def save(self) -> None:
        """Write down a memo being written, and where one reads."""
        if not self._session.is_open:
            return
        self._write_down()
        self.reading.save()

    def _write_down(self) -> None:
        self.inspector.save()
        self.aside.save()

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
            self.view.setFocus()
        self.reader.bar.settle()

    def _selected_place(self) -> QRect:
        view = self.view
        rect = view.chosen_rect()
        if rect.isEmpty():
            rect = QRect(view.viewport().rect().center(), view.viewport().rect().center())
        return QRect(view.viewport().mapTo(self, rect.topLeft()), rect.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the palette; fields keep theirs. Escape leads to the pages, then lets go."""
        writing = isinstance(self.focusWidget(), QLineEdit)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not writing:
            self.desk.ask_code()
        elif event.key() == Qt.Key.Key_Escape:
            if not self.inspector.isAncestorOf(self.focusWidget()):
                self.desk.look_away()
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """List the reports that came or went while nobody looked."""
        super().showEvent(event)
        self._listed.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when another stage is shown."""
        super().hideEvent(event)
        self.save()
        self.bench.remember()

    def _assign(self, code: bytes) -> None:
        self.desk.assign([CodeId(code)])

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.CODE):
            self._keys.listen_for(self.desk.codes)

    def _show_bench(self, every: list[Report]) -> None:
        """Show the pages, or that there is nothing to read."""
        self._empty.say(with_records=bool(every))
        has_any = any(report.has_file for report in every)
        self._stack.setCurrentWidget(self.bench if has_any else self._empty)
