"""What keys stand for in a list, where they may stand for other things elsewhere."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

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


def writes(event: QKeyEvent) -> bool:
    """Say whether a key writes something; where nothing is written, it may be that of a code."""
    return bool(event.text().strip()) and event.text().isprintable()


def claims_letters(event: QEvent) -> bool:
    """Keep what is typed from the codes whose keys it is; say whether it was something typed."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    is_typed = writes(event) and not event.modifiers() & _COMMANDS
    if is_typed:
        event.accept()
    return is_typed
