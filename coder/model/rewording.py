"""How a definition came to read as it does, and what was coded before it did."""

from dataclasses import dataclass

from coder.model.ids import ActionId, CoderId

RULES = frozenset({"definition", "apply_when", "do_not_apply_when"})
"""The fields of a code that say what it means."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a definition before and after a change, as people read it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of a definition: who made it, when (Unix milliseconds), by which act."""

    at: int
    person: CoderId
    action: ActionId
    act: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a code said when a coding was made."""

    definition: str = ""
    apply_when: str = ""
    do_not_apply_when: str = ""
