"""The matrix: reports × codes, counts of codings, sums per heading."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from coder.analysis.consensus import Consensus, read_consensus
from coder.analysis.rated import of as ratings_of
from coder.model.codebook import Code
from coder.model.ids import CodeId, ReportId
from coder.model.rating import Rating
from coder.model.report import Report
from coder.model.whose import Shown, Whose
from coder.store import schema
from coder.store.codes import all_codes
from coder.store.codings import is_of
from coder.store.ratings import listing
from coder.store.reports import all_reports

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Matrix:
    """Counts of codings: rows follow `reports`, columns follow `codes` (both as lists show them).

    `own[r, c]` are codings of code c itself in report r; `sums[r, c]` those of c and all codes
    under it. `ratings` are those of a report on a code, in the order of `project.ratings`; cells
    without any are left out.
    """

    reports: list[Report]
    codes: list[Code]
    own: Counts
    sums: Counts
    ratings: Mapping[tuple[ReportId, CodeId], tuple[Rating, ...]] = field(default_factory=dict)


def read_matrix(db: Connection, whose: Shown = None, agreed: Consensus | None = None) -> Matrix:
    """Count the codings of each code in each report: of all, of these coders, or the consensus.

    `agreed` is the consensus if it was read already.
    """
    reports, codes = all_reports(db), all_codes(db)
    row = {report.id: at for at, report in enumerate(reports)}
    column = {code.id: at for at, code in enumerate(codes)}
    own = np.zeros((len(reports), len(codes)), dtype=np.int64)
    if whose is Whose.CONSENSUS:
        counts = _agreed(read_consensus(db) if agreed is None else agreed)
    else:
        counts = _counts(db, whose)
    for report, code, count in counts:
        if report in row and code in column:
            own[row[report], column[code]] = count
    rated = _rated(db, whose, column)
    return Matrix(reports, codes, own, summed(codes, own), rated)


def _rated(
    db: Connection, whose: Shown, codes: Collection[CodeId]
) -> dict[tuple[ReportId, CodeId], tuple[Rating, ...]]:
    """Return the ratings on codes by report and code; None is all, what was settled too."""
    found: dict[tuple[ReportId, CodeId], list[Rating]] = defaultdict(list)
    for one in ratings_of(listing(db), whose):
        subject = CodeId(one.subject)
        if subject in codes:
            found[one.report, subject].append(one)
    return {place: tuple(some) for place, some in found.items()}


_Count = tuple[ReportId, CodeId, int]


def _agreed(agreed: Consensus) -> Iterable[_Count]:
    shown = (said[0] for said in agreed.values())
    counts = Counter((one.report, one.code) for one in shown)
    return [(*place, count) for place, count in counts.items()]


def _counts(db: Connection, whose: Shown) -> Iterable[_Count]:
    coding, passage = schema.coding.c, schema.passage.c
    query = (
        select(passage.report, coding.code, func.count())
        .join_from(schema.coding, schema.passage, passage.id == coding.passage)
        .group_by(passage.report, coding.code)
    )
    return [(*line,) for line in db.execute(query.where(is_of(whose)))]


def summed(codes: list[Code], own: Counts) -> Counts:
    """Return for each code its own counts plus those of all codes under it.

    `codes` is in tree order, parents first; `own` is reports × codes.
    """
    column = {code.id: at for at, code in enumerate(codes)}
    sums = own.copy()
    for at in range(len(codes) - 1, -1, -1):
        parent = codes[at].parent
        if parent in column:
            sums[:, column[parent]] += sums[:, at]
    return sums
