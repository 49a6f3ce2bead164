"""What may be longer than its pane."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroll(QScrollArea):
    """Scrolls its widget up and down, never sideways; Tab passes by unless it takes the keys."""

    def __init__(self, parent: QWidget, *, takes_keys: bool = False) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not takes_keys:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
