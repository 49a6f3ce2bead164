"""The way of reports through screening, counted after PRISMA 2020: by reports and by projects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coder.model.ids import ItemId, ReportId

Place = Literal[
    "included", "possible", "unsettled", "undecided", "awaiting", "conflict", "open",
    "rejected", "not-retrieved", "excluded", "duplicate",
]  # fmt: skip
"""Where a report stands now, the one nearest to being included first.

"excluded", "open" and "conflict" are of the first stage, "rejected", "undecided" and "unsettled"
of those after it. "awaiting": its full text is not there yet.
"""
PLACES: tuple[Place, ...] = (
    "included", "possible", "unsettled", "undecided", "awaiting", "conflict", "open",
    "rejected", "not-retrieved", "excluded", "duplicate",
)  # fmt: skip
ASSESSED: tuple[Place, ...] = ("included", "possible", "unsettled", "undecided", "rejected")
"""Reports that are past the first stage and there to be read."""
SOUGHT: tuple[Place, ...] = (*ASSESSED, "awaiting", "not-retrieved")
"""Reports that are past the first stage."""
SCREENED: tuple[Place, ...] = (*SOUGHT, "conflict", "open", "excluded")
"""Reports that are screened: all that double no other."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many, by reports and by the projects (families) that they are about."""

    reports: int = 0
    projects: int = 0

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self.reports or self.projects)


@dataclass(frozen=True, slots=True)
class Source:
    """Reports found in one way; `key` is "" and `name` too where it is not said in which."""

    key: str
    name: str
    count: Count


@dataclass(frozen=True, slots=True)
class Reason:
    """Reports excluded for one reason; `criterion` is None for reasons in somebody's own words.

    `reports` are those counted, in their order.
    """

    name: str
    criterion: ItemId | None
    count: Count
    reports: tuple[ReportId, ...] = ()


@dataclass(frozen=True)
class Flow:
    """The flow of reports, and of projects. A project stands where its furthest report stands.

    So every report and every project counts once, and each box holds what the boxes after it hold
    together. With one stage alone nothing is sought or assessed: `has_full_text` is false, and
    what is "included" or "possible" is so after that stage. `reasons` are those of exclusions
    after the first stage, `screening_reasons` of those at it, most frequent first.
    """

    sources: tuple[Source, ...]
    counts: Mapping[Place, Count]
    screening_reasons: tuple[Reason, ...]
    reasons: tuple[Reason, ...]
    stages: tuple[str, ...]
    places: Mapping[ReportId, Place]

    def of(self, *places: Place) -> Count:
        """Return how many stand at these places together."""
        some = [self.counts.get(place, Count()) for place in places]
        return Count(sum(one.reports for one in some), sum(one.projects for one in some))

    def reports(self, *places: Place) -> tuple[ReportId, ...]:
        """Return the reports that stand at these places, in their order."""
        return tuple(report for report, place in self.places.items() if place in places)

    @property
    def has_full_text(self) -> bool:
        """Say whether there is a stage after the first."""
        return len(self.stages) > 1

    @property
    def identified(self) -> Count:
        """Return how many were found, duplicates among them."""
        return self.of(*PLACES)

    @property
    def duplicates(self) -> Count:
        """Return how many were removed because they double another."""
        return self.of("duplicate")

    @property
    def screened(self) -> Count:
        """Return how many are left without duplicates."""
        return self.of(*SCREENED)

    @property
    def excluded(self) -> Count:
        """Return how many the first stage excluded."""
        return self.of("excluded")

    @property
    def unscreened(self) -> Count:
        """Return how many wait at the first stage, for a decision or a settlement."""
        return self.of("open", "conflict")

    @property
    def sought(self) -> Count:
        """Return how many went past the first stage: their full text is wanted."""
        return self.of(*SOUGHT)

    @property
    def awaiting(self) -> Count:
        """Return of how many the full text is not there yet."""
        return self.of("awaiting")

    @property
    def not_retrieved(self) -> Count:
        """Return of how many the full text was not to be had."""
        return self.of("not-retrieved")

    @property
    def assessed(self) -> Count:
        """Return how many are there to be read in full."""
        return self.of(*ASSESSED)

    @property
    def rejected(self) -> Count:
        """Return how many were excluded after the first stage."""
        return self.of("rejected")

    @property
    def undecided(self) -> Count:
        """Return how many wait after the first stage, for a decision or a settlement."""
        return self.of("undecided", "unsettled")

    @property
    def possible(self) -> Count:
        """Return how many may be included."""
        return self.of("possible")

    @property
    def included(self) -> Count:
        """Return how many are included."""
        return self.of("included")
