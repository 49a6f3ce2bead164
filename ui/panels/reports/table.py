"""The view of the table of reports: cells as in a spreadsheet, number and title in sight."""

from collections.abc import Callable, Iterable
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from coder.model.report import Report
from ui.panels.reports.cells import EditedCells, OwnCells
from ui.panels.reports.columns import CODINGS, FILE, NUMBER, READ, TITLE, in_sight
from ui.panels.reports.rows import ReportRows

Index = QModelIndex | QPersistentModelIndex
_ROW = 34
_HEAD = 36
"""Pixels of a heading around its words: its edges, and the sign of the order."""

_STAYING = (NUMBER, TITLE)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EDIT = QAbstractItemView.EditTrigger


class ReportTable(QTableView):
    """The table. `opened` carries the cell of a report that is to be read.

    `allWritten` carries what is to stand in all chosen cells.
    """

    opened = Signal(QModelIndex)
    allWritten = Signal(str)

    def __init__(self, rows: ReportRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._staying: _Staying | None = None
        self.rows = rows
        self.setModel(rows)
        self._edited, self._own = _painted(self, rows)
        self.setAccessibleName(self.tr("Reports"))
        _as_sheet(self)
        self.setSortingEnabled(True)
        self.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
        self.setEditTriggers(_EDIT.EditKeyPressed | _EDIT.AnyKeyPressed)
        self.horizontalHeader().setSectionsMovable(False)
        self._staying = _Staying(self)
        for cells in (self._edited, self._own):
            cells.entered.connect(self._go_down)
            cells.allWritten.connect(self.allWritten)
        self.doubleClicked.connect(self._enter)
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._settle())
        self.horizontalHeader().sectionResized.connect(lambda *_: self._settle())

    def _settle(self) -> None:
        """Keep number and title at the left edge."""
        if self._staying is not None:
            self._staying.settle()

    # Columns

    def arrange_columns(self, hidden: set[str]) -> None:
        """Put the columns in their places, and hide those of these keys."""
        header, columns = self.horizontalHeader(), self.rows.columns
        for place, at in enumerate(in_sight(columns)):
            header.moveSection(header.visualIndex(at), place)
        is_plain = all(column.is_own for column in columns)
        for at, column in enumerate(columns):
            head = self.fontMetrics().horizontalAdvance(column.head) + _HEAD
            self.setColumnWidth(at, max(column.width, head))
            self.setColumnHidden(at, column.key in hidden)
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(mode.Interactive)
        if is_plain:
            header.setSectionResizeMode(TITLE, mode.Stretch)
        self._settle()

    def shown_columns(self) -> list[int]:
        """Return the columns in sight from left to right."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [at for at in order if not self.isColumnHidden(at)]

    def stay_while(self, show: Callable[[], object]) -> None:
        """Keep the rows in view where they are while `show` puts others in.

        At the top of the table one stays at the top.
        """
        bar, top = self.verticalScrollBar(), self.rowAt(0)
        anchor = QPersistentModelIndex(self.rows.index(top, NUMBER))
        before = self.rowViewportPosition(top)
        show()
        if bar.value() and anchor.isValid():
            self.executeDelayedItemsLayout()
            self.updateGeometries()
            bar.setValue(bar.value() + self.rowViewportPosition(anchor.row()) - before)

    # What is chosen

    def chosen(self) -> list[Report]:
        """Return the reports of the chosen cells, from top to bottom."""
        rows = {row for one in self._ranges() for row in range(one.top(), one.bottom() + 1)}
        return [self.rows.report(row) for row in sorted(rows)]

    def chosen_cells(self) -> list[tuple[int, int]]:
        """Return the chosen cells that are in sight, as (row, column)."""
        shown = set(self.shown_columns())
        return [
            (row, column)
            for one in self._ranges()
            for column in range(one.left(), one.right() + 1)
            if column in shown
            for row in range(one.top(), one.bottom() + 1)
        ]

    def _ranges(self) -> list[QItemSelectionRange]:
        """Return the chosen blocks: quicker than cell by cell."""
        chosen = self.selectionModel().selection()
        return list(cast("Iterable[QItemSelectionRange]", chosen))  # a list, untold by the stubs

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a report, or edits what an attribute says of it; letters begin to write."""
        index = self.currentIndex()
        if index.column() in _STAYING and (event.text() or event.key() == Qt.Key.Key_F2):
            self.horizontalScrollBar().setValue(0)
        if event.key() in _ENTERS and index.isValid():
            self._enter(index)
        elif event.key() == Qt.Key.Key_Home and not event.modifiers() and index.isValid():
            self.setCurrentIndex(index.siblingAtColumn(self.shown_columns()[0]))
        else:
            super().keyPressEvent(event)

    def _enter(self, index: QModelIndex) -> None:
        if self.rows.columns[index.column()].is_own:
            self.opened.emit(index)
        else:
            self.edit(index)

    def _go_down(self) -> None:
        """Go on with the cell below, in which one would write next."""
        index = self.currentIndex()
        below = index.sibling(index.row() + 1, index.column())
        if below.isValid() and len(self.chosen_cells()) <= 1:
            self.setCurrentIndex(below)

    # Number and title stay in sight

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll a cell into sight, and out from under number and title."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() in _STAYING:
            bar.setValue(before)
        if index.column() in _STAYING or self._staying is None:
            return
        covered = self._staying.breadth() - self.visualRect(index).left()
        if covered > 0 and bar.value() > 0:
            bar.setValue(bar.value() - covered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep number and title at the left edge."""
        super().resizeEvent(event)
        self._settle()

    def updateGeometries(self) -> None:
        """Keep number and title at the left edge."""
        super().updateGeometries()
        self._settle()


class _Staying(QTableView):
    """Number and title over the left edge of the table, while its other columns scroll."""

    def __init__(self, table: ReportTable) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        _painted(self, table.rows)
        self.setSelectionModel(table.selectionModel())
        _as_sheet(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.setAutoScroll(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.setObjectName("staying")
        here, there = self.verticalScrollBar(), table.verticalScrollBar()
        there.valueChanged.connect(here.setValue)
        here.valueChanged.connect(there.setValue)
        self.doubleClicked.connect(table.doubleClicked)
        self.hide()

    def breadth(self) -> int:
        """Return how much of the left edge is covered while the table is scrolled."""
        return sum(
            self._table.columnWidth(at)
            for at in _STAYING
            if not self._table.isColumnHidden(at) and self._table.rows.columns
        )

    def settle(self) -> None:
        """Lie over the left edge, if number and title are out of sight."""
        table = self._table
        is_needed = table.horizontalScrollBar().value() > 0
        if is_needed:
            for at in range(self.model().columnCount()):
                self.setColumnHidden(at, at not in _STAYING or table.isColumnHidden(at))
            for at in _STAYING:
                self.setColumnWidth(at, table.columnWidth(at))
            head = table.horizontalHeader().height()
            self.horizontalHeader().setFixedHeight(head)
            room = table.viewport().height() + head
            frame = table.frameWidth()
            self.setGeometry(frame, frame, self.breadth() + 1, room)
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
            self.raise_()
        self.setVisible(is_needed)

    def _sort(self, column: int) -> None:
        header = self._table.horizontalHeader()
        is_same = header.sortIndicatorSection() == column
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        was_up = header.sortIndicatorOrder() == up
        self._table.sortByColumn(column, down if is_same and was_up else up)

    def viewportEvent(self, event: QEvent) -> bool:
        """Give the keys back to the table after a click."""
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.MouseButtonPress:
            self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        return done


def _painted(table: QTableView, rows: ReportRows) -> tuple[EditedCells, OwnCells]:
    """Give a view what paints and edits its cells; return both kinds."""
    edited, own = EditedCells(rows, table), OwnCells(rows, table)
    table.setItemDelegate(edited)
    for column in (TITLE, READ, CODINGS, FILE):
        table.setItemDelegateForColumn(column, own)
    return edited, own


def _as_sheet(table: QTableView) -> None:
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
