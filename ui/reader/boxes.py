"""A box drawn on a page: the text in it, or the area that it is."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from coder.model.geometry import PageSize, Point
from coder.model.passage import PageRange
from coder.model.report import PageText
from coder.text import place
from ui.reader import frame
from ui.reader.desk import Desk
from ui.reader.frame import Handle
from ui.reader.selection import Caret

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom in unrotated points of a page."""

_TEXTUAL = 0.12
"""The part of a box that print covers from which on its text is meant, if nobody says."""

_LEAST = 4.0
_STEP, _STRIDE = 4.0, 24.0
"""Screen pixels that a key moves a side by."""


class Box:
    """The box there is, if any. Its text is selected, or it stands for an area.

    Whoever changes it calls the desk's `show_selection` afterwards.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._page = 0
        self._rect: Rect | None = None
        self._caret: Caret | None = None
        self._is_new = False
        self.is_area = False

    @property
    def is_there(self) -> bool:
        """Whether there is a box."""
        return self._rect is not None

    @property
    def area(self) -> tuple[int, Rect] | None:
        """The page and the rectangle, when an area is meant."""
        return (self._page, self._rect) if self._rect is not None and self.is_area else None

    @property
    def page(self) -> int:
        """The page (from 0) of the box."""
        return self._page

    def has_text(self) -> bool:
        """Say whether anything is printed in the box."""
        return bool(self._rect and pieces_in(self._desk.texts(self._page), self._page, self._rect))

    def show(self, page: int, rect: Rect, *, is_area: bool) -> None:
        """Have a box there."""
        self._put(page, rect)
        self.is_area = is_area
        self.settle()

    def close(self) -> None:
        """Have no box; the caret comes back to where it was before."""
        if self._rect is None:
            return
        self._rect = None
        self._is_new = self.is_area = False
        self._desk.text.clear()
        if self._caret is not None:
            self._desk.text.begin(self._caret)
        self._caret = None

    def draw(self, page: int, one: QPointF, other: QPointF) -> None:
        """Draw a new box between two corners, in points of the page as shown.

        What is meant by it, and which words are in it, is found out when it has settled.
        """
        self._put(page, self._unturned(page, frame.between(one, other, self._extent(page))))
        self._is_new, self.is_area = True, False

    def settle(self) -> None:
        """Let what is in the box be meant, or the area; leave none that is hardly a box."""
        if self._rect is None or (self._is_new and not self._is_large_enough()):
            self.close()
            return
        if self._is_new:
            self._is_new = False
            self.is_area = not is_textual(self._desk.texts(self._page), self._rect)
        found = (
            [] if self.is_area else pieces_in(self._desk.texts(self._page), self._page, self._rect)
        )
        if found:
            self._desk.text.take(found)

    def _is_large_enough(self) -> bool:
        """Say whether what was drawn is meant as a box; on a tiny page a tiny one is."""
        shown, page = self.shown, self._extent(self._page)
        least = min(_LEAST, page.width() / 4, page.height() / 4)
        return min(shown.width(), shown.height()) >= least

    def mean(self, *, area: bool) -> None:
        """Let the area be meant, or the text."""
        self._is_new, self.is_area = False, area
        self._desk.text.clear()
        self.settle()

    def begin_by_key(self) -> None:
        """Have an area around what is selected, or else in the middle of the view."""
        page, shown = self._desk.around_selection()
        self.show(page, self._unturned(page, shown), is_area=True)

    def nudge(self, across: int, down: int, *, size: bool, far: bool) -> None:
        """Move the box by a little, or its lower right corner."""
        step = (_STRIDE if far else _STEP) / self._desk.pixels_per_point
        handle = (1, 1) if size else frame.WHOLE
        self.drag(handle, self.shown, QPointF(across * step, down * step))
        self.settle()

    def drag(self, handle: Handle, before: QRectF, by: QPointF) -> None:
        """Move sides of the box as it was `before`, in points as shown; it settles later."""
        shown = frame.moved(before, handle, by, self._extent(self._page))
        self._put(self._page, self._unturned(self._page, shown))

    @property
    def shown(self) -> QRectF:
        """Where the box is, in points of its page as shown."""
        if self._rect is None:
            return QRectF()
        return as_shown(self._size(self._page), self._rect)

    def handle_at(self, spot: QPointF) -> Handle | None:
        """Return the handle at a spot of the viewport."""
        if self._rect is None:
            return None
        return frame.handle_at(self._desk.on_screen_rect(self._page, self.shown), spot)

    def paint(self, painter: QPainter, colour: QColor) -> None:
        """Paint the box over the viewport, in screen pixels."""
        if self._rect is not None:
            rect = self._desk.on_screen_rect(self._page, self.shown)
            frame.paint(painter, rect, colour, is_area=self.is_area)

    def _put(self, page: int, rect: Rect) -> None:
        if self._rect is None:
            self._caret = self._desk.text.head
        self._page, self._rect = page, rect
        self._desk.text.clear()

    def _size(self, page: int) -> PageSize:
        return self._desk.sizes[page]

    def _extent(self, page: int) -> QSizeF:
        return QSizeF(*self._size(page).shown)

    def _unturned(self, page: int, shown: QRectF) -> Rect:
        return as_unturned(self._size(page), shown)


def as_shown(size: PageSize, rect: Rect) -> QRectF:
    """Return a rectangle of unrotated points in points of the page as shown."""
    left, top, right, bottom = rect
    one, other = size.to_shown(Point(left, top)), size.to_shown(Point(right, bottom))
    return QRectF(QPointF(one.x, one.y), QPointF(other.x, other.y)).normalized()


def as_unturned(size: PageSize, shown: QRectF) -> Rect:
    """Return a rectangle of points as shown in unrotated points."""
    one = size.from_shown(Point(shown.left(), shown.top()))
    other = size.from_shown(Point(shown.right(), shown.bottom()))
    left, right = sorted((one.x, other.x))
    top, bottom = sorted((one.y, other.y))
    return left, top, right, bottom


def pieces_in(text: PageText, page: int, rect: Rect) -> list[PageRange]:
    """Return what is printed in a rectangle, line by line; lines that follow are one piece."""
    found: list[PageRange] = []
    for start, end in place.in_box(text, rect):
        if found and found[-1].end <= start and not text.text[found[-1].end : start].strip():
            found[-1] = PageRange(page, found[-1].start, end)
        else:
            found.append(PageRange(page, start, end))
    return found


def is_textual(text: PageText, rect: Rect) -> bool:
    """Say whether so much print is in a rectangle that its text is likely meant."""
    left, top, right, bottom = rect
    runs = place.in_box(text, rect)
    boxes: Iterable[Rect] = (
        quad.rect for start, end in runs for quad in place.quads(text, start, end)
    )
    printed = sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes)
    return printed > _TEXTUAL * (right - left) * (bottom - top)
