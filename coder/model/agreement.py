"""How far coders agree, as it is told: level by level, each overall and in its parts."""

from dataclasses import dataclass, field
from math import isnan, nan

from coder.model.ids import CodeId, CoderId, ReportId
from coder.model.settling import Disagreement

NO_VARIATION = "no variation"
NOTHING_COMPARED = "nothing to compare"
UNEQUAL = "not the same number of coders for every report"
NOT_EXCLUSIVE = "a coder put several codes on the same text"

DECISIONS, RATINGS = "decisions", "ratings"
"""The levels of judgements; each scale has one of its own, "ratings:" and the key of the scale."""

HEADLINE = "overlap"
STATEMENT = (
    "Agreement is how much of a coded passage the other coder gave the same code too, "
    "on average over all passages of each two coders."
)

MEASURES = {
    "percent": "Percent agreement",
    "kappa": "Cohen's kappa",
    "fleiss": "Fleiss' kappa",
    "alpha": "Krippendorff's alpha",
    "ac1": "Gwet's AC1",
    "alpha_ordinal": "Krippendorff's alpha, ordinal, of the numbers of codings",
    "kappa_linear": "Weighted kappa, linear, of the numbers of codings",
    "kappa_quadratic": "Weighted kappa, quadratic, of the numbers of codings",
    "steps_alpha": "Krippendorff's alpha, ordinal",
    "steps_linear": "Weighted kappa, linear",
    "steps_quadratic": "Weighted kappa, quadratic",
    "overlap": "Overlap of passages",
    "f1": "F1 of passages that overlap by half",
    "shared_text": "Shared text (F1 of characters)",
    "character_percent": "Percent agreement of characters",
    "character_kappa": "Kappa of characters, as NVivo",
    "u_alpha": "Krippendorff's unitizing alpha, code by code",
    "u_alpha_codes": "Krippendorff's u-alpha, all codes",
    "cu_alpha": "Krippendorff's cu-alpha, all codes",
    "ku_alpha": "Krippendorff's (k)u-alpha, this code against the others",
}
"""What the measures are called."""

UNITS = {
    "report": "A report and a code: did each coder put the code anywhere in the report?",
    "passage": "A coding: does the other coder have one of the same code on the same passage?",
    "character": "A character of the text and a code: does the code of each coder cover it?",
}
"""What is compared at each level of codings."""

COUNTS = {
    "units": "Compared",
    "both": "Both",
    "first": "First only",
    "second": "Second only",
    "one": "One only",
    "neither": "Neither",
    "passages": "Codings",
    "areas": "Of them areas",
    "compared": "Compared, each with each other coder",
    "matched": "Matched",
    "characters": "Characters",
    "double": "Judged twice or more",
    "alike": "Of them alike",
}
"""What the columns of the tables of counts are called."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with its 95 % interval; NaN where it is not defined, `note` then says why."""

    name: str
    value: float
    low: float = nan
    high: float = nan
    note: str = ""

    @property
    def is_defined(self) -> bool:
        """Say whether there is a figure at all."""
        return not isnan(self.value)

    @property
    def has_interval(self) -> bool:
        """Say whether there is an interval."""
        return not isnan(self.low)

    @property
    def interval(self) -> str:
        """Return the interval with two decimals, "" where there is none."""
        return f"{_short(self.low)} – {_short(self.high)}" if self.has_interval else ""

    @property
    def told(self) -> str:
        """Return the figure with two decimals and its interval, or "n/a" with the reason."""
        if not self.is_defined:
            return f"n/a ({self.note or NO_VARIATION})"
        interval = f" [{self.interval}]" if self.has_interval else ""
        return f"{_short(self.value)}{interval}"


