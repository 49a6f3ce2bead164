"""Where two coders differ, and how it was settled."""

from dataclasses import dataclass
from typing import Literal

from coder.model.coding import Coding
from coder.model.ids import CodeId, CoderId, CodingId, ReportId, SettlementId

DisagreementKind = Literal["missed", "boundary", "code"]
Verdict = Literal["first", "second", "both", "joined", "neither", "other"]
Cause = Literal["", "oversight", "boundary", "definition"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place in a report where two coders did not code alike.

    "missed": one put a code where the other put none at all; "boundary": both put the same code,
    on passages that overlap but are not the same; "code": they put other codes on passages that
    overlap. `first` are codings of `coders[0]`, `second` of `coders[1]`, in reading order; either
    may be empty in "missed". `codes` are those in question: a code that both put there is not.
    `page` counts from 0. `key` stays the same as long as the same codings differ.
    """

    report: ReportId
    kind: DisagreementKind
    page: int
    first: tuple[Coding, ...]
    second: tuple[Coding, ...]
    coders: tuple[CoderId, CoderId]
    codes: tuple[CodeId, ...]
    key: str

    @property
    def codings(self) -> tuple[Coding, ...]:
        """Return the codings of both coders."""
        return self.first + self.second

    @property
    def in_question(self) -> tuple[Coding, ...]:
        """Return the codings that differ: those of the codes in question."""
        return tuple(one for one in self.codings if one.code in self.codes)


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a disagreement was settled, by whom, why, and on what it rests.

    `verdict` tells whose codings stand, "joined" that the passages became one, "other" that
    something else was put; `kind` tells how the disagreement came about: somebody overlooked
    something, drew the passage elsewhere, or the definition of the code is not clear. `codings`
    are those it rests on, whosever they are, `results` the codings of Consensus that it gave.
    `codes` are those in question that are still in the project, `code` the first of them then.
    `created` is ISO 8601 in UTC. A settlement `is_stale` when something it rests on has changed
    since, or when another one of the same codings says otherwise: it stays as it is, and what it
    settled is in question again.
    """

    id: SettlementId
    report: ReportId
    code: CodeId
    verdict: Verdict
    kind: Cause
    reason: str
    coder: CoderId
    created: str
    codings: tuple[CodingId, ...]
    results: tuple[CodingId, ...]
    codes: tuple[CodeId, ...]
    is_stale: bool
