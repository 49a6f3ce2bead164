"""Quotes that the report prints in parts: over a page end, or with something left out."""

import re
from typing import NamedTuple

from coder.text.fold import agreement, fold
from coder.text.index import ReportIndex, Span

# All lengths are characters of the tight text, without spaces and hyphens.
_HEAD = 12
_SHORTEST = 6
# How far apart the two sides of "[…]" may be, and how much print there may be under the last
# line of the body: notes and footer.
_REACH = 5000
_SLIPS = 8
_ELISION = re.compile(r"\s*(?:\[[^\[\]]{0,60}\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,})\s*")


class _Cut(NamedTuple):
    """Where a page end cuts a part: after `length` characters; it goes on at `onward`."""

    length: int
    onward: int


def find(report: ReportIndex, quote: str) -> list[tuple[Span, ...]]:
    """Return where all the words of a quote stand in order, in parts.

    The quote may leave out what its "…", "[…]" or other bracketed words stand for, and the notes,
    footers and headers at the page ends it runs over. Nothing else may be missing or different.
    """
    pieces = [fold(piece).without(" -").text for piece in _ELISION.split(quote)]
    pieces = [piece for piece in pieces if piece]
    if sum(map(len, pieces)) < 2 * _HEAD or min(map(len, pieces)) < _SHORTEST:
        return []
    layer = report.tight
    chains = []
    for at, _ in layer.find(pieces[0][:_HEAD]):
        chain = _chain(report, pieces, at) if _is_word_edge(report, at) else []
        if chain and _is_word_edge(report, chain[-1].end):
            chains.append(chain)
    if len(pieces) == 1:
        # The first words may stand on the page before as well; those next to the rest count.
        chains = list({chain[-1].end: chain for chain in chains}.values())
    return [tuple(Span(*layer.span(*span)) for span in chain) for chain in chains]


def _chain(report: ReportIndex, pieces: list[str], at: int) -> list[Span]:
    """Return the parts of all pieces, the first beginning at `at`; none if one is missing."""
    chain = _run(report, pieces[0], at)
    for piece in pieces[1:]:
        if not chain:
            return []
        onward: list[Span] = []
        start = report.tight.text.find(piece[:_HEAD], chain[-1].end)
        while 0 <= start <= chain[-1].end + _REACH and not onward:
            onward = _run(report, piece, start)
            start = report.tight.text.find(piece[:_HEAD], start + 1)
        chain = chain + onward if onward else []
    return chain


def _run(report: ReportIndex, piece: str, at: int) -> list[Span]:
    """Return the parts of one piece that begins at `at`, cut at page ends only."""
    parts = []
    text = report.tight.text
    while (same := agreement(text[at : at + len(piece)], piece)) < len(piece):
        cut = _cut(report, piece, at, same)
        if not cut:
            return []
        parts.append(Span(at, at + cut.length))
        piece, at = piece[cut.length :], cut.onward
    return [*parts, Span(at, at + len(piece))]


def _cut(report: ReportIndex, piece: str, at: int, same: int) -> _Cut | None:
    """Return how a piece goes on after the next page end, if it agrees for `same` characters."""
    layer = report.tight
    page = report.page_of(int(layer.starts[at]))
    turn = layer.index_of(report.start_of(page + 1))
    stop = layer.index_of(report.start_of(page + 2))
    longest = min(same, turn - at)
    if page + 1 >= report.pages or turn - (at + longest) > _REACH:
        return None
    # The footer may begin with a few letters that the quote has too, by chance.
    for length in range(longest, max(longest - _SLIPS, 0), -1):
        rest = piece[length:]
        if len(rest) >= _SHORTEST and _is_line_edge(report, at + length):
            for onward, _ in layer.find(rest[:_HEAD], turn, stop):
                if _is_line_edge(report, onward):
                    return _Cut(length, onward)
    return None


def _is_line_edge(report: ReportIndex, index: int) -> bool:
    """Say whether a line or a page ends in front of a character of the tight text."""
    before, after = report.tight.starts[index - 1 : index + 1]
    return not {"\n", "\f"}.isdisjoint(report.text[before + 1 : after])


def _is_word_edge(report: ReportIndex, index: int) -> bool:
    """Say whether no word is split in front of a character of the tight text."""
    return not report.splits_word(int(report.tight.starts[index]))
