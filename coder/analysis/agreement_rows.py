"""Rows of agreement as they are told, made of arrays of figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from coder.analysis.bootstrap import interval
from coder.analysis.coefficients import divided
from coder.analysis.sums import Floats
from coder.model import agreement as told
from coder.model.agreement import AgreementRow, Measure
from coder.model.ids import CodeId, CoderId, ReportId


@dataclass(frozen=True, slots=True)
class Whose:
    """What a row is of: these coders, and perhaps one code or one report."""

    name: str
    coders: tuple[CoderId, ...]
    code: CodeId | None = None
    report: ReportId | None = None


@dataclass(frozen=True, slots=True)
class Intervals:
    """Figures of resampled reports as they come, by measure; none: no intervals."""

    drawn: dict[str, list[Floats]] = field(default_factory=dict)

    def add(self, values: Mapping[str, Floats]) -> None:
        """Take the figures of some more draws; their first axis is the draws."""
        for name, value in values.items():
            self.drawn.setdefault(name, []).append(value)

    def of(self, name: str, values: Floats) -> tuple[Floats, Floats]:
        """Return both ends of the intervals about `values`, NaN where there are none."""
        nothing = np.full(values.shape, np.nan)
        if name not in self.drawn:
            return nothing, nothing
        every = np.concatenate(self.drawn[name])
        low, high = interval(every.reshape(len(every), *values.shape))
        return np.where(np.isnan(values), np.nan, low), np.where(np.isnan(values), np.nan, high)


def rows(
    whose: Sequence[Whose],
    values: Mapping[str, Floats],
    counts: Mapping[str, Floats],
    intervals: Intervals,
    notes: Mapping[str, str],
) -> tuple[AgreementRow, ...]:
    """Return one row for each of `whose`, the axis of all arrays.

    `notes` says of measures that are not defined for any row why that is.
    """
    figures = {name: (value, *intervals.of(name, value)) for name, value in values.items()}
    shares = _prevalence(counts)
    found = []
    for at, one in enumerate(whose):
        table = {name: round(float(part[at])) for name, part in counts.items()}
        measures = []
        for name, (value, low, high) in figures.items():
            figure = float(value[at])
            note = notes.get(name, "") or _why(name, figure, values, at)
            measures.append(Measure(name, figure, float(low[at]), float(high[at]), note))
        found.append(
            AgreementRow(
                name=one.name,
                measures=tuple(measures),
                counts=table if len(one.coders) == 2 else _of_pairs(table),
                coders=one.coders,
                code=one.code,
                report=one.report,
                prevalence=float(shares[at]),
            )
        )
    return tuple(found)


def _why(name: str, value: float, values: Mapping[str, Floats], at: int) -> str:
    """Say why a measure is not defined, "" when it is."""
    if not np.isnan(value):
        return ""
    if name in _COMPARING:
        return told.NOTHING_COMPARED
    if name == "fleiss" and not np.isnan(values["alpha"][at]):
        return told.UNEQUAL
    return told.NO_VARIATION


_COMPARING = {"percent", "overlap", "f1", "shared_text", "character_percent"}
"""What is not defined only when there is nothing to compare."""


def _prevalence(counts: Mapping[str, Floats]) -> Floats:
    """Return how many of the units of reports and codes are coded; NaN at other levels."""
    if "units" not in counts:
        return np.full(len(next(iter(counts.values()))), np.nan)
    coded = 2 * counts["both"] + counts["first"] + counts["second"]
    return divided(coded, 2 * counts["units"])


def _of_pairs(table: dict[str, int]) -> dict[str, int]:
    """Return a table in which the first and the second coder of many pairs are one."""
    merged: dict[str, int] = {}
    for name, count in table.items():
        place = "one" if name in {"first", "second"} else name
        merged[place] = merged.get(place, 0) + count
    return merged
