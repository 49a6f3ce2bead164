"""The list of pages in small: as many columns as there is room for, keys, what is in view."""

from collections.abc import Sequence
from statistics import median

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coder.model.geometry import PageSize
from ui import theme
from ui.panels.contents.thumbnails_paint import GAP, PAD, paint_page
from ui.panels.contents.thumbnails_rows import PageCards
from ui.widgets.key_acts import claims_letters

Index = QModelIndex | QPersistentModelIndex
_CELL, _WIDEST = 128, 150
"""Pixels: the least width of a column, and the greatest of a picture."""

_REST = 80
"""Milliseconds without scrolling after which the pages in view are told."""

_SAMPLE = 200
"""So many pages tell how high most pages are."""


class PageDelegate(QStyledItemDelegate):
    """Paints a page into its cell."""

    def __init__(self, view: "PagesView") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the size of a cell, which is that of all."""
        return self._view.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one page."""
        view, page = self._view, index.row()
        cell = QRect(option.rect.topLeft(), view.cell)
        if view.hasFocus() and page == view.currentIndex().row():
            painter.fillRect(cell.adjusted(2, 2, -2, -2), QColor(theme.current().selection))
        card = view.cards.card(page)
        paint_page(painter, option, cell, view.picture, card, is_here=page == view.page)


class PagesView(QListView):
    """The pages in as many columns as there is room for. `landed` carries a page (from 0).

    `cameIntoView` carries the range of pages in view when it has changed. Figures typed look for
    a printed label.
    """

    landed = Signal(int)
    cameIntoView = Signal(object)

    def __init__(self, cards: PageCards, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = cards
        self.page = -1
        self.cell, self.picture = QSize(_CELL, _CELL), QSize(_CELL - 2 * PAD, _CELL)
        self.setModel(cards)
        self.setItemDelegate(PageDelegate(self))
        self.setAccessibleName(self.tr("Pages"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QListView.Shape.NoFrame)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(lambda: self.cameIntoView.emit(self.in_view))
        self.verticalScrollBar().valueChanged.connect(self.tell_soon)
        self.clicked.connect(lambda index: self.landed.emit(index.row()))

    @property
    def in_view(self) -> range:
        """Return the pages that can be seen here; none while the panel is hidden."""
        if not self.isVisible():
            return range(0)
        columns = max(1, self.viewport().width() // self.cell.width())
        top, high = self.verticalOffset(), self.cell.height()
        first, last = top // high, (top + self.viewport().height() - 1) // high
        return range(first * columns, min((last + 1) * columns, self.cards.rowCount()))

    def measure(self) -> None:
        """Work out how large the pictures are: as most pages are, in the room there is."""
        width = self.viewport().width() - 1  # a row as wide as the view would be broken
        columns = max(1, width // _CELL)
        across = width // columns
        wide = min(across - 2 * PAD, _WIDEST)
        high = round(wide * _usual(self.cards.sizes))
        line = self.fontMetrics().height()
        self.picture = QSize(wide, high)
        self.cell = QSize(across, high + line + 2 * PAD + GAP)
        if self.gridSize() != self.cell:
            self.setGridSize(self.cell)
            self._see(self.page)

    def tell_soon(self, *_: object) -> None:
        """Tell what is in view, other pages being shown now."""
        self._rest.start()

    def show_page(self, page: int) -> None:
        """Outline the page one reads and scroll to it; keys begin there, once they are here."""
        self.page = page
        self.viewport().update()
        if not self.hasFocus():
            self.setCurrentIndex(self.cards.index(page))
        self._see(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the columns anew."""
        self.measure()
        super().resizeEvent(event)
        self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell what came into view."""
        super().showEvent(event)
        self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that nothing can be seen here."""
        super().hideEvent(event)
        self._rest.start()

    def event(self, event: QEvent) -> bool:
        """Keep letters and figures here: they look for labels and code nothing."""
        return claims_letters(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there on Enter."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.landed.emit(index.row())
        else:
            super().keyPressEvent(event)

    def _see(self, page: int) -> None:
        if 0 <= page < self.cards.rowCount():
            self.scrollTo(self.cards.index(page))


def _usual(sizes: Sequence[PageSize]) -> float:
    """Return how high most pages are for their width; slides and scrolls stay within reason."""
    step = max(1, len(sizes) // _SAMPLE)
    ratios = [high / wide for wide, high in (size.shown for size in sizes[::step]) if wide > 0]
    return min(max(median(ratios) if ratios else 1.4, 0.5), 1.6)
