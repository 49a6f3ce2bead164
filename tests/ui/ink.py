"""Compares what is painted as marked with the ink of the page under it, in pictures of the view.

The ink is the engine's drawing and owes nothing to our geometry.
"""

import math
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point, Quad
from coder.model.ids import CoderId, CodingId, PassageId, ReportId
from coder.model.report import PageFacts, PageText
from coder.pdf.chars import page_text, rows
from coder.pdf.engine import Book
from coder.text import place
from tests.ui.reader_pages import LOOKS, A
from ui.reader.layout import Spot
from ui.reader.marked_view import MarkedView
from ui.reader.source import PageSource
from ui.reader.wanted import covered, is_capped, page_job

Darkness = npt.NDArray[np.float64]
_WORD = re.compile(r"\S{3,}")
_WIDEST, _MOST = 2000.0, 3


class Word(NamedTuple):
    """A word between spaces, and the quads of those."""

    page: int
    start: int
    end: int
    quad: Quad
    spaces: tuple[Quad, ...]


class Read(NamedTuple):
    """A report with the texts of the pages looked at."""

    source: PageSource
    texts: dict[int, PageText]


class Seen(NamedTuple):
    """How well a mark fits.

    `share` is how much of the ink of the word and its spaces lies under the mark, `denser` how
    many times denser the ink is in the middle of the mark's height than at its edges, where lines
    part (infinite when those are out of view); `off` is by how many pixels of the picture the
    mark is away from the word's quad.
    """

    share: float
    denser: float
    off: float


def read(content: bytes, pages: tuple[int, ...], password: str | None = None) -> Read:
    """Take in the texts of some pages."""
    book = Book(content, password)
    facts = [PageFacts(at, "", _size(book, at), has_text=True) for at in range(book.pages)]
    texts = {page: page_text(rows(book.read(page)[1])) for page in pages}
    source = PageSource(ReportId(b"i" * 16), lambda: content, password, facts, texts.__getitem__)
    return Read(source, texts)


