"""Receipts of merges, kept in the file that was merged into, outside its log."""

import json
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, insert, select, update

from coder.store import schema
from coder.store.runs import Runs

_receipt = schema.receipt.c
Step = tuple[str, int]
"""What became of a batch ("do", "undo", "redo"), and when by the clock."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One receipt as it is in its table; `told` is what the merge brought, as JSON."""

    id: bytes
    batch: bytes
    person: bytes
    at: int
    who: str
    source: str
    sha256: str
    told: str
    steps: tuple[Step, ...]
    undone: bool = False
    brought: Runs = field(default_factory=Runs)


def put(db: Connection, receipt: Stored) -> None:
    """Keep a new receipt."""
    row = {name: getattr(receipt, name) for name in Stored.__slots__}
    row["steps"] = json.dumps(receipt.steps)
    row["brought"] = receipt.brought.pack()
    db.execute(insert(schema.receipt), [row])


def every(db: Connection, batch: bytes | None = None) -> list[Stored]:
    """Return all receipts, or those of a batch, in the order of the merges; of one, by name."""
    columns = [schema.receipt.c[name] for name in Stored.__slots__]
    query = select(*columns).order_by(_receipt.at, _receipt.batch, _receipt.source, _receipt.id)
    if batch is not None:
        query = query.where(_receipt.batch == batch)
    found = []
    for line in db.execute(query).mappings():
        values: dict[str, Any] = dict(line)
        values["steps"] = _steps(line["steps"])
        values["brought"] = Runs.unpack(line["brought"])
        found.append(Stored(**values))
    return found


def are_any_undone(db: Connection) -> bool:
    """Say whether the operations of some merge are not in the log now."""
    return db.scalar(select(_receipt.id).where(_receipt.undone).limit(1)) is not None


def batches(
    db: Connection, person: bytes
) -> list[tuple[bytes, tuple[Step, ...], tuple[str, ...]]]:
    """Return for each merge of a person its batch, what became of it, and its sources."""
    query = select(_receipt.batch, _receipt.steps, _receipt.source)
    query = query.where(_receipt.person == person).order_by(
        _receipt.batch, _receipt.source, _receipt.id
    )
    found = []
    for batch, lines in groupby(db.execute(query).all(), key=lambda line: line.batch):
        some = list(lines)
        found.append((batch, _steps(some[0].steps), tuple(line.source for line in some)))
    return found


def last_step(db: Connection) -> int:
    """Return the latest clock reading in a receipt, 0 if there is none."""
    every = (hlc for steps in db.scalars(select(_receipt.steps)) for _, hlc in _steps(steps))
    return max(every, default=0)


def step(db: Connection, batch: bytes, kind: str, hlc: int) -> None:
    """Note that a batch was undone or done again."""
    here = _receipt.batch == batch
    known = _steps(db.scalar(select(_receipt.steps).where(here).limit(1)) or "[]")
    steps = json.dumps([*known, (kind, hlc)])
    values = {"steps": steps, "undone": kind == "undo"}
    db.execute(update(schema.receipt).where(here).values(values))


def restate(db: Connection, batch: bytes, less: Runs, more: Runs) -> None:
    """Note that a batch, done again, brought without these operations, and with those."""
    if not less and not more:
        return
    for one in every(db, batch):
        told = ((one.brought | more) - less).pack()
        db.execute(update(schema.receipt).where(_receipt.id == one.id).values(brought=told))
        more = Runs()


def _steps(written: str) -> tuple[Step, ...]:
    return tuple((kind, hlc) for kind, hlc in json.loads(written))
