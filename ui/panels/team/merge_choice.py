"""One thing that a merge brings or asks, in full, with what can be done about it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coder.model import team_words
from coder.model.team import Conflict, Preview, Proposal, Receipt, Side
from ui import theme
from ui.panels.team import merge_words as words
from ui.widgets import swatch
from ui.widgets.labels import breakable, mute, prose

_NO_SIDES: tuple[Side, ...] = ()


class _Answer(QPushButton):
    """A button that Enter presses too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class MergeChoice(QScrollArea):
    """Shows one row in full. The signals carry what is to be done, and with what."""

    settleAsked = Signal(object, object)
    acceptAsked = Signal(object)
    declineAsked = Signal(object)
    againAsked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("In full"))
        self.setMinimumWidth(280)
        self.show_one(None)

    def show_one(
        self,
        one: Preview | Receipt | Conflict | Proposal | None,
        sides: tuple[Side, ...] = _NO_SIDES,
        *,
        is_declined: bool = False,
    ) -> None:
        """Show this, or nothing; `sides` are what is known of the two of a proposal.

        `is_declined`: somebody said that the two are not the same.
        """
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * theme.GRID, 0, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        if isinstance(one, Receipt):
            _title(column, words.receipt(one))
            _say(column, f"Merged by {one.who}")
            self._tell(column, one.preview)
        elif isinstance(one, Preview):
            _title(column, one.source)
            self._tell(column, one)
        elif isinstance(one, Conflict):
            self._ask_conflict(column, one)
        elif isinstance(one, Proposal):
            self._ask_proposal(column, one, sides, is_declined=is_declined)
        column.addStretch(1)
        self.setWidget(page)
        before: QWidget = self
        for button in page.findChildren(QPushButton):
            QWidget.setTabOrder(before, button)
            before = button

    def take_keys(self) -> None:
        """Give the keys to the first button, if there is one."""
        button = self.findChild(QPushButton)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, column: QVBoxLayout, preview: Preview) -> None:
        """Tell what a file brings, one thing below the other."""
        for line in team_words.in_full(preview):
            label = _say(column, line.lstrip())
            if line.startswith(team_words.IN):
                label.setContentsMargins(2 * theme.GRID, 0, 0, 0)
                mute(label)

    def _ask_conflict(self, column: QVBoxLayout, one: Conflict) -> None:
        _title(column, team_words.conflict(one))
        if one.field in {team_words.DELETED, team_words.USED}:
            self._ask_deletion(column, one)
            return
        for rival in one.values:
            _say(column, words.rival(one, rival))
            take = partial(self.settleAsked.emit, one, rival.op)
            button = self._button(column, self.tr("Take this"), take)
            if one.field == "colour":
                button.setIcon(swatch.icon(rival.value))
        if one.field in team_words.TEXTS:
            every = [rival.value for rival in one.values if rival.value]
            all_of_them = partial(self.settleAsked.emit, one, "\n\n".join(every))
            said = self.tr("Keep both") if len(every) < 3 else self.tr("Keep all")
            self._button(column, said, all_of_them)

    def _ask_deletion(self, column: QVBoxLayout, one: Conflict) -> None:
        """Ask whether to keep what one deleted; others changed it, or still use it."""
        for rival in one.values:
            _say(column, words.rival(one, rival))
        if one.used:
            _say(column, self.tr("Still used by %1.").replace("%1", one.used))
        keep = partial(self.settleAsked.emit, one, team_words.KEEP)
        self._button(column, self.tr("Keep it"), keep, default=True)
        deletion = next((rival.op for rival in one.values if rival.deleted), None)
        if deletion is not None:
            said = self.tr("Delete it with all of that") if one.used else self.tr("Delete it")
            self._button(column, said, partial(self.settleAsked.emit, one, deletion))

    def _ask_proposal(
        self, column: QVBoxLayout, one: Proposal, sides: tuple[Side, ...], *, is_declined: bool
    ) -> None:
        _say(column, team_words.proposal(one))
        for side in sides:
            _title(column, side.name)
            for line in side.lines:
                _say(column, line)
        if is_declined:
            _say(column, self.tr("Somebody decided that they are not the same."))
            self._button(column, self.tr("Ask again"), lambda: self.againAsked.emit(one))
            return
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
    ) -> QPushButton:
        button = _Answer(said)
        button.setMinimumHeight(theme.TARGET)
        button.setDefault(default)
        button.clicked.connect(lambda _=False: act())
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button


def _title(column: QVBoxLayout, text: str) -> None:
    label = _say(column, text)
    label.setFont(theme.body_font(bold=True))


def _say(column: QVBoxLayout, text: str) -> QLabel:
    label = prose()
    label.setText(breakable(text))
    label.setMinimumWidth(1)  # a long word breaks rather than widening the page
    column.addWidget(label)
    return label
