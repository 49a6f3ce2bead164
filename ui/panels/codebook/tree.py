"""The list of definitions at the left of the Codebook stage, gone through and changed by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ui import theme
from ui.panels.codebook.rows import BOOK, BookRow, walk
from ui.widgets import swatch
from ui.widgets.key_acts import act_of, claims

_ROW = Qt.ItemDataRole.UserRole
_NONE, _SHIFT, _ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_KEYS = {
    (Qt.Key.Key_Insert, _NONE): "add",
    (Qt.Key.Key_Insert, _SHIFT): "add-under",
    (Qt.Key.Key_Delete, _NONE): "delete",
    (Qt.Key.Key_F2, _NONE): "edit",
    (Qt.Key.Key_Return, _NONE): "edit",
    (Qt.Key.Key_Up, _ALT): "up",
    (Qt.Key.Key_Down, _ALT): "down",
    (Qt.Key.Key_Right, _ALT): "in",
    (Qt.Key.Key_Left, _ALT): "out",
}


class BookTree(QTreeWidget):
    """Rows as values. `turned` says that another row is current, `asked` what a key stands for."""

    turned = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[BookRow] = []
        self._items: dict[bytes, QTreeWidgetItem] = {}
        self._is_filling = False
        self.setObjectName("rows")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(swatch.SIDE, swatch.SIDE))
        self.setIndentation(2 * theme.GRID)
        self.setAccessibleName(self.tr("Definitions"))
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._turn)
        self.itemDoubleClicked.connect(lambda *_: self.asked.emit("edit"))

    def show_rows(self, rows: Sequence[BookRow], current: bytes | None = None) -> None:
        """Show these; the row that was current stays so, or `current` becomes it."""
        before = self.current
        place = list(self._items).index(before.id) if before else 0
        folded = {row for row, item in self._items.items() if not item.isExpanded()}
        top = self.verticalScrollBar().value()
        self._is_filling = True
        self.clear()
        self._rows, self._items = list(rows), {}
        self.addTopLevelItems([self._item(row) for row in rows])
        for row in walk(rows):
            self._items[row.id].setExpanded(row.id not in folded)
            self._items[row.id].setFirstColumnSpanned(row.kind == BOOK)
        every = list(self._items)
        wanted = current or (before.id if before else b"")
        if wanted not in self._items and every:
            # What was current is gone: its neighbour is, or on a fresh page the first definition.
            first = next((row.id for row in walk(rows) if row.kind != BOOK), every[0])
            wanted = every[min(place, len(every) - 1)] if before else first
        self._is_filling = False
        if wanted in self._items:
            self.setCurrentItem(self._items[wanted])
        self.verticalScrollBar().setValue(top)
        if current:
            self.scrollToItem(self._items[wanted])
        self.turned.emit()

    @property
    def current(self) -> BookRow | None:
        """Return the current row, None while there is none."""
        item = self.currentItem()
        row = item.data(0, _ROW) if item else None
        return row if isinstance(row, BookRow) else None

    @property
    def rows(self) -> list[BookRow]:
        """Return all rows, top down."""
        return list(walk(self._rows))

    def parent_of(self, row: BookRow) -> BookRow | None:
        """Return the row above one."""
        return next((one for one in self.rows if row.id in {each.id for each in one.below}), None)

    def go_to(self, row: bytes) -> None:
        """Make a row current, if it is shown."""
        if row in self._items:
            self.setCurrentItem(self._items[row])

    def _item(self, row: BookRow) -> QTreeWidgetItem:
        item = QTreeWidgetItem([row.name, f"{row.note}  "])
        self._items[row.id] = item
        item.setData(0, _ROW, row)
        item.setToolTip(0, row.name)
        item.setForeground(1, self.palette().brush(QPalette.ColorRole.PlaceholderText))
        item.setSizeHint(0, QSize(0, theme.TARGET))
        if row.kind == BOOK:
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(0, font)
        if row.colour:
            picture = swatch.pixmap(row.colour, self.devicePixelRatioF(), hollow=row.is_hollow)
            icon = QIcon(picture)
            # Qt tints the picture of a selected row, which would be another colour.
            icon.addPixmap(picture, QIcon.Mode.Selected)
            item.setIcon(0, icon)
        item.addChildren([self._item(one) for one in row.below])
        return item

    def _turn(self) -> None:
        if not self._is_filling:
            self.turned.emit()

    def drawRow(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row, and around the whole of the current one where the keyboard is."""
        super().drawRow(painter, option, index)
        here = self.currentIndex()
        is_here = (index.row(), index.parent()) == (here.row(), here.parent())
        if is_here and self.hasFocus():
            painter.setPen(QColor(theme.current().accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._rows:
            self.show_rows(self._rows)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that stand for other things elsewhere."""
        return claims(event, _KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for."""
        act = act_of(event, _KEYS)
        if act:
            self.asked.emit(act)
        else:
            super().keyPressEvent(event)
