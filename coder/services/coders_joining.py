"""Making one coder of two that are the same person, who worked on two laptops."""

from typing import Any

from sqlalchemy import Connection, select

from coder.model.ids import CoderId, CodingId, ReportId, assignment_id
from coder.services.carrying import carry
from coder.services.supporting import carry_codings
from coder.store import schema
from coder.store.closure import USES
from coder.store.log import Writer

_JUDGED = ("answer", "decision", "rating")
_STATES = ("", "begun", "done")


def at_work(db: Connection) -> set[bytes]:
    """Return whose there is anything: codings, judgements, cards, reports they are done with."""
    said = schema.assignment.c
    found = set(db.scalars(select(said.coder).where(said.state != "")))
    for use in USES["coder"]:
        found.update(db.scalars(select(schema.FOLDED[use.by].c[use.column]).distinct()))
    return found


def join_coders(writer: Writer, ours: CoderId, theirs: CoderId, name: str) -> None:
    """Let all that one coder did be the other's.

    The same code on the same passage becomes one coding with both memos. Where both judged the
    same, ours stands and tells in words what the other said; `name` is the other's. The
    other is listed no more, unless they have work again.
    """
    _join_codings(writer, ours, theirs)
    for table in _JUDGED:
        carry(writer, table, {"coder": theirs}, {"coder": ours}, name)
    for table in ("card", "settlement"):
        columns = schema.FOLDED[table].c
        rows = writer.db.scalars(select(columns.id).where(columns.coder == theirs)).all()
        writer.update(table, [(row, {"coder": ours}) for row in rows])
    _join_assignments(writer, ours, theirs)
    writer.update("coder", [(theirs, {"joined": ours})])


def _join_codings(writer: Writer, ours: CoderId, theirs: CoderId) -> None:
    coding = schema.coding.c
    query = select(coding.id, coding.passage, coding.code, coding.memo)
    kept = {
        (line.passage, line.code): line
        for line in writer.db.execute(query.where(coding.coder == ours))
    }
    changes: list[tuple[bytes, dict[str, Any]]] = []
    doubles: dict[CodingId, CodingId] = {}
    for line in writer.db.execute(query.where(coding.coder == theirs)).all():
        other = kept.get((line.passage, line.code))
        if other is None:
            changes.append((line.id, {"coder": ours}))
            continue
        doubles[line.id] = other.id
        memos = dict.fromkeys(filter(None, (other.memo, line.memo)))
        changes.append((other.id, {"memo": "\n\n".join(memos)}))
    writer.update("coding", changes)
    carry_codings(writer, doubles)
    writer.delete("coding", list(doubles))


def _join_assignments(writer: Writer, ours: CoderId, theirs: CoderId) -> None:
    """Say of ours what was said of theirs: whose a report is, and who is further with it."""
    said = schema.assignment.c
    query = select(said.id, said.report, said.allocated, said.state)
    kept = {line.report: line for line in writer.db.execute(query.where(said.coder == ours))}
    gone = writer.db.execute(query.where(said.coder == theirs)).all()
    for line in gone:
        other = kept.get(line.report)
        values = {"allocated": line.allocated, "state": line.state}
        if other is None:
            report = ReportId(line.report)
            row = {"id": assignment_id(report, ours), "report": report, "coder": ours, **values}
            writer.insert("assignment", [row])
            continue
        further = max(other.state, line.state, key=_STATES.index)
        both = {"allocated": other.allocated or line.allocated, "state": further}
        writer.update("assignment", [(other.id, both)])
    writer.delete("assignment", [line.id for line in gone])
