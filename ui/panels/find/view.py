"""The list of the find panel, and how one goes about in it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from ui.panels.find.paint import CHECK, FindDelegate
from ui.panels.find.rows import FindRows
from ui.widgets.key_acts import writes


class FindView(QListView):
    """Places found. `landed` carries the number of one that was clicked or entered.

    `moved` carries the one that the arrow keys came to; `left` says that they left at the top.
    """

    landed = Signal(int)
    moved = Signal(int)
    left = Signal()

    def __init__(self, rows: FindRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setItemDelegate(FindDelegate(self))
        self.setAccessibleName(self.tr("Places found"))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def make_room(self, *, tall: bool) -> None:
        """Give rows the heights of passages, or all the same."""
        self.setUniformItemSizes(not tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give passages other heights when they are wrapped elsewhere."""
        super().resizeEvent(event)
        if not self.uniformItemSizes():
            self.scheduleDelayedItemsLayout()

    @property
    def number(self) -> int | None:
        """Return the number of the place one is at."""
        return self._rows.number_at(self.currentIndex().row())

    def go_to(self, number: int) -> None:
        """Be at a place, so that it is in view."""
        index = self._rows.index(self._rows.row_of(number))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place, Space checks it, arrows go on; letters are for others."""
        number, key = self.number, event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and number is not None:
            self.landed.emit(number)
        elif key == Qt.Key.Key_Space and self._rows.is_review and number is not None:
            self._rows.toggle(number)
        elif key == Qt.Key.Key_Up and number in {None, 0}:
            self.left.emit()
        elif writes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)
            if self.number is not None and self.number != number:
                self.moved.emit(self.number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Check a passage at its box, go to it elsewhere."""
        super().mousePressEvent(event)
        number = self._number_at(event)
        if number is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._rows.is_review and event.position().x() < CHECK:
            self._rows.toggle(number)
        else:
            self.landed.emit(number)

    def _number_at(self, event: QMouseEvent) -> int | None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        return self._rows.number_at(index.row()) if index.isValid() else None
