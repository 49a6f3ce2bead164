"""The pages of a report, drawn by a worker, with their links and the jumps between them."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from coder.model.geometry import Point
from coder.pdf.jobs import Link
from ui.reader import place, wheel
from ui.reader.colours import desk
from ui.reader.drawing import Drawing
from ui.reader.framing import GAP, Manner, turned
from ui.reader.layout import Spot
from ui.reader.links import PageLinks
from ui.reader.pixels import on_screen, scaled
from ui.reader.place import Place
from ui.reader.sheet_view import SheetView
from ui.reader.source import PageSource

__all__ = ["PageView", "on_screen"]

_LEFT = 20
_CORNER = QPointF(0, 0)


class PageView(SheetView):
    """Shows the pages of a report.

    `leaving` comes before every jump; `pageFailed` carries a page that could not be drawn and
    why, `pictureCame` a page whose small picture is there, `linkAsked` an address that a link
    leads to, which is never opened here.
    """

    leaving = Signal()
    pageFailed = Signal(int, str)
    pictureCame = Signal(int)
    linkAsked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = Drawing(self._scene, self)
        self._drawing.changed.connect(self._repaint)
        self._drawing.failed.connect(self.pageFailed)
        self._drawing.smallCame.connect(self.pictureCame)
        self._links = PageLinks(self._drawing.links)
        self._wheel = wheel.Wheel()
        self._colours = desk()
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def open(self, source: PageSource) -> None:
        """Show another report from its first page. The window goes on while pages are drawn."""
        self._lay_out((), Spot(0, Point(0, 0)), _CORNER)
        self._drawing.open(source)
        self._manner = replace(self._manner, turn=0)
        self._fitted = self._landed = None
        sizes = [facts.size for facts in source.facts]
        self._lay_out(sizes, Spot(0, Point(-_LEFT, -GAP)), _CORNER)
        self.verticalScrollBar().setValue(0)
        self._drawing.ask()
        if not self.isVisible():
            self._drawing.rest_soon()

    def close_report(self) -> None:
        """Show nothing, and end the worker that drew the pages."""
        self._drawing.close(wait=True)
        self._lay_out((), Spot(0, Point(0, 0)), _CORNER)

    def go_to(self, page: int, y: float | None = None, *, trail: bool = True) -> None:
        """Jump to a page (from 0; the nearest there is), at `y` points below its upper edge."""
        if not self.is_open:
            return
        if trail:
            self.note_jump()
        self._go_to(min(max(page, 0), self.page_count - 1), y)

    def note_jump(self) -> None:
        """Tell that one leaves the place one is at."""
        self.leaving.emit()

    def place(self) -> str:
        """Return the reading place, to be given to `restore` another time."""
        return Place(self._here(), self._manner).write() if self.is_open else ""

    def restore(self, written: str) -> None:
        """Take up a reading place again; anything else than a place is left alone."""
        found = place.read(written)
        if found is None or not 0 <= found.spot.page < self.page_count:
            return
        before, self._manner = self._manner, found.manner
        sizes = self.sizes
        if before.turn != self._manner.turn:
            sizes = turned(sizes, self._manner.turn - before.turn)
        self._fitted = self._landed = None
        self._lay_out(sizes, found.spot, _CORNER)
        self._tell_manner(before)
        self._drawing.ask()

    def try_again(self) -> None:
        """Draw the pages again that could not be drawn."""
        self._drawing.try_again()
        self.viewport().update()

    @property
    def is_dimmed(self) -> bool:
        """Whether the paper is shown darker than it is."""
        return self._drawing.is_dimmed

    def set_dimmed(self, dimmed: bool) -> None:  # noqa: FBT001 - a menu's switch carries it
        """Show the paper darker, which is easier on the eyes in a dark room; or as it is."""
        self._drawing.is_dimmed = dimmed
        self.viewport().update()

    def small_picture(self, page: int) -> QImage | None:
        """Return the small picture of a page as it is shown now, None while there is none."""
        return self._drawing.cache.small(page, self.rotation)

    def prefer_small(self, pages: range) -> None:
        """Have the small pictures of these pages drawn before others."""
        self._drawing.preferred = pages
        self._drawing.ask()

    def link_at(self, spot: QPointF) -> Link | None:
        """Return the link at a spot of the viewport."""
        if not self.is_open:
            return None
        page, point = self.spot_at(spot)
        return self._links.at(page, self.sizes[page].from_shown(point))

    def follow(self, link: Link) -> None:
        """Go where a link leads in the file; tell the address of any other."""
        if link.uri:
            self.linkAsked.emit(link.uri)
        elif 0 <= link.page < self.page_count:
            shown = self.sizes[link.page].to_shown(Point(*link.to)) if link.to else None
            self.go_to(link.page, max(0.0, shown.y) if shown else None)

    def pick_link(self, direction: int) -> Link | None:
        """Outline the next link in view (1) or the one before (-1), and return it."""
        scene = self._scene()
        self._links.step(scene, direction)
        self.viewport().update()
        return self._links.picked

    def paint_over(self, painter: QPainter, page: int, area: QRect, exposed: QRect) -> None:
        """Paint over a page that lies at `area`; for those who know more about it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        painter = QPainter(self.viewport())
        painter.scale(1 / self._ratio, 1 / self._ratio)
        exposed = scaled(event.rect(), self._ratio)
        painter.fillRect(exposed, self._colours.surround)
        scene, origin = self._scene(), self._origin()
        for page in scene.pages:
            area = QRect(*self._layout.box(page)).translated(-origin)
            self._drawing.paint(painter, page, area, exposed, self._colours)
            self.paint_over(painter, page, area, exposed)
            self._links.paint(painter, page, area, self._layout, self._colours)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the links in view by Alt+L, follow the one outlined by Alt+Enter."""
        held = event.modifiers()
        shift, alt = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_L and held & ~shift == alt and self.is_open:
            self.pick_link(-1 if held & shift else 1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and held == alt:
            if self._links.picked is not None:
                self.follow(self._links.picked)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out again; the upper left corner stays where it is."""
        super().resizeEvent(event)
        if self.is_open and event.oldSize() != event.size():
            self._lay_out(self.sizes, self._here(), _CORNER)
            self._rescaled()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom at the pointer while Ctrl is held."""
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.factor * wheel.zooming(event), event.position())
            return
        moved = self._wheel.distance(event)
        across = self.horizontalScrollBar()
        across.setValue(across.value() + moved.x())
        if moved.y() and event.phase() is not Qt.ScrollPhase.ScrollMomentum:
            self._scroll_on(moved.y())
        elif moved.y():
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom where two fingers are spread or closed."""
        if event.type() in {QEvent.Type.NativeGesture, QEvent.Type.Gesture}:
            pinched = wheel.pinch(event, self.viewport())
            if pinched is not None and self.is_open:
                self.set_zoom(self.factor * pinched[0], pinched[1])
                return True
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        """Follow the theme, and a move to a screen of other sharpness."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._follow_screen()
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange}:
            self._colours = desk()
            self.viewport().update()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Have pages drawn again."""
        super().showEvent(event)
        self._follow_screen()
        self._drawing.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the worker go when nobody looks for a while."""
        super().hideEvent(event)
        self._drawing.rest_soon()

    def _follow_screen(self) -> None:
        """Lay the pages out in the pixels of the screen one is on; what one reads stays."""
        if self.is_open and self._ratio != self.devicePixelRatioF():
            self._lay_out(self.sizes, self._here(), _CORNER)
            self._rescaled()

    def _rescaled(self) -> None:
        super()._rescaled()
        self._drawing.ask_soon()

    def _moved(self) -> None:
        super()._moved()
        self._links.forget()
        self._drawing.ask()

    def _tell_manner(self, before: Manner) -> None:
        if before.turn != self._manner.turn:
            self.rotated.emit()
        if before.arrangement is not self._manner.arrangement:
            self.arranged.emit()

    @Slot(int)
    def _repaint(self, page: int) -> None:
        if page in self._scene().pages:
            self.viewport().update()
