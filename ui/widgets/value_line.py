"""A line to write a typed value in: it offers what is known and says what is wrong."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from ui import theme

_LISTED = 12
_APART = ";"


class ValueLine(QLineEdit):
    """One line. `mistaken` carries what is wrong with what was written, "" when nothing is.

    `taken` tells that the one word it can hold was chosen from the list.

    `offered` are the words that may be written; where `is_several`, each after a semicolon.
    `check` returns what is wrong with a text, "" for nothing.
    """

    mistaken = Signal(str)
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check: Callable[[str], str] = lambda _: ""
        self._is_several = False
        self._trouble = ""
        self._list = QCompleter(self)
        self._list.setModel(QStringListModel(self._list))
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list.setFilterMode(Qt.MatchFlag.MatchContains)
        self._list.setMaxVisibleItems(_LISTED)
        self._popup.setObjectName("choices")
        self._list.activated.connect(self._take)  # the first of two: it carries the word
        self._list.setWidget(self)
        self._has_offers = False
        self.textEdited.connect(self._edited)

    def learn(
        self,
        offered: Sequence[str],
        check: Callable[[str], str],
        *,
        is_several: bool = False,
    ) -> None:
        """Offer these words from now on, and judge by `check`."""
        model = self._list.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(list(offered))
        self._has_offers = bool(offered)
        self._check, self._is_several = check, is_several
        self._popup.setAccessibleName(self.tr("What may be written"))

    def judge(self) -> bool:
        """Say whether what is written can be taken; tell what is wrong."""
        self._say(self._check(self.text()))
        return not self._trouble

    def forgive(self) -> None:
        """Tell nothing wrong any more."""
        self._say("")

    def offer(self) -> None:
        """Show the words that may be written, those that hold what stands at the caret."""
        if not self._has_offers:
            return
        self._list.setCompletionPrefix(self._part() if self.isModified() else "")
        if self._list.completionCount():
            self._list.complete()
        else:
            self._popup.hide()

    @property
    def is_offering(self) -> bool:
        """Say whether the list of words is up."""
        return self._popup.isVisible()

    @property
    def _popup(self) -> QAbstractItemView:
        """Return the list of words, which the completer makes when it is first asked."""
        popup = self._list.popup()
        assert popup is not None
        return popup

    def _edited(self) -> None:
        if self._trouble:
            self.judge()
        self.offer()

    def _part(self) -> str:
        """Return what is written at the caret, since the last semicolon."""
        before = self.text()[: self.cursorPosition()]
        return before.rpartition(_APART)[2].strip() if self._is_several else before.strip()

    def _take(self, word: str) -> None:
        if not self._is_several:
            self.setText(word)
        else:
            before = self.text()[: self.cursorPosition()].rpartition(_APART)[0].strip()
            behind = self.text()[self.cursorPosition() :].partition(_APART)[2].strip()
            parts = [part for part in (before, word, behind) if part]
            self.setText(f"{_APART} ".join(parts))
        self.setModified(True)
        if self._trouble:
            self.judge()
        if not self._is_several:
            self.taken.emit()

    def _say(self, trouble: str) -> None:
        if trouble == self._trouble:
            return
        self._trouble = trouble
        self.setStyleSheet(f"border-color: {theme.current().warning};" if trouble else "")
        self.setToolTip(trouble)
        self.mistaken.emit(trouble)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have all that is written selected, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            QTimer.singleShot(0, self, self.selectAll)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down shows what may be written."""
        is_down = event.key() == Qt.Key.Key_Down
        if is_down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.setModified(False)
            self.offer()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take Alt+Down before anything else does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_down = event.key() == Qt.Key.Key_Down
            if is_down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                return True
        return super().event(event)
