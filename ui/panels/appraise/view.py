"""The list of what a report is appraised on: going through it and rating by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.panels.appraise.levels import NOT_ASSESSABLE_KEY
from ui.panels.appraise.rows import AppraiseDelegate, AppraiseRows
from ui.widgets.grouped import GroupedView

LEVEL = "level "
"""How an act begins that gives a level; the key that was pressed follows."""
_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = {
    **{(Qt.Key(Qt.Key.Key_0 + at), _NONE): f"{LEVEL}{at}" for at in range(10)},
    (Qt.Key.Key_N, _NONE): f"{LEVEL}{NOT_ASSESSABLE_KEY}",
    (Qt.Key.Key_R, _NONE): "whose",
    (Qt.Key.Key_F2, _NONE): "reason",
    (Qt.Key.Key_Space, _NONE): "evidence",
    (Qt.Key.Key_Right, _NONE): "evidence",
    (Qt.Key.Key_Return, _NONE): "show",
    (Qt.Key.Key_Delete, _NONE): "clear",
    (Qt.Key.Key_Escape, _NONE): "close",
}


class AppraiseView(GroupedView):
    """The rows of what is rated."""

    def __init__(self, rows: AppraiseRows, parent: QWidget) -> None:
        super().__init__(rows, AppraiseDelegate(parent), _KEYS, parent, claimed=True)
        self.setAccessibleName(self.tr("What the report is rated on"))
