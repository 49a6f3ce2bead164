"""The matrix: reports × codes, counts of codings, sums per heading."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from coder.model.codebook import Code
from coder.model.ids import CoderId
from coder.model.report import Report
from coder.store import schema
from coder.store.codes import all_codes
from coder.store.reports import all_reports

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Matrix:
    """Counts of codings: rows follow `reports`, columns follow `codes` (both as lists show them).

    `own[r, c]` are codings of code c itself in report r; `sums[r, c]` those of c and all codes
    under it.
    """

    reports: list[Report]
    codes: list[Code]
    own: Counts
    sums: Counts


def read_matrix(db: Connection, coders: Collection[CoderId] | None = None) -> Matrix:
    """Count the codings of each code in each report, of these coders or of all."""
    reports, codes = all_reports(db), all_codes(db)
    row = {report.id: at for at, report in enumerate(reports)}
    column = {code.id: at for at, code in enumerate(codes)}
    own = np.zeros((len(reports), len(codes)), dtype=np.int64)
    coding, passage = schema.coding.c, schema.passage.c
    query = (
        select(passage.report, coding.code, func.count())
        .join_from(schema.coding, schema.passage, passage.id == coding.passage)
        .group_by(passage.report, coding.code)
    )
    if coders is not None:
        query = query.where(coding.coder.in_(list(coders)))
    for report, code, count in db.execute(query):
        if report in row and code in column:
            own[row[report], column[code]] = count
    return Matrix(reports, codes, own, summed(codes, own))


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
