"""A file that is merged from: looked at, never changed.

Its tables are not trusted: only its operations are read, each with its hash, and the PDFs and
texts that the operations name, each against its fingerprint. A file of an older version, one that
was not closed properly, and a work file are looked at in a copy that goes away.
"""

import hashlib
import shutil
import sqlite3
import tempfile
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from coder.model.errors import (
    BusyProjectError,
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectError,
)
from coder.store import file, schema, workfile

Line = tuple[Any, ...]
"""A row of the `op` table, all columns in order."""
_LAYER = ", ".join(column.name for column in schema.layer.columns)
_PAGE = ", ".join(column.name for column in schema.page.columns if column.name != "key")
NEEDED = frozenset({"op", "layer", "page", "blob", "local"})
ENDINGS = frozenset({".evc", ".evw"})
_AHEAD = 2
IN_SHORT = (
    "SELECT count(*), group_concat(seq || hex(hash)) FROM "
    "(SELECT seq, hash FROM op WHERE replica = ? ORDER BY seq)"
)
"""Two tables hold the same operations of a replica where this gives the same."""


class Source:
    """An open file that is merged from; a context manager.

    Raises, on entering and reading: NotAProjectError, NewerProjectError, BusyProjectError or
    DamagedProjectError, naming the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self._opened = path
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        try:
            self._db = self._open()
            self._look_at_tables()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
        if self._folder is not None:
            self._folder.cleanup()
        self._db = self._folder = None

    @property
    def address(self) -> str:
        """Return the URI under which SQLite opens it, or a copy of it, for reading alone."""
        return _address(self._opened)

    def look_through(self) -> None:
        """Look at every page of the file; raises DamagedProjectError if one is not in order."""
        found = str(next(self._ask("PRAGMA quick_check(1)"))[0])
        if found != "ok":
            raise self.damaged(found.splitlines()[0])
        # That looks at an index and at its table, and not whether the one is that of the other.
        (count,) = next(self._ask("SELECT count(*) FROM op NOT INDEXED"))
        if count != sum(count for *_, count in self.replicas):
            raise self.damaged("its history is not whole")

    @cached_property
    def replicas(self) -> list[tuple[bytes, int, int, int]]:
        """Each replica with its lowest and highest number and how many operations it has."""
        query = "SELECT replica, min(seq), max(seq), count(*) FROM op GROUP BY replica"
        return list(self._ask(query))

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 (64 hex digits) of the file as it came."""
        with self.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()

    def marks(self, replica: bytes) -> set[tuple[int, bytes]]:
        """Return all operations of a replica as number and hash."""
        # The table itself is read, here and below: an index may be damaged, and it be whole.
        query = "SELECT seq, hash FROM op NOT INDEXED WHERE replica = ?"
        return set(self._ask(query, replica))

    def in_short(self, replica: bytes) -> tuple[int, str]:
        """Return how many operations of a replica there are, and number and hash of each."""
        # By the index, for it is quick: a damaged one gives others, or fewer than there are.
        count, told = next(self._ask(IN_SHORT, replica))
        return int(count), str(told)

    def local(self, key: str) -> str | None:
        """Return a fact about that copy alone."""
        found = list(self._ask("SELECT value FROM local WHERE key = ?", key))
        return str(found[0][0]) if found else None

    def layers(self) -> list[Line]:
        """Return what it knows of each text of each report: the columns of `layer`, in order."""
        return list(self._ask(f"SELECT {_LAYER} FROM layer ORDER BY report, text_hash"))

    def pages(self, report: bytes, text_hash: str) -> list[Line]:
        """Return the pages of a text in order: the columns of `page` without its key."""
        query = f"SELECT {_PAGE} FROM page WHERE report = ? AND text_hash = ? ORDER BY number"
        return list(self._ask(query, report, text_hash))

    def blobs(self) -> set[str]:
        """Return the fingerprints of the PDFs it holds."""
        return {str(line[0]) for line in self._ask("SELECT sha256 FROM blob")}

    def blob(self, sha256: str) -> bytes:
        """Return the bytes of a PDF it holds; raises DamagedProjectError if they are others."""
        for (content,) in self._ask("SELECT bytes FROM blob WHERE sha256 = ?", sha256):
            if isinstance(content, bytes) and hashlib.sha256(content).hexdigest() == sha256:
                return content
        raise self.damaged("a PDF in it is not the one that was added")

    def damaged(self, how: str) -> DamagedProjectError:
        """Return the error that says that the file is damaged, and how."""
        return file.damaged(self.path, how)

    def _ask(self, query: str, *values: object) -> Iterator[Line]:
        assert self._db is not None
        try:
            yield from self._db.execute(query, values)
        except file.BROKEN as error:
            raise self.trouble(error) from error

    def trouble(self, error: Exception) -> ProjectError:
        """Return the error that says in plain words why the file cannot be read."""
        if "locked" in str(error):
            return BusyProjectError(
                f"“{self.name}” is open in another window or program. Close it there first."
            )
        return self.damaged(file.plain(error))

    def _open(self) -> sqlite3.Connection:
        path = self.path
        try:
            if path.is_file() and workfile.is_work(path):
                path = self._own(path.stem + ".evc")
                workfile.unpack(self.path, path)
        except OSError as error:
            raise NotAProjectError(f"“{self.name}” cannot be read: {error.strerror}.") from error
        header = file.read_header(path)
        if header.version > schema.VERSION:
            raise NewerProjectError(
                f"“{self.name}” was made by a newer Evidence Coder (file version "
                f"{header.version}; this program reads up to {schema.VERSION}). Install the newer "
                "program to merge it."
            )
        journal = file.journal(path)
        if path == self.path and (header.version < schema.VERSION or journal.exists()):
            self._refuse_if_busy()
            path = self._copied(journal)
        if header.version < schema.VERSION or journal.exists():
            file.close(file.open_(path))
        return self._read_only(path)

    def _read_only(self, path: Path) -> sqlite3.Connection:
        self._opened = path
        db = sqlite3.connect(_address(path), uri=True, timeout=0.2, check_same_thread=False)
        try:
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA cell_size_check = ON")
            db.execute("PRAGMA query_only = ON")
            # Held to the end: nobody writes to it while it is read.
            db.execute("BEGIN")
        except file.BROKEN as error:
            db.close()
            raise self.trouble(error) from error
        return db

    def _refuse_if_busy(self) -> None:
        """Raise the error that says so if another program has the file open."""
        db = sqlite3.connect(_address(self.path), uri=True, timeout=0.2)
        try:
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except file.BROKEN as error:
            # What else is wrong is for the copy to show: an unfinished act cannot be read past.
            if "locked" in str(error):
                raise self.trouble(error) from error
        finally:
            db.close()

    def _own(self, name: str) -> Path:
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="evidence-coder-")
        return Path(self._folder.name) / name

    def _copied(self, journal: Path) -> Path:
        copy = self._own(self.path.name)
        try:
            shutil.copyfile(self.path, copy)
            if journal.exists():
                shutil.copyfile(journal, copy.with_name(copy.name + "-journal"))
        except OSError as error:
            raise ProjectError(
                f"“{self.name}” could not be copied to be looked at: {file.plain(error)}."
            ) from error
        return copy

    def _look_at_tables(self) -> None:
        query = "SELECT name FROM sqlite_schema WHERE type = 'table'"
        if not {line[0] for line in self._ask(query)} >= NEEDED:
            raise self.damaged("parts of it are missing")


def _address(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"


def opened_ahead(
    paths: Iterable[Path], *, looked_through: bool = True
) -> Generator[Source, None, None]:
    """Yield an open source for each file, in order, while the next ones are being looked through.

    What was opened and not taken is closed at the end; who takes one closes it. Raises what
    entering a `Source` raises, when it is that one's turn.
    """
    waiting: deque[Future[Source]] = deque()
    opened = _opened_and_looked_through if looked_through else _opened
    with ThreadPoolExecutor(_AHEAD) as pool:
        try:
            for path in paths:
                waiting.append(pool.submit(opened, path))
                if len(waiting) > _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                if not one.cancel() and one.exception() is None:
                    one.result().close()


def _opened(path: Path) -> Source:
    return Source(path).__enter__()


def _opened_and_looked_through(path: Path) -> Source:
    source = _opened(path)
    try:
        source.look_through()
        assert source.sha256
    except BaseException:
        source.close()
        raise
    return source
