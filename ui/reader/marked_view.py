"""The pages with what is known of them: what is coded, what was found, stripes in the margin."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point, Quad
from coder.model.ids import CodeId, CodingId
from coder.model.report import PageText
from ui.reader import signs
from ui.reader.highlight_paint import HighlightPainter
from ui.reader.highlights import Highlights
from ui.reader.hits import Hits
from ui.reader.layout import Spot
from ui.reader.page_view import PageView
from ui.reader.source import Look, PageSource, Side
from ui.reader.stripe_paint import StripePainter
from ui.reader.stripes import Stripe
from ui.reader.texts import PageTexts

MARGIN = 48
"""Screen pixels that what one goes to keeps from the edges of the view."""


class MarkedView(PageView):
    """Shows a report and what is coded in it.

    `codingsClicked` carries the ids of all codings under a click, the smallest passage first.
    `marksChanged` says that other codings are shown, `hitsChanged` other hits.
    """

    codingsClicked = Signal(list)
    marksChanged = Signal()
    hitsChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = Hits()
        self._read(PageTexts(_no_text, 0), ())
        self.rotated.connect(self._turn_marks)
        self.hitsChanged.connect(self.viewport().update)

    def open(self, source: PageSource) -> None:
        """Show another report from its first page, without marks."""
        sizes = [facts.size for facts in source.facts]
        self._read(PageTexts(source.page_text, len(sizes)), sizes)
        super().open(source)
        self.marksChanged.emit()
        self.hitsChanged.emit()

    def close_report(self) -> None:
        """Show nothing."""
        self._read(PageTexts(_no_text, 0), ())
        super().close_report()
        self.marksChanged.emit()
        self.hitsChanged.emit()

    @property
    def texts(self) -> PageTexts:
        """The texts of the pages."""
        return self._texts

    @property
    def highlights(self) -> Highlights:
        """The marks shown; whoever changes them here calls `show_marks` afterwards."""
        return self._highlights

    def set_marks(self, marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> None:
        """Show these marks and no others."""
        self._highlights.show(marks, looks)
        self.show_marks()

    def add_marks(self, marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> None:
        """Show these marks as well, in the place of others of the same codings."""
        if self._highlights.add(marks, looks):
            self._restyle()
        self.viewport().update()
        self.marksChanged.emit()

    def remove_marks(self, codings: Collection[CodingId]) -> None:
        """Show the marks of these codings no more."""
        self._highlights.remove(codings)
        self.viewport().update()
        self.marksChanged.emit()

    def show_marks(self) -> None:
        """Show marks that were changed, or filtered otherwise."""
        self._restyle()
        self.marksChanged.emit()

    def light(self, ids: Iterable[bytes]) -> None:
        """Outline the passages with these ids, or of the codings with these ids; no others."""
        self._highlights.lit = frozenset(ids)
        self.viewport().update()

    def lit_rects(self) -> list[QRect]:
        """Return where in the viewport those passages lie that are lit, on the pages in view."""
        lit, pages = self._highlights.lit, self._scene().pages
        return [
            self.on_screen_rect(on, self.shown_rect(on, quad)).toAlignedRect()
            for page in pages
            if (found := self._highlights.on_page(page))
            for mark in found.marks
            if not lit.isdisjoint((mark.passage, mark.coding))
            for on, quad in mark.quads
            if on == page
        ]

    def compare(self, sides: Iterable[Side]) -> None:
        """Outline what several coders did, each in their colour; nothing without any."""
        self._highlights.sides = tuple(sides)
        self.viewport().update()

    def point_at(self, ids: frozenset[bytes], shape: Qt.CursorShape) -> None:
        """Light these passages as what the pointer is on, and give the pointer a shape."""
        self.viewport().setCursor(shape)
        if ids != self._highlights.under:
            self._highlights.under = ids
            self.viewport().update()

    def codings_at(self, spot: QPointF) -> list[CodingId]:
        """Return the codings at a spot of the viewport, the smallest passage first."""
        stripe = self.stripe_at(spot)
        if stripe is not None:
            return list(stripe.codings)
        return [mark.coding for mark in self.marks_at(spot)]

    def marks_at(self, spot: QPointF) -> list[Mark]:
        """Return the marks at a spot of the viewport, the smallest passage first."""
        if not self.is_open:
            return []
        return self._highlights.at(*self.spot_at(spot))

    def stripe_at(self, spot: QPointF) -> Stripe | None:
        """Return the stripe at a spot of the viewport, or None."""
        if not self.is_open:
            return None
        page, (x, y) = self.spot_at(spot)
        scale, box = self.sheet.scale, self.sheet.box(page)
        return self._stripes.at(page, x * scale - box.width, y * scale)

    def reveal(self, quads: Sequence[tuple[int, Quad]], *, calm: bool = False) -> None:
        """Jump so that a passage, given as (page, quad) pairs, stands in the upper third.

        When `calm`, nothing scrolls if the passage is in view.
        """
        if not quads or not self.is_open:
            return
        page = min(page for page, _ in quads)
        boxes = [self.shown_rect(page, quad) for on, quad in quads if on == page]
        self.note_jump()
        if calm and self._are_in_view(page, boxes):
            self._set_current(page)
            return
        corner = Point(min(box.left() for box in boxes), min(box.top() for box in boxes))
        self._scroll_to(Spot(page, corner), max(box.right() for box in boxes))

    def shown_rect(self, page: int, quad: Quad) -> QRectF:
        """Return the upright rectangle around a quad, in points of the page as shown."""
        size = self.sizes[page]
        corners = [size.to_shown(Point(quad[at], quad[at + 1])) for at in range(0, 8, 2)]
        xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))

    def on_screen_rect(self, page: int, rect: QRectF) -> QRectF:
        """Return where a rectangle of a page as shown, in points, lies in the viewport."""
        scale = self.sheet.scale / self._ratio
        corner = self.pixel_at(Spot(page, Point(rect.x(), rect.y())))
        return QRectF(corner.x(), corner.y(), rect.width() * scale, rect.height() * scale)

    def paint_over(self, painter: QPainter, page: int, area: QRect, exposed: QRect) -> None:
        """Paint highlights and hits, then outlines and stripes."""
        scale = self.sheet.scale
        self._marker.paint(painter, page, area, exposed, scale)
        self.hits.paint(painter, page, area, scale, self._colours, self._texts, self.sizes)
        self._marker.paint_lit(painter, page, area, scale, self._colours)
        room = self.stripe_room(page)
        self._stripes.paint(painter, page, area, exposed, room, scale, self._colours)

    def tip(self, spot: QPointF) -> str:
        """Return what is told of the codings at a spot of the viewport, one on a line."""
        stripe = self.stripe_at(spot)
        if stripe:
            return signs.of_stripe(self._highlights, stripe)
        return signs.tip(self._highlights, self.marks_at(spot))

    def _read(self, texts: PageTexts, sizes: Sequence[PageSize]) -> None:
        """Begin anew with another report, or none."""
        self._texts = texts
        self._highlights = Highlights(sizes)
        self.hits.clear()
        self._restyle()

    def _restyle(self) -> None:
        self._marker = HighlightPainter(self._highlights)
        self._stripes = StripePainter(self._highlights)
        self.viewport().update()

    @Slot()
    def _turn_marks(self) -> None:
        self._highlights.resize(self.sizes)
        self.hits.resize()
        self._restyle()

    def _are_in_view(self, page: int, boxes: Sequence[QRectF]) -> bool:
        view = QRectF(self.viewport().rect()).adjusted(0, MARGIN / 2, 0, -MARGIN)
        return all(view.contains(self.on_screen_rect(page, box)) for box in boxes)

    def _scroll_to(self, spot: Spot, right: float) -> None:
        """Bring a place into the upper third, and what is right of it up to `right` into view."""
        begin = self.pixel_at(spot)
        end = begin.x() + (right - spot.point.x) * self.sheet.scale / self._ratio
        is_in_view = begin.x() >= 0 and end <= self.viewport().width()
        at = begin.x() if is_in_view else float(MARGIN)
        self._put(spot, QPointF(at, self.viewport().height() / 5))
        self._set_current(spot.page)


def _no_text(page: int) -> PageText:
    """Stand for the texts of a report while there is none; never asked."""
    raise IndexError(page)
