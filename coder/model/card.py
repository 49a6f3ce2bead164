"""Cards: extraction forms filled in, each value with the passages behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from coder.model.ids import CardId, CoderId, EntryId, ItemId, ReportId
from coder.model.support import Support

CardState = Literal["draft", "confirmed"]
"""A draft was recognised in the report and waits for a person to confirm it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a card says in one field: as it is kept, and as people read it."""

    id: EntryId
    field: ItemId
    value: str
    shown: str
    support: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One filled-in card of a form.

    `number` is the report's own, as "3" of Recommendation 3; `name` is what the card is called
    where others refer to it, with its number or its first words.
    """

    id: CardId
    report: ReportId
    form: ItemId
    coder: CoderId
    number: str
    state: CardState
    created: str
    memo: str
    name: str = ""
    entries: Mapping[ItemId, Entry] = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        """Say whether it waits to be confirmed."""
        return self.state == "draft"

    @property
    def support(self) -> tuple[Support, ...]:
        """Return all evidence of its entries, in the order of the report's pages."""
        every = [one for entry in self.entries.values() for one in entry.support]
        return tuple(sorted(every, key=lambda one: one.page))

    @property
    def page(self) -> int | None:
        """Return the first page (from 0) of its evidence, None where it has none."""
        return min((one.page for one in self.support), default=None)

    def said(self, of: ItemId) -> str:
        """Return what it says in a field as people read it, "" for nothing."""
        return self.entries[of].shown if of in self.entries else ""
