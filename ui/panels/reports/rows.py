"""The reports of a project as a table: what each is, what its attributes say."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from coder.model.attribute import AttributeTable, Family
from coder.model.errors import ProjectError
from coder.model.ids import ItemId, ReportId
from coder.model.report import Report
from coder.text.fold import fold_plain
from ui import theme
from ui.panels.reports.columns import (
    CODINGS,
    COUNTS,
    EDITED,
    FILE,
    MEMO,
    NUMBER,
    READ,
    TITLE,
    Column,
    columns_of,
)
from ui.panels.reports.rank import Filter, Ranking, by_family, minor, runs_of_new
from ui.panels.reports.told import ANSWERED, INDENT, RIGHT, SHARE, TAG, WAITING, shown, told
from ui.session import Session

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
Cell = tuple[ReportId, int, str]
"""What is to be written: of which report, into which column, and what."""


class ReportRows(QAbstractTableModel):
    """One row a report, sorted and filtered here; attributes, title and memo are edited in place.

    Rows keep their places while cells are edited, and are sorted again when a column is chosen.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._table = AttributeTable((), (), {})
        self._by_id: dict[ReportId, Report] = {}
        self._shown: list[Report] = []
        self._read: Mapping[ReportId, int] = {}
        self._waiting: Mapping[ReportId, int] = {}
        self._folded: dict[ReportId, tuple[str, dict[str, str]]] = {}
        self._sorted = (NUMBER, False)
        self._written = ""
        self._minor: frozenset[ReportId] = frozenset()
        self.families: Sequence[Family] = ()
        self.with_families = False
        self.columns: tuple[Column, ...] = columns_of(())

    # What is shown

    def show(
        self,
        table: AttributeTable,
        read: Mapping[ReportId, int],
        waiting: Mapping[ReportId, int],
        families: Sequence[Family] = (),
    ) -> None:
        """Show these reports; of some, so many pages were read, so many codings wait."""
        fresh = columns_of(table.attributes)
        by_id = {report.id: report for report in table.reports}
        goes_on = fresh == self.columns and self._by_id.keys() <= by_id.keys()
        if not goes_on:
            self.beginResetModel()
        has_more = len(by_id) > len(self._by_id)
        self._table, self._read, self._waiting = table, read, waiting
        self.columns, self._by_id, self.families = fresh, by_id, families
        self._minor = minor(families)
        self._folded.clear()
        if goes_on:
            self._shown = [by_id[report.id] for report in self._shown]
            if has_more:
                self._put_in(self._arranged())
            self._tell_all()
        else:
            self._shown = self._arranged()
            self.endResetModel()

    def _put_in(self, wanted: list[Report]) -> None:
        """Put in the rows that are new among these; those there are stay, in the new order."""
        before = {report.id for report in self._shown}
        stay = [report for report in wanted if report.id in before]
        if len(stay) < len(before):  # what was edited meanwhile does not fit the filter any more
            self._start_over(wanted)
            return
        if stay != self._shown:
            self._reorder(stay)
        for at, run in runs_of_new(wanted, before):
            self.beginInsertRows(QModelIndex(), at, at + len(run) - 1)
            self._shown[at:at] = run
            self.endInsertRows()

    def _tell_all(self) -> None:
        if self._shown:
            last = self.index(len(self._shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _arranged(self) -> list[Report]:
        """Return all reports that fit the filter, sorted."""
        kept: list[Report] = list(self._by_id.values())
        if self._written.strip():
            wanted = Filter(self._written, self.columns)
            kept = [one for one in kept if wanted.keeps(*self._folded_of(one))]
        column, descending = self._sorted
        column = column if column < len(self.columns) else NUMBER
        ranking = Ranking(self.columns, self._table, self._read)
        ordered = ranking.ordered(kept, column, descending=descending)
        return by_family(ordered, self.families) if self.with_families else ordered

    def _folded_of(self, report: Report) -> tuple[str, dict[str, str]]:
        if report.id not in self._folded:
            cells = {
                column.key: fold_plain(self.text(report, at))
                for at, column in enumerate(self.columns)
                if not column.is_own or at in (NUMBER, TITLE, FILE, MEMO)
            }
            self._folded[report.id] = (" ".join(one for one in cells.values() if one), cells)
        return self._folded[report.id]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; who stands in a row keeps it in hand."""
        if column < 0:
            return
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder)
        self.rearrange()

    def rearrange(self) -> None:
        """Sort what is shown again."""
        self._reorder(self._arranged())

    def _reorder(self, wanted: list[Report]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [(self._shown[one.row()].id, one.column()) for one in old]
        self._shown = wanted
        at = {report.id: row for row, report in enumerate(self._shown)}
        fresh = [self.index(at.get(one, -1), column) for one, column in held]
        self.changePersistentIndexList(old, fresh)
        self.layoutChanged.emit()

    def filter_by(self, written: str) -> None:
        """Keep the reports that hold all of these words (see `report_rank.Filter`)."""
        self._written = written
        self._start_over(self._arranged())

    def _start_over(self, wanted: list[Report]) -> None:
        self.beginResetModel()
        self._shown = wanted
        self.endResetModel()

    def show_families(self, *, shown: bool) -> None:
        """Let the reports of one project stand together, or each for itself."""
        self.with_families = shown
        self.rearrange()
        self._tell_all()

    def show_read(self, read: Mapping[ReportId, int]) -> None:
        """Show how many pages of each report were read by now."""
        if read != self._read and self._shown:
            self._read = read
            last = len(self._shown) - 1
            self.dataChanged.emit(self.index(0, READ), self.index(last, READ))

    # What is asked

    @property
    def table(self) -> AttributeTable:
        """Return what the attributes say."""
        return self._table

    @property
    def reports(self) -> Iterable[Report]:
        """Return all reports, shown or not."""
        return self._by_id.values()

    def waiting(self, report: Report) -> int:
        """Return how many codings of a report wait to be looked at."""
        return self._waiting.get(report.id, 0)

    def read(self, report: Report) -> int:
        """Return how many pages of a report were read; there may be fewer than there were."""
        return min(self._read.get(report.id, 0), report.pages)

    def report(self, row: int) -> Report:
        """Return the report of a row."""
        return self._shown[row]

    def row_of(self, report: ReportId) -> int:
        """Return the row of a report, -1 where it is not shown."""
        return next((at for at, one in enumerate(self._shown) if one.id == report), -1)

    def text(self, report: Report, column: int) -> str:
        """Return what a cell shows."""
        item = self.columns[column].item
        if item is not None and column not in EDITED:
            return " ".join(self._table.shown(report.id, item.id).split())
        return str(shown(report, column))

    def is_edited(self, row: int, column: int) -> bool:
        """Say whether a cell is written into; not one of several lines, in one line."""
        report, item = self._shown[row], self.columns[column].item
        if column in EDITED:
            return column != MEMO or "\n" not in report.memo
        return item is not None and "\n" not in self._table.value(report.id, item.id)

    def name(self, report: ReportId) -> str:
        """Return how a report is named in a sentence."""
        found = self._by_id[report]
        return found.number or f"“{found.title}”"

    def tag(self, report: Report) -> str:
        """Say in a few words which report this one doubles, "" for none."""
        if report.duplicate_of is not None:
            first = self._by_id.get(report.duplicate_of)
            return f"duplicate of {first.number or first.title[:24]}" if first else "duplicate"
        return ""

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of reports."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return what stands over a column; over figures, at their side."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _ROLE.TextAlignmentRole and (section in COUNTS or column.is_number):
            return RIGHT
        if role == _ROLE.ToolTipRole:
            return column.tip or None
        return column.head if role == _ROLE.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let what can be written be edited."""
        flags = super().flags(index)
        if index.isValid() and self.is_edited(index.row(), index.column()):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return what a cell shows, has edited, or says when pointed at."""
        if role not in ANSWERED:
            return None
        report, column = self._shown[index.row()], index.column()
        if column == READ:
            return self._told_of_reading(report, role)
        if column == CODINGS and self.waiting(report):
            return self._told_of_waiting(report, role)
        if column == TITLE and role in (TAG, INDENT, _ROLE.AccessibleTextRole):
            return self._told_of_title(report, role)
        if column > MEMO:
            return self._told_of_attribute(report, column, role)
        return told(report, column, role)

    def _told_of_title(self, report: Report, role: int) -> object:
        tag = self.tag(report)
        if role == INDENT:
            return self.with_families and report.id in self._minor
        if role == TAG:
            return tag
        return f"{report.title}, {tag}" if tag else report.title

    def _told_of_attribute(self, report: Report, column: int, role: int) -> object:
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return self.text(report, column)
        if role == _ROLE.TextAlignmentRole and self.columns[column].is_number:
            return RIGHT
        if role == _ROLE.ToolTipRole:
            item = self.columns[column].item
            return self._table.shown(report.id, item.id) if item else None
        return None

    def _told_of_reading(self, report: Report, role: int) -> object:
        read = self.read(report)
        if role == SHARE:
            return read / max(1, report.pages)
        if role == _ROLE.DisplayRole:
            return f"{read} of {report.pages}" if read else ""
        if role == _ROLE.ToolTipRole:
            return f"You read {read} of {report.pages} pages." if read else ""
        return QColor(theme.current().muted) if role == _ROLE.ForegroundRole else None

    def _told_of_waiting(self, report: Report, role: int) -> object:
        waiting = self.waiting(report)
        wait = "1 coding waits" if waiting == 1 else f"{waiting} codings wait"
        if role == WAITING:
            return waiting
        if role == _ROLE.ToolTipRole:
            return f"{wait} to be looked at: the report has another file now."
        if role == _ROLE.AccessibleTextRole:
            return f"{report.codings}, {wait} to be looked at"
        return told(report, CODINGS, role)

    # What is written

    def setData(self, index: Index, value: object, role: int = _ROLE.EditRole) -> bool:
        """Write into a cell; what it cannot be is told, and the cell stays as it was."""
        if role != _ROLE.EditRole or not self.is_edited(index.row(), index.column()):
            return False
        report = self._shown[index.row()]
        if str(value) == str(self.data(index, _ROLE.EditRole) or ""):
            return False
        try:
            self.write([(report.id, index.column(), str(value))])
        except ProjectError as error:
            self._session.told.emit(f"{error} The cell is as it was.", 0)
            return False
        return True

    def write(self, cells: Sequence[Cell], label: str = "") -> None:
        """Write into cells as one act, all or none.

        Raises:
            ProjectError: one of them cannot be what was written; the message names it.
        """
        facts: list[tuple[ReportId, ItemId, str]] = []
        for report, column, written in cells:
            item = self.columns[column].item
            if item is not None:
                facts.append((report, item.id, written))
            elif column in EDITED and len(cells) == 1:
                field = {EDITED[column]: written}
                self._session.project.reports.edit(report, **field)
                return
            else:
                raise ProjectError(
                    f"{self.columns[column].head} is not an attribute: it can be written one cell "
                    "at a time at most. Choose cells of attributes. Nothing was changed."
                )
        attributes = self._session.project.attributes
        if len(facts) == 1 and not label:
            attributes.set(*facts[0])
        elif facts:
            attributes.set_many(facts, label)
