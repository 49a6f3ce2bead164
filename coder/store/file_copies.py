"""Copies of a project file, and work files: written whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from coder.model.errors import ProjectError
from coder.store import file, schema, workfile


def save_copy(
    db: Connection, target: Path, adjust: Callable[[Connection], None] | None = None
) -> None:
    """Write a closed copy of the project to `target`, whole or not at all.

    `adjust` may change the copy before it is put there; nothing it took out is left in the file.

    Raises:
        ProjectError: it cannot be written.
    """
    with _being_written(target) as partial:
        if db.in_transaction():
            db.commit()
        file.driver(db).execute("VACUUM INTO ?", (str(partial),)).close()
        with closing(sqlite3.connect(partial)) as copy, copy:
            copy.execute("INSERT OR REPLACE INTO local VALUES ('closed', '1')")
        if adjust:
            _adjust(partial, adjust)


def save_work(target: Path, fill: Callable[[Connection], None]) -> None:
    """Write a work file to `target`, whole or not at all; `fill` puts into it what it holds.

    Raises:
        ProjectError: it cannot be written.
    """
    with _being_written(target) as partial:
        plain_file = partial.with_name(partial.name + ".db")
        plain_file.unlink(missing_ok=True)
        try:
            db = file.connect(plain_file)
            try:
                db.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                with file.transaction(db):
                    fill(db)
            finally:
                file.close(db)
            workfile.pack(plain_file, partial)
        finally:
            plain_file.unlink(missing_ok=True)


@contextmanager
def _being_written(target: Path) -> Iterator[Path]:
    partial = target.with_name(target.name + ".part")
    try:
        partial.unlink(missing_ok=True)
        yield partial
        partial.replace(target)
    except (sqlite3.Error, DatabaseError, OSError) as error:
        raise ProjectError(
            f"The copy could not be written to “{target}”: {file.plain(error)}. "
            "Choose another folder, or make room on the disk."
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _adjust(path: Path, adjust: Callable[[Connection], None]) -> None:
    db = file.connect(path)
    try:
        with file.transaction(db):
            adjust(db)
        db.commit()
        file.driver(db).execute("VACUUM").close()
    finally:
        file.close(db)
