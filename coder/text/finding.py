"""Finding words on a page, as one types: a phrase, words near each other, a pattern."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import NamedTuple

from coder.model.report import Run
from coder.text import finding_patterns
from coder.text.finding_fold import Texture, is_mark, plain, spelt, textured
from coder.text.fold import DASHES, Folded

NEAR = 300
"""Words are near each other when all of them stand within so many characters of a page."""

_PLAIN = "\u02ff"
"""No accent is written apart by a character up to this one."""

_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_LOOSE_HYPHEN = re.compile(r"^-+(?=[^\W\d_])|(?<=[^\W\d_])-+$")


class How(Enum):
    """What the words mean."""

    PHRASE = "phrase"
    WORDS = "words"
    PATTERN = "regex"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    A phrase stands in this order; words stand near each other in any order, within 300
    characters of one page; a pattern is a regular expression. Case and accents make no difference
    unless asked for; line ends, hyphens at them and typography never do.
    """

    words: str
    how: How = How.PHRASE
    whole_words: bool = False
    case: bool = False
    accents: bool = False


class Found(NamedTuple):
    """One place on a page: from where to where in its canonical text, and the words in it."""

    start: int
    end: int
    words: tuple[Run, ...]


class Finder:
    """A query ready to be put to many pages. Raises ProjectError for a pattern it cannot use."""

    def __init__(self, query: Query) -> None:
        self._query = query
        is_pattern = query.how is How.PATTERN
        self._texture = Texture(query.case, query.accents, hyphens=is_pattern)
        self._pattern = _pattern(query, self._texture) if is_pattern else None
        self._rough = [] if is_pattern else _parts(query, Texture())
        self._parts = [] if is_pattern else _parts(query, self._texture)

    @property
    def is_idle(self) -> bool:
        """Say whether there is nothing to look for."""
        return not (self._pattern or self._parts)

    @property
    def texture(self) -> Texture:
        """Return how pages are folded for this query."""
        return self._texture

    def on(self, page: Folded, most: int, sharp: Folded | None = None) -> list[Found]:
        """Return the places on a page in order, none overlapping another, at most so many.

        `sharp` is the page in the texture of this query, if somebody has kept it.
        """
        if self.is_idle or not self.may_be_on(page):
            return []
        places = self._meant(_Page(sharp or textured(page, self._texture)), most)
        return [Found(spans[0][0], spans[-1][1], spans) for spans in places]

    def may_be_on(self, page: Folded) -> bool:
        """Say whether a page is worth a closer look."""
        return all(part in page.text for part in self._rough)

    def _meant(self, page: "_Page", most: int) -> list[tuple[Run, ...]]:
        if self._query.how is How.WORDS:
            return list(islice(self._near(page), most))
        spans = self._matches(page) if self._pattern else self._stands(page, self._parts[0])
        return [(span,) for span in islice(spans, most)]

    def _matches(self, page: "_Page") -> Iterator[Run]:
        assert self._pattern
        for match in self._pattern.finditer(page.text.text):
            start, end = match.span()
            if end > start and self._is_meant(page, start, end):
                yield page.text.span(start, end)

    def _stands(self, page: "_Page", words: str) -> Iterator[Run]:
        """Yield where folded words stand and are meant, in offsets of the source."""
        text, at = page.text.text, page.text.text.find(words)
        while at >= 0:
            end = at + len(words)
            is_meant = self._is_meant(page, at, end)
            if is_meant:
                yield page.text.span(at, end)
            at = text.find(words, end if is_meant else at + 1)

    def _is_meant(self, page: "_Page", start: int, end: int) -> bool:
        if page.is_inside_letter(start) or page.is_inside_letter(end):
            return False
        return not self._query.whole_words or page.is_whole(start, end)

    def _near(self, page: "_Page") -> Iterator[tuple[Run, ...]]:
        """Yield the places where all words stand near each other: the shortest first come."""
        spans = sorted(
            (
                (span, number)
                for number, words in enumerate(self._parts)
                for span in self._stands(page, words)
            ),
            key=lambda one: (one[0][0], -one[0][1]),
        )
        first, counts = 0, [0] * len(self._parts)
        for last, ((_, end), number) in enumerate(spans):
            counts[number] += 1
            while counts[spans[first][1]] > 1 or end - spans[first][0][0] > NEAR:
                counts[spans[first][1]] -= 1
                first += 1
                if first > last:
                    break
            if all(counts):
                yield tuple(_apart(span for span, _ in spans[first : last + 1]))
                first, counts = last + 1, [0] * len(self._parts)


class _Page:
    """A page in the texture of a query."""

    def __init__(self, text: Folded) -> None:
        self.text = text
        # Most pages have no letter that is folded into two, and none written in parts.
        doubles = text.starts[1:-1] == text.starts[:-2]
        self._has_parts = not text.text.isascii() or bool(doubles.any())

    def is_inside_letter(self, at: int) -> bool:
        """Say whether one letter of the page, with its accents, stands on both sides."""
        text, starts = self.text.text, self.text.starts
        if not self._has_parts or not 0 < at < len(text):
            return False
        return bool(starts[at] == starts[at - 1]) or (text[at] > _PLAIN and is_mark(text[at]))

    def is_whole(self, start: int, end: int) -> bool:
        """Say whether a match neither begins nor ends inside a word."""
        return self._parts_words(start) and self._parts_words(end)

    def _parts_words(self, at: int) -> bool:
        """Say whether a word may end or begin here: a hyphen that was dropped parts two."""
        text, starts = self.text.text, self.text.starts
        if not (0 < at < len(text) and _is_wordy(text[at - 1]) and _is_wordy(text[at])):
            return True
        between = self.text.source[int(starts[at - 1]) + 1 : int(starts[at])]
        return any(one in f"-{DASHES}" for one in between) and "\n" not in between


def _is_wordy(character: str) -> bool:
    if _NO_SPACES.match(character):
        return False
    return character.isalnum() or character == "_" or is_mark(character)


def _apart(spans: Iterator[Run]) -> Iterator[Run]:
    """Yield spans that do not overlap; of two that do, the first or else the longer one."""
    reached = -1
    for start, end in spans:
        if start >= reached:
            yield start, end
            reached = end


def _parts(query: Query, texture: Texture) -> list[str]:
    """Return the folded phrase, or every word once; a hyphen at the end waits for more."""
    whole = [query.words] if query.how is How.PHRASE else query.words.split()
    parts = (_LOOSE_HYPHEN.sub("", plain(words, texture)) for words in whole)
    return list(dict.fromkeys(filter(None, parts)))


def _pattern(query: Query, texture: Texture) -> re.Pattern[str] | None:
    if not query.words.strip():
        return None
    written = "".join(one if one.isascii() else spelt(one, texture) for one in query.words)
    return finding_patterns.compiled(written, 0 if query.case else re.IGNORECASE)
