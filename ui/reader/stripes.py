"""The stripes in the margin: one for each code on a passage, beside the lines it stands in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from coder.model.coding import Mark
from coder.model.ids import CodeId, CodingId, PassageId
from ui.reader.marks import PageMarks


@dataclass(frozen=True, slots=True)
class Stripe:
    """A code on a passage, from `top` to `bottom` in points of the page as shown.

    `others` are stripes that this one stands for as well, because there was no room for them.
    """

    top: float
    bottom: float
    column: int
    code: CodeId
    passage: PassageId
    marks: tuple[Mark, ...]
    others: "tuple[Stripe, ...]" = ()

    @property
    def codings(self) -> tuple[CodingId, ...]:
        """Return the codings it stands for."""
        mine = tuple(mark.coding for mark in self.marks)
        return mine + tuple(coding for other in self.others for coding in other.codings)

    @property
    def passages(self) -> frozenset[PassageId]:
        """Return the passages it stands for."""
        return frozenset({self.passage, *(other.passage for other in self.others)})

    def is_one_of(self, ids: frozenset[bytes]) -> bool:
        """Say whether a passage or a coding that it stands for is among `ids`."""
        return not ids.isdisjoint(self.passages) or not ids.isdisjoint(self.codings)


def columns(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return a column for each (top, bottom), so that none overlaps in its column.

    The colouring of an interval graph: from the top down, longer spans first, each gets the first
    column that is free; as many columns are used as spans overlap anywhere, and no fewer can do.
    """
    chosen = [0] * len(spans)
    used: list[tuple[float, int]] = []
    free: list[int] = []
    order = sorted(range(len(spans)), key=lambda index: (spans[index][0], -spans[index][1]))
    for index in order:
        top, bottom = spans[index]
        while used and used[0][0] <= top:
            heappush(free, heappop(used)[1])
        column = heappop(free) if free else len(used)
        heappush(used, (bottom, column))
        chosen[index] = column
    return chosen


def stripes(page: PageMarks) -> list[Stripe]:
    """Return the stripes of a page from top to bottom."""
    reach: dict[int, tuple[float, float]] = {}
    for owner, (_, top, _, bottom) in zip(page.owners.tolist(), page.rects.tolist(), strict=True):
        above, below = reach.get(owner, (top, bottom))
        reach[owner] = (min(above, top), max(below, bottom))
    merged: dict[tuple[PassageId, CodeId], list[int]] = defaultdict(list)
    for owner in reach:
        mark = page.marks[owner]
        merged[mark.passage, mark.code].append(owner)
    spans = [reach[owners[0]] for owners in merged.values()]
    found = [
        Stripe(*span, column, code, passage, tuple(page.marks[owner] for owner in owners))
        for span, column, ((passage, code), owners) in zip(
            spans, columns(spans), merged.items(), strict=True
        )
    ]
    return sorted(found, key=lambda stripe: (stripe.top, stripe.column))


def clusters(found: Sequence[Stripe]) -> list[list[Stripe]]:
    """Return stripes from top to bottom in groups, so that none stands beside another group's."""
    groups: list[list[Stripe]] = []
    end = 0.0
    for stripe in found:
        if groups and stripe.top < end:
            groups[-1].append(stripe)
        else:
            groups.append([stripe])
        end = max(end, stripe.bottom) if len(groups[-1]) > 1 else stripe.bottom
    return groups
