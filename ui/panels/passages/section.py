"""One passage in the passage pane: where it stands, what it says, the codings on it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from coder.model.ids import CodingId, PassageId
from ui.panels.passages.coding_row import CodingRow
from ui.widgets.labels import breakable, mute, prose

_LONGEST = 1500
_LONGEST_IN_AREA = 160


@dataclass(frozen=True, slots=True)
class Looked:
    """A passage that is looked at: `id` is None while it is only selected, not coded.

    Of an area, `quote` is the print in it.
    """

    id: PassageId | None
    quote: str
    place: str
    codings: tuple[CodingId, ...] = ()
    is_area: bool = False


class PassageSection(QWidget):
    """One passage with its codings. `codeAsked` when the user wants to add a code.

    `captionWritten` carries what an area is to be called.
    """

    codeAsked = Signal(object)
    captionWritten = Signal(object, str)

    def __init__(self, looked: Looked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looked = looked
        self.rows: dict[CodingId, CodingRow] = {}
        self._place = mute(QLabel(looked.place, self))
        self._quote = prose(self)
        self.caption = QLineEdit(self)
        self._codings = QVBoxLayout()
        self.add = QPushButton(self.tr("+ Add a code (Enter)"), self)
        self._lay_out()
        self._set_up()

    def _lay_out(self) -> None:
        self._codings.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(_indented(self._place, self._quote, self.caption))
        layout.addLayout(self._codings)
        layout.addLayout(_indented(self.add))

    def _set_up(self) -> None:
        self.add.setMinimumHeight(28)
        self.add.clicked.connect(lambda: self.codeAsked.emit(self.looked))
        self.caption.setPlaceholderText(self.tr("Caption of this area"))
        self.caption.setAccessibleName(self.tr("Caption of this area"))
        self.caption.setMinimumHeight(28)
        self.caption.hide()
        self.caption.editingFinished.connect(self.save_caption)
        self._show_quote()

    def _show_quote(self) -> None:
        """Show the quote, a very long one only as far as one reads it here."""
        quote = self.looked.quote
        most = _LONGEST_IN_AREA if self.looked.is_area else _LONGEST
        shown = quote if len(quote) <= most else quote[:most].rstrip() + " …"
        if self.looked.is_area:
            shown = " ".join(shown.split())
            mute(self._quote)
            self._quote.setVisible(bool(shown))
            self._quote.setText(breakable(shown))
        else:
            self._quote.setText(f"“{breakable(shown)}”")

    def go_on(self, looked: Looked) -> bool:
        """Show the same passage with codings gone, or with more after those that stay.

        Say whether that can be done; their rows are to be given by `take_row`.
        """
        stay = tuple(one for one in self.rows if one in looked.codings)
        is_same = replace(self.looked, codings=()) == replace(looked, codings=())
        if not is_same or looked.codings[: len(stay)] != stay:
            return False
        self.looked = looked
        for one in self.rows.keys() - stay:
            row = self.rows.pop(one)
            row.hide()
            row.deleteLater()
        return True

    def take_row(self, row: CodingRow) -> None:
        """Add the row of a coding at the end."""
        self.rows[row.coding.id] = row
        self._codings.addWidget(row)
        QWidget.setTabOrder(row.memo, self.add)

    @property
    def own(self) -> list[CodingId]:
        """Return the codings of the person at the desk, in order."""
        return [one for one, row in self.rows.items() if row.own and not row.isHidden()]

    def show_caption(self) -> None:
        """Show what one's own codings call an area, unless it is being written."""
        own = [self.rows[one].coding for one in self.own]
        self.caption.setVisible(self.looked.is_area and bool(own))
        if own and not (self.caption.hasFocus() and self.caption.isModified()):
            self.caption.setText(own[0].caption)

    def save_caption(self) -> None:
        """Hand over the caption if it was changed."""
        if self.caption.isModified() and self.own:
            self.caption.setModified(False)
            self.captionWritten.emit(self.own, " ".join(self.caption.text().split()))


def _indented(*widgets: QWidget) -> QVBoxLayout:
    """Return a column that leaves room at its left for the line of what is in hand."""
    column = QVBoxLayout()
    column.setContentsMargins(8, 0, 0, 0)
    column.setSpacing(8)
    for widget in widgets:
        column.addWidget(widget)
    return column
