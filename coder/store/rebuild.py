"""The tables as the log alone says they are, and the check that they are so."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from coder.progress import Progress, Work
from coder.store import closure, file, schema
from coder.store.fold import Op, State, fold
from coder.store.op_hash import is_whole
from coder.store.ops import from_row, pack_keys
from coder.store.rows import row_of

Row = dict[str, Any]
Conflict = tuple[str, bytes, str, bytes]
"""Table, row, field, and the packed keys of the operations in dispute."""


@dataclass
class Rebuilt:
    """What the tables must say: rows by table and id, and the conflicts."""

    rows: dict[str, dict[bytes, Row]] = field(default_factory=lambda: defaultdict(dict))
    conflicts: set[Conflict] = field(default_factory=set)
    _dead: dict[str, list[State]] = field(default_factory=lambda: defaultdict(list))

    def add(self, state: State) -> None:
        """Take in how one row stands."""
        table, row = state.origin.table, state.origin.row
        if state.deleted:
            if table in closure.KINDS:
                self._dead[table].append(state)
            return
        self.rows[table][row] = row_of(state)
        self.conflicts |= {
            (table, row, name, pack_keys(keys)) for name, keys in state.conflicts.items()
        }

    def close(self) -> None:
        """Show what is used although it was deleted; call it when all rows are in."""
        for table in closure.KINDS:
            used = self._used(table)
            for state in self._dead[table]:
                row = state.origin.row
                if row in used:
                    self.rows[table][row] = row_of(state)
                    self.conflicts.add((table, row, closure.USED, pack_keys(state.heads)))

    def _used(self, table: str) -> set[bytes]:
        passages = self.rows["passage"]
        found: set[bytes] = set()
        for use in closure.USES[table]:
            said = {one[use.column] for one in self.rows[use.by].values()}
            if (table, use.column) == ("report", "passage"):
                said = {passages[one]["report"] for one in said}
            found |= said
        return found


def check_log(db: Connection) -> Work[list[str]]:
    """Compare every hash with its operation, and every row and conflict with what the log says.

    Returns the problems found, in plain words; an empty list when there are none.
    """
    problems: list[str] = []
    try:
        yield from _look_through(db, problems)
    except file.ALTERED:
        problems.append("The history cannot be read: its contents do not hold together.")
    return problems


def _look_through(db: Connection, problems: list[str]) -> Work[None]:
    rebuilt = Rebuilt()
    total = db.scalar(select(schema.op.c.seq).order_by(schema.op.c.seq.desc()).limit(1)) or 0
    history: list[Op] = []
    query = select(schema.op).order_by(schema.op.c.row, schema.op.c.hlc, schema.op.c.replica)
    for number, line in enumerate(db.execute(query)):
        if not is_whole(line):
            problems.append(f"History entry {bytes(line.replica).hex()}/{line.seq} was altered.")
        op = from_row(line)
        if history and op.row != history[0].row:
            rebuilt.add(fold(history))
            history = []
        history.append(op)
        if number % 5000 == 0:
            yield Progress(number, max(number, total), "Checking the history")
    if history:
        rebuilt.add(fold(history))
    try:
        rebuilt.close()
    except KeyError:
        problems.append("A coding has no passage.")
        return
    problems += _differences(db, rebuilt)
    if not problems and closure.dangling(db):
        problems.append(
            "Something refers to what is not in the project: a merge that brought it is undone."
        )


def _differences(db: Connection, rebuilt: Rebuilt) -> list[str]:
    problems: list[str] = []
    for name, table in schema.FOLDED.items():
        stored = {line["id"]: dict(line) for line in db.execute(select(table)).mappings()}
        wanted = rebuilt.rows[name]
        for key in stored.keys() | wanted.keys():
            if key not in wanted:
                problems.append(f"A {name} ({key.hex()}) is not in the history.")
            elif stored.get(key) != wanted[key]:
                problems.append(f"A {name} ({key.hex()}) is not as its history says.")
    listed = {
        (line.table, line.row, line.field, line.ops)
        for line in db.execute(select(schema.conflict))
    }
    return problems + [
        f"What is in dispute of a {kind} ({row.hex()}, {what}) is not listed so."
        for kind, row, what, _ in sorted(listed ^ rebuilt.conflicts)
    ]
