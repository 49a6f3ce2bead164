"""From what was chosen (zoom, arrangement, turn) and the window's size to where the pages lie."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QSize

from coder.model.geometry import PageSize
from ui.reader.layout import Arrangement, Layout, Room, row_starts
from ui.reader.zoom import PIXELS_PER_POINT, Fit, Zoom, fitting, usual

GAP = 14
"""Screen pixels between pages."""

_EDGES = ((780, 20, 140, 56), (560, 16, 57, 44), (0, 8, 30, 26))
"""From this width of the view on: screen pixels left of the pages, right of them, and right of a
page beside another one. Wide views have room for names beside the stripes, where pages stand
alone."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the pages are shown. `turn` is by how many degrees more than the file says."""

    zoom: Zoom = Fit.WIDTH
    arrangement: Arrangement = Arrangement.COLUMN
    turn: int = 0


@dataclass(frozen=True, slots=True)
class _Extents:
    """How wide and high usual rows are, in points."""

    wide: float
    high: float


def turned(sizes: Sequence[PageSize], turn: int) -> list[PageSize]:
    """Return the sizes of pages that are turned by so many more degrees."""
    return [replace(size, rotation=(size.rotation + turn) % 360) for size in sizes]


def framed(
    sizes: Sequence[PageSize], manner: Manner, view: QSize, ratio: float, fitted: int | None
) -> Layout:
    """Lay pages (sizes as shown) out for a view of screen pixels of `ratio` device pixels.

    A fit follows what is usual, or the page `fitted` when it is wider; one page at a time, that
    page alone.
    """
    left, right, between = next(edges[1:] for edges in _EDGES if view.width() >= edges[0])
    right = between if _is_pair(manner.arrangement) else right
    edges = (GAP, left, right, between)
    room = Room(int(view.width() * ratio), *(round(edge * ratio) for edge in edges))
    room = room._replace(height=int(view.height() * ratio))
    factor = manner.zoom
    if isinstance(factor, Fit):
        rows = _extents(tuple(sizes), manner.arrangement)
        if fitted is not None and fitted < len(sizes):
            rows = _with(rows, sizes[fitted], manner.arrangement)
        wide, high = _spare(room, manner.arrangement)
        factor = fitting(factor, rows.wide, rows.high, wide / ratio, high / ratio)
    scale = round(factor * PIXELS_PER_POINT * ratio, 6)
    return Layout(sizes, scale, room, manner.arrangement, manner.turn)


def _is_pair(arrangement: Arrangement) -> bool:
    return arrangement in {Arrangement.TWO_PAGES, Arrangement.BOOK}


def _spare(room: Room, arrangement: Arrangement) -> tuple[int, int]:
    """Return how many device pixels across and down there are for pages to fit in.

    The sides of pages are rounded each, so that two may be a pixel wider than both together.
    """
    wide, high = room.width - room.left - room.right, room.height - 2 * room.gap
    return wide - (room.between + 1 if _is_pair(arrangement) else 0), high


@lru_cache(maxsize=4)
def _extents(sizes: tuple[PageSize, ...], arrangement: Arrangement) -> _Extents:
    shown = [size.shown for size in sizes]
    high = usual(height for _, height in shown)
    if not _is_pair(arrangement):
        return _Extents(usual(width for width, _ in shown), high)
    firsts = row_starts(len(shown), arrangement)
    lasts = [*(first - 1 for first in firsts[1:]), len(shown) - 1]
    pairs = zip(firsts, lasts, strict=True) if shown else ()
    return _Extents(usual(shown[one][0] + shown[other][0] for one, other in pairs), high)


def _with(rows: _Extents, size: PageSize, arrangement: Arrangement) -> _Extents:
    """Return what is to fit when one page is looked at."""
    width, height = size.shown
    if arrangement is Arrangement.SINGLE:
        return _Extents(width, height)
    return _Extents(max(rows.wide, width), max(rows.high, height))
