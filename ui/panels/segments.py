"""A few words side by side of which at most one holds; pressed again it is let go."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget


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
