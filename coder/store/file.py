"""Project files on disk: made, checked, locked, opened, copied.

Rollback journal with full synchronisation and an exclusive lock: what the window showed as done
survives a pulled plug, and no second program writes beside us (MERGE.md section 3.2).
"""

import os
import shutil
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from json import JSONDecodeError
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from coder.model.errors import (
    BusyProjectError,
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectError,
)
from coder.store import local, schema
from coder.store.upgrade import upgrade

BROKEN = (DatabaseError, sqlite3.Error, UnicodeDecodeError, JSONDecodeError, zlib.error)
"""What comes up where the bytes of a file are not what was written."""
ALTERED = (
    *BROKEN, ValueError, TypeError, LookupError, AttributeError, AssertionError, struct.error,
)  # fmt: skip
"""What comes up where what is read from them makes no sense."""
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


@dataclass(frozen=True, slots=True)
class Header:
    """What the first hundred bytes of a project file say."""

    application: int
    version: int
    page_size: int
    pages: int


def read_header(path: Path) -> Header:
    """Read the header of a project file.

    Raises:
        NotAProjectError: the file is missing, cannot be read, or is something else.
        DamagedProjectError: it is a project that was cut short.
    """
    try:
        if path.is_fifo():  # To open one is to wait for whoever writes to it.
            raise _not_ours(path)
        with path.open("rb") as file:
            head = file.read(_HEADER)
            size = os.fstat(file.fileno()).st_size
    except IsADirectoryError as error:
        raise NotAProjectError(
            f"“{path.name}” is a folder. Choose a project file; its name ends in .evc."
        ) from error
    except FileNotFoundError as error:
        raise NotAProjectError(
            f"There is no file “{path}”. It may have been moved or renamed."
        ) from error
    except OSError as error:
        raise NotAProjectError(f"“{path.name}” cannot be read: {error.strerror}.") from error
    header = Header(
        application=int.from_bytes(head[68:72], "big"),
        version=int.from_bytes(head[60:64], "big"),
        page_size=65536 if head[16:18] == b"\x00\x01" else int.from_bytes(head[16:18], "big"),
        pages=int.from_bytes(head[28:32], "big"),
    )
    if head[:16] != _MAGIC or len(head) < _HEADER or header.application != schema.APPLICATION_ID:
        raise _not_ours(path)
    if header.page_size * header.pages > size and not journal(path).exists():
        raise damaged(path, "its end is missing")
    return header


def _not_ours(path: Path) -> NotAProjectError:
    return NotAProjectError(
        f"“{path.name}” is not an Evidence Coder project. Choose a file that the program "
        "made; its name ends in .evc."
    )


def damaged(path: Path, how: str) -> DamagedProjectError:
    """Return the error that says a project file is damaged, and how."""
    return DamagedProjectError(
        f"The project “{path.name}” is damaged: {how}. Nothing was changed in it. "
        "Copy the file again from where it came, or open your last copy of it."
    )


def create(path: Path) -> Connection:
    """Make an empty project file at `path` and return its locked connection."""
    db = connect(path)
    try:
        db.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        with transaction(db):
            schema.metadata.create_all(db)
            for statement in schema.WORD_TABLES:
                db.exec_driver_sql(statement)
            db.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")
    except BaseException:
        close(db)
        raise
    return db


def remove(path: Path) -> None:
    """Remove a project file that was begun, with the journal of what was being written to it."""
    for one in (path, journal(path)):
        one.unlink(missing_ok=True)


def journal(path: Path) -> Path:
    """Return where SQLite keeps how the file was before the act that is being written."""
    itself = path.resolve()
    return itself.with_name(itself.name + "-journal")


def open_(path: Path) -> Connection:
    """Open a project file for this program alone and return its connection.

    Raises:
        NotAProjectError, NewerProjectError, DamagedProjectError, BusyProjectError: as they say.
        ProjectError: the file may not be written.
    """
    header = read_header(path)
    _refuse(path, header)
    if header.version < schema.VERSION:
        _upgrade(path.resolve())  # A link to a project stays one.
    unclean = journal(path).exists()
    db: Connection | None = None
    try:
        db = connect(path)
        with transaction(db):
            if unclean or not local.was_closed(db):
                _check_whole(path, db)
    except BROKEN as error:
        _let_go(db)
        raise _trouble(path, error) from error
    except ProjectError:
        _let_go(db)
        raise
    return db


def _trouble(path: Path, error: Exception) -> ProjectError:
    """Return the error that says why a project cannot be opened."""
    if isinstance(error, OperationalError) and "locked" in str(error.orig):
        return BusyProjectError(
            f"“{path.name}” is open in another window or program. Close it there first."
        )
    return damaged(path, plain(error))


