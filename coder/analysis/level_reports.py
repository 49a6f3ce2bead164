"""The level of reports: did each coder put a code anywhere in a report, and how often?"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from coder.analysis import coefficients as co
from coder.analysis.coded import Coded
from coder.analysis.sums import Floats, Sums
from coder.analysis.tally import MISSING, Tally

MOST = 3
"""Numbers of codings are ordered categories: 0, 1, 2, and 3 or more."""


@dataclass(frozen=True, slots=True)
class Ratings(Sums):
    """What coders said of units, in two or more categories; leading axes end with the codes'."""

    tally: Tally

    def pooled(self) -> Self:
        """Return the sum over codes."""
        return self.total(self.tally.agreeing.ndim - 1)

    def nominal(self, coders: int) -> dict[str, Floats]:
        """Return the coefficients that take categories as mere names."""
        tally = self.tally
        kappa = {"kappa": co.cohen(tally)} if coders == 2 else {}
        return {
            "percent": co.percent(tally),
            **kappa,
            "fleiss": co.fleiss(tally),
            "alpha": co.alpha(tally),
            "ac1": co.ac1(tally),
        }

    def ordinal(self, coders: int) -> dict[str, Floats]:
        """Return the coefficients that take categories as ordered."""
        found = {"alpha_ordinal": co.alpha(self.tally, "ordinal")}
        if coders == 2:
            found["kappa_linear"] = co.weighted(self.tally, "linear")
            found["kappa_quadratic"] = co.weighted(self.tally, "quadratic")
        return found


@dataclass(frozen=True, slots=True)
class ReportLevel(Sums):
    """Reports × codes: whether the code is there, how often, and by how many pairs of coders."""

    present: Ratings
    often: Ratings
    both: Floats
    first: Floats
    second: Floats
    neither: Floats

    @classmethod
    def of(cls, coded: Coded) -> Self:
        """Count the units of a report and a code."""
        at_work = coded.at_work[:, None, :]
        there = (coded.counts > 0) & at_work
        both = first = second = neither = np.zeros(coded.counts.shape[:2])
        for one in range(coded.counts.shape[2]):
            for other in range(one + 1, coded.counts.shape[2]):
                compared = at_work[..., one] & at_work[..., other]
                a, b = there[..., one], there[..., other]
                both = both + (a & b & compared)
                first = first + (a & ~b & compared)
                second = second + (b & ~a & compared)
                neither = neither + (~a & ~b & compared)
        return cls(_rated(coded, 1), _rated(coded, MOST), both, first, second, neither)

    def over_codes(self) -> Self:
        """Return the same with all codes as one, for rows that are not by code."""
        return self.merged(1)

    def notes(self) -> dict[str, str]:
        """Return which measures are not defined at all, and why."""
        return {}

    def values(self, coders: int, *, pooled: bool) -> dict[str, Floats]:
        """Return the measures of each code, or `pooled` over codes."""
        present = self.present.pooled() if pooled else self.present
        often = self.often.pooled() if pooled else self.often
        return {**present.nominal(coders), **often.ordinal(coders)}

    def counts(self) -> dict[str, Floats]:
        """Return the table of counts of each code; with three coders or more, of their pairs."""
        units = self.both + self.first + self.second + self.neither
        return {
            "units": units,
            "both": self.both,
            "first": self.first,
            "second": self.second,
            "neither": self.neither,
        }


def _rated(coded: Coded, most: int) -> Ratings:
    """Count up to `most` codings of each unit as a rating; who was not at work gave none."""
    given = np.where(coded.at_work[:, None, :], np.minimum(coded.counts, most), MISSING)
    reports, codes, coders = given.shape
    units = reports * codes
    tally = Tally.of(given.reshape(units, coders), most + 1, np.arange(units), units)
    return Ratings(tally.shaped(reports, codes))
