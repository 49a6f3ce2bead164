"""The folded tables: rows put as the log says they stand."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnDefault, Connection, bindparam, insert, select, update

from coder.store import schema
from coder.store.fold import State, Value, fold
from coder.store.ops import chunks, from_patch, of_rows, pack_keys
from coder.text.fold import fold_plain

Row = dict[str, Any]
_Origin = tuple[bytes, int, int, bytes]
"""Of the operation that made a row: replica, number, clock and person."""


def _derive_passage(row: Row, _origin: _Origin) -> None:
    ranges = json.loads(row["ranges"])
    row["page"], row["start"] = ranges[0][0], ranges[0][1]
    row["end_page"], row["end"] = ranges[-1][0], ranges[-1][2]
    row["folded"] = fold_plain(row["quote"])


def _derive_action(row: Row, origin: _Origin) -> None:
    row["replica"], row["seq"], row["hlc"], row["person"] = origin


_DERIVE: dict[str, Callable[[Row, _Origin], None]] = {
    "passage": _derive_passage,
    "action": _derive_action,
}


_NAMES = {name: [column.name for column in table.columns] for name, table in schema.FOLDED.items()}
_DEFAULTS: dict[str, Row] = {
    name: {
        column.name: column.default.arg if isinstance(column.default, ColumnDefault) else None
        for column in table.columns
        if column.nullable or column.default is not None
    }
    for name, table in schema.FOLDED.items()
}
"""What columns say that are younger than the operation that made a row."""


def defaults(table: str, columns: Iterable[str]) -> Row:
    """Return what columns say in a row of which nothing was said of them."""
    return {name: _DEFAULTS[table][name] for name in columns}


def row_of(state: State) -> Row:
    """Return the row of its table that a state amounts to."""
    op = state.origin
    return _row(op.table, op.row, state.fields, (*op.key, op.hlc, op.person))


def first_row(line: Sequence[Any]) -> Row:
    """Return the row that an operation, as it lies in the log, makes if there are no others."""
    replica, seq, hlc, person, _, table, identity, _, patch, _ = line
    return _row(table, identity, json.loads(patch), (replica, seq, hlc, person))


def _row(table: str, identity: bytes, fields: Mapping[str, Value], origin: _Origin) -> Row:
    row: Row = {**_DEFAULTS[table], "id": identity}
    for name, value in from_patch(table, fields).items():
        # Undo writes nothing (null) for a column that was younger than the row.
        if value is not None:
            row[name] = value
    derive = _DERIVE.get(table)
    if derive:
        derive(row, origin)
    return row


def insert_rows(db: Connection, table: str, rows: Sequence[Row]) -> None:
    """Put new rows into a folded table."""
    if not rows:
        return
    names = _NAMES[table]
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    # Values are as SQLite takes them; going through every column's type took as long again.
    lines = [tuple([row[name] for name in names]) for row in rows]
    db.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", lines)


def delete_rows(db: Connection, table: str, ids: Sequence[bytes]) -> None:
    """Take rows out of a folded table."""
    _delete(db, table, "id", ids)


def _delete(db: Connection, table: str, column: str, ids: Sequence[bytes]) -> None:
    # One by one from a list: statements that name hundreds of ids each take longer to be written.
    if ids:
        statement = f'DELETE FROM {table} WHERE "{column}" = ?'
        db.exec_driver_sql(statement, [(one,) for one in ids])


def update_rows(db: Connection, table: str, patches: Sequence[tuple[bytes, Row]]) -> None:
    """Set the given columns of the given rows; rows that change the same columns go together."""
    target = schema.FOLDED[table]
    by_shape: dict[tuple[str, ...], list[Row]] = {}
    for identity, values in patches:
        by_shape.setdefault(tuple(values), []).append({"_id": identity, **values})
    for names, rows in by_shape.items():
        statement = update(target).where(target.c.id == bindparam("_id"))
        db.execute(statement.values({name: bindparam(name) for name in names}), rows)


def refold(db: Connection, ids: Sequence[bytes]) -> None:
    """Fold these rows from the log again and put them, and their conflicts, as it says."""
    states = [fold(ops) for ops in of_rows(db, ids).values()]
    put_states(db, states)


def put_states(db: Connection, states: Iterable[State]) -> None:
    """Make the folded tables say of these rows what their states say."""
    by_table: dict[str, list[State]] = {}
    for state in states:
        by_table.setdefault(state.origin.table, []).append(state)
    for table, some in by_table.items():
        delete_rows(db, table, [state.origin.row for state in some])
        insert_rows(db, table, [row_of(state) for state in some if not state.deleted])
        _put_conflicts(db, some)


def _put_conflicts(db: Connection, states: Sequence[State]) -> None:
    conflict = schema.conflict
    _delete(db, conflict.name, "row", [state.origin.row for state in states])
    rows = [
        {
            "table": state.origin.table,
            "row": state.origin.row,
            "field": name,
            "ops": pack_keys(keys),
        }
        for state in states
        for name, keys in state.conflicts.items()
    ]
    if rows:
        db.execute(insert(conflict), rows)


def disputed(db: Connection, ids: Sequence[bytes]) -> set[bytes]:
    """Return those of the rows that have a conflict to settle."""
    conflict = schema.conflict
    found: set[bytes] = set()
    for some in chunks(ids):
        found.update(db.scalars(select(conflict.c.row).where(conflict.c.row.in_(some))))
    return found
