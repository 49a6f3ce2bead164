"""Words, sentences and paragraphs around a place; what lies between two places."""

import re
import unicodedata
from collections.abc import Callable, Iterator

import numpy as np

from coder.model.passage import PageRange
from coder.model.report import PageText, Run
from coder.text.paragraphs import paragraphs

Place = tuple[int, int]
"""A page (from 0) and an offset in its text."""

Pages = Callable[[int], PageText]

# Accents and vowel signs written apart, which Python's \w leaves out.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x1AB0) if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
_LETTER = rf"[\w{_MARKS}\u200c\u200d\xad]"
_WORD = re.compile(rf"{_LETTER}+(?:(?:['’ʼ·‐‑-]|[-‐\xad][^\S\n]*\n(?=[^\W\d_A-Z])){_LETTER}+)*")
_SENTENCE_END = re.compile(r"[.!?…؟。！？]+[\"'”’»)\]]*(?:\s+|$)|(?<=[。！？])|\n\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs?|vol|nos?|pp?|para|paras|fig|figs|tab|ed|eds|mr|mrs|ms|dr|prof|st"
    r"|art|arts|sr|sra|núm|n|al|approx|ca|inc|ltd|ch|chap|sec|etc|ver|op|cit|ibid)|\b\w)\.$",
    re.IGNORECASE,
)


def word_at(page: PageText, offset: int) -> tuple[int, int]:
    """Return the word at a caret offset: the one after it, else the one that ends there.

    Apostrophes and hyphens inside a word belong to it, a hyphen at a line end included. Beside
    anything else it is the one character there, beside white space nothing (start equals end).
    """
    text = page.text
    offset = min(max(offset, 0), len(text))
    start = max(text.rfind("\n\n", 0, offset), 0)
    ended: tuple[int, int] | None = None
    for match in _WORD.finditer(text, start):
        if match.start() <= offset < match.end():
            return match.span()
        if match.end() == offset:
            ended = match.span()
        if match.start() > offset:
            break
    if ended:
        return ended
    is_print = offset < len(text) and not text[offset].isspace()
    return offset, offset + int(is_print)


def sentence_at(page: PageText, offset: int) -> tuple[int, int]:
    """Return the sentence at a caret offset, inside its paragraph."""
    first, last = block_at(page, offset)
    begin, offset = first, min(offset, last - 1)
    for match in _SENTENCE_END.finditer(page.text, first, last):
        if match[0] == "\n\n" and _goes_on(page, match.start()):
            continue
        if not _ends_sentence(page.text, match, begin, last):
            continue
        if offset < match.end():
            return snap(page, begin, match.end())
        begin = match.end()
    return snap(page, begin, last)


def block_at(page: PageText, offset: int) -> tuple[int, int]:
    """Return from where to where the paragraph at a caret offset goes; (0, 0) if none."""
    if not len(page.starts):
        return 0, 0
    of_line = paragraphs(page)
    lines = np.flatnonzero(of_line == of_line[_line(page, offset)])
    return int(page.starts[lines[0]]), int(page.ends[lines[-1]])


def _goes_on(page: PageText, gap: int) -> bool:
    """Say whether a paragraph goes on beyond a gap between blocks."""
    of_line, line = paragraphs(page), _line(page, gap)
    return line + 1 < len(of_line) and bool(of_line[line] == of_line[line + 1])


def _line(page: PageText, offset: int) -> int:
    return max(0, int(np.searchsorted(page.starts, offset, side="right")) - 1)


def snap(page: PageText, start: int, end: int) -> tuple[int, int]:
    """Return a range without the white space at its ends, inside the page's text.

    Of a range without print nothing is left: start equals end.
    """
    start, end = max(min(start, end), 0), min(max(start, end), len(page.text))
    part = page.text[start:end]
    start += len(part) - len(part.lstrip())
    return start, start + len(part.strip())


def ranges_between(pages: Pages, one: Place, other: Place) -> list[PageRange]:
    """Return what lies between two carets, each (page, offset), in whichever order they come.

    Snapped ranges for each page that has print between them; none for an empty selection. Where
    the selection goes over a page end, running heads and feet, page numbers and footnotes are
    left out, unless it begins or ends in them.
    """
    return list(_parts(pages, one, other, wanted=True))


def left_out(pages: Pages, one: Place, other: Place) -> list[PageRange]:
    """Return what stands apart between two carets, and is not in `ranges_between`."""
    return list(_parts(pages, one, other, wanted=False))


def _parts(pages: Pages, one: Place, other: Place, *, wanted: bool) -> Iterator[PageRange]:
    (first, begin), (last, stop) = sorted((one, other))
    for number in range(first, last + 1):
        page = pages(number)
        start = begin if number == first else 0
        end = stop if number == last else len(page.text)
        ends = {begin} if number == first else set()
        ends |= {stop} if number == last else set()
        apart = [run for run in _apart(page) if not any(_holds(run, at) for at in ends)]
        apart = apart if last > first else []
        for piece_start, piece_end, is_apart in _cut(start, end, apart):
            low, high = snap(page, piece_start, piece_end)
            if high > low and is_apart != wanted:
                yield PageRange(number, low, high)


def _apart(page: PageText) -> list[Run]:
    return sorted({*page.running, *page.notes})


def _holds(run: Run, offset: int) -> bool:
    return run[0] < offset < run[1]


def _cut(start: int, end: int, apart: list[Run]) -> Iterator[tuple[int, int, bool]]:
    """Yield the pieces of a run of text in order, and whether each stands apart."""
    at = start
    for run_start, run_end in apart:
        low, high = max(run_start, at), min(run_end, end)
        if low < high:
            yield at, low, False
            yield low, high, True
            at = high
    yield at, end, False


def _ends_sentence(text: str, match: re.Match[str], begin: int, last: int) -> bool:
    """Say whether a full stop is the end of a sentence and not of an abbreviation or a number."""
    if match.end() >= last or not match[0].startswith("."):
        return True
    if text[match.end()].islower():
        return False
    return not _ABBREVIATION.search(text, begin, match.start() + 1)
