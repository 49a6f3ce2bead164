"""One thing that a merge brings or asks, in full, with what can be done about it."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coder.model.team import Conflict, Preview, Proposal, Receipt
from ui import theme
from ui.panels import merge_words as words
from ui.panels.labels import heading, prose


class MergeChoice(QScrollArea):
    """Shows one row in full. The signals carry what is to be done, and with what."""

    settleAsked = Signal(object, object)
    acceptAsked = Signal(object)
    declineAsked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("In full"))
        self.setMinimumWidth(280)
        self.show_one(None)

    def show_one(self, one: Preview | Receipt | Conflict | Proposal | None) -> None:
        """Show this, or nothing."""
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * theme.GRID, 0, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        if isinstance(one, Receipt):
            column.addWidget(heading(words.receipt(one), page))
            self._tell(column, one.preview)
        elif isinstance(one, Preview):
            column.addWidget(heading(one.source, page))
            self._tell(column, one)
        elif isinstance(one, Conflict):
            self._ask_conflict(column, one)
        elif isinstance(one, Proposal):
            self._ask_proposal(column, one)
        column.addStretch(1)
        self.setWidget(page)

    def _tell(self, column: QVBoxLayout, preview: Preview) -> None:
        """Tell what a file brings, one thing below the other."""
        for line in _lines(preview):
            label = prose()
            label.setText(line)
            column.addWidget(label)

    def _ask_conflict(self, column: QVBoxLayout, one: Conflict) -> None:
        column.addWidget(heading(words.conflict(one)))
        for rival in one.values:
            label = prose()
            label.setText(words.rival(rival))
            column.addWidget(label)
            said = self.tr("Let it go") if rival.deleted else self.tr("Take this")
            self._button(column, said, partial(self.settleAsked.emit, one, rival.op))
        if one.field in words.TEXTS:
            both = "\n\n".join(rival.value for rival in one.values if rival.value)
            self._button(column, self.tr("Keep both"), partial(self.settleAsked.emit, one, both))

    def _ask_proposal(self, column: QVBoxLayout, one: Proposal) -> None:
        label = prose()
        label.setText(words.proposal(one))
        column.addWidget(label)
        same = self.tr("They are the same: join them")
        self._button(column, same, lambda: self.acceptAsked.emit(one), default=True)
        self._button(column, self.tr("They are not the same"), lambda: self.declineAsked.emit(one))

    def _button(
        self,
        column: QVBoxLayout,
        said: str,
        act: Callable[[], None],
        *,
        default: bool = False,
    ) -> None:
        button = QPushButton(said)
        button.setMinimumHeight(theme.TARGET)
        button.setDefault(default)
        button.clicked.connect(lambda _=False: act())
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def _lines(preview: Preview) -> Iterator[str]:
    if preview.is_empty:
        yield "Nothing in it is new: all of it is in the project."
        return
    for one in preview.contributions:
        yield words.contribution(one)
    yield from words.beside(preview)
    for conflict in preview.conflicts:
        yield f"To settle: {words.conflict(conflict)}"
    for proposal in preview.proposals:
        yield words.proposal(proposal)
    for moved in preview.moved:
        yield f"Found by {moved.how} in “{moved.report}”: “{moved.quote}”"
    yield from preview.missing
