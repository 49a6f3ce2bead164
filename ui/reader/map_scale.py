"""Where the pages of a report lie on a map of it: one below the other, at one scale."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

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

    def ys(self, pages: Sequence[int], tops: Sequence[float]) -> npt.NDArray[np.float64]:
        """Return the same for many heights at once."""
        at, begins = np.array(pages), np.array(self._tops)
        places: npt.NDArray[np.float64] = np.clip(
            begins[at] + np.array(tops), begins[at], begins[at + 1]
        )
        found: npt.NDArray[np.float64] = places / self._whole * self.height
        return found

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
    rows: dict[int, dict[str, None]] = defaultdict(dict)
    for first, end, colour in _reaches(scale, list(spans), least):
        for row in range(first, end):
            rows[row][colour] = None
    found: list[Band] = []
    for row, colours in ((row, tuple(rows[row])) for row in sorted(rows)):
        if found and found[-1].colours == colours and sum(found[-1][:2]) == row:
            found[-1] = found[-1]._replace(height=found[-1].height + 1)
        else:
            found.append(Band(row, 1, colours))
    return found


def _reaches(
    scale: MapScale, spans: Sequence[tuple[int, float, float, str]], least: int
) -> Iterator[tuple[int, int, str]]:
    """Yield the first row of each span, the row below it, and its colour."""
    if not spans:
        return
    pages, tops, bottoms, colours = zip(*spans, strict=True)
    last = int(scale.height) - 1
    first = np.floor(scale.ys(pages, tops)).astype(int).clip(None, last - least + 1).clip(0)
    end = np.rint(scale.ys(pages, bottoms)).astype(int)
    end = np.minimum(np.maximum(end, first + least), last + 1)
    yield from zip(first.tolist(), end.tolist(), colours, strict=True)
