"""The Codebook stage: everything that a codebook defines, to see and to change."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.session import Session


class CodebookStage(QWidget):
    """The pages of the stage."""

    title = "Codebook"
    icon_name = "codebook"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        title = QLabel(self.title, self)
        title.setFont(theme.body_font(15, bold=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 3 * theme.GRID, 0)
        column.addWidget(title)
        column.addStretch(1)
