"""The matrix as a table model: a row a report, a column a code, the totals last."""

from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from coder.analysis.columns import Column, columns_of, last_of_branches
from coder.analysis.matrix import Matrix
from coder.model.codebook import Code, paths
from coder.model.coding import Coding
from coder.model.ids import CodeId, ReportId
from coder.model.report import Report

Index = QModelIndex | QPersistentModelIndex
COUNT, SHARE, IS_SUM, IS_TOTAL = range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 4)
_ROLE = Qt.ItemDataRole
_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column: the code, where it stands in the tree, and the codebook."""

    code: Code
    path: str
    above: str
    codebook: str
    is_sum: bool


@dataclass
class Shown:
    """What the model shows: the matrix, its columns, and quotes by report and code."""

    matrix: Matrix
    codebooks: dict[bytes, str]
    columns: list[Column] = field(default_factory=list)
    quotes: dict[tuple[ReportId, CodeId], list[str]] = field(default_factory=dict)


class MatrixRows(QAbstractTableModel):
    """Counts, or quotes, of codings; sorted here so that the totals stay last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._order: list[int] = []
        self._paths: dict[CodeId, str] = {}
        self._last: list[int] = []
        self._most = 1
        self.with_quotes = False
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, shown: Shown, *, hide_empty: bool) -> None:
        """Show a matrix; columns without any coding may be left out."""
        self.beginResetModel()
        matrix = shown.matrix
        shown.columns = columns_of(matrix.codes)
        if hide_empty:
            totals = matrix.sums.sum(axis=0)
            own = matrix.own.sum(axis=0)
            shown.columns = [
                one for one in shown.columns if (totals if one.is_sum else own)[one.code]
            ]
        self._shown = shown
        self._paths = paths(matrix.codes)
        self._last = last_of_branches(matrix.codes)
        self._most = int(matrix.own.max(initial=1)) or 1
        self._sort()
        self.endResetModel()

    def column_count_of(self, column: int, row: int) -> int:
        """Return the number of codings of a report (by its place in the matrix) in a column."""
        assert self._shown is not None
        which = self._shown.columns[column]
        counts = self._shown.matrix.sums if which.is_sum else self._shown.matrix.own
        return int(counts[row, which.code])

    def is_total(self, row: int) -> bool:
        """Say whether a row is the one of totals."""
        return row == len(self._order)

    def report(self, row: int) -> Report | None:
        """Return the report of a row, None for the totals."""
        if self._shown is None or self.is_total(row):
            return None
        return self._shown.matrix.reports[self._order[row]]

    def heading(self, column: int) -> Heading:
        """Return what stands over a column."""
        assert self._shown is not None
        which = self._shown.columns[column]
        code = self._shown.matrix.codes[which.code]
        path = self._paths[code.id]
        above, _, _ = path.rpartition(" › ")
        book = self._shown.codebooks.get(code.codebook, "")
        return Heading(code, path, above, book, which.is_sum)

    def codes_of(self, column: int) -> set[CodeId]:
        """Return the codes whose codings a column counts."""
        assert self._shown is not None
        which = self._shown.columns[column]
        last = self._last[which.code] if which.is_sum else which.code
        return {code.id for code in self._shown.matrix.codes[which.code : last + 1]}

    def count(self, index: Index) -> int:
        """Return the number of codings behind a cell."""
        assert self._shown is not None
        if self.is_total(index.row()):
            rows = range(len(self._order))
            return sum(self.column_count_of(index.column(), row) for row in rows)
        return self.column_count_of(index.column(), self._order[index.row()])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of reports and one for the totals."""
        return 0 if parent.isValid() or not self._order else len(self._order) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() or self._shown is None else len(self._shown.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return a report's number and title, or a code's name and path."""
        if orientation == Qt.Orientation.Vertical:
            return self._report_head(section, role)
        if role == _ROLE.DisplayRole:
            return self.heading(section).code.name
        if role == _ROLE.ToolTipRole:
            head = self.heading(section)
            kind = " (with all codes under it)" if head.is_sum else ""
            return f"{head.codebook}\n{head.path}{kind}\n\n{head.code.definition}".strip()
        return None

    def _report_head(self, row: int, role: int) -> object:
        report = self.report(row)
        if report is None:
            return "All reports" if role == _ROLE.DisplayRole else None
        if role == _ROLE.DisplayRole:
            return f"{report.number}  {report.title}".strip()
        return report.title if role == _ROLE.ToolTipRole else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return what a cell shows and says."""
        if role not in (
            _ROLE.DisplayRole,
            _ROLE.AccessibleTextRole,
            COUNT,
            SHARE,
            IS_SUM,
            IS_TOTAL,
        ):
            return None
        count, is_total = self.count(index), self.is_total(index.row())
        answers = {
            COUNT: count,
            SHARE: 0.0 if is_total else min(1.0, count / self._most),
            IS_SUM: self._shown.columns[index.column()].is_sum if self._shown else False,
            IS_TOTAL: is_total,
        }
        if role in answers:
            return answers[role]
        if role == _ROLE.AccessibleTextRole:
            return f"{count} codings"
        if self.with_quotes and not is_total:
            return self._quoted(index)
        return str(count) if count else ""

    def _quoted(self, index: Index) -> str:
        report = self.report(index.row())
        if self._shown is None or report is None or answers_sum(self._shown, index.column()):
            count = self.count(index)
            return str(count) if count else ""
        code = self.heading(index.column()).code
        quotes = self._shown.quotes.get((report.id, code.id), [])
        rest = len(quotes) - _QUOTES
        more = [f"… {rest} more"] if rest > 0 else []
        return "\n".join([*quotes[:_QUOTES], *more])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the reports by a column's counts, or with -1 by number and title."""
        self.layoutAboutToBeChanged.emit()
        self._sorted = column, order
        self._sort()
        self.layoutChanged.emit()

    def _sort(self) -> None:
        if self._shown is None:
            return
        column, order = self._sorted
        self._order = list(range(len(self._shown.matrix.reports)))
        if 0 <= column < len(self._shown.columns):
            falling = order == Qt.SortOrder.DescendingOrder
            self._order.sort(key=lambda row: self.column_count_of(column, row), reverse=falling)


def answers_sum(shown: Shown, column: int) -> bool:
    """Say whether a column sums up a branch."""
    return shown.columns[column].is_sum


def quotes_by_cell(
    codings: list[Coding], labels: dict[tuple[bytes, int], str]
) -> dict[tuple[ReportId, CodeId], list[str]]:
    """Return the quotes of each report and code with the pages printed on them."""
    found: dict[tuple[ReportId, CodeId], list[str]] = {}
    for one in codings:
        label = labels.get((one.report, one.page), "") or str(one.page + 1)
        found.setdefault((one.report, one.code), []).append(f"“{one.quote}” (p. {label})")
    return found
