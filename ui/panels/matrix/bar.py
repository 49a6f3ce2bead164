"""The controls over the matrix: counts or quotes, whose codings, which codes, export."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from coder.model.coding import Coder
from coder.model.ids import CoderId
from ui import icons, theme
from ui.panels.passages.filter import ChoiceBox

_CHOICES = (("Counts", "How many codings"), ("Quotes", "What was coded, with its pages"))


class MatrixBar(QWidget):
    """Says what the matrix shall show."""

    coderChosen = Signal()
    quotesChosen = Signal(bool)
    hidesEmpty = Signal(bool)
    exportAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = QButtonGroup(self)
        self.coders = ChoiceBox("All coders", self)
        self.coders.setAccessibleName("Whose codings")
        self.coders.setMinimumSize(15 * theme.GRID, theme.TARGET)
        self.coders.activated.connect(lambda _: self.coderChosen.emit())
        self.hides = QCheckBox("Hide codes without codings", self)
        self.hides.setChecked(True)
        self.hides.setMinimumHeight(theme.TARGET)
        self.hides.toggled.connect(self.hidesEmpty)
        export = QPushButton(icons.icon("export"), "Export to Excel…", self)
        export.setMinimumHeight(theme.TARGET)
        export.clicked.connect(self.exportAsked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        for at, (text, tip) in enumerate(_CHOICES):
            row.addWidget(self._button(at, text, tip))
        row.addSpacing(theme.GRID)
        row.addWidget(self.coders)
        row.addSpacing(theme.GRID)
        row.addWidget(self.hides)
        row.addStretch(1)
        row.addWidget(export)
        self._choice.idClicked.connect(lambda which: self.quotesChosen.emit(which == 1))

    def _button(self, at: int, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setChecked(at == 0)
        button.setMinimumHeight(theme.TARGET)
        self._choice.addButton(button, at)
        return button

    def show_choice(self, *, quotes: bool) -> None:
        """Show whether counts or quotes are chosen."""
        self._choice.button(1 if quotes else 0).setChecked(True)

    def allow(self, *, choices: bool) -> None:
        """Let the user choose what cells show, or not while there is nothing to show."""
        for button in self._choice.buttons():
            button.setEnabled(choices)
        self.hides.setEnabled(choices)

    def show_hiding(self, *, hides: bool) -> None:
        """Show whether codes without codings are hidden."""
        with QSignalBlocker(self.hides):
            self.hides.setChecked(hides)

    @property
    def coder(self) -> CoderId | None:
        """Return the coder chosen, None for all."""
        chosen = self.coders.chosen
        return CoderId(chosen) if chosen else None

    @property
    def coder_name(self) -> str:
        """Return the name of the coder chosen, "" for all."""
        return self.coders.currentText() if self.coder else ""

    def offer(self, coders: Sequence[Coder]) -> None:
        """Offer these coders, the one chosen staying chosen; one alone is no choice."""
        self.coders.fill([(one.id, one.name, one.colour) for one in coders])
        self.coders.setVisible(len(coders) > 1)
