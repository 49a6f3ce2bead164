"""Footnotes: smaller print at the foot of a page that begins with a mark."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.model.report import PageText, Run
from coder.text.rows import Row

Numbers = npt.NDArray[np.float64]

_BODY = 3
"""Rows of text above footnotes, at least."""

_SMALL, _LARGE = 0.95, 0.99
"""How large the print of footnotes is at most, of that above: on average, and in any row."""

_EVEN, _STEP, _LONG = 1.08, 1.04, 0.3
"""How far the rows of notes differ in size from each other, and those above at least from them.
Rows that have this part of the longest row's width tell."""

_SET_OFF = 0.25
"""How many line heights footnotes stand off the text."""

_TELLING = 6
"""In a row of so many characters their widths tell how large they are."""

_FEET = 2
"""So many rows may stand under the footnotes."""

_CODES = 0x250
"""Characters of Latin print; others vary too much from word to word."""

_WORD = re.compile(r"(?:[^\W\d_].*?){3}")
"""The first row of notes and half of all have at least three letters."""

_RULE = re.compile(r"[\s_‐‑–—―-]{3,}")
_SOURCE = re.compile(r"\s*(?:sources?|notes?|fuentes?|fontes?|notas?)\b", re.IGNORECASE)
_FIRST = frozenset("0123456789*†‡§[ \xa0\u2002\u2003\t")
_MARK = re.compile(
    r"\s*(?:\[?(?P<number>\d{1,3})[\])]?\s*(?:[^\W\d_a-z]|[“\"«(‘]|https?:|ibid|[ld]['’])"
    r"|[*†‡§]{1,3}\s*[^\W\d_])"
)


class _Sizes(NamedTuple):
    """How wide the characters of rows are on their page, how wide here, and the part `of` it."""

    expected: Numbers
    actual: Numbers
    of: Numbers


def notes(page: PageText, rows: Sequence[Row]) -> tuple[Run, ...]:
    """Return the lines of the footnotes of a page, whose rows are given."""
    marks = {at: mark for at in range(_BODY, len(rows)) if (mark := _mark(page, rows[at]))}
    begins = [
        at
        for at in range(_BODY, max(marks, default=0) + 1)
        if _is_set_off(rows[at - 1], rows[at]) and (at in marks or not _is_source(page, rows[at]))
    ]
    if not begins:
        return ()
    sizes = _sizes(page, rows)
    counting = _counting(marks)
    for first in begins:
        last = _last(first, sizes)
        if not last or not _reads_as_notes(page, rows[first:last]):
            continue
        rule = _is_rule(page, rows[first - 1])
        if first in marks or rule or (first < counting and _differ(first, last, sizes)):
            lines = [line for row in rows[first - rule : last] for line in row.lines]
            return tuple((int(page.starts[line]), int(page.ends[line])) for line in lines)
    return ()


def _counting(marks: dict[int, str]) -> int:
    """Return the last row whose mark the next one counts on; 0 if there is none.

    Above it the rest of a note of the page before may stand, without a mark.
    """
    numbers = [(at, int(mark)) for at, mark in marks.items() if mark.isdigit()]
    return max((at for (at, one), (_, next_) in pairwise(numbers) if next_ == one + 1), default=0)


def _mark(page: PageText, row: Row) -> str:
    """Return the mark with which a row begins: a number or a sign; "" if with none."""
    start = int(page.starts[row.lines[0]])
    if page.text[start] not in _FIRST:
        return ""
    found = _MARK.match(page.text[start : start + 40])
    return found["number"] or "*" if found else ""


def _is_source(page: PageText, row: Row) -> bool:
    """Say whether a row names the source of a table."""
    return _SOURCE.match(_print(page, row)) is not None


def _is_rule(page: PageText, row: Row) -> bool:
    """Say whether a row is the line drawn above footnotes, of underscores or dashes."""
    return _RULE.fullmatch(_print(page, row)) is not None


def _is_set_off(above: Row, row: Row) -> bool:
    return row.top - above.bottom >= _SET_OFF * (row.bottom - row.top)


def _last(first: int, sizes: _Sizes) -> int | None:
    """Return after which row the small print from row `first` on ends; none if it is not small.

    Under it may be a foot in any print, but no text.
    """
    body = sizes.actual[:first].sum() / max(sizes.expected[:first].sum(), 1.0)
    if sizes.of[first] > _LARGE * body:
        return None
    small = np.flatnonzero(sizes.of[first:] <= _LARGE * body)
    last = first + int(small[-1]) + 1
    mean = sizes.actual[first:last].sum() / max(sizes.expected[first:last].sum(), 1.0)
    is_small = 0 < mean <= _SMALL * body and len(small) == last - first
    return last if is_small and len(sizes.of) - last <= _FEET else None


def _differ(first: int, last: int, sizes: _Sizes) -> bool:
    """Say whether rows `first` up to `last` are of one size, and those above of a larger one."""
    long = np.flatnonzero(sizes.expected >= _LONG * sizes.expected.max())
    if first not in long:
        return False
    above = sizes.of[long[long < first]][-_BODY:]
    below = sizes.of[long[(long >= first) & (long < last)]]
    if len(above) < _BODY:
        return False
    return bool(below.max() <= _EVEN * below.min() and above.min() >= _STEP * below.max())


def _reads_as_notes(page: PageText, rows: Sequence[Row]) -> bool:
    """Say whether rows are lines of words, not of a table or a figure."""
    worded = [_WORD.search(_print(page, row)) is not None for row in rows]
    is_worded = worded[0] and sum(worded) >= len(rows) / 2
    return is_worded and sum(len(row.lines) for row in rows) <= 2 * len(rows)


def _print(page: PageText, row: Row) -> str:
    return " ".join(page.text[page.starts[line] : page.ends[line]] for line in row.lines)


def _sizes(page: PageText, rows: Sequence[Row]) -> _Sizes:
    """Return how large the print of each row is.

    The characters tell, not the line heights, which grow with a raised mark or a stray space.
    Rows of few characters count as of no width at all.
    """
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_ink = (codes > ord(" ")) & (codes < _CODES)
    width = np.where(is_ink, np.abs(page.right - page.left), 0.0)
    known = np.minimum(codes, _CODES).astype(np.intp)
    means = np.bincount(known, width) / np.maximum(np.bincount(known), 1)
    row_of = [len(rows)] * len(page.starts)
    for at, row in enumerate(rows):
        for line in row.lines:
            row_of[line] = at
    starts = np.minimum(page.starts, len(codes) - 1)
    weights = means[known] * is_ink, width, is_ink.astype(np.float64)
    sums = [
        np.bincount(row_of, np.add.reduceat(values, starts), len(rows) + 1) for values in weights
    ]
    expected, actual, counts = np.array(sums, np.float64)[:, :-1]
    is_telling = counts >= _TELLING
    expected, actual = np.where(is_telling, expected, 0.0), np.where(is_telling, actual, 0.0)
    of = np.divide(actual, expected, out=np.zeros_like(actual), where=expected > 0)
    return _Sizes(expected, actual, of)
