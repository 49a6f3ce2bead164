"""The table of cards on the screen: wrapped words, headings that sort, Enter goes to the page."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from coder.model.ids import CardId
from coder.model.protocol import Item
from ui import theme
from ui.panels.cards.table import CardTable, Fixed

_LINES = 3
_WIDTHS = {
    Fixed.REPORT: 110,
    Fixed.PAGE: 60,
    Fixed.NUMBER: 50,
    Fixed.STATE: 90,
    Fixed.CODER: 110,
}
_FIELD, _LONG = 150, 300


class CardTableView(QTableView):
    """`landAsked` carries the cell that was clicked as a link, double-clicked or entered."""

    landAsked = Signal(QModelIndex)

    def __init__(self, table: CardTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._kept: CardId | None = None
        self._at = 0
        self._sized: tuple[object, ...] = ()
        self.setModel(table)
        self.setAccessibleName(self.tr("Cards across reports"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        line = QFontMetrics(theme.body_font()).lineSpacing()
        self.verticalHeader().setDefaultSectionSize(_LINES * line + 12)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setMinimumHeight(theme.TARGET + 4)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self.landAsked)
        table.modelAboutToBeReset.connect(self._remember)
        table.modelReset.connect(self._come_back)

    def _remember(self) -> None:
        card = self._table.card(self.currentIndex().row())
        self._kept = card.id if card else None
        self._at = max(0, self.currentIndex().column())

    def _come_back(self) -> None:
        """Size columns that are new, and stand where one stood."""
        every = range(self._table.columnCount())
        columns = tuple(str(self._table.headerData(at, Qt.Orientation.Horizontal)) for at in every)
        if columns != self._sized:
            self._sized = columns
            for at in every:
                self.setColumnWidth(at, _width(self._table, at))
        row = self._table.row_of(self._kept) if self._kept else 0
        self.setCurrentIndex(self._table.index(max(0, row), self._at))

    def _clicked(self, index: QModelIndex) -> None:
        if self._table.column(index.column()) is Fixed.PAGE:
            self.landAsked.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the page; Ctrl+C copies what the cell says."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.landAsked.emit(index)
        elif event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            QGuiApplication.clipboard().setText(str(index.data() or ""))
        else:
            super().keyPressEvent(event)


def _width(table: CardTable, at: int) -> int:
    column = table.column(at)
    if isinstance(column, Item):
        return _LONG if column.type == "long" else _FIELD
    return _WIDTHS[column]
