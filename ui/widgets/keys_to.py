"""Giving the keys that a pane gets to one of its parts.

A focus proxy would do so too, but then Tab from outside never comes to the pane's other parts.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class _KeysTo(QObject):
    """Sits on a pane and hands its focus on."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self.target: QWidget | None = None
        pane.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hand the focus on as it came."""
        if not isinstance(event, QFocusEvent) or not event.gotFocus() or self.target is None:
            return False
        self.target.setFocus(event.reason())
        return True


def keys_to(pane: QWidget, target: QWidget | None) -> None:
    """Have `pane.setFocus()` give the keys to `target`, one of its parts, from now on."""
    hand = pane.findChild(_KeysTo, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (hand or _KeysTo(pane)).target = target
