"""Screening: how coders answer criteria for a report, what the rule says, what they decide."""

from dataclasses import dataclass
from typing import Literal

from coder.model.ids import (
    CONSENSUS,
    CoderId,
    DecisionId,
    EvidenceId,
    ItemId,
    PassageId,
    ReportId,
)
from coder.model.protocol import Item

Verdict = Literal["include", "possible", "exclude", ""]
Answer = Literal["met", "unclear", "not-met", ""]
State = Literal["not-reached", "open", "include", "possible", "exclude", "conflict"]
VERDICTS: tuple[Verdict, ...] = ("include", "possible", "exclude")
ANSWERS: tuple[Answer, ...] = ("met", "unclear", "not-met")


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage that a coder holds against a criterion; `page` counts from 0.

    One that `is_lost` is in the file that the report had before.
    """

    id: EvidenceId
    passage: PassageId
    report: ReportId
    page: int
    quote: str
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """How one criterion is answered: by a coder, or `by_itself` from an attribute of the report.

    `why` tells in plain words what the attribute says, also where the coder answered otherwise
    or the attribute leaves it open; "" for a criterion that no attribute answers.
    """

    criterion: Item
    answer: Answer = ""
    by_itself: bool = False
    why: str = ""
    note: str = ""
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rule says of answers: the verdict, the line that gives it, what it rests on.

    `line` counts the lines of the rule from 1. `criterion` is the one that excludes, where one
    does; `reason` what an exclusion says for itself, "" otherwise.
    """

    verdict: Verdict
    line: int
    says: str
    criterion: Item | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on a report at a stage: of a coder, or of Consensus, settled then `by` somebody.

    `rule` is what the rule said then. One `is_overruled` when the rule said something else; it
    `is_stale` when the rule says something else by now, or, of Consensus, when the verdicts that
    it rests on have changed. `criterion` is the one a report is excluded by. `created` is ISO
    8601 in UTC.
    """

    id: DecisionId
    report: ReportId
    stage: ItemId
    coder: CoderId
    verdict: Verdict
    rule: Verdict
    reason: str
    criterion: ItemId | None
    created: str
    by: CoderId | None = None
    basis: str = ""
    is_stale: bool = False

    @property
    def is_overruled(self) -> bool:
        """Say whether the coder decided otherwise than the rule."""
        return bool(self.rule) and self.verdict != self.rule

    @property
    def is_settled(self) -> bool:
        """Say whether this is what the team settled."""
        return self.coder == CONSENSUS


@dataclass(frozen=True, slots=True)
class Screening:
    """One report at one stage as its coder sees it.

    `others` are the decisions of other coders, and of Consensus: empty until one's own is made,
    so that each decides alone.
    """

    report: ReportId
    stage: Item
    coder: CoderId
    answers: tuple[Answered, ...]
    ruling: Ruling
    decision: Decision | None = None
    others: tuple[Decision, ...] = ()

    @property
    def rule(self) -> Verdict:
        """Return what the rule says of the answers."""
        return self.ruling.verdict

    @property
    def rule_says(self) -> str:
        """Return in plain words what the rule says, and why."""
        return self.ruling.says


@dataclass(frozen=True, slots=True)
class Status:
    """How a report stands at a stage; `decisions` are those that are told of it.

    "not-reached": the stage before did not let it through, or it doubles another report; "open":
    nobody decided yet; "conflict": coders decided otherwise, or what was settled has changed.
    """

    report: ReportId
    stage: ItemId
    state: State
    decisions: tuple[Decision, ...] = ()

    @property
    def consensus(self) -> Decision | None:
        """Return what the team settled here, None for nothing."""
        return next((one for one in self.decisions if one.is_settled), None)


@dataclass(frozen=True, slots=True)
class Screened:
    """What came of a table of decisions: how many are new, changed, as they were, and refused.

    `refused` holds (line of the table, reason); a table with one refused row changes nothing.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[tuple[int, str], ...] = ()
