"""What an export tells of screening: a row for each report, stage and coder, and the flow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from coder.analysis.flow import counted
from coder.analysis.screened import Standing, agreed, with_proofs
from coder.model.flow import Flow
from coder.model.ids import CONSENSUS, CoderId, ItemId, ReportId
from coder.model.protocol import Item
from coder.model.screening import Answered, Decision
from coder.model.whose import Shown, Whose
from coder.store import attributes as attribute_store
from coder.store.coders import all_coders


@dataclass(frozen=True, slots=True)
class ScreenedRow:
    """How one coder answered and decided on one report at one stage; `created` is ISO 8601."""

    report: ReportId
    stage: Item
    coder: str
    answers: Mapping[ItemId, Answered]
    decision: Decision | None
    criterion: str
    by: str


@dataclass(frozen=True)
class ScreeningTold:
    """Screening as an export tells it; nothing where there is no protocol, or nobody began.

    `criteria` are those of all stages; rows go by stage, then by report, Consensus last.
    """

    criteria: tuple[Item, ...] = ()
    rows: tuple[ScreenedRow, ...] = ()
    flow: Flow | None = None


def read_screening(db: Connection, whose: Shown = None) -> ScreeningTold:
    """Return what coders answered and decided: all, those named, or what the team stands by."""
    standing = with_proofs(db)
    if not standing.stored and not standing.said:
        return ScreeningTold()
    names = {one.id: one.name for one in all_coders(db)}
    at_work = _at_work(standing)
    rows = [
        _row(standing, report.id, stage, coder, names)
        for stage in standing.stages
        for report in standing.reports
        for coder in _told(
            at_work.get((report.id, stage.id), set()),
            standing.decisions(report.id, stage.id),
            names,
            whose,
        )
    ]
    return ScreeningTold(
        tuple(one for stage in standing.stages for one in standing.criteria[stage.id]),
        tuple(rows),
        counted(standing, attribute_store.families(db)),
    )


def _at_work(standing: Standing) -> dict[tuple[ReportId, ItemId], set[CoderId]]:
    """Return who answered or decided anything, by report and stage."""
    found: dict[tuple[ReportId, ItemId], set[CoderId]] = {}
    stages = {one.id: stage for stage, some in standing.criteria.items() for one in some}
    for report, criterion, coder in standing.said:
        if criterion in stages:
            found.setdefault((report, stages[criterion]), set()).add(coder)
    for one in standing.stored:
        found.setdefault((one.report, one.stage), set()).add(one.coder)
    return found


def _told(
    some: set[CoderId],
    decisions: Sequence[Decision],
    names: Mapping[CoderId, str],
    whose: Shown,
) -> list[CoderId]:
    """Return those of them who are asked for: by name, Consensus last.

    Where the consensus is asked for: what was settled, else those who all decided alike.
    """
    people = sorted(some & names.keys(), key=lambda one: names[one].casefold())
    settled = [CONSENSUS] if CONSENSUS in some else []
    if whose is Whose.CONSENSUS:
        alike = [] if agreed(decisions) == "conflict" else [one.coder for one in decisions]
        return settled or [one for one in people if one in alike]
    if whose is None or isinstance(whose, Whose):
        return [*people, *settled]
    return [*(one for one in people if one in whose), *settled]


def _row(
    standing: Standing,
    report: ReportId,
    stage: Item,
    coder: CoderId,
    names: Mapping[CoderId, str],
) -> ScreenedRow:
    found = (one for one in standing.decisions(report, stage.id) if one.coder == coder)
    decision = next(found, None)
    answers = () if coder == CONSENSUS else standing.answers(report, stage.id, coder)
    criterion = (
        standing.protocol.by_id.get(decision.criterion or ItemId(b"")) if decision else None
    )
    return ScreenedRow(
        report=report,
        stage=stage,
        coder="Consensus" if coder == CONSENSUS else names[coder],
        answers={one.criterion.id: one for one in answers},
        decision=decision,
        criterion=criterion.name if criterion else "",
        by=names.get(decision.by, "") if decision and decision.by else "",
    )
