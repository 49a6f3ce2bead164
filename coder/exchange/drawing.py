"""Drawings as SVG: boxes, bars and words in our colours, text measured so that none is clipped."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

FONTS = "Inter, Helvetica, Arial, sans-serif"
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours (#rrggbb) of a drawing."""

    paper: str = "#ffffff"
    box: str = "#fafbfb"
    line: str = "#d5d9de"
    text: str = "#1f2329"
    muted: str = "#5b636d"
    accent: str = "#1f5fbf"
    wash: str = "#e8f0fc"
    faint: str = "#c3cad2"
    warning: str = "#9a4b00"


LIGHT = Colours()
DARK = Colours(
    paper="#1d2023", box="#2c3035", line="#3f454c", text="#e6e8ea", muted="#a3abb5",
    accent="#6ea8fe", wash="#24344d", faint="#565e67", warning="#f0b26b",
)  # fmt: skip

_FIRST = 32
_WIDTHS = (
    29, 34, 48, 65, 65, 89, 73, 24, 40, 40, 55, 68, 30, 47, 30, 38, 67, 56, 63, 66, 67, 64, 65, 61,
    65, 65, 34, 34, 68, 68, 68, 62, 102, 73, 73, 75, 74, 67, 62, 78, 75, 28, 57, 73, 62, 91, 76,
    78, 67, 78, 73, 67, 66, 75, 73, 101, 70, 71, 66, 40, 38, 40, 59, 56, 50, 58, 64, 58, 64, 60,
    38, 63, 62, 28, 28, 57, 28, 90, 62, 62, 63, 63, 40, 56, 38, 62, 59, 84, 57, 58, 57, 40, 36, 40,
    68,
)  # fmt: skip
"""Widths of the printable characters of ASCII in hundredths of the size: the widest of Inter and
Helvetica, plain and bold, for nobody knows in which of them a drawing will be shown."""
_OTHER = {"œ": 100, "æ": 95, "Œ": 105, "Æ": 105, "…": 100, "’": 30, "“": 45, "”": 45, "·": 34}
_ACCENTED = 66
_WIDE = 105


def width(text: str, size: float) -> float:
    """Return the most that a line of text takes, in the unit of its size."""
    return sum(map(_hundredths, text)) * size / 100


def _hundredths(character: str) -> int:
    at = ord(character) - _FIRST
    if 0 <= at < len(_WIDTHS):
        return _WIDTHS[at]
    known = _OTHER.get(character)
    if known is not None:
        return known
    # Latin letters with accents are as wide as without; whole squares are for other scripts.
    return _ACCENTED if ord(character) < 0x250 or 0x2010 <= ord(character) < 0x2100 else _WIDE


def wrapped(text: str, room: float, size: float) -> list[str]:
    """Return the lines of a text that fit into `room`; a word too long for a line is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size) > room and len(line) > 1:
            head = _fitting(line, room, size)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line] if line else lines


def _fitting(word: str, room: float, size: float) -> str:
    length = len(word)
    while length > 1 and width(word[:length], size) > room:
        length -= 1
    return word[:length]


@dataclass
class Canvas:
    """A drawing in the making; lengths in pixels, y downwards."""

    colours: Colours = LIGHT
    _parts: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 13.0,
        colour: str = "",
        bold: bool = False,
        anchor: Anchor = "start",
        turned: bool = False,
    ) -> None:
        """Write a line whose foot is at `y`; `turned` reads upwards."""
        turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if turned else ""
        weight = ' font-weight="600"' if bold else ""
        self._parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-family="{FONTS}" font-size="{_n(size)}"{weight} '
            f'text-anchor="{anchor}" fill="{colour or self.colours.text}"{turn}>'
            f"{escape(words)}</text>"
        )

    def box(
        self,
        at: tuple[float, float, float, float],
        *,
        fill: str = "",
        line: str = "",
        radius: float = 6.0,
        dashed: bool = False,
    ) -> None:
        """Draw a box at left, top, width, height."""
        x, y, w, h = map(_n, at)
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        edge = f' stroke="{line}" stroke-width="1"{dash}' if line else ""
        self._parts.append(
            f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{_n(radius)}" '
            f'fill="{fill or "none"}"{edge}/>'
        )

    def line(self, points: Sequence[tuple[float, float]], colour: str = "") -> None:
        """Draw a thin line through points."""
        path = " L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        self._parts.append(
            f'<path d="M{path}" fill="none" stroke="{colour or self.colours.line}" '
            f'stroke-width="1"/>'
        )

    def arrow(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a line downwards or to the right that ends in a point."""
        (x0, y0), (x, y) = start, end
        colour = self.colours.muted
        head = 5.0
        tip = (
            [(x - head, y - head), (x, y), (x + head, y - head)]
            if x0 == x
            else [(x - head, y - head), (x, y), (x - head, y + head)]
        )
        self.line([(x0, y0), (x, y)], colour)
        self.line(tip, colour)

    def svg(self, wide: float, high: float, title: str) -> str:
        """Return the drawing as an SVG document of this size, on paper."""
        wide, high = math.ceil(wide), math.ceil(high)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(wide)}" height="{_n(high)}" '
            f'viewBox="0 0 {_n(wide)} {_n(high)}" role="img" aria-label={quoteattr(title)}>'
        )
        paper = f'<rect width="{_n(wide)}" height="{_n(high)}" fill="{self.colours.paper}"/>'
        return "\n".join(
            [head, f"<title>{escape(title)}</title>", paper, *self._parts, "</svg>\n"]
        )


def _n(value: float) -> str:
    """Return a length as short as it can be written."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
