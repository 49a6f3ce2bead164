"""The passages behind a value, as links: Enter or a click goes to the page, Del takes one away."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from coder.model.support import Support
from ui import theme
from ui.widgets import ink
from ui.widgets.labels import breakable, support_place

_READ = 200
_EDGE = 4


class SupportLink(QPushButton):
    """One passage: its page as a link, then its words as far as there is room."""

    dropAsked = Signal()

    def __init__(self, support: Support, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.support = support
        self._place = support_place(support)
        self._quote = f"“{' '.join(breakable(support.quote[:_READ]).split())}”"
        self.setToolTip(f"{self._place}\n{self._quote}")
        self.setAccessibleName(f"{self._place} {self._quote}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(theme.TARGET)
        self.setMinimumWidth(60)

    def sizeHint(self) -> QSize:
        """Return a modest width: the words take what there is."""
        return QSize(120, theme.TARGET)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page in the colour of links, the words standing back."""
        look, painter = theme.current(), QPainter(self)
        room = self.rect().adjusted(_EDGE, 0, -_EDGE, 0)
        shade = look.muted if self.support.is_former else look.accent
        ink.paint_line(painter, room, self._place, self.font(), QColor(shade))
        wide = self.fontMetrics().horizontalAdvance(self._place) + 2 * _EDGE
        rest = room.adjusted(wide, 0, 0, 0)
        ink.paint_line(painter, rest, self._quote, self.font(), QColor(look.muted))
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(look.accent if self.hasFocus() else look.hairline))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the page, Del takes the passage away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.dropAsked.emit()
        else:
            super().keyPressEvent(event)


class SupportLinks(QWidget):
    """A column of links. `landAsked` carries a `Support`, `dropAsked` the id of one."""

    landAsked = Signal(object)
    dropAsked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Support, ...] | None = None
        self._fixed = False
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    @property
    def links(self) -> list[SupportLink]:
        """Return the links, in order."""
        return [link for row in self._rows for link in row.findChildren(SupportLink)]

    def show_support(self, support: Sequence[Support], *, fixed: bool) -> None:
        """Show these passages; `fixed`: none can be taken away."""
        if (tuple(support), fixed) == (self._shown, self._fixed):
            return
        self._shown, self._fixed = tuple(support), fixed
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(one) for one in support]
        for row in self._rows:
            self._column.addWidget(row)
        self.setVisible(bool(support))

    def _row(self, one: Support) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        link = SupportLink(one, row)
        link.clicked.connect(lambda: self.landAsked.emit(one))
        line.addWidget(link, 1)
        if not self._fixed:
            link.dropAsked.connect(lambda: self.dropAsked.emit(one.id))
            drop = QToolButton(row)
            drop.setText("×")
            drop.setToolTip(self.tr("Take this passage away (Del); the value stays"))
            drop.setAccessibleName(self.tr("Take this passage away"))
            drop.setFixedSize(theme.TARGET, theme.TARGET)
            drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            drop.clicked.connect(lambda: self.dropAsked.emit(one.id))
            line.addWidget(drop)
        return row
