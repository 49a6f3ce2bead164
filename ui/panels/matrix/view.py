"""The table of the matrix: headings that stay, a cursor that outlives every change."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui import theme
from ui.panels.matrix.cells import Cells
from ui.panels.matrix.foot import HIGH, TotalsFoot
from ui.panels.matrix.heads import CodeHeads, Corner, ReportHeads
from ui.panels.matrix.rows import Index, MatrixRows, Spot

_WIDE = 296
_QUOTE_LINES = 11


class MatrixView(QTableView):
    """The table.

    `opened` carries the cell that was double-clicked or entered, `pointed` the cell under the
    cursor, `reportOpened` the report whose heading was double-clicked.
    """

    opened = Signal(QModelIndex)
    pointed = Signal(QModelIndex)
    reportOpened = Signal(object)

    def __init__(self, rows: MatrixRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._spot: Spot | None = None
        self._scrolled = (0, 0)
        self.corner, self.foot = Corner(rows, self), TotalsFoot(rows, self)
        self._codes, self._reports = CodeHeads(rows, self), ReportHeads(rows, self)
        self.setModel(rows)
        self.setItemDelegate(Cells(rows, self))
        self.setHorizontalHeader(self._codes)
        self.setVerticalHeader(self._reports)
        self.setAccessibleName("Matrix of reports and codes")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self._connect()

    def _connect(self) -> None:
        self._rows.modelAboutToBeReset.connect(self._remember)
        self._rows.modelReset.connect(self._come_back)
        for head in (self._codes, self.corner):
            head.sortAsked.connect(self._rows.sort_by)
        self._reports.sectionDoubleClicked.connect(self._open_report)
        self.doubleClicked.connect(self.opened)
        self.foot.chosen.connect(lambda column: self.setCurrentIndex(self._total(column)))
        self.foot.opened.connect(lambda column: self.opened.emit(self._total(column)))
        # A band stays at the left edge while its columns scroll: all of it is painted anew.
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._codes.viewport().update())

    def _remember(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._spot = self._rows.spot(index)
        self._scrolled = (self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _come_back(self) -> None:
        """Size what is shown now; put cursor and view back where they were."""
        self._size()
        index = self._rows.index_of(self._spot) if self._spot else QModelIndex()
        if not index.isValid():
            index = self._rows.index(0, 0)
        self.setAutoScroll(False)
        self.setCurrentIndex(index)
        self.setAutoScroll(True)
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.horizontalScrollBar().setValue(self._scrolled[0])
        self.verticalScrollBar().setValue(self._scrolled[1])

    def _size(self) -> None:
        """Give heads and cells the sizes that counts or quotes want."""
        widths = self._codes.measure()
        self._reports.measure()
        self.corner.refresh(self._reports.number_width)
        quotes = self._rows.with_quotes
        for at, (head, width) in enumerate(zip(self._rows.headings, widths, strict=True)):
            self._codes.resizeSection(at, _WIDE if quotes and not head.column.is_sum else width)
        line = QFontMetrics(theme.body_font()).lineSpacing()
        low = max(theme.TARGET, self._reports.lines * line + 12)
        high = QFontMetrics(theme.body_font(9)).lineSpacing() * _QUOTE_LINES + 14
        self._reports.setDefaultSectionSize(high if quotes else low)
        if self._rows.rowCount():
            self._reports.resizeSection(self._rows.rowCount() - 1, HIGH)

    def updateGeometries(self) -> None:
        """Keep the corner where the headings meet."""
        super().updateGeometries()
        self.corner.setGeometry(
            0, 0, self.verticalHeader().width(), self.horizontalHeader().height()
        )
        self.corner.raise_()
        self.foot.settle()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll a cell into sight, and out from under the totals."""
        super().scrollTo(index, hint)
        room = self.viewport().height() - self.foot.height_shown
        hidden = self.visualRect(index).bottom() - room
        if hidden > 0 and not self._rows.is_total(index.row()):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + hidden + 1)

    def _total(self, column: int) -> QModelIndex:
        return self._rows.index(self._rows.rowCount() - 1, column)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the cursor is."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.pointed.emit(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter lists the passages of the cell, arrows move, Ctrl+C copies what the cell says."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index)
        elif event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            QGuiApplication.clipboard().setText(str(index.data() or ""))
        else:
            super().keyPressEvent(event)

    def _open_report(self, row: int) -> None:
        report = self._rows.report(row)
        if report is not None:
            self.reportOpened.emit(report.id)
