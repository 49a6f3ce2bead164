"""What the Matrix stage shows while there is nothing to count."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import mute

_NO_REPORTS = (
    "Add reports first: go to Reports (Ctrl+1), or drop PDFs anywhere on this window. "
    "Once passages are coded, the matrix shows how often each code stands in each report."
)
_NO_CODINGS = (
    "Read a report, select words on its page and press a code’s key or Enter. "
    "The matrix then shows how often each code stands in each report."
)


class NothingCoded(QWidget):
    """Says what is needed first; `readAsked` wants a report opened."""

    readAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setFont(theme.body_font(15))
        self._what = mute(QLabel(self))
        self._what.setWordWrap(True)
        self._what.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._what.setFixedWidth(60 * theme.GRID)
        self.button = QPushButton("Read a Report", self)
        self.button.setMinimumHeight(32)
        self.button.clicked.connect(self.readAsked)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.GRID)
        column.addStretch(2)
        for part in (self._title, self._what, self.button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, *, has_reports: bool, coder: str) -> None:
        """Say why there is nothing: no reports, no codings, or none of the coder chosen."""
        self._what.setText(_NO_CODINGS if has_reports else _NO_REPORTS)
        self._what.setMinimumHeight(self._what.heightForWidth(self._what.width()))
        title = f"{coder} has not coded anything yet" if coder else "Nothing is coded yet"
        self._title.setText(title if has_reports else "The matrix is empty")
        self.button.setVisible(has_reports)
