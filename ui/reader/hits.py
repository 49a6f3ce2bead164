"""What was found: where it stands on the pages, and how it is painted."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coder.model.geometry import PageSize
from coder.text import place
from ui.reader.runs import bridged
from ui.reader.selection_paint import rects, region
from ui.reader.texts import PageTexts

Hit = tuple[int, int]
"""Start and end in the canonical text of a page."""

_FILL, _CURRENT, _EDGE = QColor("#ffe98a"), QColor("#ffb45c"), QColor("#9a4b00")
_KEPT = 16


class Hits:
    """The hits by page, and the one that is looked at."""

    def __init__(self) -> None:
        self._by_page: dict[int, list[Hit]] = {}
        self._areas: dict[tuple[int, float], list[tuple[Hit, list[QRect]]]] = {}
        self.current: tuple[int, int, int] | None = None

    def show(self, by_page: Mapping[int, Sequence[Hit]]) -> None:
        """Show these hits and no others."""
        self._by_page = {page: list(hits) for page, hits in by_page.items() if hits}
        self._areas.clear()
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
        if page not in self._by_page:
            return
        corner: QPoint = area.topLeft()
        outlined: list[QRect] = []
        painter.save()
        # Multiplied, the print stays as dark as it is.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for hit, places in self._worked_out(page, scale, texts, sizes):
            is_current = self.current == (page, *hit)
            for rect in places:
                painter.fillRect(rect.translated(corner), _CURRENT if is_current else _FILL)
            outlined += places if is_current else []
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_EDGE, painter.device().devicePixelRatio()))
        for rect in outlined:
            painter.drawRect(rect.translated(corner).adjusted(-1, -1, 0, 0))
        painter.restore()

    def _worked_out(
        self, page: int, scale: float, texts: PageTexts, sizes: Sequence[PageSize]
    ) -> list[tuple[Hit, list[QRect]]]:
        key = page, scale
        if key not in self._areas:
            if len(self._areas) > _KEPT:
                self._areas.clear()
            text = texts(page)
            self._areas[key] = [
                (
                    hit,
                    [
                        rect
                        for quad in bridged(place.quads(text, *hit))
                        for rect in rects(region(quad, sizes[page], scale))
                    ],
                )
                for hit in self._by_page[page]
            ]
        return self._areas[key]
