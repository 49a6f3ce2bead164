"""The sheet of all pages behind a window: laid out, scrolled, zoomed, turned; not yet drawn."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

from coder.model.geometry import PageSize, Point
from ui.reader import zoom as zoom_levels
from ui.reader.framing import GAP, Manner, framed, turned
from ui.reader.layout import Arrangement, Layout, Room, Spot
from ui.reader.pixels import scaled
from ui.reader.wanted import Scene
from ui.reader.wheel import Push
from ui.reader.zoom import PIXELS_PER_POINT, Fit, Zoom

_LEFT = 20
_CORNER = QPointF(0, 0)


class SheetView(QAbstractScrollArea):
    """Pages in one column, as wide as the window, unless told otherwise.

    Lays out in device pixels, so that print is sharp on every screen; scroll bars count screen
    pixels. `arranged` and `rotated` come when pages stand otherwise to each other, or have other
    sizes.
    """

    pageChanged = Signal(int)
    zoomChanged = Signal(float)
    scrolled = Signal()
    arranged = Signal()
    rotated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = Layout((), 1.0, Room(1, GAP, _LEFT, _LEFT))
        self._manner = Manner()
        self._current, self._direction, self._is_laying_out = 0, 1, False
        self._landed: int | None = None
        self._fitted: int | None = None
        self._push = Push()
        self._ratio = self.devicePixelRatioF()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setCornerWidget(QWidget(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def sheet(self) -> Layout:
        """Where the pages lie now, in device pixels."""
        return self._layout

    @property
    def sizes(self) -> Sequence[PageSize]:
        """The sizes of the pages as they are shown now, turned with the view."""
        return self._layout.sizes

    @property
    def is_open(self) -> bool:
        """Whether there is a report with pages."""
        return len(self._layout) > 0

    @property
    def page_count(self) -> int:
        """The number of pages."""
        return len(self._layout)

    @property
    def current_page(self) -> int:
        """The page (from 0) one is on: that one went to, or the first seen by half at least."""
        return self._current

    @property
    def zoom(self) -> Zoom:
        """The fit or factor chosen."""
        return self._manner.zoom

    @property
    def arrangement(self) -> Arrangement:
        """How pages stand to each other."""
        return self._manner.arrangement

    @property
    def rotation(self) -> int:
        """By how many degrees the pages are turned, clockwise: 0, 90, 180 or 270."""
        return self._manner.turn

    @property
    def factor(self) -> float:
        """The factor at which the pages are shown; 1.0 is 100 %."""
        return self._layout.scale / (PIXELS_PER_POINT * self._ratio)

    def stripe_room(self, page: int) -> int:
        """Return how many device pixels right of a page belong to its stripes and names."""
        return self._layout.right_of(page)

    def set_zoom(self, zoom: Zoom, at: QPointF | None = None) -> None:
        """Show the pages this large; what is at `at` (default: the middle) stays in its place."""
        is_fit = isinstance(zoom, Fit)
        self._fitted = self._current if is_fit and self.is_open else None
        zoom = zoom if isinstance(zoom, Fit) else zoom_levels.bounded(zoom)
        self._manner = replace(self._manner, zoom=zoom)
        keep = at or (_CORNER if is_fit else self._middle())
        self._lay_out(self.sizes, self.spot_at(keep), keep)
        if is_fit and self.is_open:
            self._show_across(self._current)
        self._rescaled()

    def zoom_by(self, direction: int, at: QPointF | None = None) -> None:
        """Zoom in (1) or out (-1) to the next usual percentage."""
        self.set_zoom(zoom_levels.step(self.factor, direction), at)

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Let the pages stand so to each other; one stays on the page one is on."""
        if arrangement is self._manner.arrangement:
            return
        here, page = self._here(), self._current
        self._manner = replace(self._manner, arrangement=arrangement)
        self._fitted = None
        self._lay_out(self.sizes, here if here.page == page else Spot(page, Point(0, 0)), _CORNER)
        if self.is_open:
            self._show_across(page)
            self._set_current(page)
        self._rescaled()
        self.arranged.emit()

    def set_rotation(self, degrees: int) -> None:
        """Turn all pages by so many degrees (a multiple of 90) more than the file says."""
        turn = round(degrees / 90) * 90 % 360
        if turn == self._manner.turn:
            return
        page, (x, y) = self.spot_at(self._middle())
        before, self._manner = self._manner.turn, replace(self._manner, turn=turn)
        sizes = turned(self.sizes, turn - before)
        if self.is_open:
            x, y = sizes[page].to_shown(self.sizes[page].from_shown(Point(x, y)))
        self._lay_out(sizes, Spot(page, Point(x, y)), self._middle())
        if isinstance(self.zoom, Fit) and self.is_open:
            self._show_across(page)
        self._rescaled()
        self.rotated.emit()

    def turn_page(self, direction: int) -> None:
        """Go to the next page or pages (1) or those before (-1); no jump to come back from."""
        if self.is_open:
            self._go_to(self._layout.beside(self._current, direction))

    def pull(self, pixels: int) -> None:
        """Scroll down by screen pixels, in any arrangement as far as it takes."""
        bar, view = self.verticalScrollBar(), self.viewport().height()
        to, page = bar.value() + pixels, self._current
        if self.arrangement is Arrangement.SINGLE and abs(pixels) > view and self.is_open:
            page = self._layout.page_at((to + view / 2) * self._ratio)
        if page == self._current:
            self._scroll_on(pixels)
        else:
            self._show_alone(page)
            bar.setValue(to)
            self._set_current(page)

    def scroll_by_view(self, direction: int) -> None:
        """Scroll down (1) or up (-1) by nine tenths of what is in view."""
        bar, is_single = self.verticalScrollBar(), self.arrangement is Arrangement.SINGLE
        if is_single and bar.value() == (bar.maximum() if direction > 0 else bar.minimum()):
            self._turn_on(direction)
        else:
            step = direction * self.viewport().height() * 9 // 10
            bar.setValue(bar.value() + step)

    def spot_at(self, spot: QPointF) -> Spot:
        """Return the place of a page, as shown, nearest to screen pixels of the viewport."""
        origin = self._origin()
        x, y = spot.x() * self._ratio + origin.x(), spot.y() * self._ratio + origin.y()
        return self._layout.spot(x, y) if self.is_open else Spot(0, Point(0, 0))

    def pixel_at(self, spot: Spot) -> QPointF:
        """Return where a place of a page is in the viewport, in screen pixels."""
        x, y = self._layout.pixel(spot)
        return (QPointF(x, y) - QPointF(self._origin())) / self._ratio

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        """Paint anew: everything that is painted is cheap, and nothing is left behind."""
        if self._is_laying_out:
            return
        if dy:
            self._direction = -1 if dy > 0 else 1
            self._landed = None
        self._moved()

    def _origin(self) -> QPoint:
        """Return the pixel of the layout in the viewport's upper left corner."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QPoint(round(across * self._ratio), round(down * self._ratio))

    def _scene(self) -> Scene:
        view = QRect(self._origin(), scaled(self.viewport().rect(), self._ratio).size())
        return Scene(self._layout, view, self._direction, self._ratio)

    def _here(self) -> Spot:
        return self.spot_at(_CORNER)

    def _middle(self) -> QPointF:
        return QPointF(self.viewport().width() / 2, self.viewport().height() / 2)

    def _go_to(self, page: int, y: float | None = None) -> None:
        """Scroll to a page, at `y` points below its upper edge."""
        self._show_alone(page)
        box, scale = self._layout.box(page), self._layout.scale
        self._show_across(page)
        gap = GAP if self.arrangement is Arrangement.SINGLE else GAP // 2
        top = box.y / self._ratio - gap
        if y is not None:
            top += y * scale / self._ratio
        self.verticalScrollBar().setValue(round(top))
        self._set_current(page)

    def _scroll_on(self, pixels: int) -> None:
        """Scroll down by screen pixels; at the end of a page that is alone, on to the next."""
        bar = self.verticalScrollBar()
        before, to = bar.value(), bar.value() + pixels
        bar.setValue(to)
        is_at_end = bar.value() == before != to
        if not is_at_end or self.arrangement is not Arrangement.SINGLE or not self.is_open:
            self._push.rest()
        elif turn := self._push.turns(pixels):
            self._turn_on(turn)

    def _show_across(self, page: int) -> None:
        """Scroll sideways as little as needed, and rather not at all, to show a page."""
        box, across, view = self._layout.box(page), self.horizontalScrollBar(), self.viewport()
        left, right = box.x / self._ratio, (box.x + box.width) / self._ratio
        if right <= view.width():
            across.setValue(0)
        elif left < across.value() or right > across.value() + view.width():
            across.setValue(round(left) - GAP)

    def _turn_on(self, direction: int) -> None:
        """Show the beginning of the next page, or the end of the one before."""
        page = self._layout.beside(self._current, direction)
        if page != self._current:
            self._show_alone(page)
            bar = self.verticalScrollBar()
            bar.setValue(bar.minimum() if direction > 0 else bar.maximum())
            self._set_current(page)

    def _show_alone(self, page: int) -> None:
        """Have `page` be the one that can be scrolled over, when there is only one."""
        if self.arrangement is not Arrangement.SINGLE or page == self._current:
            return
        shown = self.sizes[page].shown, self.sizes[self._current].shown
        self._current = page
        if isinstance(self.zoom, Fit) and shown[0] != shown[1]:
            self._lay_out(self.sizes, Spot(page, Point(0, 0)), _CORNER)
        else:
            self._is_laying_out = True
            self._set_bars()
            self._is_laying_out = False
        self.pageChanged.emit(page)
        self._moved()

    def _put(self, spot: Spot, at: QPointF) -> None:
        """Scroll so that a place of a page comes to `at`, in screen pixels of the viewport."""
        self._show_alone(spot.page)
        shift = self.pixel_at(spot) - at
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(shift.x()))
        down.setValue(down.value() + round(shift.y()))

    def _lay_out(self, sizes: Sequence[PageSize], keep: Spot, at: QPointF) -> None:
        """Lay the pages out in the manner chosen; the place `keep` stays, or comes, at `at`."""
        is_single = self.arrangement is Arrangement.SINGLE
        if is_single or not sizes:
            self._current = keep.page
        fitted = (self._current if is_single else self._fitted) if sizes else None
        before, self._ratio = self.factor, self.devicePixelRatioF()
        self._layout = framed(sizes, self._manner, self.viewport().size(), self._ratio, fitted)
        self._is_laying_out = True
        self._set_bars()
        if sizes:
            self._put(keep, at)
        self._is_laying_out = False
        if before != self.factor:
            self.zoomChanged.emit(self.factor)
        self._moved()

    def _set_bars(self) -> None:
        view, sheet = self.viewport().size(), self._layout
        low, high = sheet.span(self._current) if self.is_open else (0, 0)
        across = max(0, ceil(sheet.width / self._ratio) - view.width())
        _set_bar(self.horizontalScrollBar(), 0, across, view.width())
        low, high = floor(low / self._ratio), ceil(high / self._ratio)
        _set_bar(self.verticalScrollBar(), low, high, view.height())

    def _rescaled(self) -> None:
        """Do what is due when the pages may have another size; more of it may follow at once."""

    def _moved(self) -> None:
        """Do what is due when other parts of the pages came into view."""
        self._tell_current(self._page_seen())
        self.viewport().update()
        self.scrolled.emit()

    def _page_seen(self) -> int:
        scene = self._scene()
        pages = scene.pages
        if self.arrangement is Arrangement.SINGLE:
            return self._current
        if self._landed is not None and self._landed in pages:
            return self._landed
        for page in pages:
            box = self._layout.box(page)
            part = min(box.bottom, scene.view.bottom()) - max(box.y, scene.view.top())
            if part * 2 >= min(box.height, scene.view.height()):
                return page
        return pages[0] if pages else 0

    def _set_current(self, page: int) -> None:
        """Be on a page one went to, however little of it is in view, until one scrolls."""
        self._landed = page
        self._tell_current(page)

    def _tell_current(self, page: int) -> None:
        if page != self._current:
            self._current = page
            self.pageChanged.emit(page)


def _set_bar(bar: QScrollBar, low: int, high: int, view: int) -> None:
    bar.setRange(low, max(low, high))
    bar.setPageStep(max(1, view * 9 // 10))
    bar.setSingleStep(40)
