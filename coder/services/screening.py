"""Screening reports by the protocol: answers with proof, decisions, settling what differs.

Each coder writes their own answers and decisions only. What the team settles is a decision of
Consensus; the coders' own stay.
"""

from collections.abc import Collection, Iterable

from coder.analysis.screened import Standing, read_standing, seen_by, verdicts_of
from coder.analysis.screening_rule import RULE, ruled
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import (
    CONSENSUS,
    CoderId,
    EvidenceId,
    ItemId,
    ReportId,
    answer_id,
)
from coder.model.passage import Passage
from coder.model.protocol import Item
from coder.model.report import Report
from coder.model.screening import Answer, Decision, Ruling, Screened, Screening, Status, Verdict
from coder.services.coders import consensus_row
from coder.services.coding_rows import now
from coder.services.door import Door
from coder.services.screening_rows import checked, put_answers, put_decisions, take_decision
from coder.services.supporting import cite
from coder.store import screening as store
from coder.store.evidence import owner_of
from coder.store.items import protocol
from coder.store.log import Writer
from coder.store.screening import basis_written

_NO_REPORT = "That report is no longer in the project."
_NO_CRITERION = "That criterion is no longer in the project."
_NO_STAGE = "That stage is no longer in the project."
_NO_DECISION = "There is no decision on this report at this stage."
_DOES: dict[str, str] = {"include": "Include {}", "possible": "Keep {} as Possible",
                         "exclude": "Exclude {}"}  # fmt: skip
_NAME_LENGTH = 40


