"""The list of disagreements: going through it, and settling one after the other, by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.panels.team.differ_rows import DifferDelegate, DifferRows
from ui.widgets.grouped_table import GroupedTable

_NONE = Qt.KeyboardModifier.NoModifier
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


class DifferView(GroupedTable):
    """The rows of what is to be settled."""

    def __init__(self, rows: DifferRows, parent: QWidget) -> None:
        super().__init__(rows, DifferDelegate(parent), _KEYS, parent)
        self._rows = rows
        self.setAccessibleName(self.tr("Disagreements"))

    def step(self, direction: int) -> None:
        """Go to the next row, or the one before."""
        row = self._rows.near(self.currentIndex().row() + direction, direction)
        self.setCurrentIndex(self._rows.index(row))
