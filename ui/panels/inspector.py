"""The passage pane: the quote, the codings on it, and what one can do to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coder.model.changes import Changes, Kind
from coder.model.codebook import paths
from coder.model.coding import Coding
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import CodingId, PassageId
from ui import ask
from ui.panels.coding_row import CodingRow
from ui.panels.labels import breakable, empty_label, heading, mute, prose
from ui.session import Session

_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Looked:
    """A passage that is looked at: `id` is None while it is only selected, not coded."""

    id: PassageId | None
    quote: str
    place: str
    codings: tuple[CodingId, ...] = ()


class PassageSection(QWidget):
    """One passage with its codings. `codeAsked` when the user wants to add a code."""

    codeAsked = Signal(object)

    def __init__(self, looked: Looked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looked = looked
        self.rows: dict[CodingId, CodingRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._quote = prose(self)
        self._place = mute(QLabel(looked.place, self))
        self._codings = QVBoxLayout()
        self._codings.setSpacing(12)
        self.add = QPushButton(self.tr("+ Add a code (Enter)"), self)
        self.add.setMinimumHeight(28)
        self.add.clicked.connect(lambda: self.codeAsked.emit(self.looked))
        layout.addWidget(self._place)
        layout.addWidget(self._quote)
        layout.addLayout(self._codings)
        layout.addWidget(self.add)
        self.set_quote(looked.quote)

    def set_quote(self, quote: str) -> None:
        """Show the quote, a very long one only as far as one reads it here."""
        shown = quote if len(quote) <= _LONGEST else quote[:_LONGEST].rstrip() + " …"
        self._quote.setText(f"“{breakable(shown)}”")

    def take_row(self, row: CodingRow) -> None:
        """Add the row of a coding at the end."""
        self.rows[row.coding.id] = row
        self._codings.addWidget(row)


class Inspector(QWidget):
    """Shows what is selected or what was clicked on the page.

    `codeAsked` carries the `Looked` to add a code to, `recodeAsked` the coding to recode.
    """

    codeAsked = Signal(object)
    recodeAsked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sections: list[PassageSection] = []
        self._empty = empty_label(self)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._scroll = QScrollArea(self)
        self._lay_out()
        session.changed.connect(self._refresh_if_touched)
        self.look_at([])

    def _lay_out(self) -> None:
        self._empty.setText(
            self.tr("Select words on the page, or click a highlight, to see the passage here.")
        )
        self._column.setContentsMargins(8, 0, 8, 8)
        self._column.setSpacing(16)
        self._column.addStretch(1)
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        title = heading(self.tr("Passage"), self)
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.addWidget(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._empty, 1)

    @property
    def looked(self) -> list[Looked]:
        """Return what is shown, in order."""
        return [section.looked for section in self._sections]

    @property
    def rows(self) -> list[CodingRow]:
        """Return the rows of all codings that are shown."""
        return [row for section in self._sections for row in section.rows.values()]

    def look_at(self, passages: Sequence[Looked]) -> None:
        """Show these passages; none shows what to do to see one."""
        if [section.looked for section in self._sections] != list(passages):
            self._rebuild(passages)
        self._empty.setVisible(not passages)
        self._scroll.setVisible(bool(passages))
        self._fill()

    def save(self) -> None:
        """Write down a memo that is being written."""
        for row in self.rows:
            row.memo.save()

    def focus_memo(self, coding: CodingId) -> None:
        """Let the user write the memo of a coding."""
        for row in self.rows:
            if row.coding.id == coding:
                row.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self._scroll.ensureWidgetVisible(row)

    def _rebuild(self, passages: Sequence[Looked]) -> None:
        self.save()
        for section in self._sections:
            section.hide()
            section.deleteLater()
        self._sections = []
        for place, looked in enumerate(passages):
            section = PassageSection(looked, self._body)
            section.codeAsked.connect(self.codeAsked)
            self._column.insertWidget(place, section)
            self._sections.append(section)
            for coding in looked.codings:
                self._add_row(section, self._session.project.codings.get(coding))

    def _add_row(self, section: PassageSection, coding: Coding) -> None:
        own = coding.coder == self._session.project.coder.id
        row = CodingRow(coding, own=own, parent=section)
        row.recodeAsked.connect(self.recodeAsked)
        row.deleteAsked.connect(self._delete)
        row.memoWritten.connect(self._write_memo)
        section.take_row(row)

    def _fill(self) -> None:
        """Let every row show what the project says now."""
        if not self.rows:
            return
        project = self._session.project
        codes = project.codebook.codes()
        names, by_id = paths(codes), {code.id: code for code in codes}
        coders = {coder.id: coder for coder in project.coders.all()}
        for row in self.rows:
            try:
                coding = project.codings.get(row.coding.id)
            except NotFoundError:
                row.memo.discard()
                row.hide()
                continue
            row.show()
            row.show_coding(
                coding,
                by_id.get(coding.code),
                names.get(coding.code, ""),
                coders.get(coding.coder),
            )

    def _refresh_if_touched(self, changes: Changes) -> None:
        """Codings that come or go are told by `look_at`; here only what the rows say changes."""
        shown = {row.coding.id for row in self.rows}
        if changes.touches(Kind.CODE, Kind.CODER) or shown & changes.ids.get(
            Kind.CODING, frozenset()
        ):
            self._fill()

    def _delete(self, coding: bytes) -> None:
        self.save()
        self._attempt(lambda: self._session.project.codings.delete([CodingId(coding)]))

    def _write_memo(self, coding: bytes, memo: str, goes_on: bool) -> None:  # noqa: FBT001
        codings = self._session.project.codings
        self._attempt(lambda: codings.set_memo(CodingId(coding), memo, goes_on=goes_on))

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ProjectError as error:
            ask.tell(self, str(error))
