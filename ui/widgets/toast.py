"""A quiet word at the foot of the window, with one thing to do about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import theme

_SHOWN = 7000


class Toast(QFrame):
    """Shown for some seconds over the foot of its parent; takes no focus by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("toast")
        self.setAccessibleName("Message")
        self._text = QLabel(self)
        self._button = QPushButton(self)
        self._button.clicked.connect(self._act)
        self._does: Callable[[], object] = lambda: None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(16)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def message(self) -> str:
        """Return what is said now, "" when nothing is."""
        return self._text.text() if self.isVisible() else ""

    def say(
        self, message: str, action: str = "", does: Callable[[], object] | None = None
    ) -> None:
        """Show a message, with a button that does something about it."""
        look = theme.current()
        self.setStyleSheet(
            f"#toast {{ background: {look.text}; border-radius: 6px; }}"
            f"#toast QLabel {{ color: {look.window}; }}"
            f"#toast QPushButton {{ color: {look.window}; background: transparent;"
            f" border: 1px solid {look.muted}; font-weight: 600; }}"
        )
        self._text.setText(message)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._does = does or (lambda: None)
        self.show()
        self._settle()
        self.raise_()
        self._timer.start(_SHOWN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the foot when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        parent = self._window
        self._text.setWordWrap(False)
        room = parent.width() - 4 * theme.GRID
        if self.sizeHint().width() > room:
            self._text.setWordWrap(True)
            self.setFixedWidth(room)
        else:
            self.setFixedWidth(self.sizeHint().width())
        self.adjustSize()
        left = (parent.width() - self.width()) // 2
        self.move(left, parent.height() - self.height() - 48)

    def _act(self) -> None:
        self.hide()
        self._does()
