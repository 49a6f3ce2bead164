"""The pages with a selection on them: words, a box, an area; and the caret."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from coder.model.geometry import PageSize, Point
from coder.model.passage import PageRange
from ui.reader import selection
from ui.reader.boxes import Box, Rect
from ui.reader.caret import CaretSign, caret_line, first_in_view
from ui.reader.layout import Spot
from ui.reader.marked_view import MARGIN, MarkedView
from ui.reader.page_view import on_screen
from ui.reader.selection import Caret, TextSelection
from ui.reader.selection_paint import RunAreas, SelectionPainter, rects
from ui.reader.texts import PageTexts

_AROUND = 8
"""Screen pixels around a box that its handles take."""


class SelectingView(MarkedView):
    """Shows what is selected and where the caret is."""

    selectionChanged = Signal()
    caretMoved = Signal()

    _selected_before: QRegion | None
    _had_box: bool
    _told: tuple[tuple[PageRange, ...], tuple[int, Rect] | None]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign_before = QRectF()
        self._sign = CaretSign(self._head_ends, self)
        self._sign.changed.connect(self._show_sign)
        self.scrolled.connect(self._forget_area)

    @property
    def text(self) -> TextSelection:
        """The selection, to be changed freely; call `show_selection` afterwards."""
        return self._text

    @property
    def caret(self) -> Caret | None:
        """Where the caret is, or None."""
        return self._text.head

    @property
    def box(self) -> Box:
        """The box on a page, to be changed freely; call `show_selection` afterwards."""
        return self._box

    @property
    def has_selection(self) -> bool:
        """Whether words or an area are selected."""
        return bool(self._box.area or self._text.ranges())

    @property
    def pixels_per_point(self) -> float:
        """How many screen pixels a point is."""
        return self.sheet.scale / self._ratio

    def selection(self) -> tuple[PageRange, ...]:
        """Return what is selected, without white space at the ends of pages.

        In reading order; the pieces of a box as one sees them. Nothing when an area is selected.
        """
        return self._text.ranges()

    def area(self) -> tuple[int, Rect] | None:
        """Return the selected area: its page (from 0), and left, top, right, bottom of it.

        In unrotated points; None when none is selected.
        """
        return self._box.area

    def selected_text(self) -> str:
        """Return what is selected as one would quote it."""
        return self._text.text()

    def selection_rect(self) -> QRect:
        """Return where in the viewport the last line of the selection is; empty when none."""
        if self._box.is_there:
            return self.on_screen_rect(self._box.page, self._box.shown).toAlignedRect()
        end = self._selected.end(self.sheet.scale)
        return self._on_screen(*end) if end is not None else QRect()

    def selection_rects(self) -> list[QRect]:
        """Return the selected areas in view, in screen pixels of the viewport."""
        if self._box.is_there:
            return [self.selection_rect().adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)]
        return [
            self._on_screen(page, rect)
            for page in self._scene().pages
            for rect in rects(self._selected.area(page, self.sheet.scale))
        ]

    def chosen_rect(self) -> QRect:
        """Return where in the viewport all lies that is selected or else lit; empty when none."""
        found = QRect()
        for rect in self.selection_rects() if self.has_selection else self.lit_rects():
            found = found.united(rect & self.viewport().rect())
        return found

    def clear_selection(self) -> None:
        """Select nothing; the caret stays where the selection was going."""
        if self._box.is_there:
            self._box.close()
        elif self._text.head is not None:
            self._text.begin(self._text.head)
        self.show_selection()

    def select(self, ranges: Sequence[PageRange]) -> None:
        """Select these ranges, or nothing."""
        self._box.close()
        self._text.clear()
        if ranges:
            self._text.take(ranges)
        self.show_selection()

    def select_area(self, page: int, rect: Rect) -> None:
        """Select an area: left, top, right, bottom in unrotated points of a page (from 0)."""
        self._box.show(page, rect, is_area=True)
        self.show_selection()

    def put_caret(self, caret: Caret) -> None:
        """Select nothing, and put the caret there; selecting by keys starts from it."""
        self._box.close()
        self._text.begin(caret)
        self.show_selection()

    def select_between(self, one: Caret, other: Caret) -> None:
        """Select from one caret to another, where the caret then is, in view."""
        self._box.close()
        self._text.begin(one)
        self._text.move_head(other)
        self.show_selection(always=False)
        self.reveal_caret()

    def show_selection(self, *, always: bool = True) -> None:
        """Show a changed selection and tell others of it; or only if it is another one now."""
        scene, origin = self._scene(), self._origin()
        corners = [QPoint(*self.sheet.box(page)[:2]) - origin for page in scene.pages]
        area = self._selected.spread(scene.pages, corners, self.sheet.scale)
        has_box = self._box.is_there
        if self._selected_before is None or has_box or self._had_box:
            self.viewport().update()
        else:
            changed = area.xored(self._selected_before).boundingRect()
            self.viewport().update(on_screen(changed, self._ratio))
        self._selected_before, self._had_box = area, has_box
        self._sign.again()
        self.caretMoved.emit()
        now = self.selection(), self.area()
        before, self._told = self._told, now
        if always or now != before:
            self.selectionChanged.emit()

    def caret_at(self, spot: QPointF) -> Caret:
        """Return the place between two characters nearest to a spot of the viewport."""
        return selection.caret_at(self._texts, *self._unturned(spot))

    def character_at(self, spot: QPointF) -> Caret:
        """Return the place before the character at a spot of the viewport, or the nearest."""
        return selection.character_at(self._texts, *self._unturned(spot))

    def is_print(self, spot: QPointF) -> bool:
        """Say whether there is text at a spot of the viewport."""
        return self.is_open and self._texts.is_print(*self._unturned(spot))

    def point_on(self, page: int, spot: QPointF) -> QPointF:
        """Return where a spot of the viewport is on this page as shown, in points."""
        return (spot - self.pixel_at(Spot(page, Point(0, 0)))) / self.pixels_per_point

    def caret_ends(self, caret: Caret) -> tuple[QPointF, QPointF] | None:
        """Return the upper and lower end of a caret in the viewport; None without print."""
        if caret.page >= self.page_count:
            return None
        ends = caret_line(self._texts(caret.page), caret.offset)
        return (self._at(caret.page, ends[0]), self._at(caret.page, ends[1])) if ends else None

    def is_caret_in_view(self) -> bool:
        """Say whether there is a caret, and all of it can be seen."""
        ends = self._head_ends()
        return ends is not None and self._is_in_view(*ends)

    def codes_at_caret(self) -> list[str]:
        """Return the names of the codes on what the caret is in."""
        ends = self._head_ends()
        marks = self.marks_at((ends[0] + ends[1]) / 2) if ends else []
        return list(dict.fromkeys(self.highlights.look(mark.code).name for mark in marks))

    def first_caret(self) -> Caret:
        """Return where the first line begins that is in view."""
        for page in self._scene().pages:
            in_view = partial(self._shows, page)
            found = first_in_view(self._texts(page), in_view)
            if found is not None:
                return Caret(page, found)
        return self.caret_at(QPointF(0.0, 1.0))

    def find_caret(self) -> bool:
        """Have a caret, in view unless something is selected; True when it was put there."""
        self._box.close()
        if self._text.span is not None or self.is_caret_in_view():
            return False
        self._text.begin(self.first_caret())
        return True

    def reveal_caret(self) -> None:
        """Scroll as little as needed for the caret to be in view, with some room around it.

        On a page that is a picture, for the page.
        """
        if self._text.head is None:
            return
        page, ends = self._text.head.page, self._head_ends()
        if ends is None:
            if page not in self._scene().pages:
                self._go_to(page)
            return
        if page not in self._scene().pages:
            self._go_to(page, max(0.0, self.point_on(page, ends[0]).y() - self._room()))
            ends = self._head_ends() or ends
        self._reveal(QRectF(*ends).normalized())

    def reveal_box(self) -> None:
        """Scroll as little as needed for the box to be in view."""
        if self._box.is_there:
            self._reveal(self.on_screen_rect(self._box.page, self._box.shown))

    def around_selection(self) -> tuple[int, QRectF]:
        """Return a page and what is selected on it, or the middle of its part in view.

        In points of the page as shown.
        """
        head = self._text.head
        page = head.page if head and self.has_selection else self.current_page
        chosen = self._selected.area(page, self.sheet.scale).boundingRect()
        if not chosen.isEmpty():
            rect = QRectF(chosen)
            scale = self.sheet.scale
            return page, QRectF(rect.topLeft() / scale, rect.bottomRight() / scale)
        room = QRectF(self.viewport().rect())
        seen = QRectF(self.point_on(page, room.topLeft()), self.point_on(page, room.bottomRight()))
        seen &= QRectF(QPointF(0, 0), QPointF(*self.sizes[page].shown))
        across, down = seen.width() / 4, seen.height() / 3
        return page, seen.adjusted(across, down, -across, -down)

    def paint_over(self, painter: QPainter, page: int, area: QRect, exposed: QRect) -> None:
        """Paint what is coded, and over it what is selected."""
        super().paint_over(painter, page, area, exposed)
        fill = self._colours.selection
        self._selected.paint(painter, page, area.topLeft(), self.sheet.scale, fill)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages, the box and the caret."""
        super().paintEvent(event)
        if not self.is_open:
            return
        painter = QPainter(self.viewport())
        self.paint_front(painter)
        painter.end()

    def paint_front(self, painter: QPainter) -> None:
        """Paint what lies over all pages, in screen pixels."""
        if not self._box.is_there:
            self._sign.paint(painter, self._colours.outline)
        self._box.paint(painter, self._colours.outline)

    def _read(self, texts: PageTexts, sizes: Sequence[PageSize]) -> None:
        super()._read(texts, sizes)
        self._text = TextSelection(texts)
        self._areas = RunAreas(texts, sizes)
        self._selected = SelectionPainter(self._text, self._areas)
        self._box = Box(self)
        self._had_box, self._selected_before = False, None
        self._told = (), None

    @Slot()
    def _turn_marks(self) -> None:
        super()._turn_marks()
        self._areas.resize(self.sizes)
        self._selected_before = None

    @Slot()
    def _forget_area(self) -> None:
        """Everything is painted anew after scrolling; what was selected lies elsewhere now."""
        self._selected_before = None

    @Slot()
    def _show_sign(self) -> None:
        """Paint the caret anew, where it was and where it is."""
        now = self._sign.rect()
        for rect in (self._sign_before, now):
            if not rect.isEmpty():
                self.viewport().update(rect.toAlignedRect())
        self._sign_before = now

    def _head_ends(self) -> tuple[QPointF, QPointF] | None:
        return self.caret_ends(self._text.head) if self._text.head else None

    def _unturned(self, spot: QPointF) -> tuple[int, Point]:
        """Return the page nearest to a spot, and the unrotated point of it in points."""
        page, point = self.spot_at(spot)
        return page, self.sizes[page].from_shown(point)

    def _at(self, page: int, point: Point) -> QPointF:
        """Return where an unrotated point of a page is in the viewport."""
        return self.pixel_at(Spot(page, self.sizes[page].to_shown(point)))

    def _is_in_view(self, one: QPointF, other: QPointF) -> bool:
        high = self.viewport().height()
        return min(one.y(), other.y()) >= 0 and max(one.y(), other.y()) <= high

    def _shows(self, page: int, one: Point, other: Point) -> bool:
        """Say whether two unrotated points of a page are in view."""
        return self._is_in_view(self._at(page, one), self._at(page, other))

    def _room(self) -> float:
        return MARGIN / self.pixels_per_point

    def _reveal(self, rect: QRectF) -> None:
        high, wide = self.viewport().height(), self.viewport().width()
        if rect.top() < MARGIN:
            self.pull(round(rect.top()) - MARGIN)
        elif rect.bottom() > high - MARGIN:
            below = round(rect.bottom()) - high + MARGIN
            self.pull(min(below, max(0, round(rect.top()) - MARGIN)))
        across = self.horizontalScrollBar()
        if rect.left() < 0 or rect.right() > wide:
            across.setValue(across.value() + round(rect.center().x()) - wide // 2)

    def _on_screen(self, page: int, rect: QRect) -> QRect:
        """Return a rectangle in pixels of a page in screen pixels of the viewport."""
        scale = self.sheet.scale
        corner = self.pixel_at(Spot(page, Point(rect.x() / scale, rect.y() / scale)))
        size = QRectF(corner.x(), corner.y(), rect.width() / self._ratio, 0)
        size.setHeight(rect.height() / self._ratio)
        return size.toAlignedRect()
