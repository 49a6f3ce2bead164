"""The one door to a project: open the file, ask, act, undo, hear what changed."""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from coder.model.changes import Changes, Kind
from coder.model.codebook import CodebookFile
from coder.model.coding import Coder
from coder.model.errors import CannotUndoError, NotFoundError, ProjectError
from coder.model.ids import ActionId, CoderId, new_id
from coder.model.whose import Shown, Whose
from coder.paths import APP_NAME, VERSION
from coder.progress import Work
from coder.services.codebook import CodebookService
from coder.services.coders import Coders
from coder.services.codings import Codings
from coder.services.passwords import Passwords
from coder.services.places import Places
from coder.services.readings import Readings
from coder.services.reports import Reports
from coder.services.search import Search
from coder.services.team import Team
from coder.store import digest, file, history, local, schema
from coder.store.history import Act
from coder.store.log import Clock, Pen, Writer

if TYPE_CHECKING:
    # Loaded when they are first asked for: a project opens sooner without them.
    from coder.analysis.matrix import Matrix
    from coder.model.agreement import Agreement
    from coder.services.coding_table import Outcome
    from coder.services.settling import Settling

P = ParamSpec("P")
T = TypeVar("T")
Listener = Callable[[Changes], None]
Identity = tuple[str, str, str]
"""A coder as people give themselves: name, initials, colour as #rrggbb."""


