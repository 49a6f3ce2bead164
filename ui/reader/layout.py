"""Where the pages lie, one below the other. Everything here is in whole device pixels."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from coder.model.geometry import PageSize, Point


class Room(NamedTuple):
    """The space around the pages, in device pixels: the view's width, gap, left and right edge."""

    width: int
    gap: int
    left: int
    right: int


class Box(NamedTuple):
    """Where one page lies on the long sheet of all pages, in device pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """Return the first row below the page."""
        return self.y + self.height


class Spot(NamedTuple):
    """A place on a page: the page (from 0) and a point of it as shown, in points."""

    page: int
    point: Point


class Layout:
    """All pages of a report at one scale (device pixels per point), in one column.

    Each page is centred between the left edge and the right one, which holds the margin stripes;
    a page wider than the room begins at the left edge.
    """

    def __init__(self, sizes: Sequence[PageSize], scale: float, room: Room) -> None:
        self.sizes = sizes
        self.scale = scale
        self.room = room
        shown = [size.shown for size in sizes]
        self._widths = [max(1, round(width * scale)) for width, _ in shown]
        self._heights = [max(1, round(height * scale)) for _, height in shown]
        steps = (height + room.gap for height in self._heights)
        self.tops = [room.gap, *accumulate(steps, initial=room.gap)][1:-1] if sizes else []
        self._halves = [top - room.gap // 2 for top in self.tops]
        self.height = self.tops[-1] + self._heights[-1] + room.gap if sizes else 0
        self.width = max(self._widths, default=0) + room.left + room.right
        self._middle = max(room.width, self.width) - room.left - room.right

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self.tops)

    def page_at(self, y: int) -> int:
        """Return the page nearest to row `y`; a gap belongs half to each of its pages."""
        return max(0, bisect_right(self._halves, y) - 1)

    def box(self, page: int) -> Box:
        """Return where `page` lies."""
        width = self._widths[page]
        x = self.room.left + max(0, (self._middle - width) // 2)
        return Box(x, self.tops[page], width, self._heights[page])

    def pages_between(self, top: int, bottom: int) -> range:
        """Return the pages of which any row lies from `top` up to `bottom`."""
        if not self.tops:
            return range(0)
        first = max(0, bisect_right(self.tops, top) - 1)
        if self.tops[first] + self._heights[first] <= top:
            first += 1
        return range(first, max(first, bisect_right(self.tops, bottom - 1)))

    def spot(self, x: float, y: float) -> Spot:
        """Return the place nearest to a pixel; it may lie outside its page, in the gap or edge."""
        page = self.page_at(int(y))
        box = self.box(page)
        return Spot(page, Point((x - box.x) / self.scale, (y - box.y) / self.scale))

    def pixel(self, spot: Spot) -> tuple[float, float]:
        """Return the pixel of a place; the inverse of `spot`."""
        box = self.box(spot.page)
        return box.x + spot.point.x * self.scale, box.y + spot.point.y * self.scale
