"""The people who code."""

from sqlalchemy import Connection, func, select

from coder.model.coding import Coder
from coder.store import schema


def all_coders(db: Connection) -> list[Coder]:
    """Return the coders by name, each with the number of their codings."""
    counts = (
        select(schema.coding.c.coder, func.count().label("codings"))
        .group_by(schema.coding.c.coder)
        .subquery()
    )
    query = select(schema.coder, func.coalesce(counts.c.codings, 0).label("codings")).outerjoin(
        counts, counts.c.coder == schema.coder.c.id
    )
    found = [Coder(**line) for line in db.execute(query).mappings()]
    return sorted(found, key=lambda coder: coder.name.casefold())
