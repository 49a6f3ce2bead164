"""Which reports are open, and going from place to place in them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder.model.errors import ProjectError
from coder.model.ids import CodingId, PassageId, ReportId
from coder.model.passage import Passage
from coder.model.report import Report
from coder.pdf.refusals import PASSWORD_WRONG
from ui import ask
from ui.reader.pane import ReaderPane
from ui.reader.seen import SeenClock
from ui.reader.selection import Caret
from ui.reader.view import ReaderView
from ui.session import Session
from ui.stages.open_report import OpenReport
from ui.stages.read_tabs import ReadTabs, Tab
from ui.stages.report_opening import Ready, get_ready
from ui.stages.report_switch import shown_name


class Reading(QObject):
    """The reports in the tabs, and the one in hand.

    `turned` says that another report is in hand, or none; `landed` carries the coding that was
    gone to; `opened_in` a tab that has another report; `dwelt` says that pages were read.
    """

    turned = Signal()
    landed = Signal(object)
    dwelt = Signal()
    opened_in = Signal(object)

    def __init__(self, session: Session, tabs: ReadTabs, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._tabs, self._window = session, tabs, parent
        self._is_jumping = self._is_leaving = False
        tabs.made.connect(self._listen)
        tabs.turned.connect(self.turned)
        tabs.closing.connect(self._save_place)

    @property
    def pane(self) -> ReaderPane:
        """Return the pane one works in."""
        return self._tabs.current.pane

    @property
    def view(self) -> ReaderView:
        """Return the pages one works on."""
        return self._tabs.current.pane.view

    @property
    def opened(self) -> OpenReport | None:
        """Return the report in hand, with its marks."""
        return self._tabs.current.opened

    @property
    def report(self) -> Report | None:
        """Return the report in hand."""
        return self.opened.report if self.opened else None

    def open(self, report: ReportId, *, new_tab: bool = False) -> bool:
        """Show a report where it was last read; False when its password is not given."""
        known = None if new_tab else self._tabs.showing(report)
        if known is not None:
            self._tabs.bring(known)
            return True
        self.save()  # the same report may be opened again, from where one is in it
        ready = get_ready(self._session, report, self._window)
        if ready is None:
            return False
        self._show(self._tabs.add() if new_tab else self._tabs.current, ready)
        self._session.project.places.remember_last(report)
        return True

    def show_two(self, *, two: bool) -> None:
        """Show two reports side by side, or one; the new half begins with the same report."""
        report = self.report
        if self._tabs.set_two(two=two) and report:
            self.open(report.id)
        self.view.setFocus()

    def land(self, coding: CodingId, *, noted: bool = False) -> bool:
        """Show a coding on its page, lit, opening its report when it is another one."""
        codings = self._session.project.codings
        try:
            found = codings.get(coding)
            passage = codings.passage(found.passage)
        except ProjectError as error:
            ask.tell(self._window, str(error))
            return False
        with self.jump(noted=noted):
            if not self.open(found.report):
                return False
            last = passage.ranges[-1]
            self.view.put_caret(Caret(last.page, last.end))
            self.view.reveal(passage.quads)
        self.landed.emit(coding)
        return True

    def show_place(self, place: PassageId | Passage, *, noted: bool = False) -> bool:
        """Show a passage on its page, lit, opening its report when it is another one."""
        try:
            if isinstance(place, Passage):
                passage = place
            else:
                passage = self._session.project.codings.passage(place)
        except ProjectError as error:
            ask.tell(self._window, str(error))
            return False
        with self.jump(noted=noted):
            if not self.open(passage.report):
                return False
            lit: dict[int, list[tuple[int, int]]] = {}
            for part in passage.ranges:
                if part.start < part.end:
                    lit.setdefault(part.page, []).append((part.start, part.end))
            first = passage.ranges[0]
            self.view.hits.show(lit)
            self.view.show_hit(first.page, first.start, first.end)
            self.view.reveal(passage.quads)
        return True

    def show_words(self, report: ReportId, page: int, start: int, end: int) -> None:
        """Show words that were found."""
        with self.jump():
            if self.open(report):
                self.view.show_hit(page, start, end)

    def show_page(self, report: ReportId, page: int) -> None:
        """Open a report, at a page (from 0) or, with -1, where it was left."""
        with self.jump(noted=True):
            if self.open(report) and page >= 0:
                self.view.go_to(page)

    def stop(self) -> tuple[ReportId, str] | None:
        """Return where one reads: the report and the place in it; None without a report."""
        return (self.report.id, self.view.place()) if self.report else None

    def show_stop(self, report: ReportId, place: str) -> None:
        """Go back to a place where one read."""
        with self.jump(noted=True):
            if self.open(report):
                self.view.restore(place)
                self.view.setFocus()

    @contextmanager
    def jump(self, *, noted: bool = False) -> Iterator[None]:
        """Note once where one is, however many jumps follow; `noted` when it was done before."""
        if not noted:
            self._leave()
        before, self._is_jumping = self._is_jumping, True
        try:
            yield
        finally:
            self._is_jumping = before

    def follow(self, reports: Mapping[ReportId, Report]) -> None:
        """Close what has left the project; show anew what has another file now."""
        for tab in self._tabs.tabs:
            if tab.opened is None:
                continue
            now, shown = reports.get(tab.opened.report.id), tab.opened.report
            if now is None or not now.has_file:
                tab.pane.view.clear_selection()
                tab.empty()
                if not self._tabs.drop(tab):
                    self._empty(tab)
            elif now.sha256 != shown.sha256:
                self._save_place(tab)
                ready = get_ready(self._session, now.id, self._window)
                if ready is not None:
                    self._show(tab, ready)
            elif now != shown:
                tab.opened.report = now
                self._tabs.name(tab, shown_name(now))

    def save(self) -> None:
        """Write down where one reads."""
        for tab in self._tabs.visible:
            self._save_place(tab)

    def close_all(self) -> None:
        """Show no report: the project is closing."""
        self.save()
        self._tabs.keep_one()
        self._empty(self._tabs.current)

    def _show(self, tab: Tab, ready: Ready) -> None:
        self._is_leaving = True
        tab.put(None)
        self._is_leaving = False
        tab.pane.open(ready.source, "", ready.place)
        opened = OpenReport(self._session, tab.pane, ready.report, ready.facts)
        tab.put(opened, SeenClock(tab.pane.view, partial(self._count, ready.report.id)))
        self._tabs.name(tab, shown_name(ready.report))
        self._show_read()
        self.opened_in.emit(tab)
        self.turned.emit()

    def _count(self, report: ReportId, seconds: dict[int, float]) -> None:
        """Note which pages were read."""
        if self._session.is_open:
            self._session.project.readings.add(report, seconds)
            if not self._is_leaving:  # else it is shown with the report that comes
                self._show_read()
                self.dwelt.emit()

    def _show_read(self) -> None:
        """Let the maps beside the pages show what was read."""
        for tab in self._tabs.tabs:
            if tab.report:
                tab.pane.map.show_read(self._session.project.readings.get(tab.report))

    def _empty(self, tab: Tab) -> None:
        tab.empty()
        self._tabs.name(tab, "")
        self.turned.emit()

    def _listen(self, tab: Tab) -> None:
        tab.pane.view.leaving.connect(self._leave)
        tab.pane.view.pageFailed.connect(lambda _page, reason: self._page_failed(tab, reason))

    def _leave(self) -> None:
        if not self._is_jumping:
            self._session.leaving.emit()

    def _page_failed(self, tab: Tab, reason: str) -> None:
        """Ask again when it was the password that was wrong."""
        if tab.opened is None or reason != PASSWORD_WRONG:
            return
        ready = get_ready(self._session, tab.opened.report.id, self._window, wrong=True)
        if ready is not None:
            self._show(tab, ready)

    def _save_place(self, tab: Tab) -> None:
        place = tab.pane.view.place()
        if tab.report and place:
            self._session.project.places.remember(tab.report, place)
