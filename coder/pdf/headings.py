"""Headings recognised by their print, for reports whose file lists none; rather few than false."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coder.model.report import OutlineEntry, PageText
from coder.pdf.chars import Row

_LARGER = 1.15
_LONGEST = 120
_LONGEST_BOLD = 80
_MOST_ON_A_PAGE = 8
_MOST_REPEATS = 3
_MOST_LEVELS = 4
_BOLD = 16
_OTHER = re.compile(
    r"^[^\w(\[«“\"'¿¡]"  # an item of a list
    r"|\.{4}|(\. ){4}|(\.{3}|…)\s*\d+$"  # an entry of a table of contents
    r"|^(figure|table|box|chart|map|figura|tabla|cuadro|gr[áa]fico|mapa|recuadro|tabela|quadro"
    r"|caixa|tableau|graphique|encadr[ée]|carte)\s+[\dIVX]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: what it says, its block, size in points, boldness, unrotated height."""

    text: str
    block: int
    size: float
    bold: bool
    upright: bool
    y: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    title: str
    page: int
    size: float
    y: float


def lines(found: Sequence[Row], page: PageText) -> list[Line]:
    """Return the lines of a page as headings are recognised by."""
    result = []
    for number, row in enumerate(found):
        spans = row.line["spans"]
        span = max(spans, key=_length) if len(spans) > 1 else spans[0]
        result.append(
            Line(
                row.words.strip(),
                row.block,
                round(span["size"] * 2) / 2,
                span["flags"] & _BOLD > 0
                and all(one["flags"] & _BOLD for one in spans if _prints(one)),
                float(page.cosines[number]) == 1.0,
                float(page.tops[number]),
            )
        )
    return result


def recognise(pages: Sequence[Sequence[Line]]) -> list[OutlineEntry]:
    """Return what is printed like a heading: larger than the body, or bold and alone."""
    body = _body_size(pages)
    found: list[_Candidate] = []
    for number, page in enumerate(pages):
        here = [one for one in _candidates(number, page, body) if _says_something(one.title)]
        if len(here) <= _MOST_ON_A_PAGE:
            found += here
    repeats = Counter(one.title.casefold() for one in found)
    kept = [one for one in found if repeats[one.title.casefold()] <= _MOST_REPEATS]
    sizes = sorted({one.size for one in kept}, reverse=True)
    levels = {size: min(rank, _MOST_LEVELS) for rank, size in enumerate(sizes, 1)}
    return [
        OutlineEntry(levels[one.size], one.title, one.page, one.y, printed=True) for one in kept
    ]


def _length(span: Mapping[str, str]) -> int:
    return len(span["words"])


def _prints(span: Mapping[str, str]) -> bool:
    return bool(span["words"]) and not span["words"].isspace()


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """Return the size in which most characters are printed."""
    weights: Counter[float] = Counter()
    for page in pages:
        for line in page:
            weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _candidates(number: int, page: Sequence[Line], body: float) -> list[_Candidate]:
    """Return the runs of neighbouring lines of one block that are printed like a heading."""
    marks = [(line.block, line.size, _stands_out(line, page, body)) for line in page]
    edges = [
        at for at in range(len(marks) + 1) if at in {0, len(marks)} or marks[at] != marks[at - 1]
    ]
    runs = [page[start:end] for start, end in pairwise(edges) if marks[start][2]]
    return [
        _Candidate(title, number, run[0].size, min(line.y for line in run))
        for run in runs
        if len(title := " ".join(line.text for line in run)) <= _LONGEST
    ]


def _stands_out(line: Line, page: Sequence[Line], body: float) -> bool:
    if not line.upright:
        return False
    if line.size >= body * _LARGER:
        return True
    if not line.bold or line.size < body or len(line.text) > _LONGEST_BOLD:
        return False
    return all(other.bold for other in page if other.block == line.block)


def _says_something(title: str) -> bool:
    """Say whether a run reads like a heading: mostly letters, no caption, entry or torn line."""
    letters = sum(one.isalpha() for one in title)
    torn = title[0].islower() or title.rstrip()[-1] in ".,;:"
    return letters >= 3 and letters >= len(title) / 2 and not torn and not _OTHER.search(title)
