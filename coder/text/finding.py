"""Finding words in the text of a report, as one types: phrases, words, patterns."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from coder.model.errors import ProjectError
from coder.text.fold import fold_plain
from coder.text.index import ReportIndex, Span

MOST = 20_000
"""Places found in one report at most; nobody looks through more."""

_BLOCK_END = re.compile(r"\n\n|\f")
_NESTED = re.compile(r"\((?:[^()\\]|\\.)*[*+|{](?:[^()\\]|\\.)*\)\s*[*+{]")
_BACKWARDS = re.compile(r"\\[1-9]|\(\?P=")
_WRONG = "The pattern cannot be read: {reason}. Look at the brackets, or choose “Phrase”."
_SLOW = (
    "This pattern repeats what repeats already, which can take for ever. Leave one of the two "
    "repetitions (* + {) out."
)


class How(Enum):
    """What the words mean."""

    PHRASE = "phrase"
    WORDS = "words"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    A phrase stands in this order; all words stand in one paragraph, in any order; a pattern is a
    regular expression. Case and accents make no difference unless asked for; line ends, hyphens
    at them and typography never do.
    """

    words: str
    how: How = How.PHRASE
    whole_words: bool = False
    case: bool = False
    accents: bool = False


def find(report: ReportIndex, query: Query) -> list[Span]:
    """Return where a query is met, in order, none overlapping another; at most `MOST` places.

    Raises ProjectError, in plain words, for a pattern that cannot be used.
    """
    if not query.words.strip():
        return []
    found = _FINDERS[query.how](report, query)
    is_plain = not (query.whole_words or query.case or query.accents)
    if query.how is How.PHRASE and is_plain:
        return found[:MOST]
    wanted = [span for span in found if _is_meant(report, query, span)]
    return _apart(wanted)[:MOST]


def _phrase(report: ReportIndex, query: Query) -> list[Span]:
    words = fold_plain(query.words).strip()
    layer = report.folded
    return list(map(Span._make, layer.spans(layer.find(words)))) if words else []


def _all_words(report: ReportIndex, query: Query) -> list[Span]:
    """Return every one of the words in the paragraphs that have them all."""
    layer, text = report.folded, report.text
    sought = list(dict.fromkeys(fold_plain(query.words).split()))
    places = []
    for word in sought:
        spans = list(map(Span._make, layer.spans(layer.find(word))))
        meant = spans
        if query.whole_words or query.case or query.accents:
            meant = [span for span in spans if _is_meant_word(report, query, span, word)]
        if not meant:
            return []
        places.append(meant)
    ends = [match.start() for match in _BLOCK_END.finditer(text)]
    paragraphs = [{_paragraph(ends, span.start) for span in spans} for spans in places]
    shared = set.intersection(*paragraphs)
    return sorted(
        span for spans in places for span in spans if _paragraph(ends, span.start) in shared
    )


def _paragraph(ends: list[int], offset: int) -> int:
    return bisect_right(ends, offset)


def _pattern(report: ReportIndex, query: Query) -> list[Span]:
    strict = query.case or query.accents
    pattern = compiled(query)
    if strict:
        return [Span(*match.span()) for match in _matches(pattern, report.text)]
    layer = report.folded
    return [Span(*layer.span(*match.span())) for match in _matches(pattern, layer.text)]


def compiled(query: Query) -> re.Pattern[str]:
    """Return a pattern ready for use; raises ProjectError in plain words when it is none."""
    written = query.words
    if _NESTED.search(written) or _BACKWARDS.search(written):
        raise ProjectError(_SLOW)
    strict = query.case or query.accents
    try:
        return re.compile(
            written if strict else _without_accents(written),
            re.MULTILINE | (0 if query.case else re.IGNORECASE),
        )
    except (re.error, RecursionError, OverflowError) as error:
        reason = str(error).split(" at position")[0]
        raise ProjectError(_WRONG.format(reason=reason)) from error


def _without_accents(pattern: str) -> str:
    plain = unicodedata.normalize("NFKD", pattern)
    return "".join(one for one in plain if not unicodedata.combining(one))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for count, match in enumerate(pattern.finditer(text)):
        if count >= MOST:
            return
        if match.end() > match.start():
            yield match


_FINDERS: dict[How, Callable[[ReportIndex, Query], list[Span]]] = {
    How.PHRASE: _phrase,
    How.WORDS: _all_words,
    How.PATTERN: _pattern,
}


def _is_meant(report: ReportIndex, query: Query, span: Span) -> bool:
    if query.how is How.WORDS:
        return True
    if query.how is How.PHRASE and not _is_same(report, query, span, query.words):
        return False
    return not query.whole_words or not any(map(report.splits_word, span))


def _is_meant_word(report: ReportIndex, query: Query, span: Span, word: str) -> bool:
    written = next((one for one in query.words.split() if fold_plain(one).strip() == word), word)
    if not _is_same(report, query, span, written):
        return False
    return not query.whole_words or not any(map(report.splits_word, span))


def _is_same(report: ReportIndex, query: Query, span: Span, words: str) -> bool:
    """Say whether case and accents are those asked for; letters and figures alone decide."""
    if not (query.case or query.accents):
        return True
    found = report.text[span.start : span.end]
    return _letters(found, query) == _letters(words, query)


def _letters(text: str, query: Query) -> str:
    plain = unicodedata.normalize("NFKC" if query.accents else "NFKD", text)
    plain = plain if query.case else plain.casefold()
    return "".join(one for one in plain if one.isalnum())


def _apart(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans):
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept
