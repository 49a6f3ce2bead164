"""The list of passages: of the report that is open or of the project, filtered as one types."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.codebook import Code
from coder.model.coding import Coder, Coding
from coder.model.errors import NotFoundError
from coder.model.ids import CodeId, CoderId, CodingId, ReportId
from coder.model.report import Report
from ui.panels.passages.coding_words import act_of
from ui.panels.passages.filter import PassageFilter
from ui.panels.passages.listing import PassageList, Wanted
from ui.panels.passages.rows import PassageDelegate, PassageRows, Shown
from ui.session import Session
from ui.widgets.key_acts import writes
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label, page_place
from ui.widgets.list_table import make_list

_AT_ONCE = 1000
"""So many texts are made ready between two looks at what the user does."""

_FOLLOWED = 500
"""Up to so many touched codings are followed one by one; after more, the list is read again."""


class PassagesView(QTableView):
    """The rows; a click or Enter lands on the passage, other keys act on the coding."""

    landed = Signal(object)
    acted = Signal(object, str)

    def __init__(self, rows: PassageRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        delegate = PassageDelegate(self)
        self.setItemDelegate(delegate)
        self.setAccessibleName(self.tr("Passages"))
        make_list(self)
        self.verticalHeader().setDefaultSectionSize(delegate.row_height(self.font()))
        self.clicked.connect(self._land)

    def scroll_to(self, top: int) -> None:
        """Scroll so many pixels down, rows that have just come being taken into account."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.verticalScrollBar().setValue(top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Land on Enter, act by the keys of codings; letters are left to the code keys."""
        at, act = self.currentIndex(), act_of(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at.isValid():
            self._land(at)
        elif act and at.isValid():
            self.acted.emit(self._rows.codings[at.row()], act)
        elif writes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _land(self, index: QModelIndex) -> None:
        self.landed.emit(self._rows.codings[index.row()])


class PassagesPanel(QWidget):
    """Passages with their filter; says which coding the user wants to see.

    `actAsked` carries a coding and what the keys ask to be done with it.
    """

    landAsked = Signal(object)
    actAsked = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: ReportId | None = None
        self._list: PassageList | None = None
        self._codes: dict[CodeId, Code] = {}
        self._coders: dict[CoderId, Coder] = {}
        self._reports: dict[ReportId, Report] = {}
        self._labels: dict[ReportId, list[str]] = {}
        self._touched: set[CodingId] = set()
        self._is_stale = False
        self._shown = Wanted()
        self._filter = PassageFilter(self)
        self._rows = PassageRows(self._look_up, self)
        self._view = PassagesView(self._rows, self)
        self._empty = empty_label(self)
        self._stack = QStackedWidget(self)
        self._follow = QTimer(self, singleShot=True, interval=30)
        self._ready = QTimer(self, interval=0)
        self._lay_out()
        self._connect()
        self.reload()

    def _lay_out(self) -> None:
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._filter)
        layout.addWidget(self._stack, 1)
        keys_to(self, self._view)

    def _connect(self) -> None:
        self._view.landed.connect(self.landAsked)
        self._view.acted.connect(self.actAsked)
        self._filter.changed.connect(self._show)
        self._filter.scopeChanged.connect(self._read)
        self._follow.timeout.connect(self._follow_touched)
        self._ready.timeout.connect(self._prepare)
        self._session.changed.connect(self._refresh_if_touched)

    def open(self, report: ReportId | None) -> None:
        """Be about this report (or about none) from now on."""
        self._report = report
        self._filter.allow_report(allowed=report is not None)
        self._read()

    def show_only(self, report: ReportId | None, codes: set[CodeId] | None) -> None:
        """List the passages of a report (None: of the project) under some codes (None: all)."""
        if report is not None:
            self._report = report
        self._filter.set_scope(project=report is None, codes=codes)
        self._read()

    @property
    def codings(self) -> list[Coding]:
        """Return the codings that are listed now."""
        return list(self._rows.codings)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was not read while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def reload(self) -> None:
        """Read again everything that the list shows."""
        if not self._session.is_open:
            return
        self._is_stale = False
        project = self._session.project
        self._reports = {report.id: report for report in project.reports.listed()}
        self._labels.clear()
        self._read_names()
        self._read()

    def _read_names(self) -> None:
        project = self._session.project
        codes = project.codebook.codes()
        coders = project.coders.listed()
        self._codes = {code.id: code for code in codes}
        self._coders = {coder.id: coder for coder in coders}
        self._filter.offer(codes, coders)

    def _read(self) -> None:
        """Read the codings of the scope."""
        self._touched.clear()
        report = None if self._filter.whole_project else self._report
        nowhere = report is None and not self._filter.whole_project
        if nowhere or not self._session.is_open:
            self._list = PassageList((), ())
        else:
            codings = self._session.project.codings.listing(report, None, None, "")
            self._list = PassageList(codings, list(self._reports))
        self._ready.start()
        self._show()

    def _prepare(self) -> None:
        """While nothing else is to be done, make the texts ready to be searched."""
        if self._list is None or not self._list.prepare(_AT_ONCE):
            self._ready.stop()

    def _show(self) -> None:
        """Show what the filter lets through, the cursor staying on its coding or its row."""
        assert self._list is not None
        current = self._view.currentIndex().row()
        before = self._rows.codings[current].id if current >= 0 else None
        wanted, top = self._filter.wanted, self._view.verticalScrollBar().value()
        found = self._list.filtered(wanted)
        self._rows.show(found)
        self._filter.tell_count(len(found))
        if before and found:
            rows = (row for row, coding in enumerate(found) if coding.id == before)
            row = next(rows, min(current, len(found) - 1))
            self._view.setCurrentIndex(self._rows.index(row, 0))
        if wanted == self._shown:
            self._view.scroll_to(top)
        self._shown = wanted
        self._empty.setText(self._why_empty(wanted))
        self._stack.setCurrentWidget(self._view if found else self._empty)

    def _why_empty(self, wanted: Wanted) -> str:
        if self._list and wanted != Wanted():
            return self.tr("No passage fits the filter.")
        if self._filter.whole_project:
            return self.tr("Nothing is coded in this project yet.")
        return self.tr(
            "No passages yet. Select words on the page, then press a code’s key or Enter."
        )

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.REPORT):
            self._is_stale = True
            if self.isVisible():
                self.reload()
            return
        if changes.touches(Kind.CODE, Kind.CODEBOOK, Kind.CODER):
            self._read_names()
            self._show()
        if changes.touches(Kind.CODING):
            self._touched.update(CodingId(one) for one in changes.ids[Kind.CODING])
            self._follow.start()

    def _follow_touched(self) -> None:
        """Take over what became of the codings that were touched."""
        if not self._session.is_open:
            return
        if len(self._touched) > _FOLLOWED or self._list is None:
            self._read()
            return
        now = [one for one in map(self._get, self._touched) if one and self._in_scope(one)]
        self._list.replace(self._touched, now)
        self._touched.clear()
        self._show()

    def _get(self, coding: CodingId) -> Coding | None:
        try:
            return self._session.project.codings.get(coding)
        except NotFoundError:
            return None

    def _in_scope(self, coding: Coding) -> bool:
        return self._filter.whole_project or coding.report == self._report

    def _look_up(self, coding: Coding) -> Shown:
        report = self._reports.get(coding.report)
        named = report if self._filter.whole_project else None
        return Shown(
            coding,
            self._codes.get(coding.code),
            self._coders.get(coding.coder),
            self._page_of(coding),
            (named.number or named.title) if named else "",
        )

    def _page_of(self, coding: Coding) -> str:
        labels = self._labels.get(coding.report)
        if labels is None:
            facts = self._session.project.reports.facts(coding.report)
            labels = self._labels[coding.report] = [fact.label for fact in facts]
        label = labels[coding.page] if coding.page < len(labels) else ""
        return page_place(label, coding.page)