def _short(value: float) -> str:
    """Return a figure with two decimals, never as -0.00."""
    return f"{round(value, 2) + 0.0:.2f}"


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """What is told of some coders, of one code, of one report, or of all.

    `counts` is the table that the figures are taken from: for two coders the units that both,
    only the first, only the second and neither coded; for more the same over all pairs of coders.
    `prevalence` is how many of the units are coded, 0 to 1, at the level of reports, else NaN.
    `subject` is the stage, code or check that judgements are of.
    """

    name: str
    measures: tuple[Measure, ...]
    counts: dict[str, int]
    coders: tuple[CoderId, ...] = ()
    code: CodeId | None = None
    report: ReportId | None = None
    prevalence: float = nan
    subject: bytes = b""

    @property
    def is_skewed(self) -> bool:
        """Say whether so few or so many units are coded that kappa and alpha are low anyhow."""
        return self.prevalence < 0.1 or self.prevalence > 0.9

    def __getitem__(self, name: str) -> Measure:
        """Return the measure of this name; raises KeyError when it is not told here."""
        for one in self.measures:
            if one.name == name:
                return one
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class AgreementLevel:
    """One level: of all coders, of each two, of each code and report that they have in common.

    At levels of judgements `subjects` are the rows of what was judged, in place of codes;
    `basis` says what the figures are computed on, in words.
    """

    name: str
    overall: AgreementRow
    pairs: tuple[AgreementRow, ...]
    codes: tuple[AgreementRow, ...]
    reports: tuple[AgreementRow, ...]
    subjects: tuple[AgreementRow, ...] = ()
    title: str = ""
    unit: str = ""
    basis: str = ""

    @property
    def is_of_judgements(self) -> bool:
        """Say whether decisions or ratings are compared, not codings."""
        return self.name == DECISIONS or self.name.startswith(RATINGS)

    @property
    def told(self) -> str:
        """Return a level of judgements in one line: how many are alike, one figure, its basis."""
        counts = self.overall.counts
        wanted = ("steps_alpha", "kappa", "fleiss")
        found = {one.name: one for one in self.overall.measures}
        figure = next(found[name] for name in wanted if name in found)
        return (
            f"{self.title}: {counts['alike']:,} of {counts['double']:,} alike · "
            f"{MEASURES[figure.name]} {figure.told} · {self.basis}"
        )

    @property
    def parts(self) -> tuple[tuple[str, tuple[AgreementRow, ...]], ...]:
        """Return all rows under what they are of."""
        return (
            ("overall", (self.overall,)),
            ("coders", self.pairs),
            ("code", self.codes),
            ("report", self.reports),
            ("subject", self.subjects),
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far some coders agree.

    `reports` is how many the project has, `double_coded` those that two or more of the coders
    have coded or said they are done with: only they count. `left_out` says what of them could not
    be compared: "areas" (at the level of characters) and "lost" (codings without a place in the
    present file, at the levels of passages and characters). `bootstraps` is the number of
    resamplings of reports behind each interval.
    """

    coders: tuple[CoderId, ...]
    names: tuple[str, ...]
    reports: int
    double_coded: tuple[ReportId, ...]
    levels: dict[str, AgreementLevel]
    warnings: tuple[str, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)
    bootstraps: int = 0

    @property
    def judgements(self) -> tuple[AgreementLevel, ...]:
        """Return the levels of decisions and ratings; none where no two judged the same."""
        return tuple(one for one in self.levels.values() if one.is_of_judgements)

    @property
    def headline(self) -> Measure:
        """Return the one figure that is shown first; text that nobody coded does not move it."""
        return self.levels["passage"].overall[HEADLINE]

    @property
    def basis(self) -> str:
        """Return what the figures are computed on, in words."""
        count = len(self.double_coded)
        name = "report" if count == 1 else "reports"
        return f"computed on {count} double-coded {name} of {self.reports}"


@dataclass(frozen=True, slots=True)
class Compared:
    """How far coders agree and where they do not, as an export tells it."""

    agreement: Agreement
    disagreements: tuple[Disagreement, ...]
