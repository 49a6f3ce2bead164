"""How codings share the lines of print: a wash behind the words, and a rule under them for each.

Everything is in points of the page as shown. A line of print runs across the page, or up or down;
its rules stand on the side where the feet of its letters are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.model.ids import CodeId, PassageId

Floats = npt.NDArray[np.float64]

LANES = 10
"""Rules that may stand under one line of print; further passages show in the margin only."""

_NEIGHBOURS = 6
"""Lines further down that are asked whether they touch a line: those beside it come first."""

_SLANT = 0.02
"""Rise by length from which print is slanted: a right angle no longer covers it."""


class Owner(NamedTuple):
    """What a quad is painted for. `rank` orders passages from the longest to the shortest."""

    rank: int
    passage: PassageId
    code: CodeId
    is_limited: bool
    is_other: bool


class Line(NamedTuple):
    """One line of print: where it lies across its own direction, and how it runs.

    `foot` is 1 where its rules stand at the greater coordinate (below print that runs to the
    right), else -1; `beyond` is how far they may reach out of the line there, before the next one
    begins. `lanes` is how many rules stand one below the other somewhere under it.
    """

    is_across: bool
    low: float
    high: float
    foot: int
    beyond: float
    lanes: int


class Wash(NamedTuple):
    """A stretch of a line on which the same codes lie; of each, whether its depth is limited."""

    line: Line
    start: float
    end: float
    codes: tuple[tuple[CodeId, bool], ...]


class Rule(NamedTuple):
    """The part of a passage under a code that stands in one line; its place among the rules."""

    line: Line
    start: float
    end: float
    lane: int
    code: CodeId
    is_limited: bool
    is_other: bool


class Laid(NamedTuple):
    """What is painted over the print of a page; `slanted` are indexes of quads that lie askew."""

    washes: list[Wash]
    rules: list[Rule]
    slanted: list[int]


class _Run(NamedTuple):
    start: float
    end: float
    owner: Owner


def lay(corners: Floats, owners: Sequence[Owner]) -> Laid:
    """Lay out quads (n, 4, 2), each with whom it stands for."""
    laid = Laid([], [], [])
    if not len(corners):
        return laid
    along, down = corners[:, 1] - corners[:, 0], corners[:, 3] - corners[:, 0]
    is_across = np.abs(along[:, 0]) >= np.abs(along[:, 1])
    off = np.abs(np.where(is_across, along[:, 1], along[:, 0]))
    is_askew = off > _SLANT * np.abs(along).sum(axis=1)
    laid.slanted.extend(np.flatnonzero(is_askew).tolist())
    rects = np.hstack([corners.min(axis=1), corners.max(axis=1)])
    for across in (True, False):
        feet = np.where(down[:, 1 if across else 0] < 0, -1, 1)
        for foot in (1, -1):
            chosen = np.flatnonzero((is_across == across) & (feet == foot) & ~is_askew)
            _lay_level(laid, rects, chosen.tolist(), owners, across, foot)
    return laid


def _lay_level(
    laid: Laid,
    rects: Floats,
    chosen: list[int],
    owners: Sequence[Owner],
    across: bool,  # noqa: FBT001
    foot: int,
) -> None:
    """Lay out the quads that run one way."""
    axes = [0, 1, 2, 3] if across else [1, 0, 3, 2]
    turned = rects[:, axes]
    low_high = np.round(turned[:, [1, 3]] * 2).astype(np.int64).tolist()
    level: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index in chosen:
        low, high = low_high[index]
        level[low, high].append(index)
    bounds = turned.tolist()
    lines = [part for line in level.values() for part in _parted(line, bounds)]
    for line, (low, high, before, after) in zip(lines, _extents(lines, turned), strict=True):
        runs = [_Run(bounds[index][0], bounds[index][2], owners[index]) for index in line]
        lanes = _lanes(runs)
        beyond = after if foot > 0 else before
        this = Line(across, low, high, foot, beyond, max(lanes.values(), default=-1) + 1)
        laid.rules.extend(
            Rule(this, run.start, run.end, lane, *run.owner[2:]) for run, lane in lanes.items()
        )
        laid.washes.extend(Wash(this, *stretch) for stretch in _stretches(runs))


def _parted(line: list[int], bounds: list[list[float]]) -> Iterator[list[int]]:
    """Yield what stands on one height column by column: cells are lines of their own."""
    part: list[int] = []
    reach = 0.0
    for index in sorted(line, key=lambda index: bounds[index][0]):
        if part and bounds[index][0] > reach:
            yield part
            part = []
        reach = max(reach, bounds[index][2]) if part else bounds[index][2]
        part.append(index)
    if part:
        yield part


def _extents(lines: Sequence[list[int]], rects: Floats) -> list[tuple[float, float, float, float]]:
    """Return where each line begins and ends across its print, so that neighbours just meet.

    The boxes of lines often overlap by a descender; painted twice it would show as a seam. Third
    and fourth are how much room there is before it and after it.
    """
    boxes = np.array(
        [[*rects[line, :2].min(axis=0), *rects[line, 2:].max(axis=0)] for line in lines]
    ).reshape(-1, 4)
    order = np.argsort(boxes[:, 1], kind="stable").tolist()
    box = boxes.tolist()
    extents = [[low, high, high - low, high - low] for _, low, _, high in box]
    for place, line in enumerate(order):
        left, low, right, high = box[line]
        for later in order[place + 1 : place + 1 + _NEIGHBOURS]:
            other_left, other_low, other_right, other_high = box[later]
            if right <= other_left or other_right <= left:
                continue
            overlap = high - other_low
            if 0 < overlap < min(high - low, other_high - other_low) / 2:
                middle = (high + other_low) / 2
                extents[line][1] = min(extents[line][1], middle)
                extents[later][0] = max(extents[later][0], middle)
            gap = max(0.0, -overlap)
            extents[line][3] = min(extents[line][3], gap)
            extents[later][2] = min(extents[later][2], gap)
    return [(low, high, before, after) for low, high, before, after in extents]


def _lanes(runs: Iterable[_Run]) -> dict[_Run, int]:
    """Give each passage under a code a lane in which it is alone, the longest passages first.

    So a long passage keeps its lane from line to line. What finds no free lane is left out.
    """
    merged: dict[tuple[float, float, bytes, bytes], Owner] = {}
    for run in runs:
        key = (run.start, run.end, run.owner.passage, run.owner.code)
        merged[key] = _both(merged[key], run.owner) if key in merged else run.owner
    found: dict[_Run, int] = {}
    taken: list[list[tuple[float, float]]] = []
    ordered = sorted(merged.items(), key=lambda one: (one[1].rank, one[0]))
    for (start, end, _, _), owner in ordered:
        free = (
            lane
            for lane, spans in enumerate(taken)
            if all(end <= begin or stop <= start for begin, stop in spans)
        )
        lane = next(free, len(taken))
        if lane == len(taken) < LANES:
            taken.append([])
        if lane < len(taken):
            taken[lane].append((start, end))
            found[_Run(start, end, owner)] = lane
    return found


def _both(one: Owner, other: Owner) -> Owner:
    """Return what is painted for two codings of one code on one passage."""
    return one._replace(
        is_limited=one.is_limited and other.is_limited,
        is_other=one.is_other and other.is_other,
    )


def _stretches(
    runs: Sequence[_Run],
) -> list[tuple[float, float, tuple[tuple[CodeId, bool], ...]]]:
    """Return start, end and codes of the stretches that runs fall into."""
    edges: dict[float, list[tuple[int, CodeId, bool]]] = defaultdict(list)
    for run in runs:
        edges[run.start].append((1, run.owner.code, run.owner.is_limited))
        edges[run.end].append((-1, run.owner.code, run.owner.is_limited))
    open_runs: dict[CodeId, list[int]] = {}
    found: list[tuple[float, float, tuple[tuple[CodeId, bool], ...]]] = []
    codes: tuple[tuple[CodeId, bool], ...] = ()
    before = 0.0
    for edge in sorted(edges):
        if codes and edge > before:
            if found and found[-1][1] == before and found[-1][2] == codes:
                found[-1] = (found[-1][0], edge, codes)
            else:
                found.append((before, edge, codes))
        for change, code, is_limited in edges[edge]:
            counts = open_runs.setdefault(code, [0, 0])
            counts[is_limited] += change
            if counts == [0, 0]:
                del open_runs[code]
        codes = tuple(sorted((code, not counts[0]) for code, counts in open_runs.items()))
        before = edge
    return found
