"""How the long list and the final list are spread over the attributes of reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from coder.model.flow import Count
from coder.model.ids import ReportId
from coder.model.protocol import Choice

List = Literal["long", "final"]
LISTS: tuple[List, List] = ("long", "final")
"""All reports that double no other, and those that screening included."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """An attribute by which reports are counted; its values are those that any report has.

    They stand in the order of the attribute's choices, else of themselves; "" (not stated) last.
    """

    key: str
    name: str
    values: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One report as it is counted: its values for each dimension, and for what it counts.

    `values` are keys of the dimension's values, several where the attribute says several.
    `speaks` are the lists in which its project counts by it: each project counts once in each.
    """

    report: ReportId
    values: tuple[tuple[str, ...], ...]
    is_final: bool
    speaks: frozenset[List]


@dataclass(frozen=True, slots=True)
class Row:
    """One value with its counts in the long list and in the final list."""

    value: Choice
    long: Count
    final: Count


@dataclass(frozen=True, slots=True)
class Cross:
    """Counts by two dimensions: `cells[row][column]` is (long list, final list)."""

    rows: Dimension
    columns: Dimension
    cells: tuple[tuple[tuple[Count, Count], ...], ...]


@dataclass(frozen=True)
class Balance:
    """Long list and final list by attributes, each alone and any two of them crossed."""

    dimensions: tuple[Dimension, ...]
    listed: tuple[Listed, ...]

    @property
    def long(self) -> Count:
        """Return how many the long list has."""
        return _count(self.listed, "long")

    @property
    def final(self) -> Count:
        """Return how many the final list has."""
        return _count(self.listed, "final")

    def margin(self, key: str) -> tuple[Row, ...]:
        """Return the counts by one dimension; a report with several values counts for each."""
        at, dimension = self._at(key)
        rows = []
        for value in dimension.values:
            some = [one for one in self.listed if value.key in one.values[at]]
            rows.append(Row(value, _count(some, "long"), _count(some, "final")))
        return tuple(rows)

    def cross(self, rows: str, columns: str) -> Cross:
        """Return the counts by two dimensions."""
        (down, first), (across, second) = self._at(rows), self._at(columns)
        cells = []
        for row in first.values:
            of_row = [one for one in self.listed if row.key in one.values[down]]
            line = []
            for column in second.values:
                some = [one for one in of_row if column.key in one.values[across]]
                line.append((_count(some, "long"), _count(some, "final")))
            cells.append(tuple(line))
        return Cross(first, second, tuple(cells))

    def reports(self, where: Iterable[tuple[str, str]], which: List) -> tuple[ReportId, ...]:
        """Return the reports of a list that have these values, as (dimension, value) keys."""
        some: Sequence[Listed] = self.listed
        for key, value in where:
            at, _ = self._at(key)
            some = [one for one in some if value in one.values[at]]
        return tuple(one.report for one in some if which == "long" or one.is_final)

    def _at(self, key: str) -> tuple[int, Dimension]:
        for at, dimension in enumerate(self.dimensions):
            if dimension.key == key:
                return at, dimension
        raise KeyError(key)


def _count(some: Iterable[Listed], which: List) -> Count:
    listed = [one for one in some if which == "long" or one.is_final]
    return Count(len(listed), sum(which in one.speaks for one in listed))
