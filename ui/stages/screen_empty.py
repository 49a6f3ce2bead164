"""What the Screen stage shows while there is nothing to screen, or nothing to screen by."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import mute, prose

_WIDE = 460


class NothingToScreen(QWidget):
    """Says what is needed first, with the button that brings it."""

    reportsAsked = Signal()
    protocolAsked = Signal()
    codebookAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setFont(theme.body_font(15))
        self._why = mute(prose(self))
        self._why.setFixedWidth(_WIDE)
        self._why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.reports = QPushButton(self.tr("Go to Reports"), self)
        self.protocol = QPushButton(self.tr("Take the Built-In Protocol"), self)
        self.codebook = QPushButton(self.tr("Write One in the Codebook"), self)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.GRID)
        column.addStretch(2)
        for part in (self._title, self._why, self.reports, self.protocol, self.codebook):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        for button, signal in (
            (self.reports, self.reportsAsked),
            (self.protocol, self.protocolAsked),
            (self.codebook, self.codebookAsked),
        ):
            button.setMinimumHeight(32)
            button.clicked.connect(signal)

    def explain(self, *, has_reports: bool) -> None:
        """Say what is missing."""
        self.reports.setVisible(not has_reports)
        self.protocol.setVisible(has_reports)
        self.codebook.setVisible(has_reports)
        if has_reports:
            self._title.setText(self.tr("There is no protocol yet"))
            self._why.setText(
                self.tr(
                    "Screening holds each report against stated criteria. Take the built-in "
                    "protocol as it is or to change it, or write your own."
                )
            )
        else:
            self._title.setText(self.tr("There is nothing to screen yet"))
            self._why.setText(
                self.tr(
                    "Add report PDFs, or a table of the reports that were identified: a report "
                    "can be screened by its particulars before its file is there."
                )
            )
        # A layout that centres a label asks for one line of it, however many it wraps to.
        self._why.setMinimumHeight(self._why.heightForWidth(_WIDE))
