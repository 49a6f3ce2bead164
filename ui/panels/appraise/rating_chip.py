"""The chip that stands for a rating: a figure on a calm ground; hollow for the report's own."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from coder.model.rating import Rating
from ui import theme
from ui.panels.appraise.levels import chip_of

HIGH = 18
_LEAST = 20
_EDGE = 6


def width(rating: Rating) -> int:
    """Return how many pixels wide a chip is."""
    metrics = QFontMetrics(theme.body_font(9, bold=True))
    return max(_LEAST, metrics.horizontalAdvance(_words(rating)) + 2 * _EDGE)


def paint(painter: QPainter, left: float, middle: float, rating: Rating) -> int:
    """Paint a chip with its left edge at `left`, centred at height `middle`; return its width."""
    look, wide = theme.current(), width(rating)
    room = QRectF(left + 0.5, middle - HIGH / 2 + 0.5, wide - 1, HIGH - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    is_own = rating.origin == "reviewer"
    painter.setPen(QColor(look.accent if is_own else look.muted))
    painter.setBrush(QColor(look.selection) if is_own else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room, HIGH / 2, HIGH / 2)
    painter.setFont(theme.body_font(9, bold=True))
    painter.setPen(QColor(look.text if is_own else look.muted))
    painter.drawText(
        room.translated(QPointF(0, -0.5)), Qt.AlignmentFlag.AlignCenter, _words(rating)
    )
    painter.restore()
    return wide


def _words(rating: Rating) -> str:
    return chip_of(rating.level, rating.value)
