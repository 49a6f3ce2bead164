"""What on a page stands apart from its text: running heads and feet, page numbers, footnotes.

A pure function of the stored text of all pages, so that two laptops agree. Rather a head too few
than a line of evidence too many: what is at the edge of a page is running when the same words, or
a number that counts along with the pages, stand there on at least three pages close together.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from coder.model.report import PageText, Run
from coder.text.footnotes import notes
from coder.text.rows import Row, rows

_EDGE_ROWS = 4
"""So many rows from the top and from the bottom may be running."""

_PAGES, _MANY = 3, 6
"""On so many pages the same words stand, or other words each with the number of its page."""

_SKIPPED = 4
"""From one page with a head to the next are no more pages: each second may have another head, and
one may have none."""

_LONGEST = 140
_LEVEL = 8.0
"""Points by which the height of a running line may differ from page to page."""

_ALONE = 0.9
"""A head whose words change stands this many line heights off the text."""

_WORDS = 0.6
"""A head whose words change has at least this part of letters."""

_CAPTION = re.compile(
    r"(?:figure|table|box|chart|map|annex|source|note|figura|tabla|cuadro|gr[aá]fico|mapa|recuadro"
    r"|tabela|quadro|caixa|tableau|graphique|encadr[eé]|carte|fuente|fonte|nota|anexo|annexe"
    r"|(?:chapter|part|section|recommendation|finding|conclusion|lesson|chapitre|partie|constat"
    r"|cap[ií]tulo|parte|secci[oó]n|se[cç][aã]o|recomendaci[oó]n|recomenda[cç][aã]o) 0)s?\b"
)
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]+\b(?!')|\b[ivxlc]+$")
_ONLY_NUMBER = re.compile(r"\W*(?:(?:page|p[aá]gina|p|pp)\W*)?0\W*(?:(?:of|de|sur|/)?\W*0)?\W*$")
_NUMBER_FIRST = re.compile(r"0\s*[|•·–—-]?\s*[^\W\d_]")
_NUMBER_LAST = re.compile(r"[^\W\d_].*[\s|•·–—-]0$")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Apart(NamedTuple):
    """The runs of characters of one page that repeat on others, and those of its footnotes."""

    running: tuple[Run, ...] = ()
    notes: tuple[Run, ...] = ()

    def write(self) -> str:
        """Return both as JSON, "" when there is neither."""
        return json.dumps(self, separators=(",", ":")) if any(self) else ""


class Edge(NamedTuple):
    """A row of print at the upper (-1) or lower (1) edge of a page.

    `depth` counts from that edge, 0 for the outermost. `words` are lower case, with 0 for every
    number; `numbers` are those. `y` and `height` are in points; `off` is the distance to the next
    row inwards, in heights of this one.
    """

    side: int
    depth: int
    runs: tuple[Run, ...]
    words: str
    numbers: tuple[int, ...]
    y: float
    height: float
    off: float


class Edges(NamedTuple):
    """What of a page must be kept to tell, once all pages are known, what stands apart on it.

    `notes` are the lines of its footnotes.
    """

    rows: tuple[Edge, ...] = ()
    notes: tuple[Run, ...] = ()


def read(written: str) -> Apart:
    """Return what `Apart.write` wrote."""
    if not written:
        return Apart()
    running, footnotes = json.loads(written)
    return Apart(tuple(map(tuple, running)), tuple(map(tuple, footnotes)))


def edges(page: PageText) -> Edges:
    """Return what to keep of a page."""
    found = rows(page)
    upper = range(min(_EDGE_ROWS, len(found)))
    lower = range(max(0, len(found) - _EDGE_ROWS), len(found))
    return Edges(
        tuple(
            _edge(page, side, found, at) for side, ats in ((-1, upper), (1, lower)) for at in ats
        ),
        notes(page, found),
    )


def recognise(pages: Sequence[Edges]) -> list[Apart]:
    """Return for each page of a report what stands apart on it."""
    often, repeated = _repeated(pages)
    running = often | _outermost(pages, often | repeated | _numbered(pages))
    running |= _changing(pages, running)
    found = []
    for number, page in enumerate(pages):
        mine = [row for at, row in enumerate(page.rows) if (number, at) in running]
        runs = {run for row in mine for run in row.runs}
        found.append(Apart(_joined(runs), _joined(set(page.notes) - runs)))
    return found


def _edge(page: PageText, side: int, found: Sequence[Row], at: int) -> Edge:
    row, inner = found[at], at - side
    height = max(1.0, row.bottom - row.top)
    off = 99.0
    if 0 <= inner < len(found):
        gap = found[inner].top - row.bottom if side < 0 else row.top - found[inner].bottom
        off = gap / height
    runs = tuple((int(page.starts[line]), int(page.ends[line])) for line in row.lines)
    words, numbers = _without_numbers(" ".join(page.text[start:end] for start, end in runs))
    depth = at if side < 0 else len(found) - 1 - at
    return Edge(side, depth, runs, words, numbers, round(row.top, 1), round(height, 1), off)


def _without_numbers(written: str) -> tuple[str, tuple[int, ...]]:
    """Return words with 0 for every number, also a roman one at their beginning or end."""
    words = " ".join(written[: 2 * _LONGEST].split())[: _LONGEST + 1].casefold()
    numbers = [int(one) for one in _NUMBER.findall(words) if len(one) <= 5]
    if numbers:
        words = _NUMBER.sub("0", words)
    if roman := _ROMAN.findall(words):
        words = _ROMAN.sub("0", words)
    return words, tuple(numbers or map(_roman, roman))


def _roman(word: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in word]
    after = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, after, strict=True))


Place = tuple[int, int]
"""A page and the place of a row in its edges."""


def _every(pages: Sequence[Edges]) -> Iterator[tuple[Place, Edge]]:
    for number, page in enumerate(pages):
        for at, row in enumerate(page.rows):
            yield (number, at), row


def _repeated(pages: Sequence[Edges]) -> tuple[set[Place], set[Place]]:
    """Return the rows whose words stand at the same height of other pages.

    First those of many pages, then those of three pages close together, and those at the very
    edge of a page that many pages have at another height.
    """
    groups: dict[tuple[int, str], list[tuple[Place, Edge]]] = defaultdict(list)
    for place, row in _every(pages):
        is_told = 3 <= len(row.words) <= _LONGEST and not _CAPTION.match(row.words)
        if is_told and not _ONLY_NUMBER.match(row.words):
            groups[row.side, row.words].append((place, row))
    often: set[Place] = set()
    close: set[Place] = set()
    many = max(_MANY, len(pages) // 6)
    for group in groups.values():
        # Nearly all of a group stand at a few heights.
        heights = {row.y for _, row in group} if len(group) >= _PAGES else ()
        levels = {y: _level(group, y, many) for y in heights}
        for place, row in group if levels else ():
            if levels[row.y] is None:
                often.add(place)
            elif place not in close:
                close |= levels[row.y] or set()
        if any(place in often for place, _ in group):
            close |= {place for place, row in group if row.depth == 0}
    return often, close


def _level(group: Sequence[tuple[Place, Edge]], y: float, many: int) -> set[Place] | None:
    """Return the places of a group about as high as `y`, close together; None if it is `many`."""
    level = [place for place, row in group if abs(row.y - y) <= _LEVEL]
    return _close(level) if len(level) < many else None


def _close(places: Sequence[Place]) -> set[Place]:
    """Return those of places in order that belong to three pages close together."""
    found: set[Place] = set()
    chain = list(places[:1])
    for before, place in pairwise(places):
        if place[0] - before[0] > _SKIPPED:
            chain = []
        chain.append(place)
        if len({number for number, _ in chain}) >= _PAGES:
            found.update(chain)
    return found


def _numbered(pages: Sequence[Edges]) -> set[Place]:
    """Return the rows that are a page number, or end or begin with one.

    A page number counts along with the pages. One beside words must do so on many pages: chapters
    and recommendations, one a page, are numbered too.
    """
    bare: dict[tuple[int, int, str], list[Place]] = defaultdict(list)
    beside: dict[tuple[int, int, int, bool], list[Place]] = defaultdict(list)
    for place, row in _every(pages):
        if not row.numbers:
            continue
        if _ONLY_NUMBER.match(row.words):
            bare[row.side, row.numbers[0] - place[0], row.words[:1]].append(place)
        elif row.depth == 0 and len(row.words) <= _LONGEST:
            if _NUMBER_FIRST.match(row.words):
                beside[row.side, round(row.y / 3), row.numbers[0] - place[0], True].append(place)
            if _NUMBER_LAST.match(row.words):
                beside[row.side, round(row.y / 3), row.numbers[-1] - place[0], False].append(place)
    found = {place for group in bare.values() if len(group) >= _PAGES for place in group}
    many = max(_MANY, len(pages) // 10)
    return found | {place for group in beside.values() if len(group) >= many for place in group}


def _outermost(pages: Sequence[Edges], running: set[Place]) -> set[Place]:
    """Return the rows outside of which all are running as well."""
    depths = {
        (number, row.side, row.depth): (number, at)
        for number, page in enumerate(pages)
        for at, row in enumerate(page.rows)
        if (number, at) in running
    }
    return {
        place
        for (number, side, depth), place in depths.items()
        if all((number, side, outer) in depths for outer in range(depth))
    }


def _changing(pages: Sequence[Edges], running: set[Place]) -> set[Place]:
    """Return the uppermost rows where heads of other pages stand, in their size, off the text.

    So do chapter titles in a head.
    """
    slots = Counter(_slot(row) for place, row in _every(pages) if place in running)
    return {
        place
        for place, row in _every(pages)
        if (row.side, row.depth) == (-1, 0)
        and slots[_slot(row)] >= max(_PAGES, len(pages) // 6)
        and row.off >= _ALONE
        and len(row.words) <= _LONGEST
        and not _CAPTION.match(row.words)
        and _letters(row.words) >= _WORDS
    }


def _slot(row: Edge) -> tuple[int, int, int]:
    return row.side, round(row.y / 3), round(row.height)


def _letters(words: str) -> float:
    """Return which part of some words, spaces aside, is letters."""
    print_ = [one for one in words if not one.isspace()]
    return sum(one.isalpha() for one in print_) / max(1, len(print_))


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs in order, lines that follow one another as one run."""
    joined: list[Run] = []
    for start, end in sorted(runs):
        if joined and start - joined[-1][1] <= 2:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
