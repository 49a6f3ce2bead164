"""What a field of a card is written in, by its type."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder.model.card import Entry
from coder.model.protocol import Choice, Item
from ui import theme
from ui.widgets.key_acts import claims_letters
from ui.widgets.memo_edit import MemoEdit

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_LINES = 8


class LineEditor(QLineEdit):
    """One line: a text, a number, a date, countries."""

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(theme.TARGET)
        self.editingFinished.connect(self.save)

    def show_entry(self, entry: Entry | None) -> None:
        """Show what the card says, unless something else is being written."""
        if not (self.hasFocus() and self.isModified()):
            self.setText(entry.shown if entry else "")
            self.setCursorPosition(0)

    def save(self) -> None:
        """Hand over what was written, if anything was."""
        if self.isModified():
            self.setModified(False)
            self.written.emit(self.text())


class LongEditor(MemoEdit):
    """Running text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, _LINES)

    def show_entry(self, entry: Entry | None) -> None:
        """Show what the card says, unless something else is being written."""
        self.show_memo(entry.shown if entry else "")


class OneEditor(QComboBox):
    """One of some choices, or none; letters find them, whatever codes they are keys of."""

    written = Signal(str)

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(theme.TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.addItem("–", "")
        for one in choices:
            self.addItem(one.name, one.key)
        self.activated.connect(lambda _: self.written.emit(self.currentData()))

    def event(self, event: QEvent) -> bool:
        """Keep letters from the code keys."""
        return claims_letters(event) or super().event(event)

    def show_entry(self, entry: Entry | None) -> None:
        """Show what the card says."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(entry.value if entry else "")))

    def save(self) -> None:
        """Do nothing: what is chosen is handed over at once."""


class SeveralEditor(QWidget):
    """Several of some choices, a tick each."""

    written = Signal(str)

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in choices:
            box = QCheckBox(one.name.replace("&", "&&"), self)
            box.setMinimumHeight(theme.TARGET)
            box.clicked.connect(self._write)
            self._boxes[one.key] = box
            column.addWidget(box)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def _write(self) -> None:
        chosen = [key for key, box in self._boxes.items() if box.isChecked()]
        self.written.emit(";".join(chosen))

    def show_entry(self, entry: Entry | None) -> None:
        """Show what the card says."""
        chosen = entry.value.split(";") if entry else []
        for key, box in self._boxes.items():
            box.setChecked(key in chosen)

    def setReadOnly(self, fixed: bool) -> None:  # noqa: FBT001 (as Qt's own fields have it)
        """Let nothing be changed."""
        self.setEnabled(not fixed)

    def save(self) -> None:
        """Do nothing: what is ticked is handed over at once."""


class CardsEditor(QToolButton):
    """Other cards that this one is linked with, chosen from a menu."""

    written = Signal(str)

    def __init__(self, offered: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._words = ""
        self.setObjectName("segment")
        self.setMinimumHeight(theme.TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self)
        for one in offered:
            action = menu.addAction(one.name.replace("&", "&&"))
            action.setCheckable(True)
            action.triggered.connect(self._write)
            self._actions[one.key] = action
        if not offered:
            menu.addAction(self.tr("No other cards in this report yet")).setEnabled(False)
        self.setMenu(menu)

    def _write(self) -> None:
        chosen = [key for key, action in self._actions.items() if action.isChecked()]
        self.written.emit(";".join(chosen))

    def show_entry(self, entry: Entry | None) -> None:
        """Show what the card says."""
        chosen = entry.value.split(";") if entry and entry.value else []
        for key, action in self._actions.items():
            action.setChecked(key in chosen)
        self._words = entry.shown if entry and entry.shown else self.tr("Choose cards…")
        self.setToolTip(self._words)
        self._write_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words that have no room."""
        super().resizeEvent(event)
        self._write_words()

    def _write_words(self) -> None:
        room = max(120, self.width() - 3 * theme.GRID)
        elided = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(elided.replace("&", "&&"))

    def save(self) -> None:
        """Do nothing: what is chosen is handed over at once."""


Editor = LineEditor | LongEditor | OneEditor | SeveralEditor | CardsEditor


def editor_for(item: Item, cards: Sequence[Choice], parent: QWidget) -> Editor:
    """Return what a field is written in; `cards` are those that it could link to."""
    if item.type == "long":
        return LongEditor(parent)
    if item.type == "one":
        return OneEditor(item.choices, parent)
    if item.type == "several":
        return SeveralEditor(item.choices, parent)
    return CardsEditor(cards, parent) if item.type == "cards" else LineEditor(parent)
