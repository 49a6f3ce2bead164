"""Evidence of ratings and cards: citing it, taking it away, and what becomes of it."""

from collections.abc import Collection, Mapping, Sequence

from coder.model.ids import CodingId
from coder.model.passage import Passage
from coder.services.coding_rows import keep_passages, now
from coder.store.evidence import evidence_row, of_codings, of_owners
from coder.store.log import Writer


def cite(
    writer: Writer,
    owner: bytes,
    passages: Sequence[Passage] = (),
    codings: Collection[CodingId] = (),
) -> None:
    """Put passages and codings behind an owner; what is behind it already stays as it is.

    Raises ProjectError for a passage in a text that its report does not have.
    """
    keep_passages(writer, passages)
    created = now()
    rows = [evidence_row(owner, one.id, None, created) for one in passages]
    rows += [evidence_row(owner, None, one, created) for one in codings]
    writer.insert_missing("evidence", rows)


def cite_just(writer: Writer, owner: bytes, codings: Collection[CodingId]) -> None:
    """Let these codings, and no others, be behind an owner; passages stay."""
    there = [row for row in of_owners(writer.db, [owner]) if row["coding"] is not None]
    writer.delete("evidence", [row["id"] for row in there if row["coding"] not in codings])
    cite(writer, owner, codings=codings)


def carry_owners(writer: Writer, owners: Mapping[bytes, bytes]) -> None:
    """Give the evidence of owners to those that took their place."""
    rows = of_owners(writer.db, owners)
    moved = [
        evidence_row(owners[row["owner"]], row["passage"], row["coding"], row["created"])
        for row in rows
    ]
    writer.delete("evidence", [row["id"] for row in rows])
    writer.insert_missing("evidence", moved)


def carry_codings(writer: Writer, codings: Mapping[CodingId, CodingId]) -> None:
    """Let what rests on codings rest on those that they were made one with."""
    rows = of_codings(writer.db, codings)
    moved = [
        evidence_row(row["owner"], None, codings[row["coding"]], row["created"]) for row in rows
    ]
    writer.delete("evidence", [row["id"] for row in rows])
    writer.insert_missing("evidence", moved)
