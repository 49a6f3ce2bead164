"""What several coders did at one place: each one's passages outlined in their own colour."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui import theme
from ui.reader.lit_paint import outline
from ui.reader.marks import PageMarks
from ui.reader.source import Side

_WIDTH, _APART = 2.0, 3.0
"""Screen pixels: the outline, and how far the second coder's lies outside the first one's."""

_TAG, _POINTS = 4.0, 8.0


def paint_sides(painter: QPainter, marks: PageMarks, sides: Sequence[Side], scale: float) -> None:
    """Outline each side on the page whose upper left corner is the painter's origin."""
    ratio = painter.device().devicePixelRatio()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, side in enumerate(sides):
        path = outline(marks, side.codings, scale, ratio, beyond=number * _APART)
        if path is None:
            continue
        colour = QColor(side.colour)
        pen = QPen(colour, _WIDTH * ratio)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if number % 2:
            pen.setDashPattern([3.0, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # Multiplied, the outline leaves letters that it touches as dark as they are.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.drawPath(path)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        _tag(painter, path.boundingRect(), side, ratio, is_right=bool(number % 2))


def _tag(painter: QPainter, around: QRectF, side: Side, ratio: float, *, is_right: bool) -> None:
    """Write the initials on a small flag beside the passage, the second coder's at the right.

    Where the page has no room at its left, the flag stands above the first line.
    """
    font = QFont(theme.body_font(_POINTS, bold=True))
    font.setPixelSize(max(1, round(_POINTS * 1.33 * ratio)))
    metrics = QFontMetricsF(font)
    wide = metrics.horizontalAdvance(side.initials) + 2 * _TAG * ratio
    high = metrics.height() + ratio
    beside = around.right() + ratio if is_right else around.left() - wide - ratio
    above = around.top() - high if beside < 0 else around.top()
    flag = QRectF(max(0.0, beside), above, wide, high)
    colour = QColor(side.colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(flag, 2 * ratio, 2 * ratio)
    painter.setFont(font)
    painter.setPen(QColor("#000000" if colour.lightness() > _LIGHT else "#ffffff"))
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, side.initials)


_LIGHT = 140
