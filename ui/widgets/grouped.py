"""Lists of rows of equal height under headings, gone through and acted on by keys."""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.widgets import ink
from ui.widgets.key_acts import Keys, act_of, claims, writes
from ui.widgets.wrapped import QUOTE_LINES

EDGE = 8
"""Screen pixels around the words of a row."""

SHOWN = Qt.ItemDataRole.UserRole + 1
"""The role under which a row tells what it shows."""

Index = QModelIndex | QPersistentModelIndex


class GroupedDelegate(QStyledItemDelegate):
    """Paints a heading in one line, and has rows painted: a line, then some of a quote.

    `lines` is how many lines a row has, `more` how many screen pixels besides them.
    """

    lines = 1 + QUOTE_LINES
    more = 2

    def heading(self, index: Index) -> str:
        """Return the words of a heading, "" for a row."""
        is_row = index.flags() & Qt.ItemFlag.ItemIsSelectable
        return "" if is_row else str(index.data())

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint what a row says."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row: the same for all that are no headings."""
        is_row = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        return QSize(80, self.height(option, is_row=is_row))

    def height(self, option: QStyleOptionViewItem, *, is_row: bool) -> int:
        """Return the height of all rows, or of all headings."""
        lines = self.lines if is_row else 1
        return lines * option.fontMetrics.lineSpacing() + 2 * EDGE + self.more

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row or heading, and the line under it."""
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        view = option.widget
        view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view
        )
        room = QRect(option.rect).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        heading = self.heading(index)
        if heading:
            _, muted = ink.of(option)
            ink.paint_line(painter, room, heading, semibold(option.font), muted)
        else:
            self.paint_row(painter, option, index, room)
        painter.setPen(QColor(theme.current().hairline))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()


def semibold(font: QFont) -> QFont:
    """Return the bold of the bundled font."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


class GroupedView(QListView):
    """The list. `asked` carries what a key or a double click stands for.

    `turned` says that another row is current. Letters are left to the code keys; the keys of
    `claimed` are not, though they may be the keys of codes elsewhere.
    """

    asked = Signal(str)
    turned = Signal()

    def __init__(
        self,
        rows: QAbstractListModel,
        delegate: QStyledItemDelegate,
        keys: Keys,
        parent: QWidget,
        *,
        claimed: bool = False,
    ) -> None:
        super().__init__(parent)
        self._keys, self._claimed = keys, claimed
        self.setModel(rows)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.doubleClicked.connect(lambda _: self.asked.emit("show"))

    def event(self, event: QEvent) -> bool:
        """Claim keys that would be taken for those of codes."""
        return (self._claimed and claims(event, self._keys)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for; letters are left to the code keys."""
        act = act_of(event, self._keys)
        if act:
            self.asked.emit(act)
        elif writes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home goes to the first row: the heading above it cannot be gone to."""
        if action == QAbstractItemView.CursorAction.MoveHome:
            rows = range(self.model().rowCount())
            every = (self.model().index(row, 0) for row in rows)
            return next((at for at in every if at.flags()), QModelIndex())
        return super().moveCursor(action, held)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another row is current."""
        super().currentChanged(current, previous)
        self.turned.emit()
