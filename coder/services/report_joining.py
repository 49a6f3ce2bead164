"""Making one report of two that are the same from different files."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from coder.model.errors import ProjectError
from coder.model.ids import PassageId, ReportId
from coder.model.passage import Passage
from coder.model.report import Report
from coder.model.team import Moved
from coder.services.carrying import carry
from coder.services.coding_rows import keep_passages
from coder.services.door import Door
from coder.services.evidence_following import SURE
from coder.services.replacing import elsewhere, values_at
from coder.store import codings as coding_store
from coder.store import evidence as evidence_store
from coder.store import reports as store
from coder.store import schema
from coder.store.cascade import resting_on
from coder.store.log import Writer

_SAID = ("value", "answer", "decision", "rating")
"""What is said of a report in rows whose ids tell of which."""


def join_reports(door: Door, ours: ReportId, theirs: ReportId) -> tuple[Moved, ...]:
    """Give the codings of `theirs` their places in `ours`, found by their quotes; drop `theirs`.

    What was found otherwise than to the letter waits to be looked at, as after a replaced file.
    Codings without a place in `ours` are returned; they stay in `theirs`, which stays for them.
    All else that was said of `theirs` is said of `ours` then. Passages behind it go along where
    their very words stand in `ours`; `theirs` stays for the others too. Where only `theirs` has a
    file, it is `ours` that is dropped.

    Raises:
        ProjectError: one of the two is gone.
    """
    kept, gone = door.read(store.one, ours), door.read(store.one, theirs)
    if kept is None or gone is None:
        raise ProjectError("One of the two is no longer in the project.")
    if gone.has_file and not kept.has_file:
        return join_reports(door, theirs, ours)

    def act(writer: Writer) -> tuple[Moved, ...]:
        db, placed, lost = writer.db, [], []
        codings = coding_store.listing(db, theirs)
        before = {one.passage: coding_store.passage(db, one.passage) for one in codings}
        known: dict[PassageId, Passage] = {at: one for at, one in before.items() if one}
        found = elsewhere(db, ours, known)
        for one in codings:
            now, how = found[one.passage]
            if now is None:
                lost.append(Moved(one.id, gone.title, one.quote, how))
            else:
                placed.append((one.id, values_at(one.passage, now, how)))
        keep_passages(writer, [now for now, _ in found.values() if now is not None])
        is_all = _carry_evidence(writer, ours, theirs)
        writer.update("coding", placed)
        _carry_said(writer, ours, theirs, gone.title)
        if not lost and is_all:
            for table in ("assignment", "settlement"):
                writer.delete(table, store.rows_about(db, table, theirs))
            writer.delete("report", [theirs])
            writer.update("report", [(ours, _particulars(kept, gone))])
        return tuple(lost)

    return door.run(f"Take Codings of {gone.title} to {kept.title}", act)


def _particulars(kept: Report, gone: Report) -> dict[str, Any]:
    """Return what a report takes over from one it is made one with.

    A report without a file was named by a person, one with a file by the file.
    """
    found: dict[str, Any] = {}
    if not kept.number:
        found["number"] = gone.number
    if kept.has_file and not gone.has_file:
        found["title"] = gone.title
    if gone.memo:
        found["memo"] = "\n\n".join(dict.fromkeys(filter(None, (kept.memo, gone.memo))))
    return found


def _carry_said(writer: Writer, ours: ReportId, theirs: ReportId, name: str) -> None:
    """Let what was said of `theirs` be said of `ours`."""
    for table in _SAID:
        carry(writer, table, {"report": theirs}, {"report": ours}, name)
    cards = store.rows_about(writer.db, "card", theirs)
    writer.update("card", [(card, {"report": ours}) for card in cards])
    report = schema.report.c
    doubles = writer.db.scalars(select(report.id).where(report.duplicate_of == theirs)).all()
    chosen = [(one, {"duplicate_of": None if one == ours else ours}) for one in doubles]
    writer.update("report", chosen)


def _carry_evidence(writer: Writer, ours: ReportId, theirs: ReportId) -> bool:
    """Give passages behind what was said of `theirs` their places in `ours`; say whether all.

    A value whose passage has none there is without one then: it stands for itself.
    """
    db = writer.db
    rows = _evidence_about(db, theirs)
    taken = _values_from(db, theirs)
    places = {row["passage"] for row in rows} | set(taken.values())
    stored = {place: coding_store.passage(db, place) for place in sorted(places)}
    known = {place: one for place, one in stored.items() if one and one.report == theirs}
    found = elsewhere(db, ours, known) if known else {}
    here = {at: now for at, (now, how) in found.items() if now and how in SURE}
    keep_passages(writer, here.values())
    movable = [row for row in rows if row["passage"] in here]
    moved = [
        evidence_store.evidence_row(row["owner"], here[row["passage"]].id, None, row["created"])
        for row in movable
    ]
    writer.delete("evidence", [row["id"] for row in movable])
    writer.insert_missing("evidence", moved)
    values = [(row, {"passage": here[at].id if at in here else None}) for row, at in taken.items()]
    writer.update("value", values)
    return all(row["passage"] in here for row in rows if row["passage"] in known)


def _evidence_about(db: Connection, report: ReportId) -> list[dict[str, Any]]:
    """Return the rows of evidence that are passages, of all that was said of a report."""
    owners = resting_on(db, "report", [report])
    chosen = set().union(
        *(owners.get(one, ()) for one in ("answer", "decision", "rating", "entry"))
    )
    return [row for row in evidence_store.of_owners(db, chosen) if row["passage"] is not None]


def _values_from(db: Connection, report: ReportId) -> Mapping[bytes, PassageId]:
    """Return the values of a report that were taken from a passage."""
    value = schema.value.c
    query = select(value.id, value.passage).where(
        value.report == report, value.passage.is_not(None)
    )
    return {line.id: PassageId(line.passage) for line in db.execute(query)}
