"""What was done, by whom and when; and which act undo and redo would take back next."""

import heapq
import operator
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from coder.model.ids import ActionId, CoderId
from coder.store import receipts, schema
from coder.store.log import Clock

_action = schema.action.c


@dataclass(frozen=True, slots=True)
class Act:
    """One action, or a merge (`id` is its batch then); `at` is Unix milliseconds."""

    id: ActionId
    kind: str
    label: str
    person: CoderId
    at: int
    is_merge: bool = False


def all_acts(db: Connection) -> list[Act]:
    """Return everything that was done, oldest first."""
    query = select(_action.id, _action.kind, _action.label, _action.person, _action.hlc)
    return [
        Act(row, kind, label, person, Clock.milliseconds(hlc))
        for row, kind, label, person, hlc in db.execute(query.order_by(_action.hlc))
    ]


def next_undo(db: Connection, person: CoderId) -> Act | None:
    """Return the act of this person, done in this file, that undo takes back next."""
    taken_back = 0
    for act in _newest_first(db, person):
        if act.kind == "undo":
            taken_back += 1
        elif taken_back:
            taken_back -= 1
        else:
            return act
    return None


def next_redo(db: Connection, person: CoderId) -> Act | None:
    """Return the undo that redo takes back next; a new act leaves nothing to redo."""
    redone = 0
    for act in _newest_first(db, person):
        if act.kind == "do":
            return None
        if act.kind == "redo":
            redone += 1
        elif redone:
            redone -= 1
        else:
            return act
    return None


def last_reading(db: Connection) -> int:
    """Return the latest clock reading in the log or of a merge, 0 if there is none."""
    query = select(schema.op.c.hlc).order_by(schema.op.c.hlc.desc()).limit(1)
    newest = select(_action.hlc).order_by(_action.hlc.desc()).limit(1)
    header = db.scalar(newest) or 0
    later = db.scalar(query.where(schema.op.c.action == _last_action())) or 0
    return max(header, later, receipts.last_step(db))


def _last_action() -> Any:  # noqa: ANN401
    return select(_action.id).order_by(_action.hlc.desc()).limit(1).scalar_subquery()


def _newest_first(db: Connection, person: CoderId) -> Iterator[Act]:
    """Yield what this person did here, merges among their acts, the newest first."""
    steps = heapq.merge(
        _acts(db, person), _merges(db, person), key=operator.itemgetter(0), reverse=True
    )
    for _, act in steps:
        yield act


def _acts(db: Connection, person: CoderId) -> Iterator[tuple[int, Act]]:
    query: Select[Any] = (
        select(_action.id, _action.kind, _action.label, _action.person, _action.hlc)
        .where(_action.person == person)
        .where(_action.kind != "quiet")
        .where(_action.replica.in_(select(schema.replica.c.id)))
        .order_by(_action.hlc.desc())
    )
    for row, kind, label, who, hlc in db.execute(query):
        yield hlc, Act(row, kind, label, who, Clock.milliseconds(hlc))


def _merges(db: Connection, person: CoderId) -> list[tuple[int, Act]]:
    found = []
    for batch, steps, sources in receipts.batches(db, person):
        label = f"Merge {sources[0]}" if len(sources) == 1 else f"Merge {len(sources)} Files"
        for kind, hlc in steps:
            at = Clock.milliseconds(hlc)
            found.append((hlc, Act(ActionId(batch), kind, label, person, at, is_merge=True)))
    return sorted(found, key=operator.itemgetter(0), reverse=True)
