"""Rows of which some are headings: what all lists under headings have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ui.widgets.grouped import SHOWN, Index

Row = TypeVar("Row")
_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the rows below have in common, and how many of them there are."""

    title: str
    count: int

    def __str__(self) -> str:
        return f"{self.title} ({self.count})"


class GroupedRows(QAbstractListModel, Generic[Row]):
    """Rows of a kind; whatever else is listed is a heading, which one cannot go to by keys."""

    def __init__(self, kind: type[Row] | tuple[type[Row], ...], parent: QObject | None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._rows: list[object] = []

    def words(self, one: Row) -> str:
        """Return a row as text: what a screen reader says."""
        raise NotImplementedError

    def tip(self, one: Row) -> str:
        """Return what is told of a row while the pointer rests on it."""
        return self.words(one)

    def put(self, rows: Sequence[object], key: Callable[[object], object] | None = None) -> None:
        """Show these; where their keys stay the same, only what they say is shown anew."""
        if key and list(map(key, rows)) == list(map(key, self._rows)):
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def at(self, row: int) -> Row | None:
        """Return what a row shows, None for a heading and outside."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, self._kind) else None

    @property
    def all(self) -> list[Row]:
        """Return what is shown, but for the headings."""
        return [one for one in self._rows if isinstance(one, self._kind)]

    @property
    def headings(self) -> list[int]:
        """Return which rows are headings."""
        return [at for at, one in enumerate(self._rows) if not isinstance(one, self._kind)]

    def find(self, fits: Callable[[Row], bool]) -> int:
        """Return the first row that fits, -1 when none does."""
        every = enumerate(self._rows)
        return next((at for at, one in every if isinstance(one, self._kind) and fits(one)), -1)

    def near(self, row: int, step: int = 1) -> int:
        """Return the nearest row from `row` on (back from it for a step of -1); -1 without any.

        Where there is none that way, it is the last one (the first one).
        """
        last = len(self._rows) - 1
        ahead, back = range(max(row, 0), last + 1), range(min(row, last), -1, -1)
        rows = chain(ahead, back) if step > 0 else chain(back, ahead)
        return next((at for at in rows if isinstance(self._rows[at], self._kind)), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return how many rows there are, headings counted."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Leave headings out when one goes by keys."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags if self.at(index.row()) is None else plain

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows; as text, what is said of it."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == SHOWN:
            return one
        if role not in _SAID:
            return None
        if not isinstance(one, self._kind):
            return str(one)
        return self.tip(one) if role == Qt.ItemDataRole.ToolTipRole else self.words(one)
