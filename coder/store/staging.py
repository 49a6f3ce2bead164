"""Operations that are about to come, side by side in a file of their own.

From there they go into the log in one statement, however many files they came from: SQLite copies
rows from file to file three times as fast as it takes them from a program. What is checked is
what lies here, so it cannot change in between.
"""

import multiprocessing
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection

from coder.model.errors import ProjectError
from coder.store import file, op_hash, schema
from coder.store.ops import chunks
from coder.store.runs import Run, Runs
from coder.store.source import Line, Source

MUCH = 20_000
"""So many operations are looked at by a process of its own."""
_COLUMNS = ", ".join(f'"{name}"' for name in op_hash.COLUMNS)
_REPLICA, _SEQ, _TABLE = map(op_hash.COLUMNS.index, ("replica", "seq", "table"))
_TABLES = tuple(schema.FOLDED)
_NO_ROOM = "There is no room to lay out what “{file}” brings: {why}. Nothing was changed."
_RUNS_AT_ONCE = 200


class Came(NamedTuple):
    """Operations that are to come into the log: rows `first` to `last` of a table."""

    table: str
    first: int
    last: int

    def __bool__(self) -> bool:
        return self.last >= self.first

    @property
    def where(self) -> str:
        """Return the condition that picks them, on the table's `rowid`."""
        return f"{self.table}.rowid BETWEEN {self.first} AND {self.last}"


class _Looking:
    """A process that looks at all operations of a file, whether each is what it was."""

    def __init__(self, address: str, last: int) -> None:
        self._all = address, 1, last, _TABLES
        context = multiprocessing.get_context("spawn")
        self._answer, theirs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=op_hash.look, args=(theirs, *self._all), name="operations", daemon=True
        )
        self._process.start()
        theirs.close()

    def found(self) -> int:
        """Return the first row that is not what it was, or 0."""
        try:
            return int(self._answer.recv())
        except EOFError:  # It was ended by somebody.
            return op_hash.first_bad(*self._all)

    def stop(self) -> None:
        """End it."""
        self._answer.close()
        self._process.kill()
        self._process.join()


class Stage:
    """Where what comes from several files is laid out; a context manager. Goes away at the end."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="evidence-coder-")
        self._path = Path(self._folder.name) / "came.db"
        address = self._path.as_uri()
        # Nobody writes any more when others look.
        self._address = f"{address}?immutable=1"
        self._db = sqlite3.connect(f"{address}?mode=rwc", uri=True, isolation_level=None)
        for pragma in (
            "trusted_schema = OFF", "cell_size_check = ON", "journal_mode = OFF",
            "synchronous = OFF",
        ):  # fmt: skip
            self._db.execute(f"PRAGMA {pragma}").close()
        self._db.execute(f"CREATE TABLE op ({_COLUMNS})").close()
        self._known = Runs()
        self._last = 0
        self._laid: list[tuple[Source, Came]] = []
        self._looking: _Looking | None = None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._looking:
            self._looking.stop()
        self._db.close()
        self._folder.cleanup()

    @property
    def known(self) -> Runs:
        """Return what was laid out."""
        return self._known

    def marks(self, replica: bytes) -> set[tuple[int, bytes]]:
        """Return the operations of a replica that are here, as number and hash."""
        if replica not in self._known.by_replica:
            return set()
        return set(self._db.execute("SELECT seq, hash FROM op WHERE replica = ?", (replica,)))

    def lay_out(self, source: Source, runs: Runs) -> Came:
        """Copy operations of a source.

        Raises:
            DamagedProjectError: one is missing, or the file cannot be read.
            ProjectError: there is no room for them.
        """
        if not runs:
            return Came("came.op", 1, 0)
        try:
            self._copy(source, runs)
        except file.BROKEN as error:
            if "full" in str(error):
                why = file.plain(error)
                raise ProjectError(_NO_ROOM.format(file=source.name, why=why)) from error
            raise source.trouble(error) from error
        self._known |= runs
        return self._counted_in(source, len(runs))

    def attach(self, db: Connection) -> None:
        """Let the project's statements read what is laid out, as `came`, to the end of its act.

        From now on it is looked at whether each operation is what it was.
        """
        self._db.close()
        if self._last < MUCH:
            self._refuse(op_hash.first_bad(self._address, 1, self._last, _TABLES))
        else:
            self._looking = _Looking(self._address, self._last)
        db.exec_driver_sql("ATTACH ? AS came", (str(self._path),))

    def confirm(self) -> None:
        """Wait for that look; raises DamagedProjectError if an operation was altered."""
        if self._looking:
            self._refuse(self._looking.found())

    def _copy(self, source: Source, runs: Runs) -> None:
        self._db.execute("ATTACH ? AS source", (source.address,)).close()
        try:
            for some in chunks(list(runs), _RUNS_AT_ONCE):
                self._db.execute(f"INSERT INTO op {_picked(some)}", _values(some)).close()
        finally:
            self._db.execute("DETACH source").close()

    def _counted_in(self, source: Source, count: int) -> Came:
        first, self._last = self._last + 1, self._last + count
        beyond = self._db.execute("SELECT ifnull(max(rowid), 0) FROM op").fetchone()[0]
        if beyond != self._last:
            raise source.damaged("its history is not whole")
        came = Came("came.op", first, self._last)
        self._laid.append((source, came))
        return came

    def _refuse(self, bad: int) -> None:
        """Raise the error that says which file the operation in this row came from, if any."""
        for source, came in self._laid:
            if came.first <= bad <= came.last:
                raise source.damaged("its history was altered")


def put_apart(db: Connection, source: Source, lines: Iterable[Line], runs: Runs) -> Came:
    """Put those of these operations that are in `runs` into a table that goes with its connection.

    Raises:
        DamagedProjectError: one was altered.
    """
    some = [line for line in lines if (line[_REPLICA], line[_SEQ]) in runs]
    if not all(line[_TABLE] in schema.FOLDED and op_hash.is_whole(line) for line in some):
        raise source.damaged("its history was altered")
    db.exec_driver_sql(f"CREATE TEMP TABLE IF NOT EXISTS apart ({_COLUMNS})")
    last = db.exec_driver_sql("SELECT ifnull(max(rowid), 0) FROM temp.apart").scalar() or 0
    if some:
        marks = ", ".join("?" for _ in op_hash.COLUMNS)
        db.exec_driver_sql(f"INSERT INTO temp.apart VALUES ({marks})", some)
    return Came("temp.apart", last + 1, last + len(some))


def _picked(runs: Sequence[Run]) -> str:
    """Return the query for operations of a source; an index may be damaged and the table not."""
    picked = " OR ".join("(replica = ? AND seq BETWEEN ? AND ?)" for _ in runs)
    return f"SELECT {_COLUMNS} FROM source.op NOT INDEXED WHERE {picked}"


def _values(runs: Sequence[Run]) -> list[Any]:
    return [value for run in runs for value in run]
