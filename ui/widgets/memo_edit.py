"""A field for a memo: it grows with its text and hands over what is written by itself."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

_PAUSE = 700
"""Milliseconds without a key after which what was written goes to disk."""


class MemoEdit(QPlainTextEdit):
    """A memo that grows with its text, up to `most` lines if that is given.

    `written` carries the memo whenever writing pauses and when the user leaves; with True when it
    goes on from what was written since the user came. `grown` says that the height changed.
    """

    written = Signal(str, bool)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None, most: int = 0) -> None:
        super().__init__(parent)
        self._most = most
        self._saved = ""
        self._goes_on = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.save)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(self.tr("Memo"))
        self.setAccessibleName(self.tr("Memo of this coding"))
        if not most:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(4)
        self.textChanged.connect(self._grow)
        self.textChanged.connect(self._wait)
        self._grow()

    def _wait(self) -> None:
        """Save once writing pauses."""
        if self.hasFocus() and not self.isReadOnly():
            self._pause.start()

    def show_memo(self, memo: str) -> None:
        """Show what the project holds, unless the user is writing something else."""
        writing = self.hasFocus() and self.toPlainText() != self._saved
        self._saved = memo
        if not writing and self.toPlainText() != memo:
            self.setPlainText(memo)

    def save(self) -> None:
        """Hand over what was written, if anything was."""
        self._pause.stop()
        memo = self.toPlainText().rstrip()
        if memo != self._saved and not self.isReadOnly():
            self._saved = memo
            goes_on, self._goes_on = self._goes_on, self.hasFocus()
            self.written.emit(memo, goes_on)

    def discard(self) -> None:
        """Let go of what was written: the coding it belongs to is gone."""
        self._saved = self.toPlainText().rstrip()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when the user goes elsewhere; a context menu is not elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.save()
            self._goes_on = False

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when the pane goes away."""
        super().hideEvent(event)
        self.save()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """Take the height of the text."""
        lines = max(1, round(self.document().size().height()))
        lines = min(lines, self._most or lines)
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin()) + 1)
        height = lines * self.fontMetrics().lineSpacing() + frame
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.grown.emit()

    def sizeHint(self) -> QSize:
        """Return the height of the text and a modest width."""
        return QSize(120, self.minimumHeight())
