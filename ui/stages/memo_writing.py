"""Writing the memo of a coding on the page."""

from PySide6.QtCore import QObject

from coder.model.changes import Changes, Kind
from coder.model.coding import Coding
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import CodingId
from ui import ask
from ui.reader.memo_note import MemoNote
from ui.reader.view import ReaderView
from ui.session import Session


class MemoWriting(QObject):
    """Opens a note at a passage and puts into the project what is written in it."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._note: MemoNote | None = None
        self._view: ReaderView | None = None
        self._coding: CodingId | None = None
        session.changed.connect(self._follow)
        session.writeDown.connect(self.save)

    @property
    def note(self) -> MemoNote | None:
        """Return the note on the page, if one is open."""
        return self._note if self._note and not self._note.isHidden() else None

    def open(self, view: ReaderView, coding: Coding) -> None:
        """Let the user write the memo of a coding beside its passage."""
        self.close()
        if self._view is not view or self._note is None:
            self._drop()
            self._view, self._note = view, MemoNote(view)
            self._note.written.connect(self._write)
        project = self._session.project
        code = project.codebook.get(coding.code)
        quads = project.codings.passage(coding.passage).quads
        self._coding = coding.id
        self._note.open(code.name, code.colour, coding.memo, quads)

    def save(self) -> None:
        """Write down what is being written."""
        if self._note:
            self._note.memo.save()

    def close(self) -> None:
        """Close the note; what is in it is written down."""
        if self._note:
            self._note.close_note()

    def leave(self) -> None:
        """Let go of the pages it was opened on."""
        self.close()
        self._drop()

    def _drop(self) -> None:
        if self._note:
            self._note.hide()
            self._note.deleteLater()
        self._note = self._view = None

    def _write(self, memo: str, goes_on: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        if self._coding is None:
            return
        try:
            self._session.project.codings.set_memo(self._coding, memo, goes_on=goes_on)
        except ProjectError as error:
            ask.tell(self._view, str(error))

    def _follow(self, changes: Changes) -> None:
        """Show what became of the memo elsewhere; close the note of a coding that went."""
        note, coding = self.note, self._coding
        if note is None or coding is None or coding not in changes.ids.get(Kind.CODING, ()):
            return
        try:
            note.memo.show_memo(self._session.project.codings.get(coding).memo)
        except NotFoundError:
            note.close_note(discard=True)
