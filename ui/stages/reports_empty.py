"""What the Reports stage says while the project has no reports."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.labels import mute


class EmptyReports(QWidget):
    """Says what to do next. `addAsked` wants PDFs chosen, `importAsked` a list of reports."""

    addAsked = Signal()
    importAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = QLabel("Drop report PDFs here, or a folder of them.", self)
        text.setFont(theme.body_font(13))
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        add = QPushButton(icons.icon("add", on_accent=True), "Add reports…", self)
        add.setDefault(True)
        add.clicked.connect(self.addAsked)
        long = mute(QLabel("Or begin with a long list: an Excel, CSV or RIS file.", self))
        long.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bring = QPushButton("Import a list…", self)
        bring.clicked.connect(self.importAsked)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GRID)
        column.addStretch(2)
        column.addWidget(text)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(2 * theme.GRID)
        column.addWidget(long)
        column.addWidget(bring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
