"""Colours and strokes that the lists of this product share."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem


def of(option: QStyleOptionViewItem) -> tuple[QColor, QColor]:
    """Return the colours of plain and of muted text for a row, selected or not."""
    palette: QPalette = option.palette
    if option.state & QStyle.StateFlag.State_Selected:
        plain = palette.color(QPalette.ColorRole.HighlightedText)
        muted = QColor(plain)
        muted.setAlphaF(0.75)
        return plain, muted
    return palette.color(QPalette.ColorRole.Text), muted_of(palette)


def muted_of(palette: QPalette) -> QColor:
    """Return the colour of text that stands back."""
    return palette.color(QPalette.ColorRole.PlaceholderText)


def paint_line(painter: QPainter, room: QRect, text: str, font: QFont, colour: QColor) -> None:
    """Paint one line of text, shortened at its end when there is no room."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def paint_key(painter: QPainter, option: QStyleOptionViewItem, room: QRect, key: str) -> int:
    """Paint a code's key as a small key at the right of `room`; return where it begins."""
    if not key:
        return room.right()
    _, muted = of(option)
    wide = max(18, option.fontMetrics.horizontalAdvance(key) + 8)
    cap = QRectF(room.right() - wide + 0.5, room.center().y() - 8.5, wide - 1, 18)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(option.font)
    painter.setPen(muted)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    edge = QColor(muted)
    edge.setAlphaF(0.45)
    painter.setPen(edge)
    painter.drawRoundedRect(cap, 3, 3)
    painter.restore()
    return room.right() - wide - 8


def paint_tick(painter: QPainter, left: float, middle: float, colour: QColor) -> None:
    """Paint a tick 12 pixels wide with its left edge at `left`, centred at height `middle`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.8))
    points = [(1.5, 0.5), (4.5, 3.5), (10.5, -3.5)]
    painter.drawPolyline([QPointF(left + x, middle + y) for x, y in points])
    painter.restore()
