"""The Reports stage: what the project holds, and how more comes in."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.errors import ProjectError
from coder.model.ids import ReportId
from coder.model.report import Report
from ui import ask, icons, theme
from ui.panels.labels import mute
from ui.panels.replacing import ReportReplacing
from ui.panels.report_rows import (
    ADDED,
    CODINGS,
    FILE,
    MEMO,
    NUMBER,
    PAGES,
    READ,
    SCANS,
    SHARE,
    TITLE,
    WAITING,
    FilteredReports,
    ReportRows,
)
from ui.session import Session
from ui.widgets.keys_to import keys_to
from ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:  # loaded when a file is replaced
    from coder.services.replacing import Replaced

_WIDTHS = {
    NUMBER: 96,
    PAGES: 72,
    READ: 96,
    SCANS: 184,
    CODINGS: 80,
    FILE: 176,
    ADDED: 104,
    MEMO: 120,
}


class _MiddleElided(QStyledItemDelegate):
    """Shortens in the middle: the ends of files' names tell them apart."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Have the middle left out where room is short."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class _Reading(QStyledItemDelegate):
    """Shows under how many pages were read a thin bar, as long as their share."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint words and bar."""
        super().paint(painter, option, index)
        share = float(index.data(SHARE) or 0.0)
        if not share:
            return
        look = theme.current()
        room = QRect(option.rect.left() + 9, option.rect.bottom() - 6, option.rect.width() - 18, 2)
        painter.fillRect(room, QColor(look.hairline))
        done = max(2, round(room.width() * share))
        painter.fillRect(QRect(room.topLeft(), QSize(done, 2)), QColor(look.accent))


class _Waiting(QStyledItemDelegate):
    """Shows by a small dot that codings of a report wait to be looked at."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the count, and the dot before it."""
        super().paint(painter, option, index)
        if not index.data(WAITING):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().warning))
        painter.drawEllipse(QPointF(option.rect.left() + 14, option.rect.center().y() + 0.5), 3, 3)
        painter.restore()


