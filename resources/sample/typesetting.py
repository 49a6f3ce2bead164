"""A small typesetter: marked-up text to words, words to lines, lines onto a page.

Markup: ``*italic*``, ``**bold**``, ``^[a footnote]``. Lengths are PDF points, y runs down.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pymupdf

PDF: Any = pymupdf  # most of its calls carry no types
Page = Any
Font = Any
Colour = tuple[float, float, float]

FONTS = Path(__file__).resolve().parents[1] / "fonts"
FILES = {
    "serif": "Caladea-Regular.ttf",
    "serif-italic": "Caladea-Italic.ttf",
    "serif-bold": "Caladea-Bold.ttf",
    "sans": "OpenSans-Regular.ttf",
    "sans-italic": "OpenSans-Regular.ttf",
    "sans-bold": "OpenSans-Semibold.ttf",
    "sans-bold-bold": "OpenSans-Semibold.ttf",
    "sans-bold-italic": "OpenSans-Semibold.ttf",
}
MARKUP = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\^\[(?P<note>.+?)\]")
LIGATURES = (("fi", "\ufb01"), ("fl", "\ufb02"))
FRENCH_GAPS = ((re.compile(r" (?=[:;!?»%])"), "\xa0"), (re.compile(r"(?<=«) "), "\xa0"))
OWN_HYPHEN = re.compile(r"(?<=[^\W\d]{2})-(?=[^\W\d]{2})")
DIGIT_GAP = re.compile(r"(?<=\d) (?=\d{3}\b)")


@dataclass(frozen=True)
class Style:
    """How a paragraph looks: face is a key of FILES, size and leading are in points."""

    face: str
    size: float
    leading: float
    colour: Colour = (0.13, 0.15, 0.17)
    align: float = 0.0  # 0 left, 0.5 centre, 1 right


@dataclass(frozen=True)
class Piece:
    """Letters of one face that no line break may part."""

    text: str
    face: str
    size: float
    rise: float = 0.0


@dataclass(frozen=True)
class Word:
    """Pieces printed without a gap, and the numbers of the footnotes they call."""

    pieces: tuple[Piece, ...]
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """Words that fit one line, and their printed width."""

    words: tuple[Word, ...]
    width: float

    @property
    def notes(self) -> tuple[int, ...]:
        """Numbers of the footnotes called on this line."""
        return tuple(number for word in self.words for number in word.notes)


@dataclass
class Type:
    """The loaded fonts, the words that may be hyphenated, and the language's spacing."""

    hyphens: Mapping[str, Sequence[str]]
    french: bool = False
    fonts: dict[str, Font] = field(default_factory=dict)

    def font(self, face: str) -> Font:
        """The font of a face, loaded once per file."""
        name = FILES[face]
        if name not in self.fonts:
            self.fonts[name] = PDF.Font(fontfile=str(FONTS / name))
        return self.fonts[name]

    def width(self, piece: Piece) -> float:
        """Printed width of a piece in points."""
        return float(self.font(piece.face).text_length(piece.text, fontsize=piece.size))

    def spaced(self, text: str) -> str:
        """The text with the no-break spaces that its language asks for."""
        text = DIGIT_GAP.sub("\xa0", " ".join(text.split()))
        for pattern, gap in FRENCH_GAPS if self.french else ():
            text = pattern.sub(gap, text)
        return text

    def words(
        self, text: str, style: Style, note: Callable[[str], int] | None = None
    ) -> list[Word]:
        """Cuts marked-up text into words; note turns a footnote's text into its number."""
        found: list[Word] = []
        glued = False
        for shown, face, number in self._spans(self.spaced(text), style.face, note):
            if number:
                mark = Piece(str(number), face, style.size * 0.64, style.size * 0.33)
                _glue(found, Word((mark,), (number,)))
                glued = True
                continue
            for index, part in enumerate(shown.split(" ")):
                if not part:
                    continue
                word = Word((Piece(ligatured(part), face, style.size),))
                if index == 0 and glued:
                    _glue(found, word)
                else:
                    found.append(word)
            glued = not shown.endswith(" ")
        return found

    def _spans(
        self, text: str, face: str, note: Callable[[str], int] | None
    ) -> Iterable[tuple[str, str, int]]:
        """Yields (text, face, footnote number or 0) for each stretch of one look."""
        start = 0
        for match in MARKUP.finditer(text):
            if match.start() > start:
                yield text[start : match.start()], face, 0
            if match["note"]:
                yield "", face, note(match["note"]) if note else 0
            elif match["bold"]:
                yield match["bold"], f"{face}-bold", 0
            else:
                yield match["italic"], f"{face}-italic", 0
            start = match.end()
        if start < len(text):
            yield text[start:], face, 0

    def lines(self, words: Sequence[Word], measure: float) -> list[Line]:
        """Breaks words into lines no wider than measure, hyphenating where allowed."""
        done: list[Line] = []
        line: list[Word] = []
        used = 0.0
        queue = list(reversed(words))
        while queue:
            word = queue.pop()
            gap = self._gap(word) if line else 0.0
            wide = self.word_width(word)
            if not line or used + gap + wide <= measure:
                line.append(word)
                used += gap + wide
                continue
            parted = self._parted(word, measure - used - gap)
            if parted:
                line.append(parted[0])
                used += gap + self.word_width(parted[0])
                word = parted[1]
            done.append(Line(tuple(line), used))
            line, used = [], 0.0
            queue.append(word)
        if line:
            done.append(Line(tuple(line), used))
        return done

    def word_width(self, word: Word) -> float:
        """Printed width of a word in points."""
        return sum(self.width(piece) for piece in word.pieces)

    def _gap(self, word: Word) -> float:
        return self.width(replace(word.pieces[0], text=" "))

    def _parted(self, word: Word, room: float) -> tuple[Word, Word] | None:
        """The word in two at its last break that still fits the room, or None."""
        piece = word.pieces[0]
        if len(word.pieces) != 1 or not piece.face.startswith("serif"):
            return None
        plain = unligatured(piece.text)
        for cut in self._cuts(plain):
            hyphen = "" if plain[cut - 1] == "-" else "-"
            head = replace(piece, text=ligatured(plain[:cut]) + hyphen)
            if self.width(head) <= room:
                return Word((head,)), Word((replace(piece, text=ligatured(plain[cut:])),))
        return None

    def _cuts(self, plain: str) -> list[int]:
        """Where a word may be parted, last place first: at its own hyphens or its syllables."""
        own = [match.end() for match in OWN_HYPHEN.finditer(plain)]
        if own:
            return own[::-1]
        bare = plain.strip(".,;:()«»“”’")
        syllables = self.hyphens.get(bare.lower(), ())
        offset = plain.find(bare)
        return [
            offset + sum(map(len, syllables[:count])) for count in range(len(syllables) - 1, 0, -1)
        ]