def _refuse(path: Path, header: Header) -> None:
    """Raise the error that says why a project cannot be opened here, if so."""
    if header.version > schema.VERSION:
        raise NewerProjectError(
            f"“{path.name}” was made by a newer Evidence Coder (file version {header.version}; "
            f"this program reads up to {schema.VERSION}). Install the newer program to open it."
        )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ProjectError(
            f"“{path.name}” may not be changed where it is. Copy it to a folder of your own and "
            "open the copy."
        )


def _let_go(db: Connection | None) -> None:
    if db is not None:
        close(db)


def close(db: Connection) -> None:
    """Let go of the file and its lock."""
    db.close()


def rows_written(db: Connection) -> int:
    """Return how many rows were written since the file was opened, those taken back included.

    As the file is locked, what was read at the same count is as it was.
    """
    return driver(db).total_changes


def driver(db: Connection) -> sqlite3.Connection:
    """Return SQLite's own connection under one of ours."""
    raw = db.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def _check_whole(path: Path, db: Connection) -> None:
    found = db.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise damaged(path, str(found).splitlines()[0])


_wanted: ContextVar[Path] = ContextVar("the file that is to be connected to")


def _open_raw() -> sqlite3.Connection:
    raw = sqlite3.connect(_wanted.get(), timeout=0.2, check_same_thread=False)
    try:
        raw.isolation_level = None
        for pragma in (
            "locking_mode = EXCLUSIVE",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            # Some builds of SQLite fill every page they let go of with zeros, and write them all.
            "secure_delete = FAST",
            "journal_mode = DELETE",
            "synchronous = FULL",
            "cache_size = -32768",
            "temp_store = MEMORY",
        ):
            raw.execute(f"PRAGMA {pragma}").close()
    except BaseException:
        raw.close()
        raise
    return raw


@cache
def _engine() -> Engine:
    """Return what connects to all files: so each statement is compiled once, not once a file."""
    engine = create_engine("sqlite+pysqlite://", creator=_open_raw, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def connect(path: Path) -> Connection:
    """Open a file, or make an empty one, for this program alone."""
    token = _wanted.set(path)
    try:
        db = _engine().connect()
    finally:
        _wanted.reset(token)
    try:
        with transaction(db):
            db.exec_driver_sql("SELECT count(*) FROM sqlite_schema")
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def transaction(db: Connection) -> Iterator[Connection]:
    """Commit all of the block, or nothing of it."""
    if db.in_transaction():
        db.commit()
    with db.begin():
        yield db


def detach_others(db: Connection) -> None:
    """Let go of files that were attached while something was done; not within a transaction."""
    raw = driver(db)
    for _, name, _ in raw.execute("PRAGMA database_list").fetchall():
        if name not in {"main", "temp"}:
            raw.execute(f"DETACH {name}").close()


def _upgrade(path: Path) -> None:
    """Upgrade on a copy; the file as it was stays beside it as a backup.

    An act that was cut off is taken back first: its journal is of this file, not of the copy.
    """
    try:
        close(connect(path))
    except BROKEN as error:
        raise _trouble(path, error) from error
    version = read_header(path).version
    backup = path.with_name(f"{path.stem} (before upgrade from version {version}){path.suffix}")
    work = path.with_name(path.name + ".upgrade")
    try:
        remove(work)
        shutil.copyfile(path, work)
        db = connect(work)
        try:
            with transaction(db):
                upgrade(db, version)
        finally:
            close(db)
        shutil.copyfile(path, backup)
        work.replace(path)
    except (*ALTERED, OSError) as error:
        remove(work)
        raise ProjectError(
            f"“{path.name}” could not be brought to this version: {plain(error)}. It is unchanged."
        ) from error


def plain(error: BaseException) -> str:
    """Say in a few words what a database or system error means."""
    cause = error.orig if isinstance(error, DatabaseError) and error.orig else error
    said = str(cause)
    if "disk is full" in said or getattr(cause, "errno", None) == 28:
        return "the disk is full"
    if "readonly" in said:
        return "the file may not be changed"
    if "unable to open" in said:
        return "there is no such folder, nothing may be written in it, or the name is too long"
    if "disk I/O error" in said:
        return "the disk does not take or give it"
    torn = ("malformed", "not a database", "decode to UTF-8")
    if any(one in said for one in torn) or not isinstance(cause, (sqlite3.Error, OSError)):
        return "its contents do not hold together"
    return getattr(cause, "strerror", None) or said
