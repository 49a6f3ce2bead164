"""The list of codings that wait: going through it, and settling one after the other, by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.panels.replaced.rows import MovedDelegate, MovedRows
from ui.widgets.grouped import GroupedView

_KEYS = {
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier): "accept",
    (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier): "show",
    (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier): "place",
    (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier): "accept all",
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): "remove",
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier): "close",
}


class MovedView(GroupedView):
    """The rows of what waits."""

    def __init__(self, rows: MovedRows, parent: QWidget) -> None:
        super().__init__(rows, MovedDelegate(parent), _KEYS, parent)
        self.setAccessibleName(self.tr("Moved codings"))
