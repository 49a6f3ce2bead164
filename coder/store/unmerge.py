"""Taking a merge back: its operations leave the log, and all is as if they had not come."""

from collections.abc import Iterable, Sequence
from itertools import chain

from sqlalchemy import Connection

from coder.model.errors import ProjectError
from coder.store import closure, plain_rows, rows, schema
from coder.store.fold import fold
from coder.store.ops import chunks, of_rows
from coder.store.runs import Runs
from coder.store.staging import Came

_COLUMNS = ", ".join(f'"{column.name}"' for column in schema.op.columns)
_OF_OP = ", ".join(f'op."{column.name}"' for column in schema.op.columns)
_BUILT_ON = (
    "What this merge brought was worked on since, so it cannot be taken back as a whole. Change "
    "or delete what is not wanted instead."
)


def remove(db: Connection, runs: Runs, batch: bytes) -> dict[str, list[bytes]]:
    """Take operations out of the log, keep them aside, and put the rows as it now says.

    Returns by table the rows that they were about, and those that show, or do not, because of it.

    Raises:
        ProjectError: something that stays builds on them.
    """
    db.exec_driver_sql("CREATE TEMP TABLE gone (replica BLOB, first INTEGER, last INTEGER)")
    try:
        if runs:
            db.exec_driver_sql(
                "INSERT INTO temp.gone VALUES (?, ?, ?)", [tuple(one) for one in runs]
            )
        aside = _put_aside(db, batch)
        by_table = _rows_of(db, aside)
        _take_out(db, aside, by_table)
    finally:
        db.exec_driver_sql("DROP TABLE temp.gone")
    _put_left(db, aside, runs)
    renewed = closure.renew(db)
    if closure.dangling(db):
        raise ProjectError(_BUILT_ON)
    tables = dict.fromkeys([*by_table, *renewed])
    return {one: list({*by_table.get(one, ()), *renewed.get(one, ())}) for one in tables}


def kept_aside(db: Connection, batch: bytes) -> tuple[Came, Runs]:
    """Return the operations that `remove` kept, and those of them that came by another way since.

    The latter are with the former no more.
    """
    back = (
        "FROM undone_op WHERE batch = ? AND EXISTS (SELECT 1 FROM op "
        "WHERE op.replica = undone_op.replica AND op.seq = undone_op.seq)"
    )
    others = Runs.of(map(tuple, db.exec_driver_sql(f"SELECT replica, seq {back}", (batch,))))
    if others:
        db.exec_driver_sql(f"DELETE {back}", (batch,))
    return _aside(db, batch), others


def let_go(db: Connection, batch: bytes) -> None:
    """Forget what was kept aside."""
    db.exec_driver_sql("DELETE FROM undone_op WHERE batch = ?", (batch,))


def _aside(db: Connection, batch: bytes) -> Came:
    query = "SELECT min(rowid), max(rowid) FROM undone_op WHERE batch = ?"
    first, last = db.exec_driver_sql(query, (batch,)).one()
    return Came("undone_op", first, last) if last else Came("undone_op", 1, 0)


_GONE = (
    "FROM temp.gone CROSS JOIN op ON op.replica = gone.replica "
    "AND op.seq BETWEEN gone.first AND gone.last"
)


def _put_aside(db: Connection, batch: bytes) -> Came:
    # The rows of one batch lie one behind the other: no other statement writes between them.
    db.exec_driver_sql(f"INSERT INTO undone_op SELECT ?, {_OF_OP} {_GONE}", (batch,))
    return _aside(db, batch)


def _rows_of(db: Connection, aside: Came) -> dict[str, list[bytes]]:
    found: dict[str, set[bytes]] = {}
    query = f'SELECT "table", row FROM undone_op WHERE {aside.where}'
    for table, row in db.exec_driver_sql(query):
        found.setdefault(table, set()).add(row)
    return {table: list(ids) for table, ids in found.items()}


def _take_out(db: Connection, aside: Came, by_table: dict[str, list[bytes]]) -> None:
    """Take the operations out of the log, and the rows they are about out of their tables.

    Emptying a table costs next to nothing, each row that is taken out of one costs a search in
    every index: where less stays than goes, what stays is put in again.
    """
    is_emptied = _less_stays(db, aside)
    if is_emptied:
        _keep_only(db, "op", f"rowid NOT IN (SELECT op.rowid {_GONE})")
        for table in plain_rows.TABLES:
            stays = f"SELECT row FROM op WHERE \"table\" = '{table}'"
            known = f"SELECT row FROM undone_op WHERE {aside.where} AND \"table\" = '{table}'"
            _keep_only(db, table, f"id IN ({stays}) AND id NOT IN ({known})")
    else:
        db.exec_driver_sql(f"DELETE FROM op WHERE rowid IN (SELECT op.rowid {_GONE})")
    for table, ids in by_table.items():
        if not is_emptied or table not in plain_rows.TABLES:
            rows.delete_rows(db, table, ids)
    _forget_conflicts(db, set(chain.from_iterable(by_table.values())))


def _less_stays(db: Connection, aside: Came) -> bool:
    """Say whether fewer operations stay in the log than go."""
    count = db.exec_driver_sql("SELECT count(*) FROM op").scalar() or 0
    return count < 2 * (aside.last - aside.first + 1)


def _keep_only(db: Connection, table: str, which: str) -> None:
    """Empty a table but for the rows that a condition names."""
    db.exec_driver_sql(f"CREATE TEMP TABLE stays AS SELECT * FROM main.{table} WHERE {which}")
    db.exec_driver_sql(f"DELETE FROM main.{table}")
    db.exec_driver_sql(f"INSERT INTO main.{table} SELECT * FROM temp.stays")
    db.exec_driver_sql("DROP TABLE temp.stays")


def _forget_conflicts(db: Connection, gone: set[bytes]) -> None:
    found: Iterable[bytes] = db.exec_driver_sql("SELECT row FROM conflict").scalars()
    for some in chunks([row for row in set(found) if row in gone]):
        marks = ", ".join("?" for _ in some)
        db.exec_driver_sql(f"DELETE FROM conflict WHERE row IN ({marks})", tuple(some))


def _put_left(db: Connection, aside: Came, runs: Runs) -> None:
    """Put the rows that lost some of their operations as the log says without them."""
    query = (
        f"SELECT DISTINCT row FROM undone_op WHERE {aside.where} "
        "AND EXISTS (SELECT 1 FROM op WHERE op.row = undone_op.row)"
    )
    left = of_rows(db, _all(db, query))
    if any(key in runs for op in chain.from_iterable(left.values()) for key in op.prev):
        raise ProjectError(_BUILT_ON)
    rows.put_states(db, [fold(ops) for ops in left.values()])


def _all(db: Connection, query: str) -> Sequence[bytes]:
    return list(db.exec_driver_sql(query).scalars())
