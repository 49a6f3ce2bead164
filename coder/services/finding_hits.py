"""What was found, with the words around it as one line."""

import re
from typing import NamedTuple

from coder.model.ids import ReportId
from coder.model.report import Run

AROUND = 60
"""Characters before and after the words, where nobody says otherwise."""

_BROKEN = re.compile(r"(?<=\w)[-\u00ad\u2010]\n\s*(?=\w|$)")
_WHITE = re.compile(r"\s+")


class Context(NamedTuple):
    """Words with what stands around them, on one line; `bold` are the words found in it."""

    text: str
    bold: tuple[Run, ...]


class Hit(NamedTuple):
    """One place where the words stand: `kind` is "text", "quote" or "memo".

    `page` counts from 0; `start` and `end` are code points of the page's canonical text, for a
    memo those of its coding. `words` are the runs in `source`: the page's text, or the memo.
    """

    report: ReportId
    page: int
    start: int
    end: int
    kind: str
    words: tuple[Run, ...]
    source: str

    @property
    def snippet(self) -> str:
        """Return the words with some 60 characters on either side, on one line."""
        return self.context().text

    def context(self, before: int = AROUND, after: int = AROUND) -> Context:
        """Return the words with at most so many characters before and after, cut at spaces."""
        first = begin_at(self.source, self.words[0][0], before)
        last = end_at(self.source, self.words[-1][1], after)
        return on_one_line(self.source, first, last, self.words)


def on_one_line(source: str, first: int, last: int, words: tuple[Run, ...]) -> Context:
    """Return a part of a text that holds words found, broken words and lines joined."""
    text, at, bold = "", first, []
    for start, end in words:
        text = _joined(text, source[at:start])
        begin = len(text)
        text = _joined(text, source[start:end])
        bold.append((begin, len(text)))
        at = end
    return Context(_joined(text, source[at:last]).rstrip(), tuple(bold))


def _joined(text: str, part: str) -> str:
    plain = _WHITE.sub(" ", _BROKEN.sub("", part))
    return text + (plain.lstrip() if not text or text.endswith(" ") else plain)


def begin_at(source: str, start: int, before: int) -> int:
    """Return where to begin some characters before a place: after a space, if there is one."""
    first = max(0, start - before)
    if first == 0:
        return 0
    match = _WHITE.search(source, first, start)
    return match.end() if match else first


def end_at(source: str, end: int, after: int) -> int:
    """Return where to end some characters after a place: before a space, if there is one."""
    last = min(len(source), end + after)
    if last == len(source):
        return last
    spaces = list(_WHITE.finditer(source, end, last))
    return spaces[-1].start() if spaces else last
