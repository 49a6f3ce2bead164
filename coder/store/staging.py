"""Operations that are about to come, side by side in a file of their own.

From there they go into the log in one statement, however many files they came from: SQLite copies
rows from file to file three times as fast as it takes them from a program. What is checked is
what lies here, so it cannot change in between.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection

from coder.model.errors import ProjectError
from coder.store import file, schema
from coder.store.ops import chunks, is_whole
from coder.store.runs import Run, Runs
from coder.store.source import Line, Source

_COLUMNS = ", ".join(f'"{column.name}"' for column in schema.op.columns)
_REPLICA, _SEQ, _TABLE = map(schema.op.columns.keys().index, ("replica", "seq", "table"))
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


class Stage:
    """Where what comes from several files is laid out; a context manager. Goes away at the end."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="evidence-coder-")
        self._path = Path(self._folder.name) / "came.db"
        self._db = sqlite3.connect(
            f"{self._path.as_uri()}?mode=rwc", uri=True, isolation_level=None
        )
        for pragma in (
            "trusted_schema = OFF", "cell_size_check = ON", "journal_mode = OFF",
            "synchronous = OFF",
        ):  # fmt: skip
            self._db.execute(f"PRAGMA {pragma}").close()
        self._db.execute(f"CREATE TABLE op ({_COLUMNS})").close()
        self._known = Runs()
        self._last = 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
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
        """Copy operations of a source and look at each, whether it is what it was.

        Raises:
            DamagedProjectError: one was altered, or the file cannot be read.
            ProjectError: there is no room for them.
        """
        if not runs:
            return Came("came.op", 1, 0)
        try:
            self._copy(source, runs)
        except sqlite3.Error as error:
            if "full" in str(error):
                why = file.plain(error)
                raise ProjectError(_NO_ROOM.format(file=source.name, why=why)) from error
            raise source.trouble(error) from error
        self._known |= runs
        return self._counted_in(source, len(runs))

    def lay_out_some(self, source: Source, lines: Iterable[Line], runs: Runs) -> Came:
        """Put those of these operations of a source here that are in `runs`; as `lay_out`."""
        some = [line for line in lines if (line[_REPLICA], line[_SEQ]) in runs]
        marks = ", ".join("?" for _ in schema.op.columns)
        self._db.executemany(f"INSERT INTO op VALUES ({marks})", some).close()
        return self._counted_in(source, len(some))

    def attach(self, db: Connection) -> None:
        """Let the project's statements read what is laid out, as `came`, to the end of its act."""
        self._db.close()
        db.exec_driver_sql("ATTACH ? AS came", (str(self._path),))

    def _copy(self, source: Source, runs: Runs) -> None:
        self._db.execute("ATTACH ? AS source", (source.address,)).close()
        try:
            for some in chunks(list(runs), _RUNS_AT_ONCE):
                self._db.execute(f"INSERT INTO op {_picked(some)}", _values(some)).close()
        finally:
            self._db.execute("DETACH source").close()

    def _counted_in(self, source: Source, count: int) -> Came:
        first, self._last = self._last + 1, self._last + count
        came = Came("came.op", first, self._last)
        self._look_at(source, came)
        return came

    def _look_at(self, source: Source, came: Came) -> None:
        found = 0
        for line in self._lines(came):
            if line[_TABLE] not in schema.FOLDED or not is_whole(line):
                raise source.damaged("its history was altered")
            found += 1
        beyond = self._db.execute("SELECT ifnull(max(rowid), 0) FROM op").fetchone()[0]
        if found != came.last - came.first + 1 or beyond != came.last:
            raise source.damaged("its history is not whole")

    def _lines(self, came: Came) -> Iterator[Line]:
        query = f"SELECT {_COLUMNS} FROM op WHERE rowid BETWEEN ? AND ?"
        yield from self._db.execute(query, (came.first, came.last))


def _picked(runs: Sequence[Run]) -> str:
    """Return the query for operations of a source; an index may be damaged and the table not."""
    picked = " OR ".join("(replica = ? AND seq BETWEEN ? AND ?)" for _ in runs)
    return f"SELECT {_COLUMNS} FROM source.op NOT INDEXED WHERE {picked}"


def _values(runs: Sequence[Run]) -> list[Any]:
    return [value for run in runs for value in run]
