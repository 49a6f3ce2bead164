"""What keys stand for in a list, where they may stand for other things elsewhere."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

Keys = Mapping[tuple[Qt.Key, Qt.KeyboardModifier], str]


def act_of(event: QKeyEvent, keys: Keys) -> str:
    """Return what a key stands for, "" for nothing; it is the same on the number pad."""
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return keys.get((key, held), "")


def claims(event: QEvent, keys: Keys) -> bool:
    """Keep a key that stands for something here from its shortcut; say whether it was one."""
    is_claim = event.type() == QEvent.Type.ShortcutOverride
    if is_claim and isinstance(event, QKeyEvent) and act_of(event, keys):
        event.accept()
        return True
    return False
