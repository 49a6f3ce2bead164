"""How screening stands: what the rule says of each report, who decided what, what is to settle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sqlalchemy import Connection, select

from coder.analysis.report_values import ReportValues, read_values
from coder.analysis.screening_rule import answered_by, ruled
from coder.model.ids import CONSENSUS, CoderId, ItemId, ReportId
from coder.model.protocol import Item, Protocol
from coder.model.report import Report
from coder.model.screening import Answered, Decision, Proof, Ruling, State, Status, Verdict
from coder.model.support import Support
from coder.store import reports as report_store
from coder.store import schema
from coder.store import screening as store
from coder.store.evidence import support_of
from coder.store.items import protocol
from coder.store.screening import Key, Said, basis_read

_LET_THROUGH = frozenset({"include", "possible"})
_NOTHING = ReportValues({}, {})


@dataclass(frozen=True)
class Standing:
    """Everything that screening rests on, read at one moment.

    `known` are all reports of the project; `support` the proofs by the identity of their answers,
    empty where they were not asked for.
    """

    protocol: Protocol
    reports: Sequence[Report]
    values: Mapping[ReportId, ReportValues]
    said: Mapping[Key, Said]
    stored: Sequence[Decision]
    known: frozenset[ReportId]
    support: Mapping[bytes, tuple[Support, ...]] = field(default_factory=dict)

    @cached_property
    def stages(self) -> list[Item]:
        """Return the stages in their order."""
        return self.protocol.of("stage")

    @cached_property
    def criteria(self) -> dict[ItemId, list[Item]]:
        """Return the criteria of each stage, in their order."""
        return {stage.id: self.protocol.of("criterion", stage.id) for stage in self.stages}

    @cached_property
    def by_place(self) -> dict[tuple[ReportId, ItemId], tuple[Decision, ...]]:
        """Return all decisions by report and stage, that of Consensus last."""
        found: dict[tuple[ReportId, ItemId], list[Decision]] = {}
        for one in sorted(self.stored, key=lambda each: each.is_settled):
            found.setdefault((one.report, one.stage), []).append(one)
        return {place: self._weighed(some) for place, some in found.items()}

    def answers(self, report: ReportId, stage: ItemId, coder: CoderId) -> tuple[Answered, ...]:
        """Return how a coder answers the criteria of a stage; gates may answer themselves."""
        told = self.values.get(report, _NOTHING)
        return tuple(
            self._answered(criterion, told, self.said.get((report, criterion.id, coder)))
            for criterion in self.criteria.get(stage, ())
        )

    def _answered(self, criterion: Item, told: ReportValues, said: Said | None) -> Answered:
        own = answered_by(criterion, told.kept, told.shown)
        if said is None:
            return own
        proofs = tuple(map(_proof, self.support.get(said.id, ())))
        own = replace(own, note=said.note, proofs=proofs)
        return replace(own, answer=said.answer, by_itself=False) if said.answer else own

    def ruling(self, report: ReportId, stage: ItemId, coder: CoderId) -> Ruling:
        """Return what the rule says of a coder's answers."""
        return ruled(self.answers(report, stage, coder))

    def decisions(self, report: ReportId, stage: ItemId) -> tuple[Decision, ...]:
        """Return who decided what, in the order they did, Consensus last."""
        return self.by_place.get((report, stage), ())

    def _weighed(self, some: Sequence[Decision]) -> tuple[Decision, ...]:
        verdicts = verdicts_of(some)
        return tuple(
            replace(
                one,
                is_stale=is_outdated(one, verdicts) if one.is_settled else self._has_changed(one),
            )
            for one in some
        )

    def _has_changed(self, one: Decision) -> bool:
        """Say whether the rule says by now something that the coder did not have before them."""
        rule = self.ruling(one.report, one.stage, one.coder).verdict
        return rule not in {one.rule, one.verdict}

    @cached_property
    def team(self) -> dict[tuple[ReportId, ItemId], State]:
        """Return how each report stands at each stage for the team."""
        found: dict[tuple[ReportId, ItemId], State] = {}
        for report in self.reports:
            is_through = not self.is_double(report)
            for number, stage in enumerate(self.stages):
                decisions = self.decisions(report.id, stage.id)
                is_through = is_through and (
                    number != 1 or bool(decisions) or not self.is_out_of_reach(report)
                )
                state: State = agreed(decisions) if is_through else "not-reached"
                found[report.id, stage.id] = state
                is_through = state in _LET_THROUGH
        return found

    def is_double(self, report: Report) -> bool:
        """Say whether a report doubles another one that is in the project."""
        return report.duplicate_of in self.known

    def is_there(self, report: Report) -> bool:
        """Say whether the full text of a report can be read, here or elsewhere."""
        told = self.values.get(report.id, _NOTHING)
        return report.has_file or told.kept.get("retrieval") == "retrieved"

    def is_out_of_reach(self, report: Report) -> bool:
        """Say whether the full text of a report was not to be had."""
        told = self.values.get(report.id, _NOTHING)
        return not report.has_file and told.kept.get("retrieval") == "not-retrieved"

    def statuses(self, stage: ItemId) -> list[Status]:
        """Return how the reports stand at a stage, in their order."""
        return [
            Status(one.id, stage, self.team[one.id, stage], self.decisions(one.id, stage))
            for one in self.reports
        ]

    def statuses_for(self, stage: ItemId, coder: CoderId) -> list[Status]:
        """Return how the reports stand for a coder, who is not told what others decided before."""
        return [self._status_for(one, stage, coder) for one in self.reports]

    def _status_for(self, report: Report, stage: ItemId, coder: CoderId) -> Status:
        team = self.team[report.id, stage]
        shown = seen_by(coder, self.decisions(report.id, stage))
        own = next((one for one in shown if one.coder == coder), None)
        if not self._is_reached(report, stage, coder):
            return Status(report.id, stage, "not-reached", shown)
        if own is None:
            is_settled = any(one.is_settled for one in shown) and team != "not-reached"
            return Status(report.id, stage, team if is_settled else "open", shown)
        settled = next((one for one in shown if one.is_settled and not one.is_stale), None)
        return Status(report.id, stage, (settled or own).verdict or "open", shown)

    def _is_reached(self, report: Report, stage: ItemId, coder: CoderId) -> bool:
        """Say whether a coder who decides at the stage before let the report through, or the team.

        Who decides at the stage before is not told by this what others decided there.
        """
        number = next(at for at, one in enumerate(self.stages) if one.id == stage)
        if self.is_double(report) or number == 0:
            return not self.is_double(report)
        before = self.stages[number - 1].id
        decisions = self.decisions(report.id, before)
        own = next((one for one in decisions if one.coder == coder), None)
        settled = next((one for one in decisions if one.is_settled and not one.is_stale), None)
        if settled is None and own is None and (before, coder) in self._at_work:
            return False
        said = settled or own
        if number == 1 and self.is_out_of_reach(report) and not self.decisions(report.id, stage):
            return False
        if said is None:
            return self.team[report.id, before] in _LET_THROUGH
        return said.verdict in _LET_THROUGH and self._is_reached(report, before, coder)

    @cached_property
    def _at_work(self) -> set[tuple[ItemId, CoderId]]:
        return {(one.stage, one.coder) for one in self.stored}


