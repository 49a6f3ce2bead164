"""What is in question between coders, what of it was settled, and which settlements are stale."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import Connection, select

from coder import garbage
from coder.analysis.disagreements import Extents, disagreements
from coder.analysis.extents import read_extents
from coder.model.coding import Coding
from coder.model.ids import CoderId, CodingId, ReportId, SettlementId
from coder.model.settling import Cause, Disagreement, Settlement, Verdict
from coder.store import assignments, codings, schema
from coder.store import settlements as store
from coder.store.coders import people
from coder.store.reports import text_hashes
from coder.store.settlements import Result, Says, Stored

Results = Mapping[SettlementId, Sequence[Result]]
_Groups = Mapping[CodingId, set[frozenset[CodingId]]]


@dataclass(frozen=True)
class Standing:
    """How things stand between coders: all disagreements, in order, and all settlements.

    `codings` are those of people, `done` who says to be done with what; `now` is what the codings
    say on which settlements rest, and `stale` which of these no longer say how things stand.
    """

    codings: list[Coding]
    extents: Extents
    done: frozenset[tuple[ReportId, CoderId]]
    disagreements: list[Disagreement]
    stored: list[Stored]
    results: Results
    now: Mapping[CodingId, Says]
    stale: frozenset[SettlementId]

    @property
    def live(self) -> list[Stored]:
        """Return the settlements that are not stale."""
        return [one for one in self.stored if one.id not in self.stale]

    @property
    def open(self) -> list[Disagreement]:
        """Return what is in question and was not settled, or no longer is."""
        closed: dict[CodingId, list[Stored]] = defaultdict(list)
        for one in self.live:
            for coding in one.basis.marks:
                closed[coding].append(one)
        if not closed:
            return self.disagreements
        return [one for one in self.disagreements if not _is_covered(one, closed)]


@garbage.left_alone()
def read_standing(db: Connection, report: ReportId | None = None) -> Standing:
    """Return how things stand between the people of the project, in one report or in all."""
    who = people(db)
    listed = codings.listing(db, report, coders=who)
    extents, done = read_extents(db, report), assignments.done(db)
    reports = text_hashes(db) if report is None else [report]
    found = disagreements(listed, who, reports, done=done, extents=extents)
    bare = Standing(listed, extents, done, found, [], {}, {}, frozenset())
    return read_settled(db, bare, report)


def read_settled(db: Connection, standing: Standing, report: ReportId | None = None) -> Standing:
    """Return how things stand where nothing but settlements and what they gave is other by now.

    `standing` is how things stood in that report, or in all.
    """
    stored, results = store.all_stored(db, report), store.results(db)
    now = store.says(db, (coding for one in stored for coding in one.basis.marks))
    stale = stale_ones(stored, results, now, standing.disagreements)
    return replace(standing, stored=stored, results=results, now=now, stale=stale)


def settlements(db: Connection, standing: Standing) -> list[Settlement]:
    """Return the settlements as people see them, in the order they were made."""
    known = set(db.scalars(select(schema.code.c.id)))
    return [_told(one, standing, known) for one in standing.stored]


def _told(one: Stored, standing: Standing, known: Collection[bytes]) -> Settlement:
    rests_on = tuple(sorted(one.basis.marks))
    codes = (standing.now[coding].code for coding in rests_on if coding in standing.now)
    return Settlement(
        id=one.id,
        report=one.report,
        code=one.code,
        verdict=cast("Verdict", one.verdict),
        kind=cast("Cause", one.kind),
        reason=one.reason,
        coder=one.coder,
        created=one.created,
        codings=rests_on,
        results=tuple(result.coding for result in standing.results.get(one.id, ())),
        codes=tuple(code for code in dict.fromkeys((one.code, *codes)) if code in known),
        is_stale=one.id in standing.stale,
    )


def stale_ones(
    stored: Sequence[Stored],
    results: Results,
    now: Mapping[CodingId, Says],
    found: Iterable[Disagreement],
) -> frozenset[SettlementId]:
    """Return which settlements no longer say how things stand; `now` is what codings say now.

    That is so when one of its codings is gone or says something else, when its coders have more
    in question there than was judged, when they have come to agree on something that it did not
    give, or when another settlement of one of its codings gave something else.
    """
    if not stored:
        return frozenset()
    between: dict[frozenset[CoderId], _Groups] = defaultdict(lambda: defaultdict(set))
    for one in found:
        group = frozenset(coding.id for coding in one.in_question)
        for coding in group:
            between[frozenset(one.coders)][coding].add(group)
    stale = {one.id for one in stored if _is_outrun(one, results.get(one.id, ()), now, between)}
    return frozenset(stale | _rivals([one for one in stored if one.id not in stale], results))


def _is_outrun(
    one: Stored,
    results: Sequence[Result],
    now: Mapping[CodingId, Says],
    between: Mapping[frozenset[CoderId], _Groups],
) -> bool:
    if any(
        coding not in now or now[coding].mark != said for coding, said in one.basis.marks.items()
    ):
        return True
    codes = {result.code for result in results}
    for judged in one.basis.judged:
        groups = between.get(judged.coders, {})
        there = [group for coding in judged.codings for group in groups.get(coding, ())]
        if any(not group <= judged.codings for group in there):
            return True
        agreed = (coding for coding in judged.codings if not groups.get(coding))
        if any(now[coding].code not in codes for coding in agreed):
            return True
    return False


def _rivals(stored: Sequence[Stored], results: Results) -> set[SettlementId]:
    """Return the settlements of the same codings that gave different results."""
    gave: dict[CodingId, dict[frozenset[tuple[bytes, bytes]], set[SettlementId]]] = {}
    for one in stored:
        said = frozenset((each.passage, each.code) for each in results.get(one.id, ()))
        for coding in one.basis.marks:
            gave.setdefault(coding, {}).setdefault(said, set()).add(one.id)
    return {
        one for said in gave.values() if len(said) > 1 for some in said.values() for one in some
    }


def _is_covered(one: Disagreement, closed: Mapping[CodingId, Sequence[Stored]]) -> bool:
    first, *rest = (coding.id for coding in one.in_question)
    return any(
        all(coding in settled.basis.marks for coding in rest) for settled in closed.get(first, ())
    )
