"""A coding as a row of its table."""

from datetime import UTC, datetime

from coder.model.ids import CodeId, CoderId, CodingId, PassageId


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
    caption: str = "",
) -> dict[str, object]:
    """Return the row of a coding that was just made."""
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
        "origin": None,
    }
