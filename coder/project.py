"""The one door to a project: open the file, ask, act, undo, hear what changed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, select

from coder import garbage
from coder.model.changes import Changes
from coder.model.codebook import CodebookFile
from coder.model.coding import Coder
from coder.model.errors import ProjectError
from coder.model.ids import CoderId, new_id
from coder.model.whose import Shown, Whose
from coder.paths import APP_NAME, VERSION
from coder.progress import Work
from coder.services.acting import Acting
from coder.services.attributes import Attributes
from coder.services.codebook import CodebookService
from coder.services.coders import Coders
from coder.services.codings import Codings
from coder.services.passwords import Passwords
from coder.services.places import Places
from coder.services.protocol import ProtocolService
from coder.services.readings import Readings
from coder.services.reports import Reports
from coder.services.search import Search
from coder.services.team import Team
from coder.store import digest, file, file_copies, history, local, schema
from coder.store.history import Act

if TYPE_CHECKING:
    # Loaded when they are first asked for: a project opens sooner without them.
    from coder.analysis.matrix import Matrix
    from coder.model.agreement import Agreement
    from coder.model.balance import Balance
    from coder.model.flow import Flow
    from coder.services.cards import Cards
    from coder.services.codebook_files import CodebookFiles
    from coder.services.coding_table import Outcome
    from coder.services.ratings import Ratings
    from coder.services.rewording import Rewording
    from coder.services.screening import ScreeningService
    from coder.services.settling import Settling
    from coder.services.settling_queue import Queue
    from coder.services.sharing import Sharing
    from coder.services.suggesting import Suggesting

Identity = tuple[str, str, str]
"""A coder as people give themselves: name, initials, colour as #rrggbb."""


