"""The slim rail at the left that switches the stages of a review."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import icons, theme

_WIDTH = 88
_HEIGHT = 58


class Rail(QWidget):
    """One button a stage, an icon over a word. `chosen` carries the stage's place."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self.chosen)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, theme.GRID, 6, theme.GRID)
        self._column.setSpacing(4)
        self._column.addStretch(1)

    def add(self, title: str, icon_name: str, shortcut: str) -> None:
        """Add a stage under the others."""
        button = QToolButton(self)
        button.setText(title)
        button.setIcon(icons.icon(icon_name))
        button.setIconSize(QSize(24, 24))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFixedHeight(_HEIGHT)
        button.setToolTip(f"{title} ({shortcut})")
        button.setAccessibleName(title)
        at = len(self._group.buttons())
        self._group.addButton(button, at)
        self._column.insertWidget(at, button)

    def choose(self, at: int) -> None:
        """Show which stage is on."""
        if 0 <= at < len(self._group.buttons()):
            self._group.button(at).setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline that parts the rail from the stage."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().hairline))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
