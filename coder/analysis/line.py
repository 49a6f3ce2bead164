"""Every coder's coded text on one line, so that all reports and codes are compared at once.

Each report and code has a piece of the line of its own, as long as the report's text; no stretch
reaches over its ends.
"""

from dataclasses import dataclass

import numpy as np

from coder.analysis.coded import Coded
from coder.analysis.sums import Floats, Ints


@dataclass(frozen=True, slots=True)
class Line:
    """What one coder coded, on the line.

    owner (s,), start, end (s,): stretches in the order of their starts, and the coding each is
    of, by number among the coder's; piece, length (k,): of each coding, its piece of the line
    (report × number of codes + code) and how many characters it covers.
    """

    owner: Ints
    start: Ints
    end: Ints
    piece: Ints
    length: Ints

    @classmethod
    def of(cls, coded: Coded, coder: int) -> "Line":
        """Lay out what one coder, by number, coded."""
        codes = coded.counts.shape[1]
        own = np.flatnonzero(coded.coder == coder)
        number = np.full(len(coded.coder), -1)
        number[own] = np.arange(len(own))
        chosen = np.flatnonzero(number[coded.owner] >= 0)
        owner = number[coded.owner[chosen]]
        before = np.concatenate(([0], np.cumsum(coded.lengths)[:-1])) * codes
        piece = coded.report[own] * codes + coded.code[own]
        begin = before[coded.report[own]] + coded.code[own] * coded.lengths[coded.report[own]]
        start, end = coded.start[chosen] + begin[owner], coded.end[chosen] + begin[owner]
        length = np.bincount(owner, end - start, len(own)).astype(np.int64)
        order = np.argsort(start, kind="stable")
        return cls(owner[order], start[order], end[order], piece, length)


@dataclass(frozen=True, slots=True)
class Cover:
    """What one coder coded, as segments (n,) in order that do not overlap.

    What overlaps becomes one segment, what only touches stays two. `piece` (n,) as in `Line`.
    """

    start: Ints
    end: Ints
    piece: Ints

    @classmethod
    def of(cls, line: Line) -> "Cover":
        """Join the stretches that overlap."""
        if not len(line.start):
            return cls(line.start, line.end, line.start)
        reach = np.maximum.accumulate(line.end)
        first = np.flatnonzero(np.concatenate(([True], line.start[1:] >= reach[:-1])))
        last = np.concatenate((first[1:] - 1, [len(reach) - 1]))
        return cls(line.start[first], reach[last], line.piece[line.owner[first]])

    def within(self, start: Ints, end: Ints) -> Ints:
        """Return how many characters of each of these stretches are covered."""
        if not len(self.start):
            return np.zeros_like(start)
        return self._up_to(end) - self._up_to(start)

    def _up_to(self, place: Ints) -> Ints:
        """Return how many characters before a place are covered."""
        before = np.concatenate(([0], np.cumsum(self.end - self.start)))
        at = np.searchsorted(self.start, place, side="right")
        beyond = np.maximum(0, self.end[np.maximum(at, 1) - 1] - place)
        covered: Ints = np.where(at > 0, before[at] - beyond, 0)
        return covered


def meetings(one: Line, other: Line) -> tuple[Ints, Ints, Floats]:
    """Return the codings of two coders that have text in common, by number, and how much.

    How much is what they share as a part of what they cover together, 0 to 1.
    """
    if not len(one.start) or not len(other.start):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    low = np.searchsorted(np.maximum.accumulate(other.end), one.start, side="right")
    high = np.searchsorted(other.start, one.end, side="left")
    count = np.maximum(0, high - low)
    mine = np.repeat(np.arange(len(one.start)), count)
    skipped = np.repeat(np.cumsum(count) - count, count)
    theirs = np.arange(len(mine)) - skipped + np.repeat(low, count)
    shared = np.minimum(one.end[mine], other.end[theirs])
    shared -= np.maximum(one.start[mine], other.start[theirs])
    met = shared > 0
    keys = one.owner[mine[met]] * len(other.length) + other.owner[theirs[met]]
    both, place = np.unique(keys, return_inverse=True)
    common = np.bincount(place, shared[met], len(both))
    first, second = both // len(other.length), both % len(other.length)
    return first, second, common / (one.length[first] + other.length[second] - common)


def one_to_one(first: Ints, second: Ints, likeness: Floats) -> Ints:
    """Return which of these pairs to keep so that nothing is in two, the likest pairs first."""
    order = np.lexsort((second, first, -likeness))
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    kept = []
    pairs = zip(order.tolist(), first[order].tolist(), second[order].tolist(), strict=True)
    for at, one, other in pairs:
        if one not in taken_first and other not in taken_second:
            taken_first.add(one)
            taken_second.add(other)
            kept.append(at)
    return np.array(sorted(kept), np.int64)
