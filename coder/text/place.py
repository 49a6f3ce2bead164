"""From points to characters and back: the geometry of a page's text."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.model.geometry import Point, Quad
from coder.model.report import PageText

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

# A gap as wide as the line is high parts two runs of print, such as the cells of a table.
_EM = 1.0
_WHITE = np.zeros(0x3001, dtype=np.bool_)
_WHITE[[code for code in range(0x3001) if chr(code).isspace()]] = True


class _Part(NamedTuple):
    """The part of one line that is meant, and the whole line, as offsets."""

    lines: Indices
    begins: Indices
    stops: Indices


class _Run(NamedTuple):
    """Runs of print: the line of each, and where it begins and ends on the line's axis."""

    lines: Indices
    low: Numbers
    high: Numbers


def nearest(page: PageText, point: Point) -> int:
    """Return the caret offset, 0 up to the length of the text, that is nearest to a point.

    `point` is in unrotated points of the page. The block decides first, then the line in it, by
    the distance across the line and then along it, then the nearer side of the nearest character.
    """
    character = character_at(page, point)
    if character is None:
        return 0
    line = int(page.line_of[character])
    start = int(page.starts[line])
    low, high = _extents(page, start, int(page.ends[line]))
    middles = (low + high) / 2
    along = float(_axes(page, point)[0][line])
    is_right_half = along >= middles[character - start]
    return character + int(is_right_half == _runs_rightwards(middles, character - start))


def character_at(page: PageText, point: Point) -> int | None:
    """Return the character under a point, or the nearest one by the same rule as `nearest`.

    None when the page has no text.
    """
    along, across = _axes(page, point)
    line = _nearest_line(page, point, along, across)
    if line is None:
        return None
    start = int(page.starts[line])
    low, high = _extents(page, start, int(page.ends[line]))
    off = np.maximum(np.maximum(low - along[line], along[line] - high), 0)
    best = np.flatnonzero(off <= off.min() + 1e-4)
    middles = (low[best] + high[best]) / 2
    return start + int(best[np.argmin(np.abs(middles - along[line]))])


def quads(page: PageText, start: int, end: int) -> list[Quad]:
    """Return what to paint for the characters from `start` up to `end`, in page points.

    One quad for each run of print on each line, in the order of the text: a run ends where the
    line has a gap as wide as it is high, empty or filled with several spaces (one alone may be
    that wide in a justified line), and where characters that are not meant stand between (text of
    mixed direction). White space at the ends of the lines is left out.
    """
    part = _inked_part(page, start, end)
    if not len(part.lines):
        return []
    runs = _runs(page, part)
    top, bottom = page.tops[runs.lines], page.bottoms[runs.lines]
    cos, sin = page.cosines[runs.lines], page.sines[runs.lines]
    columns = [
        value
        for along, across in (
            (runs.low, top),
            (runs.high, top),
            (runs.high, bottom),
            (runs.low, bottom),
        )
        for value in (along * cos - across * sin, along * sin + across * cos)
    ]
    return [Quad(*row) for row in np.column_stack(columns).tolist()]


def inside(page: PageText, quad: Quad) -> Indices:
    """Return the characters, white space aside, whose middle lies in a quad, as offsets."""
    low, high = _extents(page, 0, len(page.text))
    lines = page.line_of
    if not len(page.starts):
        return np.zeros(0, dtype=np.intp)
    along, across = (low + high) / 2, ((page.tops + page.bottoms) / 2)[lines]
    cos, sin = page.cosines[lines], page.sines[lines]
    x, y = along * cos - across * sin, along * sin + across * cos
    edge_x, edge_y = quad.x1 - quad.x0, quad.y1 - quad.y0
    side_x, side_y = quad.x3 - quad.x0, quad.y3 - quad.y0
    part_along = ((x - quad.x0) * edge_x + (y - quad.y0) * edge_y) / (edge_x**2 + edge_y**2)
    part_across = ((x - quad.x0) * side_x + (y - quad.y0) * side_y) / (side_x**2 + side_y**2)
    within = (np.abs(part_along - 0.5) <= 0.5) & (np.abs(part_across - 0.5) <= 0.5)
    return np.flatnonzero(within & _ink(page.text))