class ScreeningService:
    """The criteria answered, the verdicts decided, the conflicts settled."""

    def __init__(self, door: Door) -> None:
        self._door = door

    @staticmethod
    def rule() -> tuple[str, ...]:
        """Return the lines of the rule in plain words, first line first."""
        return RULE

    def stages(self) -> list[Item]:
        """Return the stages of screening in their order."""
        return self._door.read(protocol).of("stage")

    def of(self, report: ReportId, stage: ItemId) -> Screening:
        """Return how the current coder answers and decides; others only once they decided.

        Raises NotFoundError when the report or the stage is gone.
        """
        standing, coder = self._door.read(read_standing, report), self._door.coder.id
        _there(standing, report)
        here = _stage(standing, stage)
        answers = standing.answers(report, stage, coder)
        shown = seen_by(coder, standing.decisions(report, stage))
        return Screening(
            report=report,
            stage=here,
            coder=coder,
            answers=answers,
            ruling=ruled(answers),
            decision=next((one for one in shown if one.coder == coder), None),
            others=tuple(one for one in shown if one.coder != coder),
        )

    def statuses(self, stage: ItemId, *, mine: bool = False) -> list[Status]:
        """Return how all reports stand at a stage, in the order of reports.

        For the team; or, when `mine` is asked, for the current coder, blind: what others decided
        shows in neither state nor decisions before the coder decided.
        """
        standing = self._door.read(read_standing)
        _stage(standing, stage)
        if mine:
            return standing.statuses_for(stage, self._door.coder.id)
        return standing.statuses(stage)

    def conflicts(self) -> list[Status]:
        """Return what the team is to settle, stage by stage, in the order of reports."""
        standing = self._door.read(read_standing)
        every = (one for stage in standing.stages for one in standing.statuses(stage.id))
        return [one for one in every if one.state == "conflict"]

    def versions(self, report: ReportId, stage: ItemId) -> tuple[Screening, ...]:
        """Return how each coder who decided answered and decided, for whoever settles it.

        Consensus is not among them. Raises NotFoundError when the report or the stage is gone.
        """
        standing = self._door.read(read_standing, report)
        _there(standing, report)
        here, decisions = _stage(standing, stage), standing.decisions(report, stage)
        told = []
        for one in decisions:
            if not one.is_settled:
                answers = standing.answers(report, stage, one.coder)
                others = tuple(each for each in decisions if each is not one)
                version = (report, here, one.coder, answers, ruled(answers), one, others)
                told.append(Screening(*version))
        return tuple(told)

    def outdated(self, *, everybody: bool = False) -> list[Decision]:
        """Return the coder's decisions of which the rule says something else by now, or all."""
        standing, own = self._door.read(read_standing), self._door.coder.id
        every = (one for some in standing.by_place.values() for one in some)
        stale = (one for one in every if one.is_stale and not one.is_settled)
        return [one for one in stale if everybody or one.coder == own]

    def answer(
        self, report: ReportId, criterion: ItemId, answer: Answer, note: str | None = None
    ) -> None:
        """Answer a criterion for a report; "" takes the answer back, its proofs stay.

        Raises NotFoundError when the report or the criterion is gone.
        """
        standing = self._door.read(read_standing, report)
        _there(standing, report)
        named = _criterion(standing, criterion).name
        saying = {(report, criterion, self._door.coder.id): (answer, note)}
        self._door.run(f"Answer “{named}”", lambda writer: put_answers(writer, saying))

    def prove(self, report: ReportId, criterion: ItemId, passage: Passage) -> None:
        """Hold a passage of the report against a criterion, which is met if nobody said else.

        Raises:
            NotFoundError: the report or the criterion is gone.
            ProjectError: the passage is in another report, or in a file that was replaced.
        """
        standing, coder = self._door.read(read_standing, report), self._door.coder.id
        _there(standing, report)
        one = _criterion(standing, criterion)
        if passage.report != report:
            raise ProjectError("The passage is in another report. Choose one in this report.")
        key = report, criterion, coder
        said = standing.said.get(key)
        stage = one.parent or ItemId(b"")
        found = standing.answers(report, stage, coder)
        is_open = any(each.criterion.id == criterion and not each.answer for each in found)

        def act(writer: Writer) -> None:
            if is_open:
                put_answers(writer, {key: ("met", None)})
            elif said is None:
                # An attribute answers: this row says nothing but what it is proven by.
                writer.insert("answer", [store.answer_row(key, "", "", now())])
            cite(writer, answer_id(*key), passages=[passage])

        self._door.run(f"Prove “{one.name}”", act)

    def unprove(self, proof: EvidenceId) -> None:
        """Take a passage away from behind an answer.

        Raises:
            NotFoundError: it is gone.
            ProjectError: it is another coder's.
        """
        owner = self._door.read(owner_of, proof)
        every = self._door.read(store.answers).items()
        found = next(((key, one) for key, one in every if one.id == owner), None)
        if found is None:
            raise NotFoundError("That proof is no longer in the project.")
        key, said = found
        if key[2] != self._door.coder.id:
            raise ProjectError("That proof is another coder's. You can change your own only.")

        def act(writer: Writer) -> None:
            writer.delete("evidence", [proof])
            # An answer that said nothing but what it was proven by goes with its last proof.
            put_answers(writer, {key: (said.answer, None)})

        self._door.run("Remove Proof", act)

    def decide(
        self,
        report: ReportId,
        stage: ItemId,
        verdict: Verdict = "",
        reason: str = "",
        criterion: ItemId | None = None,
    ) -> Decision:
        """Decide on a report as the current coder; "" is the verdict of the rule.

        `criterion` is the one that the report is excluded by, if another than the rule's.

        Raises:
            NotFoundError: the report, the stage or the criterion is gone.
            ProjectError: see `coder.services.screening_rows.checked`.
        """
        standing, coder = self._door.read(read_standing, report), self._door.coder.id
        _stage(standing, stage)
        name = _name(_there(standing, report))
        named = _criterion(standing, criterion) if criterion else None
        ruling = standing.ruling(report, stage, coder)
        decided = checked(ruling, verdict, reason, named)
        key = report, stage, coder
        label = _DOES[decided.verdict].format(name)
        self._door.run(label, lambda writer: put_decisions(writer, {key: decided.columns}))
        return self._decision(report, stage, coder)

    def decide_by_rule(self, stage: ItemId, reports: Collection[ReportId] | None = None) -> int:
        """Decide as the rule says wherever it says something; return on how many reports.

        These are the reports that wait at this stage for the current coder, all or those given,
        and those of which the rule says something else since they followed it.
        """
        standing, coder = self._door.read(read_standing), self._door.coder.id
        _stage(standing, stage)
        decided = {}
        for status in standing.statuses_for(stage, coder):
            own = next((one for one in status.decisions if one.coder == coder), None)
            is_due = status.state == "open" or (own and own.is_stale and not own.is_overruled)
            ruling = standing.ruling(status.report, stage, coder)
            is_meant = reports is None or status.report in reports
            if is_due and is_meant and ruling.verdict:
                decided[status.report, stage, coder] = checked(ruling).columns
        if decided:
            count = "1 Report" if len(decided) == 1 else f"{len(decided)} Reports"
            label = f"Decide on {count} by the Rule"
            self._door.run(label, lambda writer: put_decisions(writer, decided))
        return len(decided)

    def withdraw(self, report: ReportId, stage: ItemId) -> None:
        """Take the current coder's decision back; raises NotFoundError when there is none."""
        self._take(report, stage, self._door.coder.id, "Withdraw Decision on {}")

    def settle(
        self,
        report: ReportId,
        stage: ItemId,
        verdict: Verdict,
        reason: str = "",
        criterion: ItemId | None = None,
    ) -> Decision:
        """Let the team have one verdict on a report: a decision of Consensus.

        Raises:
            NotFoundError: the report, the stage or the criterion is gone, or nobody decided.
            ProjectError: there is no verdict, or an exclusion without a reason.
        """
        standing = self._door.read(read_standing, report)
        _stage(standing, stage)
        name = _name(_there(standing, report))
        verdicts = verdicts_of(standing.decisions(report, stage))
        if not verdicts:
            raise NotFoundError(_NO_DECISION)
        if not verdict:
            raise ProjectError("Choose a verdict: include, possible or exclude.")
        named = _criterion(standing, criterion) if criterion else None
        told = checked(Ruling("", 5, ""), verdict, reason, named, is_told=True).columns
        told |= {"basis": basis_written(verdicts), "by": self._door.coder.id}

        def act(writer: Writer) -> None:
            writer.insert_missing("coder", [consensus_row()])
            put_decisions(writer, {(report, stage, CONSENSUS): told})

        self._door.run(f"Settle Decision on {name}", act)
        return self._decision(report, stage, CONSENSUS)

    def unsettle(self, report: ReportId, stage: ItemId) -> None:
        """Let nothing be settled on a report; raises NotFoundError when nothing was."""
        self._take(report, stage, CONSENSUS, "Take Back Settled Decision on {}")

    def decide_table(self, rows: Iterable[tuple[int, dict[str, str]]]) -> Screened:
        """Take over a table of decisions and answers; see `coder.services.screening_table`."""
        from coder.services.screening_table import ScreeningTable  # noqa: PLC0415 - seldom used

        return ScreeningTable(self._door).take(rows)

    def table_columns(self) -> tuple[str, ...]:
        """Return the columns that such a table may have besides the report, in lower case."""
        from coder.services.screening_table import ScreeningTable  # noqa: PLC0415 - see above

        return ScreeningTable(self._door).columns()

    def _take(self, report: ReportId, stage: ItemId, coder: CoderId, label: str) -> None:
        standing = self._door.read(read_standing, report)
        name = _name(_there(standing, report))
        if all(one.coder != coder for one in standing.decisions(report, stage)):
            raise NotFoundError(_NO_DECISION)
        key = report, stage, coder
        self._door.run(label.format(name), lambda writer: take_decision(writer, key))

    def _decision(self, report: ReportId, stage: ItemId, coder: CoderId) -> Decision:
        found = self._door.read(read_standing, report).decisions(report, stage)
        return next(one for one in found if one.coder == coder)


def _there(standing: Standing, report: ReportId) -> Report:
    for one in standing.reports:
        if one.id == report:
            return one
    raise NotFoundError(_NO_REPORT)


def _stage(standing: Standing, stage: ItemId) -> Item:
    found = standing.protocol.by_id.get(stage)
    if found is None or found.kind != "stage":
        raise NotFoundError(_NO_STAGE)
    return found


def _criterion(standing: Standing, criterion: ItemId) -> Item:
    found = standing.protocol.by_id.get(criterion)
    if found is None or found.kind != "criterion":
        raise NotFoundError(_NO_CRITERION)
    return found


def _name(report: Report) -> str:
    """Return how the Edit menu names a report."""
    name = report.number or report.title or report.file_name
    return name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 1].rstrip()}…"
