"""The rows of the find panel: places found, or passages to be reviewed, under their reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from coder.model.ids import ReportId
from coder.services.finding_extracts import Extract
from coder.services.finding_hits import Context, Hit

Place = Hit | Extract
Index = QModelIndex | QPersistentModelIndex

_BEFORE, _AFTER, _PASSAGE = 24, 160, 240
"""Characters that a row can show before and after a place, and of a passage."""


class Names(Protocol):
    """Knows what reports and pages are called."""

    def page(self, report: ReportId, page: int) -> str:
        """Return how a page (from 0) is named."""

    def report(self, report: ReportId) -> tuple[str, str]:
        """Return number and title of a report."""

    def heading(self, place: Place) -> str:
        """Return the heading a place stands under, "" if none."""


class FindRole(IntEnum):
    """What a row tells besides its text."""

    SHOWN = Qt.ItemDataRole.UserRole
    LENGTH = SHOWN + 1


class Heading(NamedTuple):
    """A report above the places in it."""

    report: ReportId


@dataclass(frozen=True, slots=True)
class ShownHeading:
    """What is shown of a report: its number, its title and how many places are in it."""

    number: str
    title: str
    count: str


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """What is shown of a place; `page` is empty when the row above is on the same page.

    `is_checked` is None unless passages are being reviewed.
    """

    page: str
    context: Context
    is_memo: bool
    is_checked: bool | None


class FindRows(QAbstractListModel):
    """Places in rows, numbered from 0; what a row says is made only when it is painted.

    `checkedChanged` says that passages were checked or left out.
    """

    checkedChanged = Signal()

    def __init__(self, names: Names, parent: QObject) -> None:
        super().__init__(parent)
        self._names = names
        self._places: list[Place] = []
        self._rows: list[int | Heading] = []
        self._at: list[int] = []
        self._counts: dict[ReportId, int] = {}
        self._left_out: set[int] = set()
        self._is_grouped = False
        self.is_review = False

    def begin(self, *, grouped: bool, review: bool) -> None:
        """Be empty; from now on take places under their reports, or passages to be reviewed."""
        self.beginResetModel()
        for kept in (self._places, self._rows, self._at, self._counts, self._left_out):
            kept.clear()
        self._is_grouped, self.is_review = grouped, review
        self.endResetModel()

    def add(self, places: Sequence[Place]) -> None:
        """Add places below those there are."""
        rows: list[int | Heading] = []
        first = len(self._rows)
        for number, place in enumerate(places, len(self._places)):
            if self._is_grouped and place.report not in self._counts:
                rows.append(Heading(place.report))
            self._counts[place.report] = self._counts.get(place.report, 0) + 1
            self._at.append(first + len(rows))
            rows.append(number)
        if rows:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._places += places
            self._rows += rows
            self.endInsertRows()

    @property
    def places(self) -> Sequence[Place]:
        """Return all places, in order."""
        return self._places

    @property
    def reports(self) -> int:
        """Return in how many reports they are."""
        return len(self._counts)

    def number_at(self, row: int) -> int | None:
        """Return the number of the place in a row, None for a heading or no row."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, int) else None

    def row_of(self, number: int) -> int:
        """Return the row of a place."""
        return self._at[number]

    @property
    def checked(self) -> list[Place]:
        """Return the places that are not left out."""
        return [one for number, one in enumerate(self._places) if number not in self._left_out]

    def toggle(self, number: int) -> None:
        """Check a passage, or leave it out."""
        self._left_out ^= {number}
        index = self.index(self._at[number])
        self.dataChanged.emit(index, index)
        self.checkedChanged.emit()

    def check_all(self, *, on: bool) -> None:
        """Check all passages, or leave all out."""
        self._left_out = set() if on else set(range(len(self._places)))
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.checkedChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Leave headings out when one goes by keys."""
        if self.number_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsUserCheckable if self.is_review else plain

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows; as text, what a screen reader says."""
        if not index.isValid():
            return None
        row, number = index.row(), self.number_at(index.row())
        if role == FindRole.SHOWN:
            return self._shown(row)
        if role == FindRole.LENGTH:
            return self._length(number)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(row)
        return None if number is None else self._of_place(number, role)

    def _of_place(self, number: int, role: int) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(self._places[number])
        if role == Qt.ItemDataRole.CheckStateRole and self.is_review:
            is_out = number in self._left_out
            return Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked
        return None

    def _shown(self, row: int) -> ShownHeading | ShownPlace:
        one = self._rows[row]
        if isinstance(one, Heading):
            return ShownHeading(*self._names.report(one.report), f"{self._counts[one.report]:,}")
        place = self._places[one]
        above = self._places[one - 1] if one else None
        is_same = above is not None and above[:2] == place[:2]
        return ShownPlace(
            "" if is_same else self._names.page(place.report, place.page),
            _context(place),
            isinstance(place, Hit) and place.kind != "text",
            one not in self._left_out if self.is_review else None,
        )

    def _length(self, number: int | None) -> int:
        """Return how many characters of a passage are to be shown, 0 where it is two lines."""
        if number is None or not self.is_review:
            return 0
        return min(_PASSAGE, self._places[number].end - self._places[number].start)

    def _said(self, row: int) -> str:
        one = self._rows[row]
        if isinstance(one, Heading):
            return " ".join(filter(None, self._names.report(one.report)))
        place = self._places[one]
        return f"{self._names.page(place.report, place.page)}: {_context(place).text}"

    def _tip(self, place: Place) -> str:
        heading = self._names.heading(place)
        said = place.context().text
        return f"{heading}\n\n{said}" if heading else said


def _context(place: Place) -> Context:
    return place.context(_BEFORE, _AFTER) if isinstance(place, Hit) else place.context(_PASSAGE)
