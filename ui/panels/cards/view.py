"""The list of a report's cards: going through it and confirming drafts by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.panels.cards.rows import CardDelegate, CardRows
from ui.widgets.grouped import GroupedView

_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = {
    (Qt.Key.Key_Space, _NONE): "confirm",
    (Qt.Key.Key_Return, _NONE): "show",
    (Qt.Key.Key_Right, _NONE): "fields",
    (Qt.Key.Key_F2, _NONE): "fields",
    (Qt.Key.Key_Delete, _NONE): "delete",
    (Qt.Key.Key_Escape, _NONE): "close",
}


class CardView(GroupedView):
    """The rows of the cards."""

    def __init__(self, rows: CardRows, parent: QWidget) -> None:
        super().__init__(rows, CardDelegate(parent), _KEYS, parent, claimed=True)
        self.setAccessibleName(self.tr("Cards of this report"))
