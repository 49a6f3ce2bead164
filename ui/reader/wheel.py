"""What a turn of the wheel, a touchpad or two fingers ask for."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

_STEP = 40.0
"""Screen pixels a notch of the wheel scrolls for each line the system asks for."""

_NOTCH = 120.0
_ZOOM = 1.15
"""By how much one notch zooms."""

_PIXELS = 120.0
"""Screen pixels a touchpad moves that zoom as much as one notch."""

_PUSH = 240
"""Screen pixels one has to scroll on at the end of a page before the next one comes."""


class Wheel:
    """Turns events into whole screen pixels; what is left over counts with the next one."""

    def __init__(self) -> None:
        self._rest = QPointF()

    def distance(self, event: QWheelEvent) -> QPoint:
        """Return how far to scroll, right and down positive."""
        moved = QPointF(event.pixelDelta())
        if moved.isNull():
            moved = QPointF(event.angleDelta()) / _NOTCH
            moved *= _STEP * QApplication.wheelScrollLines()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not moved.x():
            moved = QPointF(moved.y(), 0.0)
        whole = self._rest - moved
        result = QPoint(int(whole.x()), int(whole.y()))
        self._rest = whole - QPointF(result)
        return result


class Push:
    """Decides when scrolling on at the end of a page turns it: not by the way, but meant."""

    def __init__(self) -> None:
        self._pushed = 0

    def rest(self) -> None:
        """Begin anew: there was room to scroll."""
        self._pushed = 0

    def turns(self, pixels: int) -> int:
        """Return 1 or -1 when scrolling on by `pixels` is to turn the page, else 0."""
        if pixels * self._pushed < 0:
            self._pushed = 0
        self._pushed += pixels
        if abs(self._pushed) < _PUSH:
            return 0
        self._pushed = 0
        return 1 if pixels > 0 else -1


def zooming(event: QWheelEvent) -> float:
    """Return by which factor a turn of the wheel with Ctrl held zooms."""
    turn, moved = event.angleDelta().y(), event.pixelDelta().y()
    notches: float = turn / _NOTCH if turn else moved / _PIXELS
    return float(_ZOOM**notches)


def pinch(event: QEvent, viewport: QWidget) -> tuple[float, QPointF] | None:
    """Return factor and place, in pixels of the viewport, of two fingers that zoom; else None."""
    if isinstance(event, QNativeGestureEvent):
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return None
        return max(0.1, 1.0 + event.value()), event.position()
    if isinstance(event, QGestureEvent):
        gesture = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(gesture, QPinchGesture):
            event.accept(gesture)
            middle = viewport.mapFromGlobal(gesture.centerPoint())
            return gesture.scaleFactor() or 1.0, middle
    return None
