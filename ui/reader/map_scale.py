"""Where the pages of a report lie on a map of it: one below the other, at one scale."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from coder.model.geometry import PageSize, Point
from ui.reader.layout import Spot


class MapScale:
    """Pages of a report on a map `height` pixels high, however the pages are arranged in view."""

    def __init__(self, sizes: Sequence[PageSize], height: float) -> None:
        self.sizes = sizes
        self._tops = list(accumulate((size.shown[1] for size in sizes), initial=0.0))
        self._whole = max(self._tops[-1], 1.0)
        self.height = max(1.0, height)

    def y(self, page: int, top: float) -> float:
        """Return where a height on a page, in points as shown, lies on the map."""
        end = self._tops[page + 1]
        return min(max(self._tops[page] + top, self._tops[page]), end) / self._whole * self.height

    def spot(self, y: float) -> Spot:
        """Return the page and the height on it that lie at `y` of the map, or nearest."""
        at = min(max(y / self.height, 0.0), 1.0) * self._whole
        page = min(max(0, bisect_right(self._tops, at) - 1), len(self._tops) - 2)
        return Spot(page, Point(0.0, at - self._tops[page]))


class Band(NamedTuple):
    """Rows of pixels of a map in which the same colours are, in the order of their spans."""

    top: int
    height: int
    colours: tuple[str, ...]


def bands(
    scale: MapScale, spans: Iterable[tuple[int, float, float, str]], least: int
) -> list[Band]:
    """Return what is coloured on a map, from spans (page, top, bottom, colour).

    A span is at least so many rows high.
    """
    rows: dict[int, tuple[str, ...]] = {}
    last = int(scale.height) - 1
    for page, top, bottom, colour in spans:
        first = max(0, min(int(scale.y(page, top)), last - least + 1))
        end = min(max(round(scale.y(page, bottom)), first + least), last + 1)
        for row in range(first, end):
            colours = rows.get(row, ())
            if colour not in colours:
                rows[row] = (*colours, colour)
    found: list[Band] = []
    for row, colours in sorted(rows.items()):
        if found and found[-1].colours == colours and sum(found[-1][:2]) == row:
            found[-1] = found[-1]._replace(height=found[-1].height + 1)
        else:
            found.append(Band(row, 1, colours))
    return found
