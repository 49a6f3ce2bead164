"""Who did what, as a table: one row a person."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from coder.model.assignment import CoderWork
from coder.model.ids import CoderId
from ui import theme
from ui.widgets import swatch

Index = QModelIndex | QPersistentModelIndex
CODER, ALLOCATED, DONE, BEGUN, NOT_BEGUN, CODINGS, LAST = range(7)
_HEADS = ("Coder", "Allocated", "Done", "Begun", "Not begun", "Codings", "Last work")
_ROLE = Qt.ItemDataRole
SHARES = _ROLE.UserRole
"""The role under which a person's row tells which parts of their reports are done and begun."""

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class PeopleRows(QAbstractTableModel):
    """One row a person, in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: list[CoderWork] = []
        self._me: CoderId | None = None

    def show(self, work: Sequence[CoderWork], me: CoderId | None) -> None:
        """Show these people; one of them is the user. The same ones keep the row in hand."""
        if [one.coder.id for one in work] == [one.coder.id for one in self._work]:
            self._work, self._me = list(work), me
            if work:
                self.dataChanged.emit(self.index(0, 0), self.index(len(work) - 1, LAST))
            return
        self.beginResetModel()
        self._work, self._me = list(work), me
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many people there are."""
        return 0 if parent.isValid() else len(self._work)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return the head of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if CODER < section < LAST else _LEFT
        return _HEADS[section] if role == _ROLE.DisplayRole else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return what a cell shows."""
        work, column = self._work[index.row()], index.column()
        if role == _ROLE.DisplayRole:
            return self._words(work, column)
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if CODER < column < LAST else _LEFT
        if role == _ROLE.DecorationRole and column == CODER:
            return swatch.icon(work.coder.colour)
        if role == SHARES and column == CODER and work.reports:
            return work.done / work.reports, work.begun / work.reports
        return None

    def _words(self, work: CoderWork, column: int) -> str:
        if column == CODER:
            return f"{work.coder.name} (you)" if work.coder.id == self._me else work.coder.name
        if column == LAST:
            return when(work.last) if work.last is not None else "–"
        number = (
            work.allocated,
            work.done,
            work.begun,
            work.not_begun,
            work.codings,
        )[column - ALLOCATED]
        return f"{number:,}" if number else "–"


def when(at: int) -> str:
    """Return a time (Unix milliseconds) as one reads it here, to the minute."""
    there = datetime.fromtimestamp(at / 1000).astimezone()
    return f"{there.day} {there:%b %Y, %H:%M}"


class Progress(QStyledItemDelegate):
    """Shows under a name a thin bar: what is done, then what is begun, of all that is theirs."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint words and bar."""
        super().paint(painter, option, index)
        shares = index.data(SHARES)
        if not shares:
            return
        look = theme.current()
        room = QRect(option.rect.left() + 9, option.rect.bottom() - 5, option.rect.width() - 18, 3)
        painter.fillRect(room, QColor(look.hairline))
        done, begun = (round(room.width() * share) for share in shares)
        painter.fillRect(QRect(room.topLeft(), QSize(done, 3)), QColor(look.accent))
        faint = QColor(look.accent)
        faint.setAlphaF(0.4)
        painter.fillRect(QRect(room.left() + done, room.top(), begun, 3), faint)
