"""A button that bears somebody's name, shortened where there is no room for it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

_LEAST = 64
_EDGES = 32


class NameButton(QPushButton):
    """Shows as much of a name as there is room for, from its beginning; never widens for one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""

    def show_name(self, name: str) -> None:
        """Show this name."""
        self._name = name
        self.setAccessibleName(name)
        self._write()

    def sizeHint(self) -> QSize:
        """Ask for no more room than the other buttons of the row get."""
        return QSize(_LEAST, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the room that a few letters take."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name anew."""
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        room = max(1, self.width() - _EDGES)
        elided = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText(elided.replace("&", "&&"))
