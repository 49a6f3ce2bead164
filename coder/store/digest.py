"""A fingerprint of what a project says."""

import hashlib
import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from coder.model.ids import CONSENSUS
from coder.store import schema
from coder.store.ops import to_patch


def digest(db: Connection) -> str:
    """Return the SHA-256 (hex) over all logical rows, conflicts and operations, each sorted.

    Two projects have equal digests if and only if they say and remember the same; how the file
    is laid out, and what lies outside the log, makes no difference.
    """
    total = hashlib.sha256()
    for line in sorted(_lines(db)):
        total.update(len(line).to_bytes(8, "big"))
        total.update(line)
    return total.hexdigest()


def state_digest(db: Connection) -> str:
    """Return the SHA-256 (hex) of how things stand alone: no log, no passage that nothing uses.

    Nor the coder Consensus, which is the same everywhere and stays once something was settled.
    Undoing an action restores this digest; the log has grown all the same.
    """
    tables = (schema.coding, schema.value, schema.evidence)
    used = {one for table in tables for one in db.scalars(select(table.c.passage))}
    total = hashlib.sha256()
    for line in sorted(_rows(db, leave_out={"action"}, used=used)):
        total.update(len(line).to_bytes(8, "big"))
        total.update(line)
    return total.hexdigest()


def _lines(db: Connection) -> Iterator[bytes]:
    yield from _rows(db, leave_out=set(), used=None)
    for line in db.execute(select(schema.conflict)):
        yield _line("conflict", [part.hex() if isinstance(part, bytes) else part for part in line])
    columns = schema.op.c
    for replica, seq, mark in db.execute(select(columns.replica, columns.seq, columns.hash)):
        yield _line("op", [replica.hex(), seq, mark.hex()])


def _rows(db: Connection, leave_out: set[str], used: set[bytes | None] | None) -> Iterator[bytes]:
    for name, table in schema.FOLDED.items():
        if name in leave_out:
            continue
        for line in db.execute(select(table)).mappings():
            if name == "passage" and used is not None and line["id"] not in used:
                continue
            if name == "coder" and used is not None and line["id"] == CONSENSUS:
                continue
            yield _line(name, [line["id"].hex(), to_patch(name, dict(line))])


def _line(kind: str, content: object) -> bytes:
    return json.dumps([kind, content], ensure_ascii=False, sort_keys=True).encode()