def in_box(page: PageText, rect: tuple[float, float, float, float]) -> list[tuple[int, int]]:
    """Return the runs of characters whose middles lie in a rectangle, as a reader sees them.

    `rect` is left, top, right, bottom in unrotated points. Each run is of one line; those higher
    up come first, of those side by side the left one.
    """
    left, top, right, bottom = rect
    found = inside(page, Quad(left, top, right, top, right, bottom, left, bottom))
    if not len(found):
        return []
    ink = np.flatnonzero(_ink(page.text))
    follows = np.searchsorted(ink, found)
    lines = page.line_of[found]
    new = np.flatnonzero((np.diff(follows) != 1) | (np.diff(lines) != 0)) + 1
    runs = [(int(run[0]), int(run[-1]) + 1) for run in np.split(found, new)]
    return [run for _, run in sorted((_reading(page, run), run) for run in runs)]


def _reading(page: PageText, run: tuple[int, int]) -> tuple[int, float]:
    """Return the row in which a run stands, in half line heights, and how far left."""
    box = np.array([quad.rect for quad in quads(page, *run)])
    height = max(1.0, float(np.median(page.bottoms - page.tops)))
    middle = float((box[:, 1] + box[:, 3]).mean() / 2)
    return round(middle / height * 2), float(box[:, 0].min())


def _axes(page: PageText, point: Point) -> tuple[Numbers, Numbers]:
    """Return where a point lies along and across the axis of each line."""
    cos, sin = page.cosines.astype(np.float64), page.sines.astype(np.float64)
    return point.x * cos + point.y * sin, point.y * cos - point.x * sin


def _extents(page: PageText, start: int, end: int) -> tuple[Numbers, Numbers]:
    """Return where characters begin and end on their line's axis, the smaller number first."""
    left, right = page.left[start:end], page.right[start:end]
    return (
        np.minimum(left, right).astype(np.float64),
        np.maximum(left, right).astype(np.float64),
    )


def _runs_rightwards(middles: Numbers, index: int) -> bool:
    """Say whether the text around a character of a line goes up the axis; its neighbours tell."""
    steps = np.diff(middles[max(index - 1, 0) : index + 2])
    steps = steps[steps != 0]
    return not len(steps) or bool(steps[np.argmin(np.abs(steps))] > 0)


def _nearest_line(page: PageText, point: Point, along: Numbers, across: Numbers) -> int | None:
    lines = np.flatnonzero(page.ends > page.starts)
    if not len(lines):
        return None
    bounds = np.column_stack((page.starts[lines], page.ends[lines])).ravel()
    if bounds[-1] == len(page.text):
        bounds = bounds[:-1]
    low, high = _extents(page, 0, len(page.text))
    low = np.minimum.reduceat(low, bounds)[::2]
    high = np.maximum.reduceat(high, bounds)[::2]
    in_block = _nearest_block(page, point, _Run(lines, low, high))
    lines, low, high = lines[in_block], low[in_block], high[in_block]
    over = _off(page.tops[lines], page.bottoms[lines], across[lines])
    beside = _off(low, high, along[lines])
    centre = np.abs((page.tops[lines] + page.bottoms[lines]) / 2 - across[lines])
    # Lines of a block often overlap by a hair or a descender; the nearer middle decides then.
    return int(lines[np.lexsort((centre, beside, np.round(over, 3)))[0]])


def _nearest_block(page: PageText, point: Point, run: _Run) -> Flags:
    """Return which of the lines belong to the block nearest to a point."""
    boxes = _boxes(page, run)
    blocks, of_line = np.unique(page.blocks[run.lines], return_inverse=True)
    edges = np.full((4, len(blocks)), np.inf)
    for edge, values in zip(edges, (boxes[0], boxes[1], -boxes[2], -boxes[3]), strict=True):
        np.minimum.at(edge, of_line, values)
    left, top, right, bottom = edges[0], edges[1], -edges[2], -edges[3]
    beside, over = _off(left, right, point.x), _off(top, bottom, point.y)
    away = np.hypot(beside, over)
    near = away <= away.min() + 1e-3
    # Beside a heading, the paragraph under it may be nearer. At the heading's height the heading
    # is meant, if both stand in one column; a block across the gutter is not.
    level = np.flatnonzero(over == 0)
    if away.min() > 0 and len(level):
        best, fellow = int(np.argmin(away)), int(level[np.argmin(beside[level])])
        if left[fellow] < right[best] and left[best] < right[fellow]:
            near = np.arange(len(blocks)) == fellow
    return np.asarray(near[of_line])


