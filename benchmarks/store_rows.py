"""Rows about the project file: import, opening, undo, lists, matrix, workbook, search."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import xlsxwriter

from benchmarks.rows import Budget, Row, median, milliseconds, row, side_by_side
from benchmarks.stock import TOP, build, real_reports, spans
from coder.progress import finish
from coder.project import Project
from coder.text.index import ReportIndex


def adding(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Adding reports, everything on disk, against bare extraction by as many processes."""
    files = real_reports(6 if quick else None)
    halves = [files[0::2], files[1::2]]
    count = 0

    def ours() -> None:
        nonlocal count
        count += 1
        project = Project.create(folder / f"add-{count}.evc", ("Coder A", "CA", "#0072B2"))
        done = finish(project.reports.add(files, lambda *_: None, workers=2))
        project.close()
        assert len(done.added) == len(files), done.refused

    def floor() -> None:
        script = str(TOP / "benchmarks" / "bare.py")
        running = [
            subprocess.Popen(
                [sys.executable, script, "extract", *map(str, half)], stdout=subprocess.DEVNULL
            )
            for half in halves
            if half
        ]
        assert all(process.wait() == 0 for process in running)

    value, bottom = side_by_side(ours, floor, 1 if quick else 3)
    name = f"add {len(files)} reports ({'real' if len(files) > 1 else 'sample'}, 2 workers)"
    yield row(name, value, "ms", Budget(times=1.5), bottom)


def project_rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Everything that is asked of a project of 40 reports and 50,000 codings."""
    reports, codings = (8, 5_000) if quick else (40, 50_000)
    path = build(folder, reports, codings)
    size = f"{reports} reports, {codings:,} codings"
    yield _opening(path, size)
    copy = folder / "work.evc"
    shutil.copyfile(path, copy)
    project = Project.open(copy)
    try:
        project.become("Coder A")
        yield from _lists(project, size)
        yield _workbook(project, folder, size, quick=quick)
        yield from _searches(project, size)
        yield from _undo(project, 2_000 if quick else 10_000)
    finally:
        project.close()


def _opening(path: Path, size: str) -> Row:
    """The first screen needs reports with counts, the code tree with counts, one report's marks."""

    def ours() -> None:
        project = Project.open(path)
        first = project.reports.all()[0].id
        project.codebook.codes()
        project.codings.marks(first)
        project.close()

    def floor() -> None:
        with closing(sqlite3.connect(path)) as db:
            db.execute("SELECT * FROM report").fetchall()
            first = db.execute("SELECT id FROM report LIMIT 1").fetchone()[0]
            db.execute(
                "SELECT p.report, count(*) FROM coding c JOIN passage p ON p.id = c.passage "
                "GROUP BY p.report"
            ).fetchall()
            db.execute("SELECT * FROM code").fetchall()
            db.execute("SELECT code, count(*) FROM coding GROUP BY code").fetchall()
            db.execute(
                "SELECT c.id, c.code, c.coder, p.quads FROM coding c "
                "JOIN passage p ON p.id = c.passage WHERE p.report = ?",
                (first,),
            ).fetchall()

    value, bottom = side_by_side(ours, floor)
    return row(f"open a project ({size})", value, "ms", Budget(500, 3), bottom)


def _lists(project: Project, size: str) -> Iterator[Row]:
    code = project.codebook.codes()[3].id
    filtered = median(lambda: project.codings.listing(words="training"))
    yield row(f"passages of all, filtered by words ({size})", filtered, "ms", Budget(200))
    by_code = median(lambda: project.codings.listing(codes={code}))
    yield row(f"passages of all, filtered by code ({size})", by_code, "ms", Budget(200))

    def floor() -> None:
        project.read(
            lambda db: db.exec_driver_sql(
                "SELECT p.report, c.code, count(*) FROM coding c "
                "JOIN passage p ON p.id = c.passage GROUP BY p.report, c.code"
            ).fetchall()
        )

    value, bottom = side_by_side(project.matrix, floor)
    yield row(f"matrix ({size})", value, "ms", Budget(times=3), bottom)


def _workbook(project: Project, folder: Path, size: str, *, quick: bool) -> Row:
    target, plain = folder / "ours.xlsx", folder / "bare.xlsx"
    finish(project.export(target))
    cells = _cells(target)

    def floor() -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(str(plain), options) as book:
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            for name, lines in cells.items():
                sheet = book.add_worksheet(name)
                for line in lines:
                    if isinstance(line[2], str):
                        sheet.write_string(line[0], line[1], line[2], wrapped)
                    else:
                        sheet.write_number(line[0], line[1], line[2], wrapped)

    ours, bottom = side_by_side(lambda: finish(project.export(target)), floor, 1 if quick else 3)
    return row(f"Excel workbook, all sheets ({size})", ours, "ms", Budget(times=1.5), bottom)


def _cells(path: Path) -> dict[str, list[tuple[int, int, str | float]]]:
    """Return every cell of a workbook: row, column, content."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    found = {}
    for sheet in book.worksheets:
        found[sheet.title] = [
            (row - 1, column - 1, value)
            for row, line in enumerate(sheet.iter_rows(values_only=True), start=1)
            for column, value in enumerate(line, start=1)
            if value is not None and isinstance(value, (str, int, float))
        ]
    book.close()
    return found


def _searches(project: Project, size: str) -> Iterator[Row]:
    value = median(lambda: project.search.find("outer islands"))
    yield row(f"search the project for two words, snippets made ({size})", value, "ms", Budget(50))
    texts = project.reports.plain_texts(project.reports.all()[0].id) * 19
    index = ReportIndex(texts)
    index.kindly("outer islands")
    found = median(lambda: index.kindly("outer islands"))
    yield row(f"find two words in a report of {len(texts)} pages", found, "ms", Budget(20))


def _undo(project: Project, many: int) -> Iterator[Row]:
    report = project.reports.all()[0]
    code = next(one.id for one in project.codebook.codes() if one.assignable)
    one = spans(project, report, 40, 99)
    at = iter(one)

    def act_and_undo() -> float:
        project.codings.add(next(at), [code])
        return milliseconds(project.undo)

    values = sorted(act_and_undo() for _ in range(15))
    yield row("undo one act", values[7], "ms", Budget(30))
    values = sorted(milliseconds(lambda: project.codings.add(next(at), [code])) for _ in range(15))
    yield row("one coding, on disk", values[7], "ms", Budget(30))
    mine = project.coder.id
    own = [one.id for one in project.codings.listing(coders={mine})][:many]
    project.codings.delete(own)
    value = milliseconds(project.undo)
    yield row(f"undo an act on {len(own):,} rows", value, "ms", Budget(1000))
