"""What a merge brings, one by one: codings by report, what changed and went, what is named."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from sqlalchemy import Connection, select

from coder.model.ids import CoderId
from coder.model.team import Detail
from coder.model.team_words import fields
from coder.store import schema
from coder.store.ops import chunks
from coder.store.union import Row, Union

_NAMED = {"report": "title", "codebook": "title", "code": "name", "coder": "name", "item": "name"}
"""Kinds that people know by a name, and where it stands."""

_MOST = 40
"""So many of a kind are told one by one; of the others how many they are."""

_SILENT = frozenset({"under", "alike"})
"""Columns that go with others: under which wording of a code something was coded."""

_What = Literal["new", "changed", "deleted"]
_Each = tuple[_What, Row, str]
"""What became of a row, the row as it is or last was, and which fields changed, in words."""


def details(db: Connection, union: Union) -> tuple[Detail, ...]:
    """Return what came one by one: codings counted by coder and report, then the rest."""
    return (*_codings(db, union), *_named(union))


def _codings(db: Connection, union: Union) -> Iterator[Detail]:
    every = list(_each(union, "coding"))
    reports = _reports(db, union, {row["passage"] for _, row, _ in every})
    titles = _names(db, "report", "title")
    people, codes = _names(db, "coder", "name"), _names(db, "code", "name")
    counted: Counter[tuple[bytes, bytes | None, _What]] = Counter()
    for one in union.codings:
        counted[one.coder, one.report, "new"] += one.count
    counted.update((row["coder"], reports.get(row["passage"]), what) for what, row, _ in every)
    told = [
        Detail(
            what,
            "report",
            titles.get(report or b"", ""),
            coder=people.get(who, ""),
            count=count,
            of="coding",
            who=CoderId(who),
        )
        for (who, report, what), count in counted.items()
    ]
    yield from sorted(told, key=lambda one: (one.coder, one.name, one.what, one.who))
    for what in ("changed", "deleted"):
        some = [one for one in every if one[0] == what]
        quotes = _quotes(db, [row["passage"] for _, row, _ in some[:_MOST]])
        for _, row, words in some[:_MOST]:
            quote, code = quotes.get(row["passage"], ""), codes.get(row["code"], "")
            who = CoderId(row["coder"])
            more = ": ".join(filter(None, (code, words)))
            yield Detail(what, "coding", quote, more, people.get(who, ""), who=who)
        yield from _rest(what, "coding", len(some))


def _named(union: Union) -> Iterator[Detail]:
    for table, name in _NAMED.items():
        by_what: dict[_What, list[Detail]] = {"new": [], "changed": [], "deleted": []}
        for what, row, words in _each(union, table):
            by_what[what].append(Detail(what, table, str(row[name]), more=words))
        for what, found in by_what.items():
            yield from sorted(found, key=lambda one: one.name.casefold())[:_MOST]
            yield from _rest(what, table, len(found))


def _rest(what: _What, kind: str, count: int) -> Iterator[Detail]:
    if count > _MOST:
        yield Detail(what, kind, "", count=count - _MOST)


def _each(union: Union, table: str) -> Iterator[_Each]:
    befores = union.before.get(table, {})
    for identity, now in union.now.get(table, {}).items():
        before = befores.get(identity)
        if before is None and now is not None:
            yield "new", now, ""
        elif before is not None and now is None:
            yield "deleted", before, ""
        elif before is not None and now is not None and before != now:
            differ = (one for one in now if now[one] != before.get(one))
            yield "changed", now, fields([one for one in differ if one not in _SILENT])


def _reports(db: Connection, union: Union, places: Iterable[bytes]) -> dict[bytes, bytes]:
    came = union.now.get("passage", {})
    found = {one: bytes(row["report"]) for one in places if (row := came.get(one))}
    passage = schema.passage.c
    for some in chunks([one for one in places if one not in found]):
        query = select(passage.id, passage.report).where(passage.id.in_(some))
        found.update((line.id, bytes(line.report)) for line in db.execute(query))
    return found


def _quotes(db: Connection, places: list[bytes]) -> dict[bytes, str]:
    passage = schema.passage.c
    query = select(passage.id, passage.quote).where(passage.id.in_(places))
    return {line.id: " ".join(line.quote.split())[:80] for line in db.execute(query)}


def _names(db: Connection, table: str, name: str) -> dict[bytes, str]:
    columns = schema.FOLDED[table].c
    return {line[0]: line[1] for line in db.execute(select(columns.id, columns[name]))}
