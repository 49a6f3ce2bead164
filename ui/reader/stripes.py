"""The stripes in the margin: one for each code on a passage, beside the lines it stands in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coder.model.ids import CodeId, CodingId, PassageId
from ui.reader.marks import PageMarks

COLUMNS = 12
"""Stripes that stand side by side; where there are more, the last column holds them all."""


@dataclass(frozen=True, slots=True)
class Stripe:
    """A code on a passage, from `top` to `bottom` in points of the page as shown."""

    top: float
    bottom: float
    column: int
    code: CodeId
    passage: PassageId
    codings: tuple[CodingId, ...]


def columns(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return a column for each (top, bottom), so that none overlaps in its column.

    Every span gets the first column that is free, from the top down, longer spans first; as many
    columns are used as spans overlap anywhere, at most `COLUMNS`.
    """
    chosen = [0] * len(spans)
    ends: list[float] = []
    order = sorted(range(len(spans)), key=lambda index: (spans[index][0], -spans[index][1]))
    for index in order:
        top, bottom = spans[index]
        free = next((column for column, end in enumerate(ends) if end <= top), len(ends))
        if free == len(ends) < COLUMNS:
            ends.append(bottom)
        column = min(free, COLUMNS - 1)
        ends[column] = max(ends[column], bottom)
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
        Stripe(*span, column, code, passage, tuple(page.marks[owner].coding for owner in owners))
        for span, column, ((passage, code), owners) in zip(
            spans, columns(spans), merged.items(), strict=True
        )
    ]
    return sorted(found, key=lambda stripe: (stripe.top, stripe.column))
