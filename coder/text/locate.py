"""Find where a quote that somebody pasted stands in a report. Never guesses."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from coder.model.passage import PageRange
from coder.text.fold import fold, fold_plain
from coder.text.index import ReportIndex, Span

Found = tuple[Span, ...]
Step = Callable[[ReportIndex, str], list[Found]]

# Fewer folded characters than this may stand anywhere by chance.
_TELLING = 20
_HEAD = 12
_ENDS = 24
# How far apart, in characters without spaces, the two sides of a page end or of "[…]" may be.
_REACH = 2000
_OUTER = re.compile(
    r"^(?:\s|[\"'“”„«»‘’‚‹›]|…|\.{3,}|\[(?:…|\.{3,})\]|\((?:…|\.{3,})\))+"
    r"|(?:\s|[\"'“”„«»‘’‚‹›]|…|\.{3,}|\[(?:…|\.{3,})\]|\((?:…|\.{3,})\))+$"
)
_ELISION = re.compile(r"\s*(?:\[[^\[\]]{0,60}\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,})\s*")


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote stands, and how it was found.

    `how` is "exact", "folded" (case, accents, line ends, typography aside), "spaces" (spaces and
    hyphens aside too), "parts" (over a page end with other print between, or around "[…]"),
    "letters" (punctuation and note numbers aside too) or "head and tail".
    """

    ranges: tuple[PageRange, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Why a quote could not be given a place, in words for the user."""

    reason: str


def locate(quote: str, report: ReportIndex, page: int | None = None) -> Located | Unplaced:
    """Find a quote in a report, best on `page` (from 0) when one is named.

    Each step forgives more than the one before. A quote that stands at several places is placed
    only if exactly one of them is on the named page. One that is not on the named page at all is
    placed elsewhere only if it is long and stands there once.
    """
    bare = _OUTER.sub("", quote)
    if not fold_plain(bare):
        return Unplaced("The quote has no words; give the text of the passage.")
    elsewhere: list[Found] = []
    how = ""
    for how, step, words in _steps(quote, bare):
        found = step(report, words)
        on_page = _on_page(report, found, page)
        if len(on_page) == 1:
            return Located(_ranges(report, on_page[0]), how)
        if on_page:
            return Unplaced(_several(len(on_page), page))
        if found and not elsewhere:
            elsewhere, elsewhere_how = found, how
    if page is not None and (place := _head_and_tail(report, bare, page)):
        return Located(_ranges(report, (place,)), "head and tail")
    if len(elsewhere) == 1 and len(fold_plain(bare)) >= _TELLING:
        return Located(_ranges(report, elsewhere[0]), elsewhere_how)
    return Unplaced(_missing(report, elsewhere, page))
