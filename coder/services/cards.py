"""Cards of extraction forms: making, filling, confirming; drafts that wait for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from coder.model.card import Card, CardState
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import (
    CardId,
    EntryId,
    EvidenceId,
    ItemId,
    PassageId,
    ReportId,
    entry_id,
    new_id,
)
from coder.model.passage import Passage
from coder.model.protocol import Item, Protocol
from coder.model.suggestion import DraftCard
from coder.model.whose import Shown, Whose
from coder.services.coding_rows import now
from coder.services.door import Door
from coder.services.supporting import cite
from coder.store import cards as store
from coder.store import evidence as evidence_store
from coder.store import reports as report_store
from coder.store.cascade import delete_with
from coder.store.items import protocol
from coder.store.log import Writer
from coder.text.typed import read_value

_GONE = "That card is no longer in the project."
_OTHERS = "This card is another coder's. You can fill one of your own."
_BREAKS = {"long": "\n\n", "text": " ", "several": ";", "countries": ";", "cards": ";"}
"""What stands between what a field says and what is added to it, by its type."""


class Cards:
    """The cards of a project. A coder changes their own alone; each act is one step of undo.

    Acts raise ProjectError for a card of another coder and NotFoundError for one that is gone;
    a value that its field cannot hold is refused with a ProjectError that says why.
    """

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(
        self,
        form: ItemId | None = None,
        report: ReportId | None = None,
        coders: Shown = None,
    ) -> list[Card]:
        """Return the cards that fit, by report, form and number; None for `coders` is all."""
        found = self._door.read(store.listing, form, report)
        if coders is None or isinstance(coders, Whose):
            return found
        chosen = set(coders)
        return [one for one in found if one.coder in chosen]

    def get(self, card: CardId) -> Card:
        """Return one card; raises NotFoundError when it is gone."""
        row = self._door.read(store.row, card)
        some = self.all(row["form"], row["report"]) if row else []
        for one in some:
            if one.id == card:
                return one
        raise NotFoundError(_GONE)

    def main_field(self, form: ItemId) -> Item:
        """Return the field that a card is begun with; NotFoundError for a form without fields."""
        found = store.main_field(self._door.read(protocol), form)
        if found is None:
            raise NotFoundError("This form has no fields. Add one in the codebook first.")
        return found

    def make(
        self,
        report: ReportId,
        form: ItemId,
        values: Mapping[ItemId, str] | None = None,
        passages: Mapping[ItemId, Sequence[Passage]] | None = None,
        *,
        number: str = "",
        state: CardState = "confirmed",
    ) -> CardId:
        """Make a card of a report as the current coder.

        `values` are as people write them; a field with passages and no value says their quotes.

        Raises:
            NotFoundError: the report, the form or one of the fields is gone.
        """
        said, behind = values or {}, passages or {}
        known = self._door.read(protocol)
        named = _form(known, form).name
        self._door.read(_check_report, report)
        contents = [
            _content(known, form, field, said.get(field), behind.get(field, ()))
            for field in dict.fromkeys([*said, *behind])
        ]
        made = _Made(report, form, number.strip(), state, tuple(contents))
        return self._door.run(f"Add Card {named}", lambda w: self._write(w, [made]))[0]

    def fill(
        self,
        card: CardId,
        field: ItemId,
        value: str | None = None,
        passage: Passage | None = None,
        *,
        append: bool = False,
    ) -> EntryId:
        """Write into a field of a card, with the passage that it is taken from.

        Without a value the field says the quote of the passage. `append` adds to what the field
        says; otherwise a quote takes its place together with the passages behind it, while a
        written value keeps them. An empty value empties the field.
        """
        assert value is not None or passage is not None, "a value, a passage, or both"
        one = self._own([card])[0]
        known = self._door.read(protocol)
        item = _field(known, one.form, field)
        identity = entry_id(card, field)
        before = one.entries.get(field)
        written = value if value is not None else passage.quote if passage else ""
        if append and before and before.value and written:
            written = f"{before.value}{_BREAKS.get(item.type, ' ')}{written}"
        canonical = read_value(item, written)
        is_other = value is None and not append and before is not None

        def act(writer: Writer) -> EntryId:
            if not canonical:
                delete_with(writer, "entry", [identity] if before else [])
                return identity
            if is_other and before:
                writer.delete("evidence", [piece.id for piece in before.support])
            _put(writer, card, field, canonical)
            if passage is not None:
                cite(writer, identity, [passage])
            return identity

        return self._door.run(f"Fill In {item.name}", act)

    def edit(self, card: CardId, *, number: str | None = None, memo: str | None = None) -> None:
        """Change the number of a card, or its memo."""
        self._own([card])
        given = {"number": number, "memo": memo}
        values = {name: text.strip() for name, text in given.items() if text is not None}
        label = "Edit Memo of Card" if memo is not None else "Edit Number of Card"
        self._door.run(label, lambda writer: writer.update("card", [(card, values)]))

    def unsupport(self, evidence: EvidenceId) -> None:
        """Take a passage from behind a value; the value stays."""
        owner = self._door.read(evidence_store.owner_of, evidence)
        entry = self._door.read(store.entry, owner) if owner else None
        if entry is None:
            raise NotFoundError("That passage stands behind no card any more.")
        self._own([entry["card"]])
        label = "Remove Passage from Card"
        self._door.run(label, lambda writer: writer.delete("evidence", [evidence]))

    def confirm(self, cards: Collection[CardId]) -> None:
        """Say of drafts that they are right."""
        some = self._own(cards)
        label = f"Confirm {some[0].name}" if len(some) == 1 else f"Confirm {len(some)} Cards"
        changes = [(one.id, {"state": "confirmed"}) for one in some]
        self._door.run(label, lambda writer: writer.update("card", changes))

    def delete(self, cards: Collection[CardId]) -> None:
        """Delete cards with all they say; undo brings them back."""
        some = self._own(cards)
        label = f"Delete {some[0].name}" if len(some) == 1 else f"Delete {len(some)} Cards"

        def act(writer: Writer) -> None:
            delete_with(writer, "card", [one.id for one in some])

        self._door.run(label, act)

    def accept(self, drafts: Sequence[DraftCard]) -> list[CardId]:
        """Make drafts of cards that were recognised in reports; return the cards, in order.

        One whose words are on a card of its form already is not made again: that card is
        returned. A value that its field cannot hold is left out.

        Raises:
            NotFoundError: a report is gone, or the project has no such form.
        """
        known = self._door.read(protocol)
        made = [self._drafted(known, draft) for draft in drafts]
        there = [self._door.read(store.resting_on, one.form, one.places) for one in made]
        fresh = [one for one, cards in zip(made, there, strict=True) if not cards]
        if not fresh:
            return [next(iter(cards.values())) for cards in there]
        label = f"Add {len(fresh)} Draft {'Card' if len(fresh) == 1 else 'Cards'}"
        added = iter(self._door.run(label, lambda writer: self._write(writer, fresh)))
        return [next(iter(cards.values())) if cards else next(added) for cards in there]

    def _drafted(self, known: Protocol, draft: DraftCard) -> "_Made":
        from coder.services.suggesting import Suggesting  # noqa: PLC0415 - seldom needed

        form = known.named("form", draft.form)
        if form is None:
            raise NotFoundError(f"The project has no form “{draft.form}”.")
        suggesting, contents = Suggesting(self._door), []
        for one in draft.fields:
            field = known.named("field", one.key, form.id)
            value = _readable(field, one.text) if field else ""
            if field and value:
                at = (one.page, one.start, one.end_page, one.end)
                passage = suggesting.passage(draft.report, *at)
                contents.append(_Content(field.id, value, (passage,)))
        return _Made(draft.report, form.id, draft.number, "draft", tuple(contents))

    def _write(self, writer: Writer, made: Sequence["_Made"]) -> list[CardId]:
        who, created, ids = self._door.coder.id, now(), []
        for one in made:
            card = CardId(new_id())
            row = {
                "id": card,
                "report": one.report,
                "form": one.form,
                "coder": who,
                "number": one.number,
                "state": one.state,
                "created": created,
                "memo": "",
            }
            writer.insert("card", [row])
            for content in one.contents:
                if content.value:
                    identity = _put(writer, card, content.field, content.value)
                    cite(writer, identity, content.passages)
            ids.append(card)
        return ids

    def _own(self, cards: Collection[CardId]) -> list[Card]:
        found = [self.get(card) for card in dict.fromkeys(cards)]
        if any(one.coder != self._door.coder.id for one in found):
            raise ProjectError(_OTHERS)
        return found


@dataclass(frozen=True, slots=True)
class _Content:
    """What goes into one field of a card."""

    field: ItemId
    value: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """A card that is to be made."""

    report: ReportId
    form: ItemId
    number: str
    state: CardState
    contents: tuple[_Content, ...]

    @property
    def places(self) -> list[PassageId]:
        """Return the passages of its first field."""
        return [one.id for content in self.contents[:1] for one in content.passages]


def _content(
    known: Protocol,
    form: ItemId,
    field: ItemId,
    value: str | None,
    passages: Sequence[Passage],
) -> _Content:
    item = _field(known, form, field)
    between = _BREAKS.get(item.type, " ")
    written = value if value is not None else between.join(one.quote for one in passages)
    return _Content(field, read_value(item, written), tuple(passages))


def _put(writer: Writer, card: CardId, field: ItemId, value: str) -> EntryId:
    """Let a card say this in a field."""
    identity = entry_id(card, field)
    if store.entry(writer.db, identity) is None:
        row = {"id": identity, "card": card, "field": field, "value": value}
        writer.insert("entry", [row])
    else:
        writer.update("entry", [(identity, {"value": value})])
    return identity


def _readable(item: Item, written: str) -> str:
    """Return what a recognised text says in a field, "" where the field cannot hold it."""
    try:
        return read_value(item, written)
    except ValueError:
        return ""


def _form(known: Protocol, form: ItemId) -> Item:
    found = known.by_id.get(form)
    if found is None or found.kind != "form":
        raise NotFoundError("That form is no longer in the project.")
    return found


def _field(known: Protocol, form: ItemId, field: ItemId) -> Item:
    found = known.by_id.get(field)
    if found is None or found.parent != form:
        raise NotFoundError("That field is no longer on the form.")
    return found


def _check_report(db: Connection, report: ReportId) -> None:
    if report_store.one(db, report) is None:
        raise NotFoundError("That report is no longer in the project.")
