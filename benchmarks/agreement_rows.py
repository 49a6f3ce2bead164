"""Rows about agreement: all levels from the project file, with and without resampled reports."""

import shutil
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.rows import Budget, Row, row, side_by_side
from benchmarks.stock import CODERS, build, size_of
from coder.analysis.coded import Coded, read_coded
from coder.progress import finish
from coder.project import Project
from coder.services.agreement import agreement, find_disagreements

BOOTSTRAPS = 1_000
_MORE = ("Coder C", "Coder D")


def agreement_rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Agreement of two and of four coders, against NumPy on arrays that are ready."""
    path, size = build(folder, quick=quick), size_of(quick=quick)
    copy = folder / "agreement.evc"
    shutil.copyfile(path, copy)
    project = Project.open(copy)
    try:
        two = f"agreement, 2 coders, all levels ({size})"
        yield _computed(project, two, 0, Budget(1_000))
        yield _computed(project, f"{two}, 1,000 bootstraps", BOOTSTRAPS, Budget(10_000))
        _deal_out(project)
        four = f"agreement, 4 coders, all levels ({size}), 1,000 bootstraps"
        yield _computed(project, four, BOOTSTRAPS, Budget(10_000))
        ours, bottom = side_by_side(
            lambda: project.read(find_disagreements), project.codings.listing, 3
        )
        yield row(f"disagreements of 4 coders ({size})", ours, "ms", Budget(), bottom)
    finally:
        project.close()


def _computed(project: Project, name: str, bootstraps: int, budget: Budget) -> Row:
    ready = project.read(
        read_coded,
        [one.id for one in project.reports.all()],
        [one.id for one in project.codebook.codes()],
        [one.id for one in project.coders.all()],
    )
    ours, bottom = side_by_side(
        lambda: finish(agreement(project, None, bootstraps)), partial(_bare, ready, bootstraps), 3
    )
    return row(name, ours, "ms", budget, bottom)


def _deal_out(project: Project) -> None:
    """Give every other coding of the two coders to two more."""
    people = {one.name: one.id for one in project.coders.all()}
    other = {
        people[name]: project.coders.ensure(more).id
        for name, more in zip(CODERS, _MORE, strict=True)
    }
    chosen = project.codings.listing()[::2]
    rows = [(one.id, {"coder": other[one.coder]}) for one in chosen]
    project.run("Deal Out", lambda writer: writer.update("coding", rows))


def _bare(ready: Coded, bootstraps: int) -> list[object]:
    """Compute one kappa, one overlap and one kappa of characters for each pair of coders.

    From arrays, by report and code, and again for each resampling of reports: what the figures
    come to with nothing told of them.
    """
    reports, codes, coders = ready.counts.shape
    cells = reports * codes
    cell = ready.report[ready.owner] * codes + ready.code[ready.owner]
    base = np.concatenate(([0], np.cumsum(np.repeat(ready.lengths, codes))[:-1]))
    start, end = ready.start + base[cell], ready.end + base[cell]
    who = ready.coder[ready.owner]
    chance = np.random.default_rng(1)
    times = chance.multinomial(reports, np.full(reports, 1 / reports), bootstraps + 1)
    found: list[object] = []
    for one, other in combinations(range(coders), 2):
        there = ready.counts[..., [one, other]] > 0
        table = np.stack([there.all(2), there[..., 0], there[..., 1], np.ones((reports, codes))])
        sums = np.tensordot(times, table.astype(float), axes=([1], [1]))
        found.append(_kappa(*np.moveaxis(sums, 1, 0)))
        shared = np.zeros(cells)
        covered = []
        for mine, theirs in ((one, other), (other, one)):
            order = np.argsort(start[who == theirs])
            begin, stop = start[who == theirs][order], end[who == theirs][order]
            before = np.concatenate(([0], np.cumsum(stop - begin)))
            own = who == mine
            inside = (
                before[np.searchsorted(begin, end[own])]
                - before[np.searchsorted(begin, start[own])]
            )
            shared += np.bincount(cell[own], inside / (end[own] - start[own]), cells)
            covered.append(np.bincount(cell[own], end[own] - start[own], cells))
        lengths = np.repeat(ready.lengths, codes).astype(float)
        parts = np.stack([shared, *covered, lengths]).reshape(4, reports, codes)
        sums = np.tensordot(times, parts, axes=([1], [1]))
        found.append(_kappa(*np.moveaxis(sums, 1, 0)))
    return found


def _kappa(both, one, other, count):  # noqa: ANN001, ANN202 - arrays
    """Return Cohen's kappa of a 2 × 2 table given by its margins."""
    with np.errstate(all="ignore"):
        agreeing = (count - one - other + 2 * both) / count
        expected = (one * other + (count - one) * (count - other)) / count**2
        return (agreeing - expected) / (1 - expected)
