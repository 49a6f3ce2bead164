"""What one sees with no project open: what this is, and where to begin."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme

_ABOUT = (
    "Read evaluation reports on their real pages, highlight what counts, code it, and collate it "
    "in one matrix. All of it stays on this computer, one file a project."
)
_WIDTH = 70 * theme.GRID
_BUTTON = 36
_ROW = 48
_INDENT = 12
_ROWS = 8


class _Recent(QStyledItemDelegate):
    """Paints a project's name over the folder it lies in."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint ground and focus as the style does, and two lines over them."""
        words = str(index.data()).split("\n")
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        look = theme.current()
        exists = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        colours = (look.text if exists else look.muted, look.muted)
        line = option.rect.adjusted(_INDENT, 6, -_INDENT, 0)
        line.setHeight((option.rect.height() - 12) // 2)
        middle = Qt.TextElideMode.ElideMiddle
        for text, colour in zip(words, colours, strict=True):
            painter.setPen(QColor(colour))
            shown = option.fontMetrics.elidedText(text, middle, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
            line.translate(0, line.height())


class StartPage(QWidget):
    """New, open, the sample, and the projects opened last."""

    newAsked = Signal()
    openAsked = Signal()
    sampleAsked = Signal()
    recentAsked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("Evidence Coder", self)
        title.setFont(theme.body_font(24, bold=True))
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        about.setFont(theme.body_font(11))
        about.setFixedWidth(_WIDTH)
        self.recent = QListWidget(self)
        self.recent.setAccessibleName("Projects opened last")
        self.recent.setFixedWidth(_WIDTH)
        self.recent.setItemDelegate(_Recent(self.recent))
        self.recent.itemActivated.connect(self._open_recent)
        self._heading = QLabel("Opened last", self)
        self._heading.setFont(theme.body_font(11, bold=True))
        inner = QVBoxLayout()
        inner.setSpacing(theme.GRID)
        for piece in (title, about):
            inner.addWidget(piece)
        inner.addSpacing(2 * theme.GRID)
        inner.addLayout(self._buttons())
        inner.addSpacing(3 * theme.GRID)
        inner.addWidget(self._heading)
        inner.addWidget(self.recent)
        inner.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 10 * theme.GRID, 0, 4 * theme.GRID)
        outer.addStretch(1)
        outer.addLayout(inner)
        outer.addStretch(1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for text, icon_name, signal in (
            ("New project…", "add", self.newAsked),
            ("Open…", "open", self.openAsked),
            ("Open the sample project", "sample", self.sampleAsked),
        ):
            is_first = icon_name == "add"
            button = QPushButton(icons.icon(icon_name, on_accent=is_first), text, self)
            button.setMinimumHeight(_BUTTON)
            button.setDefault(is_first)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_recent(self, recent: list[str]) -> None:
        """List the projects opened last; those that are gone are marked and cannot be opened."""
        self.recent.clear()
        for written in recent:
            path = Path(written)
            exists = path.exists()
            folder = str(path.parent) if exists else "not found where it was"
            item = QListWidgetItem(f"{path.stem}\n{folder}")
            item.setData(Qt.ItemDataRole.UserRole, written)
            item.setToolTip(written)
            item.setSizeHint(QSize(0, _ROW))
            if not exists:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.recent.addItem(item)
        self.recent.setFixedHeight(_ROW * min(len(recent), _ROWS))
        self._heading.setVisible(bool(recent))
        self.recent.setVisible(bool(recent))

    def _open_recent(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.recentAsked.emit(item.data(Qt.ItemDataRole.UserRole))
