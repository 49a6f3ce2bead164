"""Pages made up for the tests of coder.text: lines of even print, upright, turned or leftward."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, sin

import numpy as np
from hypothesis import strategies as st

from coder.model.geometry import Point
from coder.model.report import PageText

HEIGHT = 12.0


@dataclass(frozen=True)
class Line:
    """A line to print: characters `step` wide from (`along`, `across`) on an axis at `angle`."""

    text: str
    block: int = 0
    along: float = 72.0
    across: float = 72.0
    step: float = 6.0
    angle: float = 0.0
    leftward: bool = False


def page_of(lines: Sequence[Line]) -> PageText:
    """Print the lines; those of one block must follow each other."""
    text = ""
    left: list[float] = []
    right: list[float] = []
    starts: list[int] = []
    for number, line in enumerate(lines):
        if number:
            gap = "\n" if line.block == lines[number - 1].block else "\n\n"
            text += gap
            left += [right[-1]] * len(gap)
            right += [right[-1]] * len(gap)
        starts.append(len(text))
        text += line.text
        order = range(len(line.text))[::-1] if line.leftward else range(len(line.text))
        left += [line.along + at * line.step for at in order]
        right += [line.along + (at + 1) * line.step for at in order]
    return PageText(
        text,
        np.array(left, np.float32),
        np.array(right, np.float32),
        np.array(starts, np.int32),
        np.array([a + len(line.text) for a, line in zip(starts, lines, strict=True)], np.int32),
        np.array([line.block for line in lines], np.int32),
        np.array([line.across for line in lines], np.float32),
        np.array([line.across + HEIGHT for line in lines], np.float32),
        np.array([cos(line.angle) for line in lines], np.float32),
        np.array([sin(line.angle) for line in lines], np.float32),
    )


def paragraph(
    *texts: str, block: int = 0, along: float = 72.0, across: float = 72.0
) -> list[Line]:
    """Return the lines of one block under each other."""
    return [
        Line(text, block, along, across + number * (HEIGHT + 2))
        for number, text in enumerate(texts)
    ]


def middle_of(page: PageText, offset: int, part: float = 0.5) -> Point:
    """Return a point inside a character, at `part` of its width from its left."""
    line = int(page.line_of[offset])
    along = float(page.left[offset] * (1 - part) + page.right[offset] * part)
    across = float(page.tops[line] + page.bottoms[line]) / 2
    c, s = float(page.cosines[line]), float(page.sines[line])
    return Point(along * c - across * s, along * s + across * c)


LETTERS = "abcdefghijklmnopqrstuvwxyzàéîöñçßœABCDEÉ"
words = st.text(LETTERS + "0123456789'’", min_size=1, max_size=8)
ends = st.sampled_from(
    ["", "", "-", "\xad", "‐", " ", ".", ",", "…", "”", "\uf0b7", " –", "-\uf0b7"]
)


@st.composite
def line_texts(draw: st.DrawFn) -> str:
    """Draw what one line says: words, and something that may end a line."""
    return " ".join(draw(st.lists(words, min_size=1, max_size=5))) + draw(ends)


@st.composite
def pages(draw: st.DrawFn) -> PageText:
    """Draw a page of one to eight blocks in one or two columns, all turned the same way."""
    angle = draw(st.sampled_from([0.0, 0.0, np.pi / 2, -np.pi / 2, 0.3]))
    columns = draw(st.integers(1, 2))
    step = draw(st.sampled_from([3.0, 5.5, 7.25]))
    lines: list[Line] = []
    block = 0
    for column in range(columns):
        across = 50.0
        for _ in range(draw(st.integers(1, 4))):
            leftward = draw(st.booleans())
            for text in draw(st.lists(line_texts(), min_size=1, max_size=3)):
                at = 40.0 + column * 400.0
                lines.append(Line(text, block, at, across, step, angle, leftward))
                across += HEIGHT + draw(st.sampled_from([0.0, 2.0]))
            across += draw(st.sampled_from([4.0, 10.0]))
            block += 1
    return page_of(lines)


@st.composite
def selections(draw: st.DrawFn, page: PageText) -> tuple[int, int]:
    """Draw a range of a page that begins and ends in print."""
    ink = [at for at, character in enumerate(page.text) if not character.isspace()]
    one, other = draw(st.sampled_from(ink)), draw(st.sampled_from(ink))
    return min(one, other), max(one, other) + 1
