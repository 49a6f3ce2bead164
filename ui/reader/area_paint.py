"""Paints coded areas: an outline, a light wash, the colours of their codes, a caption."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from ui import theme
from ui.reader import tints
from ui.reader.highlights import Highlights
from ui.reader.marks import Area

_TAB, _LINE = 4.0, 1.5
"""Screen pixels: width of the colours on the left edge, and of the outline."""

_WASH = 0.4
"""What part of the wash over words is put over an area: there is much more of it."""

_CAPTION, _LEAST_CAPTION = 11, 160


def paint_areas(
    painter: QPainter, areas: Iterable[Area], scale: float, highlights: Highlights
) -> None:
    """Paint the areas of the page whose upper left corner is the painter's origin."""
    ratio = painter.device().devicePixelRatio()
    for area in areas:
        left, top = round(area.left * scale), round(area.top * scale)
        box = QRectF(left, top, round(area.right * scale) - left, round(area.bottom * scale) - top)
        names = list(dict.fromkeys(highlights.look(one.code).colour for one in area.marks))
        is_limited = all(one.depth == "limited" for one in area.marks)
        _paint_box(painter, box, names, ratio, is_limited=is_limited)
        words = (highlights.voices.words(one.coding).caption for one in area.marks)
        caption = next(filter(None, words), "")
        if caption:
            _paint_caption(painter, box, caption, ratio)


def _paint_box(
    painter: QPainter, box: QRectF, names: list[str], ratio: float, *, is_limited: bool
) -> None:
    """Paint outline and wash over the print; every code has its part of the left edge."""
    wash = tints.wash(tuple((name, is_limited) for name in names))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(box, tints.mixed(QColor(Qt.GlobalColor.white), wash, _WASH))
    pen = QPen(QColor(names[0]), _LINE * ratio)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    share, wide = box.height() / len(names), _TAB * ratio
    for at, name in enumerate(names):
        part = QRectF(box.left() - wide, box.top() + at * share, wide, share)
        painter.fillRect(part, QColor(name))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _paint_caption(painter: QPainter, box: QRectF, words: str, ratio: float) -> None:
    """Paint the caption under an area, as wide as the area or a few words."""
    font = QFont(painter.font())
    font.setPixelSize(round(_CAPTION * ratio))
    metrics = QFontMetrics(font)
    most = max(box.width(), _LEAST_CAPTION * ratio)
    pad = 4 * ratio
    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(most - 2 * pad))
    room = QRectF(
        box.left(),
        box.bottom() + 2 * ratio,
        metrics.horizontalAdvance(text) + 2 * pad,
        metrics.height() + 2 * ratio,
    )
    painter.fillRect(room, QColor(255, 255, 255, 225))
    painter.setFont(font)
    painter.setPen(QColor(theme.LIGHT.muted))
    base = room.top() + ratio + metrics.ascent()
    painter.drawText(QPointF(room.left() + pad, base), text)
