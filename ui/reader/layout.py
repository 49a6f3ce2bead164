"""Where the pages lie on one long sheet. Everything here is in whole device pixels."""

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum
from itertools import accumulate
from typing import NamedTuple

from coder.model.geometry import PageSize, Point


class Arrangement(Enum):
    """How pages stand to each other.

    BOOK is two side by side, the first alone as in a book. SINGLE is one column of which only one
    page at a time can be seen.
    """

    COLUMN = "column"
    TWO_PAGES = "two"
    BOOK = "book"
    SINGLE = "single"


class Room(NamedTuple):
    """The space around the pages, in device pixels.

    The view's width; gap between rows of pages; left and right edge; space right of a page that
    has another one beside it; the view's height.
    """

    width: int
    gap: int
    left: int
    right: int
    between: int = 0
    height: int = 0


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


def row_starts(pages: int, arrangement: Arrangement) -> range | list[int]:
    """Return the first page of each row."""
    if arrangement is Arrangement.TWO_PAGES:
        return range(0, pages, 2)
    if arrangement is Arrangement.BOOK:
        return [0, *range(1, pages, 2)] if pages else []
    return range(pages)


class Layout:
    """All pages of a report at one scale (device pixels per point).

    `sizes` are those of the pages as shown, turned by `turn` more degrees than the file says.
    Each row is centred between the left edge and the right one, which holds the margin stripes;
    a row wider than the view begins at the left edge. A page alone in its row of two stands
    where it would stand with another one of its size.
    """

    def __init__(
        self,
        sizes: Sequence[PageSize],
        scale: float,
        room: Room,
        arrangement: Arrangement = Arrangement.COLUMN,
        turn: int = 0,
    ) -> None:
        self.sizes = sizes
        self.scale = scale
        self.room = room
        self.arrangement = arrangement
        self.turn = turn
        shown = [size.shown for size in sizes]
        self._widths = [max(1, round(width * scale)) for width, _ in shown]
        self._heights = [max(1, round(height * scale)) for _, height in shown]
        self._firsts = row_starts(len(sizes), arrangement)
        self._gap = max(room.gap, room.height) if arrangement is Arrangement.SINGLE else room.gap
        highs = [max(self._heights[page] for page in self.row(row)) for row in self._all_rows]
        steps = accumulate((high + self._gap for high in highs), initial=self._gap)
        self._tops = list(steps)[:-1] if sizes else []
        self._ends = [top + high for top, high in zip(self._tops, highs, strict=True)]
        self._halves = [top - self._gap // 2 for top in self._tops]
        self.height = self._ends[-1] + self._gap if sizes else 0
        widest = max((self._row_width(row) for row in self._all_rows), default=0)
        self.width = widest + room.left + room.right
        self._middle = room.width - room.left - room.right

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._widths)

    def row_of(self, page: int) -> int:
        """Return which row (from 0) a page is in."""
        return bisect_right(self._firsts, page) - 1

    def row(self, row: int) -> range:
        """Return the pages of a row."""
        is_last = row + 1 >= len(self._firsts)
        return range(self._firsts[row], len(self) if is_last else self._firsts[row + 1])

    def beside(self, page: int, direction: int) -> int:
        """Return the first page of the next row (`direction` 1) or of the one before (-1)."""
        row = min(max(self.row_of(page) + direction, 0), len(self._firsts) - 1)
        return self._firsts[row]

    def page_at(self, y: float) -> int:
        """Return the first page of the row nearest to `y`; a gap belongs half to each."""
        return self._firsts[max(0, bisect_right(self._halves, y) - 1)]

    def box(self, page: int) -> Box:
        """Return where `page` lies."""
        row, width = self.row_of(page), self._widths[page]
        x = self.room.left + max(0, (self._middle - self._row_width(row)) // 2)
        first = self._firsts[row]
        if page != first:
            x += self._widths[first] + self.room.between
        elif self.arrangement is Arrangement.BOOK and page == 0:
            x += width + self.room.between
        return Box(x, self._tops[row], width, self._heights[page])

    def right_of(self, page: int) -> int:
        """Return how many pixels right of a page are its own, for stripes and their names."""
        box, row = self.box(page), self.row(self.row_of(page))
        if page != row[-1]:
            return self.room.between
        return max(self.room.right, self.room.width - box.x - box.width)

    def pages_between(self, top: int, bottom: int) -> range:
        """Return the pages of the rows of which anything lies from `top` up to `bottom`."""
        if not self._tops:
            return range(0)
        first = max(0, bisect_right(self._tops, top) - 1)
        if self._ends[first] <= top:
            first += 1
        last = bisect_right(self._tops, bottom - 1)
        if first >= last:
            page = self._firsts[first] if first < len(self._firsts) else len(self)
            return range(page, page)
        return range(self._firsts[first], self.row(last - 1).stop)

    def spot(self, x: float, y: float) -> Spot:
        """Return the place nearest to a pixel; it may lie outside its page, in the gap or edge."""
        page = self.page_at(int(y))
        row = self.row(self.row_of(page))
        near = self.room.between // 4
        page = row[-1] if x >= self.box(row[-1]).x - near else page
        box = self.box(page)
        return Spot(page, Point((x - box.x) / self.scale, (y - box.y) / self.scale))

    def pixel(self, spot: Spot) -> tuple[float, float]:
        """Return the pixel of a place; the inverse of `spot`."""
        box = self.box(spot.page)
        return box.x + spot.point.x * self.scale, box.y + spot.point.y * self.scale

    def span(self, page: int) -> tuple[int, int]:
        """Return first and last position of the view's upper edge from which it shows `page`.

        In the SINGLE arrangement that is its page alone, in the middle when all of it fits; else
        the whole sheet.
        """
        view, whole = self.room.height, max(0, self.height - self.room.height)
        if self.arrangement is not Arrangement.SINGLE:
            return 0, whole
        box = self.box(page)
        top, last = box.y - self.room.gap, box.bottom + self.room.gap - view
        if last <= top:
            top = last = (top + last) // 2
        return top, last

    @property
    def _all_rows(self) -> range:
        return range(len(self._firsts))

    def _row_width(self, row: int) -> int:
        pages = self.row(row)
        if self.arrangement in {Arrangement.COLUMN, Arrangement.SINGLE}:
            return self._widths[pages[0]]
        return self._widths[pages[0]] + self.room.between + self._widths[pages[-1]]
