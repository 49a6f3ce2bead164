"""The foot of the find panel: looking through the passages before all get a code."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.panels.find.query import segment
from ui.widgets.labels import mute


class FindFoot(QWidget):
    """Begins and ends a review, says what is taken of each place and which passages are checked.

    `reviewAsked` and `backAsked` begin and end a review, `unitChosen` carries what is taken,
    `allAsked` whether all are to be checked; `codeAsked` wants a code for those that are.
    """

    reviewAsked = Signal()
    backAsked = Signal()
    unitChosen = Signal(str)
    allAsked = Signal(bool)
    codeAsked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._begin = QPushButton(self.tr("Code all…"), self)
        self._begin.setToolTip(self.tr("Look through the passages, then give them a code (Alt+K)"))
        QShortcut(QKeySequence("Alt+K"), self._begin, self._begin.click)
        self._checked = mute(QLabel(self))
        self._units = QButtonGroup(self)
        self._code = QPushButton(self)
        self._code.setDefault(True)
        self._end = QPushButton(self.tr("Back"), self)
        self._end.setToolTip(self.tr("Back to the places found (Esc)"))
        self._before, self._within = self._before_review(), self._in_review()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID)
        column.addWidget(self._before)
        column.addWidget(self._within)
        self._begin.clicked.connect(self.reviewAsked)
        self._end.clicked.connect(self.backAsked)
        self._units.buttonClicked.connect(lambda one: self.unitChosen.emit(one.property("unit")))
        self._code.clicked.connect(self.codeAsked)

    def _before_review(self) -> QWidget:
        page = QWidget(self)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, theme.GRID // 2, 0, 0)
        row.addWidget(self._begin)
        return page

    def _in_review(self) -> QWidget:
        page = QWidget(self)
        units = _row()
        for unit, words, name in (
            ("words", self.tr("Words"), self.tr("Take the words alone")),
            ("sentence", self.tr("Sentence"), self.tr("Take the whole sentence")),
            ("paragraph", self.tr("Paragraph"), self.tr("Take the whole paragraph")),
        ):
            units.addWidget(self._unit(unit, words, name))
        units.addStretch(1)
        checked = _row()
        checked.addWidget(self._checked, 1)
        for words, name, on in (
            (self.tr("All"), self.tr("Check all passages"), True),
            (self.tr("None"), self.tr("Check no passage"), False),
        ):
            checked.addWidget(self._check(words, name, on=on))
        act = _row()
        act.addWidget(self._end)
        act.addSpacing(theme.GRID - 2)
        act.addWidget(self._code, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        for row in (units, checked, act):
            column.addLayout(row)
        return page

    def _check(self, words: str, name: str, *, on: bool) -> QToolButton:
        button = segment(words, name, self)
        button.setCheckable(False)
        button.clicked.connect(lambda: self.allAsked.emit(on))
        return button

    def _unit(self, unit: str, words: str, name: str) -> QToolButton:
        button = segment(words, name, self)
        button.setProperty("unit", unit)
        button.setChecked(unit == "sentence")
        self._units.addButton(button)
        return button

    @property
    def unit(self) -> str:
        """Return what is taken of each place: words, sentence or paragraph."""
        button = self._units.checkedButton()
        return str(button.property("unit")) if button else "sentence"

    def show_review(self, *, on: bool) -> None:
        """Show what one does in a review, or how to begin one."""
        self._before.setVisible(not on)
        self._within.setVisible(on)

    def tell(self, checked: int, passages: int) -> None:
        """Show how many passages there are, and how many of them are checked."""
        of = self.tr("{} of {} checked")
        self._checked.setText(of.format(f"{checked:,}", f"{passages:,}"))
        one, many = self.tr("Code 1 passage…"), self.tr("Code {} passages…")
        self._code.setText(one if checked == 1 else many.format(f"{checked:,}"))
        self._code.setEnabled(checked > 0)


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    return row
