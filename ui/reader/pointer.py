"""What the mouse does on the pages: select, point at highlights and links, click them."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.reader import frame
from ui.reader.gestures import Gesture, TextDrag, begun
from ui.reader.hands import Hands

_EDGE = 20
"""Screen pixels from the view's upper and lower edge within which a drag scrolls."""

_TICK = 16
_FASTEST = 70
_MOST = 4
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class Clicks:
    """Counts presses that follow soon in the same place, up to four."""

    def __init__(self) -> None:
        self._count, self._when, self._where = 0, 0, QPointF()

    def count(self, event: QMouseEvent) -> int:
        """Return the how-manieth press this is; the system says which is a second one."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._count = _MOST if self._count == _MOST - 1 and self._goes_on(event) else 2
        else:
            self._count = min(_MOST, self._count + 1) if self._goes_on(event) else 1
        self._when, self._where = event.timestamp(), event.position()
        return self._count

    def _goes_on(self, event: QMouseEvent) -> bool:
        hints = QGuiApplication.styleHints()
        is_soon = event.timestamp() - self._when <= hints.mouseDoubleClickInterval()
        is_near = (event.position() - self._where).manhattanLength() <= hints.startDragDistance()
        return self._count > 1 and is_soon and is_near


class Pointer(QObject):
    """Turns mouse events of a view into selections, clicks on codings, and lit highlights."""

    def __init__(self, view: Hands, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._viewport = parent
        self._gesture: Gesture | None = None
        self._pressed, self._last = QPointF(), QPointF()
        self._is_down = self._is_click = False
        self._clicks = Clicks()
        self._scroll = QTimer(self)
        self._scroll.setInterval(_TICK)
        self._scroll.timeout.connect(self._drag_on)

    @property
    def is_dragging(self) -> bool:
        """Say whether something is being drawn or moved just now."""
        return self._is_down and not self._is_click

    def press(self, event: QMouseEvent) -> None:
        """Begin a drag, or a click."""
        self._pressed = self._last = event.position()
        clicks = self._clicks.count(event)
        self._is_down, self._is_click = True, False
        self._gesture = begun(self._view, event, clicks)
        self._is_click = clicks == 1 and type(self._gesture) is TextDrag

    def move(self, event: QMouseEvent) -> None:
        """Go on with the drag while the button is down; else light what is pointed at."""
        self._last = event.position()
        if self._gesture is None:
            self.hover(event.position(), event.modifiers())
            return
        far = (event.position() - self._pressed).manhattanLength()
        if self._is_click and far < QGuiApplication.styleHints().startDragDistance() / 2:
            return
        self._is_click = False
        self._gesture.go_to(self._last)
        if self._pull() and not self._scroll.isActive():
            self._scroll.start()

    def release(self, event: QMouseEvent) -> None:
        """End the drag; a press that never moved is a click on what lies there."""
        if self._gesture is None:
            return
        gesture, self._gesture = self._gesture, None
        was_click, self._is_click = self._is_click, False
        self._is_down = False
        self._scroll.stop()
        if was_click:
            self._click(event)
        elif type(gesture) is TextDrag and self._is_on_picture():
            self._view.inVain.emit("words")
        gesture.end()

    def _is_on_picture(self) -> bool:
        """Say whether words were looked for, and not found, on a page that has none."""
        page = self._view.spot_at(self._pressed).page
        return not self._view.has_selection and not self._view.texts(page).text

    def hover(self, spot: QPointF, held: Qt.KeyboardModifier) -> None:
        """Light what is under the pointer and show by its shape what a press would do."""
        stripe = self._view.stripe_at(spot)
        marks = [] if stripe else self._view.marks_at(spot)[:1]
        ids = list(stripe.passages) if stripe else [mark.passage for mark in marks]
        self._view.point_at(frozenset(ids), self._shape(spot, held, on_stripe=stripe is not None))

    def _shape(
        self, spot: QPointF, held: Qt.KeyboardModifier, *, on_stripe: bool
    ) -> Qt.CursorShape:
        handle = self._view.box.handle_at(spot) or self._view.area_extent.handle_at(spot)
        if handle is not None:
            return frame.shape(handle)
        if self._view.extent.handle_at(spot) is not None:
            return Qt.CursorShape.SizeHorCursor
        if held & _ALT:
            return Qt.CursorShape.CrossCursor
        if on_stripe or self._view.link_at(spot) is not None:
            return Qt.CursorShape.PointingHandCursor
        is_print = self._view.is_print(spot)
        return Qt.CursorShape.IBeamCursor if is_print else Qt.CursorShape.ArrowCursor

    def _click(self, event: QMouseEvent) -> None:
        """Follow the link there; where something is coded too, only while Ctrl is held."""
        spot = event.position()
        link = self._view.link_at(spot)
        if link and (event.modifiers() & _CONTROL or not self._view.codings_at(spot)):
            self._view.follow(link)
        else:
            self._view.click(spot)

    def _pull(self) -> int:
        """Return by how many pixels a drag near an edge scrolls at each tick, down positive."""
        y, height = self._last.y(), self._viewport.height()
        if y < _EDGE:
            return -min(_FASTEST, 3 + int((_EDGE - y) / 2))
        if y > height - _EDGE:
            return min(_FASTEST, 3 + int((y - height + _EDGE) / 2))
        return 0

    @Slot()
    def _drag_on(self) -> None:
        pull = self._pull()
        if self._gesture is None or not pull:
            self._scroll.stop()
            return
        self._view.pull(pull)
        self._gesture.go_to(self._last)
