"""The Screen stage: reports against the criteria of the protocol."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.session import Session


class ScreenStage(QWidget):
    """The pages of the stage."""

    title = "Screen"
    icon_name = "screen"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        title = QLabel(self.title, self)
        title.setFont(theme.body_font(15, bold=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 3 * theme.GRID, 0)
        column.addWidget(title)
        column.addStretch(1)
