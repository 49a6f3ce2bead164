"""The union of two logs, and the tables folded again where it matters.

A merge adds the operations that this project lacks and folds the rows they are about; it writes
no operation of its own, so the result is the same in any order. Taking it back removes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import Connection, delete, exists, select

from coder.model.errors import ProjectError
from coder.model.team import OpKey
from coder.store import closure, rows, schema
from coder.store.fold import fold
from coder.store.ops import chunks, from_row, is_whole, of_rows
from coder.store.source import Line, Source

_OP = schema.op.c
_COLUMNS = ", ".join(f'"{column.name}"' for column in schema.op.columns)
_MARKS = ", ".join("?" for _ in schema.op.columns)
_CLASH = (
    "“{file}” holds another history under the same marks as this project: one of the two was "
    "altered outside the program. It was not merged, and nothing was changed."
)
Row = Mapping[str, Any]


@dataclass
class Union:
    """What came of taking operations in: which, and how rows were before and are now.

    `before` and `now` hold, by table and id, the rows whose operations came, None for no row;
    `conflicts` the (row, field) that are in dispute since.
    """

    keys: set[OpKey] = field(default_factory=set)
    latest: int = 0
    before: dict[str, dict[bytes, Row | None]] = field(default_factory=dict)
    now: dict[str, dict[bytes, Row | None]] = field(default_factory=dict)
    conflicts: set[tuple[bytes, str]] = field(default_factory=set)

    @property
    def touched(self) -> dict[str, list[bytes]]:
        """Return the ids of the rows that it is about, by table."""
        return {table: list(ids) for table, ids in self.now.items()}


def lacking(db: Connection, source: Source) -> set[OpKey]:
    """Return which operations of a source are not in this project.

    Raises:
        ProjectError: one is in both and says something else.
    """
    theirs = source.marks()
    ours: set[tuple[bytes, int, bytes]] = set()
    query = "SELECT replica, seq, hash FROM op WHERE replica = ?"
    for replica in {mark[0] for mark in theirs}:
        found = db.exec_driver_sql(query, (replica,)).all()
        ours.update((line[0], line[1], line[2]) for line in found)
    new = {OpKey(replica, seq) for replica, seq, _ in theirs - ours}
    if not new.isdisjoint((replica, seq) for replica, seq, _ in ours):
        raise ProjectError(_CLASH.format(file=source.name))
    return new


def lines(source: Source, wanted: set[OpKey]) -> list[Line]:
    """Read operations of a source; raises DamagedProjectError when one is not what it was."""
    found: list[Line] = []
    for line in source.ops() if wanted else ():
        if (line[0], line[1]) not in wanted:
            continue
        if line[5] not in schema.FOLDED or not is_whole(line):
            raise source.damaged("its history was altered")
        found.append(line)
    if len(found) != len(wanted):
        raise source.damaged("its history is not whole")
    return found


def take_in(db: Connection, some: Sequence[Line]) -> Union:
    """Add operations to the log and put the rows they are about as the log now says."""
    found = Union({OpKey(line[0], line[1]) for line in some})
    if not some:
        return found
    found.latest = max(line[2] for line in some)
    by_table: dict[str, dict[bytes, list[Line]]] = {}
    for line in some:
        by_table.setdefault(line[5], {}).setdefault(line[6], []).append(line)
    known = {table: _with_history(db, list(ids)) for table, ids in by_table.items()}
    disputed = _disputes(db, [row for ids in known.values() for row in ids])
    db.exec_driver_sql(f"INSERT INTO op ({_COLUMNS}) VALUES ({_MARKS})", list(some))
    for table, ids in by_table.items():
        found.before[table] = _rows(db, table, list(ids), known[table])
        found.now[table] = _put(db, table, ids, known[table])
    renewed = closure.renew(db, found.touched)
    for table, old in known.items():
        found.now[table].update(rows_now(db, table, list(old)))
    for table, shown in renewed.items():
        others = shown - known.get(table, set())
        found.now.setdefault(table, {}).update(rows_now(db, table, list(others)))
        found.before.setdefault(table, {}).update(dict.fromkeys(others))
    everything = [row for table in found.now.values() for row in table]
    found.conflicts = _disputes(db, everything) - disputed
    return found


def remove(db: Connection, keys: Iterable[OpKey], batch: bytes) -> dict[str, list[bytes]]:
    """Take operations out of the log, keep them aside, and put the rows as it now says.

    Returns the rows that they were about, by table.

    Raises:
        ProjectError: something that stays builds on them.
    """
    gone = set(keys)
    key = "replica BLOB, seq INTEGER, PRIMARY KEY (replica, seq)"
    db.exec_driver_sql(f"CREATE TEMP TABLE gone ({key}) WITHOUT ROWID")
    db.exec_driver_sql("CREATE TEMP TABLE gone_row (kind TEXT, row BLOB PRIMARY KEY)")
    try:
        db.exec_driver_sql("INSERT INTO temp.gone VALUES (?, ?)", [tuple(one) for one in gone])
        columns = ", ".join(f'op."{column.name}"' for column in schema.op.columns)
        found = "FROM temp.gone JOIN op USING (replica, seq)"
        db.exec_driver_sql(f'INSERT INTO temp.gone_row SELECT DISTINCT op."table", op.row {found}')
        db.exec_driver_sql(f"INSERT INTO undone_op SELECT ?, {columns} {found}", (batch,))
        db.exec_driver_sql(f"DELETE FROM op WHERE rowid IN (SELECT op.rowid {found})")
        by_table: dict[str, list[bytes]] = {}
        for table, row in db.exec_driver_sql("SELECT kind, row FROM temp.gone_row"):
            by_table.setdefault(table, []).append(row)
        _put_without(db, by_table, gone)
    finally:
        db.exec_driver_sql("DROP TABLE temp.gone_row")
        db.exec_driver_sql("DROP TABLE temp.gone")
    closure.renew(db)
    if closure.dangling(db):
        raise ProjectError(_BUILT_ON)
    return by_table


def _put_without(db: Connection, tables: Iterable[str], gone: set[OpKey]) -> None:
    """Put the rows in `temp.gone_row` as the log says without the operations that are gone."""
    for table in tables:
        mine = f"SELECT row FROM temp.gone_row WHERE kind = '{table}'"
        db.exec_driver_sql(f"DELETE FROM {table} WHERE id IN ({mine})")
    db.exec_driver_sql("DELETE FROM conflict WHERE row IN (SELECT row FROM temp.gone_row)")
    query = (
        "SELECT row FROM temp.gone_row "
        "WHERE EXISTS (SELECT 1 FROM op WHERE op.row = temp.gone_row.row)"
    )
    left = of_rows(db, list(db.exec_driver_sql(query).scalars()))
    if any(not gone.isdisjoint(op.prev) for op in chain.from_iterable(left.values())):
        raise ProjectError(_BUILT_ON)
    rows.put_states(db, [fold(ops) for ops in left.values()])


def kept_aside(db: Connection, batch: bytes) -> list[Line]:
    """Return the operations that `remove` kept, less those that came back by another way."""
    aside = schema.undone_op
    query = select(*(aside.c[column.name] for column in schema.op.columns))
    known = exists().where(_OP.replica == aside.c.replica, _OP.seq == aside.c.seq)
    found = [tuple(line) for line in db.execute(query.where(aside.c.batch == batch, ~known))]
    db.execute(delete(aside).where(aside.c.batch == batch))
    return found


_BUILT_ON = (
    "What this merge brought was worked on since, so it cannot be taken back as a whole. Change "
    "or delete what is not wanted instead."
)


def rows_now(db: Connection, table: str, ids: Sequence[bytes]) -> dict[bytes, Row | None]:
    """Return these rows as they are in their table, None for one that is not there."""
    return _rows(db, table, ids, ids)


def _with_history(db: Connection, ids: Sequence[bytes]) -> set[bytes]:
    """Return those of the rows that have operations in the log."""
    found: set[bytes] = set()
    for some in chunks(ids):
        found.update(db.scalars(select(_OP.row).where(_OP.row.in_(some)).distinct()))
    return found


def _rows(
    db: Connection, table: str, ids: Sequence[bytes], known: Iterable[bytes]
) -> dict[bytes, Row | None]:
    """Return the rows of these ids as they are in their table; only `known` ones can be there."""
    found: dict[bytes, Row | None] = dict.fromkeys(ids)
    target = schema.FOLDED[table]
    for some in chunks(list(known)):
        for line in db.execute(select(target).where(target.c.id.in_(some))).mappings():
            found[line["id"]] = dict(line)
    return found


def _put(
    db: Connection, table: str, by_row: Mapping[bytes, Sequence[Line]], known: set[bytes]
) -> dict[bytes, Row | None]:
    """Put rows as the log says; those that are not `known` have no other operations."""
    now: dict[bytes, Row | None] = {}
    fresh: list[rows.Row] = []
    several = []
    for row, some in by_row.items():
        if row in known:
            continue
        if len(some) > 1 or some[0][7]:
            several.append(fold(map(from_row, some)))
            continue
        fresh.append(rows.first_row(some[0]))
        now[row] = fresh[-1]
    rows.insert_rows(db, table, fresh)
    states = [*several, *(fold(ops) for ops in of_rows(db, list(known)).values())]
    rows.put_states(db, states)
    for state in states:
        now[state.origin.row] = None if state.deleted else rows.row_of(state)
    return now


def _disputes(db: Connection, ids: Iterable[bytes]) -> set[tuple[bytes, str]]:
    """Return what is in dispute of these rows; there is seldom much in dispute at all."""
    wanted, conflict = set(ids), schema.conflict.c
    lines = db.execute(select(conflict.row, conflict.field))
    return {(row, name) for row, name in lines if row in wanted}
