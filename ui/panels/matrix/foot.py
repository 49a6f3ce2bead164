"""The totals of the matrix, kept at its foot while their own row is scrolled out of sight."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from ui import theme
from ui.panels.matrix.rows import MatrixRows
from ui.widgets import ink

HIGH = theme.TARGET + 4
_EDGE = 8


class TotalsFoot(QWidget):
    """Repeats the last row. `chosen` carries the column that was clicked, `opened` likewise."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, rows: MatrixRows, view: QTableView) -> None:
        super().__init__(view)
        self._rows = rows
        self._view = view
        self.hide()
        view.horizontalScrollBar().valueChanged.connect(self.update)
        view.verticalScrollBar().valueChanged.connect(self.settle)

    def settle(self) -> None:
        """Take the place at the foot, if the row of totals is not in sight."""
        side, room = self._view.verticalHeader(), self._view.viewport().geometry()
        last = self._rows.rowCount() - 1
        bottom = side.sectionViewportPosition(last) + side.sectionSize(last) if last > 0 else 0
        self.setGeometry(0, room.bottom() + 1 - HIGH, room.right() + 1, HIGH)
        self.setVisible(bottom > room.height())
        self.raise_()

    @property
    def height_shown(self) -> int:
        """Return how many pixels of the view it covers now."""
        return 0 if self.isHidden() else HIGH

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the totals of the columns in sight."""
        look, painter, rows = theme.current(), QPainter(self), self._rows
        painter.fillRect(event.rect(), QColor(look.raised))
        side, heads = self._view.verticalHeader().width(), self._view.horizontalHeader()
        font, last = theme.body_font(bold=True), rows.rowCount() - 1
        label = QRect(_EDGE, 0, side - 2 * _EDGE, self.height())
        ink.paint_line(painter, label, "All reports", font, QColor(look.text))
        painter.setPen(QColor(look.muted))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setClipRect(QRect(side - 1, 0, self.width(), self.height()))
        painter.setFont(font)
        for column in range(rows.columnCount()):
            left = side + heads.sectionViewportPosition(column)
            cell = QRect(left, 1, heads.sectionSize(column), self.height() - 1)
            if cell.right() < side or left > self.width():
                continue
            painter.setPen(QColor(look.hairline))
            painter.drawLine(cell.topRight(), cell.bottomRight())
            painter.setPen(QColor(look.text))
            count = rows.count(rows.index(last, column))
            painter.drawText(
                cell, int(Qt.AlignmentFlag.AlignCenter), f"{count:,}" if count else ""
            )
        painter.setPen(QColor(look.hairline))
        painter.drawLine(side - 1, 0, side - 1, self.height())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the total."""
        if (column := self._column(event)) >= 0:
            self.chosen.emit(column)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """List what was counted."""
        if (column := self._column(event)) >= 0:
            self.opened.emit(column)

    def _column(self, event: QMouseEvent) -> int:
        across = round(event.position().x()) - self._view.verticalHeader().width()
        return self._view.columnAt(across) if across >= 0 else -1
