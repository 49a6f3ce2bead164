"""Where the selected text lies on the pages, and its colour over them."""

from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import cast

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPolygon, QRegion

from coder.model.geometry import PageSize, Point, Quad
from coder.model.passage import PageRange
from coder.text import place
from ui.reader.runs import bridged
from ui.reader.selection import TextSelection
from ui.reader.texts import PageTexts


class SelectionPainter:
    """Works out and paints the area of a selection, page by page, in device pixels."""

    def __init__(
        self, selection: TextSelection, texts: PageTexts, sizes: Sequence[PageSize]
    ) -> None:
        self._selection = selection
        self._texts = texts
        self._sizes = sizes
        self._areas: dict[int, tuple[PageRange, float, QRegion]] = {}

    def area(self, page: int, scale: float) -> QRegion:
        """Return the selected area of a page, in pixels of the page."""
        part = self._selection.on_page(page)
        if part is None:
            return QRegion()
        known = self._areas.get(page)
        if known is None or known[:2] != (part, scale):
            area = QRegion()
            for quad in bridged(place.quads(self._texts(page), part.start, part.end)):
                area = area.united(_region(quad, self._sizes[page], scale))
            if len(self._areas) > 16:
                self._areas.clear()
            known = self._areas[page] = (part, scale, area)
        return known[2]

    def spread(self, pages: Iterable[int], corners: Iterable[QPoint], scale: float) -> QRegion:
        """Return the selected area of several pages that lie at these corners."""
        whole = QRegion()
        for page, corner in zip(pages, corners, strict=True):
            whole = whole.united(self.area(page, scale).translated(corner))
        return whole

    def end(self, scale: float) -> tuple[int, QRect] | None:
        """Return the page and the rectangle, in pixels of it, of the line where the head is."""
        ranges, head = self._selection.ranges(), self._selection.head
        if not ranges or head is None:
            return None
        is_forward = self._selection.span is not None and head == self._selection.span[1]
        part = ranges[-1 if is_forward else 0]
        quads = place.quads(self._texts(part.page), part.start, part.end)
        if not quads:
            return None
        quad = quads[-1 if is_forward else 0]
        return part.page, _region(quad, self._sizes[part.page], scale).boundingRect()

    def paint(
        self, painter: QPainter, page: int, corner: QPoint, scale: float, fill: QColor
    ) -> None:
        """Paint the selected area of the page whose upper left corner is given."""
        area = self.area(page, scale)
        if not area.isEmpty():
            for rect in rects(area):
                painter.fillRect(rect.translated(corner), fill)


def rects(area: QRegion) -> list[QRect]:
    """Return the rectangles an area is made of; none overlaps another."""
    return list(cast("Iterable[QRect]", area))


def _region(quad: Quad, size: PageSize, scale: float) -> QRegion:
    corners = [size.to_shown(Point(quad[index], quad[index + 1])) for index in range(0, 8, 2)]
    xs, ys = [corner.x * scale for corner in corners], [corner.y * scale for corner in corners]
    if abs(xs[0] - xs[3]) < 1 or abs(xs[0] - xs[1]) < 1:
        left, top = floor(min(xs)), floor(min(ys))
        return QRegion(left, top, max(1, ceil(max(xs)) - left), max(1, ceil(max(ys)) - top))
    return QRegion(QPolygon([QPoint(round(x), round(y)) for x, y in zip(xs, ys, strict=True)]))
