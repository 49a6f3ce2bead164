"""Paints highlights so that the print under them stays readable."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPolygonF

from ui.reader import tints
from ui.reader.area_paint import paint_areas
from ui.reader.colours import DeskColours
from ui.reader.highlights import Highlights
from ui.reader.lines import Line, Rule, Wash
from ui.reader.lit_paint import paint_lit
from ui.reader.marks import PageMarks
from ui.reader.sides_paint import paint_sides

_INSIDE, _BELOW = 0.16, 0.16
"""Parts of a line's height in which rules may stand: over the feet of its letters, and below."""

_THICK, _THICKEST = 0.085, 3.5
"""A rule's thickness as part of the line's height, and at most, in screen pixels."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rectangles painted with one brush, in pixels of the page, from top to bottom."""

    brush: QBrush
    tops: list[int]
    tallest: int
    rects: list[QRect]


@dataclass(frozen=True, slots=True)
class _Drawn:
    marks: PageMarks
    scale: float
    batches: list[_Batch]
    slanted: list[tuple[QColor, QPolygonF]]


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
        # Multiplied, a pale colour tints the paper and leaves the print as dark as it is.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        seen = exposed.translated(-area.topLeft())
        drawn = self._at_scale(page, marks, scale, _ratio(painter))
        for batch in drawn.batches:
            first = bisect_left(batch.tops, seen.top() - batch.tallest)
            last = bisect_right(batch.tops, seen.bottom())
            if first < last:
                painter.setBrush(batch.brush)
                painter.drawRects(batch.rects[first:last])
        for colour, polygon in drawn.slanted:
            painter.setBrush(colour)
            painter.drawPolygon(polygon)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if marks.areas:
            paint_areas(painter, marks.areas, scale, self._highlights)
        painter.restore()

    def paint_lit(
        self, painter: QPainter, page: int, area: QRect, scale: float, colours: DeskColours
    ) -> None:
        """Paint an outline around the passages that are lit, and around the one pointed at."""
        marks = self._highlights.on_page(page)
        shown = self._highlights
        if marks is not None and (shown.lit or shown.under or shown.sides):
            painter.save()
            painter.translate(area.topLeft())
            paint_lit(painter, marks, shown, scale, colours)
            paint_sides(painter, marks, shown.sides, scale)
            painter.restore()

    def _at_scale(self, page: int, marks: PageMarks, scale: float, ratio: float) -> _Drawn:
        drawn = self._drawn.get(page)
        if drawn is None or drawn.marks is not marks or drawn.scale != scale:
            batches = self._washes(marks.laid.washes, scale, ratio)
            batches += self._rules(marks.laid.rules, scale, ratio)
            slanted = [self._slanted(marks, index, scale) for index in marks.laid.slanted]
            drawn = self._drawn[page] = _Drawn(marks, scale, batches, slanted)
        return drawn

    def _washes(self, washes: Iterable[Wash], scale: float, ratio: float) -> list[_Batch]:
        by_colour: dict[int, list[QRect]] = defaultdict(list)
        for wash in washes:
            names = ((self._highlights.look(code).colour, faint) for code, faint in wash.codes)
            colour = tints.wash(tuple(sorted(names)))
            low, high = _wash_height(wash.line, scale, ratio)
            by_colour[colour.rgb()].append(
                _rect(wash.line, wash.start, wash.end, low, high, scale)
            )
        return [_batch(QBrush(QColor(rgb)), rects) for rgb, rects in by_colour.items()]

    def _rules(self, rules: Iterable[Rule], scale: float, ratio: float) -> list[_Batch]:
        by_look: dict[tuple[int, bool, bool], list[QRect]] = defaultdict(list)
        for one in rules:
            place = _rule_height(one.line, one.lane, scale, ratio)
            if place is not None:
                name = self._highlights.look(one.code).colour
                colour = tints.rule(name, is_limited=one.is_limited)
                rect = _rect(one.line, one.start, one.end, *place, scale)
                by_look[colour.rgb(), one.is_other, one.line.is_across].append(rect)
        return [
            _batch(_dashed(rgb, ratio, across=across) if is_other else QBrush(QColor(rgb)), rects)
            for (rgb, is_other, across), rects in by_look.items()
        ]

    def _slanted(self, marks: PageMarks, index: int, scale: float) -> tuple[QColor, QPolygonF]:
        mark = marks.marks[int(marks.owners[index])]
        name = self._highlights.look(mark.code).colour
        corners = (marks.corners[index] * scale).tolist()
        polygon = QPolygonF([QPointF(x, y) for x, y in corners])
        return tints.wash(((name, mark.depth == "limited"),)), polygon


class _Rows(NamedTuple):
    """In pixels away from the head of a line: where its rules begin, their distance, thickness."""

    begin: int
    step: int
    thick: int
    fitting: int


def _rows(line: Line, scale: float, ratio: float) -> _Rows:
    """Return how the rules of a line stand: thinner when there are many, as far as they fit."""
    height = (line.high - line.low) * scale
    foot, far = (
        (line.high * scale, (line.high + line.beyond) * scale)
        if line.foot > 0
        else (-line.low * scale, (line.beyond - line.low) * scale)
    )
    inside = max(1, int(height * _INSIDE))
    space = inside + min(int(height * _BELOW), round(far) - round(foot))
    thick = max(1, round(min(height * _THICK, _THICKEST * ratio)))
    step = max(1, min(thick + max(1, round(ratio / 2)), space // max(1, line.lanes)))
    count = min(line.lanes, space // step)
    return _Rows(round(foot) - min(count * step, inside), step, min(thick, step), count)


def _wash_height(line: Line, scale: float, ratio: float) -> tuple[int, int]:
    """Return from where to where a wash reaches across its line, leaving the rules their place."""
    begin = _rows(line, scale, ratio).begin
    low, high = round(line.low * scale), round(line.high * scale)
    return (low, begin) if line.foot > 0 else (-begin, high)


def _rule_height(line: Line, lane: int, scale: float, ratio: float) -> tuple[int, int] | None:
    """Return from where to where a rule reaches across its line; None when it does not fit."""
    rows = _rows(line, scale, ratio)
    if lane >= rows.fitting:
        return None
    near = rows.begin + lane * rows.step
    return (near, near + rows.thick) if line.foot > 0 else (-near - rows.thick, -near)


def _rect(line: Line, start: float, end: float, low: int, high: int, scale: float) -> QRect:
    begin = round(start * scale)
    length = max(1, round(end * scale) - begin)
    if line.is_across:
        return QRect(begin, low, length, max(1, high - low))
    return QRect(low, begin, max(1, high - low), length)


def _batch(brush: QBrush, rects: list[QRect]) -> _Batch:
    rects.sort(key=QRect.top)
    return _Batch(brush, [one.top() for one in rects], max(one.height() for one in rects), rects)


def _dashed(rgb: int, ratio: float, *, across: bool) -> QBrush:
    """Return a brush of dashes: a rule for codings of somebody else."""
    dash = max(2, round(4 * ratio))
    size = (dash * 3 // 2, 1) if across else (1, dash * 3 // 2)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for at in range(dash):
        image.setPixel(at if across else 0, 0 if across else at, rgb)
    return QBrush(image)


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatio()
