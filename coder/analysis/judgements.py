"""Ratings and cards as an export tells them, with the names of what they are of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from coder.analysis.rated import of as ratings_of
from coder.model.card import Card
from coder.model.codebook import paths
from coder.model.ids import CoderId, CodingId, PassageId
from coder.model.protocol import Protocol
from coder.model.rating import Rating
from coder.model.support import Support
from coder.model.whose import Shown, Whose
from coder.store import cards, ratings, schema
from coder.store.codes import all_codes
from coder.store.items import protocol
from coder.store.ops import chunks


@dataclass(frozen=True)
class Judgements:
    """The ratings and cards of a project, in the order in which lists show them.

    `subjects` are what was rated, by id: codes by their path, checks under their checklist;
    `coders` are names. `codings` are those that lie on just the passages behind cards.
    """

    ratings: tuple[Rating, ...] = ()
    cards: tuple[Card, ...] = ()
    protocol: Protocol = field(default_factory=Protocol)
    subjects: Mapping[bytes, str] = field(default_factory=dict)
    coders: Mapping[CoderId, str] = field(default_factory=dict)
    codings: Mapping[PassageId, tuple[CodingId, ...]] = field(default_factory=dict)

    def behind(self, support: Iterable[Support]) -> tuple[CodingId, ...]:
        """Return the codings behind something: those cited, and those on the passages cited."""
        found: dict[CodingId, None] = {}
        for one in support:
            if one.coding is not None:
                found[one.coding] = None
            found |= dict.fromkeys(self.codings.get(one.passage, ()) if one.passage else ())
        return tuple(found)


def read_judgements(db: Connection, whose: Shown = None) -> Judgements:
    """Read the ratings and cards of all coders, of some, or what the team stands by.

    Cards are not settled: those of all are told where the consensus is asked for.
    """
    given = ratings_of(ratings.listing(db), whose)
    filled = cards.listing(db)
    if whose is not None and not isinstance(whose, Whose):
        filled = [one for one in filled if one.coder in whose]
    if not given and not filled:
        return Judgements()
    known, coder = protocol(db), schema.coder.c
    names = {line.id: line.name for line in db.execute(select(coder.id, coder.name))}
    places = {one.passage for card in filled for one in card.support if one.passage}
    return Judgements(
        ratings=tuple(given),
        cards=tuple(filled),
        protocol=known,
        subjects=subjects(db, known) if given else {},
        coders=names,
        codings=_codings_on(db, places),
    )


def subjects(db: Connection, known: Protocol) -> dict[bytes, str]:
    """Return what can be rated, in order: codes by path, checks under their checklist."""
    found = {bytes(one): path for one, path in paths(all_codes(db)).items()}
    for check in known.of("check"):
        above = known.by_id.get(check.parent) if check.parent else None
        found[bytes(check.id)] = f"{above.name} › {check.name}" if above else check.name
    return found


def _codings_on(
    db: Connection, places: Collection[PassageId]
) -> dict[PassageId, tuple[CodingId, ...]]:
    """Return the codings that lie on just these passages."""
    coding = schema.coding.c
    found: dict[PassageId, list[CodingId]] = defaultdict(list)
    for some in chunks(sorted(places)):
        query = select(coding.passage, coding.id).where(coding.passage.in_(some))
        for line in db.execute(query.order_by(coding.id)):
            found[line.passage].append(line.id)
    return {place: tuple(ids) for place, ids in found.items()}
