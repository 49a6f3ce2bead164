"""What is looked for, as it is typed: words, what they mean, what makes a difference."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from coder.text.finding import How, Query
from ui import theme

_HOWS = ((How.PHRASE, "Phrase"), (How.WORDS, "All words"), (How.PATTERN, "Pattern"))


class QueryBox(QWidget):
    """The field and its options. `changed` comes with every key and every option."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(self.tr("Find words"))
        self.words.setAccessibleName(self.tr("Find words"))
        self.words.setClearButtonEnabled(True)
        self._how = QComboBox(self)
        self._how.setAccessibleName(self.tr("What the words mean"))
        for how, name in _HOWS:
            self._how.addItem(self.tr(name), how)
        self._whole = self._toggle(self.tr("Whole"), self.tr("Whole words only"))
        self._case = self._toggle("Aa", self.tr("Match upper and lower case"))
        self._accents = self._toggle("é", self.tr("Match accents"))
        options = QHBoxLayout()
        options.setSpacing(4)
        options.addWidget(self._how, 1)
        for button in (self._whole, self._case, self._accents):
            options.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.words)
        layout.addLayout(options)
        self.words.textChanged.connect(self.changed)
        self._how.currentIndexChanged.connect(self.changed)

    @property
    def query(self) -> Query:
        """Return what is looked for."""
        return Query(
            self.words.text(),
            self._how.currentData(),
            self._whole.isChecked(),
            self._case.isChecked(),
            self._accents.isChecked(),
        )

    def _toggle(self, words: str, meaning: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(meaning)
        button.setAccessibleName(meaning)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setMinimumSize(theme.TARGET, theme.TARGET)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.toggled.connect(self.changed)
        return button
