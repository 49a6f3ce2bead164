"""Settlements as they lie in the file: what they rest on, what codings say now, what they gave."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection, select

from coder.model.ids import CONSENSUS, CodeId, CoderId, CodingId, PassageId, ReportId, SettlementId
from coder.store import schema
from coder.store.ops import chunks

_coding, _passage = schema.coding.c, schema.passage.c


class Result(NamedTuple):
    """A coding of Consensus, and the passage and code that it says."""

    coding: CodingId
    passage: PassageId
    code: CodeId


class Says(NamedTuple):
    """What a coding says: its code, and that with its words, or its area's outline, as a mark.

    The place is not in it: another file of the report may give the same words a new one.
    """

    code: CodeId
    mark: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What was in question between two coders when it was settled."""

    coders: frozenset[CoderId]
    codings: frozenset[CodingId]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a settlement rests on: what each coding said, and the disagreements it judged.

    `marks` may tell of codings that nobody judged: those that say the same as one that was.
    """

    marks: Mapping[CodingId, str]
    judged: tuple[Judged, ...]

    def write(self) -> str:
        """Return the basis as it is kept; the same basis is written the same."""
        codings = sorted([one.hex(), told] for one, told in self.marks.items())
        judged = sorted(
            [sorted(one.hex() for one in group) for group in (each.coders, each.codings)]
            for each in self.judged
        )
        return json.dumps({"codings": codings, "judged": judged}, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> Self:
        """Read what `write` wrote."""
        told: dict[str, Any] = json.loads(written)
        return cls(
            {CodingId(bytes.fromhex(one)): mark for one, mark in told["codings"]},
            tuple(
                Judged(
                    frozenset(CoderId(bytes.fromhex(one)) for one in coders),
                    frozenset(CodingId(bytes.fromhex(one)) for one in codings),
                )
                for coders, codings in told["judged"]
            ),
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """One settlement as it is in its table."""

    id: SettlementId
    report: ReportId
    code: CodeId
    coder: CoderId
    verdict: str
    kind: str
    reason: str
    created: str
    basis: Basis


def are_any(db: Connection) -> bool:
    """Say whether anything was settled: it takes long to say how that stands."""
    return db.scalar(select(schema.settlement.c.id).limit(1)) is not None


def all_stored(db: Connection, report: ReportId | None = None) -> list[Stored]:
    """Return the settlements in a report, or in all reports, in the order they were made."""
    settlement = schema.settlement
    query = select(settlement).join(schema.report, schema.report.c.id == settlement.c.report)
    query = query.order_by(settlement.c.created, settlement.c.id)
    if report is not None:
        query = query.where(settlement.c.report == report)
    return [
        Stored(**{**line, "basis": Basis.read(line["basis"])})
        for line in db.execute(query).mappings()
    ]


def report_of(db: Connection, settlement: SettlementId) -> ReportId | None:
    """Return the report in which something was settled, or None when the settlement is gone."""
    columns = schema.settlement.c
    found = db.scalar(select(columns.report).where(columns.id == settlement))
    return ReportId(found) if found else None


def homes(
    db: Connection, codings: Iterable[bytes], settlements: Iterable[bytes]
) -> list[tuple[bytes, ReportId]]:
    """Return the reports that these codings and settlements are in; none for what is gone.

    A coding of Consensus is also in the report of its settlement.
    """
    settlement = schema.settlement.c
    query = select(_coding.id, _passage.report, settlement.report)
    query = query.join(schema.passage, _passage.id == _coding.passage)
    query = query.outerjoin(schema.settlement, settlement.id == _coding.settlement)
    found = []
    for some in chunks(list(codings)):
        for one, *reports in db.execute(query.where(_coding.id.in_(some))):
            found += [(one, ReportId(report)) for report in reports if report is not None]
    of_settlements = select(settlement.id, settlement.report)
    for some in chunks(list(settlements)):
        lines = db.execute(of_settlements.where(settlement.id.in_(some)))
        found += [(one, ReportId(report)) for one, report in lines]
    return found


def are_of_consensus(db: Connection, codings: Iterable[bytes]) -> bool:
    """Say whether no coding among these is anybody's; those that are gone are nobody's."""
    query = select(_coding.id).where(_coding.coder != CONSENSUS).limit(1)
    some = chunks(list(codings))
    return all(db.scalar(query.where(_coding.id.in_(each))) is None for each in some)


def says(db: Connection, codings: Iterable[CodingId]) -> dict[CodingId, Says]:
    """Return what these codings say now; those that are gone are left out."""
    found: dict[CodingId, Says] = {}
    query = select(_coding.id, _coding.code, _passage.kind, _passage.exact, _passage.quads).join(
        schema.passage, _passage.id == _coding.passage
    )
    for some in chunks(list(set(codings))):
        for one, code, kind, exact, quads in db.execute(query.where(_coding.id.in_(some))):
            said = f"{code.hex()} {kind} {quads if kind else exact}"
            mark = hashlib.sha256(said.encode()).hexdigest()[:16]
            found[CodingId(one)] = Says(CodeId(code), mark)
    return found


def results(db: Connection) -> dict[SettlementId, list[Result]]:
    """Return the codings of Consensus by the settlement that gave them."""
    query = select(_coding.settlement, _coding.id, _coding.passage, _coding.code)
    found: dict[SettlementId, list[Result]] = {}
    for settlement, *rest in db.execute(query.where(_coding.coder == CONSENSUS)):
        if settlement is not None:
            found.setdefault(SettlementId(settlement), []).append(Result(*rest))
    return {one: sorted(some) for one, some in found.items()}
