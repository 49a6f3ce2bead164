"""What a merge brought, as it is kept in its receipt."""

import json
from dataclasses import asdict
from typing import Any

from coder.model.ids import CoderId, CodingId
from coder.model.team import Conflict, Contribution, Detail, Moved, OpKey, Preview, Proposal, Rival

_IDS = frozenset({"coder", "row", "ours", "theirs", "coding"})


def write_preview(preview: Preview) -> str:
    """Return a preview as JSON; ids are hex digits."""
    return json.dumps(as_json(asdict(preview)), ensure_ascii=False)


def as_json(value: Any) -> Any:  # noqa: ANN401 - any part of a value
    """Return a part of a value with its ids as hex digits."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_json(one) for one in value]
    return value


def read_preview(written: str) -> Preview:
    """Read what `write_preview` wrote."""
    told: dict[str, Any] = json.loads(written)
    return Preview(
        **{
            **told,
            "contributions": tuple(
                Contribution(**{**one, "coder": CoderId(bytes.fromhex(one["coder"]))})
                for one in told["contributions"]
            ),
            "conflicts": tuple(map(_conflict, told["conflicts"])),
            "proposals": tuple(
                Proposal(**{key: _value(key, part) for key, part in one.items()})
                for one in told["proposals"]
            ),
            "moved": tuple(
                Moved(**{**one, "coding": CodingId(bytes.fromhex(one["coding"]))})
                for one in told["moved"]
            ),
            "missing": tuple(told["missing"]),
            "details": tuple(map(_detail, told.get("details", ()))),
        }
    )


def _detail(one: dict[str, Any]) -> Detail:
    who = one.get("who")
    return Detail(**{**one, "who": CoderId(bytes.fromhex(who)) if who else None})


def _conflict(one: dict[str, Any]) -> Conflict:
    values = tuple(
        Rival(**{**rival, "op": OpKey(bytes.fromhex(rival["op"][0]), rival["op"][1])})
        for rival in one["values"]
    )
    return Conflict(**{**one, "row": bytes.fromhex(one["row"]), "values": values})


def _value(key: str, part: Any) -> Any:  # noqa: ANN401 - as it was written
    return bytes.fromhex(part) if key in _IDS else part
