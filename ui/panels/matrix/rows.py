"""The matrix as a table model: a row a report, a column a code, the totals last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from coder.analysis.columns import Column, columns_of, counted, last_of_branches
from coder.analysis.matrix import Counts, Matrix
from coder.model.codebook import Code, Codebook, paths
from coder.model.ids import CodeId, ReportId
from coder.model.rating import Rating
from coder.model.report import Report

Index = QModelIndex | QPersistentModelIndex
Spot = tuple[ReportId | None, CodeId, bool]
"""A cell that outlives a change: its report (None: the totals), its code, whether it sums up."""
_ROLE = Qt.ItemDataRole


class SortBy(Enum):
    """What the reports are sorted by."""

    NUMBER = auto()
    TITLE = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True)
class Sorting:
    """How the reports are sorted; `column` is the code and whether it sums up, for CODE."""

    by: SortBy = SortBy.NUMBER
    falling: bool = False
    column: tuple[CodeId, bool] | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column: the code, its path, its branch and its codebook."""

    code: Code
    path: str
    branch: str
    codebook: str
    column: Column

    @property
    def hint(self) -> str:
        """Return the small word over the name: what is counted, or where the code stands."""
        if self.column.is_sum:
            return "Sum of"
        if self.column.is_parent:
            return "Only"
        steps = self.path.split(" › ")
        return f"{steps[-2]} ›" if len(steps) > 2 else ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote of a cell and the page it stands on, as people name it."""

    place: str
    quote: str


Quotes = Callable[[ReportId, CodeId], Sequence[Quoted]]
RatingWords = Callable[[Rating], str]


class MatrixRows(QAbstractTableModel):
    """Counts, or quotes, of codings; sorted here so that the totals stay last."""

    def __init__(self, quotes: Quotes, words: RatingWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask, self._tell = quotes, words
        self._quotes: dict[tuple[ReportId, CodeId], Sequence[Quoted]] = {}
        self._matrix: Matrix | None = None
        self._titles: dict[bytes, str] = {}
        self._paths: dict[CodeId, str] = {}
        self._last: list[int] = []
        self._counts: Counts = np.zeros((0, 0), np.int64)
        self._order: list[int] = []
        self._most = 1
        self.headings: list[Heading] = []
        self.hides_empty = True
        self.with_quotes = False
        self.sorting = Sorting()

    def show(self, matrix: Matrix, codebooks: Sequence[Codebook]) -> None:
        """Show a matrix."""
        self.beginResetModel()
        self._matrix = matrix
        self._titles = {book.id: book.title for book in codebooks}
        self._paths = paths(matrix.codes)
        self._last = last_of_branches(matrix.codes)
        self._quotes.clear()
        self._arrange(matrix)
        self.endResetModel()

    def hide_empty(self, *, hides: bool) -> None:
        """Leave out the codes without any coding, or show all."""
        self.hides_empty = hides
        self._lay_out()

    def show_quotes(self, *, quotes: bool) -> None:
        """Show quotes in the cells, or counts."""
        self.with_quotes = quotes
        self._lay_out()

    def sort_by(self, sorting: Sorting) -> None:
        """Sort the reports; those that are equal stay in the order of their numbers."""
        self.sorting = sorting
        self._lay_out()

    def _lay_out(self) -> None:
        if self._matrix is not None:
            self.beginResetModel()
            self._arrange(self._matrix)
            self.endResetModel()

    def _arrange(self, matrix: Matrix) -> None:
        columns = columns_of(matrix)
        counts = counted(matrix, columns)
        if self.hides_empty:
            rated = {code for _, code in matrix.ratings}
            own = [_rates(one) and matrix.codes[one.code].id in rated for one in columns]
            kept = (counts.sum(axis=0) > 0) | np.array(own, dtype=bool)
            columns = [column for column, keep in zip(columns, kept, strict=True) if keep]
            counts = counts[:, kept]
        self.headings = [self._heading(matrix, column) for column in columns]
        self._most = int(matrix.own.max(initial=0)) or 1
        self._order = self._sorted(matrix.reports, counts)
        self._counts = np.vstack([counts[self._order], counts.sum(axis=0)])

    def ratings(self, index: Index) -> Sequence[Rating]:
        """Return the ratings that a cell shows."""
        report, head = self.report(index.row()), self.headings[index.column()]
        if self._matrix is None or report is None or not _rates(head.column):
            return ()
        return self._matrix.ratings.get((report.id, head.code.id), ())

    def _heading(self, matrix: Matrix, column: Column) -> Heading:
        code, top = matrix.codes[column.code], matrix.codes[column.top]
        has_branch = self._last[column.top] > column.top
        branch = top.name if has_branch else ""
        return Heading(code, self._paths[code.id], branch, self._titles[code.codebook], column)

    def _sorted(self, reports: Sequence[Report], counts: Counts) -> list[int]:
        """Return the places of the reports, which come in the order of their numbers."""
        sorting, places = self.sorting, list(range(len(reports)))
        if sorting.by is SortBy.TITLE:
            places.sort(key=lambda at: reports[at].title.casefold(), reverse=sorting.falling)
        elif sorting.by is SortBy.CODE:
            column = self.sorted_column()
            if column is not None:
                key = -counts[:, column] if sorting.falling else counts[:, column]
                places = [int(at) for at in np.argsort(key, kind="stable")]
        elif sorting.falling:
            places.reverse()
        return places

    def sorted_column(self) -> int | None:
        """Return the column that the reports are sorted by, if one is and it is shown."""
        if self.sorting.by is not SortBy.CODE:
            return None
        keys = [(head.code.id, head.column.is_sum) for head in self.headings]
        return keys.index(self.sorting.column) if self.sorting.column in keys else None

    def is_total(self, row: int) -> bool:
        """Say whether a row is the one of totals."""
        return row == len(self._order)

    def report(self, row: int) -> Report | None:
        """Return the report of a row, None for the totals."""
        if self._matrix is None or self.is_total(row):
            return None
        return self._matrix.reports[self._order[row]]

    def codes_of(self, column: int) -> set[CodeId]:
        """Return the codes whose codings a column counts."""
        assert self._matrix is not None
        which = self.headings[column].column
        last = self._last[which.code] if which.is_sum else which.code
        return {code.id for code in self._matrix.codes[which.code : last + 1]}

    def count(self, index: Index) -> int:
        """Return the number of codings behind a cell."""
        return int(self._counts[index.row(), index.column()])

    def share(self, index: Index) -> float:
        """Return a cell's count as a share of the greatest count of any report and code."""
        return min(1.0, self.count(index) / self._most)

    def quotes(self, index: Index) -> Sequence[Quoted]:
        """Return the quotes that a cell shows: none where a column or row sums up."""
        report, head = self.report(index.row()), self.headings[index.column()]
        if report is None or head.column.is_sum or not self.count(index):
            return ()
        key = report.id, head.code.id
        if key not in self._quotes:
            self._quotes[key] = self._ask(*key)
        return self._quotes[key]

    def spot(self, index: Index) -> Spot | None:
        """Return what cell this is, whatever its row and column become."""
        if not index.isValid():
            return None
        report, head = self.report(index.row()), self.headings[index.column()]
        return report.id if report else None, head.code.id, head.column.is_sum

    def index_of(self, spot: Spot) -> QModelIndex:
        """Return where a cell stands now; an invalid index when it is gone."""
        report, *column = spot
        keys = [[head.code.id, head.column.is_sum] for head in self.headings]
        for row in range(self.rowCount()):
            here = self.report(row)
            if (here.id if here else None) == report and column in keys:
                return self.index(row, keys.index(column))
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return the number of reports and one for the totals."""
        return 0 if parent.isValid() or not self._order else len(self._order) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return a report's number and title, or a code's name and rule."""
        if orientation == Qt.Orientation.Vertical:
            return self._report_head(section, role)
        head = self.headings[section]
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return f"{head.hint} {head.code.name}".strip()
        if role == _ROLE.ToolTipRole:
            kind = " (with all codes under it)" if head.column.is_sum else ""
            return f"{head.codebook}\n{head.path}{kind}\n\n{head.code.definition}".strip()
        return None

    def _report_head(self, row: int, role: int) -> object:
        report = self.report(row)
        if report is None:
            return "All reports" if role == _ROLE.DisplayRole else None
        if role == _ROLE.DisplayRole:
            return f"{report.number}  {report.title}".strip()
        return f"{report.title}\n{report.file_name}" if role == _ROLE.ToolTipRole else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return what a cell shows, and what it says in words."""
        count = self.count(index)
        if role == _ROLE.DisplayRole:
            quotes = self.quotes(index) if self.with_quotes else ()
            lines = [f"“{one.quote}” ({one.place})" for one in quotes]
            return "\n".join(lines) or (str(count) if count else "")
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            report = self.report(index.row())
            whose = (report.number or report.title) if report else "All reports"
            codings = "1 coding" if count == 1 else f"{count} codings"
            said = f"{whose} · {self.headings[index.column()].path}: {codings}"
            return "\n".join([said, *map(self._tell, self.ratings(index))])
        return None


def _rates(column: Column) -> bool:
    """Say whether a column shows the ratings of its code: of two that could, the sum does."""
    return column.is_sum or not column.is_parent
