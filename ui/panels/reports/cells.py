"""How the cells of the table of reports are painted and edited."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QLabel, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.panels.reports.attribute_line import prepare
from ui.panels.reports.columns import CODINGS, FILE, READ, TITLE
from ui.panels.reports.rows import ReportRows
from ui.panels.reports.told import INDENT, SHARE, TAG, WAITING
from ui.widgets import ink
from ui.widgets.value_line import ValueLine

Index = QModelIndex | QPersistentModelIndex
_EDGE = 9
_STEP = 20
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EditedCells(QStyledItemDelegate):
    """Edits cells; they are painted as Qt does, which is quick.

    `allWritten` carries what is to stand in all chosen cells; `entered` tells that Enter ended
    the editing of one.
    """

    allWritten = Signal(str)
    entered = Signal()

    def __init__(self, rows: ReportRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Give a line that offers and judges what the attribute may say."""
        line = ValueLine(parent)
        assert option.rect.isValid()
        column = self._rows.columns[index.column()]
        line.setAccessibleName(column.head)
        if column.item is not None:
            prepare(line, column.item)
        note = _Note(line)
        line.mistaken.connect(note.say)
        line.taken.connect(lambda: self._finish(line, everywhere=False))
        QTimer.singleShot(0, line, line.offer)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what stands there; what is being written stays when other cells change."""
        assert isinstance(editor, ValueLine)
        if editor.isModified():
            return
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        editor.setModified(False)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write what was edited."""
        assert isinstance(editor, ValueLine)
        model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Give the line room for a few words, however narrow its column."""
        assert index.isValid()
        rect = QRect(option.rect)
        rect.setWidth(max(rect.width(), 176 if rect.width() > 0 else 0))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes what can be taken; with Ctrl, for all chosen cells."""
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if not is_key or not isinstance(editor, ValueLine):
            return super().eventFilter(editor, event)
        assert isinstance(event, QKeyEvent)
        if event.key() not in _ENTERS:
            return super().eventFilter(editor, event)
        if editor.judge():
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self._finish(editor, everywhere=bool(held))
        return True

    def _finish(self, line: ValueLine, *, everywhere: bool) -> None:
        """Take what was written, for its cell or for all chosen ones."""
        text = line.text()
        if not everywhere:
            self.commitData.emit(line)
        self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.NoHint)
        if everywhere:
            self.allWritten.emit(text)
        else:
            self.entered.emit()


class OwnCells(EditedCells):
    """Paints titles, pages read, codings and files, which show more than words."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave out the middle of files' names: their ends tell them apart."""
        super().initStyleOption(option, index)
        if index.column() == FILE:
            option.textElideMode = Qt.TextElideMode.ElideMiddle

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the words, and what a column shows beside them."""
        if index.column() == TITLE:
            self._paint_title(painter, option, index)
            return
        super().paint(painter, option, index)
        if index.column() == READ:
            _paint_share(painter, option.rect, float(index.data(SHARE) or 0.0))
        elif index.column() == CODINGS and index.data(WAITING):
            _paint_dot(painter, option.rect)

    def _paint_title(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a title and, quietly at its right, which report it doubles."""
        inner = QStyleOptionViewItem(option)
        tag, is_under = str(index.data(TAG) or ""), bool(index.data(INDENT))
        font = theme.body_font(9)
        wide = QFontMetrics(font).horizontalAdvance(tag) + 2 * _EDGE if tag else 0
        wide = min(wide, option.rect.width() // 2)
        if not tag and not is_under:
            super().paint(painter, option, index)
            return
        widget = option.widget
        self.initStyleOption(inner, index)
        inner.text = ""
        part = QStyle.ControlElement.CE_ItemViewItem
        widget.style().drawControl(part, inner, painter, widget)
        plain, muted = ink.of(option)
        painter.save()
        left = option.rect.left() + _EDGE + (_STEP if is_under else 0)
        room = QRect(option.rect)
        if is_under:
            painter.setPen(muted)
            _paint_branch(painter, option.rect)
        room.setLeft(left)
        room.setRight(option.rect.right() - wide - 4)
        ink.paint_line(painter, room, str(index.data() or ""), option.font, plain)
        if tag:
            room = QRect(option.rect)
            room.setLeft(option.rect.right() - wide + _EDGE)
            ink.paint_line(painter, room, tag, font, muted)
        painter.restore()


class _Note(QLabel):
    """Says under a line what is wrong with what it holds."""

    def __init__(self, line: ValueLine) -> None:
        super().__init__(line.parentWidget())
        self._line = line
        look = theme.current()
        self.setWordWrap(True)
        self.setMargin(6)
        self.setStyleSheet(
            f"background: {look.raised}; color: {look.text}; border: 1px solid {look.warning};"
        )
        self.hide()
        line.destroyed.connect(self.deleteLater)

    def say(self, trouble: str) -> None:
        """Say it, or nothing."""
        self.setText(trouble)
        self.setVisible(bool(trouble))
        table = self.parentWidget()
        if not trouble or table is None:
            return
        wide = 320
        self.setFixedSize(wide, self.heightForWidth(wide))
        room = table.rect()
        line = self._line.geometry()
        top = line.bottom() + 2
        if top + self.height() > room.bottom():
            top = line.top() - self.height() - 2
        self.move(max(0, min(line.left(), room.right() - wide)), top)
        self.raise_()


def _paint_share(painter: QPainter, cell: QRect, share: float) -> None:
    """Paint a thin bar as long as the share of the pages that were read."""
    if not share:
        return
    look = theme.current()
    room = QRect(cell.left() + 9, cell.bottom() - 6, cell.width() - 18, 2)
    painter.fillRect(room, QColor(look.hairline))
    done = max(2, round(room.width() * share))
    painter.fillRect(QRect(room.topLeft(), QSize(done, 2)), QColor(look.accent))


def _paint_dot(painter: QPainter, cell: QRect) -> None:
    """Paint a small dot: codings of the report wait to be looked at."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().warning))
    painter.drawEllipse(QPointF(cell.left() + 14, cell.center().y() + 0.5), 3, 3)
    painter.restore()


def _paint_branch(painter: QPainter, cell: QRect) -> None:
    """Paint the small angle of a report that stands under the main one of its project."""
    left, middle = cell.left() + _EDGE + 4, cell.center().y()
    painter.drawLine(left, cell.top() + 6, left, middle)
    painter.drawLine(left, middle, left + 9, middle)
