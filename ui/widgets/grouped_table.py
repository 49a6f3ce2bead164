"""Long lists of rows under headings: where each row stands is known without asking all of them."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.widgets.grouped import GroupedDelegate, Index
from ui.widgets.grouped_rows import GroupedRows
from ui.widgets.key_acts import Keys, act_of, claims, writes
from ui.widgets.list_table import make_list

_FONTS = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class GroupedTable(QTableView):
    """A list for many thousand rows, else like `GroupedView`: the same signals, looks and keys.

    A list view asks every row how high it is whenever one of them goes; a table knows its rows
    to be alike, but for the headings, which it is told of. The keys that stand for something are
    kept from those of codes; other letters are left to them.
    """

    asked = Signal(str)
    turned = Signal()

    def __init__(
        self,
        rows: GroupedRows,  # type: ignore[type-arg]  # of whatever kind
        delegate: GroupedDelegate,
        keys: Keys,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._rows, self._delegate, self._keys = rows, delegate, keys
        self.setModel(rows)
        self.setItemDelegate(delegate)
        make_list(self)
        self.doubleClicked.connect(lambda _: self.asked.emit("show"))
        rows.modelReset.connect(self._take_heights)
        self._take_heights()

    def _take_heights(self) -> None:
        """Give rows and headings the heights that they are painted in."""
        option, header = QStyleOptionViewItem(), self.verticalHeader()
        self.initViewItemOption(option)
        row, heading = (self._delegate.height(option, is_row=one) for one in (True, False))
        header.setMinimumSectionSize(min(row, heading))
        header.setDefaultSectionSize(row)
        for at in self._rows.headings:
            header.resizeSection(at, heading)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the print."""
        super().changeEvent(event)
        if event.type() in _FONTS:
            self._take_heights()

    def event(self, event: QEvent) -> bool:
        """Claim keys that would be taken for those of codes."""
        return claims(event, self._keys) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for; letters are left to the code keys."""
        act = act_of(event, self._keys)
        if act:
            self.asked.emit(act)
        elif writes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row; headings cannot be gone to."""
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self._rows.index(self._rows.near(0))
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self._rows.index(self._rows.near(self._rows.rowCount(), -1))
        return super().moveCursor(action, held)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another row is current."""
        super().currentChanged(current, previous)
        self.turned.emit()
