"""Find where a quote that somebody pasted stands in a report. Never guesses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from coder.model.passage import PageRange
from coder.text import parts
from coder.text.fold import fold, fold_plain
from coder.text.index import ReportIndex, Span
from coder.text.repair import repaired

Found = tuple[Span, ...]

# Fewer folded characters than this may stand anywhere by chance.
_TELLING = 20
_ENDS = 24
# Possessive: the dots of a list of contents would else be tried in all the ways to part them.
_DOTS = r"…|\.{3,}+|\[(?:…|\.{3,}+)\]|\((?:…|\.{3,}+)\)"
_OUTER = re.compile(rf"^(?:[\s\"'“”„«»‘’‚‹›]|{_DOTS})++|(?:[\s\"'“”„«»‘’‚‹›]|{_DOTS})++$")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote stands, and how it was found.

    `how` is "exact" (line ends aside), "folded" (case, accents and typography aside too), "spaces"
    (spaces and hyphens aside too), "parts" (over a page end with other print between, or around
    "[…]"), "letters" (punctuation and note numbers aside too) or "head and tail".
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
    only if exactly one of them is on the named page. One that is not on the named page is placed
    elsewhere only if it is long enough to be told from others and stands there once.
    """
    bare = _OUTER.sub("", quote)
    if not fold_plain(bare):
        return Unplaced("The quote has no words; give the text of the passage.")
    elsewhere: tuple[str, list[Found]] = ("", [])
    for how, found in _steps(report, quote.strip(), bare):
        here = [place for place in found if page is None or _is_on(report, place, page)]
        if len(here) == 1:
            return _located(report, here[0], how)
        if here:
            return Unplaced(_several(report, here))
        if found and not elsewhere[1]:
            elsewhere = how, found
    if page is not None and (place := _head_and_tail(report, fold_plain(bare), page)):
        return _located(report, (place,), "head and tail")
    how, found = elsewhere
    if len(found) == 1 and len(fold_plain(bare)) >= _TELLING:
        return _located(report, found[0], how)
    return Unplaced(_missing(report, found, page))


def _steps(report: ReportIndex, quote: str, bare: str) -> Iterator[tuple[str, list[Found]]]:
    """Yield all places of a quote, step by step more forgiving."""
    for words in dict.fromkeys((quote, bare)):
        kindly = report.whole_words(report.kindly(words))
        yield "exact", [(span,) for span in kindly if _reads(report, span) == repaired(words)]
        yield "exact", [(span,) for span in report.whole_words(report.exactly(words))]
        yield "folded", [(span,) for span in kindly]
        yield "spaces", [(span,) for span in report.whole_words(report.tightly(words))]
    yield "parts", parts.find(report, bare)
    yield "letters", [(span,) for span in _by_letters(report, bare)]


def _reads(report: ReportIndex, span: Span) -> str:
    return repaired(report.text[span.start : span.end])


def _by_letters(report: ReportIndex, words: str) -> list[Span]:
    """Return where the letters stand, if the report has the quote's numbers in their order."""
    folded = fold(words)
    if len(folded.letters().text) < _TELLING:
        return []
    numbers = _NUMBER.findall(folded.text)
    return [
        span
        for span in report.whole_words(report.by_letters(words))
        if _follow(numbers, _NUMBER.findall(fold_plain(report.text[span.start : span.end])))
    ]


def _follow(few: list[str], many: list[str]) -> bool:
    """Say whether all of `few` are among `many`, in the same order."""
    rest = iter(many)
    return all(number in rest for number in few)


def _head_and_tail(report: ReportIndex, words: str, page: int) -> Span | None:
    """Return the one place on a page with the quote's beginning and end and nearly its words."""
    if len(words) < 3 * _ENDS:
        return None
    layer = report.folded
    first, stop = layer.index_of(report.start_of(page)), layer.index_of(report.start_of(page + 1))
    text = layer.text[first : stop + len(words)]
    found = []
    for head in re.finditer(re.escape(words[:_ENDS]), text[: stop - first]):
        window = text[head.start() : head.start() + len(words) + len(words) // 8]
        end = window.rfind(words[-_ENDS:]) + _ENDS
        if end > len(words) * 7 // 8 and _is_nearly(words, window[:end]):
            found.append(Span(*layer.span(first + head.start(), first + head.start() + end)))
    return found[0] if len(found) == 1 else None


def _is_nearly(words: str, print_: str) -> bool:
    """Say whether nine of ten words agree, and all numbers."""
    if _NUMBER.findall(words) != _NUMBER.findall(print_):
        return False
    return SequenceMatcher(None, words.split(), print_.split(), autojunk=False).ratio() >= 0.9


def _located(report: ReportIndex, place: Found, how: str) -> Located:
    return Located(tuple(part for span in place for part in report.ranges(span)), how)


def _pages(report: ReportIndex, place: Found) -> range:
    last = max(place[-1].end - 1, place[-1].start)
    return range(report.page_of(place[0].start), report.page_of(last) + 1)


def _is_on(report: ReportIndex, place: Found, page: int) -> bool:
    return page in _pages(report, place)


def _several(report: ReportIndex, places: list[Found]) -> str:
    pages = sorted({_pages(report, place)[0] + 1 for place in places})
    if len(pages) == 1:
        return f"The quote stands {len(places)} times on page {pages[0]}; give more of its text."
    return f"The quote stands {len(places)} times, on {_listed(pages)}; name the page."


def _missing(report: ReportIndex, elsewhere: list[Found], page: int | None) -> str:
    if not elsewhere or page is None:
        return "The quote is not in the text of the report; check the report and the wording."
    pages = sorted({_pages(report, place)[0] + 1 for place in elsewhere})
    return f"The quote is not on page {page + 1}, but on {_listed(pages)}; correct the page."


def _listed(pages: list[int]) -> str:
    """Return page numbers (from 1) in words, no more than five of them."""
    if len(pages) == 1:
        return f"page {pages[0]}"
    if len(pages) > 5:
        return f"pages {', '.join(map(str, pages[:5]))} and {len(pages) - 5} more"
    return f"pages {', '.join(map(str, pages[:-1]))} and {pages[-1]}"
