"""The text of the page one is on, kept where Qt can tell screen readers of it."""

from collections.abc import Sequence
from typing import Protocol
from weakref import ref

from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
    SignalInstance,
    Slot,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleTextCursorEvent,
    QAccessibleTextSelectionEvent,
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextLayout,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from coder.model.passage import PageRange
from ui.reader.desk import Desk
from ui.reader.selection import Caret

_TRIES = 3
"""Fonts are of whole pixels often; a line as wide as the print is not always to be had."""


class Told(Desk, Protocol):
    """The view as screen readers need it."""

    caretMoved: SignalInstance
    scrolled: SignalInstance

    @property
    def caret(self) -> Caret | None:
        """Where the caret is."""

    @property
    def current_page(self) -> int:
        """The page (from 0) one is on."""

    def viewport(self) -> QWidget:
        """Return what the pages are painted on."""

    def selection(self) -> tuple[PageRange, ...]:
        """Return what is selected."""

    def character_at(self, spot: QPointF) -> Caret:
        """Return the place before the character at a spot of the viewport."""

    def select_between(self, one: Caret, other: Caret) -> None:
        """Select from one caret to another, where the caret then is."""

    def codes_at_caret(self) -> list[str]:
        """Return the names of the codes on what the caret is in."""


class _Layout(QAbstractTextDocumentLayout):
    """Leaves every line where it was put."""

    def __init__(self, document: QTextDocument, mirror: "Mirror") -> None:
        super().__init__(document)
        self._mirror = ref(mirror)

    def documentSize(self) -> QSizeF:
        """Return a size; nothing depends on it."""
        return QSizeF(1, 1)

    def pageCount(self) -> int:
        """Return 1."""
        return 1

    def frameBoundingRect(self, _frame: QTextFrame) -> QRectF:
        """Return a rectangle; nothing depends on it."""
        return QRectF(0, 0, 1, 1)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return where a line is."""
        return block.layout().boundingRect().translated(block.layout().position())

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Draw nothing."""

    def hitTest(  # type: ignore[override] # Qt gives a QPointF
        self, point: QPointF, _accuracy: Qt.HitTestAccuracy
    ) -> int:
        """Return which character the pages have there."""
        mirror = self._mirror()
        return mirror.offset_at(point) if mirror else -1

    def documentChanged(self, _from: int, _removed: int, _added: int) -> None:
        """Let the lines be placed anew by the mirror."""


class Mirror(QTextEdit):
    """Holds the text of the page one is on, never to be seen. Its offsets count UTF-16 units."""

    def __init__(self, view: Told) -> None:
        super().__init__(view.viewport())
        self.hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        document = QTextDocument(self)
        document.setDocumentLayout(_Layout(document, self))
        self.setDocument(document)
        self._view = view
        self._page, self._text, self._is_syncing = -1, "", False
        self._codes: list[str] = []
        view.caretMoved.connect(self.follow)
        view.scrolled.connect(self.follow)
        self.cursorPositionChanged.connect(self._asked)
        self.selectionChanged.connect(self._asked)
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Take over page, caret and selection, and tell of what is other than before."""
        self._is_syncing = True
        caret = self._view.caret
        page = caret.page if caret else self._view.current_page
        text = self._view.texts(page).text if page < self._view.page_count else ""
        if (page, text) != (self._page, self._text):
            self._page, self._text = page, text
            self.setPlainText(text)
            self._tell(QAccessibleEvent(self._object(), QAccessible.Event.VisibleDataChanged))
        self._lay_out()
        self._take_cursor(caret)
        self._is_syncing = False
        codes = self._view.codes_at_caret()
        if codes and codes != self._codes:
            self._tell(QAccessibleAnnouncementEvent(self._object(), coded(codes)))
        self._codes = codes

    def offset_at(self, point: QPointF) -> int:
        """Return the character at a point of this widget; -1 when it is on another page."""
        caret = self._view.character_at(point + self._shift())
        return units(self._text, caret.offset) if caret.page == self._page else -1

    def _take_cursor(self, caret: Caret | None) -> None:
        """Have the caret and the selection of the page."""
        here = [part for part in self._view.selection() if part.page == self._page]
        cursor = self.textCursor()
        before = cursor.anchor(), cursor.position()
        at = caret.offset if caret else 0
        if here:
            start, end = here[0].start, here[-1].end
            anchor, head = (end, start) if at <= start else (start, end)
        else:
            anchor = head = at
        cursor.setPosition(units(self._text, anchor))
        cursor.setPosition(units(self._text, head), QTextCursor.MoveMode.KeepAnchor)
        now = cursor.anchor(), cursor.position()
        if now == before:
            return
        self.setTextCursor(cursor)
        self._tell(QAccessibleTextCursorEvent(self._object(), now[1]))
        if cursor.hasSelection() or before[0] != before[1]:
            self._tell(QAccessibleTextSelectionEvent(self._object(), *sorted(now)))

    def _lay_out(self) -> None:
        """Put every line where it is printed."""
        text = self._view.texts(self._page) if self._page < self._view.page_count else None
        if text is None or not self._text:
            return
        shift = self._shift()
        block = self.document().begin()
        lines = zip(text.starts.tolist(), text.ends.tolist(), strict=True)
        for start, end in lines:
            at = units(self._text, start)
            while block.isValid() and block.position() < at:
                block = block.next()
            first = self._view.caret_ends(Caret(self._page, start))
            last = self._view.caret_ends(Caret(self._page, end))
            if first and last and end > start and block.position() == at:
                area = QRectF(first[0], last[1]).normalized()
                _put(block, area.translated(-shift))

    def _shift(self) -> QPointF:
        """Return where this widget's text begins in the viewport of the pages."""
        return QPointF(self.viewport().mapTo(self._view.viewport(), QPointF(0, 0)))

    def _object(self) -> QObject:
        owner = self._view
        assert isinstance(owner, QObject)
        return owner

    def _tell(self, event: QAccessibleEvent) -> None:
        QAccessible.updateAccessibility(event)

    @Slot()
    def _asked(self) -> None:
        """Do on the pages what a screen reader did here."""
        if self._is_syncing:
            return
        cursor = self.textCursor()
        anchor, head = (code_points(self._text, at) for at in (cursor.anchor(), cursor.position()))
        self._view.select_between(Caret(self._page, anchor), Caret(self._page, head))


def coded(codes: Sequence[str]) -> str:
    """Return what is said of a place with these codes."""
    words = QCoreApplication.translate("Pages", "Coded: {}")
    return words.format(", ".join(codes))


def units(text: str, offset: int) -> int:
    """Return how many UTF-16 units so many code points are."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def code_points(text: str, offset: int) -> int:
    """Return how many code points so many UTF-16 units are; half a pair counts as one."""
    if text.isascii():
        return min(offset, len(text))
    part = text.encode("utf-16-le", "surrogatepass")[: 2 * offset]
    return len(part.decode("utf-16-le", "replace"))


def _put(block: QTextBlock, area: QRectF) -> None:
    """Lay out a line so that it fills an area."""
    layout = block.layout()
    width = layout.lineAt(0).naturalTextWidth() if layout.lineCount() else 0.0
    size = max(4.0, area.height() * 0.7)
    for _ in range(_TRIES):
        if abs(width - area.width()) < 1:
            break
        ways = QTextLayout.FormatRange()
        ways.start, ways.length = 0, block.length()
        ways.format.setFontPointSize(size)
        layout.setFormats([ways])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1e6)
        layout.endLayout()
        width = line.naturalTextWidth()
        size = max(1.0, size * area.width() / width) if width else size
    layout.setPosition(area.topLeft())
