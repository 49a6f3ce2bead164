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
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

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
    upright = _upright(view, word)
    before = _grey(view, word.page, upright)
    view.set_marks([mark(word)], LOOKS)
    after = _grey(view, word.page, upright)
    return _measured(view, word, before, after, upright)


def _measured(
    view: MarkedView, word: Word, before: Darkness, after: Darkness, to: QTransform
) -> Seen:
    expected = _area(view, word.page, word.quad, to)
    region = np.zeros(before.shape, np.bool_)
    for quad in (word.quad, *word.spaces):
        left, top, right, bottom = _whole(_area(view, word.page, quad, to), before.shape)
        region[top:bottom, left:right] = True
    changed = np.argwhere(np.abs(after - before) > 6)
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
    """Yield the first such word of each line, whichever way it runs."""
    lines = zip(text.starts.tolist(), text.ends.tolist(), strict=True)
    for line, (start, end) in enumerate(lines):
        for found in _WORD.finditer(text.text, start, end):
            quads = place.quads(text, *found.span())
            spaces = [
                _space(text, line, at)
                for at in (found.start() - 1, found.end())
                if start <= at < end and text.text[at] == " "
            ]
            spaces = [space for space in spaces if _touch(space, quads[0])]
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


def _touch(space: Quad, word: Quad) -> bool:
    """Say whether a space is beside a word; that at the end of a line may stand anywhere."""
    sides = [(space.x1, space.y1, word.x0, word.y0), (space.x0, space.y0, word.x1, word.y1)]
    return min(math.hypot(a - c, b - d) for a, b, c, d in sides) < 2


def _turned(a: float, b: float, cosine: float, sine: float) -> tuple[float, float]:
    return a * cosine - b * sine, a * sine + b * cosine


def _is_fit(quad: Quad, size: PageSize) -> bool:
    sides = (
        math.hypot(quad.x1 - quad.x0, quad.y1 - quad.y0),
        math.hypot(quad.x3 - quad.x0, quad.y3 - quad.y0),
    )
    long, high = max(sides), min(sides)
    return 4 < high < long / 1.4 < _WIDEST and _is_on(quad, size)


def _is_on(quad: Quad, size: PageSize) -> bool:
    left, top, right, bottom = quad.rect
    return left >= 0 and top >= 0 and right <= size.width and bottom <= size.height


def _middle(quad: Quad) -> Point:
    left, top, right, bottom = quad.rect
    return Point((left + right) / 2, (top + bottom) / 2)


def _corners(view: MarkedView, page: int, quad: Quad) -> list[QPointF]:
    """Return where the corners of a quad lie in a picture of the view."""
    size, ratio = view.sizes[page], view.devicePixelRatioF()
    places = [Point(*quad[at : at + 2]) for at in (0, 2, 4, 6)]
    return [view.pixel_at(Spot(page, size.to_shown(place))) * ratio for place in places]


def _area(
    view: MarkedView, page: int, quad: Quad, to: QTransform
) -> tuple[float, float, float, float]:
    """Return where a quad lies in a picture set upright: left, top, right, bottom."""
    places = [to.map(corner) for corner in _corners(view, page, quad)]
    xs, ys = [one.x() for one in places], [one.y() for one in places]
    return min(xs), min(ys), max(xs), max(ys)


def _upright(view: MarkedView, word: Word) -> QTransform:
    """Return what sets the picture of a slanted word upright; nothing for any other."""
    one, other, *_ = _corners(view, word.page, word.quad)
    slant = math.degrees(math.atan2(other.y() - one.y(), other.x() - one.x()))
    to = QTransform()
    if min(slant % 90, -slant % 90) > 0.1:
        middle = QPointF(view.viewport().width() / 2, view.viewport().height() / 2)
        middle *= view.devicePixelRatioF()
        to.translate(middle.x(), middle.y())
        to.rotate(-slant)
        to.translate(-middle.x(), -middle.y())
    return to


def _whole(
    area: tuple[float, float, float, float], shape: tuple[int, ...]
) -> tuple[int, int, int, int]:
    high, wide = shape
    left, right = (min(max(0, round(value)), wide) for value in area[::2])
    top, bottom = (min(max(0, round(value)), high) for value in area[1::2])
    return left, top, right, bottom


def _is_sharp(view: MarkedView, page: int) -> bool:
    """Say whether a page, or the part of it in view, is drawn at its full sharpness."""
    drawing, scene = view._drawing, view._scene()
    if is_capped(scene.layout, page):
        return covered(scene, drawing.cache, page)
    return page_job(scene.layout, page) in drawing.cache


def _grey(view: MarkedView, page: int, to: QTransform) -> Darkness:
    """Return the picture of the view, set upright, as lightness 0 to 255; height x width.

    What is beside the page, such as stripes, is left blank.
    """
    seen = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen.setDevicePixelRatio(1)
    picture = QImage(seen.size(), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    end = view.pixel_at(Spot(page, Point(*view.sizes[page].shown))) * view.devicePixelRatioF()
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not to.isIdentity())
    painter.setTransform(to)
    painter.drawImage(0, 0, seen, 0, 0, max(1, min(int(end.x()), seen.width())), seen.height())
    painter.end()
    raw = np.frombuffer(picture.constBits(), np.uint8)
    rows_ = raw.reshape(picture.height(), picture.bytesPerLine() // 4, 4)[:, : picture.width(), :3]
    return rows_.astype(np.float64).mean(axis=2)