def _glue(words: list[Word], tail: Word) -> None:
    """Sets the tail against the last word, as one unbreakable word."""
    last = words.pop() if words else Word(())
    words.append(Word(last.pieces + tail.pieces, last.notes + tail.notes))


def ligatured(text: str) -> str:
    """Text with fi and fl as single letters, as professional typesetting has them."""
    for letters, ligature in LIGATURES:
        text = text.replace(letters, ligature)
    return text


def unligatured(text: str) -> str:
    """Text with the letters of its ligatures apart."""
    for letters, ligature in LIGATURES:
        text = text.replace(ligature, letters)
    return text


def hyphen_table(words: Iterable[str]) -> dict[str, list[str]]:
    """Maps each word to its syllables; ``ef-fec-tive`` may be parted at its hyphens."""
    return {word.replace("-", "").lower(): word.split("-") for word in words}


def draw_line(
    page: Page, type_: Type, line: Line, at: tuple[float, float], colour: Colour
) -> None:
    """Prints a line from its baseline's left end, runs of one look in one piece."""
    runs: list[Piece] = []
    for place, word in enumerate(line.words):
        first = word.pieces[0]
        spaced = replace(first, text=" " + first.text) if place else first
        for piece in (spaced, *word.pieces[1:]):
            if runs and replace(runs[-1], text="") == replace(piece, text=""):
                runs[-1] = replace(piece, text=runs[-1].text + piece.text)
            else:
                runs.append(piece)
    x, y = at
    for run in runs:
        draw_text(page, type_, run, (x, y - run.rise), colour)
        x += type_.width(run)


def draw_text(
    page: Page,
    type_: Type,
    piece: Piece,
    at: tuple[float, float],
    colour: Colour,
    *,
    turned: bool = False,
) -> None:
    """Prints a piece from its baseline's left end; turned text reads upwards."""
    writer = PDF.TextWriter(page.rect, color=colour)
    point = PDF.Point(round(at[0], 2), round(at[1], 2))
    writer.append(point, piece.text, font=type_.font(piece.face), fontsize=piece.size)
    writer.write_text(page, morph=(point, PDF.Matrix(90)) if turned else None)
