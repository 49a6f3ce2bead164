"""Where two coders differ."""

from dataclasses import dataclass
from typing import Literal

from coder.model.coding import Coding
from coder.model.ids import CodeId, CoderId, ReportId

DisagreementKind = Literal["missed", "boundary", "code"]


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