class Project:
    """An open project file. All methods raise `ProjectError` and its children only.

    It may be used from several threads; one acts at a time. Listeners are told after each action
    in the thread that acted.
    """

    def __init__(self, path: Path, db: Connection) -> None:
        self.path = path
        self._db = db
        self._lock = threading.RLock()
        self._listeners: list[Listener] = []
        self._dirty = False
        self._pen = Pen(new_id(), Clock(self.read(history.last_reading)))
        self._coder = self._last_coder()
        self.reports = Reports(self)
        self.codebook = CodebookService(self)
        self.codings = Codings(self)
        self.coders = Coders(self)
        self.places = Places(self)
        self.passwords = Passwords(self)
        self.readings = Readings(self)
        self.search = Search(self)
        self.team = Team(self)

    @classmethod
    def create(
        cls,
        path: Path,
        coder: Identity,
        codebooks: Sequence[CodebookFile] = (),
        *,
        name: str = "",
        identity: CoderId | None = None,
    ) -> Self:
        """Make a project file at `path`; its first coder is `coder`.

        Raises:
            ProjectError: a file of that name is there, or it cannot be written.
        """
        project = cls(path, file.create(path))
        try:
            row = {"id": new_id(), "name": name or path.stem, "memo": "", "created": _now()}
            project.run("New Project", lambda w: w.insert("project", [row]), kind="quiet")
            project.become(*coder, identity=identity)
            for book in codebooks:
                project.codebook.take(book, kind="quiet")
        except BaseException:
            project.close()
            path.unlink(missing_ok=True)
            raise
        return project

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a project file.

        Raises:
            NotAProjectError, NewerProjectError, DamagedProjectError, BusyProjectError: so it is.
        """
        db = file.open_(path)
        try:
            return cls(path, db)
        except (DatabaseError, ValueError, KeyError) as error:
            file.close(db)
            raise file.damaged(path, file.plain(error)) from error

    def close(self) -> None:
        """Close the file; everything is on disk already."""
        with self._lock:
            if self._dirty and not self._db.closed:
                with file.transaction(self._db):
                    local.put(self._db, "closed", "1")
            if not self._db.closed:
                file.close(self._db)

    def save_copy(self, target: Path) -> None:
        """Write a copy of the project to another file; raises ProjectError when it cannot."""
        if target.resolve() == self.path.resolve():
            raise ProjectError("That is the project itself. Choose another name for the copy.")
        with self._lock:
            file.save_copy(self._db, target)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` told of every change from now on; return how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def read(
        self, question: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Answer a question about the project as it stands."""
        with self._lock:
            if self._db.in_transaction():
                return question(self._db, *args, **kwargs)
            try:
                with file.transaction(self._db):
                    return question(self._db, *args, **kwargs)
            except DatabaseError as error:
                raise ProjectError(
                    f"“{self.path.name}” cannot be read: {file.plain(error)}."
                ) from error

    def run(
        self,
        label: str,
        act: Callable[[Writer], T],
        *,
        kind: str = "do",
        joining: ActionId | None = None,
    ) -> T:
        """Perform `act` as one action: on disk when this returns, or nothing changed.

        It becomes part of the action `joining` if that is the one undo would take back now.
        """
        return self._act(label, act, kind, joining=joining)

    def _act(
        self,
        label: str,
        act: Callable[[Writer], T],
        kind: str,
        undoes: bytes | None = None,
        joining: ActionId | None = None,
    ) -> T:
        with self._lock:
            person = self._coder.id if self._coder else bytes(16)
            written = self._pen.seq
            try:
                with file.transaction(self._db):
                    writer = Writer(self._db, self._pen, person, label, kind, undoes)
                    last = history.next_undo(self._db, CoderId(person)) if joining else None
                    if last and last.id == joining:
                        writer.action, writer.goes_on = last.id, True
                    value = act(writer)
                    if not self._dirty:
                        local.put(self._db, "closed", "0")
            except DatabaseError as error:
                self._pen.seq = written
                raise ProjectError(
                    f"This could not be written: {file.plain(error)}. Nothing was changed."
                ) from error
            except BaseException:
                self._pen.seq = written
                raise
            self._dirty = True
            changes = writer.changes
        if changes.ids:
            for listener in list(self._listeners):
                listener(changes)
        return value

    def undo(self) -> Changes:
        """Take back the current coder's last act; raises CannotUndoError when there is none."""
        return self._take_back(history.next_undo, "undo", "There is nothing to undo.")

    def redo(self) -> Changes:
        """Do again what was last undone; raises CannotUndoError when there is nothing."""
        return self._take_back(history.next_redo, "redo", "There is nothing to redo.")

    def _take_back(
        self, which: Callable[[Connection, CoderId], Act | None], kind: str, otherwise: str
    ) -> Changes:
        act = self.read(which, self.coder.id)
        if act is None:
            raise CannotUndoError(otherwise)

        def revert(writer: Writer) -> Changes:
            writer.revert(act.id)
            if replaced := writer.changes.ids.get(Kind.REPORT):
                from coder.services.replacing import follow  # noqa: PLC0415 - see above

                follow(writer, replaced)
            return writer.changes

        return self._act(act.label, revert, kind, act.id)

    @property
    def undo_label(self) -> str | None:
        """Name the act that undo takes back, or None."""
        act = self.read(history.next_undo, self._coder.id) if self._coder else None
        return act.label if act else None

    @property
    def redo_label(self) -> str | None:
        """Name the act that redo does again, or None."""
        act = self.read(history.next_redo, self._coder.id) if self._coder else None
        return act.label if act else None

    @property
    def name(self) -> str:
        """Return the name of the project."""
        return self.read(_project_field, "name")

    @property
    def memo(self) -> str:
        """Return the memo of the project."""
        return self.read(_project_field, "memo")

    def edit(self, *, name: str | None = None, memo: str | None = None) -> None:
        """Rename the project or write its memo."""
        given = {"name": name, "memo": memo}
        values = {key: value for key, value in given.items() if value is not None}
        identity = self.read(lambda db: db.scalar(select(schema.project.c.id)))
        label = "Edit Project Memo" if memo is not None else "Rename Project"
        self.run(label, lambda writer: writer.update("project", [(identity or b"", values)]))

    @property
    def has_coder(self) -> bool:
        """Say whether somebody has coded in this copy of the project yet."""
        return self._coder is not None

    @property
    def coder(self) -> Coder:
        """Return who acts; raises NotFoundError when nobody said who they are."""
        if self._coder is None:
            raise NotFoundError("Say first who codes: a name and initials.")
        return self._coder

    def become(
        self, name: str, initials: str = "", colour: str = "", identity: CoderId | None = None
    ) -> Coder:
        """Act as this coder from now on, here and when the file is opened again."""
        self._coder = self.coders.ensure(name, initials, colour, identity)
        with self._lock, file.transaction(self._db):
            local.put(self._db, "coder", self._coder.id.hex())
        return self._coder

    def matrix(self, whose: Shown = None) -> "Matrix":
        """Return reports × codes with their numbers of codings; None is those of all coders."""
        from coder.analysis.matrix import read_matrix  # noqa: PLC0415 - see above

        return self.read(read_matrix, whose)

    def export(self, target: Path, whose: Shown = None) -> Work[dict[str, int]]:
        """Write the workbook of these codings, None for all coders'; return the counts in it."""
        from coder.analysis.collation import collate  # noqa: PLC0415 - see above
        from coder.exchange.workbook import write_workbook  # noqa: PLC0415 - loads XlsxWriter
        from coder.services.agreement import compare  # noqa: PLC0415 - see above

        told = self.read(collate, whose)
        named = None if isinstance(whose, Whose) else whose
        compared = yield from compare(self, named)
        who = self._coder.name if self._coder else ""
        when = datetime.now().astimezone()
        program = f"{APP_NAME} {VERSION}"
        return (yield from write_workbook(told, target, who, when, program, compared))

    def agreement(self, coders: Collection[CoderId] | None = None) -> "Work[Agreement]":
        """Tell how far these coders agree, or all who coded; ProjectError for less than two."""
        from coder.services.agreement import agreement  # noqa: PLC0415 - see above

        return agreement(self, coders)

    @property
    def settling(self) -> "Settling":
        """Return the queue of disagreements, and what was settled."""
        from coder.services.settling import Settling  # noqa: PLC0415 - see above

        return Settling(self)

    def history(self) -> list[Act]:
        """Return everything that was done, oldest first."""
        return self.read(history.all_acts)

    def digest(self) -> str:
        """Return the SHA-256 (64 hex digits) of all that the project says and remembers."""
        return self.read(digest.digest)

    def state_digest(self) -> str:
        """Return the SHA-256 (64 hex digits) of how things stand, whatever led to it."""
        return self.read(digest.state_digest)

    def check(self) -> Work[list[str]]:
        """Look whether all holds together; return what does not, in plain words."""
        from coder.services.checking import check  # noqa: PLC0415 - see above

        return check(self)

    def code_table(self, rows: Iterable[tuple[int, dict[str, str]]]) -> "Work[Outcome]":
        """Find the quotes of a table and code them; rows are (line number, columns)."""
        from coder.services.coding_table import TableCoding  # noqa: PLC0415 - see above

        services = (self.reports, self.codebook, self.codings, self.coders)
        return TableCoding(*services, self.coder.id).code(rows)

    def put_local(self, key: str, value: str) -> None:
        """Keep a fact about this copy alone, outside the history."""
        with self._lock, file.transaction(self._db):
            local.put(self._db, key, value)

    def _last_coder(self) -> Coder | None:
        stored = self.read(local.get, "coder")
        everyone = {coder.id.hex(): coder for coder in Coders(self).all()}
        return everyone.get(stored) if stored else None


def _project_field(db: Connection, field: str) -> str:
    return db.scalar(select(schema.project.c[field])) or ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
