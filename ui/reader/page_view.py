"""The pages of a report, one below the other: laid out, scrolled, zoomed and drawn."""

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from coder.model.geometry import PageSize, Point
from ui.reader import place
from ui.reader import zoom as zoom_levels
from ui.reader.colours import desk
from ui.reader.drawing import Drawing
from ui.reader.layout import Layout, Room, Spot
from ui.reader.place import Place, Trail
from ui.reader.source import PageSource
from ui.reader.wanted import Scene
from ui.reader.zoom import PIXELS_PER_POINT, Fit, Zoom

GAP, LEFT = 14, 20
"""Screen pixels between pages, and left of them."""

_NAMES, _STRIPES = 140, 52
"""Screen pixels right of the pages: with room for names beside the stripes, and without."""

_ROOMY = 780
"""Width of the view from which there is room for names."""

_WHEEL_STEP = 1.15


class PageView(QAbstractScrollArea):
    """Shows all pages of a report in one column, as wide as the window unless zoomed.

    Lays out and paints in device pixels, so that print is sharp on every screen; scroll bars
    count screen pixels.
    """

    pageChanged = Signal(int)
    zoomChanged = Signal(float)
    scrolled = Signal()
    trailChanged = Signal()
    pageFailed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = Drawing(self._scene, self)
        self._drawing.changed.connect(self._repaint)
        self._drawing.failed.connect(self.pageFailed)
        self._layout = Layout((), 1.0, Room(1, GAP, LEFT, _STRIPES))
        self._zoom: Zoom = Fit.WIDTH
        self._trail = Trail()
        self._current, self._direction, self._is_laying_out = 0, 1, False
        self._colours = desk()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def open(self, source: PageSource) -> None:
        """Show another report from its first page. The window goes on while pages are drawn."""
        self._lay_out((), Spot(0, Point(0, 0)), QPointF())
        self._drawing.open(source)
        sizes = [facts.size for facts in source.facts]
        self._trail = Trail()
        self._lay_out(sizes, Spot(0, Point(-LEFT, -GAP)), QPointF())
        self.verticalScrollBar().setValue(0)
        self.trailChanged.emit()
        self._drawing.ask()

    def close_report(self) -> None:
        """Show nothing, and end the worker that drew the pages."""
        self._drawing.close()
        self._current = 0
        self._lay_out((), Spot(0, Point(0, 0)), QPointF())

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
        """The page (from 0) one is on: the first of which at least half can be seen."""
        return self._current

    @property
    def zoom(self) -> Zoom:
        """The fit or factor chosen."""
        return self._zoom

    @property
    def factor(self) -> float:
        """The factor at which the pages are shown; 1.0 is 100 %."""
        return self._layout.scale / (PIXELS_PER_POINT * self.devicePixelRatioF())

    def set_zoom(self, zoom: Zoom, at: QPointF | None = None) -> None:
        """Show the pages this large; what is at `at` (default: the middle) stays in its place."""
        self._zoom = zoom if isinstance(zoom, Fit) else zoom_levels.bounded(zoom)
        middle = QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        keep = at or (QPointF(0, 0) if isinstance(zoom, Fit) else middle)
        self._lay_out(self._layout.sizes, self.spot_at(keep), keep)
        self._drawing.ask_soon()

    def zoom_by(self, direction: int, at: QPointF | None = None) -> None:
        """Zoom in (1) or out (-1) to the next usual percentage."""
        self.set_zoom(zoom_levels.step(self.factor, direction), at)

    def go_to(self, page: int, y: float | None = None, *, trail: bool = True) -> None:
        """Jump to a page (from 0; the nearest there is), at `y` points below its upper edge."""
        if not self.is_open:
            return
        page = min(max(page, 0), self.page_count - 1)
        if trail:
            self.note_jump()
        top = self._layout.box(page).y / self._ratio - GAP // 2
        if y is not None:
            top += y * self._layout.scale / self._ratio
        self.verticalScrollBar().setValue(round(top))
        self._set_current(page)

    def turn_page(self, direction: int) -> None:
        """Go to the next page (1) or the one before (-1); no jump to come back from."""
        self.go_to(self._current + direction, trail=False)

    def note_jump(self) -> None:
        """Remember where one is, for Back."""
        self._trail.leave(self._here())
        self.trailChanged.emit()

    def go_back(self) -> None:
        """Go back to where one jumped from."""
        self._follow(self._trail.back(self._here()))

    def go_forward(self) -> None:
        """Go again to where one went back from."""
        self._follow(self._trail.forward(self._here()))

    @property
    def can_go(self) -> tuple[bool, bool]:
        """Whether there is something to go back to, and forward to."""
        return self._trail.can

    def place(self) -> str:
        """Return the reading place, to be given to `restore` another time."""
        return Place(self._here(), self._zoom).write() if self.is_open else ""

    def restore(self, written: str) -> None:
        """Take up a reading place again; anything else than a place is left alone."""
        found = place.read(written)
        if found is None or not 0 <= found.spot.page < self.page_count:
            return
        self._zoom = found.zoom
        self._lay_out(self._layout.sizes, found.spot, QPointF(0, 0))
        self._drawing.ask()

    def try_again(self) -> None:
        """Draw the pages again that could not be drawn."""
        self._drawing.try_again()
        self.viewport().update()

    def pull(self, pixels: int) -> None:
        """Scroll down by screen pixels."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + pixels)

    def scroll_by_view(self, direction: int) -> None:
        """Scroll down (1) or up (-1) by nine tenths of what is in view."""
        self.pull(direction * self.viewport().height() * 9 // 10)

    def spot_at(self, spot: QPointF) -> Spot:
        """Return the place of a page, as shown, nearest to screen pixels of the viewport."""
        origin = self._origin()
        x, y = spot.x() * self._ratio + origin.x(), spot.y() * self._ratio + origin.y()
        return self._layout.spot(x, y) if self.is_open else Spot(0, Point(0, 0))

    def pixel_at(self, spot: Spot) -> QPointF:
        """Return where a place of a page is in the viewport, in screen pixels."""
        x, y = self._layout.pixel(spot)
        return (QPointF(x, y) - QPointF(self._origin())) / self._ratio

    def paint_over(self, painter: QPainter, page: int, area: QRect, exposed: QRect) -> None:
        """Paint over a page that lies at `area`; for those who know more about it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        painter = QPainter(self.viewport())
        painter.scale(1 / self._ratio, 1 / self._ratio)
        exposed = _scaled(event.rect(), self._ratio)
        painter.fillRect(exposed, self._colours.surround)
        scene, origin = self._scene(), self._origin()
        for page in scene.pages:
            area = QRect(*self._layout.box(page)).translated(-origin)
            self._drawing.paint(painter, page, area, exposed, self._colours)
            self.paint_over(painter, page, area, exposed)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out again; the upper left corner stays where it is."""
        super().resizeEvent(event)
        if self.is_open and event.oldSize() != event.size():
            self._lay_out(self._layout.sizes, self._here(), QPointF(0, 0))
            self._drawing.ask_soon()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom at the pointer while Ctrl is held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = self.factor * _WHEEL_STEP ** (event.angleDelta().y() / 120)
            self.set_zoom(factor, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Follow the theme, and a move to a screen of other sharpness."""
        if event.type() == QEvent.Type.DevicePixelRatioChange and self.is_open:
            self._lay_out(self._layout.sizes, self._here(), QPointF(0, 0))
            self._drawing.ask_soon()
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange}:
            self._colours = desk()
            self.viewport().update()
        return super().event(event)

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        """Paint anew: everything that is painted is cheap, and nothing is left behind."""
        if self._is_laying_out:
            return
        if dy:
            self._direction = -1 if dy > 0 else 1
        self._moved()

    @property
    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _origin(self) -> QPoint:
        """Return the pixel of the layout in the viewport's upper left corner."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QPoint(round(across * self._ratio), round(down * self._ratio))

    def _scene(self) -> Scene:
        view = QRect(self._origin(), _scaled(self.viewport().rect(), self._ratio).size())
        return Scene(self._layout, view, self._direction)

    def _here(self) -> Spot:
        return self.spot_at(QPointF(0, 0))

    def _follow(self, spot: Spot | None) -> None:
        if spot is not None and self.is_open:
            self._put(spot, QPointF(0, 0))
            self.trailChanged.emit()

    def _put(self, spot: Spot, at: QPointF) -> None:
        """Scroll so that a place of a page comes to `at`, in screen pixels of the viewport."""
        shift = self.pixel_at(spot) - at
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(shift.x()))
        down.setValue(down.value() + round(shift.y()))

    def _lay_out(self, sizes: Sequence[PageSize], keep: Spot, at: QPointF) -> None:
        """Lay the pages out at the zoom chosen; the place `keep` stays, or comes, at `at`."""
        ratio, view = self._ratio, self.viewport().size()
        right = _NAMES if view.width() >= _ROOMY else _STRIPES
        factor = self._zoom
        if isinstance(factor, Fit):
            room = view.width() - LEFT - right, view.height() - 2 * GAP
            factor = zoom_levels.fitting(factor, sizes, *room)
        scale = round(factor * PIXELS_PER_POINT * ratio, 6)
        edges = (round(length * ratio) for length in (view.width(), GAP, LEFT, right))
        before, self._layout = self._layout.scale, Layout(sizes, scale, Room(*edges))
        self._is_laying_out = True
        self._set_bars()
        if sizes:
            self._put(keep, at)
        self._is_laying_out = False
        if before != scale:
            self.zoomChanged.emit(self.factor)
        self._moved()

    def _set_bars(self) -> None:
        view = self.viewport().size()
        for bar, whole, part in (
            (self.horizontalScrollBar(), self._layout.width, view.width()),
            (self.verticalScrollBar(), self._layout.height, view.height()),
        ):
            bar.setRange(0, max(0, ceil(whole / self._ratio) - part))
            bar.setPageStep(max(1, part * 9 // 10))
            bar.setSingleStep(40)

    def _moved(self) -> None:
        """Do what is due when other parts of the pages came into view."""
        self._set_current(self._page_seen())
        self.viewport().update()
        self.scrolled.emit()
        self._drawing.ask()

    def _page_seen(self) -> int:
        scene = self._scene()
        pages = scene.pages
        for page in pages:
            box = self._layout.box(page)
            part = min(box.bottom, scene.view.bottom()) - max(box.y, scene.view.top())
            if part * 2 >= min(box.height, scene.view.height()):
                return page
        return pages[0] if pages else 0

    def _set_current(self, page: int) -> None:
        if page != self._current:
            self._current = page
            self.pageChanged.emit(page)

    @Slot(int)
    def _repaint(self, page: int) -> None:
        if page in self._scene().pages:
            self.viewport().update()


def _scaled(rect: QRect, ratio: float) -> QRect:
    """Return a rectangle of screen pixels in device pixels, rounded outwards."""
    left, top = int(rect.left() * ratio), int(rect.top() * ratio)
    right, bottom = ceil((rect.right() + 1) * ratio), ceil((rect.bottom() + 1) * ratio)
    return QRect(left, top, right - left, bottom - top)


def on_screen(rect: QRect, ratio: float) -> QRect:
    """Return a rectangle of device pixels in screen pixels, rounded outwards."""
    left, top = floor(rect.left() / ratio), floor(rect.top() / ratio)
    right, bottom = ceil((rect.right() + 1) / ratio), ceil((rect.bottom() + 1) / ratio)
    return QRect(left, top, right - left, bottom - top)
