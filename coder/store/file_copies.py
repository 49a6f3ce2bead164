"""New project files, copies, and work files: written whole or not at all."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from coder.model.errors import ProjectError
from coder.store import file, schema, workfile


@contextmanager
def made(path: Path) -> Iterator[Path]:
    """Yield where to make a new project file that is to be at `path`; it is closed at the end.

    Raises:
        ProjectError: there is a file of that name already, or it cannot be written.
    """
    if os.path.exists(path):  # noqa: PTH110 - of a name that is too long, too
        raise ProjectError(
            f"There is already a file “{path.name}” in that folder. Choose another name."
        )
    partial = path.with_name(path.name + ".part")
    try:
        file.remove(partial)
        yield partial
        file.journal(path).unlink(missing_ok=True)
        partial.rename(path)
    except (DatabaseError, OSError) as error:
        raise ProjectError(
            f"The project cannot be made at “{path}”: {file.plain(error)}. Choose another folder."
        ) from error
    finally:
        with suppress(OSError):
            file.remove(partial)


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
            file.remove(plain_file)
            db = file.connect(plain_file)
            try:
                db.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                with file.transaction(db):
                    fill(db)
            finally:
                file.close(db)
            workfile.pack(plain_file, partial)
        finally:
            file.remove(plain_file)


@contextmanager
def _being_written(target: Path) -> Iterator[Path]:
    partial = target.with_name(target.name + ".part")
    try:
        file.remove(partial)
        yield partial
        # One that is left of a file which stood there is no journal of this one.
        file.journal(target).unlink(missing_ok=True)
        partial.replace(target)
    except (sqlite3.Error, DatabaseError, OSError) as error:
        raise ProjectError(
            f"The copy could not be written to “{target}”: {file.plain(error)}. "
            "Choose another folder, or make room on the disk."
        ) from error
    finally:
        file.remove(partial)


def _adjust(path: Path, adjust: Callable[[Connection], None]) -> None:
    db = file.connect(path)
    try:
        with file.transaction(db):
            adjust(db)
        db.commit()
        file.driver(db).execute("VACUUM").close()
    finally:
        file.close(db)
