"""How the outline looks and is handled: rows of one line or two, folding, letters, Enter."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from ui import theme
from ui.panels.contents.outline_sections import Sections
from ui.widgets import ink
from ui.widgets.key_acts import claims_letters
from ui.widgets.wrapped import paint_quote

Index = QModelIndex | QPersistentModelIndex
_EDGE, _RIGHT = 5, 10
_BAR = 3
_WORD = 1200
"""Milliseconds after which a letter begins another word to look for."""


class OutlineRole(IntEnum):
    """What a row tells besides its text."""

    SECTION = Qt.ItemDataRole.UserRole
    COUNT = Qt.ItemDataRole.UserRole + 1


class OutlineRows(QStandardItemModel):
    """The sections of a report as a tree."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections = Sections(())
        self._items: list[QStandardItem] = []

    def show(self, sections: Sections, tips: Sequence[str]) -> None:
        """Show these sections; a tip is what is said of one when it is pointed at."""
        self.clear()
        self.sections = sections
        self._items = []
        for at, (entry, above) in enumerate(zip(sections.entries, sections.above, strict=True)):
            item = QStandardItem(entry.title)
            item.setEditable(False)
            item.setData(at, OutlineRole.SECTION)
            item.setData(0, OutlineRole.COUNT)
            item.setToolTip(f"{entry.title}\n{tips[at]}")
            item.setData(tips[at], Qt.ItemDataRole.AccessibleDescriptionRole)
            self._items.append(item)
            (self._items[above] if above >= 0 else self.invisibleRootItem()).appendRow(item)

    def count(self, counts: Sequence[int]) -> None:
        """Show how many codings are under each heading."""
        for item, count in zip(self._items, counts, strict=True):
            if item.data(OutlineRole.COUNT) != count:
                item.setData(count, OutlineRole.COUNT)

    def index_of(self, section: int) -> QModelIndex:
        """Return the row of a section; none of -1."""
        return self._items[section].index() if section >= 0 else QModelIndex()


class OutlineDelegate(QStyledItemDelegate):
    """Paints a heading in at most two lines and, at the right, how many codings are under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line's height, or two where the title needs them."""
        view = option.widget
        assert isinstance(view, OutlineView)
        font = _font(option, index)
        metrics = QFontMetrics(font)
        room = view.room(index) - 2 * _EDGE - _RIGHT - _count_width(metrics, index)
        lines = 1 if metrics.horizontalAdvance(str(index.data())) <= room else 2
        return QSize(room, max(theme.TARGET, lines * metrics.lineSpacing() + 2 * _EDGE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        view = option.widget
        view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view
        )
        plain, muted = ink.of(option)
        font = _font(option, index)
        metrics = QFontMetrics(font)
        painter.save()
        room = QRect(option.rect).adjusted(_EDGE, 0, -_RIGHT, 0)
        lines = 2 if room.height() >= 2 * metrics.lineSpacing() + _EDGE else 1
        room.setTop(room.top() + (room.height() - lines * metrics.lineSpacing()) // 2)
        count = index.data(OutlineRole.COUNT)
        if count:
            painter.setFont(option.font)
            painter.setPen(muted)
            line = QRect(room.left(), room.top(), room.width(), metrics.lineSpacing())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(line, right, str(count))
        room.setRight(room.right() - _count_width(metrics, index) - _EDGE)
        if lines > 1:
            paint_quote(painter, room, str(index.data()), font, plain)
        else:
            ink.paint_line(
                painter,
                QRect(room.left(), room.top(), room.width(), metrics.lineSpacing()),
                str(index.data()),
                font,
                plain,
            )
        painter.restore()


class OutlineView(QTreeView):
    """The tree of headings. `landed` carries the section that Enter or a click chose.

    Letters look for the next heading in which a word begins so; Left and Right fold and unfold.
    """

    landed = Signal(int)

    def __init__(self, rows: OutlineRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._here = -1
        self._typed, self._since = "", QElapsedTimer()
        self._again = QTimer(self, singleShot=True, interval=60)
        self._again.timeout.connect(self.scheduleDelayedItemsLayout)
        self.setModel(rows)
        self.setItemDelegate(OutlineDelegate(self))
        self.setAccessibleName(self.tr("Outline"))
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, act in (
            (self.tr("Unfold All"), self.expandAll),
            (self.tr("Fold All"), self.collapseAll),
        ):
            action = QAction(words, self)
            action.triggered.connect(act)
            self.addAction(action)
        self.clicked.connect(lambda index: self.landed.emit(index.data(OutlineRole.SECTION)))

    def room(self, index: Index) -> int:
        """Return how wide a row may be, in pixels."""
        depth = 1
        above = index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return max(64, self.viewport().width() - depth * self.indentation())

    def show_here(self, section: int) -> None:
        """Mark the section one reads in (-1: none), and scroll to it."""
        if section == self._here:
            return
        self._here = section
        self.viewport().update()
        row = self._shown_row(section)
        if row.isValid():
            self.scrollTo(row)

    def forget(self) -> None:
        """Have no section one reads in, other sections being shown now."""
        self._here = -1

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row, with a bar at its left where one reads."""
        super().drawRow(painter, options, index)
        if self._here >= 0 and index == self._shown_row(self._here):
            bar = QRect(0, options.rect.top() + 2, _BAR, options.rect.height() - 4)
            painter.fillRect(bar, QColor(theme.current().accent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the titles anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._again.start()

    def event(self, event: QEvent) -> bool:
        """Keep letters here: they look for headings and code nothing."""
        return claims_letters(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there on Enter."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.landed.emit(index.data(OutlineRole.SECTION))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next heading in which a word begins with what is typed."""
        if not len(self._rows.sections) or not search.strip():
            return
        is_new = not self._typed or self._since.hasExpired(_WORD)
        self._typed = search if is_new else self._typed + search
        self._since.restart()
        current = self.currentIndex().data(OutlineRole.SECTION)
        start = -1 if current is None else current
        found = self._rows.sections.titled(self._typed, start + 1 if is_new else max(start, 0))
        if found < 0 and len(set(self._typed)) == 1:
            found = self._rows.sections.titled(search, start + 1)
        if found >= 0:
            self.setCurrentIndex(self._rows.index_of(found))
            self.scrollTo(self.currentIndex())

    def _shown_row(self, section: int) -> QModelIndex:
        """Return the row of a section or, where it is folded away, of what it is folded into."""
        row = self._rows.index_of(section)
        shown = row
        while row.isValid():
            row = row.parent()
            if row.isValid() and not self.isExpanded(row):
                shown = row
        return shown


def _font(option: QStyleOptionViewItem, index: Index) -> QFont:
    """Return the font of a heading: heavier at the top of an outline of several levels."""
    font = QFont(option.font)
    model = index.model()
    if not index.parent().isValid() and model.hasChildren(index):
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _count_width(metrics: QFontMetrics, index: Index) -> int:
    count = index.data(OutlineRole.COUNT)
    return metrics.horizontalAdvance(str(count)) + _EDGE if count else 0
