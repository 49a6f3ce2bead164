"""The reports of a project as a table."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from coder.model.errors import ProjectError
from coder.model.report import Report
from coder.text.fold import fold_plain
from ui import ask
from ui.session import Session

Index = QModelIndex | QPersistentModelIndex
NUMBER, TITLE, PAGES, SCANS, CODINGS, FILE, ADDED = range(7)
_HEADS = ("Number", "Title", "Pages", "Without text", "Codings", "File", "Added")
_EDITED = {NUMBER: "number", TITLE: "title"}
_ROLE = Qt.ItemDataRole


class ReportRows(QAbstractTableModel):
    """One row a report; number and title are edited in place."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reports: list[Report] = []

    def show(self, reports: list[Report]) -> None:
        """Show these reports."""
        self.beginResetModel()
        self._reports = reports
        self.endResetModel()

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
        """Return what stands over a column."""
        if orientation == Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return _HEADS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let number and title be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in _EDITED else flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return what a cell shows, sorts by or says."""
        report, column = self._reports[index.row()], index.column()
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return _shown(report, column, for_sorting=role == _ROLE.EditRole)
        if role == _ROLE.UserRole:
            return fold_plain(f"{report.number} {report.title} {report.file_name} {report.memo}")
        if role == _ROLE.TextAlignmentRole and column in (PAGES, SCANS, CODINGS):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == _ROLE.ToolTipRole:
            return scans(report) if column == SCANS else str(_shown(report, column))
        return None

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


def scans(report: Report) -> str:
    """Say how many pages carry no text, "" when all do."""
    if not report.pages_without_text:
        return ""
    return f"{report.pages_without_text} of {report.pages} pages are scans"


def _shown(report: Report, column: int, *, for_sorting: bool = False) -> object:
    values = {
        NUMBER: report.number,
        TITLE: report.title,
        PAGES: report.pages,
        SCANS: report.pages_without_text if for_sorting else scans(report),
        CODINGS: report.codings if for_sorting or report.codings else "",
        FILE: report.file_name,
        ADDED: report.added if for_sorting else report.added[:10],
    }
    return values[column]


class FilteredReports(QSortFilterProxyModel):
    """Sorts by what a cell is worth and keeps the reports that hold all words of the filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSortRole(_ROLE.EditRole)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def filter_by(self, written: str) -> None:
        """Keep the reports that hold all of these words."""
        self.beginFilterChange()
        self._words = fold_plain(written).split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Say whether a report holds all words."""
        held = str(self.sourceModel().index(row, TITLE, parent).data(_ROLE.UserRole))
        return all(word in held for word in self._words)
