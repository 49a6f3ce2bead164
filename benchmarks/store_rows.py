"""Rows about the project file: import, opening, undo, lists, matrix, workbook, search."""

import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import xlsxwriter

from benchmarks import raw
from benchmarks.rows import Budget, Row, milliseconds, row, side_by_side
from benchmarks.stock import SAMPLE, TOP, build, long_report, real_reports, size_of, spans
from coder.model.ids import ReportId
from coder.pdf.pool import Extractors
from coder.progress import finish
from coder.project import Project
from coder.text.finding import Query
from coder.text.fold import fold_plain


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

    with Extractors[str](2) as pool:  # compiles what its processes load, if that was never done
        pool.submit("", SAMPLE)
        list(pool.results())
    value, bottom = side_by_side(ours, floor, 1 if quick else 3)
    name = f"add {len(files)} reports ({'real' if len(files) > 1 else 'sample'}, 2 workers)"
    yield row(name, value, "ms", Budget(times=1.5), bottom)


def finding(folder: Path, *, quick: bool) -> Iterator[Row]:
    """A phrase typed letter by letter in a long report that was folded while it was opened."""
    pdf = SAMPLE if quick else long_report(folder)
    project = Project.create(folder / "find.evc", ("Coder A", "CA", "#0072B2"))
    try:
        finish(project.reports.add([pdf], lambda *_: None))
        report = project.reports.all()[0]
        name = f"find as you type in a report of {report.pages} pages"
        phrase = "outer islands" if quick else "the Commission"
        yield from _typed(project, phrase, name, Budget(20), [report.id])
    finally:
        project.close()


def _typed(
    project: Project, phrase: str, name: str, budget: Budget, among: list[ReportId] | None = None
) -> Iterator[Row]:
    """Every place of what stands there after each letter, against `str.count` in folded text."""
    for _ in project.search.make_ready():
        pass
    reports = among or [report.id for report in project.reports.all()]
    texts = [text for one in reports for text in project.reports.plain_texts(one)]
    folded = [fold_plain(text) for text in texts]
    ours, bare = [], []
    for end in range(1, len(phrase) + 1):
        query, plain = Query(phrase[:end]), fold_plain(phrase[:end])
        ours.append(milliseconds(partial(project.search.find, query, among)))
        bare.append(milliseconds(lambda words=plain: [text.count(words) for text in folded]))
    assert project.search.find(Query(phrase), among), "the phrase is not there"
    middle = statistics.median
    yield row(name, middle(ours), "ms", budget, middle(bare))
    longest = name.replace("find as you type", "find as you type, slowest letter,")
    yield row(longest, max(ours), "ms", Budget(), max(bare))


def project_rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """What is asked of a project of many reports and codings, no window about it."""
    path, size = build(folder, quick=quick), size_of(quick=quick)
    yield _opening(path, size)
    copy, other = folder / "work.evc", folder / "other.evc"
    shutil.copyfile(path, copy)
    shutil.copyfile(path, other)
    project = Project.open(copy)
    try:
        project.become("Coder A")
        yield from _lists(project, other, size)
        yield _workbook(project, folder, size, quick=quick)
        yield from _search(project, other, size)
        yield from _acts(project, folder)
    finally:
        project.close()
    yield _great_undo(path, folder, 1_000 if quick else 10_000)


def _opening(path: Path, size: str) -> Row:
    """What the first screen asks of the project, the window aside."""

    def ours() -> None:
        project = Project.open(path)
        first = project.reports.listed()[0].id
        project.codebook.codebooks()
        project.codebook.codes()
        project.coders.listed()
        project.reports.facts(first)
        project.reports.page_text(first, 0)
        project.reports.pdf(first)
        project.codings.marks(first)
        project.codings.listing(first)
        project.close()

    value, bottom = side_by_side(ours, lambda: raw.first_screen(path))
    name = f"open a project, without the window ({size})"
    return row(name, value, "ms", Budget(500, 3), bottom)


def _lists(project: Project, other: Path, size: str) -> Iterator[Row]:
    code = project.codebook.codes()[3].id
    read, words = project.codings.listing, "training"
    ours, bottom = side_by_side(lambda: read(words=words), raw.listed(other, words))
    yield row(f"passages by words, without the window ({size})", ours, "ms", Budget(200), bottom)
    ours, bottom = side_by_side(lambda: read(codes={code}), raw.under(other, code))
    yield row(f"passages by code, without the window ({size})", ours, "ms", Budget(200), bottom)
    ours, bottom = side_by_side(project.matrix, raw.grouped(other))
    yield row(f"matrix ({size})", ours, "ms", Budget(times=3), bottom)


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


def _search(project: Project, other: Path, size: str) -> Iterator[Row]:
    words = "outer islands"
    pages = sum(report.pages for report in project.reports.all())
    name = f"find as you type in the project, {pages:,} pages ({size})"
    yield from _typed(project, words, name, Budget(50))
    hits = len(project.search.find(words))
    ours, bottom = side_by_side(lambda: project.search.find(words), raw.matched(other, words))
    name = f"search command, {hits:,} hits on {pages:,} pages ({size})"
    yield row(name, ours, "ms", Budget(), bottom)


def _acts(project: Project, folder: Path) -> Iterator[Row]:
    """One coding and its undo, each against the same rows as one durable act of bare SQLite."""
    report = project.reports.all()[0]
    code = next(one.id for one in project.codebook.codes() if one.assignable)
    fresh = iter(spans(project, report, 40, 99))
    write, put_back = raw.writing(folder, 1), raw.putting_back(folder, 1)
    coded, undone, written, back = [], [], [], []
    for _ in range(15):
        place = next(fresh)
        coded.append(milliseconds(partial(project.codings.add, place, [code])))
        written.append(milliseconds(write))
        undone.append(milliseconds(project.undo))
        back.append(milliseconds(put_back))
    middle = statistics.median
    yield row("undo of one act", middle(undone), "ms", Budget(30), middle(back))
    name = "one coding, without the window, on disk"
    yield row(name, middle(coded), "ms", Budget(30), middle(written))


def _great_undo(path: Path, folder: Path, many: int) -> Row:
    """Bring back many codings that were deleted as one act; each time in a fresh copy.

    Doing it again in the same file would read a history that grew by doing it.
    """
    put_back, copy = raw.putting_back(folder, many), folder / "undone.evc"
    ours, bare = [], []
    for _ in range(3):
        shutil.copyfile(path, copy)
        project = Project.open(copy)
        project.become("Coder A")
        own = [one.id for one in project.codings.listing(coders={project.coder.id})][:many]
        assert len(own) == many
        project.codings.delete(own)
        ours.append(milliseconds(project.undo))
        bare.append(milliseconds(put_back))
        project.close()
    name = f"undo of an act on {many:,} rows"
    return row(name, statistics.median(ours), "ms", Budget(1000), statistics.median(bare))
