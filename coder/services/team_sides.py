"""What people know things by that may be one, or that one deleted and others use."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, select

from coder.model.codebook import Code, paths
from coder.model.ids import CodeId, CoderId, ReportId
from coder.model.team import Proposal, Side
from coder.model.team_words import counted, counts
from coder.services.merge_told import KINDS
from coder.store import coders as coder_store
from coder.store import reports as report_store
from coder.store import schema
from coder.store.cascade import resting_on
from coder.store.codes import all_codes

_RULES = (
    ("definition", "Definition"),
    ("apply_when", "Apply when"),
    ("do_not_apply_when", "Do not apply when"),
    ("example", "Example"),
    ("memo", "Memo"),
)


def sides(db: Connection, proposal: Proposal) -> tuple[Side, Side]:
    """Return what is known of ours and of theirs; no lines of one that is gone."""
    told = {"code": _code, "coder": _coder, "report": _report}[proposal.kind]
    names = proposal.our_name, proposal.their_name
    ours, theirs = (
        Side(name, tuple(told(db, row)))
        for name, row in zip(names, (proposal.ours, proposal.theirs), strict=True)
    )
    return ours, theirs


def made_by(db: Connection, rows: Collection[bytes]) -> dict[bytes, str]:
    """Return the names of those who made rows first."""
    op, coder = schema.op.c, schema.coder.c
    query = select(op.row, coder.name).join(schema.coder, coder.id == op.person)
    found: dict[bytes, str] = {}
    for row, name in db.execute(query.where(op.row.in_(list(rows))).order_by(op.hlc, op.replica)):
        found.setdefault(row, name)
    return found


def used_by(db: Connection, table: str, row: bytes) -> str:
    """Return what rests on a row, in words: "3 codings (Coder A 2, Coder B 1), 1 decision"."""
    resting = resting_on(db, table, [row])
    codings = _of_whom(db, resting.get("coding", ()))
    others = {
        kind: len(resting.get(name, ()))
        for name, kind in KINDS.items()
        if name not in {"coding", "evidence", "assignment"}
    }
    return ", ".join(filter(None, (codings, counts(others))))


def _of_whom(db: Connection, codings: Iterable[bytes]) -> str:
    wanted, coding, coder = set(codings), schema.coding.c, schema.coder.c
    query = select(coding.id, coder.name).join(schema.coder, coder.id == coding.coder)
    people = Counter(name for one, name in db.execute(query) if one in wanted)
    if not people:
        return ""
    by_whom = ", ".join(f"{name} {count:,}" for name, count in sorted(people.items()))
    return f"{counted(sum(people.values()), 'coding')} ({by_whom})"


def _code(db: Connection, row: bytes) -> Iterable[str]:
    every: list[Code] = all_codes(db)
    known = {one.id: one for one in every}
    code = known.get(CodeId(row))
    if code is None:
        return
    yield _made(db, row)
    above = paths(every)[code.id].rpartition(" › ")[0]
    yield f"Under {above}" if above else "At the top of the codebook"
    yield used_by(db, "code", row) or "No codings"
    for field, label in _RULES:
        if getattr(code, field):
            yield f"{label}: {getattr(code, field)}"


def _coder(db: Connection, row: bytes) -> Iterable[str]:
    for one in coder_store.all_coders(db):
        if one.id == CoderId(row):
            yield f"Initials: {one.initials}"
            yield _done(db, "coder", row)


def _report(db: Connection, row: bytes) -> Iterable[str]:
    report = report_store.one(db, ReportId(row))
    if report is None:
        return
    facts: tuple[Any, ...] = (
        report.number,
        report.file_name or "no PDF",
        counted(report.pages, "page") if report.has_file else "",
    )
    yield _made(db, row)
    yield " · ".join(filter(None, facts))
    yield _done(db, "report", row)


def _made(db: Connection, row: bytes) -> str:
    name = made_by(db, [row]).get(row, "")
    return f"Came in by {name}" if name else ""


def _done(db: Connection, table: str, row: bytes) -> str:
    return used_by(db, table, row) or "Nothing coded or judged"
