"""The one way to change a project: write operations, and the rows they fold to, together."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from coder.model.changes import Changes, Kind
from coder.model.ids import new_id
from coder.model.team import OpKey
from coder.store import closure, schema
from coder.store import rows as folded
from coder.store.fold import ALONG, DELETED, Op, Value, fold, inverse, unseen
from coder.store.ops import chunks, from_row, heads_of, to_patch, to_row

_COUNTER_BITS = 16
PERMANENT = frozenset({"passage", "action", "coder"})
"""Tables whose rows undo never takes away: found by content, or telling who did what."""
_INSERT = "INSERT INTO op ({}) VALUES ({})".format(
    ", ".join(f'"{column.name}"' for column in schema.op.columns),
    ", ".join(f":{column.name}" for column in schema.op.columns),
)


@dataclass(slots=True)
class Clock:
    """A hybrid logical clock: 48 bits of Unix milliseconds over a 16-bit counter."""

    last: int = 0

    def tick(self) -> int:
        """Return a time later than every one seen before, and not behind the wall clock."""
        self.last = max(self.last + 1, int(time.time() * 1000) << _COUNTER_BITS)
        return self.last

    @staticmethod
    def milliseconds(hlc: int) -> int:
        """Return the Unix time of a reading, in milliseconds."""
        return hlc >> _COUNTER_BITS


@dataclass(slots=True)
class Pen:
    """Who writes: the replica id of this opening of the file, its next number, its clock."""

    replica: bytes
    clock: Clock
    seq: int = 0


@dataclass
class Writer:
    """Records one action. Nothing is written before the first change; then its header is.

    An action that `goes_on` has its header in the log already.
    """

    db: Connection
    pen: Pen
    person: bytes
    label: str
    kind: str = "do"
    undoes: bytes | None = None
    action: bytes = field(default_factory=new_id)
    goes_on: bool = False
    _touched: dict[Kind, set[bytes]] = field(default_factory=dict)
    _pending: list[Op] = field(default_factory=list)

    def insert(self, table: str, values: Sequence[Mapping[str, Any]]) -> None:
        """Add rows, each with its `id`; one that was deleted comes back with these values."""
        if not values:
            return
        wanted = {column.name for column in schema.FOLDED[table].columns}
        wanted -= schema.DERIVED.get(table, frozenset())
        apart = schema.SAID_APART.get(table, frozenset())
        is_said = (wanted - apart <= set(row) <= wanted for row in values)
        assert all(is_said), f"{table}: {wanted ^ set(values[0])}"
        heads = heads_of(self.db, [row["id"] for row in values])
        patches = []
        for row in values:
            if row["id"] in heads:
                said = {**folded.defaults(table, apart), **row}
                patches.append((row["id"], {**to_patch(table, said), DELETED: 0}))
            else:
                patches.append((row["id"], to_patch(table, row)))
        self._write(table, patches, heads)
        known = [row["id"] for row in values if row["id"] in heads]
        fresh = [op for op in self._pending if op.row not in heads]
        self._pending.clear()
        folded.insert_rows(self.db, table, [folded.row_of(fold([op])) for op in fresh])
        folded.refold(self.db, known)

    def insert_missing(self, table: str, values: Sequence[Mapping[str, Any]]) -> None:
        """Add those rows whose id is not in the table yet; the others stay as they are."""
        unique = {row["id"]: row for row in values}
        target = schema.FOLDED[table]
        present: set[bytes] = set()
        for some in chunks(list(unique)):
            present.update(self.db.scalars(select(target.c.id).where(target.c.id.in_(some))))
        self.insert(table, [row for key, row in unique.items() if key not in present])

    def update(self, table: str, changes: Sequence[tuple[bytes, Mapping[str, Any]]]) -> None:
        """Change fields of rows; each row at most once, and only fields that differ."""
        changes = self._differing(table, changes)
        if not changes:
            return
        heads = heads_of(self.db, [row for row, _ in changes])
        self._write(table, [(row, to_patch(table, values)) for row, values in changes], heads)
        self._pending.clear()
        folded.update_rows(self.db, table, [(row, dict(values)) for row, values in changes])
        disputed = folded.disputed(self.db, list(heads))
        folded.refold(self.db, [row for row in heads if len(heads[row]) > 1 or row in disputed])

    def take_along(
        self, table: str, changes: Sequence[tuple[bytes, bytes, Mapping[str, Any]]]
    ) -> None:
        """Say of rows where the passage that each was meant at is in the file at hand.

        Each change is a row, that passage, and the fields to set. It is nobody's edit, and so no
        rival to one; a deletion goes before it.
        """
        if not changes:
            return
        heads = heads_of(self.db, [row for row, _, _ in changes])
        patches = [
            (row, {**to_patch(table, values), ALONG: root.hex()}) for row, root, values in changes
        ]
        self._write(table, patches, heads)
        self._pending.clear()
        folded.refold(self.db, list(heads))

    def say(self, table: str, row: bytes, patch: Mapping[str, Value]) -> None:
        """Write a patch to a row even where the row says so already: who saw it all decides."""
        self._write(table, [(row, patch)], heads_of(self.db, [row]))
        self._pending.clear()
        folded.refold(self.db, [row])

    def delete(self, table: str, ids: Sequence[bytes]) -> None:
        """Delete rows. The log keeps them, so undo can bring them back."""
        if not ids:
            return
        heads = heads_of(self.db, ids)
        self._write(table, [(row, {DELETED: 1}) for row in ids], heads)
        self._pending.clear()
        folded.delete_rows(self.db, table, ids)
        folded.refold(self.db, list(folded.disputed(self.db, ids)))

    def finish(self) -> None:
        """Bring up to date what follows from the act for rows that it may not have touched."""
        touched = {kind.value: ids for kind, ids in self._touched.items()}
        if not touched:
            return
        for table, ids in closure.renew(self.db, touched).items():
            self._touched.setdefault(Kind(table), set()).update(ids)

    def revert(self, action: bytes) -> None:
        """Append the inverse of everything an action did to rows that undo may change."""
        histories = touched_by(self.db, action, PERMANENT)
        patches: dict[str, list[tuple[bytes, dict[str, Value]]]] = {}
        for row, history in histories.items():
            written = {op.key for op in history if op.action == action}
            patch = inverse(history, written)
            patches.setdefault(history[0].table, []).append((row, patch))
        heads = {row: unseen(history) for row, history in histories.items()}
        for table, some in patches.items():
            self._write(table, some, heads)
        for op in self._pending:
            histories[op.row].append(op)
        self._pending.clear()
        folded.put_states(self.db, [fold(history) for history in histories.values()])

    @property
    def changes(self) -> Changes:
        """What was touched so far."""
        return Changes(self.label, {kind: frozenset(ids) for kind, ids in self._touched.items()})

    def _differing(
        self, table: str, changes: Sequence[tuple[bytes, Mapping[str, Any]]]
    ) -> list[tuple[bytes, Mapping[str, Any]]]:
        target = schema.FOLDED[table]
        given = {name for _, values in changes for name in values}
        together = [some for some in schema.TOGETHER.get(table, ()) if some & given]
        names = sorted(given.union(*together))
        stored: dict[bytes, dict[str, Any]] = {}
        for some in chunks([row for row, _ in changes]):
            query = select(target.c.id, *(target.c[name] for name in names))
            for line in self.db.execute(query.where(target.c.id.in_(some))).mappings():
                stored[line["id"]] = dict(line)
        kept: list[tuple[bytes, Mapping[str, Any]]] = []
        for row, values in changes:
            if row not in stored:
                continue
            new = {name: value for name, value in values.items() if stored[row][name] != value}
            for group in together:
                if group & new.keys():
                    new |= {name: values.get(name, stored[row][name]) for name in group}
            if new:
                kept.append((row, new))
        return kept

    def _write(
        self,
        table: str,
        patches: Sequence[tuple[bytes, Mapping[str, Value]]],
        heads: Mapping[bytes, tuple[OpKey, ...]],
    ) -> None:
        header = [] if self._touched or self.goes_on else [self._header()]
        ops = [self._op(table, row, heads.get(row, ()), patch) for row, patch in patches]
        # As in `rows.insert_rows`: going through the type of every column took as long again.
        self.db.exec_driver_sql(_INSERT, [to_row(op) for op in header + ops])
        folded.insert_rows(self.db, "action", [folded.row_of(fold([op])) for op in header])
        self._touched.setdefault(Kind(table), set()).update(row for row, _ in patches)
        self._pending.extend(ops)

    def _header(self) -> Op:
        if self.pen.seq == 0:
            first = sqlite_insert(schema.replica).values(id=self.pen.replica)
            self.db.execute(first.on_conflict_do_nothing())
        self._touched[Kind.ACTION] = {self.action}
        patch = {"kind": self.kind, "label": self.label, "undoes": self.undoes}
        return self._op("action", self.action, (), to_patch("action", patch))

    def _op(
        self, table: str, row: bytes, prev: tuple[OpKey, ...], patch: Mapping[str, Value]
    ) -> Op:
        self.pen.seq += 1
        key = OpKey(self.pen.replica, self.pen.seq)
        return Op(key, self.pen.clock.tick(), self.person, self.action, table, row, prev, patch)


def touched_by(db: Connection, action: bytes, lasting: Collection[str]) -> dict[bytes, list[Op]]:
    """Return all operations on the rows that an action touched, by row in the order it took.

    Rows of the tables `lasting` are left out if the action made them.
    """
    op = schema.op.c
    made = select(op.row).where(op.action == action, op.prev == b"")
    mine = select(op.row).where(
        op.action == action, or_(op.table.not_in(lasting), op.row.not_in(made))
    )
    found: dict[bytes, list[Op]] = {row: [] for row in db.scalars(mine.order_by(op.seq)).all()}
    for line in db.execute(select(schema.op).where(op.row.in_(mine))).all():
        one = from_row(line)
        found[one.row].append(one)
    return found
