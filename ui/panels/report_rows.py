"""The reports of a project as a table."""

import re
from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor

from coder.model.errors import ProjectError
from coder.model.ids import ReportId
from coder.model.report import Report
from coder.text.fold import fold_plain
from ui import ask, theme
from ui.session import Session

Index = QModelIndex | QPersistentModelIndex
NUMBER, TITLE, PAGES, READ, SCANS, CODINGS, FILE, ADDED, MEMO = range(9)
_HEADS = ("Number", "Title", "Pages", "Read", "Without text", "Codings", "File", "Added", "Memo")
_EDITED = {NUMBER: "number", TITLE: "title", MEMO: "memo"}
_COUNTS = (PAGES, CODINGS)
_QUIET = (SCANS, FILE, ADDED)
_ROLE = Qt.ItemDataRole
SHARE = _ROLE.UserRole
"""The role under which a row tells how much of the report was read, from 0 to 1."""

WAITING = _ROLE.UserRole + 1
"""The role under which a row tells how many codings wait to be looked at."""

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ReportRows(QAbstractTableModel):
    """One row a report; number, title and memo are edited in place."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reports: list[Report] = []
        self._read: Mapping[ReportId, int] = {}
        self._waiting: Mapping[ReportId, int] = {}

    def show(
        self,
        reports: list[Report],
        read: Mapping[ReportId, int],
        waiting: Mapping[ReportId, int],
    ) -> None:
        """Show these reports; of some, so many pages were read, so many codings wait."""
        self.beginResetModel()
        self._reports, self._read, self._waiting = reports, read, waiting
        self.endResetModel()

    def waiting(self, report: Report) -> int:
        """Return how many codings of a report wait to be looked at."""
        return self._waiting.get(report.id, 0)

    def show_read(self, read: Mapping[ReportId, int]) -> None:
        """Show how many pages of each report were read by now."""
        if read != self._read and self._reports:
            self._read = read
            last = len(self._reports) - 1
            self.dataChanged.emit(self.index(0, READ), self.index(last, READ))

    def read(self, report: Report) -> int:
        """Return how many pages of a report were read; there may be fewer than there were."""
        return min(self._read.get(report.id, 0), report.pages)

    def report(self, row: int) -> Report:
        """Return the report of a row."""
        return self._reports[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of reports."""
        return 0 if parent.isValid() else len(self._reports)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return what stands over a column; over figures, at their side."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.TextAlignmentRole and section in _COUNTS:
            return _RIGHT
        return _HEADS[section] if role == _ROLE.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let number, title and memo be edited; not a memo of several lines, in one line."""
        flags = super().flags(index)
        if index.column() not in _EDITED:
            return flags
        if index.column() == MEMO and "\n" in self._reports[index.row()].memo:
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return what a cell shows, has edited, or says when pointed at."""
        report, column = self._reports[index.row()], index.column()
        if column == READ:
            return self._told_of_reading(report, role)
        if column == CODINGS and self.waiting(report):
            return self._told_of_waiting(report, role)
        return _told(report, column, role)

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
        return _told(report, CODINGS, role)

    def setData(self, index: Index, value: object, role: int = _ROLE.EditRole) -> bool:
        """Write a number or a title."""
        if role != _ROLE.EditRole or index.column() not in _EDITED:
            return False
        report = self._reports[index.row()]
        try:
            self._session.project.reports.edit(report.id, **{_EDITED[index.column()]: str(value)})
        except ProjectError as error:
            ask.tell(None, str(error))
            return False
        return True


def _told(report: Report, column: int, role: int) -> object:
    """Return what a cell tells of a report itself."""
    if role == _ROLE.DisplayRole:
        return _shown(report, column)
    if role == _ROLE.EditRole:
        return getattr(report, _EDITED[column]) if column in _EDITED else None
    if role == _ROLE.TextAlignmentRole and column in _COUNTS:
        return _RIGHT
    if role == _ROLE.ForegroundRole and column in _QUIET:
        return QColor(theme.current().muted)
    if role == _ROLE.ToolTipRole:
        return report.memo if column == MEMO else str(_shown(report, column))
    return None


def scans(report: Report) -> str:
    """Say how many pages carry no text, "" when all do."""
    if not report.pages_without_text:
        return ""
    are = "is a scan" if report.pages_without_text == 1 else "are scans"
    return f"{report.pages_without_text} of {report.pages} pages {are}"


def _shown(report: Report, column: int) -> object:
    values = {
        NUMBER: report.number,
        TITLE: report.title,
        PAGES: report.pages,
        SCANS: scans(report),
        CODINGS: report.codings or "",
        FILE: report.file_name,
        ADDED: report.added[:10],
        MEMO: " ".join(report.memo.split()),
    }
    return values[column]


def _rank(report: Report, column: int) -> tuple[object, ...]:
    """Return what orders the reports by a column; E2 comes before E10, no number after all."""
    own: dict[int, object] = {
        NUMBER: (not report.number, _natural(report.number)),
        PAGES: report.pages,
        SCANS: report.pages_without_text,
        CODINGS: report.codings,
        ADDED: report.added,
        FILE: _natural(report.file_name),
        MEMO: (not report.memo, _natural(report.memo)),
    }
    return (own.get(column, 0), _natural(report.title), report.id)


def _natural(text: str) -> list[object]:
    """Return words and whole numbers in turn, words first, to be compared one by one."""
    parts = re.split(r"(\d+)", fold_plain(text))
    return [int(part) if at % 2 else part for at, part in enumerate(parts)]


class FilteredReports(QSortFilterProxyModel):
    """Sorts as people count and keeps the reports that hold all words of the filter."""

    def __init__(self, rows: ReportRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._words: list[str] = []
        self.setSourceModel(rows)

    def report(self, index: Index) -> Report:
        """Return the report of a row as it is shown."""
        return self._rows.report(self.mapToSource(index).row())

    def filter_by(self, written: str) -> None:
        """Keep the reports that hold all of these words."""
        self.beginFilterChange()
        self._words = fold_plain(written).split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Say whether a report holds all words."""
        assert not parent.isValid()
        report = self._rows.report(row)
        held = fold_plain(f"{report.number} {report.title} {report.file_name} {report.memo}")
        return all(word in held for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Say whether one report comes before another, by the column of both."""
        one, other = self._rows.report(left.row()), self._rows.report(right.row())
        if left.column() == READ:
            return self._ranked_by_reading(one) < self._ranked_by_reading(other)
        return _rank(one, left.column()) < _rank(other, right.column())

    def _ranked_by_reading(self, report: Report) -> tuple[object, ...]:
        """Order by the share that was read, then by pages."""
        read = self._rows.read(report)
        return (read / max(1, report.pages), read, *_rank(report, TITLE))
