"""A few words side by side of which at most one holds; pressed again it is let go."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QToolButton, QWidget

_APART = 16


class Segment(NamedTuple):
    """What one segment stands for, what is written on it, and what it is called in full."""

    value: str
    label: str
    name: str
    key: str


class Segments(QWidget):
    """Toggles in a row. `pressed` carries the value pressed by the user; `show_value` shows one.

    The keys reach what they stand for from the row they lie in; Tab does not stop here.
    """

    pressed = Signal(str)

    def __init__(self, segments: Sequence[Segment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QToolButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for segment in segments:
            button = QToolButton(self)
            button.setObjectName("segment")
            button.setText(segment.label)
            button.setToolTip(f"{segment.name} ({segment.key})")
            button.setAccessibleName(segment.name)
            button.setCheckable(True)
            button.setMinimumSize(28, 28)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(
                lambda _checked=False, value=segment.value: self.pressed.emit(value)
            )
            self._buttons[segment.value] = button
            row.addWidget(button)

    def show_value(self, value: str) -> None:
        """Show which one holds; "" is none."""
        for one, button in self._buttons.items():
            button.setChecked(one == value)


class SideBySide(QWidget):
    """Small widgets in a row, or one below the other where there is no room."""

    def __init__(self, parts: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addStretch(1)
        # Without it the layout would never let the row become narrower than in one line.
        self.setMinimumWidth(max(part.sizeHint().width() for part in parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one line or more."""
        super().resizeEvent(event)
        needed = sum(part.sizeHint().width() + _APART for part in self._parts) - _APART
        ways, beside = QBoxLayout.Direction, self.width() >= needed
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._row.setSpacing(_APART if beside else 0)
