"""The codebooks and codes of a project."""

from typing import Any

from sqlalchemy import Connection, Select, func, select

from coder.model.codebook import Code, Codebook
from coder.model.ids import CONSENSUS, CodebookId, CodeId
from coder.store import schema

_code = schema.code


def _counted() -> "Select[Any]":
    """Ask for all codes, each with how many codings it has; those of the consensus left out."""
    coding = schema.coding.c
    counted = select(func.count()).where(coding.code == _code.c.id).scalar_subquery()
    tally = select(coding.code, func.count().label("codings")).group_by(coding.code)
    settled = tally.where(coding.coder == CONSENSUS).subquery()
    number = counted - func.coalesce(settled.c.codings, 0)
    joined = select(_code, number.label("codings"))
    return joined.outerjoin(settled, settled.c.code == _code.c.id)


_COUNTED = _counted()
"""Made once, not for each answer."""


def all_codebooks(db: Connection) -> list[Codebook]:
    """Return the codebooks in the order they were taken."""
    table = schema.codebook
    query = select(table).order_by(table.c.position, table.c.id)
    found = []
    for line in db.execute(query).mappings():
        values = {name: value for name, value in line.items() if name != "position"}
        found.append(Codebook(**values))
    return found


def all_codes(db: Connection) -> list[Code]:
    """Return all codes in tree order, parents before children, with their numbers of codings.

    What was settled does not count: it says again what coders said.
    """
    codes = [Code(**line) for line in db.execute(_COUNTED).mappings()]
    return in_tree_order(codes, [book.id for book in all_codebooks(db)])


def in_tree_order(codes: list[Code], books: list[CodebookId]) -> list[Code]:
    """Sort codes by codebook, then depth first by position; an orphan comes at the top level."""
    known = {code.id for code in codes}
    children: dict[tuple[CodebookId, CodeId | None], list[Code]] = {}
    for code in codes:
        parent = code.parent if code.parent in known else None
        children.setdefault((code.codebook, parent), []).append(code)
    for some in children.values():
        some.sort(key=lambda code: (code.position, code.id))
    ordered: list[Code] = []
    for book in books:
        pending = list(reversed(children.get((book, None), [])))
        while pending:
            code = pending.pop()
            ordered.append(code)
            pending.extend(reversed(children.get((book, code.id), [])))
    return ordered


def with_descendants(codes: list[Code], top: CodeId) -> list[CodeId]:
    """Return a code and all codes under it, in tree order."""
    chosen = {top}
    for code in codes:
        if code.parent in chosen:
            chosen.add(code.id)
    return [code.id for code in codes if code.id in chosen]


def codings_of(db: Connection, codes: list[CodeId]) -> list[bytes]:
    """Return the ids of all codings with any of these codes."""
    query = select(schema.coding.c.id).where(schema.coding.c.code.in_(codes))
    return list(db.scalars(query.order_by(schema.coding.c.id)))
