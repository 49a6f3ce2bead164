"""Who is to code which report, and how far they are."""

from dataclasses import dataclass
from typing import Literal

from coder.model.coding import Coder
from coder.model.ids import CoderId, ReportId

State = Literal["", "begun", "done"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One coder and one report.

    `allocated` is the lead's word that they are to code it, `state` how far they are: "" not
    begun, "begun" once they have a coding there or said so, "done" when they said so.
    """

    report: ReportId
    coder: CoderId
    allocated: bool
    state: State
    codings: int


@dataclass(frozen=True, slots=True)
class CoderWork:
    """How far a coder is: numbers of reports and codings, and when they last did something.

    A coder's reports are those allocated to them and those they worked on without; where nobody
    has any allocated, all reports are everybody's. `done`, `begun` and `not_begun` add up to
    them. `last` is Unix milliseconds, None for a coder who has done nothing yet.
    """

    coder: Coder
    allocated: int
    done: int
    begun: int
    not_begun: int
    codings: int
    last: int | None

    @property
    def reports(self) -> int:
        """Return how many reports are theirs."""
        return self.done + self.begun + self.not_begun
