"""The handles of a coded area that is in hand, and what moving its sides makes."""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from ui.reader import frame
from ui.reader.boxes import Rect, as_shown, as_unturned
from ui.reader.desk import Desk
from ui.reader.frame import Handle

_STEP = 4.0
"""Screen pixels that a key moves a side by."""

Area = tuple[int, Rect]
"""A page (from 0), and left, top, right, bottom of it in unrotated points."""


class AreaExtent:
    """Where a looked-at area lies, to be changed; or none.

    Whoever changes it calls `finish` when done, to learn where it is now.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._original: Area | None = None
        self._area: Area | None = None

    @property
    def is_there(self) -> bool:
        """Whether handles are shown."""
        return self._area is not None

    @property
    def is_changed(self) -> bool:
        """Whether it lies elsewhere than the coded area."""
        return self._area != self._original

    @property
    def page(self) -> int:
        """The page (from 0) it is on; there must be one."""
        assert self._area is not None
        return self._area[0]

    @property
    def shown(self) -> QRectF:
        """Where it is, in points of its page as shown; empty when there is none."""
        if self._area is None:
            return QRectF()
        page, rect = self._area
        return as_shown(self._desk.sizes[page], rect)

    def edit(self, area: Area | None) -> None:
        """Show handles around an area, or none."""
        is_here = area is not None and area[0] < self._desk.page_count
        self._area = self._original = area if is_here else None

    def drag(self, handle: Handle, before: QRectF, by: QPointF) -> None:
        """Move sides of it as it was `before`, in points as shown."""
        size = self._desk.sizes[self.page]
        shown = frame.moved(before, handle, by, QSizeF(*size.shown))
        self._area = self.page, as_unturned(size, shown)

    def step(self, which: int, across: int, down: int) -> None:
        """Move left and upper side (0), or right and lower side (1), by a little."""
        side = 1 if which else -1
        handle = side if across else 0, side if down else 0
        by = QPointF(across, down) * (_STEP / self._desk.pixels_per_point)
        self.drag(handle, self.shown, by)

    def finish(self) -> Area | None:
        """Return where it is now, or None when it is where it was."""
        if not self.is_changed:
            return None
        self._original = self._area
        return self._area

    def cancel(self) -> None:
        """Have it where it was."""
        self._area = self._original

    def handle_at(self, spot: QPointF) -> Handle | None:
        """Return the handle at a spot of the viewport; a click on its outline stays a click."""
        if self._area is None:
            return None
        handle = frame.handle_at(self._desk.on_screen_rect(self.page, self.shown), spot)
        return None if handle == frame.WHOLE else handle

    def paint(self, painter: QPainter, colour: QColor) -> None:
        """Paint the handles over the viewport, in screen pixels."""
        if self._area is not None:
            rect = self._desk.on_screen_rect(self.page, self.shown)
            frame.paint(painter, rect, colour, is_area=self.is_changed)
