"""What the mouse does on the pages: select text, point at highlights, click them."""

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.reader.desk import Desk
from ui.reader.selection import Caret, Unit

_EDGE = 20
"""Screen pixels from the view's upper and lower edge within which a drag scrolls."""

_TICK = 16
_FASTEST = 70


class Pointer(QObject):
    """Turns mouse events of a view into selections, clicks on codings, and lit highlights."""

    def __init__(self, view: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._viewport = parent
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._is_click = False
        self._double: tuple[int, QPointF] | None = None
        self._scroll = QTimer(self)
        self._scroll.setInterval(_TICK)
        self._scroll.timeout.connect(self._drag_on)

    @property
    def is_dragging(self) -> bool:
        """Say whether a selection is being drawn just now."""
        return self._pressed is not None and not self._is_click

    def press(self, event: QMouseEvent) -> None:
        """Begin a selection or, with Shift, extend the one there is; a third press takes all."""
        spot = event.position()
        self._pressed = self._last = spot
        self._is_click = False
        if self._is_third(event):
            self._double = None
            self._begin(spot, Unit.BLOCK)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._view.text.extend(self._caret(spot))
            self._view.show_selection()
        else:
            self._is_click = True
            self._begin(spot, Unit.CHARACTER)

    def double(self, event: QMouseEvent) -> None:
        """Select the word."""
        self._pressed = self._last = event.position()
        self._is_click = False
        self._double = (event.timestamp(), event.position())
        self._begin(event.position(), Unit.WORD)

    def move(self, event: QMouseEvent) -> None:
        """Extend the selection while the button is down; else light what is pointed at."""
        self._last = event.position()
        if self._pressed is None:
            self.hover(event.position())
            return
        far = (event.position() - self._pressed).manhattanLength()
        if self._is_click and far < QGuiApplication.styleHints().startDragDistance() / 2:
            return
        self._is_click = False
        self._extend()
        if self._pull() and not self._scroll.isActive():
            self._scroll.start()

    def release(self, event: QMouseEvent) -> None:
        """End the drag; a press that never moved is a click on what lies there."""
        if self._pressed is None:
            return
        was_click, self._pressed = self._is_click, None
        self._is_click = False
        self._scroll.stop()
        if was_click:
            self._view.click(event.position())
        self._view.show_selection()

    def hover(self, spot: QPointF) -> None:
        """Light what is under the pointer and show by its shape what a press would do."""
        stripe = self._view.stripe_at(spot)
        if stripe is not None:
            ids = frozenset[bytes]({stripe.passage})
            self._view.point_at(ids, Qt.CursorShape.PointingHandCursor)
            return
        marks = self._view.marks_at(spot)
        is_print = self._view.is_print(spot)
        shape = Qt.CursorShape.IBeamCursor if is_print else Qt.CursorShape.ArrowCursor
        self._view.point_at(frozenset({marks[0].passage} if marks else ()), shape)

    def _begin(self, spot: QPointF, unit: Unit) -> None:
        is_character = unit is Unit.CHARACTER
        caret = self._caret(spot) if is_character else self._view.character_at(spot)
        self._view.text.begin(caret, unit)
        self._view.show_selection()

    def _caret(self, spot: QPointF) -> Caret:
        return self._view.caret_at(spot)

    def _extend(self) -> None:
        self._view.text.extend(self._caret(self._last))
        self._view.show_selection()

    def _is_third(self, event: QMouseEvent) -> bool:
        if self._double is None:
            return False
        when, where = self._double
        hints = QGuiApplication.styleHints()
        is_soon = event.timestamp() - when <= hints.mouseDoubleClickInterval()
        is_near = (event.position() - where).manhattanLength() <= hints.startDragDistance()
        return is_soon and is_near

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
        if self._pressed is None or not pull:
            self._scroll.stop()
            return
        self._view.pull(pull)
        self._extend()
