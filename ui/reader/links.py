"""The links of the pages: which is under a point, which is next, and an outline around it."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from coder.model.geometry import PageSize, Point
from coder.pdf.jobs import Link
from ui.reader.colours import DeskColours
from ui.reader.layout import Layout
from ui.reader.wanted import Scene

_NEAR = 1.0
"""Points around a link that count as on it."""


class PageLinks:
    """Knows the links of the pages drawn so far, and the one picked by keys."""

    def __init__(self, links: Mapping[int, tuple[Link, ...]]) -> None:
        self._links = links
        self._picked: tuple[int, Link] | None = None

    @property
    def picked(self) -> Link | None:
        """Return the link picked by keys."""
        return self._picked[1] if self._picked else None

    def forget(self) -> None:
        """Have none picked."""
        self._picked = None

    def at(self, page: int, point: Point) -> Link | None:
        """Return the link at a point of the unrotated page; the smallest where several lie."""
        found = [link for link in self._links.get(page, ()) if _is_on(link, point)]
        return min(found, key=_size, default=None)

    def step(self, scene: Scene, direction: int) -> None:
        """Pick the next link in view in the order of reading (1) or the one before (-1)."""
        found = [
            (page, link)
            for page in scene.pages
            for link in sorted(self._links.get(page, ()), key=lambda one: _order(scene, page, one))
            if scene.view.intersects(_area(scene.layout, page, link))
        ]
        if not found:
            self._picked = None
            return
        at = found.index(self._picked) if self._picked in found else -1
        at = at + direction if at >= 0 else (0 if direction > 0 else -1)
        self._picked = found[at % len(found)]

    def paint(
        self, painter: QPainter, page: int, area: QRect, layout: Layout, colours: DeskColours
    ) -> None:
        """Outline the link picked when it is on `page`, which lies at `area`."""
        if self._picked is None or self._picked[0] != page:
            return
        ratio = painter.device().devicePixelRatio()
        box = layout.box(page)
        around = _area(layout, page, self._picked[1]).translated(
            area.x() - box.x, area.y() - box.y
        )
        wide = round(2 * ratio)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.outline, wide))
        painter.drawRect(QRectF(around).adjusted(-wide, -wide, wide, wide))


def _is_on(link: Link, point: Point) -> bool:
    left, top, right, bottom = link.rect
    across = left - _NEAR <= point.x <= right + _NEAR
    return across and top - _NEAR <= point.y <= bottom + _NEAR


def _size(link: Link) -> float:
    left, top, right, bottom = link.rect
    return (right - left) * (bottom - top)


def _shown(size: PageSize, link: Link) -> QRectF:
    """Return where a link lies on the page as shown, in points."""
    left, top, right, bottom = link.rect
    one, other = size.to_shown(Point(left, top)), size.to_shown(Point(right, bottom))
    return QRectF(one.x, one.y, other.x - one.x, other.y - one.y).normalized()


def _area(layout: Layout, page: int, link: Link) -> QRect:
    """Return where a link lies on the sheet, in device pixels."""
    shown, scale, box = _shown(layout.sizes[page], link), layout.scale, layout.box(page)
    return QRectF(
        box.x + shown.x() * scale,
        box.y + shown.y() * scale,
        shown.width() * scale,
        shown.height() * scale,
    ).toAlignedRect()


def _order(scene: Scene, page: int, link: Link) -> tuple[int, float]:
    shown = _shown(scene.layout.sizes[page], link)
    return round(shown.y() / 4), shown.x()
