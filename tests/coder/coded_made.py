"""Codings as numbers for tests of agreement, made from plain rows."""

from collections.abc import Collection, Sequence

import numpy as np

from coder.analysis.agreement import Names, agreement_levels
from coder.analysis.coded import Area, Coded
from coder.model.agreement import AgreementLevel
from coder.model.ids import CodeId, CoderId, ReportId
from coder.progress import finish

Said = tuple[int, int, int, int, int]
"""A coding of text: coder, report, code, start, end."""


def coded(
    rows: Sequence[Said],
    lengths: Sequence[int],
    coders: int = 2,
    codes: int = 2,
    *,
    areas: Collection[Area] = (),
    done: Collection[tuple[int, int]] = (),
) -> Coded:
    """Return the codings of these reports; `done` are reports and coders at work on them."""
    table = np.array(rows, np.int64).reshape(-1, 5)
    coder, report, code, start, end = table.T
    counts = np.zeros((len(lengths), codes, coders), np.int64)
    np.add.at(counts, (report, code, coder), 1)
    for area in areas:
        counts[area.report, area.code, area.coder] += 1
    at_work = counts.any(axis=1)
    for one, who in done:
        at_work[one, who] = True
    return Coded(
        rows=np.arange(len(lengths)),
        columns=np.arange(codes),
        people=np.arange(coders),
        lengths=np.array(lengths, np.int64),
        at_work=at_work,
        counts=counts,
        lost=np.zeros(len(lengths), np.int64),
        report=report,
        code=code,
        coder=coder,
        owner=np.arange(len(table)),
        start=start,
        end=end,
        areas=tuple(areas),
    )


def told(some: Coded, bootstraps: int = 0) -> dict[str, AgreementLevel]:
    """Return how far all of these coders agree."""
    reports, codes, coders = some.counts.shape
    names = Names(
        [(ReportId(at.to_bytes(2, "big")), f"report {at}") for at in range(reports)],
        [(CodeId(at.to_bytes(2, "big")), f"code {at}") for at in range(codes)],
        [(CoderId(at.to_bytes(2, "big")), f"coder {at}") for at in range(coders)],
    )
    return finish(agreement_levels(some, names, bootstraps))
