"""Ratings as rows of their table, and as values."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from coder.model.ids import CONSENSUS, ItemId, RatingId, ReportId
from coder.model.protocol import NOT_ASSESSABLE, NOT_RATED, Item, Protocol
from coder.model.rating import Rating
from coder.store import schema
from coder.store.coders import all_coders
from coder.store.codes import all_codes
from coder.store.evidence import support_of
from coder.store.items import protocol
from coder.store.reports import text_hashes

_rating = schema.rating.c
APART = {NOT_RATED: "Not rated", NOT_ASSESSABLE: "Not assessable"}
"""What every scale knows besides its levels, and what it is called."""


class Place(NamedTuple):
    """What a rating is on: a report and a code or check, by its origin."""

    report: bytes
    subject: bytes
    origin: str


def listing(db: Connection, report: ReportId | None = None) -> list[Rating]:
    """Return all ratings, or those of one report: by report, subject and origin, then coder.

    Codes come before checks, each in the order in which the codebook has them; Consensus is last.
    """
    lines = [dict(line) for line in db.execute(_of(report)).mappings()]
    if not lines:
        return []
    known = protocol(db)
    behind = support_of(db, [line["id"] for line in lines])
    stale = _stale(lines)
    found = [
        Rating(
            **{name: line[name] for name in _FIELDS},
            shown=shown(known, line["scale"], line["level"]),
            value=value(known.by_id.get(line["scale"]), line["level"]),
            evidence=behind.get(line["id"], ()),
            is_stale=line["id"] in stale,
        )
        for line in lines
    ]
    order = _Order(db, known)
    return sorted(found, key=order.place)


_FIELDS = (
    "id", "report", "subject", "scale", "coder", "origin", "level", "justification", "created",
    "by",
)  # fmt: skip


def row(db: Connection, rating: RatingId) -> dict[str, Any] | None:
    """Return the row of a rating, None when it is gone."""
    line = db.execute(select(schema.rating).where(_rating.id == rating)).mappings().first()
    return dict(line) if line else None


def rows_on(db: Connection, report: ReportId, subject: bytes) -> list[dict[str, Any]]:
    """Return the rows of all ratings of a report on one subject."""
    here = (_rating.report == report) & (_rating.subject == subject)
    return [dict(one) for one in db.execute(select(schema.rating).where(here)).mappings()]


def has_report(db: Connection, report: ReportId) -> bool:
    """Say whether a report is in the project."""
    known = schema.report.c.id
    return db.scalar(select(known).where(known == report)) is not None


def subject_name(db: Connection, subject: bytes) -> str | None:
    """Return what a code or a check is called, None when there is none of this id."""
    for table in (schema.code, schema.item):
        name: str | None = db.scalar(select(table.c.name).where(table.c.id == subject))
        if name is not None:
            return name
    return None


def basis(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the coders' ratings that a settled one rests on, as they are kept."""
    said = {
        row["coder"].hex(): f"{row['scale'].hex()} {row['level']}"
        for row in rows
        if row["coder"] != CONSENSUS
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def shown(known: Protocol, scale: bytes, level: str) -> str:
    """Return what a level of a scale is called; its key where the scale has it no more."""
    item = known.by_id.get(ItemId(scale))
    names = {one.key: one.name for one in item.levels} if item else {}
    return names.get(level) or APART.get(level, level)


def value(scale: Item | None, level: str) -> int | None:
    """Return the place of a level on its scale, the lowest being 1, None for none."""
    keys = [one.key for one in scale.levels] if scale else []
    return len(keys) - keys.index(level) if level in keys else None


def _of(report: ReportId | None) -> "Select[Any]":
    query = select(schema.rating)
    return query if report is None else query.where(_rating.report == report)


def _stale(lines: Iterable[Mapping[str, Any]]) -> set[bytes]:
    """Return the ratings of Consensus whose ground has changed."""
    together: dict[Place, list[Mapping[str, Any]]] = defaultdict(list)
    for line in lines:
        together[Place(line["report"], line["subject"], line["origin"])].append(line)
    return {
        line["id"]
        for some in together.values()
        for line in some
        if line["coder"] == CONSENSUS and _has_changed(line, some)
    }


def _has_changed(settled: Mapping[str, Any], some: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether coders rate otherwise by now, or another than those weighed differs."""
    then: dict[str, str] = json.loads(settled["basis"] or "{}")
    now: dict[str, str] = json.loads(basis(some))
    stands = f"{settled['scale'].hex()} {settled['level']}"
    later = {coder: said for coder, said in now.items() if coder not in then}
    weighed = {coder: said for coder, said in now.items() if coder in then}
    return weighed != then or any(said != stands for said in later.values())


class _Order:
    """In which order ratings are told."""

    def __init__(self, db: Connection, known: Protocol) -> None:
        self._reports = {one: at for at, one in enumerate(text_hashes(db))}
        subjects = [bytes(code.id) for code in all_codes(db)]
        subjects += [bytes(item.id) for item in known.items]
        self._subjects = {one: at for at, one in enumerate(subjects)}
        self._coders = {one.id: at for at, one in enumerate(all_coders(db))}

    def place(self, one: Rating) -> tuple[int, int, str, int, bytes]:
        """Return the sort key: the report's own comes before the reviewers'."""
        return (
            self._reports.get(one.report, len(self._reports)),
            self._subjects.get(one.subject, len(self._subjects)),
            one.origin,
            self._coders.get(one.coder, len(self._coders)),
            one.id,
        )