class ReportsStage(QWidget):
    """The table of reports. `addAsked` wants files chosen, `addFolderAsked` a folder.

    `movedAsked` carries a report whose codings are to be looked at, since it has another file.
    """

    title = "Reports"
    icon_name = "reports"
    addAsked = Signal()
    addFolderAsked = Signal()
    movedAsked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows = ReportRows(session, self)
        self._shown = FilteredReports(self.rows, self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText("Filter by number, title, file")
        self.filter.setAccessibleName("Filter the reports")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(32 * theme.GRID)
        self.filter.textChanged.connect(self._filter)
        self.table = self._make_table()
        self._count = mute(QLabel(self))
        self._stack = QStackedWidget(self)
        self.replacing = ReportReplacing(session, self)
        self.strip = ProgressStrip(self)
        self._lay_out()
        self._replace, self._look = self._offer_actions()
        keys_to(self, self.table)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        self.replacing.progressed.connect(self.strip.tell)
        self.replacing.ended.connect(self._replaced)
        self.strip.cancelled.connect(self.replacing.cancel)
        session.changed.connect(self._refresh_if_touched)
        session.opened.connect(self._refresh)
        self._refresh()

    def _offer_actions(self) -> tuple[QAction, QAction]:
        """Offer what can be done with a report, in the table's own menu and the window's."""
        read = QAction("Read Report", self)
        read.triggered.connect(lambda: self._open(self.table.currentIndex()))
        replace = QAction("Replace File…", self)
        replace.triggered.connect(self._replace_chosen)
        replace.setData("edit")
        look = QAction("Look at Moved Codings", self)
        look.triggered.connect(self._look_at_moved)
        look.setData("edit")
        remove = QAction("Remove Report", self)
        remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        remove.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        remove.triggered.connect(self._remove_chosen)
        remove.setData("edit")
        self.table.addActions([read, replace, look, remove])
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addActions([replace, look, remove])
        return replace, look

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self._shown)
        table.setAccessibleName("Reports")
        table.setSortingEnabled(True)
        table.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(34)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        table.setItemDelegateForColumn(FILE, _MiddleElided(table))
        table.setItemDelegateForColumn(READ, _Reading(table))
        table.setItemDelegateForColumn(CODINGS, _Waiting(table))
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._open)
        return table

    def _lay_out(self) -> None:
        title = QLabel("Reports", self)
        title.setFont(theme.body_font(15, bold=True))
        add = QPushButton(icons.icon("add"), "Add reports…", self)
        add.clicked.connect(self.addAsked)
        folder = QPushButton(icons.icon("folder"), "Add a folder…", self)
        folder.clicked.connect(self.addFolderAsked)
        top = QHBoxLayout()
        top.setSpacing(theme.GRID)
        top.addWidget(title)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.filter)
        top.addWidget(folder)
        top.addWidget(add)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._make_empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 3 * theme.GRID, 0)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignRight)
        for before, after in pairwise((self.filter, folder, add, self.table)):
            self.setTabOrder(before, after)

    def _make_empty(self) -> QWidget:
        empty = QWidget(self)
        text = QLabel("Drop report PDFs here, or a folder of them.", empty)
        text.setFont(theme.body_font(13))
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton(icons.icon("add", on_accent=True), "Add reports…", empty)
        button.setDefault(True)
        button.clicked.connect(self.addAsked)
        column = QVBoxLayout(empty)
        column.addStretch(2)
        column.addWidget(text)
        column.addSpacing(theme.GRID)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return empty

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was read since; reading is no act and tells nobody."""
        super().showEvent(event)
        if self._session.is_open:
            self.rows.show_read(self._session.project.readings.pages_read())

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.REPORT, Kind.CODING):
            self._refresh()

    def _refresh(self) -> None:
        chosen = {report.id for report in self._chosen()}
        here = self.table.currentIndex()
        row, column = here.row(), here.column()
        reports = self._session.project.reports.all()
        project = self._session.project
        self.rows.show(reports, project.readings.pages_read(), project.codings.waiting())
        self._stack.setCurrentIndex(0 if reports else 1)
        has_scans = any(report.pages_without_text for report in reports)
        self.table.setColumnHidden(SCANS, not has_scans)
        if row >= 0 and chosen and self._shown.rowCount():
            self._come_back(chosen, row, column)
        self._tell_count()
        self._offer()

    def _come_back(self, chosen: set[ReportId], row: int, column: int) -> None:
        """Choose what was chosen; when all of it is gone, what now stands in its place."""
        last = self._shown.rowCount() - 1
        again = [at for at in range(last + 1) if self._report_at(at).id in chosen]
        first = again[0] if again else min(row, last)
        self.table.setCurrentIndex(self._shown.index(first, column))
        flag = QItemSelectionModel.SelectionFlag
        for at in again[1:]:
            self.table.selectionModel().select(self._shown.index(at, 0), flag.Select | flag.Rows)

    def _report_at(self, row: int) -> Report:
        return self._report(self._shown.index(row, 0))

    def _filter(self, written: str) -> None:
        self._shown.filter_by(written)
        self._tell_count()

    def _tell_count(self) -> None:
        shown, every = self._shown.rowCount(), self.rows.rowCount()
        scans = sum(1 for row in range(every) if self.rows.report(row).pages_without_text)
        said = f"{every}" if shown == every else f"{shown} of {every}"
        self._count.setText(f"{said}  ·  {scans} with scanned pages" if scans else said)

    def _report(self, index: QModelIndex) -> Report:
        return self._shown.report(index)

    def _chosen(self) -> list[Report]:
        return [self._report(index) for index in self.table.selectionModel().selectedRows()]

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self._session.showReport.emit(self._report(index).id, -1)

    def _offer(self) -> None:
        """Offer what can be done with the reports that are chosen."""
        chosen = self._chosen()
        is_one = len(chosen) == 1
        self._replace.setEnabled(is_one and not self.replacing.is_busy)
        self._look.setEnabled(is_one and self.rows.waiting(chosen[0]) > 0)

    def _replace_chosen(self) -> None:
        """Have a PDF chosen that takes the place of the chosen report's file."""
        (report,) = self._chosen()
        path = ask.replacement(self, report.title)
        if path:
            self.replacing.replace(report, path)
            self._offer()

    def _replaced(self, replaced: "Replaced | None") -> None:
        """Lead to the codings that moved, if any did."""
        self.strip.hide()
        if not self._session.is_open:
            return
        self._offer()
        if replaced and self._session.project.codings.waiting().get(replaced.report.id):
            self.movedAsked.emit(replaced.report.id)

    def _look_at_moved(self) -> None:
        (report,) = self._chosen()
        self.movedAsked.emit(report.id)

    def _remove_chosen(self) -> None:
        """Take the chosen reports out; no question, since undo brings all back."""
        chosen, gone = self._chosen(), 0
        if not chosen:
            return
        try:
            gone = sum(self._session.project.reports.remove(report.id) for report in chosen)
        except ProjectError as error:
            ask.tell(self, str(error))
            return
        what = f"“{chosen[0].title}”" if len(chosen) == 1 else f"{len(chosen)} reports"
        codings = "1 coding" if gone == 1 else f"{gone} codings"
        self._session.told.emit(f"Removed {what} with {codings}.", len(chosen))
