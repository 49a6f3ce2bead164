"""Compares a workbook with the project it came from, figure by figure."""

from collections import Counter
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from coder.model import ids
from coder.model.codebook import paths
from coder.model.ids import CodeId, ReportId
from coder.project import Project

Table = list[dict[str, object]]


def compare(file: Path, project: Project) -> None:
    """Fail when any figure, quote or fact in the workbook is not the project's."""
    book = load_workbook(file)
    assert book.sheetnames == ["Read me", "Matrix", "Quotes", "Codings", "Codebook", "Reports"]
    _read_me(book["Read me"], project)
    _matrix(book["Matrix"], project)
    _quotes(book["Quotes"], project)
    _codings(_table(book, "Codings"), project)
    _codebook(_table(book, "Codebook"), project)
    _reports(_table(book, "Reports"), project)


def _table(book: Workbook, name: str) -> Table:
    heads, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _read_me(sheet: Worksheet, project: Project) -> None:
    facts: dict[object, object] = {}
    for name, value, *_ in sheet.iter_rows(values_only=True):
        facts.setdefault(name, value)  # the sheets, told of further down, have the same names
    assert facts["Reports"] == len(project.reports.all())
    assert facts["Codes"] == len(project.codebook.codes())
    assert facts["Codings"] == len(project.codings.listing())
    assert facts["Exported by"] == project.coder.name


Column = tuple[CodeId, bool]
"""A code, and whether all codes under it are counted with it."""


def _counts(project: Project) -> Counter[tuple[ReportId, Column]]:
    """Return how many codings each report has in each column."""
    parents = {code.id: code.parent for code in project.codebook.codes()}
    counts: Counter[tuple[ReportId, Column]] = Counter()
    for coding in project.codings.listing():
        counts[coding.report, (coding.code, False)] += 1
        one: CodeId | None = coding.code
        while one is not None:
            counts[coding.report, (one, True)] += 1
            one = parents[one]
    return counts


def _grid(sheet: Worksheet, project: Project) -> tuple[list[Column], list[tuple[Cell, ...]]]:
    """Return what stands over the columns behind number and title, and the rows under it."""
    every = iter(
        (f"{code.name}{' (sum)' * is_sum}", (code.id, is_sum))
        for code in project.codebook.codes()
        for is_sum in (True, False)
    )
    rows = list(sheet.iter_rows())
    (at,) = (at for at, row in enumerate(rows) if row[0].value == "Number")
    # In the order of the tree, some left out.
    heads = [head.value for head in rows[at][2:]]
    columns = [next(column for name, column in every if name == head) for head in heads]
    for report, row in zip(project.reports.all(), rows[at + 1 :], strict=False):
        assert (row[0].value or "", row[1].value) == (report.number, report.title)
    return columns, rows[at + 1 :]


def _matrix(sheet: Worksheet, project: Project) -> None:
    counts, reports = _counts(project), project.reports.all()
    columns, rows = _grid(sheet, project)
    assert len(rows) == len(reports) + 1
    for place, column in enumerate(columns, start=2):
        for at, report in enumerate(reports):
            cell, count = rows[at][place], counts[report.id, column]
            assert (cell.value or 0) == count, (report.title, column)
            assert bool(cell.hyperlink) == bool(count)
        total = sum(counts[report.id, column] for report in reports)
        assert rows[-1][place].value == total
    assert {column for _, column in counts if not column[1]} <= set(columns)


def _quotes(sheet: Worksheet, project: Project) -> None:
    columns, rows = _grid(sheet, project)
    place = {report.id: at for at, report in enumerate(project.reports.all())}
    written = sum(str(cell.value).count("” (p. ") for row in rows for cell in row[2:])
    assert written == len(project.codings.listing())
    for coding in project.codings.listing():
        cell = rows[place[coding.report]][columns.index((coding.code, False)) + 2]
        assert f"“{coding.quote}”" in str(cell.value)


def _codings(table: Table, project: Project) -> None:
    names, labels = paths(project.codebook.codes()), project.reports.labels()
    reports = {report.id: report for report in project.reports.all()}
    coders = {coder.id: coder.name for coder in project.coders.all()}
    by_id = {row["Coding id"]: row for row in table}
    assert len(by_id) == len(table) == len(project.codings.listing())
    for coding in project.codings.listing():
        row, report = by_id[ids.text(coding.id)], reports[coding.report]
        assert row["Report"] == report.title
        assert row["PDF page"] == coding.page + 1
        assert (row["Page label"] or "") == labels.get((coding.report, coding.page), "")
        assert row["Quote"] == coding.quote
        assert row["Code"] == names[coding.code]
        assert row["Coder"] == coders[coding.coder]
        assert (row["Memo"] or "") == coding.memo
        assert row["File fingerprint"] == report.sha256
        page, quad = project.codings.passage(coding.passage).quads[0]
        heading = project.reports.heading(coding.report, page, quad.rect[1])
        assert (row["Section heading"] or "") == heading


def _codebook(table: Table, project: Project) -> None:
    codes, counted = (
        project.codebook.codes(),
        Counter(coding.code for coding in project.codings.listing()),
    )
    names = paths(codes)
    assert [row["Code"] for row in table] == [names[code.id] for code in codes]
    assert [row["Codings"] for row in table] == [counted[code.id] for code in codes]
    assert [row["Key"] or "" for row in table] == [code.key for code in codes]


def _reports(table: Table, project: Project) -> None:
    reports = project.reports.all()
    counted = Counter(coding.report for coding in project.codings.listing())
    assert [row["File"] for row in table] == [report.file_name for report in reports]
    assert [row["Pages"] for row in table] == [report.pages for report in reports]
    assert [row["Scans"] for row in table] == [one.pages_without_text for one in reports]
    assert [row["Codings"] for row in table] == [counted[report.id] for report in reports]
    assert [row["File fingerprint (SHA-256)"] for row in table] == [one.sha256 for one in reports]
