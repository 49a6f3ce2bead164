"""What an action touched, told as plain values; views read again what they show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """The kinds of things a project holds; the value is the name of the table."""

    PROJECT = "project"
    CODER = "coder"
    CODEBOOK = "codebook"
    CODE = "code"
    REPORT = "report"
    PASSAGE = "passage"
    CODING = "coding"
    ASSIGNMENT = "assignment"
    SETTLEMENT = "settlement"
    ITEM = "item"
    VALUE = "value"
    ANSWER = "answer"
    DECISION = "decision"
    RATING = "rating"
    CARD = "card"
    ENTRY = "entry"
    EVIDENCE = "evidence"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of one action: its name in the Edit menu and the ids it touched, by kind."""

    label: str
    ids: Mapping[Kind, frozenset[bytes]] = field(default_factory=dict)

    def touches(self, *kinds: Kind) -> bool:
        """Say whether anything of these kinds was touched."""
        return any(self.ids.get(kind) for kind in kinds)


def together(several: Sequence[Changes]) -> Changes:
    """Return changes that followed each other, at least one, as if they were of the last act."""
    ids: dict[Kind, frozenset[bytes]] = {}
    for one in several:
        for kind, some in one.ids.items():
            ids[kind] = ids.get(kind, frozenset()) | some
    return Changes(several[-1].label, ids)
