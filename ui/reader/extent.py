"""The handles at the ends of a coded passage that is looked at, and what moving them makes."""

from collections.abc import Sequence
from math import hypot

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from coder.model.passage import PageRange
from coder.text import units
from ui.reader.desk import Desk
from ui.reader.selection import Caret, TextSelection, Unit
from ui.reader.selection_paint import RunAreas, fill_area

REACH = 14.0
"""Screen pixels around the middle of a knob that are its target."""

_KNOB, _SMALL, _BAR = 6.0, 4.0, 2.0
_CLOSING = ".,;:!?…)]”’»\"'"
_OPENING = "([{“‘«„¿¡\"'"


class Extent:
    """Where a looked-at passage begins and ends, to be changed; or none.

    Whoever changes it calls `finish` when done, to learn what the new extent is.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._original: tuple[PageRange, ...] = ()
        self._ranges: tuple[PageRange, ...] = ()
        self._ends = [Caret(0, 0), Caret(0, 0)]

    @property
    def is_there(self) -> bool:
        """Whether handles are shown."""
        return bool(self._ranges)

    @property
    def ranges(self) -> tuple[PageRange, ...]:
        """The extent as it is now."""
        return self._ranges

    @property
    def is_changed(self) -> bool:
        """Whether the extent is another one than the passage's."""
        return self._ranges != self._original

    def edit(self, ranges: Sequence[PageRange] | None) -> None:
        """Show handles at the ends of a passage, or none; none for one that is in pieces."""
        self._ranges = self._original = ()
        if not ranges or any(part.page >= self._desk.page_count for part in ranges):
            return
        start = Caret(ranges[0].page, ranges[0].start)
        end = Caret(ranges[-1].page, ranges[-1].end)
        between = units.ranges_between(self._desk.texts, start, end)
        if start < end and all(any(_holds(one, part) for one in ranges) for part in between):
            self._ranges = self._original = tuple(ranges)
            self._ends = [start, end]

    def move(self, which: int, caret: Caret) -> None:
        """Move the beginning (0) or the end (1) to a caret, never over the other end."""
        ends = list(self._ends)
        ends[which] = caret
        if ends[0] < ends[1]:
            found = tuple(units.ranges_between(self._desk.texts, *ends))
            if found:
                self._ranges, self._ends = found, ends

    def step(self, which: int, direction: int) -> None:
        """Move the beginning (0) or the end (1) by a word."""
        if not self.is_there:
            return
        first, last = self._ranges[0], self._ranges[-1]
        start, end = Caret(first.page, first.start), Caret(last.page, last.end)
        walk = TextSelection(self._desk.texts)
        walk.begin((start, end)[which])
        walk.walk(Unit.WORD, direction)
        assert walk.head is not None
        page, offset = walk.head
        text = self._desk.texts(page).text
        # Between two words: brackets, quotes and full stops stay with the word they belong to.
        aside = _beyond_closing if direction > 0 else _before_opening
        self.move(which, Caret(page, aside(text, offset)))

    def finish(self) -> list[PageRange] | None:
        """Return the new extent, or None when it is the old one."""
        if not self.is_changed:
            return None
        self._original = self._ranges
        first, last = self._ranges[0], self._ranges[-1]
        self._ends = [Caret(first.page, first.start), Caret(last.page, last.end)]
        return list(self._ranges)

    def cancel(self) -> None:
        """Have the extent as it was."""
        self.edit(self._original)

    @property
    def ends(self) -> list[Caret]:
        """Where the passage begins and ends."""
        return self._ends

    def handle_at(self, spot: QPointF) -> int | None:
        """Return which handle is at a spot of the viewport: 0, 1 or None."""
        found = []
        for which in (0, 1):
            ends = self._desk.caret_ends(self._ends[which]) if self.is_there else None
            if ends is None:
                continue
            away = spot - _knob(which, ends)
            bar = QRectF(*ends).normalized().adjusted(-4, 0, 4, 0)
            is_near = max(abs(away.x()), abs(away.y())) <= REACH
            if is_near or bar.contains(spot):
                found.append((QPointF.dotProduct(away, away), which))
        return min(found)[1] if found else None

    def paint_area(
        self, painter: QPainter, page: int, corner: QPoint, areas: RunAreas, fill: QColor
    ) -> None:
        """Paint the new extent on a page whose upper left corner is given, in device pixels."""
        if self.is_changed:
            area = areas.area(self._ranges, page, self._desk.sheet.scale)
            fill_area(painter, area.translated(corner), QBrush(fill))

    def paint(self, painter: QPainter, colour: QColor) -> None:
        """Paint the two handles over the viewport, in screen pixels."""
        if not self.is_there:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for which in (0, 1):
            ends = self._desk.caret_ends(self._ends[which])
            if ends is None:
                continue
            painter.setPen(QPen(colour, _BAR))
            painter.drawLine(*ends)
            painter.setPen(QPen(Qt.GlobalColor.white, 1.5))
            painter.setBrush(colour)
            radius = _radius(ends)
            painter.drawEllipse(_knob(which, ends), radius, radius)
        painter.restore()


def _beyond_closing(text: str, offset: int) -> int:
    """Return the place after what closes the word that ends at `offset`."""
    while offset < len(text) and text[offset] in _CLOSING:
        offset += 1
    return offset


def _before_opening(text: str, offset: int) -> int:
    """Return the place before what opens the word that begins at `offset`."""
    at = offset
    while at > 0 and text[at - 1] in _OPENING:
        at -= 1
    return offset if text[at - 1 : at].isalnum() else at


def _knob(which: int, ends: tuple[QPointF, QPointF]) -> QPointF:
    """Return the middle of a knob: above the first bar, below the last one."""
    top, bottom = ends
    along, radius = bottom - top, _radius(ends)
    beyond = QPointF(along.x(), along.y()) * (radius / max(1.0, _length(ends)))
    return QPointF(bottom + beyond if which else top - beyond)


def _radius(ends: tuple[QPointF, QPointF]) -> float:
    """Return how large a knob is: smaller beside small print, so that less of it is covered."""
    return min(_KNOB, max(_SMALL, 0.4 * _length(ends)))


def _length(ends: tuple[QPointF, QPointF]) -> float:
    along = ends[1] - ends[0]
    return hypot(along.x(), along.y())


def _holds(one: PageRange, part: PageRange) -> bool:
    return one.page == part.page and one.start <= part.start and part.end <= one.end
