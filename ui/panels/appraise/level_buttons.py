"""The levels of a scale as buttons, each with the key that gives it; the one given is lit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from coder.model.protocol import Item
from ui import theme
from ui.panels.appraise.levels import Offered, offered

_COLUMNS = 2
_EDGES = 12
"""Pixels that a button takes beside its words."""


class LevelButtons(QWidget):
    """Two columns of buttons. `pressed` carries the level; keys come from the list above."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale: Item | None = None
        self._buttons: dict[str, QToolButton] = {}
        self._words: dict[str, str] = {}
        self._column: dict[str, int] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)

    def show_scale(self, scale: Item | None) -> None:
        """Offer the levels of this scale."""
        if scale == self._scale:
            return
        self._scale = scale
        for button in self._buttons.values():
            button.hide()
            button.deleteLater()
        levels = offered(scale) if scale else []
        # Down the columns, as people read a scale: best at the top left.
        rows = -(-len(levels) // _COLUMNS)
        self._buttons, self._words, self._column = {}, {}, {}
        for at, one in enumerate(levels):
            self._buttons[one.level] = self._button(one)
            self._grid.addWidget(self._buttons[one.level], at % max(1, rows), at // max(1, rows))
            self._column[one.level] = at // max(1, rows)
        self._share()
        self._write()

    def show_level(self, level: str) -> None:
        """Light a level, "" for none."""
        for one, button in self._buttons.items():
            button.setChecked(one == level)

    def _button(self, one: Offered) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("segment")
        button.setCheckable(True)
        button.setToolTip("\n".join(filter(None, (f"{one.name} ({one.press})", one.anchor))))
        button.setAccessibleName(one.name)
        button.setFont(theme.body_font(9))
        button.setMinimumHeight(theme.TARGET)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False, level=one.level: self.pressed.emit(level))
        self._words[one.level] = f"{one.press} {one.name}".strip()
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words that have no room."""
        super().resizeEvent(event)
        self._write()

    def _needs(self, column: int) -> int:
        """Return how many pixels the longest words of a column take."""
        some = (level for level, at in self._column.items() if at == column)
        return max((self._advance(one) for one in some), default=1) + _EDGES

    def _advance(self, level: str) -> int:
        return self._buttons[level].fontMetrics().horizontalAdvance(self._words[level])

    def _share(self) -> None:
        """Give each column the room that its words need."""
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, self._needs(column))

    def _write(self) -> None:
        whole = sum(self._needs(column) for column in range(_COLUMNS))
        for level, button in self._buttons.items():
            room = self.width() * self._needs(self._column[level]) // whole - _EDGES
            words = self._words[level].replace("&", "&&")
            elided = button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            button.setText(elided)
