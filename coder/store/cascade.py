"""What goes with something when it is deleted, in one act: all that would keep it in sight."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from coder.store import schema
from coder.store.closure import USES, Use
from coder.store.log import Writer
from coder.store.ops import chunks

_MORE: dict[str, tuple[Use, ...]] = {
    "report": (Use("assignment", "report"), Use("settlement", "report")),
    "coder": (Use("assignment", "coder"),),
    **{owner: (Use("evidence", "owner"),) for owner in ("answer", "decision", "rating", "entry")},
    "coding": (Use("evidence", "coding"),),
}


def delete_with(writer: Writer, table: str, ids: Iterable[bytes]) -> dict[str, int]:
    """Delete rows with all that rests on them; return how many went, by table."""
    chosen = set(ids)
    found = resting_on(writer.db, table, chosen)
    found.setdefault(table, set()).update(chosen)
    for name, rows in found.items():
        writer.delete(name, sorted(rows))
    return {name: len(rows) for name, rows in found.items()}


def resting_on(db: Connection, table: str, ids: Iterable[bytes]) -> dict[str, set[bytes]]:
    """Return the rows that rest on these, and on those in turn, by table."""
    found: dict[str, set[bytes]] = {}
    pending = [(table, set(ids))]
    while pending:
        name, rows = pending.pop()
        for use in (*USES.get(name, ()), *_MORE.get(name, ())):
            users = _users(db, name, use, rows) - found.get(use.by, set())
            if users:
                found.setdefault(use.by, set()).update(users)
                pending.append((use.by, users))
    return found


def _users(db: Connection, table: str, use: Use, ids: Iterable[bytes]) -> set[bytes]:
    by = schema.FOLDED[use.by].c
    query, column = select(by.id), by[use.column]
    if (table, use.column) == ("report", "passage"):
        passage = schema.passage
        query = query.join(passage, passage.c.id == by.passage)
        column = passage.c.report
    found: set[bytes] = set()
    for some in chunks(sorted(ids)):
        found.update(db.scalars(query.where(column.in_(some))))
    return found
