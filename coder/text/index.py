"""The pages of a report as one text that can be searched strictly or kindly."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from coder.model.passage import PageRange
from coder.text.fold import Folded, fold, fold_plain

PAGE_END = "\f"


class Span(NamedTuple):
    """A run of characters in the text of a whole report, pages joined by a form feed."""

    start: int
    end: int


class ReportIndex:
    """All text of one report, folded once when first asked for; made for many searches."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the canonical text of each page."""
        self.text = PAGE_END.join(texts)
        lengths = [len(text) + 1 for text in texts]
        self._starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return len(self._starts) - 1

    @cached_property
    def folded(self) -> Folded:
        """Return the folded text, pages joined like lines."""
        return fold(self.text)

    @cached_property
    def tight(self) -> Folded:
        """Return the folded text without spaces and hyphens."""
        return self.folded.without(" -")

    @cached_property
    def letters(self) -> Folded:
        """Return the letters of the folded text."""
        return self.folded.letters()

    def page_of(self, offset: int) -> int:
        """Return the page (from 0) on which an offset of the whole text lies."""
        return int(np.searchsorted(self._starts, offset, side="right")) - 1

    def places(self, spans: Sequence[Span]) -> list[tuple[int, int, int]]:
        """Return page (from 0), start and end on it of many spans, each cut at its page's end."""
        if not spans:
            return []
        bounds = np.array(spans, np.int64)
        pages = np.searchsorted(self._starts, bounds[:, 0], side="right") - 1
        first, stop = self._starts[pages], self._starts[pages + 1] - 1
        ends = np.minimum(bounds[:, 1], stop) - first
        columns = (pages.tolist(), (bounds[:, 0] - first).tolist(), ends.tolist())
        return list(zip(*columns, strict=True))

    def start_of(self, page: int) -> int:
        """Return the offset in the whole text at which a page begins, or the text ends."""
        return int(self._starts[min(max(page, 0), self.pages)])

    def span(self, part: PageRange) -> Span:
        """Return a page's range in the whole text."""
        start = self.start_of(part.page)
        return Span(start + part.start, start + part.end)

    def ranges(self, span: Span) -> list[PageRange]:
        """Return a run of the whole text page by page, without white space at the ends."""
        found = []
        for page in range(self.page_of(span.start), self.page_of(max(span.end - 1, 0)) + 1):
            first = self.start_of(page)
            start, end = max(span.start, first), min(span.end, self.start_of(page + 1) - 1)
            part = self.text[start:end]
            start += len(part) - len(part.lstrip())
            end = start + len(part.strip())
            if end > start:
                found.append(PageRange(page, start - first, end - first))
        return found

    def exactly(self, words: str) -> list[Span]:
        """Return where these very characters stand."""
        found, at = [], self.text.find(words) if words else -1
        while at >= 0:
            found.append(Span(at, at + len(words)))
            at = self.text.find(words, at + len(words))
        return found

    def kindly(self, words: str) -> list[Span]:
        """Return where the words stand, case, accents, line ends and typography aside."""
        return _in(self.folded, fold_plain(words))

    def tightly(self, words: str) -> list[Span]:
        """Return where the words stand, spaces and hyphens aside as well."""
        return _in(self.tight, fold(words).without(" -").text)

    def by_letters(self, words: str) -> list[Span]:
        """Return where the letters of the words stand in a row, all else aside."""
        return _in(self.letters, fold(words).letters().text)

    def whole_words(self, spans: list[Span]) -> list[Span]:
        """Return the spans that neither begin nor end inside a word, or else all long ones."""
        whole = [span for span in spans if not any(map(self.splits_word, span))]
        return whole or [span for span in spans if span.end - span.start >= 12]

    def splits_word(self, offset: int) -> bool:
        """Say whether letters or digits stand on both sides of an offset of the whole text."""
        sides = self.text[max(offset - 1, 0) : offset + 1]
        return len(sides) == 2 and sides.isalnum()


def _in(layer: Folded, words: str) -> list[Span]:
    return [Span(*layer.span(*place)) for place in layer.find(words)]
