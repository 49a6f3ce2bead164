"""What was found: where it stands on the pages, and how it is painted."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coder.model.geometry import PageSize, Quad
from coder.model.report import PageText
from coder.text import place
from ui.reader.runs import bridged
from ui.reader.selection_paint import rects, region
from ui.reader.texts import PageTexts

Hit = tuple[int, int]
"""Start and end in the canonical text of a page."""

Ints = npt.NDArray[np.intp]

_FILL, _CURRENT, _EDGE = QColor("#ffe98a"), QColor("#ffb45c"), QColor("#9a4b00")
_KEPT = 16


class Hits:
    """The hits by page, and the one that is looked at: page, start and end.

    Where they lie is worked out when a page is painted; all hits inside the current one are.
    """

    def __init__(self) -> None:
        self._by_page: dict[int, list[Hit]] = {}
        self._places: dict[int, list[list[Quad]]] = {}
        self._areas: dict[tuple[int, float], list[list[QRect]]] = {}
        self.current: tuple[int, int, int] | None = None

    def show(self, by_page: Mapping[int, Sequence[Hit]]) -> None:
        """Show these hits and no others; the one looked at stays so if it is among them."""
        self._by_page = {page: list(hits) for page, hits in by_page.items() if hits}
        self._places.clear()
        self._areas.clear()
        page = self.current[0] if self.current else -1
        if not any(self._is_current(page, hit) for hit in self._by_page.get(page, ())):
            self.current = None

    def clear(self) -> None:
        """Show none."""
        self.show({})

    def pages(self) -> dict[int, list[Hit]]:
        """Return the hits by page (from 0)."""
        return self._by_page

    def resize(self) -> None:
        """Work out anew where the hits lie: pages have other sizes."""
        self._areas.clear()

    def paint(
        self,
        painter: QPainter,
        page: int,
        area: QRect,
        scale: float,
        _colours: object,
        texts: PageTexts,
        sizes: Sequence[PageSize],
    ) -> None:
        """Paint the hits of the page that lies at `area`, the current one outlined."""
        hits = self._by_page.get(page)
        if not hits:
            return
        corner, seen = area.topLeft(), painter.viewport()
        outlined: list[QRect] = []
        painter.save()
        # Multiplied, the print stays as dark as it is.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for hit, places in zip(hits, self._worked_out(page, scale, texts, sizes), strict=True):
            is_current = self._is_current(page, hit)
            shown = [rect.translated(corner) for rect in places]
            for rect in shown:
                if rect.intersects(seen):
                    painter.fillRect(rect, _CURRENT if is_current else _FILL)
            outlined += shown if is_current else []
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_EDGE, painter.device().devicePixelRatio()))
        for rect in outlined:
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        painter.restore()

    def _is_current(self, page: int, hit: Hit) -> bool:
        if self.current is None or self.current[0] != page:
            return False
        return self.current[1] <= hit[0] and hit[1] <= self.current[2]

    def _worked_out(
        self, page: int, scale: float, texts: PageTexts, sizes: Sequence[PageSize]
    ) -> list[list[QRect]]:
        """Return the rectangles of every hit of a page, in pixels of the page."""
        key = page, scale
        if key not in self._areas:
            if page not in self._places:
                self._places[page] = quads_of(texts(page), self._by_page[page])
            if len(self._areas) > _KEPT:
                self._areas.clear()
            self._areas[key] = [
                [rect for quad in quads for rect in rects(region(quad, sizes[page], scale))]
                for quads in self._places[page]
            ]
        return self._areas[key]


def quads_of(text: PageText, hits: Sequence[Hit]) -> list[list[Quad]]:
    """Return what to paint for each of many hits on a page, quickly for those on one line."""
    if not len(text.text):
        return [[] for _ in hits]
    starts, ends = np.clip(np.array(hits), 0, len(text.text)).T
    lasts = np.maximum(ends - 1, 0)
    starts = np.minimum(starts, lasts)
    lines = text.line_of[starts]
    left, right = text.left[starts], text.right[lasts]
    is_plain = _is_plain(text, starts, lasts)
    columns = (left, text.tops[lines], right, text.bottoms[lines])
    boxes = np.column_stack(columns).tolist()
    found = []
    for hit, (x0, y0, x1, y1), plain in zip(hits, boxes, is_plain.tolist(), strict=True):
        if plain:
            found.append([Quad(x0, y0, x1, y0, x1, y1, x0, y1)])
        else:
            found.append(bridged(place.quads(text, *hit)))
    return found


def _is_plain(text: PageText, starts: Ints, lasts: Ints) -> npt.NDArray[np.bool_]:
    """Say which runs stand on one upright line, from left to right and without a wide gap."""
    lines = text.line_of[starts]
    widths = np.concatenate(([0.0], np.cumsum(np.abs(text.right - text.left))))
    inked = widths[lasts + 1] - widths[starts]
    wide = text.right[lasts] - text.left[starts]
    heights = text.bottoms[lines] - text.tops[lines]
    upright = (text.cosines[lines] > 0.9999) & (lines == text.line_of[lasts])
    return np.asarray(upright & (wide > 0) & (np.abs(wide - inked) < 0.5 * heights))
