"""The first pages of a report as suggestions read them: lines with their size, and level text."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from coder.model.report import OutlineEntry, PageText

FIRST, LAST = 12, 2
"""So many pages of the beginning and of the end are looked at for facts."""


class Line(NamedTuple):
    """One printed line: from `start` up to `end` in its page, without white space around it.

    `size` is its height in points, `top` its place; `apart` tells heads, feet and footnotes.
    """

    start: int
    end: int
    text: str
    block: int
    size: float
    top: float
    apart: bool


class Block(NamedTuple):
    """One printed block: from `start` up to `end` in its page."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Sheet:
    """One page: its number (from 0), its canonical text, and the lines of it."""

    number: int
    text: str
    lines: tuple[Line, ...]

    @cached_property
    def level(self) -> str:
        """Return the text in small letters without accents, every character in its place."""
        return level(self.text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks in the order of the text."""
        found: list[Block] = []
        start = last = -1
        for line in self.lines:
            if line.block != last:
                start, last = line.start, line.block
            else:
                found.pop()
            found.append(Block(start, line.end, self.text[start : line.end]))
        return tuple(found)


@dataclass(frozen=True)
class Opening:
    """What of a report is looked at: its first and last pages, its headings, the file's facts.

    `count` is the number of all its pages, `title` what the file calls itself, "" if nothing.
    """

    first: tuple[Sheet, ...]
    last: tuple[Sheet, ...] = ()
    count: int = 0
    outline: tuple[OutlineEntry, ...] = ()
    title: str = ""
    file_name: str = ""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return first and last pages."""
        return self.first + self.last

    @cached_property
    def has_text(self) -> bool:
        """Say whether anything is printed that can be read."""
        return any(sheet.text.strip() for sheet in self.sheets)

    @cached_property
    def body(self) -> float:
        """Return the height in points of most of the print, 0 when there is none."""
        return body_size(self.sheets)


def body_size(sheets: Iterable[Sheet]) -> float:
    """Return the height in points of most of the print, 0 when there is none."""
    weights: dict[float, int] = {}
    for sheet in sheets:
        for line in sheet.lines:
            size = round(line.size, 1)
            weights[size] = weights.get(size, 0) + len(line.text)
    return max(weights, key=lambda size: weights[size], default=0.0)


def numbers(count: int) -> list[int]:
    """Return which pages (from 0) of so many are looked at."""
    first = range(min(FIRST, count))
    return [*first, *range(max(count - LAST, len(first)), count)]


def opening(
    pages: Mapping[int, PageText],
    count: int,
    outline: Iterable[OutlineEntry] = (),
    title: str = "",
    file_name: str = "",
) -> Opening:
    """Return the opening of a report of `count` pages, of which these were read."""
    sheets = [sheet(number, page) for number, page in sorted(pages.items())]
    return Opening(
        tuple(one for one in sheets if one.number < FIRST),
        tuple(one for one in sheets if one.number >= FIRST),
        count,
        tuple(outline),
        title,
        file_name,
    )


def sheet(number: int, page: PageText) -> Sheet:
    """Return a page as suggestions read it; empty lines are left out."""
    if not len(page.starts):
        return Sheet(number, page.text, ())
    sizes = np.abs(page.bottoms - page.tops).tolist()
    tops, blocks = page.tops.tolist(), page.blocks.tolist()
    runs = (*page.running, *page.notes)
    lines = []
    for at, (start, end) in enumerate(zip(page.starts.tolist(), page.ends.tolist(), strict=True)):
        written = page.text[start:end]
        text = written.strip()
        if text:
            begin = start + len(written) - len(written.lstrip())
            apart = any(first < end and start < last for first, last in runs)
            place = (begin, begin + len(text), text, blocks[at], sizes[at], tops[at], apart)
            lines.append(Line(*place))
    return Sheet(number, page.text, tuple(lines))


class _Levels(dict[int, str]):
    """A translation table that learns: one character for one, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        """Learn a character."""
        character = chr(code)
        bare = unicodedata.normalize("NFKD", character.lower())[:1] or character
        self[code] = bare if len(bare) == 1 else character
        return self[code]


_LEVELS = _Levels({ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'"})
_LEVELS.update(dict.fromkeys(map(ord, "‐‑‒–—"), "-"))
_LEVELS[ord("\N{NO-BREAK SPACE}")] = " "


def level(text: str) -> str:
    """Return text in small letters without accents, just as long."""
    return text.translate(_LEVELS)


def tidy(text: str) -> str:
    """Return text in one line, with single blanks."""
    return " ".join(text.split())
