"""Which coder is to code which report, how far they are, and when they last worked."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from coder.model.assignment import Assignment, State
from coder.model.ids import CONSENSUS, CoderId, ReportId
from coder.store import schema
from coder.store.log import Clock

_assignment = schema.assignment.c


def all_assignments(db: Connection) -> list[Assignment]:
    """Return what is known of each person and report in the project, where there is anything.

    That is: they are to code it, have codings there, or said how far they are.
    """
    reports = set(db.scalars(select(schema.report.c.id)))
    people = set(db.scalars(select(schema.coder.c.id))) - {CONSENSUS}
    codings = _codings(db)
    said = {
        (ReportId(line.report), CoderId(line.coder)): (line.allocated, line.state)
        for line in db.execute(select(schema.assignment))
    }
    found = []
    for place in sorted(said.keys() | codings.keys()):
        report, coder = place
        allocated, state = said.get(place, (False, ""))
        count = codings.get(place, 0)
        if report in reports and coder in people and (allocated or state or count):
            found.append(Assignment(report, coder, allocated, _state(state, count), count))
    return found


def done(db: Connection) -> frozenset[tuple[ReportId, CoderId]]:
    """Return which reports who says to be done with."""
    query = select(_assignment.report, _assignment.coder).where(_assignment.state == "done")
    return frozenset((ReportId(report), CoderId(coder)) for report, coder in db.execute(query))


def last_work(db: Connection) -> dict[CoderId, int]:
    """Return when each coder last did something or made a coding, in Unix milliseconds."""
    action, coding = schema.action.c, schema.coding.c
    acts = select(action.person, func.max(action.hlc)).where(action.kind != "quiet")
    found = {
        CoderId(person): Clock.milliseconds(hlc)
        for person, hlc in db.execute(acts.group_by(action.person))
    }
    made = select(coding.coder, func.max(coding.created)).group_by(coding.coder)
    for coder, created in db.execute(made):
        found[coder] = max(found.get(coder, 0), _milliseconds(created))
    return found


def _state(said: str, codings: int) -> State:
    if said == "done":
        return "done"
    return "begun" if said or codings else ""


def _codings(db: Connection) -> dict[tuple[ReportId, CoderId], int]:
    coding, passage = schema.coding.c, schema.passage.c
    query = (
        select(passage.report, coding.coder, func.count())
        .join_from(schema.coding, schema.passage, passage.id == coding.passage)
        .group_by(passage.report, coding.coder)
    )
    return {(ReportId(on), CoderId(who)): count for on, who, count in db.execute(query)}


def _milliseconds(written: str) -> int:
    """Return an ISO 8601 time in Unix milliseconds, 0 for anything else."""
    try:
        return int(datetime.fromisoformat(written).timestamp() * 1000)
    except ValueError:
        return 0