class Project(Acting):
    """An open project file with all its services. Methods raise `ProjectError` only."""

    def __init__(self, path: Path, db: Connection) -> None:
        super().__init__(path, db)
        self.reports = Reports(self)
        self.codebook = CodebookService(self)
        self.codings = Codings(self)
        self.coders = Coders(self)
        self.places = Places(self)
        self.protocol = ProtocolService(self)
        self.attributes = Attributes(self)
        self.passwords = Passwords(self)
        self.readings = Readings(self)
        self.search = Search(self)
        self.team = Team(self)
        self._queue: Queue | None = None

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

        It is there when all of it is: whoever is stopped in the middle finds none.

        Raises:
            ProjectError: a file of that name is there, or it cannot be written.
        """
        with file_copies.made(path) as partial:
            project = cls(partial, file.create(partial))
            try:
                row = {"id": new_id(), "name": name or path.stem, "memo": "", "created": _now()}
                project.run("New Project", lambda w: w.insert("project", [row]), kind="quiet")
                project.become(*coder, identity=identity)
                for book in codebooks:
                    project.codebook.take(book, kind="quiet")
            finally:
                project.close()
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a project file.

        Raises:
            NotAProjectError, NewerProjectError, DamagedProjectError, BusyProjectError: so it is.
        """
        db = file.open_(path)
        try:
            return cls(path, db)
        except ProjectError:
            file.close(db)
            raise
        except file.ALTERED as error:
            file.close(db)
            raise file.damaged(path, file.plain(error)) from error

    def tell(self, changes: Changes) -> None:
        """Tell the listeners of a change, if it is one; the queue of disagreements before them."""
        if self._queue:
            self._queue.note(changes)
        super().tell(changes)

    def save_copy(self, target: Path) -> None:
        """Write a copy of the project to another file; raises ProjectError when it cannot."""
        if target.resolve() == self.path.resolve():
            raise ProjectError("That is the project itself. Choose another name for the copy.")
        self.copy(target)

    @property
    def rewording(self) -> "Rewording":
        """Return what was coded under other definitions, and how definitions changed."""
        from coder.services.rewording import Rewording  # noqa: PLC0415 - see above

        return Rewording(self)

    @property
    def codebook_files(self) -> "CodebookFiles":
        """Return how codebooks of the project become files."""
        from coder.services.codebook_files import CodebookFiles  # noqa: PLC0415 - see above

        return CodebookFiles(self)

    @property
    def sharing(self) -> "Sharing":
        """Return how copies are handed out, and work is sent back."""
        from coder.services.sharing import Sharing  # noqa: PLC0415 - see above

        return Sharing(self)

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
        identity = self.read(_identity)
        label = "Edit Project Memo" if memo is not None else "Rename Project"
        self.run(label, lambda writer: writer.update("project", [(identity, values)]))

    def become(
        self, name: str, initials: str = "", colour: str = "", identity: CoderId | None = None
    ) -> Coder:
        """Act as this coder from now on, here and when the file is opened again."""
        self._coder = self.coders.ensure(name, initials, colour, identity)
        self.put_local("coder", self._coder.id.hex())
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

        named = None if isinstance(whose, Whose) else whose
        who = self._coder.name if self._coder else ""
        when = datetime.now().astimezone()
        program = f"{APP_NAME} {VERSION}"
        with garbage.left_alone():
            told = self.read(collate, whose)
            compared = yield from compare(self, named)
            more = compared, self.merging.receipts()
            return (yield from write_workbook(told, target, who, when, program, *more))

    def at_work(self) -> list[Coder]:
        """Return the people who coded, are done with a report, screened or rated, by name."""
        from coder.services.agreement import at_work  # noqa: PLC0415 - see above

        return self.read(at_work)

    def agreement(self, coders: Collection[CoderId] | None = None) -> "Work[Agreement]":
        """Tell how far these coders agree, or all who coded; ProjectError for less than two."""
        from coder.services.agreement import agreement  # noqa: PLC0415 - see above

        return agreement(self, coders)

    @property
    def ratings(self) -> "Ratings":
        """Return what reports were rated, on codes and on checks of checklists."""
        from coder.services.ratings import Ratings  # noqa: PLC0415 - see above

        return Ratings(self)

    @property
    def cards(self) -> "Cards":
        """Return the filled-in cards of extraction forms."""
        from coder.services.cards import Cards  # noqa: PLC0415 - see above

        return Cards(self)

    @property
    def settling(self) -> "Settling":
        """Return the queue of disagreements, and what was settled."""
        from coder.services.settling import Settling  # noqa: PLC0415 - see above
        from coder.services.settling_queue import Queue  # noqa: PLC0415 - see above

        if self._queue is None:
            self._queue = Queue()
        return Settling(self, self._queue)

    @property
    def suggesting(self) -> "Suggesting":
        """Return what can be read off the pages of a report, to be accepted or not."""
        from coder.services.suggesting import Suggesting  # noqa: PLC0415 - see above

        return Suggesting(self)

    @property
    def screening(self) -> "ScreeningService":
        """Return the criteria answered, the verdicts decided, the conflicts settled."""
        from coder.services.screening import ScreeningService  # noqa: PLC0415 - see above

        return ScreeningService(self)

    def flow(self) -> "Flow":
        """Return the way of reports through screening, counted from what was decided."""
        from coder.analysis.flow import read_flow  # noqa: PLC0415 - see above

        return self.read(read_flow)

    def balance(self, by: Sequence[str] | None = None) -> "Balance":
        """Return long list and final list by attributes; None is `coder.analysis.balance.BY`.

        Raises NotFoundError when the project has none of them.
        """
        from coder.analysis.balance import BY, read_balance  # noqa: PLC0415 - see above

        return self.read(read_balance, BY if by is None else by)

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


def _identity(db: Connection) -> bytes:
    """Return the row that tells of this project; others came with projects made apart."""
    own, project = local.get(db, "project"), schema.project.c
    rows = list(db.scalars(select(project.id).order_by(project.created, project.id)))
    return next((one for one in rows if one.hex() == own), rows[0] if rows else b"")


def _project_field(db: Connection, field: str) -> str:
    identity = _identity(db)
    return db.scalar(select(schema.project.c[field]).where(schema.project.c.id == identity)) or ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
