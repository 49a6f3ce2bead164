"""What a drag of the mouse does: select text, draw a box, move a handle."""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from ui.reader.frame import Handle
from ui.reader.hands import Hands
from ui.reader.selection import Unit

_UNITS = (Unit.CHARACTER, Unit.WORD, Unit.SENTENCE, Unit.BLOCK)
_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


class Gesture(Protocol):
    """A drag that has begun. Spots are screen pixels of the viewport."""

    def go_to(self, spot: QPointF) -> None:
        """Go on."""

    def end(self) -> None:
        """Be done."""


class TextDrag:
    """Selects from where it began, by the unit that the number of clicks says."""

    def __init__(self, view: Hands, spot: QPointF, clicks: int) -> None:
        self._view = view
        unit = _UNITS[clicks - 1]
        exact = unit is Unit.CHARACTER
        view.box.close()
        view.text.begin(view.caret_at(spot) if exact else view.character_at(spot), unit)
        view.show_selection()

    def go_to(self, spot: QPointF) -> None:
        """Extend the selection."""
        self._view.text.extend(self._view.caret_at(spot))
        self._view.show_selection()

    def end(self) -> None:
        """Tell that the selection is made."""
        self._view.show_selection()


class Extending(TextDrag):
    """Extends the selection there is."""

    def __init__(self, view: Hands, spot: QPointF) -> None:
        self._view = view
        view.box.close()
        self.go_to(spot)


class BoxDrag:
    """Draws a box on the page where it began."""

    def __init__(self, view: Hands, spot: QPointF) -> None:
        self._view = view
        self._page = view.spot_at(spot).page
        self._corner = view.point_on(self._page, spot)
        self.go_to(spot)

    def go_to(self, spot: QPointF) -> None:
        """Draw it as far as here."""
        self._view.box.draw(self._page, self._corner, self._view.point_on(self._page, spot))
        self._view.show_selection()

    def end(self) -> None:
        """Leave the box, if it is one."""
        self._view.box.settle()
        self._view.show_selection()


class HandleDrag:
    """Moves sides of the box."""

    def __init__(self, view: Hands, handle: Handle, spot: QPointF) -> None:
        self._view, self._handle = view, handle
        self._before = view.box.shown
        self._from = view.point_on(view.box.page, spot)

    def go_to(self, spot: QPointF) -> None:
        """Move them as far as the pointer went."""
        by = self._view.point_on(self._view.box.page, spot) - self._from
        self._view.box.drag(self._handle, self._before, by)
        self._view.show_selection()

    def end(self) -> None:
        """Leave the box as it is now."""
        self._view.box.settle()
        self._view.show_selection()


class ExtentDrag:
    """Moves the beginning or the end of a coded passage."""

    def __init__(self, view: Hands, which: int, spot: QPointF) -> None:
        self._view, self._which = view, which
        ends = view.caret_ends(view.extent.ends[which])
        # The knob is held beside the line; what counts is the line it belongs to.
        middle = (ends[0] + ends[1]) / 2 if ends else spot
        self._away = middle - spot

    def go_to(self, spot: QPointF) -> None:
        """Have the passage begin or end here."""
        self._view.extent.move(self._which, self._view.caret_at(spot + self._away))
        self._view.show_extent()

    def end(self) -> None:
        """Tell the new extent."""
        self._view.show_extent(done=True)


class AreaDrag:
    """Moves sides of a coded area."""

    def __init__(self, view: Hands, handle: Handle, spot: QPointF) -> None:
        self._view, self._handle = view, handle
        self._before = view.area_extent.shown
        self._from = view.point_on(view.area_extent.page, spot)

    def go_to(self, spot: QPointF) -> None:
        """Move them as far as the pointer went."""
        area = self._view.area_extent
        if area.is_there:  # its coding may go meanwhile
            by = self._view.point_on(area.page, spot) - self._from
            area.drag(self._handle, self._before, by)
            self._view.show_extent()

    def end(self) -> None:
        """Tell where it lies now."""
        self._view.show_extent(done=True)


def begun(view: Hands, event: QMouseEvent, clicks: int) -> Gesture:
    """Return what a press of the left button, the first or a later one, begins."""
    spot = event.position()
    handle = view.box.handle_at(spot)
    if handle is not None and clicks == 1:
        return HandleDrag(view, handle, spot)
    which = view.extent.handle_at(spot)
    if which is not None and clicks == 1:
        return ExtentDrag(view, which, spot)
    side = view.area_extent.handle_at(spot)
    if side is not None and clicks == 1:
        return AreaDrag(view, side, spot)
    if event.modifiers() & _ALT:
        return BoxDrag(view, spot)
    if event.modifiers() & _SHIFT and clicks == 1:
        return Extending(view, spot)
    return TextDrag(view, spot, clicks)
