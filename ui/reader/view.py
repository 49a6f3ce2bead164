"""The reading desk: pages one selects from, with highlights and margin stripes."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QRegion,
)
from PySide6.QtWidgets import QToolTip, QWidget

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point, Quad
from coder.model.ids import CodeId, CodingId
from coder.model.passage import PageRange
from coder.model.report import PageText
from ui.reader import keys, selection
from ui.reader.highlight_paint import HighlightPainter
from ui.reader.highlights import Highlights
from ui.reader.layout import Spot
from ui.reader.page_view import PageView, on_screen
from ui.reader.pointer import Pointer
from ui.reader.selection import Caret, TextSelection
from ui.reader.selection_paint import SelectionPainter, rects
from ui.reader.source import Look, PageSource
from ui.reader.stripe_paint import StripePainter
from ui.reader.stripes import Stripe
from ui.reader.texts import PageTexts

_MARGIN = 48


class ReaderView(PageView):
    """Shows a report, selects its text, and shows what is coded in it.

    `codingsClicked` carries the ids of all codings under a click, the smallest passage first.
    `codeRequested` says that Enter was pressed on a selection.
    """

    selectionChanged = Signal()
    codingsClicked = Signal(list)
    codeRequested = Signal()

    _selected_before: QRegion | None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read(PageTexts(_no_text, 0), ())
        self._pointer = Pointer(self, self.viewport())
        self.scrolled.connect(self._forget_area)
        self.setAccessibleName("Pages of the report")

    def open(self, source: PageSource) -> None:
        """Show another report from its first page, without marks and with nothing selected."""
        sizes = [facts.size for facts in source.facts]
        self._read(PageTexts(source.page_text, len(sizes)), sizes)
        super().open(source)
        self.selectionChanged.emit()

    def close_report(self) -> None:
        """Show nothing."""
        self._read(PageTexts(_no_text, 0), ())
        super().close_report()
        self.selectionChanged.emit()

    @property
    def text(self) -> TextSelection:
        """The selection, to be changed freely; call `show_selection` afterwards."""
        return self._text

    @property
    def is_selecting(self) -> bool:
        """Whether a selection is being drawn with the mouse just now."""
        return self._pointer.is_dragging

    def selection(self) -> tuple[PageRange, ...]:
        """Return what is selected, one range a page, without white space at the ends."""
        return self._text.ranges()

    def selected_text(self) -> str:
        """Return what is selected as one would quote it."""
        return self._text.text()

    def selection_rect(self) -> QRect:
        """Return where in the viewport the last line of the selection is; empty when none."""
        end = self._selected.end(self._layout.scale)
        if end is None:
            return QRect()
        page, rect = end
        return self._on_screen(page, rect)

    def selection_rects(self) -> list[QRect]:
        """Return the selected areas in view, in screen pixels of the viewport."""
        return [
            self._on_screen(page, rect)
            for page in self._scene().pages
            for rect in rects(self._selected.area(page, self._layout.scale))
        ]

    def clear_selection(self) -> None:
        """Select nothing."""
        self._text.clear()
        self.show_selection()

    def select(self, ranges: Sequence[PageRange]) -> None:
        """Select from the beginning of the first range to the end of the last."""
        self._text.clear()
        if ranges:
            self._text.begin(Caret(ranges[0].page, ranges[0].start))
            self._text.extend(Caret(ranges[-1].page, ranges[-1].end))
        self.show_selection()

    def show_selection(self) -> None:
        """Show a changed selection, and tell others of it."""
        scene, origin = self._scene(), self._origin()
        corners = [QPoint(*self._layout.box(page)[:2]) - origin for page in scene.pages]
        area = self._selected.spread(scene.pages, corners, self._layout.scale)
        if self._selected_before is None:
            self.viewport().update()
        else:
            changed = area.xored(self._selected_before).boundingRect()
            self.viewport().update(on_screen(changed, self._ratio))
        self._selected_before = area
        self.selectionChanged.emit()

    def copy(self) -> bool:
        """Copy the selected text, repaired; False when nothing is selected."""
        text = self.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)
        return bool(text)

    def set_marks(self, marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> None:
        """Show these marks and no others."""
        self._highlights.show(marks, looks)
        self._restyle()

    def add_marks(self, marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> None:
        """Show these marks as well, in the place of others of the same codings."""
        if self._highlights.add(marks, looks):
            self._restyle()
        self.viewport().update()

    def remove_marks(self, codings: Collection[CodingId]) -> None:
        """Show the marks of these codings no more."""
        self._highlights.remove(codings)
        self.viewport().update()

    def light(self, ids: Iterable[bytes]) -> None:
        """Outline the passages with these ids, or of the codings with these ids; no others."""
        self._highlights.lit = frozenset(ids)
        self.viewport().update()

    def reveal(self, quads: Sequence[tuple[int, Quad]]) -> None:
        """Jump so that a passage, given as (page, quad) pairs, stands in the upper third."""
        if not quads or not self.is_open:
            return
        page = min(page for page, _ in quads)
        size = self._layout.sizes[page]
        corners = [
            size.to_shown(Point(quad[index], quad[index + 1]))
            for on, quad in quads
            if on == page
            for index in range(0, 8, 2)
        ]
        top = min(corner.y for corner in corners)
        left, right = (choose(corner.x for corner in corners) for choose in (min, max))
        self.note_jump()
        self._scroll_to(Spot(page, Point(left, top)), right)

    def reveal_head(self) -> None:
        """Scroll as little as needed for the head of the selection to be in view."""
        rect = self.selection_rect()
        if rect.isNull():
            return
        if rect.top() < 0:
            self.pull(rect.top() - _MARGIN)
        elif rect.bottom() > self.viewport().height():
            self.pull(rect.bottom() - self.viewport().height() + _MARGIN)

    def ask_for_code(self) -> None:
        """Tell that a code is wanted for what is selected."""
        self.codeRequested.emit()

    def click(self, spot: QPointF) -> None:
        """Tell which codings are at a spot of the viewport, if any."""
        codings = self.codings_at(spot)
        if codings:
            self.codingsClicked.emit(codings)

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
        scale, box = self._layout.scale, self._layout.box(page)
        return self._stripes.at(page, x * scale - box.width, y * scale)

    def caret_at(self, spot: QPointF) -> Caret:
        """Return the place between two characters nearest to a spot of the viewport."""
        return selection.caret_at(self._texts, *self._unturned(spot))

    def first_caret(self) -> Caret:
        """Return where the print in view begins; selecting by keys starts there."""
        return self.caret_at(QPointF(0.0, 1.0))

    def put_caret(self, caret: Caret) -> None:
        """Select nothing, and have the keys that extend a selection start from `caret`."""
        self._text.clear()
        self._text.begin(caret)
        self.show_selection()

    def character_at(self, spot: QPointF) -> Caret:
        """Return the place before the character at a spot of the viewport, or the nearest."""
        return selection.character_at(self._texts, *self._unturned(spot))

    def is_print(self, spot: QPointF) -> bool:
        """Say whether there is text at a spot of the viewport."""
        return self.is_open and self._texts.is_print(*self._unturned(spot))

    def point_at(self, ids: frozenset[bytes], shape: Qt.CursorShape) -> None:
        """Light these passages as what the pointer is on, and give the pointer a shape."""
        self.viewport().setCursor(shape)
        if ids != self._highlights.under:
            self._highlights.under = ids
            self.viewport().update()

    def paint_over(self, painter: QPainter, page: int, area: QRect, exposed: QRect) -> None:
        """Paint highlights, outlines, selection and stripes, in this order."""
        scale = self._layout.scale
        self._marker.paint(painter, page, area, exposed, scale)
        self._marker.paint_lit(painter, page, area, scale, self._colours)
        self._selected.paint(painter, page, area.topLeft(), scale, self._colours.selection)
        whole = QRect(QPoint(0, 0), self._scene().view.size())
        self._stripes.paint(painter, page, area, whole, scale, self._colours)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select, or to click."""
        if event.button() == Qt.MouseButton.LeftButton and self.is_open:
            self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        if event.button() == Qt.MouseButton.LeftButton and self.is_open:
            self._pointer.double(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on selecting, or light what is pointed at."""
        if self.is_open:
            self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End selecting, or click."""
        if event.button() == Qt.MouseButton.LeftButton and self.is_open:
            self._pointer.release(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means here; others may have it when it means nothing."""
        if not (self.is_open and keys.press(self, event)):
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the codes under the pointer in a tool tip; unlight them when it leaves."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = QPointF(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(spot), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.point_at(frozenset(), Qt.CursorShape.ArrowCursor)
        return super().viewportEvent(event)

    def _read(self, texts: PageTexts, sizes: Sequence[PageSize]) -> None:
        self._texts = texts
        self._text = TextSelection(texts)
        self._selected = SelectionPainter(self._text, texts, sizes)
        self._selected_before = None
        self._highlights = Highlights(sizes)
        self._restyle()

    @Slot()
    def _forget_area(self) -> None:
        """Everything is painted anew after scrolling; what was selected lies elsewhere now."""
        self._selected_before = None

    def _restyle(self) -> None:
        self._marker = HighlightPainter(self._highlights)
        self._stripes = StripePainter(self._highlights)
        self.viewport().update()

    def _unturned(self, spot: QPointF) -> tuple[int, Point]:
        """Return the page nearest to a spot, and the unrotated point of it in points."""
        page, point = self.spot_at(spot)
        return page, self._layout.sizes[page].from_shown(point)

    def _on_screen(self, page: int, rect: QRect) -> QRect:
        """Return a rectangle in pixels of a page in screen pixels of the viewport."""
        scale = self._layout.scale
        corner = self.pixel_at(Spot(page, Point(rect.x() / scale, rect.y() / scale)))
        size = QRectF(corner.x(), corner.y(), rect.width() / self._ratio, 0)
        size.setHeight(rect.height() / self._ratio)
        return size.toAlignedRect()

    def _scroll_to(self, spot: Spot, right: float) -> None:
        """Bring a place into the upper third, and what is right of it up to `right` into view."""
        begin = self.pixel_at(spot)
        end = begin.x() + (right - spot.point.x) * self._layout.scale / self._ratio
        is_in_view = begin.x() >= 0 and end <= self.viewport().width()
        at = begin.x() if is_in_view else float(_MARGIN)
        self._put(spot, QPointF(at, self.viewport().height() / 5))
        self._set_current(spot.page)

    def _tip(self, spot: QPointF) -> str:
        stripe = self.stripe_at(spot)
        codes = [stripe.code] if stripe else [mark.code for mark in self.marks_at(spot)]
        return "\n".join(dict.fromkeys(self._highlights.look(code).name for code in codes))


def _no_text(page: int) -> PageText:
    """Stand for the texts of a report while there is none; never asked."""
    raise IndexError(page)
