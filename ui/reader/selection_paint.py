"""Where selected text lies on the pages, and its colour over them."""

from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygon, QRegion, QTransform

from coder.model.geometry import PageSize, Point, Quad
from coder.model.passage import PageRange
from coder.text import place
from ui.reader.runs import bridged
from ui.reader.selection import TextSelection
from ui.reader.texts import PageTexts

_Ranges = tuple[PageRange, ...]
_KEPT, _LINES = 32, 2000
_HAIR = 0.2
"""Line heights between two lines of text up to which the space between them is selected too."""


class RunAreas:
    """Works out where runs of text lie, page by page, in device pixels of the page."""

    def __init__(self, texts: PageTexts, sizes: Sequence[PageSize]) -> None:
        self._texts = texts
        self._sizes = sizes
        self._known: dict[PageRange, tuple[float, QRegion]] = {}
        self._lines: dict[tuple[int, float, Quad], QRegion] = {}

    def resize(self, sizes: Sequence[PageSize]) -> None:
        """Have pages of other sizes, or turned otherwise."""
        self._sizes = sizes
        self._known.clear()
        self._lines.clear()

    def area(self, ranges: Iterable[PageRange], page: int, scale: float) -> QRegion:
        """Return the area of those of `ranges` that are on `page`."""
        area = QRegion()
        for part in ranges:
            if part.page == page:
                area = area.united(self._of(part, scale))
        return area

    def _of(self, part: PageRange, scale: float) -> QRegion:
        known = self._known.get(part)
        if known is None or known[0] != scale:
            quads = bridged(place.quads(self._texts(part.page), part.start, part.end))
            area = QRegion()
            for one in closed([self._line(part.page, quad, scale) for quad in quads]):
                area = area.united(one)
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[part] = (scale, area)
        return known[1]

    def _line(self, page: int, quad: Quad, scale: float) -> QRegion:
        """Return the area of a line; while a selection is drawn most of them stay the same."""
        key = page, scale, quad
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) > _LINES:
                self._lines.clear()
            found = self._lines[key] = region(quad, self._sizes[page], scale)
        return found

    def line(self, part: PageRange, scale: float, *, last: bool) -> QRect | None:
        """Return the rectangle around the last line of a run, or around its first one."""
        quads = place.quads(self._texts(part.page), part.start, part.end)
        if not quads:
            return None
        quad = quads[-1 if last else 0]
        return region(quad, self._sizes[part.page], scale).boundingRect()


class SelectionPainter:
    """Paints what is selected, and paler what is left out of it."""

    def __init__(self, selection: TextSelection, areas: RunAreas) -> None:
        self._selection = selection
        self._areas = areas

    def area(self, page: int, scale: float) -> QRegion:
        """Return the selected area of a page, in pixels of the page."""
        return self._areas.area(self._selection.ranges(), page, scale)

    def spread(self, pages: Iterable[int], corners: Iterable[QPoint], scale: float) -> QRegion:
        """Return the area of several pages that lie at these corners, left out or not."""
        whole = QRegion()
        for page, corner in zip(pages, corners, strict=True):
            left_out = self._areas.area(self._selection.left_out(), page, scale)
            both = self.area(page, scale).united(left_out)
            whole = whole.united(both.translated(corner))
        return whole

    def end(self, scale: float) -> tuple[int, QRect] | None:
        """Return the page and the rectangle, in pixels of it, of the line where the head is."""
        ranges, head = self._selection.ranges(), self._selection.head
        if not ranges or head is None:
            return None
        is_forward = self._selection.span is not None and head == self._selection.span[1]
        part = ranges[-1 if is_forward else 0]
        rect = self._areas.line(part, scale, last=is_forward)
        return (part.page, rect) if rect is not None else None

    def paint(
        self, painter: QPainter, page: int, corner: QPoint, scale: float, fill: QColor
    ) -> None:
        """Paint the selected area of the page whose upper left corner is given."""
        fill_area(painter, self.area(page, scale).translated(corner), QBrush(fill))
        left_out = self._areas.area(self._selection.left_out(), page, scale)
        if not left_out.isEmpty():
            pale, line = QColor(fill), QColor(fill)
            pale.setAlpha(fill.alpha() // 4)
            line.setAlpha(min(255, fill.alpha() * 3 // 2))
            ratio = painter.device().devicePixelRatio()
            for brush in (QBrush(pale), hatched(line, ratio)):
                fill_area(painter, left_out.translated(corner), brush)


def fill_area(painter: QPainter, area: QRegion, brush: QBrush) -> None:
    """Fill an area, with one call however many rectangles it is made of."""
    if not area.isEmpty():
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRects(rects(area))
        painter.restore()


def closed(lines: Sequence[QRegion]) -> list[QRegion]:
    """Return lines of one column with the hair between them, if any, filled."""
    found = list(lines)
    for index in range(len(found) - 1):
        upper, lower = found[index].boundingRect(), found[index + 1].boundingRect()
        gap = lower.top() - upper.bottom() - 1
        if 0 < gap <= _HAIR * upper.height() and found[index].rectCount() == 1:
            left, right = max(upper.left(), lower.left()), min(upper.right(), lower.right())
            if left < right:
                found[index] = found[index].united(
                    QRect(left, upper.bottom(), right - left + 1, gap + 1)
                )
    return found


def hatched(fill: QColor, ratio: float) -> QBrush:
    """Return a brush of thin slanting lines in a colour, as dense on every screen."""
    brush = QBrush(fill, Qt.BrushStyle.BDiagPattern)
    brush.setTransform(QTransform.fromScale(ratio, ratio))
    return brush


def rects(area: QRegion) -> list[QRect]:
    """Return the rectangles an area is made of; none overlaps another."""
    return list(cast("Iterable[QRect]", area))


def region(quad: Quad, size: PageSize, scale: float) -> QRegion:
    """Return the pixels of a page as shown that a quad of unrotated points covers."""
    corners = [size.to_shown(Point(quad[index], quad[index + 1])) for index in range(0, 8, 2)]
    xs, ys = [corner.x * scale for corner in corners], [corner.y * scale for corner in corners]
    if abs(xs[0] - xs[3]) < 1 or abs(xs[0] - xs[1]) < 1:
        left, top = floor(min(xs)), floor(min(ys))
        return QRegion(left, top, max(1, ceil(max(xs)) - left), max(1, ceil(max(ys)) - top))
    return QRegion(QPolygon([QPoint(round(x), round(y)) for x, y in zip(xs, ys, strict=True)]))
