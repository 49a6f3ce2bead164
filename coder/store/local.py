"""Facts about this copy of a project alone, kept outside the log."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from coder.store.schema import local


def get(db: Connection, key: str) -> str | None:
    """Return what is kept under `key`, or None."""
    return db.scalar(select(local.c.value).where(local.c.key == key))


def beginning(db: Connection, prefix: str) -> dict[str, str]:
    """Return everything that is kept under keys with this beginning."""
    found = db.execute(select(local).where(local.c.key.startswith(prefix, autoescape=True)))
    return {line.key: line.value for line in found}


def put(db: Connection, key: str, value: str) -> None:
    """Keep `value` under `key` in the caller's transaction."""
    statement = insert(local).values(key=key, value=value)
    db.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def was_closed(db: Connection) -> bool:
    """Say whether the last program that wrote to this file closed it properly."""
    return get(db, "closed") != "0"
