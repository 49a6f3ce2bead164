"""The people who code."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from coder.model.coding import Coder
from coder.model.ids import CONSENSUS, CoderId
from coder.store import schema

_WORK = ("coding", "answer", "decision", "rating", "card", "settlement")
"""The tables in which a coder has work."""


def all_coders(db: Connection) -> list[Coder]:
    """Return the people who code by name, each with the number of their codings.

    Consensus is none of them, nor who was joined with another and has no work of their own.
    """
    return _people(_everyone(db))


def people(db: Connection) -> list[CoderId]:
    """Return who the people are, by name; their codings are not counted, which takes longer."""
    coder = schema.coder.c
    lines = db.execute(select(coder.id, coder.name).where(coder.id != CONSENSUS, _is_somebody()))
    return [CoderId(one) for one, name in sorted(lines, key=lambda line: line[1].casefold())]


def whose_codings(db: Connection) -> list[Coder]:
    """Return everybody whose codings there may be: the people, then Consensus if it has any."""
    everyone = _everyone(db)
    settled = [one for one in everyone if one.id == CONSENSUS and one.codings]
    return _people(everyone) + settled


def listed_coders(db: Connection) -> list[Coder]:
    """Return the same in the same order, nobody's codings counted."""
    query = select(
        schema.coder.c.id, schema.coder.c.name, schema.coder.c.initials, schema.coder.c.colour
    )
    everyone = [Coder(*line) for line in db.execute(query.where(_is_somebody()))]
    has_settled = select(schema.coding.c.id).where(schema.coding.c.coder == CONSENSUS).limit(1)
    settled = [one for one in everyone if one.id == CONSENSUS and db.scalar(has_settled)]
    return _people(everyone) + settled


def _people(everyone: Iterable[Coder]) -> list[Coder]:
    found = [one for one in everyone if one.id != CONSENSUS]
    return sorted(found, key=lambda coder: coder.name.casefold())


def _everyone(db: Connection) -> list[Coder]:
    counts = (
        select(schema.coding.c.coder, func.count().label("codings"))
        .group_by(schema.coding.c.coder)
        .subquery()
    )
    coder = schema.coder.c
    query = select(
        coder.id,
        coder.name,
        coder.initials,
        coder.colour,
        func.coalesce(counts.c.codings, 0).label("codings"),
    ).outerjoin(counts, counts.c.coder == coder.id)
    return [Coder(**line) for line in db.execute(query.where(_is_somebody())).mappings()]


def _is_somebody() -> "ColumnElement[bool]":
    """Ask for those who were not joined with another, or have worked on since."""
    coder = schema.coder.c
    work = (exists().where(schema.FOLDED[one].c.coder == coder.id) for one in _WORK)
    return or_(coder.joined.is_(None), *work)


def names(db: Connection) -> dict[CoderId, str]:
    """Return what everybody is called who ever did something here, joined with another or not."""
    coder = schema.coder.c
    return {CoderId(one): name for one, name in db.execute(select(coder.id, coder.name))}


def joined_away(db: Connection) -> list[tuple[CoderId, str]]:
    """Return who is nobody any more, with their names: joined with another, without work."""
    coder = schema.coder.c
    query = select(coder.id, coder.name).where(~_is_somebody())
    return [(CoderId(one), name) for one, name in db.execute(query)]
