"""The fields of a definition's form. Each shows a value and hands over what the user makes of it.

`edited` carries the new value once the user is done with the field: a line on Enter or when the
keys go elsewhere, a text when they do, a choice at once.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QPushButton, QWidget

from coder.model.colours import PALETTE
from ui import theme
from ui.panels.codebook.rows import tr
from ui.widgets import swatch
from ui.widgets.memo_edit import MemoEdit


class LineField(QLineEdit):
    """One line."""

    edited = Signal(object)

    def __init__(self, label: str, hint: str, parent: QWidget, most: int = 0) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setMinimumHeight(theme.TARGET)
        if most:
            self.setMaxLength(most)
            self.setMaximumWidth(30 * theme.GRID)
        self.editingFinished.connect(self.save)

    def show_value(self, value: object) -> None:
        """Show what is kept, unless something else is being written."""
        writing = self.hasFocus() and self.text() != self._shown
        self._shown = str(value or "")
        if not writing and self.text() != self._shown:
            self.setText(self._shown)

    def save(self) -> None:
        """Hand over what was written, if it is something else."""
        said = " ".join(self.text().split())
        if said != self._shown:
            self._shown = said
            self.edited.emit(said)


class TextField(MemoEdit):
    """Some lines; handed over as one when the keys go elsewhere, not at every pause."""

    edited = Signal(object)

    def __init__(self, label: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent, most=14)
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.written.connect(lambda said, _goes_on: self.edited.emit(self._value(said)))

    def _wait(self) -> None:
        """Leave what is being written until the user is done: half a definition is none."""

    def show_value(self, value: object) -> None:
        """Show what is kept, unless something else is being written."""
        self.show_memo(self._text(value))

    def _text(self, value: object) -> str:
        return str(value or "")

    def _value(self, said: str) -> object:
        return said.strip()


class WordsField(TextField):
    """Words or phrases, one on each line."""

    def _text(self, value: object) -> str:
        return "\n".join(value) if isinstance(value, list | tuple) else ""

    def _value(self, said: str) -> object:
        return [line for line in (" ".join(one.split()) for one in said.split("\n")) if line]


class TickField(QCheckBox):
    """Yes or no."""

    edited = Signal(object)

    def __init__(self, label: str, _hint: str, parent: QWidget) -> None:
        super().__init__(label, parent)
        self.setMinimumHeight(theme.TARGET)
        self.clicked.connect(lambda _=False: self.edited.emit(self.isChecked()))

    def show_value(self, value: object) -> None:
        """Show what is kept."""
        self.setChecked(bool(value))

    def save(self) -> None:
        """Leave it: a tick is handed over at once."""


class PickField(QComboBox):
    """One of several words."""

    edited = Signal(object)

    def __init__(self, label: str, choices: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setMinimumHeight(theme.TARGET)
        self.setMaximumWidth(40 * theme.GRID)
        self.offer(choices)
        self.activated.connect(lambda _: self.edited.emit(self.currentData()))

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these values under their words."""
        with QSignalBlocker(self):
            self.clear()
            for value, words in choices:
                self.addItem(words, value)

    def show_value(self, value: object) -> None:
        """Show what is kept."""
        self.setCurrentIndex(self.findData(value))

    def save(self) -> None:
        """Leave it: a choice is handed over at once."""


class ColourField(QPushButton):
    """A colour that everybody can tell from the others."""

    edited = Signal(object)

    def __init__(self, label: str, _hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setMinimumHeight(theme.TARGET)
        self.setMaximumWidth(30 * theme.GRID)
        menu = QMenu(self)
        for colour, name in zip(PALETTE, swatch.NAMES, strict=True):
            action = menu.addAction(swatch.icon(colour), tr(name))
            action.triggered.connect(lambda _=False, colour=colour: self.edited.emit(colour))
        self.setMenu(menu)

    def show_value(self, value: object) -> None:
        """Show what is kept, by its name where it has one."""
        colour = str(value)
        known = {one.upper(): name for one, name in zip(PALETTE, swatch.NAMES, strict=True)}
        self.setIcon(swatch.icon(colour))
        self.setText(tr(known.get(colour.upper(), colour)))

    def save(self) -> None:
        """Leave it: a colour is handed over at once."""
