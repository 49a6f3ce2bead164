"""Codings and passages as rows of their tables."""

from collections.abc import Iterable
from datetime import UTC, datetime

from coder.model.errors import ProjectError
from coder.model.ids import CodeId, CoderId, CodingId, PassageId
from coder.model.passage import Passage
from coder.store import codings as store
from coder.store.log import Writer
from coder.store.reports import texts_of


def now() -> str:
    """Return the present time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def coding_row(
    identity: CodingId,
    passage: PassageId,
    code: CodeId,
    coder: CoderId,
    memo: str,
    created: str,
    under: str,
    caption: str = "",
) -> dict[str, object]:
    """Return the row of a coding that was just made; `under` is the wording of its code now."""
    return {
        "id": identity,
        "passage": passage,
        "code": code,
        "coder": coder,
        "memo": memo,
        "created": created,
        "direction": "",
        "depth": "",
        "caption": caption,
        "moved": "",
        "under": under,
        "origin": None,
        "settlement": None,
    }


def keep_passages(writer: Writer, passages: Iterable[Passage]) -> None:
    """Add those passages that are not there yet.

    Raises:
        ProjectError: one is in a text that its report does not have, or has no more.
    """
    unique = {passage.id: passage for passage in passages}
    texts = texts_of(writer.db, {passage.report for passage in unique.values()})
    for passage in unique.values():
        if texts.get(passage.report) != passage.text_hash:
            raise ProjectError(
                "The file of this report was replaced or removed meanwhile. Open the report again."
            )
    writer.insert_missing("passage", [store.passage_row(one) for one in unique.values()])
