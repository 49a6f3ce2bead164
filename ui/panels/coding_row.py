"""One coding in the passage pane: its code, who put it there and when, its memo."""

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from coder.model.codebook import Code
from coder.model.coding import Coder, Coding
from ui.icons import icon
from ui.panels import swatch
from ui.panels.labels import mute, prose

_PAUSE = 700
"""Milliseconds without a key after which what was written goes to disk."""


class MemoEdit(QPlainTextEdit):
    """A memo that grows with its text.

    `written` carries the memo whenever writing pauses and when the user leaves; with True when it
    goes on from what was written since the user came.
    """

    written = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self._goes_on = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.save)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(self.tr("Memo"))
        self.setAccessibleName(self.tr("Memo of this coding"))
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
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin()) + 1)
        height = lines * self.fontMetrics().lineSpacing() + frame
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """Return the height of the text and a modest width."""
        return QSize(120, self.minimumHeight())


class CodingRow(QWidget):
    """Shows one coding; only one's own can be changed."""

    recodeAsked = Signal(bytes)
    deleteAsked = Signal(bytes)
    memoWritten = Signal(bytes, str, bool)

    def __init__(self, coding: Coding, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.coding = coding
        self._colour = QLabel(self)
        self._name = prose(self)
        self._facts = mute(prose(self))
        self._recode = self._button("recode", self.tr("Give it another code"))
        self._delete = self._button("delete", self.tr("Delete this coding"))
        self.memo = MemoEdit(self)
        self._lay_out()
        for widget in (self._recode, self._delete):
            widget.setVisible(own)
        self.memo.setReadOnly(not own)
        self._recode.clicked.connect(lambda: self.recodeAsked.emit(self.coding.id))
        self._delete.clicked.connect(lambda: self.deleteAsked.emit(self.coding.id))
        self.memo.written.connect(self._pass_on)

    def _pass_on(self, memo: str, goes_on: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        self.memoWritten.emit(self.coding.id, memo, goes_on)

    def _button(self, name: str, meaning: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(meaning)
        button.setAccessibleName(meaning)
        button.setAutoRaise(True)
        button.setFixedSize(28, 28)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._name, 1)
        head.addWidget(self._recode, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignTop)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(4)
        layout.addWidget(self._colour, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head, 0, 1)
        layout.addWidget(self._facts, 1, 1)
        layout.addWidget(self.memo, 2, 1)
        layout.setColumnStretch(1, 1)
        self._colour.setContentsMargins(0, 8, 0, 0)
        self._name.setMinimumHeight(28)
        self._name.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

    def show_coding(
        self, coding: Coding, code: Code | None, path: str, coder: Coder | None
    ) -> None:
        """Show what the project says of the coding now."""
        self.coding = coding
        colour = code.colour if code else "#888888"
        self._colour.setPixmap(swatch.pixmap(colour, self.devicePixelRatioF()))
        self._name.setText(path)
        who = coder.initials if coder else ""
        self._facts.setText(f"{who} · {_when(coding.created)}")
        self._facts.setToolTip(coder.name if coder else "")
        self.memo.show_memo(coding.memo)
        self.memo.setVisible(bool(coding.memo) or not self.memo.isReadOnly())


def _when(created: str) -> str:
    """Return a stored time by the user's clock, the month in letters: 3/2 is two days."""
    moment = QDateTime.fromString(created, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(moment, "d MMM yyyy, HH:mm")
