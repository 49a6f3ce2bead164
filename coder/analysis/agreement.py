"""Agreement of coders, from their codings as numbers: every level, overall and in its parts.

The headline is the overlap of passages (`coder.analysis.level_passages`). It was chosen because
it keeps two laws that tests hold it to: text that nobody coded does not move it, and a boundary
that is shifted away from the other coder's lowers it. Percent agreement and kappa of characters
break the first (each page without codings brings them nearer to 1), F1 of matched passages and
presence in a report break the second.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, Self

from coder.analysis.agreement_rows import Intervals, Whose, rows
from coder.analysis.bootstrap import draws
from coder.analysis.coded import Coded
from coder.analysis.level_characters import CharacterLevel
from coder.analysis.level_passages import PassageLevel
from coder.analysis.level_reports import ReportLevel
from coder.analysis.sums import Floats, Ints
from coder.model.agreement import AgreementLevel, AgreementRow
from coder.model.ids import CodeId, CoderId, ReportId
from coder.progress import Progress, Work


class LevelSums(Protocol):
    """What a level is computed from: sums whose first axes are reports and codes."""

    def total(self, axis: int = 0) -> Self:
        """Return the sum over reports."""

    def drawn(self, times: Floats) -> Self:
        """Return the sums of resampled reports."""

    def over_codes(self) -> Self:
        """Return the same with all codes as one, where that makes no difference over all."""

    def values(self, coders: int, *, pooled: bool) -> dict[str, Floats]:
        """Return the measures by code, or pooled over codes."""

    def counts(self) -> dict[str, Floats]:
        """Return the table of counts."""

    def notes(self) -> dict[str, str]:
        """Return which measures are not defined at all, and why."""


class Scope(Protocol):
    """What is compared: reports, codes and coders by number in the lists that name them."""

    @property
    def rows(self) -> Ints:
        """Return the reports."""

    @property
    def columns(self) -> Ints:
        """Return the codes, or what else is judged."""

    @property
    def people(self) -> Ints:
        """Return the coders."""


LEVELS: dict[str, Callable[[Coded], LevelSums]] = {
    "report": ReportLevel.of,
    "passage": PassageLevel.of,
    "character": CharacterLevel.of,
}


@dataclass(frozen=True)
class Names:
    """What the numbers of a `Coded` stand for, in the order that it was read with."""

    reports: Sequence[tuple[ReportId, str]]
    codes: Sequence[tuple[CodeId, str]]
    coders: Sequence[tuple[CoderId, str]]


def agreement_levels(
    coded: Coded, names: Names, bootstraps: int
) -> Work[dict[str, AgreementLevel]]:
    """Compare all coders and each two of them at every level.

    `bootstraps` is how often reports are drawn for the intervals; 0: no intervals.
    """
    everyone = range(len(coded.people))
    scopes = [coded.among(list(everyone))]
    if len(everyone) > 2:
        scopes += [coded.among(pair) for pair in combinations(everyone, 2)]
    steps, done = len(LEVELS) * len(scopes), 0
    found = {}
    for level, of in LEVELS.items():
        told = []
        for number, scope in enumerate(scopes):
            yield Progress(done, steps, f"Comparing at the level of {level}s")
            told.append(level_rows(scope, of(scope), names, bootstraps, whole=number == 0))
            done += 1
        (overall, codes, reports), *others = told
        pairs = tuple(pair for pair, _, _ in others) or (overall,)
        found[level] = AgreementLevel(level, overall, pairs, codes, reports)
    return found


_Rows = tuple[AgreementRow, tuple[AgreementRow, ...], tuple[AgreementRow, ...]]


def level_rows(
    scope: Scope, sums: LevelSums, names: Names, bootstraps: int, *, whole: bool
) -> _Rows:
    """Return the rows of some coders: over all, and of the `whole` by code and by report."""
    coders, together = len(scope.people), sums.total()
    over_all, by_code = Intervals(), Intervals()
    drawn = sums if whole else sums.over_codes()
    for times in draws(len(scope.rows), bootstraps):
        again = drawn.drawn(times)
        over_all.add(again.values(coders, pooled=True))
        if whole:
            by_code.add(again.values(coders, pooled=False))
    counts, notes = sums.counts(), sums.notes()
    people = [names.coders[at] for at in scope.people]
    name, who = " – ".join(name for _, name in people), tuple(one for one, _ in people)
    overall = rows(
        [Whose(name, who)],
        {key: value[None] for key, value in together.values(coders, pooled=True).items()},
        {key: part.sum()[None] for key, part in counts.items()},
        over_all,
        notes,
    )
    if not whole:
        return overall[0], (), ()
    codes = [names.codes[at] for at in scope.columns]
    reports = [names.reports[at] for at in scope.rows]
    return (
        overall[0],
        rows(
            [Whose(name, who, code=code) for code, name in codes],
            together.values(coders, pooled=False),
            {key: part.sum(axis=0) for key, part in counts.items()},
            by_code,
            notes,
        ),
        rows(
            [Whose(name, who, report=report) for report, name in reports],
            sums.values(coders, pooled=True),
            {key: part.sum(axis=1) for key, part in counts.items()},
            Intervals(),
            notes,
        ),
    )
