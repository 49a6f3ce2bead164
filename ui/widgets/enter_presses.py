"""Enter presses the button that has the keys, as Space does; Qt leaves that to dialogs.

Making buttons default would do so too, but then whichever has the keys looks as the one meant.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _EnterPresses(QObject):
    """Sits on a pane and takes the Enter that a button in it let go of."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Press the button."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        button = QApplication.focusWidget()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _KEYS and is_plain and isinstance(button, QPushButton):
            button.click()
            return True
        return False


def enter_presses(pane: QWidget) -> None:
    """Have Enter press whichever button in a pane has the keys."""
    pane.installEventFilter(_EnterPresses(pane))
