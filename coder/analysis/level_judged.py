"""The levels of judgements: verdicts of screening as names, ratings of one scale as steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from coder.analysis.level_reports import Ratings
from coder.analysis.sums import Floats, Ints, Sums
from coder.analysis.tally import MISSING, Tally
from coder.model.ids import CoderId, ReportId

Said = tuple[ReportId, bytes, CoderId, str]
"""A judgement: the report, what of it was judged, by whom, and the category."""


@dataclass(frozen=True)
class Judged:
    """What coders said of units; reports (n), subjects (q) and coders (m) go by number.

    rows (n,), columns (q,), people (m,): which reports, subjects and coders those are, by number
    in the lists that were asked for. given (n, q, m): the category, or `MISSING`. `categories` is
    how many there are; `is_ordered` says whether they are steps, the lowest first.
    """

    rows: Ints
    columns: Ints
    people: Ints
    given: Ints
    categories: int
    is_ordered: bool

    @classmethod
    def of(
        cls,
        said: Iterable[Said],
        names: tuple[Sequence[ReportId], Sequence[bytes], Sequence[CoderId]],
        categories: Sequence[str],
        *,
        is_ordered: bool,
    ) -> Self:
        """Take judgements in these categories; others, such as "not rated", are none."""
        reports, subjects, coders = ({one: at for at, one in enumerate(some)} for some in names)
        place = {one: at for at, one in enumerate(categories)}
        shape = len(reports), len(subjects), len(coders)
        given = np.full(shape, MISSING, np.int64)
        for report, subject, coder, category in said:
            if report in reports and subject in subjects and coder in coders:
                at = reports[report], subjects[subject], coders[coder]
                given[at] = place.get(category, MISSING)
        rows, columns, people = (np.arange(size) for size in shape)
        return cls(rows, columns, people, given, len(categories), is_ordered)

    def among(self, coders: Sequence[int]) -> "Judged":
        """Return what any of these coders judged, who are numbered in this order.

        What one judged alone is compared with nothing, but tells how often a category is given.
        """
        people = np.array(coders, np.int64)
        given = self.given[:, :, people]
        some = (given != MISSING).any(axis=2)
        row, column = some.any(axis=1), some.any(axis=0)
        return Judged(
            self.rows[row],
            self.columns[column],
            self.people[people],
            given[row][:, column],
            self.categories,
            self.is_ordered,
        )

    @property
    def judged(self) -> tuple[int, int]:
        """Return how many units two or more coders judged, and how many any did."""
        number = (self.given != MISSING).sum(axis=2)
        return int((number >= 2).sum()), int((number >= 1).sum())

    @property
    def double_rows(self) -> int:
        """Return in how many reports two or more coders judged the same."""
        number = (self.given != MISSING).sum(axis=2)
        return int((number >= 2).any(axis=1).sum())


_ORDINAL = {
    "alpha_ordinal": "steps_alpha",
    "kappa_linear": "steps_linear",
    "kappa_quadratic": "steps_quadratic",
}
"""What measures of steps are called here: they are not of numbers of codings."""


@dataclass(frozen=True, slots=True)
class JudgedLevel(Sums):
    """Reports × subjects: what each coder said of them, and in how many all say the same."""

    said: Ratings
    alike: Floats
    ordered: Floats

    @classmethod
    def of(cls, judged: Judged) -> Self:
        """Count the units of a report and a subject."""
        reports, subjects, coders = judged.given.shape
        units = reports * subjects
        flat = judged.given.reshape(units, coders)
        tally = Tally.of(flat, judged.categories, np.arange(units), units)
        is_double = tally.pairable > 0
        alike = np.where(is_double & (tally.agreeing > 1 - 1e-9), 1.0, 0.0)
        ordered = np.full((reports, subjects), float(judged.is_ordered))
        said = Ratings(tally.shaped(reports, subjects))
        return cls(said, alike.reshape(reports, subjects), ordered)

    def over_codes(self) -> Self:
        """Return the same with all subjects as one, for rows that are not by subject."""
        return self.merged(1)

    def notes(self) -> dict[str, str]:
        """Return which measures are not defined at all, and why."""
        return {}

    def values(self, coders: int, *, pooled: bool) -> dict[str, Floats]:
        """Return the measures of each subject, or `pooled` over subjects."""
        said = self.said.pooled() if pooled else self.said
        found = said.nominal(coders)
        if self.ordered.any():
            steps = said.ordinal(coders)
            found |= {_ORDINAL[name]: value for name, value in steps.items()}
        return found

    def counts(self) -> dict[str, Floats]:
        """Return how many units were judged twice or more, and in how many of them all agree."""
        return {"double": self.said.tally.pairable, "alike": self.alike}
