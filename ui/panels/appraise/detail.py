"""One thing a report is rated on: its levels, the reason, and the passages that are evidence."""

import re
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coder.model.coding import Coding
from coder.model.protocol import Item
from coder.model.rating import Rating
from coder.model.support import Support
from ui import theme
from ui.panels.appraise.level_buttons import LevelButtons
from ui.panels.appraise.rows import Subject
from ui.widgets.labels import heading, mute, prose, support_place
from ui.widgets.memo_edit import MemoEdit
from ui.widgets.ticks import Tickable, Ticks

_LINES = 6
_SENTENCE = re.compile(r".{12,}?[.?!](?=\s)", re.DOTALL)


class AppraiseDetail(QWidget):
    """What is said of one subject.

    `levelPressed` carries a level, `reasonWritten` a justification and whether it goes on from
    what was written. `evidenceTicked` carries what is ticked now: codings, and the ids of evidence
    that is a passage alone (see `passages`); `landAsked` a coding, or the `Support` of such one.
    """

    levelPressed = Signal(str)
    reasonWritten = Signal(str, bool)
    evidenceTicked = Signal(object)
    landAsked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.passages: dict[bytes, Support] = {}
        self.levels = LevelButtons(self)
        self.anchor = mute(prose(self))
        self.reason = MemoEdit(self, _LINES)
        self.ticks = Ticks(self)
        self.others = mute(prose(self))
        self._definition = mute(prose(self))
        self._title = heading("", self)
        self._evidence = heading(self.tr("Evidence"), self)
        self._none = mute(prose(self))
        self._set_up()
        self._lay_out()

    def _set_up(self) -> None:
        self.reason.setPlaceholderText(self.tr("Why this rating (F2)"))
        self.reason.setAccessibleName(self.tr("Why this rating"))
        self.ticks.setAccessibleName(self.tr("Passages that are evidence"))
        self.ticks.setMinimumHeight(3 * theme.TARGET)
        self._none.setText(
            self.tr("None yet. Select words, or click a highlight, and press Ctrl+Alt+E.")
        )
        self.levels.pressed.connect(self.levelPressed)
        self.reason.written.connect(self.reasonWritten)
        self.ticks.ticked.connect(self.evidenceTicked)
        self.ticks.landAsked.connect(lambda one: self.landAsked.emit(self.passages.get(one, one)))
        self.ticks.left.connect(self.left)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(6)
        for widget in (self._title, self._definition, self.levels, self.anchor, self.reason):
            column.addWidget(widget)
        for widget in (self.others, self._evidence, self._none):
            column.addWidget(widget)
        column.addWidget(self.ticks, 1)

    def show_subject(
        self,
        subject: Subject,
        scale: Item,
        rating: Rating | None,
        place: Callable[[Coding], str],
    ) -> None:
        """Show what was said of a subject on a scale."""
        self._title.setText(subject.name.upper())
        self._definition.setText(_first_sentence(subject.definition))
        self._definition.setToolTip(subject.definition)
        self._definition.setVisible(bool(subject.definition))
        self.levels.show_scale(scale)
        on_it = rating if rating and rating.scale == scale.id else None
        level = on_it.level if on_it else ""
        self.levels.show_level(level)
        told = next((one.anchor for one in scale.levels if one.key == level), "")
        if rating and not on_it:
            told = self.tr("Rated on another scale: %1").replace("%1", rating.shown)
        self.anchor.setText(told)
        self.anchor.setVisible(bool(told))
        self.reason.show_memo(rating.justification if rating else "")
        self._show_evidence(subject, rating, place)

    def _show_evidence(
        self, subject: Subject, rating: Rating | None, place: Callable[[Coding], str]
    ) -> None:
        given = rating.evidence if rating else ()
        listed = {one.id for one in subject.codings}
        rows = [Tickable(one.id, place(one), one.caption or one.quote) for one in subject.codings]
        rows += [
            Tickable(one.coding or one.id, support_place(one), one.quote)
            for one in given
            if one.coding not in listed
        ]
        self.passages = {one.id: one for one in given if one.coding is None}
        self.ticks.show_all(rows, {one.coding or one.id for one in given})
        self.ticks.setVisible(bool(rows))
        self._none.setVisible(not rows)
        words = self.tr("Evidence") + (f" ({len(given)})" if given else "")
        self._evidence.setText(words.upper())

    def tell_others(self, words: str) -> None:
        """Tell what other coders said, "" for nothing."""
        self.others.setText(words)
        self.others.setVisible(bool(words))


def _first_sentence(text: str) -> str:
    """Return a definition as far as one needs it to know again what one rates."""
    found = _SENTENCE.match(text)
    return found.group() if found else text
