"""Rows about merging: many projects into one, the preview, again, undo."""

import shutil
import sqlite3
import statistics
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.rows import Budget, Row, milliseconds, row
from benchmarks.stock import copies, spans
from coder.codebooks import find, load
from coder.progress import finish
from coder.project import Project

_TABLES = ("op", "action", "passage", "coding")


def merging(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Ten projects of 10,000 codings each into the one that they are copies of."""
    projects, codings = (3, 2_000) if quick else (10, 10_000)
    start, others = _made(folder, projects, codings)
    ours, target = [], folder / "merged.evc"
    told, again, back, floor = [], [], [], []
    for _ in range(1 if quick else 3):
        shutil.copyfile(start, target)
        project = Project.open(target)
        told.append(milliseconds(partial(_previewed, project, others)))
        ours.append(milliseconds(partial(_merged, project, others)))
        assert len(project.codings.listing()) == projects * codings
        project.close()
        project = Project.open(target)
        again.append(milliseconds(partial(_merged, project, others)))
        back.append(milliseconds(project.undo))
        assert not project.codings.listing()
        project.close()
        shutil.copyfile(start, target)
        floor.append(milliseconds(lambda: _inserted(target, others)))
    size, middle = f"{projects} projects × {codings:,} codings", statistics.median
    bare = middle(floor)
    yield row(f"merge of {size}", middle(ours), "ms", Budget(times=3), bare)
    yield row(f"preview of a merge of {size}", middle(told), "ms", Budget(500), bare)
    yield row(f"merging again {size}", middle(again), "ms", Budget(1000))
    yield row(f"undo of a merge of {size}", middle(back), "ms", Budget(1000))


def _previewed(project: Project, paths: list[Path]) -> None:
    finish(project.merging.preview(paths))


def _merged(project: Project, paths: list[Path]) -> None:
    finish(project.merging.merge(paths))


def _made(folder: Path, projects: int, codings: int) -> tuple[Path, list[Path]]:
    """Make a project of ten reports, and copies of it in which coders worked."""
    start = folder / "handed-out.evc"
    project = Project.create(start, ("Lead", "L", "#0072B2"), [load(find("oecd-dac-criteria"))])
    finish(project.reports.add(copies(folder, 10, 1), lambda *_: None))
    codes = [code.id for code in project.codebook.codes() if code.assignable]
    project.close()
    made = []
    for number in range(projects):
        path = folder / f"back-{number}.evc"
        shutil.copyfile(start, path)
        project = Project.open(path)
        project.become(f"Coder {number}")
        for seed, report in enumerate(project.reports.all()):
            places = spans(project, report, codings // 20, 100 * number + seed)
            # Two codes on each passage, as reviewers do.
            wanted = [
                (place, codes[(at + step) % len(codes)], "" if at % 4 else "why this counts")
                for step in (0, 1)
                for at, place in enumerate(places)
            ]
            project.codings.add_many(wanted, label="Code in bulk")
        project.close()
        made.append(path)
    return start, made


def _inserted(target: Path, others: list[Path]) -> None:
    """Insert the same rows with SQLite alone, as one durable act."""
    with closing(sqlite3.connect(target, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        for number, other in enumerate(others):
            db.execute(f"ATTACH ? AS other{number}", (str(other),))
        db.execute("BEGIN IMMEDIATE")
        for number in range(len(others)):
            for table in _TABLES:
                db.execute(f"INSERT OR IGNORE INTO {table} SELECT * FROM other{number}.{table}")
        db.execute("COMMIT")
