"""The rows of the code palette: codes that fit what was typed, and the offer of a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coder.model.codebook import Code
from coder.model.ids import CodeId
from ui.widgets import ink, swatch

ROW = 28


class PaletteRole(IntEnum):
    """What a row tells besides its text."""

    ROW = Qt.ItemDataRole.UserRole
    PICKED = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """A code with the path above it, or (`code` is None) the offer to create `name`."""

    name: str
    above: str = ""
    code: Code | None = None


class PaletteRows(QAbstractListModel):
    """What the palette lists now, and which codes are picked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PaletteRow] = []
        self.picked: list[CodeId] = []

    def show(self, rows: Sequence[PaletteRow]) -> None:
        """List these rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def toggle(self, code: CodeId) -> None:
        """Pick a code, or let it go again."""
        if code in self.picked:
            self.picked.remove(code)
        else:
            self.picked.append(code)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), list[int]())

    def row(self, index: QModelIndex | QPersistentModelIndex) -> PaletteRow | None:
        """Return what stands at `index`."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return how many rows are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what a row shows."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name if row.code else self.tr("Create code “{}”").format(row.name)
        if role == PaletteRole.ROW:
            return row
        if role == PaletteRole.PICKED:
            return row.code is not None and row.code.id in self.picked
        return row.above if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


class PaletteDelegate(QStyledItemDelegate):
    """Paints one code of the palette: tick, colour, name, the path above it muted, its key."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 (Qt's signature)
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Return rows that are all of one height and no wider than the list."""
        return QSize(0, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        row = index.data(PaletteRole.ROW)
        assert isinstance(row, PaletteRow)
        view = option.widget
        view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view
        )
        plain, muted = ink.of(option)
        room = QRect(option.rect).adjusted(8, 0, -8, 0)
        painter.save()
        if row.code is None:
            ink.paint_line(painter, room, f"+  {index.data()}", option.font, plain)
        else:
            if index.data(PaletteRole.PICKED):
                ink.paint_tick(painter, room.left(), room.center().y(), plain)
            room.setLeft(room.left() + 20)
            swatch.paint(
                painter, room.left(), room.center().y() + 0.5, row.code.colour, hollow=False
            )
            room.setLeft(room.left() + swatch.SIDE + 8)
            room.setRight(ink.paint_key(painter, option, room, row.code.key))
            font = QFont(option.font)
            ink.paint_line(painter, room, row.name, font, plain)
            room.setLeft(room.left() + QFontMetrics(font).horizontalAdvance(row.name) + 12)
            if row.above and room.width() > 40:
                ink.paint_line(painter, room, row.above, font, muted)
        painter.restore()
