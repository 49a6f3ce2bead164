"""How one page looks among the thumbnails: picture, label, tick, dots."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.geometry import PageSize
from ui import theme
from ui.panels.contents.thumbnails_rows import DWELT, SEEN, Card, Coded
from ui.widgets import ink

PAD, GAP = 10, 6
"""Pixels around a picture, and between it and the line below it."""

_DOT, _MOST, _TICK = 7.0, 5, 20
_DARK = 110
"""A colour of less lightness gets a lighter edge where all around is dark."""


def paint_page(
    painter: QPainter,
    option: QStyleOptionViewItem,
    room: QRect,
    picture: QSize,
    card: Card,
    *,
    is_here: bool,
) -> None:
    """Paint a page into its cell: a picture no larger than `picture`, and the line below.

    A faint tick says that the page was seen, a strong one that it was dwelt on.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    upper = QRect(room.left(), room.top() + PAD, room.width(), picture.height())
    sheet = _fitted(card.size, picture, upper)
    _paint_picture(painter, sheet, card)
    if is_here:
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawRoundedRect(sheet.adjusted(-2, -2, 2, 2), 2, 2)
    left = upper.center().x() - picture.width() // 2
    line = QRect(left, upper.bottom() + GAP, picture.width(), option.fontMetrics.height())
    _paint_line(painter, option, line, card, is_here=is_here)
    painter.restore()


def _fitted(size: PageSize, picture: QSize, room: QRect) -> QRectF:
    """Return where a page's picture lies: as large as it may be, in the middle of its room."""
    wide, high = (max(1.0, length) for length in size.shown)
    scale = min(picture.width() / wide, picture.height() / high)
    sheet = QRectF(0, 0, max(4.0, wide * scale), max(4.0, high * scale))
    sheet.moveCenter(QRectF(room).center())
    return QRectF(sheet.toAlignedRect())


def _paint_picture(painter: QPainter, sheet: QRectF, card: Card) -> None:
    painter.fillRect(sheet, Qt.GlobalColor.white)
    if card.picture is not None:
        painter.drawImage(sheet, card.picture)
    painter.setPen(QPen(QColor(theme.current().hairline), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5))


def _paint_line(
    painter: QPainter, option: QStyleOptionViewItem, line: QRect, card: Card, *, is_here: bool
) -> None:
    """Paint label, tick and dots."""
    plain, muted = ink.of(option)
    left = _paint_dots(painter, line, card.coded, muted) - 4
    ticked = card.seconds >= SEEN
    label = option.fontMetrics.elidedText(
        card.label, Qt.TextElideMode.ElideRight, left - line.left() - (_TICK if ticked else 0)
    )
    painter.setFont(option.font)
    painter.setPen(plain if is_here else muted)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
    if ticked:
        colour = QColor(theme.current().accent if card.seconds >= DWELT else muted)
        colour.setAlphaF(1.0 if card.seconds >= DWELT else 0.5)
        at = line.left() + option.fontMetrics.horizontalAdvance(label) + 6
        ink.paint_tick(painter, at, line.center().y() + 0.5, colour)


def _paint_dots(painter: QPainter, line: QRect, coded: Coded, muted: QColor) -> int:
    """Paint one dot a code, and a plus when there are more; return where they begin."""
    shown = coded.colours[:_MOST]
    right = float(line.right() + 1)
    if len(coded.colours) > _MOST:
        painter.setPen(QPen(muted, 1.4))
        middle = QPointF(right - 4, line.center().y() + 0.5)
        painter.drawLine(middle - QPointF(3, 0), middle + QPointF(3, 0))
        painter.drawLine(middle - QPointF(0, 3), middle + QPointF(0, 3))
        right -= 11
    for colour in reversed(shown):
        shade = QColor(colour)
        is_lost = theme.current().is_dark and shade.lightness() < _DARK
        painter.setPen(QPen(shade.lighter(170), 1) if is_lost else Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        top = line.center().y() + 0.5 - _DOT / 2
        painter.drawEllipse(QRectF(right - _DOT, top, _DOT, _DOT))
        right -= _DOT + 3
    return int(right)
