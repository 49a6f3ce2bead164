"""Which codings are shown on the pages: of which codes, of which coders, of which kinds."""

from collections.abc import Callable
from dataclasses import dataclass

from coder.model.coding import Mark
from coder.model.ids import CodeId, CoderId

KINDS: tuple[dict[str, Callable[[Mark], bool]], ...] = (
    {"text": lambda mark: not mark.is_area, "area": lambda mark: mark.is_area},
    {
        "+": lambda mark: mark.direction == "+",
        "-": lambda mark: mark.direction == "-",
        "±": lambda mark: mark.direction == "±",
        "none": lambda mark: not mark.direction,
    },
    {
        "central": lambda mark: mark.depth == "central",
        "limited": lambda mark: mark.depth == "limited",
    },
    {"memo": lambda mark: mark.has_memo},
    {"moved": lambda mark: bool(mark.moved)},
)
"""Kinds of codings in groups: of a group any chosen one will do, and every group counts."""


@dataclass(frozen=True, slots=True)
class MarkFilter:
    """What is shown; None is all. `kinds` are names from `KINDS`."""

    codes: frozenset[CodeId] | None = None
    coders: frozenset[CoderId] | None = None
    kinds: frozenset[str] | None = None

    @property
    def is_on(self) -> bool:
        """Say whether anything may be left out."""
        return self != EVERYTHING

    def passes(self, mark: Mark) -> bool:
        """Say whether a coding is to be shown."""
        if self.codes is not None and mark.code not in self.codes:
            return False
        if self.coders is not None and mark.coder not in self.coders:
            return False
        return self.kinds is None or all(
            any(fits(mark) for kind, fits in group.items() if kind in self.kinds)
            for group in KINDS
            if not self.kinds.isdisjoint(group)
        )


EVERYTHING = MarkFilter()
