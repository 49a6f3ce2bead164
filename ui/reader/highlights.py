"""Paints highlights and margin stripes, and says what lies under the pointer."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point
from coder.model.ids import CodeId, CodingId
from ui.reader.colours import DeskColours
from ui.reader.marks import PageMarks
from ui.reader.source import Look
from ui.reader.stripes import Stripe, stripes

FILL, EDGE = 82, 210
"""How opaque a highlight and its lower edge are, of 255; black print keeps its contrast."""

_PLAIN = Look("#888888", "")
_BAR, _PITCH, _NEAR = 5, 9, 7
"""Screen pixels: width of a stripe, distance between stripes, distance of the first to the page."""
_LEAST_NAME = 44


@dataclass(frozen=True, slots=True)
class _Colour:
    """All pieces of one colour on a page, in pixels of the page, from top to bottom."""

    fill: QColor
    edge: QColor
    tops: list[int]
    tallest: int
    rects: list[QRect]
    edges: list[QRect]


@dataclass(frozen=True, slots=True)
class _Name:
    """The name beside a stripe: where its upper left corner is, in pixels right of the page."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a page's marks come to at one scale and with one width of margin."""

    key: tuple[float, float, int]
    colours: list[_Colour]
    bars: list[tuple[QRect, QColor, Stripe]]
    names: list[_Name]


class Highlights:
    """The marks of the open report, by page; all areas are in device pixels."""

    def __init__(self, sizes: Sequence[PageSize]) -> None:
        self._sizes = sizes
        self._looks: Mapping[CodeId, Look] = {}
        self._by_page: dict[int, dict[CodingId, Mark]] = defaultdict(dict)
        self._worked: dict[int, PageMarks] = {}
        self._stripes: dict[int, list[Stripe]] = {}
        self._drawn: dict[int, _Drawn] = {}
        self.lit: frozenset[bytes] = frozenset()
        self.under: frozenset[bytes] = frozenset()

    def show(self, marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> None:
        """Show these marks and no others."""
        self._looks = dict(looks)
        self._by_page.clear()
        for cached in (self._worked, self._stripes, self._drawn):
            cached.clear()
        for mark in marks:
            for page in {page for page, _ in mark.quads}:
                self._by_page[page][mark.coding] = mark

    def change(self, added: Iterable[Mark], removed: Collection[CodingId]) -> None:
        """Add marks (or put them in the place of those of the same coding) and take some away."""
        gone = {*removed, *(mark.coding for mark in added)}
        touched = {page for page, marks in self._by_page.items() if gone & marks.keys()}
        for page in touched:
            for coding in gone & self._by_page[page].keys():
                del self._by_page[page][coding]
        for mark in added:
            for page in {page for page, _ in mark.quads}:
                self._by_page[page][mark.coding] = mark
                touched.add(page)
        for page in touched:
            self._worked.pop(page, None)
            self._stripes.pop(page, None)
            self._drawn.pop(page, None)

    def name(self, code: CodeId) -> str:
        """Return the name of a code."""
        return self._looks.get(code, _PLAIN).name

    def marks(self, page: int) -> PageMarks | None:
        """Return what there is on a page, or None."""
        if not self._by_page.get(page):
            return None
        if page not in self._worked:
            found = PageMarks(page, self._sizes[page], list(self._by_page[page].values()))
            self._worked[page] = found
            self._stripes[page] = stripes(found)
        return self._worked[page]

    def at(self, page: int, point: Point) -> list[Mark]:
        """Return the marks under a point of the page as shown, the smallest first."""
        found = self.marks(page)
        return found.at(point) if found else []

    def stripe_at(self, page: int, x: float, y: float, ratio: float) -> Stripe | None:
        """Return the stripe under a pixel (x right of the page, y below its top), or None."""
        drawn = self._drawn.get(page)
        if drawn is None or x < 0:
            return None
        wide = int((_PITCH - _BAR) * ratio / 2)
        spot = QPoint(int(x), int(y))
        for rect, _, stripe in drawn.bars:
            if rect.adjusted(-wide, 0, wide, 0).contains(spot):
                return stripe
        return None

    def paint(
        self, painter: QPainter, page: int, area: QRect, exposed: QRect, scale: float
    ) -> None:
        """Paint the highlights of a page that lies at `area`; only what is in `exposed`."""
        if self.marks(page) is None:
            return
        drawn = self._at_scale(page, scale, self._ratio(painter), 0)
        offset = area.topLeft()
        top, bottom = exposed.top() - offset.y(), exposed.bottom() - offset.y()
        painter.save()
        painter.translate(offset)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour in drawn.colours:
            first = bisect_left(colour.tops, top - colour.tallest)
            last = bisect_right(colour.tops, bottom)
            if first < last:
                painter.setBrush(colour.fill)
                painter.drawRects(colour.rects[first:last])
                painter.setBrush(colour.edge)
                painter.drawRects(colour.edges[first:last])
        painter.restore()

    @staticmethod
    def _ratio(painter: QPainter) -> float:
        return painter.device().devicePixelRatio()
