"""Paints highlights so that the print under them stays readable."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.reader.colours import DeskColours
from ui.reader.highlights import Highlights
from ui.reader.marks import PageMarks, Piece

FILL, EDGE = 76, 130
"""How strong a highlight and its lower edge are, of 255."""


@dataclass(frozen=True, slots=True)
class _Colour:
    """All pieces of one colour on a page, in pixels of the page, from top to bottom."""

    fill: QColor
    edge: QColor
    tops: list[int]
    tallest: int
    rects: list[QRect]
    edges: list[QRect]


@dataclass(frozen=True, slots=True)
class _Drawn:
    marks: PageMarks
    scale: float
    colours: list[_Colour]


class HighlightPainter:
    """Paints the highlights of pages in device pixels; keeps what it worked out by page."""

    def __init__(self, highlights: Highlights) -> None:
        self._highlights = highlights
        self._drawn: dict[int, _Drawn] = {}

    def paint(
        self, painter: QPainter, page: int, area: QRect, exposed: QRect, scale: float
    ) -> None:
        """Paint the highlights of the page that lies at `area`, as far as `exposed` shows them."""
        marks = self._highlights.on_page(page)
        if marks is None:
            return
        painter.save()
        painter.translate(area.topLeft())
        painter.setPen(Qt.PenStyle.NoPen)
        seen = exposed.translated(-area.topLeft())
        for colour in self._at_scale(page, marks, scale, _ratio(painter)).colours:
            first = bisect_left(colour.tops, seen.top() - colour.tallest)
            last = bisect_right(colour.tops, seen.bottom())
            if first < last:
                # Multiplied, a pale colour tints the paper and leaves the print as dark as it is.
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
                painter.setBrush(colour.fill)
                painter.drawRects(colour.rects[first:last])
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
                painter.setBrush(colour.edge)
                painter.drawRects(colour.edges[first:last])
        painter.restore()

    def paint_lit(
        self, painter: QPainter, page: int, area: QRect, scale: float, colours: DeskColours
    ) -> None:
        """Paint an outline around the passages that are lit, and around the one pointed at."""
        marks = self._highlights.on_page(page)
        lit, under = self._highlights.lit, self._highlights.under
        if marks is None or not (lit or under):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(area.topLeft())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ids, width in ((under - lit, 1.25), (lit, 2.0)):
            path = _outline(marks, ids, scale, _ratio(painter)) if ids else None
            if path is not None:
                pen = QPen(colours.outline, width * _ratio(painter))
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                painter.drawPath(path)
        painter.restore()

    def _at_scale(self, page: int, marks: PageMarks, scale: float, ratio: float) -> _Drawn:
        drawn = self._drawn.get(page)
        if drawn is None or drawn.marks is not marks or drawn.scale != scale:
            by_colour: dict[str, list[Piece]] = defaultdict(list)
            for piece in marks.pieces:
                by_colour[self._highlights.look(piece.code).colour].append(piece)
            colours = [_colour(name, pieces, scale, ratio) for name, pieces in by_colour.items()]
            drawn = self._drawn[page] = _Drawn(marks, scale, colours)
        return drawn


def _colour(name: str, pieces: list[Piece], scale: float, ratio: float) -> _Colour:
    edge = QColor(name)
    parts = (edge.red(), edge.green(), edge.blue())
    fill = QColor(*(255 - (255 - part) * FILL // 255 for part in parts))
    edge.setAlpha(EDGE)
    line = max(1, round(ratio))
    rects, edges = [], []
    for piece in pieces:
        left, top = round(piece.left * scale), round(piece.top * scale)
        width = max(1, round(piece.right * scale) - left)
        height = max(1, round(piece.bottom * scale) - top)
        rects.append(QRect(left, top, width, height))
        below = top + height - line
        edges.append(QRect(left, below, width, line if piece.is_last else 0))
    tops = [rect.top() for rect in rects]
    return _Colour(fill, edge, tops, max(rect.height() for rect in rects), rects, edges)


def _outline(
    marks: PageMarks, ids: frozenset[bytes], scale: float, ratio: float
) -> QPainterPath | None:
    """Return the outline of the marks with one of these ids, or None when there are none."""
    quads = sorted({index for one in ids for index in marks.places.get(one, ())})
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    reach = QMarginsF(2 * ratio, 1.5 * ratio, 2 * ratio, 1.5 * ratio)
    before: tuple[int, QRectF] | None = None
    for index in quads:
        owner = int(marks.owners[index])
        left, top, right, bottom = (marks.rects[index] * scale).tolist()
        box = QRectF(left, top, right - left, bottom - top)
        path.addRect(box.marginsAdded(reach))
        if before is not None and before[0] == owner:
            _bridge(path, before[1], box)
        before = owner, box
    return None if path.isEmpty() else path.simplified()


def _bridge(path: QPainterPath, above: QRectF, below: QRectF) -> None:
    """Join two lines of a paragraph, so that one outline goes around both."""
    gap = below.top() - above.bottom()
    left, right = max(above.left(), below.left()), min(above.right(), below.right())
    if 0 < gap < above.height() and left < right:
        path.addRect(QRectF(left, above.bottom(), right - left, gap))


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatio()
