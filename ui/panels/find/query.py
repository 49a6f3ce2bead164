"""What is looked for, as it is typed: words, what they mean, what makes a difference."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder.text.finding import How, Query
from ui import theme
from ui.widgets.labels import mute


class QueryBox(QWidget):
    """The field and its options. `changed` comes with every key and every option."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(self.tr("Find words"))
        self.words.setAccessibleName(self.tr("Find words"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaxLength(500)
        self._near = self._toggle(self.tr("Near"), self.tr("All words near each other"), "Alt+N")
        self._pattern = self._toggle(".*", self.tr("A pattern (regular expression)"), "Alt+R")
        self._whole = self._toggle(self.tr("Word"), self.tr("Whole words only"), "Alt+W")
        self._case = self._toggle("Aa", self.tr("Capitals make a difference"), "Alt+U")
        self._accents = self._toggle("é", self.tr("Accents make a difference"), "Alt+A")
        self._lay_out()
        self.words.textChanged.connect(self.changed)
        self._near.clicked.connect(lambda: self._pattern.setChecked(False))
        self._pattern.clicked.connect(lambda: self._near.setChecked(False))
        for button in (self._near, self._pattern, *self._narrowing):
            button.clicked.connect(self.changed)

    def _lay_out(self) -> None:
        options = QHBoxLayout()
        options.setSpacing(2)
        options.addWidget(self._near)
        options.addWidget(self._pattern)
        options.addStretch(1)
        for button in self._narrowing:
            options.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.words)
        layout.addLayout(options)

    @property
    def _narrowing(self) -> tuple[QToolButton, ...]:
        return self._whole, self._case, self._accents

    @property
    def query(self) -> Query:
        """Return what is looked for."""
        how = How.WORDS if self._near.isChecked() else How.PHRASE
        return Query(
            self.words.text(),
            How.PATTERN if self._pattern.isChecked() else how,
            self._whole.isChecked(),
            self._case.isChecked(),
            self._accents.isChecked(),
        )

    @property
    def is_narrow(self) -> bool:
        """Say whether an option keeps places out that would be found without it."""
        return any(one.isChecked() for one in self._narrowing)

    def widen(self) -> None:
        """Let go of the options that keep places out."""
        for one in self._narrowing:
            one.setChecked(False)
        self.changed.emit()

    def _toggle(self, words: str, meaning: str, key: str) -> QToolButton:
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button = segment(words, meaning, self)
        button.setToolTip(f"{meaning} ({shown})")
        QShortcut(QKeySequence(key), button, button.click)
        return button


class ScopeRow(QWidget):
    """Where to look, and how much was found. `changed` says that it is elsewhere now."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.count = mute(QLabel(self))
        self._report = segment(self.tr("Report"), self.tr("Look in the report in hand"), self)
        self._project = segment(self.tr("Project"), self.tr("Look in all reports"), self)
        self._report.setToolTip(self.tr("Look in the report in hand (Ctrl+F)"))
        self._project.setToolTip(self.tr("Look in all reports (Ctrl+Shift+F)"))
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self._report, self._project):
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.count)
        group.buttonClicked.connect(self.changed)

    @property
    def is_everywhere(self) -> bool:
        """Say whether all reports are looked through."""
        return self._project.isChecked() or not self._report.isEnabled()

    def choose(self, *, everywhere: bool) -> None:
        """Look in all reports, or in the one in hand."""
        (self._project if everywhere else self._report).setChecked(True)

    def allow_report(self, *, allowed: bool) -> None:
        """Let the report in hand be looked through only while there is one."""
        self._report.setEnabled(allowed)


def segment(words: str, name: str, parent: QWidget) -> QToolButton:
    """Return a small button that stays down, with a name in full."""
    button = QToolButton(parent)
    button.setText(words)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setObjectName("segment")
    button.setCheckable(True)
    button.setAutoRaise(True)
    button.setMinimumSize(theme.TARGET, theme.TARGET)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
