"""The reading desk: pages one selects from with mouse and keys, with what is coded in them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QToolTip, QWidget

from coder.model.geometry import PageSize
from coder.model.passage import PageRange
from ui.reader import keys
from ui.reader.accessible import install
from ui.reader.area_extent import Area, AreaExtent
from ui.reader.extent import Extent
from ui.reader.going import Going
from ui.reader.pointer import Pointer
from ui.reader.selecting_view import SelectingView
from ui.reader.selection import Caret
from ui.reader.source import PageSource
from ui.reader.texts import PageTexts

_BY_KEYS = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class ReaderView(SelectingView):
    """Shows a report, selects its text and areas of it, and shows what is coded in it.

    `codeRequested` says that Enter was pressed on a selection, `keyAct` names what a key asks to
    be done with codings, `extentChanged` carries the new ranges of the passage whose extent is
    edited, `areaMoved` page and rectangle of the area that is, `inVain` names what was asked for
    and is not there; see `ui.stages.in_vain`.
    """

    codeRequested = Signal()
    keyAct = Signal(str)
    extentChanged = Signal(list)
    areaMoved = Signal(object)
    inVain = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        install(ReaderView)
        self._pointer = Pointer(self, self.viewport())
        self.setAccessibleName(self.tr("Pages of the report"))

    def open(self, source: PageSource) -> None:
        """Show another report from its first page, without marks and with nothing selected."""
        super().open(source)
        self.selectionChanged.emit()

    def close_report(self) -> None:
        """Show nothing."""
        super().close_report()
        self.selectionChanged.emit()

    @property
    def extent(self) -> Extent:
        """The ends of the passage whose extent is edited; call `show_extent` after a change."""
        return self._extent

    @property
    def area_extent(self) -> AreaExtent:
        """The sides of the area that is edited; call `show_extent` after a change."""
        return self._area_extent

    @property
    def is_selecting(self) -> bool:
        """Whether a selection is being drawn with the mouse just now."""
        return self._pointer.is_dragging

    def edit_extent(self, ranges: Sequence[PageRange] | None) -> None:
        """Show handles at the ends of a passage, to change its extent by; None: no handles."""
        self._extent.edit(ranges)
        self._area_extent.edit(None)
        self.viewport().update()

    def edit_area(self, area: Area) -> None:
        """Show handles around a coded area, to change where it lies."""
        self._extent.edit(None)
        self._area_extent.edit(area)
        self.viewport().update()

    def show_extent(self, *, done: bool = False) -> None:
        """Show a changed extent; when done, tell others of it."""
        self.viewport().update()
        ranges = self._extent.finish() if done else None
        if ranges is not None:
            self.extentChanged.emit(ranges)
        area = self._area_extent.finish() if done else None
        if area is not None:
            self.areaMoved.emit(area)

    def copy(self) -> bool:
        """Copy the selected text, repaired; False when nothing is selected."""
        text = self.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)
        return bool(text)

    def click(self, spot: QPointF) -> None:
        """Tell which codings are at a spot of the viewport, if any."""
        codings = self.codings_at(spot)
        if codings:
            self.codingsClicked.emit(codings)

    def go_to_coding(self, direction: int) -> bool:
        """Go to the next coding (1) or the one before (-1); False when there is none."""
        return self._went("coding", direction, found=self._going.to_coding)

    def go_to_uncoded(self, direction: int) -> bool:
        """Go to the next page without codings (1) or the one before (-1)."""
        return self._went("uncoded", direction, found=self._going.to_uncoded)

    def _went(self, what: str, direction: int, found: Callable[[int], bool]) -> bool:
        is_there = self.is_open and found(direction)
        if self.is_open and not is_there:
            self.inVain.emit(f"{what} {direction:+d}")
        return is_there

    def show_hit(self, page: int, start: int, end: int) -> None:
        """Jump to characters of a page (from 0) that were found, and outline them."""
        self._going.to_hit(page, start, end)

    def jump_to(self, caret: Caret, *, extend: bool) -> None:
        """Put the caret somewhere far off, or extend the selection as far."""
        self.note_jump()
        self.find_caret()
        self._move_caret(caret, extend=extend)
        self._go_to(caret.page)  # all of its head is seen; a scan has no caret to be revealed
        self.reveal_caret()

    def page_by_view(self, direction: int, *, extend: bool) -> None:
        """Scroll by almost a view's height; a caret in view goes along."""
        ends = self._head_ends() if self.is_caret_in_view() else None
        before = self.spot_at(QPointF(0, 0))
        self.scroll_by_view(direction)
        if ends is None:
            return
        caret = self.caret_at((ends[0] + ends[1]) / 2)
        if self.spot_at(QPointF(0, 0)) == before:
            page = 0 if direction < 0 else self.page_count - 1
            caret = Caret(page, 0 if direction < 0 else len(self.texts(page).text))
        self._move_caret(caret, extend=extend)
        if not (extend or self.is_caret_in_view()):
            self.find_caret()

    def look_at_caret(self) -> bool:
        """Tell which codings the caret is in; ask for a code when they are looked at already."""
        ends = self._head_ends()
        marks = self.marks_at((ends[0] + ends[1]) / 2) if ends and self.is_caret_in_view() else []
        lit = self.highlights.lit
        if marks and not any(mark.passage in lit or mark.coding in lit for mark in marks):
            self.codingsClicked.emit([mark.coding for mark in marks])
        elif lit:
            self.codeRequested.emit()
        return bool(marks or lit)

    def paint_over(self, painter: QPainter, page: int, area: QRect, exposed: QRect) -> None:
        """Paint the new extent of a passage over what is coded and selected."""
        super().paint_over(painter, page, area, exposed)
        tint = QColor(self._colours.outline)
        tint.setAlpha(60)
        self._extent.paint_area(painter, page, area.topLeft(), self._areas, tint)

    def paint_front(self, painter: QPainter) -> None:
        """Paint the handles over caret and box."""
        super().paint_front(painter)
        self._extent.paint(painter, self._colours.outline)
        self._area_extent.paint(painter, self._colours.outline)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select, or to click."""
        if event.button() == Qt.MouseButton.LeftButton and self.is_open:
            self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Begin to select by words, or by paragraphs the second time."""
        if event.button() == Qt.MouseButton.LeftButton and self.is_open:
            self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on selecting, or light what is pointed at."""
        if self.is_open:
            self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End selecting, or click."""
        if event.button() == Qt.MouseButton.LeftButton and self.is_open:
            self._pointer.release(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means here; others may have it when it means nothing."""
        if not (self.is_open and keys.press(self, event)):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Tell a changed extent when the keys held for it are let go."""
        keys.release(self, event)
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret; who comes by keys finds one."""
        super().focusInEvent(event)
        if self.is_open and event.reason() in _BY_KEYS and self.caret is None:
            self.find_caret()
        self._sign.wake(alive=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no caret; an extent that was changed is meant so."""
        super().focusOutEvent(event)
        self._sign.wake(alive=False)
        self.show_extent(done=True)

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the codes under the pointer in a tool tip; unlight them when it leaves."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(QPointF(event.pos())), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.point_at(frozenset(), Qt.CursorShape.ArrowCursor)
        return super().viewportEvent(event)

    def _read(self, texts: PageTexts, sizes: Sequence[PageSize]) -> None:
        super()._read(texts, sizes)
        self._extent = Extent(self)
        self._area_extent = AreaExtent(self)
        self._going = Going(self)

    def _move_caret(self, caret: Caret, *, extend: bool) -> None:
        if extend:
            self.text.move_head(caret)
        else:
            self.text.begin(caret)
        self.show_selection(always=False)
