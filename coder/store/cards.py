"""Cards and their entries as rows of their tables, and as values."""

from collections import defaultdict
from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from sqlalchemy import Connection, select

from coder.model.card import Card, Entry
from coder.model.ids import CardId, ItemId, PassageId, ReportId
from coder.model.protocol import Item, Protocol
from coder.store import schema
from coder.store.evidence import support_of
from coder.store.items import protocol
from coder.store.ops import chunks
from coder.store.reports import natural, text_hashes
from coder.text.typed import show_value

_card, _entry = schema.card.c, schema.entry.c
_NAME = 60
"""So many characters of its words are the name of a card without a number."""


def listing(
    db: Connection, form: ItemId | None = None, report: ReportId | None = None
) -> list[Card]:
    """Return the cards of a form, of a report, or all: by report, form and number."""
    query = select(schema.card)
    if form is not None:
        query = query.where(_card.form == form)
    if report is not None:
        query = query.where(_card.report == report)
    lines = [dict(line) for line in db.execute(query).mappings()]
    if not lines:
        return []
    known = protocol(db)
    told = _Telling(db, known, lines)
    reports = {one: at for at, one in enumerate(text_hashes(db))}
    forms = {one.id: at for at, one in enumerate(known.of("form"))}

    def place(one: Card) -> tuple[int, int, Any, str, bytes]:
        at = reports.get(one.report, len(reports))
        return at, forms.get(one.form, len(forms)), natural(one.number), one.created, one.id

    return sorted((told.card(line) for line in lines), key=place)


def row(db: Connection, card: CardId) -> dict[str, Any] | None:
    """Return the row of a card, None when it is gone."""
    line = db.execute(select(schema.card).where(_card.id == card)).mappings().first()
    return dict(line) if line else None


def entry(db: Connection, identity: bytes) -> dict[str, Any] | None:
    """Return the row of an entry, None when it is gone."""
    line = db.execute(select(schema.entry).where(_entry.id == identity)).mappings().first()
    return dict(line) if line else None


def resting_on(db: Connection, form: ItemId, passages: list[PassageId]) -> dict[PassageId, CardId]:
    """Return cards of a form that rest on these passages, by passage."""
    found: dict[PassageId, CardId] = {}
    evidence = schema.evidence.c
    for some in chunks(passages):
        query = (
            select(evidence.passage, _card.id)
            .join(schema.entry, _entry.id == evidence.owner)
            .join(schema.card, _card.id == _entry.card)
            .where(evidence.passage.in_(some), _card.form == form)
        )
        found.update({line.passage: line.id for line in db.execute(query)})
    return found


def main_field(known: Protocol, form: ItemId) -> Item | None:
    """Return the field of a form that says most: the one marked as main, else the first."""
    fields = known.of("field", form)
    return next((one for one in fields if one.options.get("main")), next(iter(fields), None))


class _Telling:
    """Makes cards of their rows."""

    def __init__(self, db: Connection, known: Protocol, lines: list[dict[str, Any]]) -> None:
        self._known = known
        self._entries = _entries(db, [line["id"] for line in lines])
        every = [one["id"] for some in self._entries.values() for one in some]
        self._support = support_of(db, every)
        self._names = _names(db, known, lines, self._entries)

    def card(self, line: Mapping[str, Any]) -> Card:
        """Return a card with its entries in the order of the form's fields."""
        found = {one["field"]: one for one in self._entries.get(line["id"], ())}
        fields = [one.id for one in self._known.of("field", line["form"]) if one.id in found]
        fields += [field for field in found if field not in set(fields)]
        entries = {field: self._entry(found[field]) for field in fields}
        return Card(**line, name=self._names[line["id"]], entries=entries)

    def _entry(self, row: Mapping[str, Any]) -> Entry:
        shown = self._shown(self._known.by_id.get(row["field"]), row["value"])
        behind = self._support.get(row["id"], ())
        return Entry(row["id"], row["field"], row["value"], shown, behind)

    def _shown(self, item: Item | None, value: str) -> str:
        if item is None:
            return value
        if item.type != "cards":
            return show_value(item, value)
        named = (self._names.get(CardId(bytes.fromhex(one))) for one in value.split(";") if one)
        return ", ".join(filter(None, named))


def _entries(db: Connection, cards: list[bytes]) -> dict[bytes, list[dict[str, Any]]]:
    found: dict[bytes, list[dict[str, Any]]] = defaultdict(list)
    for some in chunks(cards):
        query = select(schema.entry).where(_entry.card.in_(some)).order_by(_entry.id)
        for line in db.execute(query).mappings():
            found[line["card"]].append(dict(line))
    return found


def _names(
    db: Connection,
    known: Protocol,
    lines: list[dict[str, Any]],
    entries: Mapping[bytes, list[dict[str, Any]]],
) -> dict[CardId, str]:
    """Return what cards are called: these, and those that they refer to."""
    linked = _linked(known, entries) - {line["id"] for line in lines}
    more: list[dict[str, Any]] = []
    for some in chunks(sorted(linked)):
        query = select(schema.card).where(_card.id.in_(some))
        more += [dict(line) for line in db.execute(query).mappings()]
    said = {**entries, **_entries(db, [line["id"] for line in more])}
    return {line["id"]: _name(known, line, said.get(line["id"], [])) for line in [*lines, *more]}


def _linked(known: Protocol, entries: Mapping[bytes, list[dict[str, Any]]]) -> set[bytes]:
    """Return the cards that fields of type "cards" name."""
    found: set[bytes] = set()
    for some in entries.values():
        for one in some:
            item = known.by_id.get(one["field"])
            if item is not None and item.type == "cards":
                found.update(bytes.fromhex(card) for card in one["value"].split(";") if card)
    return found


def _name(known: Protocol, line: Mapping[str, Any], entries: list[dict[str, Any]]) -> str:
    form = known.by_id.get(line["form"])
    named = form.name if form else "Card"
    if line["number"]:
        return f"{named} {line['number']}"
    main = main_field(known, line["form"])
    words = next((one["value"] for one in entries if main and one["field"] == main.id), "")
    return f"{named}: {shorten(words, _NAME, placeholder='…')}" if words else named
