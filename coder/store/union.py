"""The union of two logs, and the tables folded again where it matters.

A merge adds the operations that this project lacks and folds the rows they are about; it writes
no operation of its own, so the result is the same in any order. `coder.store.unmerge` takes it
back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select, text

from coder.model.errors import ProjectError
from coder.store import closure, plain_rows, rows, schema
from coder.store.fold import fold
from coder.store.ops import chunks, from_row, of_rows
from coder.store.runs import Runs
from coder.store.source import IN_SHORT, Line, Source
from coder.store.staging import Came, Stage

_OP = schema.op.c
_COLUMNS = ", ".join(f'"{column.name}"' for column in schema.op.columns)
_CLASH = (
    "“{file}” holds another history under the same marks as this project: one of the two was "
    "altered outside the program. It was not merged, and nothing was changed."
)
Row = Mapping[str, Any]


class UnfoundedError(Exception):
    """Operations rest on others that are not there."""


@dataclass(frozen=True, slots=True)
class Codings:
    """Codings that came and that nobody knew: how many, and how many with a memo, of a sort."""

    coder: bytes
    code: bytes
    report: bytes | None
    count: int
    memos: int


@dataclass
class Union:
    """What came of taking operations in: how rows were before and are now.

    `before` and `now` hold, by table and id, the rows whose operations came, None for no row;
    `disputed` and `conflicts` the (row, field) of them that were in dispute before, and are since.
    Of new codings, passages and actions
    that one operation made there may be a hundred thousand: of them `codings` tells how many
    there are, `texts` in which text of which report the passages lie, and `plain` their ids.
    """

    latest: int = 0
    before: dict[str, dict[bytes, Row | None]] = field(default_factory=dict)
    now: dict[str, dict[bytes, Row | None]] = field(default_factory=dict)
    disputed: set[tuple[bytes, str]] = field(default_factory=set)
    conflicts: set[tuple[bytes, str]] = field(default_factory=set)
    codings: list[Codings] = field(default_factory=list)
    texts: set[tuple[bytes, str]] = field(default_factory=set)
    plain: dict[str, list[bytes]] = field(default_factory=dict)

    @property
    def touched(self) -> dict[str, list[bytes]]:
        """Return the ids of the rows that it is about, by table."""
        tables = dict.fromkeys([*self.now, *self.plain])
        return {one: [*self.now.get(one, ()), *self.plain.get(one, ())] for one in tables}

    @property
    def referred(self) -> dict[str, set[bytes]]:
        """Return what the new codings refer to, by table."""
        reports = {one.report for one in self.codings if one.report is not None}
        coders = {one.coder for one in self.codings}
        return {"coder": coders, "code": {one.code for one in self.codings}, "report": reports}


def lacking(db: Connection, stage: Stage, source: Source) -> Runs:
    """Return which operations of a source are neither in this project nor on the stage.

    Raises:
        ProjectError: one is known and says something else.
    """
    new: list[tuple[bytes, int]] = []
    whole = Runs()
    for replica, first, last, count in source.replicas:
        ours = _marks(db, stage, source, replica, count)
        if ours is None:
            continue
        if not ours and count == last - first + 1:
            whole |= Runs({replica: ((first, last),)})
            continue
        more = {seq for seq, _ in source.marks(replica) - ours}
        if not more.isdisjoint(seq for seq, _ in ours):
            raise ProjectError(_CLASH.format(file=source.name))
        new += [(replica, seq) for seq in more]
    return whole | Runs.of(new)


def take_in(db: Connection, came: Came) -> Union:
    """Add operations to the log and put the rows they are about as the log now says.

    Raises:
        UnfoundedError: they are about rows that nobody has made.
        IntegrityError, OperationalError, ValueError, KeyError, TypeError: they do not hold
            together.
    """
    union = Union()
    if not came:
        return union
    known_to = _last_row(db, "op")
    within = f"FROM {came.table} WHERE {came.where}"
    db.exec_driver_sql(f"INSERT INTO main.op ({_COLUMNS}) SELECT {_COLUMNS} {within}")
    union.latest = db.exec_driver_sql(f"SELECT max(hlc) {within}").scalar() or 0
    before = {table: _last_row(db, table) for table in plain_rows.TABLES}
    plain_rows.put(db, came)
    added = {table: (before[table], _last_row(db, table)) for table in before}
    query = f"FROM temp.rest CROSS JOIN {came.table} ON {came.table}.rowid = number"
    rest = [tuple(line) for line in db.exec_driver_sql(f"SELECT {_COLUMNS} {query}")]
    plain_rows.drop(db)
    known = _put_rest(db, union, rest, known_to)
    _tell_plain(db, union, added)
    _tell_rest(db, union, known)
    return union


def refuse_unfounded(db: Connection, unions: Iterable[Union]) -> None:
    """Raise UnfoundedError if what came refers to what is not in the project."""
    touched: dict[str, set[bytes]] = {}
    referred: dict[str, set[bytes]] = {}
    for union in unions:
        if any(one.report is None for one in union.codings):
            raise UnfoundedError
        for table, found in union.now.items():
            touched.setdefault(table, set()).update(found)
        for table, ids in union.referred.items():
            referred.setdefault(table, set()).update(ids)
    if closure.is_lost(db, touched, referred):
        raise UnfoundedError


def _marks(
    db: Connection, stage: Stage, source: Source, replica: bytes, count: int
) -> set[tuple[int, bytes]] | None:
    """Return what is known of a replica as number and hash.

    None if it is just what the source has, which has `count` operations of it.
    """
    staged = stage.marks(replica)
    ours = tuple(db.exec_driver_sql(IN_SHORT, (replica,)).one())
    if ours[0] == count and not staged and ours == source.in_short(replica):
        return None
    query = select(_OP.seq, _OP.hash).where(_OP.replica == replica)
    return staged | {(seq, told) for seq, told in db.execute(query)}


def _last_row(db: Connection, table: str) -> int:
    return db.exec_driver_sql(f"SELECT max(rowid) FROM main.{table}").scalar() or 0


def _put_rest(
    db: Connection, union: Union, rest: Sequence[Line], known_to: int
) -> dict[str, set[bytes]]:
    """Fold the rows that more than one operation is about, and those of small tables.

    Returns those that were known, from operations up to row `known_to` of the log.
    """
    by_table: dict[str, dict[bytes, list[Line]]] = {}
    for line in rest:
        by_table.setdefault(line[5], {}).setdefault(line[6], []).append(line)
    known = {table: _with_history(db, list(ids), known_to) for table, ids in by_table.items()}
    union.disputed = _disputes(db, [row for ids in known.values() for row in ids])
    for table, ids in by_table.items():
        union.before[table] = _rows(db, table, list(ids), known[table])
        union.now[table] = _put(db, table, ids, known[table])
    return known


def _tell_plain(db: Connection, union: Union, added: Mapping[str, tuple[int, int]]) -> None:
    """Tell of the rows that were put by themselves: those above and up to a `rowid`."""
    span = {
        table: f"{table}.rowid > {low} AND {table}.rowid <= {high}"
        for table, (low, high) in added.items()
    }
    for table, here in span.items():
        found = db.exec_driver_sql(f"SELECT id FROM {table} WHERE {here}")
        union.plain[table] = list(found.scalars())
    lines = db.exec_driver_sql(
        "SELECT coding.coder, coding.code, passage.report, count(*), sum(coding.memo != '') "
        "FROM coding LEFT JOIN passage ON passage.id = coding.passage "
        f"WHERE {span['coding']} GROUP BY 1, 2, 3"
    )
    union.codings = [Codings(*line) for line in lines]
    query = f"SELECT DISTINCT report, text_hash FROM passage WHERE {span['passage']}"
    union.texts = {(report, text) for report, text in db.exec_driver_sql(query)}


def _tell_rest(db: Connection, union: Union, known: Mapping[str, set[bytes]]) -> None:
    """Show what is still used, and tell how rows are now and what is in dispute since."""
    changed = {table: list(ids) for table, ids in union.now.items()}
    renewed = closure.renew(db, changed, union.referred)
    for table, old in known.items():
        union.now[table].update(rows_now(db, table, list(old)))
    for table, shown in renewed.items():
        others = shown - known.get(table, set())
        union.now.setdefault(table, {}).update(rows_now(db, table, list(others)))
        union.before.setdefault(table, {}).update(dict.fromkeys(others))
    everything = [row for table in union.now.values() for row in table]
    union.conflicts = _disputes(db, everything) - union.disputed


def rows_now(db: Connection, table: str, ids: Sequence[bytes]) -> dict[bytes, Row | None]:
    """Return these rows as they are in their table, None for one that is not there."""
    return _rows(db, table, ids, ids)


def _with_history(db: Connection, ids: Sequence[bytes], mark: int) -> set[bytes]:
    """Return those of the rows that have operations in the log up to its row `mark`."""
    found: set[bytes] = set()
    for some in chunks(ids):
        query = select(_OP.row).where(_OP.row.in_(some), text(f"op.rowid <= {mark}"))
        found.update(db.scalars(query.distinct()))
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
        if all(line[7] for line in some):
            raise UnfoundedError
        if len(some) > 1:
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
