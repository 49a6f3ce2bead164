"""Ratings: a level of a scale given to a report on a code or on a check."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coder.model.ids import CONSENSUS, CoderId, ItemId, RatingId, ReportId
from coder.model.support import Support

Origin = Literal["reviewer", "report"]
"""Whose judgement a rating tells: the reviewer's own, or the one that the report states."""
ORIGINS: tuple[Origin, ...] = ("reviewer", "report")


@dataclass(frozen=True, slots=True)
class Rating:
    """One level that one coder gave, or found in the report.

    `subject` is the id of a code or of a check; `level` the key of a level of the scale,
    `NOT_RATED` or `NOT_ASSESSABLE`; `shown` is what it is called. `value` is its place on the
    scale, the lowest being 1, None where it is on none. `by` is who settled a rating of
    Consensus; that is stale when the ratings it was settled on are others now.
    """

    id: RatingId
    report: ReportId
    subject: bytes
    scale: ItemId
    coder: CoderId
    origin: Origin
    level: str
    shown: str
    value: int | None
    justification: str
    created: str
    by: CoderId | None = None
    evidence: tuple[Support, ...] = ()
    is_stale: bool = False

    @property
    def is_consensus(self) -> bool:
        """Say whether the team settled on it."""
        return self.coder == CONSENSUS


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """How often each level of one scale was given on one subject; never over several scales.

    `counts` goes by level key, best first, "not rated" and "not assessable" last; `median` is the
    key of the median level among those on the scale (the lower of two), "" where there is none.
    """

    subject: bytes
    scale: ItemId
    origin: Origin
    counts: Mapping[str, int]
    median: str

    @property
    def rated(self) -> int:
        """Return how many ratings there are, whatever they say."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class RatingConflict:
    """Different levels that coders gave on one subject of one report, on one scale.

    `settled` is what the team settled on, None as long as nothing is.
    """

    report: ReportId
    subject: bytes
    scale: ItemId
    ratings: tuple[Rating, ...]
    settled: Rating | None = None

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be settled."""
        return self.settled is None or self.settled.is_stale
