"""The highlights of one page: where they lie, how they share a line, what lies under a point."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point, Quad
from coder.model.ids import CodeId
from ui.reader.runs import bridged

Floats = npt.NDArray[np.float64]

BANDS = 3
"""Codes that share the height of one line of text; further ones show in the margin only."""


class Piece(NamedTuple):
    """A run of colour in one line, in points of the page as shown; the code that it stands for.

    `is_last` is true for the lowest of the codes that share the line: it carries the edge, which
    between them would look as if the text were struck out.
    """

    code: CodeId
    left: float
    top: float
    right: float
    bottom: float
    is_last: bool


class _Run(NamedTuple):
    start: float
    end: float
    rank: int
    code: CodeId


class PageMarks:
    """The marks that touch one page. What is drawn from them is worked out when first asked."""

    def __init__(self, page: int, size: PageSize, marks: Sequence[Mark]) -> None:
        self.marks = list(marks)
        quads = [
            (index, quad)
            for index, mark in enumerate(self.marks)
            for quad in bridged([quad for on, quad in mark.quads if on == page])
        ]
        self.owners = np.array([index for index, _ in quads], np.int32)
        self.corners = _shown(np.array([quad for _, quad in quads], np.float64), size)

    @cached_property
    def areas(self) -> Floats:
        """Return for each mark the size of its passage on all its pages, in square points."""
        return np.array([sum(_area(quad) for _, quad in mark.quads) for mark in self.marks])

    @cached_property
    def places(self) -> dict[bytes, list[int]]:
        """Return for each coding and each passage where its quads are in `rects`."""
        found: dict[bytes, list[int]] = defaultdict(list)
        for index, owner in enumerate(self.owners.tolist()):
            mark = self.marks[owner]
            found[mark.coding].append(index)
            found[mark.passage].append(index)
        return found

    @cached_property
    def rects(self) -> Floats:
        """Return left, top, right, bottom of each quad as shown, in points; shape (n, 4)."""
        if not len(self.corners):
            return np.zeros((0, 4))
        return np.hstack([self.corners.min(axis=1), self.corners.max(axis=1)])

    def at(self, point: Point) -> list[Mark]:
        """Return the marks under a point of the page as shown, the smallest passage first."""
        if not len(self.corners):
            return []
        ahead = np.roll(self.corners, -1, axis=1) - self.corners
        away = np.array(point) - self.corners
        turn = ahead[..., 0] * away[..., 1] - ahead[..., 1] * away[..., 0]
        inside = np.all(turn >= 0, axis=1) | np.all(turn <= 0, axis=1)
        found = sorted(set(self.owners[inside].tolist()), key=lambda index: self.areas[index])
        return [self.marks[index] for index in found]

    @cached_property
    def pieces(self) -> list[Piece]:
        """Return what is to be coloured, from top to bottom.

        One piece per code and stretch of a line, however many codings lie there. Where several
        codes meet they share the height of the line, the longer passage above.
        """
        lines: dict[tuple[bool, int, int], list[int]] = defaultdict(list)
        upright = self._upright
        for index, rect in enumerate(self.rects.tolist()):
            low, high = (rect[1], rect[3]) if upright[index] else (rect[0], rect[2])
            lines[bool(upright[index]), round(low * 2), round(high * 2)].append(index)
        found: list[Piece] = []
        for across in (True, False):
            level = [line for key, line in lines.items() if key[0] is across]
            members = [part for line in level for part in self._parted(line, across=across)]
            for line, extent in zip(members, self._extents(members, across=across), strict=True):
                found.extend(self._line(line, extent, across=across))
        return sorted(found, key=lambda piece: piece.top)

    def _parted(self, line: list[int], *, across: bool) -> Iterator[list[int]]:
        """Yield what stands on one height column by column: cells are lines of their own."""
        low, high = (0, 2) if across else (1, 3)
        part: list[int] = []
        reach = 0.0
        for index in sorted(line, key=lambda index: float(self.rects[index, low])):
            if part and self.rects[index, low] > reach:
                yield part
                part = []
            reach = max(reach, self.rects[index, high]) if part else self.rects[index, high]
            part.append(index)
        yield part

    def _extents(self, lines: list[list[int]], *, across: bool) -> list[tuple[float, float]]:
        """Return where each line begins and ends across its print, so that neighbours just meet.

        The boxes of lines often overlap by a descender; painted twice it would show as a seam.
        """
        boxes = np.array(
            [
                [*self.rects[line, :2].min(axis=0), *self.rects[line, 2:].max(axis=0)]
                for line in lines
            ]
        ).reshape(-1, 4)
        if not across:
            boxes = boxes[:, [1, 0, 3, 2]]
        order = np.argsort(boxes[:, 1], kind="stable").tolist()
        extents = boxes[:, [1, 3]].copy()
        for place, line in enumerate(order):
            for later in order[place + 1 : place + 5]:
                is_beside = boxes[line, 0] < boxes[later, 2] and boxes[later, 0] < boxes[line, 2]
                overlap = boxes[line, 3] - boxes[later, 1]
                height = min(boxes[line, 3] - boxes[line, 1], boxes[later, 3] - boxes[later, 1])
                if is_beside and 0 < overlap < height / 2:
                    middle = (boxes[line, 3] + boxes[later, 1]) / 2
                    extents[line, 1] = min(extents[line, 1], middle)
                    extents[later, 0] = max(extents[later, 0], middle)
        return [(low, high) for low, high in extents.tolist()]

    @cached_property
    def _upright(self) -> npt.NDArray[np.bool_]:
        """Say of each quad whether its line runs across the page as shown, not up or down."""
        if not len(self.corners):
            return np.zeros(0, np.bool_)
        along = np.abs(self.corners[:, 1] - self.corners[:, 0])
        result: npt.NDArray[np.bool_] = along[:, 0] >= along[:, 1]
        return result

    @cached_property
    def _ranks(self) -> dict[CodeId, int]:
        """Return the codes of the page in order of their longest passage."""
        longest: dict[CodeId, float] = {}
        for mark, area in zip(self.marks, self.areas.tolist(), strict=True):
            longest[mark.code] = max(area, longest.get(mark.code, 0.0))
        ordered = sorted(longest, key=lambda code: (-longest[code], code))
        return {code: rank for rank, code in enumerate(ordered)}

    def _line(
        self, line: list[int], extent: tuple[float, float], *, across: bool
    ) -> Iterator[Piece]:
        """Yield the pieces of the quads of one line (indexes of `rects`)."""
        rects = self.rects[line]
        low, high = (0, 2) if across else (1, 3)
        upper, lower = extent
        codes = [self.marks[self.owners[index]].code for index in line]
        runs = [
            _Run(start, end, self._ranks[code], code)
            for start, end, code in zip(
                rects[:, low].tolist(), rects[:, high].tolist(), codes, strict=True
            )
        ]
        for start, end, code, lane, lanes in _shared(runs):
            share = (lower - upper) / lanes
            begin, stop = upper + lane * share, upper + (lane + 1) * share
            box = (start, begin, end, stop) if across else (begin, start, stop, end)
            yield Piece(code, *box, across and lane == lanes - 1)


def _shared(runs: Sequence[_Run]) -> list[tuple[float, float, CodeId, int, int]]:
    """Return start, end, code, lane and number of lanes of the stretches that runs fall into."""
    if len(runs) == 1:
        run = runs[0]
        return [(run.start, run.end, run.code, 0, 1)]
    edges: dict[float, list[tuple[_Run, int]]] = defaultdict(list)
    for run in runs:
        edges[run.start].append((run, 1))
        edges[run.end].append((run, -1))
    open_runs: dict[tuple[int, CodeId], int] = defaultdict(int)
    found: list[tuple[float, float, CodeId, int, int]] = []
    growing: dict[tuple[CodeId, int, int], int] = {}
    before = 0.0
    for edge in sorted(edges):
        codes = [code for _, code in sorted(open_runs)[:BANDS]]
        grown: dict[tuple[CodeId, int, int], int] = {}
        for lane, code in enumerate(codes):
            key = (code, lane, len(codes))
            index = growing.get(key, len(found))
            if index == len(found):
                found.append((before, edge, *key))
            else:
                found[index] = (found[index][0], edge, *key)
            grown[key] = index
        growing, before = grown, edge
        _pass(open_runs, edges[edge])
    return found


def _pass(open_runs: dict[tuple[int, CodeId], int], edge: Iterable[tuple[_Run, int]]) -> None:
    """Open and close the runs that begin and end at one edge."""
    for run, change in edge:
        key = (run.rank, run.code)
        open_runs[key] += change
        if not open_runs[key]:
            del open_runs[key]


def _area(quad: Quad) -> float:
    left, top, right, bottom = quad.rect
    return (right - left) * (bottom - top)


def _shown(quads: Floats, size: PageSize) -> Floats:
    """Return quads (n, 8) of the unrotated page as corners (n, 4, 2) of the page as shown."""
    corners = quads.reshape(-1, 4, 2)
    x, y = corners[..., 0], corners[..., 1]
    mapped = {
        90: (size.height - y, x),
        180: (size.width - x, size.height - y),
        270: (y, size.width - x),
    }.get(size.rotation, (x, y))
    return np.stack(mapped, axis=-1)
