"""One key per code: pressed anywhere in the stage but in a text field, it assigns the code."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from coder.model.codebook import Code
from coder.model.ids import CodeId
from ui.widgets.key_acts import claims_letters

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class CodeKeys(QObject):
    """Listens for the keys of the codes while the focus is in `stage`.

    Text fields keep their letters: Qt offers a key to the field that has the focus first. So do
    the boxes given to `leave_letters_to`. Nothing is assigned while a menu is open.
    """

    pressed = Signal(bytes)

    def __init__(self, stage: QWidget) -> None:
        super().__init__(stage)
        self._stage = stage
        self._shortcuts: dict[str, QShortcut] = {}
        self._codes: dict[str, CodeId] = {}

    def listen_for(self, codes: Iterable[Code]) -> None:
        """Listen for the keys of these codes and for no others."""
        self._codes = {code.key: code.id for code in codes if code.key and code.assignable}
        for key in self._shortcuts.keys() - self._codes.keys():
            shortcut = self._shortcuts.pop(key)
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        for key in self._codes.keys() - self._shortcuts.keys():
            self._shortcuts[key] = self._listen(key)

    def leave_letters_to(self, box: QComboBox) -> None:
        """Let letters typed into a box find its entries."""
        box.installEventFilter(self)
        box.view().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim letters for the box that has the focus."""
        return claims_letters(event) or super().eventFilter(watched, event)

    def _listen(self, key: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._stage)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self._press(key))
        return shortcut

    def _press(self, key: str) -> None:
        if QApplication.activePopupWidget() is None:
            self.pressed.emit(self._codes[key])
