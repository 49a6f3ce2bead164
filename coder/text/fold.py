"""Text as search sees it: without case, accents, broken words and typographic finery."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]

DASHES = "‐‑‒–—―−⁃﹘﹣－֊־"
_SAME = {
    **dict.fromkeys("‘’‚‛′‵`´ʹʻʼʽˈ＇‹›", "'"),
    **dict.fromkeys("“”„‟″‶«»＂〝〞", '"'),
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
    "\xad": "\xad",
    "⁄": "/",
    "∕": "/",
    "ı": "i",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "æ": "ae",
    "œ": "oe",
    "ـ": "",
}
# A hyphen in front of these at a line end is one that waits for its other half: "pre- and
# post-war" stays two words.
WAITING = r"(?:and|or|to|et|ou|y|e|o|und|oder)\b"
# A soft hyphen, with the line end behind it if it breaks a word there.
SOFT_HYPHEN = re.compile(r"\xad+(?:(?<=\w\xad)[^\S\n]*\n\s*(?=\w))?")
_HYPHEN = re.compile(
    rf"-(?<=\w-)(?P<more>-*)(?P<gap>[^\S\n]*\n\s*(?!{WAITING}))?(?=\w)", re.IGNORECASE
)
_table: dict[int, str] = {}
_lengths = np.ones(0x110000, dtype=np.uint8)


_LAST_PLAIN = "\u02ff"
"""No accent is written apart by a character up to this one."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back to its source.

    Character `i` of `text` comes from the code point `starts[i]` of `source`; `starts` never
    decreases and ends with one more entry, the length of the source.
    """

    text: str
    starts: Ints
    source: str = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters `start` up to `end` stand in the source.

        Accents written after their letter are taken along, other dropped characters are not.
        """
        if end <= start:
            place = int(self.starts[start])
            return place, place
        last = int(self.starts[end - 1]) + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return int(self.starts[start]), last

    def spans(self, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return `span` of many places at once, none of them empty."""
        if not places:
            return []
        pairs = np.array(places, np.intp)
        first, last = (
            self.starts[pairs[:, 0]].tolist(),
            (self.starts[pairs[:, 1] - 1] + 1).tolist(),
        )
        source, end = self.source, len(self.source)
        for at, stop in enumerate(last):
            while (
                stop < end and source[stop] > _LAST_PLAIN and unicodedata.combining(source[stop])
            ):
                stop = last[at] = stop + 1  # noqa: PLW2901 - it is followed as far as accents go
        return list(zip(first, last, strict=True))

    def index_of(self, offset: int) -> int:
        """Return the first character of `text` that comes from `offset` of the source or later."""
        return int(np.searchsorted(self.starts[:-1], offset))

    def find(self, words: str, start: int = 0, stop: int | None = None) -> list[tuple[int, int]]:
        """Return all places in `text`, as start and end, of words that are folded already.

        Only those inside `start` up to `stop`, where these are given.
        """
        found = []
        at = self.text.find(words, start, stop) if words else -1
        while at >= 0:
            found.append((at, at + len(words)))
            at = self.text.find(words, at + len(words), stop)
        return found

    def without(self, dropped: str) -> "Folded":
        """Return the same without the characters in `dropped`, such as spaces and hyphens."""
        codes = _codes(self.text)
        keep = ~np.isin(codes, _codes(dropped))
        return Folded(_text(codes[keep]), self.starts[np.append(keep, True)], self.source)

    def letters(self) -> "Folded":
        """Return the same with nothing but its letters."""
        dropped = "".join(character for character in set(self.text) if not character.isalpha())
        return self.without(dropped)


def fold(text: str) -> Folded:
    """Fold `text` for comparing.

    Compatibility forms are spelt out and case, accents, soft hyphens, private-use and control
    characters dropped; quotation marks, apostrophes and dashes become their plain forms and
    white space becomes single spaces, none at the ends. A hyphen between two letters is dropped,
    with or without a line end behind it, so that a word broken at the end of a line equals the
    word; any other hyphen that joins over a line end stays and loses the line end.
    """
    for character in set(text):
        if ord(character) not in _table:
            _learn(character)
    plain = text.translate(_table)
    starts = np.arange(len(text), dtype=np.int32)
    lengths = _lengths[_codes(text)]
    if len(plain) != len(text) or (lengths != 1).any():
        starts = np.repeat(starts, lengths)
    if "\xad" in plain:
        keep = _kept(len(plain), [match.span() for match in SOFT_HYPHEN.finditer(plain)])
        plain, starts = _text(_codes(plain)[keep]), starts[keep]
    keep = _kept(len(plain), _joints(plain))
    codes, starts = _codes(plain)[keep], starts[keep]
    codes, starts = _single_spaces(codes, starts)
    return Folded(_text(codes), np.append(starts, np.int32(len(text))), text)


def fold_plain(text: str) -> str:
    """Return `text` folded, without the way back: the same as `fold(text).text`, but quicker."""
    if not text.isascii():
        for character in set(text):
            if ord(character) not in _table:
                _learn(character)
    plain = text.translate(_table)
    if "\xad" in plain:
        plain = SOFT_HYPHEN.sub("", plain)
    if "-" in plain:
        plain = _HYPHEN.sub(_without_joint, plain)
    return " ".join(plain.split())


def agreement(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _learn(character: str) -> None:
    """Put the folded form of one character into the table; folding it again changes nothing."""
    folded, before = character, ""
    while folded != before:
        before = folded
        folded = "".join(map(_folded, folded))
    # Another thread may fold as well: what is in the table has its length already.
    _lengths[ord(character)] = len(folded)
    _table[ord(character)] = folded


def _folded(character: str) -> str:
    """Take one step of folding a single character."""
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Mn", "Me", "Cc", "Cf", "Co", "Cs"}:
        return ""
    return unicodedata.normalize("NFKD", character.casefold())


def _without_joint(match: "re.Match[str]") -> str:
    """Return what stays of a hyphen that joins two halves; see `_joints`."""
    text, (start, end) = match.string, match.span()
    is_word = text[start - 1].isalpha() and text[end].isalpha()
    return "" if is_word else text[start : match.end("more")]


def _joints(plain: str) -> list[tuple[int, int]]:
    """Return what is to go where a hyphen joins two halves, as starts and ends."""
    spans = []
    for match in _HYPHEN.finditer(plain):
        start, end = match.span()
        if not (plain[start - 1].isalpha() and plain[end].isalpha()):
            start = match.end("more")
        spans.append((start, end))
    return spans


def _kept(length: int, spans: list[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    """Return which of `length` characters are outside all of the spans."""
    change = np.zeros(length + 1, dtype=np.int32)
    if spans:
        starts, ends = np.array(spans).T
        np.add.at(change, starts, 1)
        np.add.at(change, ends, -1)
    return np.asarray(np.cumsum(change[:-1]) == 0)


def _single_spaces(
    codes: npt.NDArray[np.uint32], starts: Ints
) -> tuple[npt.NDArray[np.uint32], Ints]:
    """Turn runs of white space into one space, and those at the ends into nothing."""
    white = (codes == ord(" ")) | (codes == ord("\n"))
    ink = np.flatnonzero(~white)
    if not len(ink):
        return codes[:0], starts[:0]
    keep = ~white
    keep[1:] |= ~white[:-1]
    keep[: ink[0]] = False
    keep[ink[-1] + 1 :] = False
    return np.where(white, np.uint32(ord(" ")), codes)[keep], starts[keep]


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _text(codes: npt.NDArray[np.uint32]) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


for _code in range(0x80):
    _learn(chr(_code))
