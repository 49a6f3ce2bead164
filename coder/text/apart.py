"""What on a page stands apart from its text: running heads and feet, page numbers, footnotes.

A pure function of the stored text of all pages, so that two laptops agree. Rather a head too few
than a line of evidence too many: a line at the edge of a page is running when the same words, or
a number that counts along with the pages, stand there on at least three pages.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.model.report import PageText, Run
from coder.text.fold import fold_plain

Numbers = npt.NDArray[np.float64]

_EDGE_LINES = 4
"""So many rows from the top and from the bottom may be running."""

_PAGES = 3
_LONGEST = 140
_LEVEL = 8.0
"""Points by which the height of a running line may differ from page to page."""

_ALONE = 0.9
"""A head whose words change stands this many line heights off the text."""

_SMALL, _LARGE, _TELLING = 0.95, 0.99, 15
"""How wide the letters of footnotes are at most, of those above: on average, and in any row of so
many letters."""

_SET_OFF = 0.3
"""How many line heights footnotes stand off the text."""

_BODY = 4
"""Rows of text above footnotes, at least."""

_MARK = re.compile(
    r"\s*(?:\[?\d{1,3}[\])]?\s*(?:[A-ZÀ-ÞŒ“\"«(‘]|https?:|ibid)|[*†‡§]{1,3}\s*[^\W\d_])"
)
_CAPTION = re.compile(
    r"(?:figure|table|box|chart|map|annex|source|note|figura|tabla|cuadro|gr[aá]fico|mapa|recuadro"
    r"|tabela|quadro|caixa|tableau|graphique|encadr[eé]|carte|fuente|fonte|nota|anexo|annexe)\b"
)
_WORDS = 0.6
"""A note, or a head whose words change, has at least this part of letters."""
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]+\b")
_ONLY_NUMBER = re.compile(r"^\W*(?:(?:page|pagina|p|pp)\W*)?0\W*(?:(?:of|de|sur)?\W*0)?\W*$")
_LOWER = np.array([chr(code).islower() for code in range(0x250)])
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Apart(NamedTuple):
    """The runs of characters of one page that repeat on others, and those of its footnotes."""

    running: tuple[Run, ...] = ()
    notes: tuple[Run, ...] = ()

    def write(self) -> str:
        """Return both as JSON, "" when there is neither."""
        return json.dumps(self, separators=(",", ":")) if any(self) else ""


class Edge(NamedTuple):
    """A row of print at the upper (-1) or lower (1) edge of a page.

    `words` are folded, numbers left out; `numbers` are what was left out. `y` and `height` are in
    points; `off` is the distance to the next row inwards, in heights of this one.
    """

    side: int
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


class _Row(NamedTuple):
    """Upright lines side by side, as a reader sees one line: their runs, top and bottom."""

    lines: list[int]
    top: float
    bottom: float


def read(written: str) -> Apart:
    """Return what `Apart.write` wrote."""
    if not written:
        return Apart()
    running, notes = json.loads(written)
    return Apart(tuple(map(tuple, running)), tuple(map(tuple, notes)))


def edges(page: PageText) -> Edges:
    """Return what to keep of a page."""
    rows = _rows(page)
    if not rows:
        return Edges()
    upper = [_edge(page, -1, rows, at) for at in range(min(_EDGE_LINES, len(rows)))]
    last = max(_EDGE_LINES, len(rows) - _EDGE_LINES)
    lower = [_edge(page, 1, rows, at) for at in range(last, len(rows))]
    return Edges((*upper, *lower), _notes(page, rows))


def recognise(pages: Sequence[Edges]) -> list[Apart]:
    """Return for each page of a report what stands apart on it."""
    running = _repeated(pages) | _counting(pages)
    running |= _changing(pages, running)
    found = []
    for number, page in enumerate(pages):
        mine = [row for at, row in enumerate(page.rows) if (number, at) in running]
        runs = {run for row in mine for run in row.runs}
        found.append(Apart(_joined(runs), _joined(set(page.notes) - runs)))
    return found


def _rows(page: PageText) -> list[_Row]:
    """Return the upright lines from top to bottom, those at one height together."""
    heights = page.bottoms - page.tops
    upright = np.flatnonzero((page.cosines > 0.99) & (page.ends > page.starts) & (heights > 0))
    rows: list[_Row] = []
    for line in upright[np.argsort(page.tops[upright], kind="stable")].tolist():
        if not page.text[page.starts[line] : page.ends[line]].strip():
            continue
        top, bottom = float(page.tops[line]), float(page.bottoms[line])
        if rows and (top + bottom) / 2 < rows[-1].bottom:
            before = rows[-1]
            rows[-1] = _Row([*before.lines, line], before.top, max(before.bottom, bottom))
        else:
            rows.append(_Row([line], top, bottom))
    return rows


def _edge(page: PageText, side: int, rows: Sequence[_Row], at: int) -> Edge:
    row, inner = rows[at], at - side
    height = max(1.0, row.bottom - row.top)
    off = 99.0
    if 0 <= inner < len(rows):
        gap = rows[inner].top - row.bottom if side < 0 else row.top - rows[inner].bottom
        off = gap / height
    by_place = sorted(row.lines, key=lambda line: float(page.left[page.starts[line]]))
    runs = tuple((int(page.starts[line]), int(page.ends[line])) for line in by_place)
    folded = fold_plain(" ".join(page.text[start:end] for start, end in runs)).strip()
    words, numbers = _without_numbers(folded)
    return Edge(side, runs, words, numbers, round(row.top, 1), round(height, 1), round(off, 2))


def _without_numbers(folded: str) -> tuple[str, tuple[int, ...]]:
    """Return words with 0 for every number, a roman one that stands alone included."""
    numbers = tuple(int(one) for one in _NUMBER.findall(folded) if len(one) <= 5)
    words = _NUMBER.sub("0", folded)
    if not numbers and (alone := _ROMAN.fullmatch(words.strip(" -–—.|"))):
        return "0", (_roman(alone[0]),)
    return words, numbers


def _roman(word: str) -> int:
    values = [_VALUES[letter] for letter in word]
    after = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, after, strict=True))


Place = tuple[int, int]
"""A page and the place of a row in its edges."""


def _every(pages: Sequence[Edges]) -> Iterator[tuple[Place, Edge]]:
    for number, page in enumerate(pages):
        for at, row in enumerate(page.rows):
            yield (number, at), row


def _repeated(pages: Sequence[Edges]) -> set[Place]:
    """Return the rows whose words stand at the same height of three pages or more."""
    groups: dict[tuple[int, str], list[tuple[Place, Edge]]] = defaultdict(list)
    for place, row in _every(pages):
        is_number = _ONLY_NUMBER.match(row.words) is not None
        is_told = 3 <= len(row.words) <= _LONGEST and not _CAPTION.match(row.words)
        if is_told and not is_number:
            groups[row.side, row.words].append((place, row))
    found: set[Place] = set()
    for group in groups.values():
        for place, row in group:
            level = {other for (other, _), one in group if abs(one.y - row.y) <= _LEVEL}
            if len(level) >= _PAGES:
                found.add(place)
    return found


def _counting(pages: Sequence[Edges]) -> set[Place]:
    """Return the rows that are a page number: one that counts along with the pages."""
    groups: dict[tuple[int, int, str], list[Place]] = defaultdict(list)
    for place, row in _every(pages):
        if _ONLY_NUMBER.match(row.words) and row.numbers:
            ahead = row.numbers[0] - place[0]
            groups[row.side, ahead, row.words[:1]].append(place)
    found: set[Place] = set()
    for group in groups.values():
        if len({number for number, _ in group}) >= _PAGES:
            found.update(group)
    return found


def _changing(pages: Sequence[Edges], running: set[Place]) -> set[Place]:
    """Return the uppermost rows where heads of other pages stand, in their size, off the text.

    So do chapter titles in a head.
    """
    slots = Counter(_slot(row) for place, row in _every(pages) if place in running)
    return {
        place
        for place, row in _every(pages)
        if row.side < 0
        and place[1] == 0
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


def _notes(page: PageText, rows: Sequence[_Row]) -> tuple[Run, ...]:
    """Return the lines at the foot of a page that begin with a mark and are set smaller.

    How wide letters are set tells it; line heights grow with a raised mark or a stray space.
    """
    marked = [
        at
        for at in range(_BODY, len(rows))
        if _is_set_off(rows[at - 1], rows[at]) and _is_marked(page, rows[at])
    ]
    if not marked:
        return ()
    widths, counts = _advances(page)
    width = np.array([float(widths[row.lines].sum()) for row in rows])
    count = np.array([float(counts[row.lines].sum()) for row in rows])
    means = np.divide(width, count, out=np.zeros_like(width), where=count >= _TELLING)
    for first in marked:
        letters = float(count[:first].sum())
        above = float(width[:first].sum()) / letters if letters else 0.0
        below = means[first:][means[first:] > 0]
        if len(below) and np.mean(below) <= _SMALL * above and np.max(below) <= _LARGE * above:
            return _note_lines(page, rows[first:])
    return ()


def _is_set_off(above: _Row, row: _Row) -> bool:
    return row.top - above.bottom >= _SET_OFF * (row.bottom - row.top)


def _is_marked(page: PageText, row: _Row) -> bool:
    start = min(int(page.starts[line]) for line in row.lines)
    return _MARK.match(page.text[start : start + 40]) is not None


def _note_lines(page: PageText, rows: Sequence[_Row]) -> tuple[Run, ...]:
    lines = [line for one in rows for line in one.lines]
    runs = [(int(page.starts[line]), int(page.ends[line])) for line in lines]
    words = " ".join(page.text[start:end] for start, end in runs)
    return tuple(runs) if _letters(words) >= _WORDS else ()


def _advances(page: PageText) -> tuple[Numbers, Numbers]:
    """Return for each line how wide its small letters are together, and how many there are."""
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    small = _LOWER[np.minimum(codes, len(_LOWER) - 1)]
    width = np.abs(page.right - page.left)[small]
    lines, count = page.line_of[small], len(page.starts)
    letters: Numbers = np.bincount(lines, minlength=count).astype(np.float64)
    return np.bincount(lines, width, count).astype(np.float64), letters


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs in order, lines that follow one another as one run."""
    joined: list[Run] = []
    for start, end in sorted(runs):
        if joined and start - joined[-1][1] <= 2:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
