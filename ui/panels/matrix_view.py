"""The matrix painted: headings that stay, counts with a breath of heat, quotes that wrap."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.panels import ink
from ui.panels.matrix_rows import IS_SUM, IS_TOTAL, SHARE, MatrixRows

Index = QModelIndex | QPersistentModelIndex
_HEAD = 104
_NARROW, _WIDE = 92, 280
_LOW, _HIGH = 34, 124
_SIDE = 300
_NUMBER = 44
_HEAT = 0.34


class CodeHeads(QHeaderView):
    """Codes over the columns: the colour, the name on up to four lines, the branch above it."""

    def __init__(self, rows: MatrixRows, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = rows
        self.setFixedHeight(_HEAD)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.setAccessibleName("Codes")

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one code."""
        look, head = theme.current(), self._rows.heading(section)
        painter.save()
        painter.fillRect(rect, QColor(look.raised if head.is_sum else look.window))
        painter.fillRect(rect.adjusted(0, 0, -1, -(rect.height() - 4)), QColor(head.code.colour))
        painter.setPen(QColor(look.hairline))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(8, 10, -8, -6)
        above = head.above.rpartition(" › ")[2] or head.codebook
        small = theme.body_font(8)
        line = QFontMetrics(small).height()
        room = QRect(inner.left(), inner.top(), inner.width(), line)
        ink.paint_line(painter, room, above, small, QColor(look.muted))
        painter.setFont(theme.body_font(9, bold=head.is_sum))
        painter.setPen(QColor(look.text))
        name = f"{head.code.name} (all)" if head.is_sum else head.code.name
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.setClipRect(inner)
        painter.drawText(inner.adjusted(0, line + 2, 0, 0), int(flags), name)
        painter.restore()
        self._paint_sorting(painter, rect, section)

    def _paint_sorting(self, painter: QPainter, rect: QRect, section: int) -> None:
        if section != self.sortIndicatorSection():
            return
        falls = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        painter.save()
        painter.setPen(QColor(theme.current().accent))
        place = rect.adjusted(0, 0, -8, -4)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(place, int(flags), "▾" if falls else "▴")
        painter.restore()


class ReportHeads(QHeaderView):
    """Reports beside the rows: the number, and the title on two lines."""

    def __init__(self, rows: MatrixRows, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._rows = rows
        self.setFixedWidth(_SIDE)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Reports")

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one report, or the word for the totals."""
        look, report = theme.current(), self._rows.report(section)
        painter.save()
        painter.fillRect(rect, QColor(look.window))
        painter.setPen(QColor(look.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        room = rect.adjusted(8, 2, -10, -3)
        if report is None:
            ink.paint_line(painter, room, "All reports", theme.body_font(bold=True), _text(look))
        else:
            font = theme.body_font(9.5)
            if report.number:
                number = QRect(room.left(), room.top(), _NUMBER, room.height())
                ink.paint_line(painter, number, report.number, font, QColor(look.muted))
                room.setLeft(room.left() + _NUMBER)
            ink.paint_line(painter, room, report.title, font, _text(look))
        painter.restore()


def _text(look: theme.Theme) -> QColor:
    return QColor(look.text)


class Cells(QStyledItemDelegate):
    """Counts in the middle of a cell, the more the warmer; quotes from its top."""

    def __init__(self, rows: MatrixRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        look, rect = theme.current(), option.rect
        is_sum, is_total = bool(index.data(IS_SUM)), bool(index.data(IS_TOTAL))
        painter.save()
        painter.fillRect(rect, QColor(look.raised if is_sum or is_total else look.surface))
        share = float(index.data(SHARE))
        if share and not is_sum:
            heat = QColor(look.heat)
            heat.setAlphaF(_HEAT * (0.2 + 0.8 * share))
            painter.fillRect(rect, heat)
        text = str(index.data() or "")
        quoted = self._rows.with_quotes and not (is_sum or is_total)
        painter.setFont(theme.body_font(8.5 if quoted else 10, bold=is_sum or is_total))
        painter.setPen(QColor(look.text))
        flags = Qt.AlignmentFlag.AlignCenter
        if quoted:
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.setClipRect(rect.adjusted(0, 0, 0, -4))
        wrap = Qt.TextFlag.TextWordWrap
        painter.drawText(rect.adjusted(8, 6, -8, -4), int(flags | wrap), text)
        painter.setClipping(False)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(look.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of every cell."""
        wide = self._rows.with_quotes
        return QSize(_WIDE if wide else _NARROW, _HIGH if wide else _LOW)


class MatrixView(QTableView):
    """The table. `opened` carries the cell that was double-clicked or entered."""

    opened = Signal(QModelIndex)

    def __init__(self, rows: MatrixRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setAccessibleName("Matrix of reports and codes")
        self.setItemDelegate(Cells(rows, self))
        self.setHorizontalHeader(CodeHeads(rows, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalHeader(ReportHeads(rows, self))
        self.horizontalHeader().sortIndicatorChanged.connect(rows.sort)
        self.doubleClicked.connect(self.opened)
        self.size_cells()

    def size_cells(self) -> None:
        """Give the cells the size that counts or quotes want."""
        wide = self._rows.with_quotes
        self.horizontalHeader().setDefaultSectionSize(_WIDE if wide else _NARROW)
        self.verticalHeader().setDefaultSectionSize(_HIGH if wide else _LOW)
        totals = self._rows.rowCount() - 1
        if totals >= 0:
            self.setRowHeight(totals, _LOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter lists the passages of the cell; arrows move."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
