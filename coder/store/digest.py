"""A fingerprint of what a project says, and the check that its tables are what its log says."""

import hashlib
import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from coder.model.ids import CONSENSUS
from coder.progress import Progress, Work
from coder.store import schema
from coder.store.fold import Op, fold
from coder.store.ops import from_row, op_hash, to_patch
from coder.store.rows import row_of


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
    used = set(db.scalars(select(schema.coding.c.passage)))
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


def _rows(db: Connection, leave_out: set[str], used: set[bytes] | None) -> Iterator[bytes]:
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


def check_log(db: Connection) -> Work[list[str]]:
    """Compare every hash with its operation and every row with the fold of its operations.

    Returns the problems found, in plain words; an empty list when there are none.
    """
    problems: list[str] = []
    stored = {name: _stored(db, name) for name in schema.FOLDED}
    total = db.scalar(select(schema.op.c.seq).order_by(schema.op.c.seq.desc()).limit(1)) or 0
    history: list[Op] = []
    last: bytes | None = None
    query = select(schema.op).order_by(schema.op.c.row, schema.op.c.hlc, schema.op.c.replica)
    for number, line in enumerate(db.execute(query)):
        op = from_row(line)
        if op_hash(op, line.patch) != line.hash:
            problems.append(f"History entry {op.key.replica.hex()}/{op.key.seq} was altered.")
        if last is not None and op.row != last:
            _compare(history, stored, problems)
            history = []
        history.append(op)
        last = op.row
        if number % 5000 == 0:
            yield Progress(number, total, "Checking the history")
    if history:
        _compare(history, stored, problems)
    for name, rows in stored.items():
        problems += [f"A {name} ({key.hex()}) is not in the history." for key in rows]
    return problems


def _stored(db: Connection, name: str) -> dict[bytes, dict[str, object]]:
    lines = db.execute(select(schema.FOLDED[name])).mappings()
    return {line["id"]: dict(line) for line in lines}


def _compare(
    history: list[Op], stored: dict[str, dict[bytes, dict[str, object]]], problems: list[str]
) -> None:
    state = fold(history)
    name, key = state.origin.table, state.origin.row
    row = stored[name].pop(key, None)
    expected = None if state.deleted else row_of(state)
    if row != expected:
        problems.append(f"A {name} ({key.hex()}) is not as its history says.")
