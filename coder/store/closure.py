"""What is still used does not disappear: the rule that looks across rows.

A code, a coder or a report that somebody deleted shows all the same while a live coding refers to
it, and so does a codebook while it has a code; a conflict in the field `_used` says so. That is a
function of the log alone, kept up after each act, each merge and each undo of one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    select,
)

from coder.store import rows, schema
from coder.store.fold import State, fold
from coder.store.ops import chunks, of_rows, pack_keys

USED = "_used"
_MANY = 2_000
_conflict = schema.conflict


class Use(NamedTuple):
    """Live rows of the table `by` refer to something in `column`."""

    by: str
    column: str


_ABOUT_REPORTS = ("value", "answer", "decision", "rating", "card")
_OF_CODERS = ("coding", "answer", "decision", "rating", "card")
USES: dict[str, tuple[Use, ...]] = {
    "coder": tuple(Use(table, "coder") for table in _OF_CODERS),
    "code": (Use("coding", "code"), Use("rating", "subject")),
    "card": (Use("entry", "card"),),
    "item": (
        Use("value", "attribute"),
        Use("answer", "criterion"),
        Use("decision", "stage"),
        Use("rating", "subject"),
        Use("rating", "scale"),
        Use("card", "form"),
        Use("entry", "field"),
        Use("item", "parent"),
    ),
    "codebook": (Use("code", "codebook"), Use("item", "codebook")),
    "report": (Use("coding", "passage"), *(Use(table, "report") for table in _ABOUT_REPORTS)),
}
"""What keeps rows of a table in sight. A coding is about the report of its passage."""
KINDS = ("coder", "code", "card", "item", "item", "codebook", "report")
"""The tables this is about, in an order in which each may rest on those before it.

Items come twice, for one that is used may rest on another.
"""


def renew(
    db: Connection,
    touched: Mapping[str, Iterable[bytes]] | None = None,
    referred: Mapping[str, set[bytes]] | None = None,
) -> dict[str, set[bytes]]:
    """Show what is used and deleted, drop what is so no more; return what changed, by table.

    `touched` are the rows that may have changed, by table, None means any; `referred` what new
    codings beside them refer to.
    """
    changed: dict[str, set[bytes]] = {}
    flagged = _flagged(db)
    for table in KINDS:
        suspects = flagged.get(table, set()) | _missing(db, table, touched)
        suspects |= _absent(db, table, (referred or {}).get(table, set()))
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
        flagged = _flagged(db)
    return changed


def has_all(db: Connection, referred: Mapping[str, set[bytes]]) -> bool:
    """Say whether all of these rows, by table, are there."""
    return not any(_absent(db, table, ids) for table, ids in referred.items())


def is_lost(
    db: Connection,
    touched: Mapping[str, Iterable[bytes]],
    referred: Mapping[str, set[bytes]] | None = None,
) -> bool:
    """Say whether one of these rows refers to what the log knows nothing of.

    As in `renew`, which is to be done before: what was deleted and is used shows then.
    """
    for table in dict.fromkeys(KINDS):
        lost = _missing(db, table, touched)
        if lost or _used(db, table, _absent(db, table, (referred or {}).get(table, set()))):
            return True
    coding, passage = schema.coding.c, schema.passage.c
    query = select(coding.id).where(~exists().where(passage.id == coding.passage)).limit(1)
    codings = list(touched.get("coding", ()))
    return any(db.scalar(query.where(coding.id.in_(some))) is not None for some in chunks(codings))


def dangling(db: Connection) -> bool:
    """Say whether something refers to what is not in the project."""
    if any(_anywhere(db, table) for table in dict.fromkeys(KINDS)):
        return True
    coding, passage = schema.coding.c, schema.passage.c
    lost = select(coding.id).where(~exists().where(passage.id == coding.passage))
    return db.scalar(lost.limit(1)) is not None


def _flagged(db: Connection) -> dict[str, set[bytes]]:
    """Return what was deleted and shows all the same, by table."""
    found: dict[str, set[bytes]] = {}
    columns = _conflict.c
    for table, row in db.execute(select(columns.table, columns.row).where(columns.field == USED)):
        found.setdefault(table, set()).add(row)
    return found


def _missing(
    db: Connection, table: str, touched: Mapping[str, Iterable[bytes]] | None
) -> set[bytes]:
    """Return ids of rows that are referred to and not in the table."""
    if touched is None:
        return _anywhere(db, table)
    users = {use.by: list(touched.get(use.by, ())) for use in USES[table]}
    own = list(touched.get(table, ()))
    if sum(map(len, users.values())) + len(own) > _MANY:
        return _anywhere(db, table)
    gone = set(own) - _present(db, table, own)
    found = _used(db, table, gone) if gone else set()
    for use in USES[table]:
        for some in chunks(users[use.by]):
            found.update(db.scalars(_lost(table, use), {"ids": some}))
    return found - _elsewhere(db, table, found)


@cache
def _lost(table: str, use: Use) -> "Select[bytes]":
    """Return the query for what the rows `ids` refer to and is not in the table."""
    query, reference = _references(table, use)
    users = schema.FOLDED[use.by].c.id.in_(bindparam("ids", expanding=True))
    target = schema.FOLDED[table].alias("target").c  # By another name: an item may be part of one.
    known = exists().where(target.id == reference)
    return query.where(users, reference.is_not(None), ~known)


def _references(table: str, use: Use) -> "tuple[Select[bytes], Column[bytes]]":
    """Return the query for what rows refer to, each once, and the column that says it."""
    reference: Column[bytes] = schema.FOLDED[use.by].c[use.column]
    if (table, use.column) != ("report", "passage"):
        return select(reference).distinct(), reference
    passage = schema.passage.c
    query = select(passage.report).join(schema.coding, schema.coding.c.passage == passage.id)
    return query.distinct(), passage.report


def _absent(db: Connection, table: str, ids: set[bytes]) -> set[bytes]:
    """Return which of these are not in the table, and are of that table."""
    lost = ids - _present(db, table, list(ids)) if ids else set()
    return lost - _elsewhere(db, table, lost)


def _anywhere(db: Connection, table: str) -> set[bytes]:
    known = set(db.scalars(select(schema.FOLDED[table].c.id)))
    referred: set[bytes] = set()
    for use in USES[table]:
        query, reference = _references(table, use)
        referred.update(db.scalars(query.where(reference.is_not(None))))
    lost = referred - known
    return lost - _elsewhere(db, table, lost)


def _elsewhere(db: Connection, table: str, ids: set[bytes]) -> set[bytes]:
    """Return those that are not of this table: a rating is on a code or on an item."""
    if table not in {"code", "item"} or not ids:
        return set()
    op = schema.op.c
    found: set[bytes] = set()
    for some in chunks(list(ids)):
        found.update(db.scalars(select(op.row).where(op.row.in_(some), op.table != table)))
    return found


def _used(db: Connection, table: str, ids: Iterable[bytes]) -> set[bytes]:
    return {one for one in ids if any(_is_used(db, table, one))}


def _is_used(db: Connection, table: str, identity: bytes) -> Iterator[bool]:
    for use in USES[table]:
        query, reference = _references(table, use)
        yield db.scalar(query.where(reference == identity).limit(1)) is not None


def _present(db: Connection, table: str, ids: Sequence[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    for some in chunks(ids):
        found.update(db.scalars(_there(table), {"ids": some}))
    return found


@cache
def _there(table: str) -> "Select[bytes]":
    """Return the query for which of `ids` are in the table."""
    identity = schema.FOLDED[table].c.id
    return select(identity).where(identity.in_(bindparam("ids", expanding=True)))


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