def _boxes(page: PageText, run: _Run) -> Numbers:
    """Return the upright rectangles of runs: left, top, right, bottom as four rows."""
    cos = page.cosines[run.lines].astype(np.float64)
    sin = page.sines[run.lines].astype(np.float64)
    corners = [
        (along * cos - across * sin, along * sin + across * cos)
        for along in (run.low, run.high)
        for across in (page.tops[run.lines], page.bottoms[run.lines])
    ]
    places = np.array(corners, dtype=np.float64)
    return np.concatenate((places.min(axis=0), places.max(axis=0)))


def _off(low: npt.ArrayLike, high: npt.ArrayLike, value: npt.ArrayLike) -> Numbers:
    """Return how far values lie outside of intervals, 0 inside."""
    below, above = np.subtract(low, value), np.subtract(value, high)
    return np.asarray(np.maximum(np.maximum(below, above), 0), dtype=np.float64)


def _ink(text: str) -> Flags:
    """Return which characters of a text are not white space."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.asarray(~_WHITE[np.minimum(codes, 0x2FFF)] & (codes != 0x3000))


def _inked_part(page: PageText, start: int, end: int) -> _Part:
    """Return the lines with print between two offsets, and from where to where it is meant."""
    lines = np.flatnonzero((page.starts < end) & (page.ends > start))
    ink = np.flatnonzero(_ink(page.text))
    first = np.searchsorted(ink, np.maximum(page.starts[lines], start))
    after = np.searchsorted(ink, np.minimum(page.ends[lines], end))
    has_ink = after > first
    return _Part(lines[has_ink], ink[first[has_ink]], ink[after[has_ink] - 1] + 1)


def _runs(page: PageText, part: _Part) -> _Run:
    """Return the runs of print that the eye sees in the meant parts of lines, in text order."""
    starts, ends = page.starts[part.lines], page.ends[part.lines]
    chars = np.arange(int(starts[0]), int(ends[-1]))
    chars = chars[chars < ends[np.searchsorted(starts, chars, side="right") - 1]]
    row = np.searchsorted(starts, chars, side="right") - 1
    low, high = (side[chars] for side in _extents(page, 0, len(page.text)))
    if ((np.diff(low) < 0) & (np.diff(row) == 0)).any():
        order = np.lexsort((low, row))
        chars, row, low, high = chars[order], row[order], low[order], high[order]
    heights = np.subtract(page.bottoms, page.tops, dtype=np.float64)[part.lines]
    keep = ~_wide_blanks(page, chars, _Run(row, low, high), heights)
    chars, row, low, high = chars[keep], row[keep], low[keep], high[keep]
    meant = (chars >= part.begins[row]) & (chars < part.stops[row])
    new = np.ones(len(chars), dtype=np.bool_)
    new[1:] = (np.diff(row) > 0) | (meant[1:] != meant[:-1])
    new[1:] |= low[1:] - high[:-1] >= _EM * heights[row[1:]]
    begins = np.flatnonzero(new)
    order = np.argsort(np.minimum.reduceat(chars, begins), kind="stable")
    order = order[meant[begins][order]]
    return _Run(
        part.lines[row[begins]][order],
        np.minimum.reduceat(low, begins)[order],
        np.maximum.reduceat(high, begins)[order],
    )


def _wide_blanks(page: PageText, chars: Indices, run: _Run, heights: Numbers) -> Flags:
    """Return which of characters, in the order of their places, are spaces that make a wide gap.

    `run` has the row and the place of each, `heights` are those of the rows.
    """
    white = ~_ink(page.text)[chars]
    edges = np.flatnonzero(np.diff(white, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2] - 1
    is_wide = (ends > starts) & (run.lines[starts] == run.lines[ends])
    is_wide &= run.high[ends] - run.low[starts] >= _EM * heights[run.lines[starts]]
    change = np.zeros(len(chars) + 1, np.int8)
    change[starts[is_wide]] = 1
    change[ends[is_wide] + 1] = -1
    return np.asarray(np.cumsum(change[:-1]) > 0)
