"""Where a caret goes: by words, to the ends of its line, to the line above or below."""

from typing import NamedTuple

import numpy as np

from coder.model.report import PageText
from coder.text.units import block_at, word_at

_NEAR = 3.0
"""A line further off than so many line heights is not the next one: a new column or part is."""


class Step(NamedTuple):
    """Where a caret comes to, and how far along its line it wants to be, in points."""

    offset: int
    along: float


def word_step(page: PageText, offset: int, direction: int) -> int:
    """Return the end of the next word, or the beginning of the one before; else the text's end."""
    text = page.text
    at = offset
    if direction > 0:
        while at < len(text) and not text[at].isalnum():
            at += 1
        return max(word_at(page, at)[1], at) if at < len(text) else at
    while at > 0 and not text[at - 1].isalnum():
        at -= 1
    return min(word_at(page, at - 1)[0], at) if at > 0 else 0


def block_step(page: PageText, offset: int, direction: int) -> int:
    """Return where the next paragraph begins, or this one or the one before."""
    start, end = block_at(page, offset)
    if direction > 0:
        return min(len(page.text), end + 2) if end < len(page.text) else len(page.text)
    return start if start < offset else block_at(page, max(0, start - 2))[0]


def line_edge(page: PageText, offset: int, direction: int) -> int:
    """Return the end of the line a caret stands in (1), or its beginning (-1)."""
    if not len(page.starts):
        return 0
    line = _line(page, offset)
    return int(page.ends[line] if direction > 0 else page.starts[line])


def line_step(
    page: PageText, offset: int, direction: int, along: float | None = None
) -> Step | None:
    """Return the place in the line below (1) or above (-1), or None when there is none.

    `along` is where on its line the caret wants to be; None: where it is. The line a reader sees
    next is meant: the next of the paragraph, else the nearest one under or over the caret, else
    the next in reading order, which may begin another column.
    """
    if not len(page.starts):
        return None
    line = _line(page, offset)
    wanted = _along(page, offset, line) if along is None else along
    target = _next_line(page, line, direction, wanted)
    if target is None:
        return None
    return Step(_nearest(page, target, wanted), wanted)


def _line(page: PageText, offset: int) -> int:
    return int(page.line_of[min(max(offset, 0), len(page.line_of) - 1)])


def _along(page: PageText, offset: int, line: int) -> float:
    if offset < page.ends[line]:
        return float(page.left[offset])
    return float(page.right[max(int(page.starts[line]), int(page.ends[line]) - 1)])


def _next_line(page: PageText, line: int, direction: int, along: float) -> int | None:
    beside = line + direction
    there = 0 <= beside < len(page.starts)
    if (
        there
        and page.blocks[beside] == page.blocks[line]
        and _off(page, line, beside) * direction > 0
    ):
        return beside
    below = _below(page, line, direction, along)
    if below is not None:
        return below
    while 0 <= beside < len(page.starts) and abs(_off(page, line, beside)) <= 0:
        beside += direction
    return beside if 0 <= beside < len(page.starts) else None


def _off(page: PageText, line: int, other: int) -> float:
    """Return how far another line lies below this one, 0 when they stand side by side."""
    if not _same_axis(page, line)[other]:
        return 0.0
    height = float(page.bottoms[line] - page.tops[line])
    away = float(page.tops[other] + page.bottoms[other] - page.tops[line] - page.bottoms[line]) / 2
    return away if abs(away) > 0.4 * height else 0.0


def _same_axis(page: PageText, line: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    same = np.abs(page.cosines - page.cosines[line]) + np.abs(page.sines - page.sines[line])
    return np.asarray(same < 0.01)


def _below(page: PageText, line: int, direction: int, along: float) -> int | None:
    """Return the nearest line over or under the caret, if one is near."""
    height = float(page.bottoms[line] - page.tops[line])
    middles = (page.tops + page.bottoms) / 2
    away = (middles - middles[line]) * direction
    reach = _same_axis(page, line) & (away > 0.4 * height) & (away < _NEAR * height)
    for other in np.flatnonzero(reach)[np.argsort(away[reach], kind="stable")].tolist():
        start, end = int(page.starts[other]), int(page.ends[other])
        if end <= start:
            continue
        edges = np.concatenate((page.left[start:end], page.right[start:end]))
        if edges.min() - 2 <= along <= edges.max() + 2:
            return int(other)
    return None


def _nearest(page: PageText, line: int, along: float) -> int:
    start, end = int(page.starts[line]), int(page.ends[line])
    if end <= start:
        return start
    edges = np.append(page.left[start:end], page.right[end - 1])
    return start + int(np.abs(edges - along).argmin())
