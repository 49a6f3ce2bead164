"""The list of codings that wait: going through it, and settling one after the other, by keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.panels.replaced_rows import MovedDelegate, MovedRows

_KEYS = {
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier): "accept",
    (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier): "show",
    (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier): "place",
    (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier): "accept all",
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): "remove",
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier): "close",
}


class MovedView(QListView):
    """The rows. `asked` carries the act that a key or the mouse stands for."""

    asked = Signal(str)
    turned = Signal()

    def __init__(self, rows: MovedRows, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self.setItemDelegate(MovedDelegate(self))
        self.setAccessibleName(self.tr("Moved codings"))
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.doubleClicked.connect(lambda _: self.asked.emit("show"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for; letters are left to the code keys."""
        key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = _KEYS.get((key, held))
        if act:
            self.asked.emit(act)
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home goes to the first coding: the heading above it cannot be gone to."""
        if action == QAbstractItemView.CursorAction.MoveHome:
            rows = range(self.model().rowCount())
            every = (self.model().index(row, 0) for row in rows)
            return next((at for at in every if at.flags()), QModelIndex())
        return super().moveCursor(action, held)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell that another row is current."""
        super().currentChanged(current, previous)
        self.turned.emit()
