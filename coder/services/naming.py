"""How acts are named in the Edit menu."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from coder.model.errors import NotFoundError
from coder.model.ids import CodeId
from coder.services.door import Door
from coder.store import schema


def naming(names: Sequence[str]) -> str:
    """Return "Relevance", or "Relevance and 2 more"."""
    rest = len(names) - 1
    return f"{names[0]} and {rest} more" if rest > 0 else names[0]


def code_names(door: Door, codes: Collection[CodeId], *, assignable: bool = False) -> list[str]:
    """Return the names of codes, in the order of their ids.

    Raises:
        NotFoundError: one is not in the project or, when `assignable` is asked, a heading only.
    """
    found = door.read(_names, codes)
    if len(found) < len(set(codes)):
        raise NotFoundError("That code is no longer in the project.")
    for name, can in found:
        if assignable and not can:
            raise NotFoundError(f"“{name}” is a heading only; choose one of the codes under it.")
    return [name for name, _ in found]


def _names(db: Connection, codes: Collection[CodeId]) -> list[tuple[str, bool]]:
    code = schema.code.c
    query = select(code.name, code.assignable).where(code.id.in_(list(codes)))
    return [(name, can) for name, can in db.execute(query.order_by(code.id))]
