"""The people who code."""

from sqlalchemy import Connection, func, select

from coder.model.coding import Coder
from coder.model.ids import CONSENSUS
from coder.store import schema


def all_coders(db: Connection) -> list[Coder]:
    """Return the people who code by name, each with the number of their codings.

    Consensus is none of them.
    """
    return _people(_everyone(db))


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
    everyone = [Coder(*line) for line in db.execute(query)]
    has_settled = select(schema.coding.c.id).where(schema.coding.c.coder == CONSENSUS).limit(1)
    settled = [one for one in everyone if one.id == CONSENSUS and db.scalar(has_settled)]
    return _people(everyone) + settled


def _people(everyone: list[Coder]) -> list[Coder]:
    found = [one for one in everyone if one.id != CONSENSUS]
    return sorted(found, key=lambda coder: coder.name.casefold())


def _everyone(db: Connection) -> list[Coder]:
    counts = (
        select(schema.coding.c.coder, func.count().label("codings"))
        .group_by(schema.coding.c.coder)
        .subquery()
    )
    query = select(schema.coder, func.coalesce(counts.c.codings, 0).label("codings")).outerjoin(
        counts, counts.c.coder == schema.coder.c.id
    )
    return [Coder(**line) for line in db.execute(query).mappings()]
