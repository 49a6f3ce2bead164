"""Enter presses the button that has the keys, as Space does; Qt leaves that to dialogs.

Making buttons default would do so too, but then whichever has the keys looks as the one meant.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterPresses(QObject):
    """Sits on the buttons of a pane: an Enter by which a list gave them the keys is not theirs."""

    def __init__(self, pane: QWidget) -> None:
        """Have Enter press the buttons that are in a pane now."""
        super().__init__(pane)
        for button in pane.findChildren(QPushButton):
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the button."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _KEYS and is_plain and isinstance(watched, QPushButton):
            watched.click()
            return True
        return False
