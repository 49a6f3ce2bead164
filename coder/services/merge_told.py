"""What a merge brings, counted and put into words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from coder.model.ids import CoderId, CodingId
from coder.model.team import Contribution, Moved
from coder.store import schema
from coder.store.codings import listing_of
from coder.store.ops import chunks
from coder.store.union import Row, Union

KINDS = {
    "coding": "codings",
    "code": "codes",
    "codebook": "codebooks",
    "report": "reports",
    "coder": "coders",
    "assignment": "assignments",
    "settlement": "settlements",
    "item": "definitions",
    "value": "attributes",
    "answer": "answers",
    "decision": "decisions",
    "rating": "ratings",
    "card": "cards",
    "entry": "entries",
    "evidence": "proofs",
}
"""What is counted, by table, and how it is called."""


def counts(union: Union) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Return how many of each kind are new, changed and deleted; kinds without any left out."""
    new: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    deleted: Counter[str] = Counter()
    tallies = {"new": new, "changed": changed, "deleted": deleted}
    for table, kind in KINDS.items():
        for before, now in _pairs(union, table):
            what = _what(before, now)
            if what:
                tallies[what][kind] += 1
            _count_memo(before, now, new, changed)
        if table == "coding" and union.codings:
            new[kind] += sum(one.count for one in union.codings)
            new["memos"] += sum(one.memos for one in union.codings)
    for before, now in _pairs(union, "project"):
        if before is not None:
            _count_memo(before, now, new, changed)
    return dict(+new), dict(changed), dict(deleted)


def contributions(db: Connection, union: Union) -> tuple[Contribution, ...]:
    """Return what each coder's codings are that come, by name."""
    tallies: dict[bytes, Counter[str]] = defaultdict(Counter)
    places: dict[bytes, set[bytes]] = defaultdict(set)
    reports: dict[bytes, set[bytes | None]] = defaultdict(set)
    for one in union.codings:
        tallies[one.coder]["new"] += one.count
        reports[one.coder].add(one.report)
    for before, now in _pairs(union, "coding"):
        what, row = _what(before, now), now or before
        if what is None or row is None:
            continue
        tallies[row["coder"]][what] += 1
        places[row["coder"]].add(row["passage"])
    of_place = _reports(db, union, {one for some in places.values() for one in some})
    for who, some in places.items():
        reports[who] |= {of_place.get(place) for place in some}
    coder = schema.coder.c
    people = {
        line.id: line for line in db.execute(select(coder.id, coder.name, coder.colour)).all()
    }
    found = [
        Contribution(
            coder=CoderId(one),
            name=people[one].name if one in people else "",
            colour=people[one].colour if one in people else "",
            new=tally["new"],
            changed=tally["changed"],
            deleted=tally["deleted"],
            reports=len(reports[one]),
        )
        for one, tally in tallies.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.coder)))


def moved(db: Connection, codings: Iterable[bytes]) -> tuple[Moved, ...]:
    """Return which of these codings wait to be looked at in another file of their report."""
    report = schema.report.c
    titles = {line.id: line.title for line in db.execute(select(report.id, report.title))}
    return tuple(
        Moved(one.id, titles.get(one.report, ""), one.quote, one.moved)
        for one in listing_of(db, [CodingId(one) for one in codings])
        if one.moved
    )


def _pairs(union: Union, table: str) -> Iterable[tuple[Row | None, Row | None]]:
    before = union.before.get(table, {})
    now: Mapping[bytes, Row | None] = union.now.get(table, {})
    return ((before.get(row), state) for row, state in now.items())


def _what(before: Row | None, now: Row | None) -> str | None:
    if before is None:
        return "new" if now is not None else None
    if now is None:
        return "deleted"
    return "changed" if before != now else None


def _count_memo(
    before: Row | None, now: Row | None, new: Counter[str], changed: Counter[str]
) -> None:
    was, memo = (before or {}).get("memo", ""), (now or {}).get("memo", "")
    if memo and memo != was:
        (changed if was else new)["memos"] += 1


def _reports(db: Connection, union: Union, places: set[bytes]) -> dict[bytes, Any]:
    """Return the report of each passage."""
    came = union.now.get("passage", {})
    found = {place: row["report"] for place in places if (row := came.get(place))}
    passage = schema.passage.c
    for some in chunks([place for place in places if place not in found]):
        query = select(passage.id, passage.report).where(passage.id.in_(some))
        found.update((line.id, line.report) for line in db.execute(query))
    return found
