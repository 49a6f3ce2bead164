"""A memo written on the page: a small note beside the passage it is about."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder.model.geometry import Point, Quad
from ui import theme
from ui.reader.layout import Spot
from ui.reader.selection_bar import place_for
from ui.reader.view import ReaderView
from ui.widgets.memo_edit import MemoEdit

_WIDTH, _AWAY, _LINES = 320, 8, 10


class MemoNote(QFrame):
    """A note over the pages, never over the passage. It writes down by itself.

    `written` carries the memo, and whether it goes on from what was written before; `closed`
    comes when the note has gone, by Escape or because one works elsewhere.
    """

    written = Signal(str, bool)
    closed = Signal()

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._quads: Sequence[tuple[int, Quad]] = ()
        self._colour = ""
        self.setObjectName("memoNote")
        self.setAccessibleName(self.tr("Memo on the page"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._name = QLabel(self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = QLabel(self.tr("Esc closes"), self)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.memo = MemoEdit(self, most=_LINES)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.memo.written.connect(self.written)
        self.memo.grown.connect(self.settle)
        view.scrolled.connect(self.settle)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._name, 1)
        head.addWidget(self._hint)
        self._column.setContentsMargins(16, 8, 8, 8)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self.memo)

    def open(self, name: str, colour: str, memo: str, quads: Sequence[tuple[int, Quad]]) -> None:
        """Let a memo be written about the passage with these (page, quad) pairs."""
        self.close_note()
        self._quads, self._colour = quads, colour
        metrics = self._name.fontMetrics()
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, _WIDTH - 100))
        self._name.setToolTip(name)
        self.memo.setAccessibleName(self.tr("Memo of “{}”").format(name))
        self.memo.show_memo(memo)
        width = min(_WIDTH, self._view.viewport().width() - 2 * _AWAY)
        self.resize(width, self.sizeHint().height())
        if not self._find_place():
            self._make_room()
        self.settle()
        self.show()
        self.raise_()
        self.memo.moveCursor(self.memo.textCursor().MoveOperation.End)
        self.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_note(self, *, discard: bool = False) -> None:
        """Close the note; what was written in it is written down, unless its coding is gone."""
        if self.isHidden():
            return
        focus = QApplication.focusWidget()
        had_keys = focus is not None and self.isAncestorOf(focus)
        if discard:
            self.memo.discard()
        self.memo.save()
        self.hide()
        self._quads = ()
        if had_keys:
            self._view.setFocus()
        self.closed.emit()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Close when one goes on elsewhere in the window."""
        if now is not None and not self.isAncestorOf(now):
            self.close_note()

    def settle(self) -> None:
        """Lie beside the passage, as far as it is in view."""
        self._column.activate()
        self.resize(self.width(), self.sizeHint().height())
        place = self._find_place()
        if place is not None:
            self.move(place)

    def _find_place(self) -> QPoint | None:
        if not self._view.is_open:
            return None
        rects = [rect_of(self._view, page, quad) for page, quad in self._quads]
        if not rects:
            return None
        return place_for(self.size(), self._view.viewport().rect(), rects, rects[-1])

    def _make_room(self) -> None:
        """Scroll until the end of a long passage leaves room below it."""
        if self._quads:
            last = rect_of(self._view, *self._quads[-1])
            self._view.pull(last.bottom() - self._view.viewport().height() * 2 // 5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, and Enter with Ctrl held, give the keys back to the pages."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and control):
            self.close_note()
        else:
            event.accept()

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Tab gives the keys back too: nothing else is in the note."""
        self.close_note()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a quiet panel with the code's colour at its left."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.hairline))
        painter.setBrush(QColor(look.window))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour or look.accent))
        painter.drawRoundedRect(QRect(4, 8, 3, self.height() - 16), 1.5, 1.5)
        painter.end()


def rect_of(view: ReaderView, page: int, quad: Quad) -> QRect:
    """Return where a quad of unrotated points lies in the viewport, in its pixels."""
    size = view.sizes[page]
    corners = [size.to_shown(Point(*quad[at : at + 2])) for at in range(0, 8, 2)]
    pixels = [view.pixel_at(Spot(page, corner)) for corner in corners]
    return QPolygonF(pixels).boundingRect().toAlignedRect()