def read_standing(db: Connection, report: ReportId | None = None) -> Standing:
    """Read all that screening rests on, of one report with its proofs or of all without."""
    found = report_store.one(db, report) if report is not None else None
    said = store.answers(db, report)
    return Standing(
        protocol=protocol(db),
        reports=report_store.all_reports(db) if report is None else [found] if found else [],
        values=read_values(db, report),
        said=said,
        stored=store.decisions(db, report),
        known=frozenset(map(ReportId, db.scalars(select(schema.report.c.id)))),
        support=support_of(db, [one.id for one in said.values()]) if report else {},
    )


def with_proofs(db: Connection) -> Standing:
    """Read all that screening rests on, with the proofs of all answers."""
    standing = read_standing(db)
    return replace(standing, support=support_of(db, [one.id for one in standing.said.values()]))


def agreed(decisions: Sequence[Decision]) -> State:
    """Return what follows from decisions on one report at one stage."""
    if not decisions:
        return "open"
    settled = next((one for one in decisions if one.is_settled), None)
    if settled is not None and not settled.is_stale:
        return settled.verdict or "open"
    verdicts = set(verdicts_of(decisions).values())
    if settled is not None or len(verdicts) > 1:
        return "conflict"
    return next(iter(verdicts)) or "open"


def verdicts_of(decisions: Iterable[Decision]) -> dict[CoderId, Verdict]:
    """Return the verdicts of people by coder."""
    return {one.coder: one.verdict for one in decisions if one.coder != CONSENSUS}


def is_outdated(settled: Decision, verdicts: Mapping[CoderId, Verdict]) -> bool:
    """Say whether what was settled rests on verdicts that are others by now.

    It holds while everybody it weighed says the same, and whoever came later says as it does.
    """
    basis = basis_read(settled.basis)
    if set(verdicts.values()) == {settled.verdict}:
        return False
    later = {coder: verdict for coder, verdict in verdicts.items() if coder not in basis}
    weighed = {coder: verdict for coder, verdict in verdicts.items() if coder in basis}
    return weighed != basis or any(one != settled.verdict for one in later.values())


def seen_by(coder: CoderId, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that a coder may see: all once they decided, before what is settled."""
    has_decided = any(one.coder == coder for one in decisions)
    return tuple(one for one in decisions if has_decided or one.is_settled)


def _proof(one: Support) -> Proof:
    return Proof(one.id, one.place, one.report, one.page, one.quote, one.is_former)
