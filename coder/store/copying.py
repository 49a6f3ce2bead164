"""Copies for others: what is left out of them.

What is left out goes row by row, with all its history, whatever became of it later; so the log of
a copy is a part of the log it came from, and merging brings the two together again.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, select, text

from coder.model.ids import CoderId, ReportId
from coder.store import closure, local, schema, words
from coder.store.ops import chunks

_OP = schema.op.c
_KEPT_FACTS = ("password:",)


@dataclass(frozen=True, slots=True)
class Share:
    """What a copy is to hold: of these reports (None: all), for whom, and whether it is blind.

    A blind copy holds the codings of `coder` alone.
    """

    reports: frozenset[ReportId] | None = None
    coder: CoderId | None = None
    blind: bool = False
    name: str = ""

    def lacks(self, reports: Iterable[bytes]) -> bool:
        """Say whether something about these reports is left out."""
        return self.reports is not None and not self.reports.issuperset(map(ReportId, reports))

    def hides(self, coders: Collection[bytes]) -> bool:
        """Say whether something of these coders is left out."""
        return self.blind and set(coders) != {self.coder}


def versions(db: Connection) -> dict[str, int]:
    """Return the highest number of each replica (hex) in the log."""
    query = text("SELECT replica, max(seq) FROM op GROUP BY replica")
    return {replica.hex(): seq for replica, seq in db.execute(query)}


def prepare(db: Connection, share: Share, at: int) -> None:
    """Make of a copy, in the caller's transaction, what is handed out; `at` is Unix ms.

    Facts that concern the file it came from alone go; what the copy came from is noted.
    """
    base = versions(db)
    if share.reports is not None or share.blind:
        _leave_out(db, share)
    for table in (schema.receipt, schema.undone_op, schema.replica):
        db.execute(delete(table))
    kept = {
        key: value
        for start in _KEPT_FACTS
        for key, value in local.beginning(db, start).items()
        if share.reports is None or any(one.hex() in key for one in share.reports)
    }
    db.execute(delete(schema.local))
    facts = {
        **kept,
        "closed": "1",
        "coder": share.coder.hex() if share.coder else "",
        "base:versions": json.dumps(base),
        "base:for": share.name,
        "base:blind": "1" if share.blind else "",
        "base:at": str(at),
    }
    for key, value in facts.items():
        local.put(db, key, value)


@dataclass
class _Dropped:
    """The rows to leave out, by table."""

    rows: dict[str, set[bytes]] = field(default_factory=dict)

    def add(self, table: str, row: bytes) -> None:
        self.rows.setdefault(table, set()).add(row)

    def all(self) -> set[bytes]:
        return {row for some in self.rows.values() for row in some}


def _leave_out(db: Connection, share: Share) -> None:
    dropped = _dropped(db, share)
    _drop_actions(db, dropped)
    for table, ids in dropped.rows.items():
        for some in chunks(list(ids)):
            db.execute(delete(schema.op).where(_OP.row.in_(some)))
            db.execute(delete(schema.conflict).where(schema.conflict.c.row.in_(some)))
            db.execute(delete(schema.FOLDED[table]).where(schema.FOLDED[table].c.id.in_(some)))
    closure.renew(db)
    if share.reports is not None:
        _drop_texts(db, share.reports)


def _dropped(db: Connection, share: Share) -> _Dropped:
    dropped, used = _Dropped(), set()
    about = {row: _ids(some, "report") for row, some in _said(db, "passage").items()}
    for row, some in _said(db, "coding").items():
        places = _ids(some, "passage") | _ids(some, "origin")
        reports = {one for place in places for one in about.get(place, ())}
        if share.hides(_ids(some, "coder")) or share.lacks(reports):
            dropped.add("coding", row)
        else:
            used |= places
    _drop_said_of_reports(db, share, dropped)
    _drop_with_owners(db, dropped)
    for table in ("value", "evidence"):
        gone = dropped.rows.get(table, set())
        kept = (some for row, some in _said(db, table).items() if row not in gone)
        used |= {place for some in kept for place in _ids(some, "passage")}
    for row, reports in about.items():
        if share.lacks(reports) or (share.blind and row not in used):
            dropped.add("passage", row)
    for row in _said(db, "report"):
        if share.lacks({row}):
            dropped.add("report", row)
    return dropped


_OF_CODERS = ("assignment", "answer", "decision", "rating", "card")


def _drop_said_of_reports(db: Connection, share: Share, dropped: _Dropped) -> None:
    """Leave out what was said of reports; what tells of others' work is theirs as well."""
    for table in (*_OF_CODERS, "settlement", "value"):
        for row, some in _said(db, table).items():
            # Whoever settled something: it tells what the others coded.
            whose = set() if table == "settlement" else _ids(some, "coder")
            hidden = table != "value" and share.hides(whose)
            if hidden or share.lacks(_ids(some, "report")):
                dropped.add(table, row)


def _drop_with_owners(db: Connection, dropped: _Dropped) -> None:
    """Leave out entries of cards that are left out, and the evidence of all that is."""
    for table, owner in (("entry", "card"), ("evidence", "owner")):
        gone = dropped.all()
        for row, some in _said(db, table).items():
            if _ids(some, owner) & gone:
                dropped.add(table, row)


def _said(db: Connection, table: str) -> dict[bytes, list[dict[str, Any]]]:
    """Return everything that was ever said of each row of a table."""
    found: dict[bytes, list[dict[str, Any]]] = {}
    for row, patch in db.execute(select(_OP.row, _OP.patch).where(_OP.table == table)):
        found.setdefault(row, []).append(json.loads(patch))
    return found


def _ids(patches: list[dict[str, Any]], name: str) -> set[bytes]:
    return {bytes.fromhex(one[name]) for one in patches if one.get(name)}


def _drop_actions(db: Connection, dropped: _Dropped) -> None:
    """Leave out acts of which nothing else is left: their names tell what was done."""
    gone, with_rows, left = dropped.all(), set(), set()
    for action, table, row in db.execute(select(_OP.action, _OP.table, _OP.row)):
        if table != "action":
            with_rows.add(action)
            if row not in gone:
                left.add(action)
    for action in with_rows - left:
        dropped.add("action", action)


def _drop_texts(db: Connection, reports: Collection[ReportId]) -> None:
    files = {
        one["sha256"] for some in _said(db, "report").values() for one in some if "sha256" in one
    }
    db.execute(delete(schema.layer).where(schema.layer.c.report.not_in(list(reports))))
    db.execute(delete(schema.page).where(schema.page.c.report.not_in(list(reports))))
    db.execute(delete(schema.blob).where(schema.blob.c.sha256.not_in(list(files))))
    for name in ("page_words", "page_trigrams"):
        db.execute(text(f"INSERT INTO {name}({name}) VALUES ('delete-all')"))
    pages = db.execute(select(schema.page.c.key, schema.page.c.text)).all()
    words.index(db, [(line.key, line.text) for line in pages])
