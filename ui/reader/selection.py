"""What is selected: an anchor that stays and a head that moves, each between two characters."""

import unicodedata
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

import numpy as np

from coder.model.geometry import Point
from coder.model.passage import PageRange
from coder.model.report import PageText
from coder.text import place, steps, units
from coder.text.repair import repaired
from ui.reader.texts import PageTexts


class Caret(NamedTuple):
    """A place between two characters: the page (from 0) and the offset in its canonical text."""

    page: int
    offset: int


class Unit(Enum):
    """What a selection grows by, or a caret goes by; LINE and EDGE (of a line) only by keys."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    BLOCK = "block"
    PAGE = "page"
    LINE = "line"
    EDGE = "edge"


_WIDER = (Unit.WORD, Unit.SENTENCE, Unit.BLOCK, Unit.PAGE)
_Ends = tuple[Caret, Caret]


class TextSelection:
    """A run of text over any number of pages, in reading order; or pieces taken as they are.

    It begins as one unit (nothing, a word, a block); while the head moves, that first unit stays
    selected and the end with the head grows by whole units.
    """

    def __init__(self, texts: PageTexts) -> None:
        self._texts = texts
        self._unit = Unit.CHARACTER
        self._first: _Ends | None = None
        self._column: float | None = None
        self._anchor = self._head = Caret(0, 0)
        self._pieces: tuple[PageRange, ...] = ()
        self._grown: list[tuple[_Ends, _Ends]] = []
        self._known: tuple[_Ends, tuple[PageRange, ...], tuple[PageRange, ...]] | None = None

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
        self._first, self._pieces = None, ()
        self._anchor = self._head = Caret(0, 0)

    def begin(self, caret: Caret, unit: Unit = Unit.CHARACTER) -> None:
        """Put anchor and head around the unit at `caret`."""
        self._unit, self._column, self._pieces = unit, None, ()
        self._first = self._around(caret, unit)
        self._anchor, self._head = self._first

    def take(self, pieces: Sequence[PageRange]) -> None:
        """Select just these pieces, in this order; the head is at the end of the last."""
        self.begin(Caret(pieces[0].page, pieces[0].start))
        self.extend(Caret(pieces[-1].page, pieces[-1].end))
        if self.ranges() != tuple(pieces):
            self._pieces = tuple(pieces)

    def extend(self, caret: Caret) -> None:
        """Move the head to `caret`, by whole units; begins there when there is no caret yet."""
        if self._first is None:
            self.begin(caret)
            return
        self._column, self._pieces = None, ()
        start, end = self._around(caret, self._unit)
        if start < self._first[0]:
            self._anchor, self._head = self._first[1], start
        else:
            self._anchor, self._head = self._first[0], max(end, self._first[1])

    def step(self, unit: Unit, direction: int) -> None:
        """Move the head one unit on (`direction` 1) or back (-1); by characters from then on."""
        if self._first is None:
            return
        head = self._next(self._head, unit, direction)
        self._go_on(head)

    def walk(self, unit: Unit, direction: int) -> None:
        """Move the caret and select nothing; from a selection by characters only to its end."""
        if self._first is None:
            return
        column, span = self._column, self.span
        if span and unit is Unit.CHARACTER:
            caret = span[1 if direction > 0 else 0]
        else:
            caret = self._next(self._head, unit, direction)
            column = self._column
        self.begin(caret)
        self._column = column if unit is Unit.LINE else None

    def move_head(self, caret: Caret) -> None:
        """Move the head to `caret` exactly; by characters from then on."""
        if self._first is None:
            self.begin(caret)
        self._column = None
        self._go_on(caret)

    def grow(self) -> bool:
        """Select the word, sentence, paragraph, page around what is selected, the next larger."""
        if self._first is None:
            return False
        start, end = self.span or (self._head, self._head)
        last = Caret(end.page, max(end.offset - 1, 0)) if end > start else end
        for unit in _WIDER:
            low = min(start, self._around(start, unit)[0])
            high = max(end, self._around(last, unit)[1])
            if (low, high) != (start, end):
                before = self._anchor, self._head
                if self._grown and self._grown[-1][1] != before:
                    self._grown.clear()
                self._grown.append((before, (low, high)))
                self._set(low, high)
                return True
        return False

    def shrink(self) -> bool:
        """Select again what was selected before it grew; else nothing, with the caret kept."""
        if self._first is None or self.span is None:
            return False
        if self._grown and self._grown[-1][1] == (self._anchor, self._head):
            self._set(*self._grown.pop()[0])
        else:
            self.begin(self._head)
        return True

    def ranges(self) -> tuple[PageRange, ...]:
        """Return what is selected, without white space at either end of a page.

        One range a page, more where something that stands apart (a foot of the page, a note) is
        left out.
        """
        return self._pieces or self._worked_out()[1]

    def left_out(self) -> tuple[PageRange, ...]:
        """Return what stands between the ends and is not selected: heads, feet, notes."""
        return () if self._pieces else self._worked_out()[2]

    def text(self) -> str:
        """Return what is selected as one would quote it: line ends and hyphens mended."""
        parts = (self._texts(part.page).text[part.start : part.end] for part in self.ranges())
        return repaired("\f".join(parts))

    def _worked_out(self) -> tuple[_Ends, tuple[PageRange, ...], tuple[PageRange, ...]]:
        span = self.span
        if span is None:
            return (self._head, self._head), (), ()
        if self._known is None or self._known[0] != span:
            ranges = tuple(units.ranges_between(self._texts, *span))
            is_long = span[0].page != span[1].page
            apart = tuple(units.left_out(self._texts, *span)) if is_long else ()
            self._known = span, ranges, apart
        return self._known

    def _set(self, anchor: Caret, head: Caret) -> None:
        self._unit, self._column, self._pieces = Unit.CHARACTER, None, ()
        self._first = (anchor, anchor)
        self._anchor, self._head = anchor, head

    def _go_on(self, head: Caret) -> None:
        column = self._column
        self._set(self._anchor, head)
        self._column = column

    def _around(self, caret: Caret, unit: Unit) -> tuple[Caret, Caret]:
        text = self._texts(caret.page)
        if unit is Unit.CHARACTER or not text.text:
            return caret, caret
        if unit is Unit.PAGE:
            start, end = units.snap(text, 0, len(text.text))
        elif unit is Unit.WORD:
            start, end = units.word_at(text, caret.offset)
        elif unit is Unit.SENTENCE:
            start, end = units.sentence_at(text, caret.offset)
        else:
            start, end = units.snap(text, *units.block_at(text, caret.offset))
        return Caret(caret.page, start), Caret(caret.page, end)

    def _next(self, caret: Caret, unit: Unit, direction: int) -> Caret:
        text = self._texts(caret.page)
        if unit is Unit.LINE:
            return self._next_line(caret, text, direction)
        self._column = None
        if unit is Unit.EDGE:
            return Caret(caret.page, steps.line_edge(text, caret.offset, direction))
        at_end = caret.offset >= len(text.text) if direction > 0 else caret.offset <= 0
        if at_end:
            return self._next_page(caret, direction)
        step = {Unit.WORD: steps.word_step, Unit.BLOCK: steps.block_step}.get(unit, _character)
        return Caret(caret.page, step(text, caret.offset, direction))

    def _next_page(self, caret: Caret, direction: int) -> Caret:
        page = caret.page + direction
        if not 0 <= page < self._texts.pages:
            return caret
        return Caret(page, 0 if direction > 0 else len(self._texts(page).text))

    def _next_line(self, caret: Caret, text: PageText, direction: int) -> Caret:
        step = steps.line_step(text, caret.offset, direction, self._column)
        if step is not None:
            self._column = step.along
            return Caret(caret.page, step.offset)
        if self._column is None and len(text.starts):
            self._column = _along(text, caret.offset)
        beyond = self._next_page(caret, direction)
        if beyond == caret:
            return Caret(caret.page, len(text.text) if direction > 0 else 0)
        offset = _in_outer_line(self._texts(beyond.page), direction, self._column)
        return Caret(beyond.page, offset)


def caret_at(texts: PageTexts, page: int, point: Point) -> Caret:
    """Return the caret nearest to an unrotated point of a page."""
    return Caret(page, place.nearest(texts(page), point))


def character_at(texts: PageTexts, page: int, point: Point) -> Caret:
    """Return the caret before the character under an unrotated point, or the nearest one."""
    return Caret(page, place.character_at(texts(page), point) or 0)


def _character(page: PageText, offset: int, direction: int) -> int:
    """Return the next place where a caret can stand: not in a gap, not before an accent."""
    text, at = page.text, offset + direction
    while 0 < at < len(text) and (
        text[at - 1 : at + 1] == "\n\n" or unicodedata.combining(text[at])
    ):
        at += direction
    return at


def _along(text: PageText, offset: int) -> float:
    """Return how far along its line a caret stands, in points."""
    line = int(text.line_of[min(offset, len(text.line_of) - 1)])
    if offset < text.ends[line]:
        return float(text.left[offset])
    return float(text.right[max(0, int(text.ends[line]) - 1)])


def _in_outer_line(text: PageText, direction: int, along: float | None) -> int:
    """Return the offset nearest to `along` in the first line (`direction` 1) or the last (-1)."""
    lines = np.flatnonzero(text.ends > text.starts)
    if not len(lines):
        return 0
    line = int(lines[0 if direction > 0 else -1])
    start, end = int(text.starts[line]), int(text.ends[line])
    if along is None:
        return start
    edges = np.append(text.left[start:end], text.right[end - 1])
    return start + int(np.abs(edges - along).argmin())
