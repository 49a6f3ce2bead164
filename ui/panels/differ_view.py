"""The list of disagreements: going through it, and settling one after the other, by keys."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.panels.differ_rows import DifferDelegate, DifferRows

_NONE, _CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_KEYS = {
    (Qt.Key.Key_1, _NONE): "first",
    (Qt.Key.Key_2, _NONE): "second",
    (Qt.Key.Key_3, _NONE): "both",
    (Qt.Key.Key_4, _NONE): "joined",
    (Qt.Key.Key_5, _NONE): "neither",
    (Qt.Key.Key_6, _NONE): "other",
    (Qt.Key.Key_7, _NONE): "oversight",
    (Qt.Key.Key_8, _NONE): "boundary",
    (Qt.Key.Key_9, _NONE): "definition",
    (Qt.Key.Key_F2, _NONE): "reason",
    (Qt.Key.Key_Return, _NONE): "show",
    (Qt.Key.Key_Space, _NONE): "show",
    (Qt.Key.Key_Escape, _NONE): "close",
}


class DifferView(QListView):
    """The rows. `asked` carries what a key stands for; `turned` says that another is current."""

    asked = Signal(str)
    turned = Signal()

    def __init__(self, rows: DifferRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setItemDelegate(DifferDelegate(self))
        self.setAccessibleName(self.tr("Disagreements"))
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.doubleClicked.connect(lambda _: self.asked.emit("show"))

    def event(self, event: QEvent) -> bool:
        """Claim the digits that settle: they may be the keys of codes elsewhere."""
        is_claim = event.type() == QEvent.Type.ShortcutOverride
        if is_claim and isinstance(event, QKeyEvent) and _act(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for; letters are left to the code keys."""
        act = _act(event)
        if act:
            self.asked.emit(act)
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home goes to the first row that can be gone to."""
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self._rows.index(self._rows.near(0))
        return super().moveCursor(action, held)

    def step(self, direction: int) -> None:
        """Go to the next row, or the one before."""
        row = self._rows.near(self.currentIndex().row() + direction, direction)
        self.setCurrentIndex(self._rows.index(row))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell that another row is current."""
        super().currentChanged(current, previous)
        self.turned.emit()


def _act(event: QKeyEvent) -> str:
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _KEYS.get((key, held), "")
