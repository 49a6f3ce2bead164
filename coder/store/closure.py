"""What is still used does not disappear: the rule that looks across rows.

A code, a coder or a report that somebody deleted shows all the same while a live coding refers to
it, and so does a codebook while it has a code; a conflict in the field `_used` says so. That is a
function of the log alone, kept up after each act, each merge and each undo of one.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Select, and_, delete, exists, insert, select

from coder.store import rows, schema
from coder.store.fold import State, fold
from coder.store.ops import chunks, of_rows, pack_keys

USED = "_used"
KINDS = ("coder", "code", "codebook", "report")
"""The tables this is about, in an order in which each may rest on those before it."""
_MANY = 2_000
_coding, _passage, _code = schema.coding.c, schema.passage.c, schema.code.c
_conflict = schema.conflict
_USES: "dict[str, Select[tuple[bytes]]]" = {
    "coder": select(_coding.coder),
    "code": select(_coding.code),
    "codebook": select(_code.codebook),
    "report": select(_passage.report).where(exists().where(_coding.passage == _passage.id)),
}
_REFERENCE = {
    "coder": _coding.coder,
    "code": _coding.code,
    "codebook": _code.codebook,
    "report": _passage.report,
}


def renew(
    db: Connection, touched: Mapping[str, Iterable[bytes]] | None = None
) -> dict[str, set[bytes]]:
    """Show what is used and deleted, drop what is so no more; return what changed, by table.

    `touched` are the rows that may have changed, by table; None means any.
    """
    changed: dict[str, set[bytes]] = {}
    for table in KINDS:
        suspects = _flagged(db, table) | _missing(db, table, touched)
        if not suspects:
            continue
        shown = _present(db, table, list(suspects))
        used = _used(db, table, suspects)
        for identity, ops in of_rows(db, list(suspects)).items():
            state = fold(ops)
            if not state.deleted:
                continue
            _take(db, state)
            if identity in used:
                _show(db, state)
            if (identity in used) != (identity in shown):
                changed.setdefault(table, set()).add(identity)
                touched = _and(touched, table, identity)
    return changed


def dangling(db: Connection) -> bool:
    """Say whether a coding or a code refers to something that is not in the project."""
    if any(_anywhere(db, table) for table in KINDS):
        return True
    lost = select(_coding.id).where(~exists().where(_passage.id == _coding.passage))
    return db.scalar(lost.limit(1)) is not None


def _flagged(db: Connection, table: str) -> set[bytes]:
    columns = _conflict.c
    query = select(columns.row).where(columns.field == USED, columns.table == table)
    return set(db.scalars(query))


def _missing(
    db: Connection, table: str, touched: Mapping[str, Iterable[bytes]] | None
) -> set[bytes]:
    """Return ids of rows that are referred to and not in the table."""
    if touched is None:
        return _anywhere(db, table)
    by = "code" if table == "codebook" else "coding"
    users, own = list(touched.get(by, ())), list(touched.get(table, ()))
    if len(users) + len(own) > _MANY:
        return _anywhere(db, table)
    gone = set(own) - _present(db, table, own)
    found = _used(db, table, gone) if gone else set()
    for some in chunks(users):
        found.update(db.scalars(_missing_by(table, by, some)))
    return found


def _missing_by(table: str, by: str, users: Sequence[bytes]) -> "Select[tuple[bytes]]":
    reference, target = _REFERENCE[table], schema.FOLDED[table].c
    query = select(reference).distinct()
    if table == "report":
        query = query.join(schema.coding, _coding.passage == _passage.id)
    query = query.where(schema.FOLDED[by].c.id.in_(users))
    return query.where(~exists().where(target.id == reference))


def _anywhere(db: Connection, table: str) -> set[bytes]:
    known = set(db.scalars(select(schema.FOLDED[table].c.id)))
    referred: set[bytes] = set(db.scalars(_USES[table].distinct()))
    return referred - known


def _used(db: Connection, table: str, ids: Iterable[bytes]) -> set[bytes]:
    reference = _REFERENCE[table]
    return {one for one in ids if db.scalar(_USES[table].where(reference == one).limit(1))}


def _present(db: Connection, table: str, ids: Sequence[bytes]) -> set[bytes]:
    identity = schema.FOLDED[table].c.id
    found: set[bytes] = set()
    for some in chunks(ids):
        found.update(db.scalars(select(identity).where(identity.in_(some))))
    return found


def _take(db: Connection, state: State) -> None:
    rows.delete_rows(db, state.origin.table, [state.origin.row])
    columns = _conflict.c
    here = and_(columns.row == state.origin.row, columns.field == USED)
    db.execute(delete(_conflict).where(here))


def _show(db: Connection, state: State) -> None:
    rows.insert_rows(db, state.origin.table, [rows.row_of(state)])
    db.execute(insert(_conflict), [flag(state)])


def flag(state: State) -> dict[str, object]:
    """Return the row of the conflict table that says that a deleted row is still used."""
    return {
        "table": state.origin.table,
        "row": state.origin.row,
        "field": USED,
        "ops": pack_keys(state.heads),
    }


def _and(
    touched: Mapping[str, Iterable[bytes]] | None, table: str, identity: bytes
) -> Mapping[str, Iterable[bytes]] | None:
    """Return `touched` with a row more."""
    if touched is None:
        return None
    return {**touched, table: {*touched.get(table, ()), identity}}
