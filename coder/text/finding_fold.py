"""The folded text of a page with case, accents or hyphens put back, where a search minds them."""

import re
import unicodedata
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.text.fold import DASHES, Folded, Ints, fold, fold_plain

_INSIDE = re.compile(rf"[-{DASHES}](?!\s)")
"""A hyphen or dash that is not the last of its line."""


class Texture(NamedTuple):
    """What of a text is kept, besides what `fold` keeps: case, accents, hyphens inside lines."""

    case: bool = False
    accents: bool = False
    hyphens: bool = False


_tables: dict[Texture, dict[int, str]] = {}


def textured(page: Folded, texture: Texture) -> Folded:
    """Return a folded text with this texture; line ends and broken words stay mended.

    Accents are spelt out: each stands as a character of its own behind its letter.
    """
    if texture == Texture() or not page.text:
        return page
    codes = _codes(page.source)
    kept = _kept(page, codes, texture)
    shown = codes[kept]
    text = _text(shown)
    characters = set(text)
    table = _table(characters, texture)
    plain_text = text.translate(table)
    starts = kept
    if len(plain_text) != len(kept) or any(len(table[ord(one)]) != 1 for one in characters):
        lengths = np.ones(len(kept), dtype=np.int64)
        for one in characters:
            if len(table[ord(one)]) != 1:
                lengths[shown == ord(one)] = len(table[ord(one)])
        starts = np.repeat(kept, lengths)
    return Folded(plain_text, np.append(starts, np.int32(len(page.source))), page.source)


def plain(words: str, texture: Texture) -> str:
    """Return words folded with this texture, without the way back."""
    return textured(fold(words), texture).text


def spelt(character: str, texture: Texture) -> str:
    """Return what one character of a text becomes under a texture."""
    if character.isspace():
        return " "
    return "".join(_form(one, texture) for one in unicodedata.normalize("NFKD", character))


def is_mark(character: str) -> bool:
    """Say whether a character is an accent or vowel sign written on the letter before it."""
    return unicodedata.category(character)[0] == "M"


def _form(character: str, texture: Texture) -> str:
    if is_mark(character):
        return character if texture.accents else ""
    if texture.accents and character.isalpha():
        return character if texture.case else character.casefold()
    folded = fold_plain(character)
    return folded.upper() if texture.case and character.isupper() else folded


def _table(characters: set[str], texture: Texture) -> dict[int, str]:
    table = _tables.setdefault(texture, {})
    for character in characters:
        if ord(character) not in table:
            table[ord(character)] = spelt(character, texture)
    return table


def _kept(page: Folded, codes: npt.NDArray[np.uint32], texture: Texture) -> Ints:
    """Return the offsets of the source that show in this texture, in order."""
    shows = np.zeros(len(codes) + 1, dtype=np.bool_)
    shows[page.starts] = True
    shows[-1] = False
    if texture.accents:
        for mark in filter(is_mark, set(page.source)):
            shows[:-1] |= codes == ord(mark)
    if texture.hyphens:
        shows[[match.start() for match in _INSIDE.finditer(page.source)]] = True
    return np.flatnonzero(shows).astype(np.int32)


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _text(codes: npt.NDArray[np.uint32]) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
