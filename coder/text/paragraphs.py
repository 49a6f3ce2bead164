"""Paragraphs of pages where the file has every line for itself: which lines go on from which."""

import re
import weakref

import numpy as np

from coder.model.report import Ints, PageText

_LEAD = 2.6
"""Lines of one paragraph are at most so many line heights apart, from top to top."""

_LEAST = 25
"""A line with fewer characters says too little about the paragraph it would belong to."""

_FEW, _MOST = 5, 0.6
"""On a page of that kind so many longer lines, and that part of them, are blocks by themselves."""

_LETTERS = 0.7
"""The part of a line's print that is letters, in prose; tables and lists of contents have less."""

_ITEM = re.compile(r"\(?(?:\d+|[a-z]|[ivx]+)[.)]\s|[^\w\s(“\"'‘«]\s")
"""What begins an item of a list: “1.”, “(b)”, a bullet."""

_Known = tuple[weakref.ref[PageText], Ints]
_known: list[_Known] = []


def paragraphs(page: PageText) -> Ints:
    """Return for each line the number of the paragraph it belongs to.

    A block is a paragraph. Only where most lines of a page are blocks by themselves, as wide
    spacing has it, one goes on from the line before if it lies right below it, and that is full.
    """
    if _known and _known[0][0]() is page:
        return _known[0][1]
    found = _worked_out(page)
    _known[:] = [(weakref.ref(page), found)]
    return found


def _worked_out(page: PageText) -> Ints:
    blocks = page.blocks
    if len(blocks) < 2:
        return blocks
    _, of_line, counts = np.unique(blocks, return_inverse=True, return_counts=True)
    alone = counts[of_line] == 1
    long = page.ends - page.starts >= _LEAST
    if np.count_nonzero(alone & long) < max(_FEW, _MOST * np.count_nonzero(long)):
        return blocks
    lines, found = _Lines(page), np.array(blocks)
    for line in range(1, len(blocks)):
        between = blocks[line] != blocks[line - 1]
        may = between and (alone[line] or alone[line - 1])
        if (may and lines.goes_on(line)) or not between:
            found[line] = found[line - 1]
    return found


class _Lines:
    """What the lines of a page look like."""

    def __init__(self, page: PageText) -> None:
        self._page = page
        count = len(page.starts)
        self._texts = [
            page.text[a:b].rstrip()
            for a, b in zip(page.starts.tolist(), page.ends.tolist(), strict=True)
        ]
        self._heights = (page.bottoms - page.tops).tolist()
        self._tops = page.tops.tolist()
        self._left, self._right = [0.0] * count, [0.0] * count
        for line, (text, start) in enumerate(zip(self._texts, page.starts.tolist(), strict=True)):
            if text:
                self._left[line] = float(page.left[start])
                self._right[line] = float(page.right[start + len(text) - 1])

    def goes_on(self, line: int) -> bool:
        """Say whether a line goes on from the line before it."""
        before = line - 1
        return (
            self._is_prose(before)
            and len(self._texts[before]) >= _LEAST
            and self._is_prose(line)
            and not _ITEM.match(self._texts[line])
            and self._is_below(line, before)
            and self._is_full(before, line)
        )

    def _is_prose(self, line: int) -> bool:
        """Say whether a line is words that run on to the right, without gaps as in a table."""
        text, page = self._texts[line], self._page
        print_ = [letter for letter in text if not letter.isspace()]
        if not print_ or sum(map(str.isalpha, print_)) < _LETTERS * len(print_):
            return False
        start = int(page.starts[line])
        gaps = page.left[start + 1 : start + len(text)] - page.right[start : start + len(text) - 1]
        widest = float(gaps.max()) if len(gaps) else 0.0
        return self._left[line] < self._right[line] and widest < 2 * self._heights[line]

    def _is_below(self, line: int, before: int) -> bool:
        """Say whether a line lies right below another: as high, as turned, no further in."""
        page, height = self._page, self._heights[before]
        lead = self._tops[line] - self._tops[before]
        return (
            0.8 * height < self._heights[line] < 1.25 * height
            and 0.5 * height < lead < _LEAD * height
            and abs(float(page.cosines[line] - page.cosines[before])) < 1e-3
            and abs(float(page.sines[line] - page.sines[before])) < 1e-3
            and -5 * height < self._left[line] - self._left[before] < 0.3 * height
        )

    def _is_full(self, before: int, line: int) -> bool:
        """Say whether the first word of a line would not have had room in the line before."""
        height, left = self._heights[line], self._left[line]
        column = [
            right
            for right, other in zip(self._right, self._left, strict=True)
            if abs(other - left) < height
        ]
        start, word = int(self._page.starts[line]), self._texts[line].split(maxsplit=1)[0]
        wide = float(self._page.right[start + len(word) - 1]) - left
        return bool(self._right[before] + 0.25 * height + wide > max(column) - 0.5 * height)
