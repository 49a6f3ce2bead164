"""The places found, as rows: a heading for each report, then page and words in their context."""

from collections.abc import Callable, Sequence
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
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coder.services.search import Context, Found
from ui import theme
from ui.panels import ink

_EDGE, _BOX = 8, 14


class FindRole(IntEnum):
    """What a row tells besides its words."""

    SHOWN = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a report, over its places."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place, the printed page it is on, its words; `chosen` is None when nothing is reviewed."""

    found: Found
    page: str
    context: Context
    chosen: bool | None


class FindRows(QAbstractListModel):
    """Rows for what was found; contexts are read when a row is painted."""

    def __init__(
        self,
        context: Callable[[Found], Context],
        page: Callable[[Found], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._page = context, page
        self._rows: list[Found | Heading] = []
        self._left_out: set[Found] = set()
        self._is_review = False

    def show(self, found: Sequence[Found], title: Callable[[Found], str] | None) -> None:
        """Show these places; `title` names their reports when there are several."""
        self.beginResetModel()
        rows: list[Found | Heading] = []
        self._left_out.clear()
        counts: dict[bytes, int] = {}
        for one in found:
            counts[one.report] = counts.get(one.report, 0) + 1
        before: bytes | None = None
        for one in found:
            if title and one.report != before:
                rows.append(Heading(title(one), counts[one.report]))
                before = one.report
            rows.append(one)
        self._rows = rows
        self.endResetModel()

    def review(self, *, on: bool) -> None:
        """Let places be chosen one by one, all of them at first; or not."""
        self._is_review = on
        self._left_out.clear()
        self._tell_all()

    def toggle(self, row: int) -> None:
        """Choose a place, or leave it out."""
        one = self._rows[row]
        if isinstance(one, Found) and self._is_review:
            self._left_out ^= {one}
            self.dataChanged.emit(self.index(row), self.index(row))

    @property
    def is_review(self) -> bool:
        """Say whether places are being chosen."""
        return self._is_review

    @property
    def chosen(self) -> list[Found]:
        """Return the places that are not left out."""
        return [one for one in self.places if one not in self._left_out]

    @property
    def places(self) -> list[Found]:
        """Return all places, in order."""
        return [one for one in self._rows if isinstance(one, Found)]

    def place(self, row: int) -> Found | None:
        """Return the place in a row, None for a heading."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, Found) else None

    def row_of(self, found: Found) -> int:
        """Return the row of a place."""
        return self._rows.index(found)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Leave headings out when one goes by keys."""
        is_place = self.place(index.row()) is not None
        plain = Qt.ItemFlag.ItemIsEnabled
        return plain | Qt.ItemFlag.ItemIsSelectable if is_place else Qt.ItemFlag.NoItemFlags

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what a row shows; as text, what a screen reader says."""
        if not index.isValid():
            return None
        shown = self._shown(index.row()) if role in _ROLES else None
        if role == FindRole.SHOWN:
            return shown
        if isinstance(shown, Heading):
            return shown.title
        if isinstance(shown, Place):
            context = shown.context
            return f"{shown.page}: {context.before}{context.words}{context.after}"
        return None

    def _shown(self, row: int) -> Place | Heading:
        one = self._rows[row]
        if isinstance(one, Heading):
            return one
        chosen = one not in self._left_out if self._is_review else None
        return Place(one, self._page(one), self._context(one), chosen)

    def _tell_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))


_ROLES = {
    int(FindRole.SHOWN),
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
}


class FindDelegate(QStyledItemDelegate):
    """Paints a heading in one line; a place as its page and one or two lines around the words."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row: the same for all places."""
        line = option.fontMetrics.lineSpacing()
        shown = index.flags() & Qt.ItemFlag.ItemIsSelectable
        return QSize(80, 2 * line + 2 * _EDGE if shown else line + 2 * _EDGE)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        shown = index.data(FindRole.SHOWN)
        view = option.widget
        view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view
        )
        painter.save()
        room = QRect(option.rect).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        plain, _ = ink.of(option)
        if isinstance(shown, Heading):
            bold = QFont(option.font)
            bold.setWeight(QFont.Weight.DemiBold)
            ink.paint_line(painter, room, f"{shown.title}  ({shown.count})", bold, plain)
        elif isinstance(shown, Place):
            self._paint_place(painter, option, shown, room)
        painter.restore()

    def _paint_place(
        self, painter: QPainter, option: QStyleOptionViewItem, shown: Place, room: QRect
    ) -> None:
        plain, muted = ink.of(option)
        line = option.fontMetrics.lineSpacing()
        if shown.chosen is not None:
            _paint_box(painter, QRect(room.left(), room.top() + 2, _BOX, _BOX), on=shown.chosen)
            room.setLeft(room.left() + _BOX + _EDGE)
        head = QRect(room.left(), room.top(), room.width(), line)
        ink.paint_line(painter, head, shown.page, option.font, muted)
        body = QRect(room.left(), room.top() + line, room.width(), line)
        _paint_words(painter, body, shown.context, option.font, plain, muted)


def _paint_box(painter: QPainter, box: QRect, *, on: bool) -> None:
    look = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(look.accent if on else look.muted))
    painter.setBrush(QColor(look.accent) if on else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if on:
        painter.setPen(QColor(look.accent_text))
        x, y = box.left(), box.top()
        painter.drawLine(x + 3, y + 7, x + 6, y + 10)
        painter.drawLine(x + 6, y + 10, x + 11, y + 4)


def _paint_words(
    painter: QPainter, room: QRect, context: Context, font: QFont, plain: QColor, muted: QColor
) -> None:
    """Paint the words in the middle of a line, strong, as much around them as there is room."""
    strong = QFont(font)
    strong.setWeight(QFont.Weight.Bold)
    painter.setFont(strong)
    words = painter.fontMetrics().elidedText(
        context.words, Qt.TextElideMode.ElideRight, room.width()
    )
    wide = painter.fontMetrics().horizontalAdvance(words)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    left_room = min(metrics.horizontalAdvance(context.before), (room.width() - wide) * 2 // 5)
    before = metrics.elidedText(context.before, Qt.TextElideMode.ElideLeft, left_room)
    x = room.left()
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setPen(muted)
    painter.drawText(QRect(x, room.top(), left_room, room.height()), flags, before)
    x += metrics.horizontalAdvance(before)
    painter.setFont(strong)
    painter.setPen(plain)
    painter.drawText(QRect(x, room.top(), wide + 2, room.height()), flags, words)
    x += wide
    painter.setFont(font)
    painter.setPen(muted)
    rest = max(0, room.right() - x)
    after = metrics.elidedText(context.after, Qt.TextElideMode.ElideRight, rest)
    painter.drawText(QRect(x, room.top(), rest, room.height()), flags, after)
