"""What the Read stage shows while there is nothing to read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.widgets.labels import mute


class NoReports(QWidget):
    """Says that reports are needed first, with the button that adds them."""

    addAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("Add reports to start"), self)
        big = title.font()
        big.setPointSizeF(big.pointSizeF() * 1.5)
        title.setFont(big)
        self._why = why = mute(QLabel(self))
        self.say(with_records=False)
        self.button = QPushButton(self.tr("Add Reports…"), self)
        self.button.setMinimumHeight(32)
        self.button.clicked.connect(self.addAsked)
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        for part in (title, why, self.button):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, *, with_records: bool) -> None:
        """Say what to do; `with_records`: reports are listed, but none has its PDF yet."""
        if with_records:
            text = self.tr(
                "None of the listed reports has its PDF yet. Attach the PDFs under Reports, or "
                "add reports here."
            )
        else:
            text = self.tr("Reports are PDF files; they are kept inside the project.")
        self._why.setText(text)
