"""How the tree of codes looks and is handled: rows, filter, keys, drag and drop."""

from collections.abc import Set as AbstractSet

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from coder.model.codebook import Code
from coder.model.ids import CodeId
from ui import theme
from ui.panels.codes.tree import CodeTreeModel, Role, dragged
from ui.widgets import ink, swatch
from ui.widgets.key_acts import writes

ROW = 28
_GAP = 8
PASSAGE_MIME = "application/x-evidence-coder-passage"
"""What is dragged here is what is selected on the page."""


class CodeFilter(QSortFilterProxyModel):
    """Lets through the codes of a set, what stands above them and what stands below them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: AbstractSet[CodeId] | None = None
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)

    def let_through(self, codes: AbstractSet[CodeId] | None) -> None:
        """Show only these codes with their surroundings; None shows all."""
        if codes != self._shown:
            self._shown = codes
            self.invalidate()

    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Say whether the row itself is wanted."""
        if self._shown is None:
            return True
        model = self.sourceModel()
        assert isinstance(model, CodeTreeModel)
        code = model.code(model.index(source_row, 0, source_parent))
        return code is not None and code.id in self._shown


class CodeDelegate(QStyledItemDelegate):
    """Paints a row: colour, name, count, key. A folded code or a heading counts its branch."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return rows that are all of one, comfortable height."""
        return QSize(super().sizeHint(option, index).width(), ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        view = option.widget
        assert isinstance(view, QTreeView)
        view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view
        )
        code = index.data(Role.CODE)
        painter.save()
        if isinstance(view, CodeTreeView) and isinstance(code, Code) and code.id == view.target:
            self._paint_target(painter, option)
        if isinstance(code, Code):
            folded = not view.isExpanded(index) or not code.assignable
            self._paint_code(painter, option, code, index.data(Role.BRANCH) if folded else None)
        else:
            self._paint_codebook(painter, option, str(index.data()))
        painter.restore()

    def _paint_target(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Light the row that a drop would go to."""
        accent = QColor(theme.current().accent)
        painter.setPen(accent)
        accent.setAlphaF(0.18)
        painter.setBrush(accent)
        painter.drawRect(QRect(option.rect).adjusted(0, 0, -1, -1))

    def _paint_code(
        self, painter: QPainter, option: QStyleOptionViewItem, code: Code, branch: int | None
    ) -> None:
        plain, muted = ink.of(option)
        room = QRect(option.rect).adjusted(4, 0, -_GAP, 0)
        swatch.paint(
            painter, room.left(), room.center().y() + 0.5, code.colour, hollow=not code.assignable
        )
        room.setLeft(room.left() + swatch.SIDE + _GAP)
        room.setRight(ink.paint_key(painter, option, room, code.key))
        count = code.codings if branch is None else branch
        if count:
            painter.setPen(muted)
            painter.setFont(option.font)
            wide = option.fontMetrics.horizontalAdvance(str(count))
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count)
            )
            room.setRight(room.right() - wide - _GAP)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Normal if code.assignable else QFont.Weight.DemiBold)
        ink.paint_line(painter, room, code.name, font, plain)

    def _paint_codebook(self, painter: QPainter, option: QStyleOptionViewItem, title: str) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        ink.paint_line(
            painter, QRect(option.rect).adjusted(4, 0, -_GAP, 0), title, font, ink.of(option)[0]
        )


class CodeTreeView(QTreeView):
    """The tree: Enter or a double click assigns, F2 renames, Delete deletes, dragging moves.

    Dropping a code onto another with Ctrl held merges it into that one. Words selected on the page
    and dropped on a code are given it; `target` is the code they are over.
    """

    assignAsked = Signal(bytes)
    left = Signal()
    mergeAsked = Signal(bytes, bytes)
    deleteAsked = Signal(bytes)
    moveAsked = Signal(bytes, int)
    looked = Signal(object)

    def __init__(self, model: CodeFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target: CodeId | None = None
        self.setModel(model)
        self.setItemDelegate(CodeDelegate(self))
        self.setAccessibleName(self.tr("Codes"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.entered.connect(lambda index: self.looked.emit(index.data(Role.CODE)))

    def code_at(self, index: QModelIndex | QPersistentModelIndex) -> Code | None:
        """Return the code of a row of this view."""
        code = index.data(Role.CODE) if index.isValid() else None
        return code if isinstance(code, Code) else None

    def current_code(self) -> Code | None:
        """Return the code that the keyboard is on."""
        return self.code_at(self.currentIndex())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Show the rule of the code that the keyboard came to."""
        super().currentChanged(current, previous)
        self.looked.emit(self.code_at(current))

    def leaveEvent(self, event: QEvent) -> None:
        """Show the current code's rule again when the mouse has gone."""
        super().leaveEvent(event)
        self.looked.emit(self.current_code())

    def assign(self, code: Code) -> None:
        """Assign it and leave the keys to the pages: here Delete would delete the code."""
        self.assignAsked.emit(code.id)
        self.left.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Assign the code; what cannot be assigned folds or unfolds."""
        index = self.indexAt(event.position().toPoint())
        code = self.code_at(index)
        if code and code.assignable:
            self.assign(code)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Claim the keys that move a code: in the menus they mean the way back and forward."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if alt and Qt.Key(event.key()) in _MOVES and self.current_code():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn keys into wishes; letters are left to the code keys."""
        code = self.current_code()
        if code and self._wish(event, code):
            event.accept()
        elif writes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _wish(self, event: QKeyEvent, code: Code) -> bool:
        """Return whether the key meant something for `code`."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if held == Qt.KeyboardModifier.AltModifier and key in _MOVES:
            self.moveAsked.emit(code.id, key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held & _HELD:
            self.assignAsked.emit(code.id)
        elif key == Qt.Key.Key_Delete and not held:
            self.deleteAsked.emit(code.id)
        else:
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let words selected on the page come in."""
        if event.mimeData().hasFormat(PASSAGE_MIME):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Light the code that the words would be given."""
        if not event.mimeData().hasFormat(PASSAGE_MIME):
            super().dragMoveEvent(event)
            return
        self._light(self.indexAt(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(self.target is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Light nothing any more."""
        self._light(QModelIndex())
        super().dragLeaveEvent(event)

    def _light(self, index: QModelIndex) -> None:
        """Light the code of a row, if it can be assigned; show its rule."""
        code = self.code_at(index)
        target = code.id if code and code.assignable else None
        if target != self.target:
            self.target = target
            self.looked.emit(code if target else self.current_code())
            self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Assign to words dropped on a code. A code is moved, or merged when Ctrl is held."""
        if event.mimeData().hasFormat(PASSAGE_MIME):
            self._light(self.indexAt(event.position().toPoint()))
            code = self.target
            self._light(QModelIndex())
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if code:
                self.assignAsked.emit(code)
            return
        target = self.code_at(self.indexAt(event.position().toPoint()))
        onto = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.OnItem
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and onto and target:
            source = dragged(event.mimeData())
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if source != target.id:
                self.mergeAsked.emit(source, target.id)
            return
        super().dropEvent(event)


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
