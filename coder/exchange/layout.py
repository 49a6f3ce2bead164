"""Where things stand in the workbook: matrix columns, and each coding's rows in *Codings*."""

from functools import cached_property

from coder.analysis.collation import CodedRow, Collation
from coder.analysis.columns import Column, columns_of, counted, last_of_branches
from coder.analysis.matrix import Counts
from coder.exchange.cells import clean, parts, short
from coder.model.ids import CodebookId

FIRST = 1
"""The first row of *Codings* under its headings, counted from 0."""


class Layout:
    """The collation laid out on sheets; rows count from 0."""

    def __init__(self, told: Collation) -> None:
        self.told = told

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the matrix in tree order: a code with codes under it sums them up first.

        It has a column of its own as well if it can be assigned.
        """
        return columns_of(self.told.matrix)

    @cached_property
    def counts(self) -> Counts:
        """The numbers of codings, reports × columns."""
        return counted(self.told.matrix, self.columns)

    def codebook(self, column: Column) -> str:
        """Return the title of the codebook of a column."""
        return self._titles[self.told.codes[column.code].codebook]

    def branch(self, column: Column) -> str:
        """Return the path of the code under which a column stands; a sum stands under its own."""
        code = self.told.codes[column.code]
        if column.is_parent:
            return short(self.told.paths[code.id])
        return short(self.told.paths[code.parent]) if code.parent else ""

    def label(self, column: Column) -> str:
        """Return what a column is called below its branch."""
        name = short(self.told.codes[column.code].name)
        return f"{name} (sum)" if column.is_sum else name

    @cached_property
    def _titles(self) -> dict[CodebookId, str]:
        return {one.id: short(one.title) for one in self.told.codebooks}

    @cached_property
    def last_of_branch(self) -> list[int]:
        """For each code the last code under it in tree order (itself when there is none)."""
        return last_of_branches(self.told.codes)

    @cached_property
    def lines(self) -> list[tuple[CodedRow, str, str]]:
        """The rows of *Codings*: the coding with its quote and memo, cut where a cell is full."""
        found = []
        for row in self.told.rows:
            quotes, memos = parts(clean(row.quote)), parts(clean(row.memo))
            for at in range(max(len(quotes), len(memos))):
                quote = quotes[at] if at < len(quotes) else ""
                memo = memos[at] if at < len(memos) else ""
                found.append((row, quote, memo))
        return found

    @cached_property
    def _places(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each report and code the first and last of its rows in *Codings*."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for at, (row, _, _) in enumerate(self.lines, start=FIRST):
            first, _ = found.get((row.report, row.code), (at, at))
            found[row.report, row.code] = (first, at)
        return found

    def rows_of(self, report: int, column: Column) -> tuple[int, int] | None:
        """Return the first and last row of *Codings* behind a cell of the matrix, or None."""
        last = self.last_of_branch[column.code] if column.is_sum else column.code
        places = [
            self._places[report, code]
            for code in range(column.code, last + 1)
            if (report, code) in self._places
        ]
        return (places[0][0], places[-1][1]) if places else None

    @cached_property
    def by_cell(self) -> dict[tuple[int, int], list[CodedRow]]:
        """The codings of each report and code."""
        found: dict[tuple[int, int], list[CodedRow]] = {}
        for row in self.told.rows:
            found.setdefault((row.report, row.code), []).append(row)
        return found
