"""What stands behind answers, decisions, ratings and entries: passages, and codings of them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, func, select

from coder.model.ids import CodingId, EvidenceId, PassageId, ReportId, evidence_id
from coder.model.support import Support
from coder.store import schema
from coder.store.ops import chunks

_evidence, _passage, _coding = schema.evidence.c, schema.passage.c, schema.coding.c
_report, _page = schema.report.c, schema.page.c


def support_of(db: Connection, owners: Collection[bytes]) -> dict[bytes, tuple[Support, ...]]:
    """Return the evidence of these owners, each in reading order; owners without any left out."""
    found: dict[bytes, list[tuple[tuple[int, int, bytes], Support]]] = defaultdict(list)
    for some in chunks(list(owners)):
        for line in db.execute(_chosen().where(_evidence.owner.in_(some))):
            owner, start, *rest = line
            one = Support(*rest)
            found[owner].append(((one.page, start, one.id), one))
    return {owner: tuple(one for _, one in sorted(some)) for owner, some in found.items()}


def _chosen() -> "Select[Any]":
    """Ask for evidence with its owner and where on the page it begins.

    Evidence whose coding is gone is not found: there is nothing to show of it.
    """
    place = func.coalesce(_evidence.passage, _coding.passage)
    is_printed = (
        (_page.report == _passage.report)
        & (_page.number == _passage.page)
        & (_page.text_hash == _passage.text_hash)
    )
    return (
        select(
            _evidence.owner,
            _passage.start,
            _evidence.id,
            _evidence.passage,
            _evidence.coding,
            _passage.id,
            _passage.report,
            _passage.page,
            func.coalesce(_page.label, ""),
            _passage.quote,
            _passage.text_hash != _report.text_hash,
        )
        .select_from(schema.evidence)
        .outerjoin(schema.coding, _coding.id == _evidence.coding)
        .join(schema.passage, _passage.id == place)
        .join(schema.report, _report.id == _passage.report)
        .outerjoin(schema.page, is_printed)
    )


def owner_of(db: Connection, evidence: EvidenceId) -> bytes | None:
    """Return whose evidence this is, None when it is gone."""
    found: bytes | None = db.scalar(select(_evidence.owner).where(_evidence.id == evidence))
    return found


def of_owners(db: Connection, owners: Collection[bytes]) -> list[dict[str, Any]]:
    """Return the rows of evidence of these owners."""
    return _rows(db, "owner", owners)


def of_codings(db: Connection, codings: Collection[CodingId]) -> list[dict[str, Any]]:
    """Return the rows of evidence that cite these codings."""
    return _rows(db, "coding", codings)


def astray(db: Connection, report: ReportId) -> dict[EvidenceId, PassageId]:
    """Return the evidence whose passage is in a text that its report has no more."""
    return {EvidenceId(row): PassageId(at) for row, at in _former(db, "evidence", report)}


def values_astray(db: Connection, report: ReportId) -> dict[bytes, PassageId]:
    """Return the values of attributes whose passage is in a text that the report has no more."""
    return {row: PassageId(at) for row, at in _former(db, "value", report)}


def evidence_row(
    owner: bytes, passage: PassageId | None, coding: CodingId | None, created: str
) -> dict[str, Any]:
    """Return the row of a piece of evidence; exactly one of passage and coding is given."""
    assert (passage is None) != (coding is None)
    support = passage or coding or b""
    return {
        "id": evidence_id(owner, support),
        "owner": owner,
        "passage": passage,
        "coding": coding,
        "created": created,
    }


def _former(db: Connection, table: str, report: ReportId) -> list[tuple[bytes, bytes]]:
    by = schema.FOLDED[table].c
    query = (
        select(by.id, by.passage)
        .join(schema.passage, _passage.id == by.passage)
        .join(schema.report, _report.id == _passage.report)
        .where(_passage.report == report, _passage.text_hash != _report.text_hash)
    )
    return [(line.id, line.passage) for line in db.execute(query.order_by(by.id))]


def _rows(db: Connection, column: str, wanted: Collection[bytes]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for some in chunks(list(wanted)):
        query = select(schema.evidence).where(_evidence[column].in_(some))
        found += [dict(line) for line in db.execute(query).mappings()]
    return found
