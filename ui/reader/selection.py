"""What is selected: an anchor that stays and a head that moves, each between two characters."""

from enum import Enum
from typing import NamedTuple

import numpy as np

from coder.model.geometry import Point
from coder.model.passage import PageRange
from coder.model.report import PageText
from coder.text import place, units
from coder.text.repair import repaired
from ui.reader.texts import PageTexts


class Caret(NamedTuple):
    """A place between two characters: the page (from 0) and the offset in its canonical text."""

    page: int
    offset: int


class Unit(Enum):
    """What a selection grows by; by lines only with the keys."""

    CHARACTER = "character"
    WORD = "word"
    LINE = "line"
    BLOCK = "block"


class TextSelection:
    """A run of text over any number of pages, in reading order.

    It begins as one unit (nothing, a word, a block); while the head moves, that first unit stays
    selected and the end with the head grows by whole units.
    """

    def __init__(self, texts: PageTexts) -> None:
        self._texts = texts
        self._unit = Unit.CHARACTER
        self._first: tuple[Caret, Caret] | None = None
        self._column: float | None = None
        self._anchor = self._head = Caret(0, 0)

    @property
    def anchor(self) -> Caret | None:
        """Return the end that stays, or None when there is no caret yet."""
        return self._anchor if self._first else None

    @property
    def head(self) -> Caret | None:
        """Return the end that moves, or None when there is no caret yet."""
        return self._head if self._first else None

    @property
    def span(self) -> tuple[Caret, Caret] | None:
        """Return start and end in reading order, or None when nothing is selected."""
        if self._first is None or self._anchor == self._head:
            return None
        return min(self._anchor, self._head), max(self._anchor, self._head)

    def clear(self) -> None:
        """Select nothing; the caret goes too."""
        self._first = None
        self._anchor = self._head = Caret(0, 0)

    def begin(self, caret: Caret, unit: Unit = Unit.CHARACTER) -> None:
        """Put anchor and head around the unit at `caret`."""
        self._unit, self._column = unit, None
        self._first = self._around(caret, unit)
        self._anchor, self._head = self._first

    def extend(self, caret: Caret) -> None:
        """Move the head to `caret`, by whole units; begins there when there is no caret yet."""
        if self._first is None:
            self.begin(caret)
            return
        self._column = None
        start, end = self._around(caret, self._unit)
        if start < self._first[0]:
            self._anchor, self._head = self._first[1], start
        else:
            self._anchor, self._head = self._first[0], max(end, self._first[1])

    def step(self, unit: Unit, direction: int) -> None:
        """Move the head one unit on (`direction` 1) or back (-1); by characters from then on."""
        if self._first is None:
            return
        self._unit = Unit.CHARACTER
        self._first = (self._anchor, self._anchor)
        if unit is not Unit.LINE:
            self._column = None
        self._head = self._next(self._head, unit, direction)

    def ranges(self) -> tuple[PageRange, ...]:
        """Return what is selected, page by page, without white space at either end of a page."""
        if self.span is None:
            return ()
        return tuple(units.ranges_between(self._texts, *self.span))

    def on_page(self, page: int) -> PageRange | None:
        """Return what is selected on one page, or None."""
        if self.span is None:
            return None
        start, end = self.span
        if not start.page <= page <= end.page:
            return None
        first = start.offset if page == start.page else 0
        last = end.offset if page == end.page else len(self._texts(page).text)
        return PageRange(page, first, last) if first < last else None

    def text(self) -> str:
        """Return what is selected as one would quote it: line ends and hyphens mended."""
        parts = (self._texts(part.page).text[part.start : part.end] for part in self.ranges())
        return repaired("\f".join(parts))

    def _around(self, caret: Caret, unit: Unit) -> tuple[Caret, Caret]:
        text = self._texts(caret.page)
        if unit is Unit.CHARACTER or not text.text:
            return caret, caret
        around = units.word_at if unit is Unit.WORD else units.block_at
        start, end = around(text, caret.offset)
        return Caret(caret.page, start), Caret(caret.page, end)

    def _next(self, caret: Caret, unit: Unit, direction: int) -> Caret:
        text = self._texts(caret.page)
        if unit is Unit.LINE:
            return self._next_line(caret, text, direction)
        at_end = caret.offset >= len(text.text) if direction > 0 else caret.offset <= 0
        if at_end:
            return self._next_page(caret, direction)
        if unit is Unit.WORD:
            return Caret(caret.page, _next_word(text.text, caret.offset, direction))
        return Caret(caret.page, caret.offset + direction)

    def _next_page(self, caret: Caret, direction: int) -> Caret:
        page = caret.page + direction
        if not 0 <= page < self._texts.pages:
            return caret
        return Caret(page, 0 if direction > 0 else len(self._texts(page).text))

    def _next_line(self, caret: Caret, text: PageText, direction: int) -> Caret:
        line = _line_of(text, caret.offset) + direction
        if not 0 <= line < len(text.starts):
            return self._next_page(caret, direction)
        along = self._column = _along(text, caret.offset) if self._column is None else self._column
        start, end = int(text.starts[line]), int(text.ends[line])
        edges = np.append(text.left[start:end], text.right[end - 1])
        return Caret(caret.page, start + int(np.abs(edges - along).argmin()))


def caret_at(texts: PageTexts, page: int, point: Point) -> Caret:
    """Return the caret nearest to an unrotated point of a page."""
    return Caret(page, place.nearest(texts(page), point))


def character_at(texts: PageTexts, page: int, point: Point) -> Caret:
    """Return the caret before the character under an unrotated point, or the nearest one."""
    return Caret(page, place.character_at(texts(page), point) or 0)


def _line_of(text: PageText, offset: int) -> int:
    if not len(text.line_of):
        return 0
    return int(text.line_of[min(offset, len(text.line_of) - 1)])


def _along(text: PageText, offset: int) -> float:
    """Return how far along its line a caret stands, in points."""
    line = _line_of(text, offset)
    if offset < text.ends[line]:
        return float(text.left[offset])
    return float(text.right[max(0, int(text.ends[line]) - 1)])


def _next_word(text: str, offset: int, direction: int) -> int:
    """Return the end of the next word, or the beginning of the one before."""
    if direction > 0:
        while offset < len(text) and not text[offset].isalnum():
            offset += 1
        while offset < len(text) and text[offset].isalnum():
            offset += 1
        return offset
    while offset > 0 and not text[offset - 1].isalnum():
        offset -= 1
    while offset > 0 and text[offset - 1].isalnum():
        offset -= 1
    return offset
