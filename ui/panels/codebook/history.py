"""Who changed a definition, what, and when; read from the log when it is unfolded."""

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from coder.model.rewording import FieldChange, Revision
from ui import theme
from ui.panels.codebook.rows import BOOK, BookRow, tr
from ui.widgets.labels import prose

_MOST = 30
_FIELDS = {
    "name": "Name",
    "definition": "Definition",
    "apply_when": "Apply when",
    "do_not_apply_when": "Do not apply when",
    "example": "Example",
    "memo": "Memo",
    "key": "Key",
    "colour": "Colour",
    "assignable": "Can be put on passages",
    "type": "Type",
    "role": "Role",
    "source": "Source",
    "options": "Choices, levels and the like",
}
Read = Callable[[bytes], tuple[Sequence[Revision], dict[bytes, str]]]
"""Returns the history of a definition and the names of coders."""


class BookHistory(QWidget):
    """A word that unfolds the changes of a definition, the latest first."""

    def __init__(self, read: Read, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._row: BookRow | None = None
        self.fold = QToolButton(self)
        self.fold.setText(tr("History"))
        self.fold.setCheckable(True)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setMinimumHeight(theme.TARGET)
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fold.setAccessibleName(tr("Who changed this, and when"))
        self.words: QLabel = prose(self)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.words)
        self.fold.toggled.connect(self._turn)

    def show_row(self, row: BookRow | None) -> None:
        """Tell of another definition, or of the same after a change."""
        self._row = row
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tell()

    def _turn(self) -> None:
        is_open = self.fold.isChecked()
        self.fold.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._tell()

    def _tell(self) -> None:
        is_told = self.fold.isChecked() and self._row is not None and self._row.kind != BOOK
        self.words.setVisible(is_told)
        if not is_told or self._row is None:
            return
        revisions, names = self._read(self._row.id)
        told = [self._revision(one, names) for one in reversed(revisions)][:_MOST]
        self.words.setText("".join(told))

    def _revision(self, one: Revision, names: dict[bytes, str]) -> str:
        muted = self.palette().placeholderText().color().name()
        when = f"{datetime.fromtimestamp(one.at / 1000).astimezone():%d %b %Y, %H:%M}"
        who = names.get(one.person, "")
        head = (
            f"<b>{escape(who)}</b> <span style='color:{muted}'>{when} · {escape(one.act)}</span>"
        )
        is_first = all(not change.before for change in one.changes) and len(one.changes) > 1
        told = [] if is_first else [_change(change, muted) for change in one.changes]
        return f"<p style='margin:0 0 8px 0'>{'<br>'.join([head, *told])}</p>"


def _change(change: FieldChange, muted: str) -> str:
    name = tr(_FIELDS.get(change.field, change.field))
    if change.field == "options":
        return escape(name)
    before = f"<s style='color:{muted}'>{escape(change.before)}</s> " if change.before else ""
    return f"{escape(name)}: {before}{escape(change.after)}"