def words(text: PageText, page: int, size: PageSize) -> list[Word]:
    """Return some words of a page, each on another line, spread over it."""
    found = list(_between_spaces(text, page, size))
    step = max(1, len(found) // _MOST)
    return found[::step][:_MOST]


def mark(word: Word) -> Mark:
    """Return the mark of a coding of a word."""
    key = (word.page * 1_000_000 + word.start).to_bytes(16, "big")
    coding, passage = CodingId(key), PassageId(b"p" + key[1:])
    quads = ((word.page, word.quad),)
    return Mark(coding, passage, A, CoderId(b"c" * 16), word.page, word.start, quads)


def look(view: MarkedView, word: Word, wait: Callable[[Callable[[], bool]], None]) -> Seen:
    """Bring a word into view, mark it, and look."""
    middle = _middle(word.quad)
    view.set_marks([], LOOKS)
    spot = Spot(word.page, view.sizes[word.page].to_shown(middle))
    view._put(spot, QPointF(view.viewport().width() / 2, view.viewport().height() / 2))
    wait(lambda: _is_sharp(view, word.page))
    before = _grey(view)
    view.set_marks([mark(word)], LOOKS)
    after = _grey(view)
    return _measured(view, word, before, after)


def _measured(view: MarkedView, word: Word, before: Darkness, after: Darkness) -> Seen:
    expected = _area(view, word.page, word.quad)
    region = np.zeros(before.shape, np.bool_)
    for quad in (word.quad, *word.spaces):
        left, top, right, bottom = _whole(_area(view, word.page, quad), before.shape)
        region[top:bottom, left:right] = True
    whole = view.sizes[word.page].shown
    corner = view.pixel_at(Spot(word.page, Point(*whole))) * view.devicePixelRatioF()
    changed = np.argwhere(np.abs(after - before)[:, : int(corner.x())] > 6)
    assert len(changed), "nothing is painted"
    (top, left), (bottom, right) = changed.min(axis=0), changed.max(axis=0) + 1
    painted = np.zeros(before.shape, np.bool_)
    painted[top:bottom, left:right] = True
    ink = np.abs(before - np.median(before[region]))
    ink[ink < 24] = 0
    inside, beside = ink[painted & region].sum(), ink[region & ~painted].sum()
    share = float(inside / (inside + beside)) if inside + beside else 0.0
    high, wide = before.shape
    limits = np.array([wide, high, wide, high])
    off = np.abs(np.array([left, top, right, bottom]) - np.clip(expected, 0, limits)).max()
    is_across = right - left >= bottom - top
    lines = ink[:, left:right] if is_across else ink[top:bottom].T
    denser = _denser(lines.sum(axis=1), *((top, bottom) if is_across else (left, right)))
    return Seen(share, denser, float(off))


def _denser(profile: Darkness, first: int, last: int) -> float:
    """Return how many times more ink a mark has in its middle than at its edges, row by row."""
    high = last - first
    if first == 0 or last == len(profile):
        return math.inf
    near = max(1, round(high * 0.07))
    edges = np.concatenate(
        [profile[max(0, first - near) : first + near], profile[last - near : last + near]]
    )
    middle = profile[first + int(high * 0.3) : last - int(high * 0.3)]
    return float(middle.mean() / max(edges.mean(), 1.0))


def _size(book: Book, page: int) -> PageSize:
    return book._size(page)


def _between_spaces(text: PageText, page: int, size: PageSize) -> Iterator[Word]:
    """Yield the first such word of each line that runs across or up the page."""
    lines = zip(text.starts.tolist(), text.ends.tolist(), strict=True)
    for line, (start, end) in enumerate(lines):
        if min(abs(float(text.cosines[line])), abs(float(text.sines[line]))) > 0.001:
            continue
        for found in _WORD.finditer(text.text, start, end):
            quads = place.quads(text, *found.span())
            spaces = [
                _space(text, line, at)
                for at in (found.start() - 1, found.end())
                if start <= at < end and text.text[at] == " "
            ]
            if len(quads) == 1 and spaces and _is_fit(quads[0], size):
                yield Word(page, *found.span(), quads[0], tuple(spaces))
                break


def _space(text: PageText, line: int, at: int) -> Quad:
    """Return the quad of a space."""
    left, right = sorted((float(text.left[at]), float(text.right[at])))
    top, bottom = float(text.tops[line]), float(text.bottoms[line])
    cosine, sine = float(text.cosines[line]), float(text.sines[line])
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Quad(*(part for a, b in corners for part in _turned(a, b, cosine, sine)))


def _turned(a: float, b: float, cosine: float, sine: float) -> tuple[float, float]:
    return a * cosine - b * sine, a * sine + b * cosine


def _is_fit(quad: Quad, size: PageSize) -> bool:
    left, top, right, bottom = quad.rect
    long, high = max(right - left, bottom - top), min(right - left, bottom - top)
    return 4 < high < long / 1.4 < _WIDEST and _is_on(quad, size)


def _is_on(quad: Quad, size: PageSize) -> bool:
    left, top, right, bottom = quad.rect
    return left >= 0 and top >= 0 and right <= size.width and bottom <= size.height


def _middle(quad: Quad) -> Point:
    left, top, right, bottom = quad.rect
    return Point((left + right) / 2, (top + bottom) / 2)


def _area(view: MarkedView, page: int, quad: Quad) -> tuple[float, float, float, float]:
    """Return where a quad lies in a picture of the view: left, top, right, bottom."""
    size, ratio = view.sizes[page], view.devicePixelRatioF()
    left, top, right, bottom = quad.rect
    one = view.pixel_at(Spot(page, size.to_shown(Point(left, top)))) * ratio
    other = view.pixel_at(Spot(page, size.to_shown(Point(right, bottom)))) * ratio
    xs, ys = sorted((one.x(), other.x())), sorted((one.y(), other.y()))
    return xs[0], ys[0], xs[1], ys[1]


def _whole(
    area: tuple[float, float, float, float], shape: tuple[int, ...]
) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(value) for value in area)
    return max(0, left), max(0, top), min(shape[1], right), min(shape[0], bottom)


def _is_sharp(view: MarkedView, page: int) -> bool:
    """Say whether a page, or the part of it in view, is drawn at its full sharpness."""
    drawing, scene = view._drawing, view._scene()
    if is_capped(scene.layout, page):
        return covered(scene, drawing.cache, page)
    return page_job(scene.layout, page) in drawing.cache


def _grey(view: MarkedView) -> Darkness:
    """Return the picture of the view as lightness 0 to 255; height x width."""
    picture = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(picture.constBits(), np.uint8)
    rows_ = raw.reshape(picture.height(), picture.bytesPerLine() // 4, 4)[:, : picture.width(), :3]
    return rows_.astype(np.float64).mean(axis=2)
