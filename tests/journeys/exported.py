"""Compares a workbook with the project it came from, figure by figure."""

from collections import Counter
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from coder.model import ids
from coder.model.codebook import paths
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
    facts = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert facts["Reports"] == len(project.reports.all())
    assert facts["Codes"] == len(project.codebook.codes())
    assert facts["Codings"] == len(project.codings.listing())
    assert facts["Exported by"] == project.coder.name


def _counts(project: Project) -> dict[tuple[int, str], int]:
    """Return counts by report (its place) and heading of a column; "" is the total."""
    codes = project.codebook.codes()
    names, parents = paths(codes), {code.id: code.parent for code in codes}
    place = {report.id: at for at, report in enumerate(project.reports.all())}
    counts: Counter[tuple[int, str]] = Counter()
    for coding in project.codings.listing():
        at = place[coding.report]
        counts[at, names[coding.code]] += 1
        one = coding.code
        while one is not None:
            counts[at, f"{names[one]} (sum)"] += 1
            one = parents[one]
    return counts


def _matrix(sheet: Worksheet, project: Project) -> None:
    counts, reports = _counts(project), project.reports.all()
    _, heads, *rows = sheet.iter_rows()
    assert len(rows) == len(reports) + 1
    for column, head in enumerate(heads[2:], start=2):
        total = 0
        for at, report in enumerate(reports):
            assert rows[at][1].value == report.title
            cell, count = rows[at][column], counts[at, head.value]
            assert (cell.value or 0) == count, (report.title, head.value)
            assert bool(cell.hyperlink) == bool(count)
            total += count
        assert rows[-1][column].value == total, head.value
    headed = {head.value for head in heads[2:]}
    assert {name for _, name in counts if not name.endswith("(sum)")} <= headed


def _quotes(sheet: Worksheet, project: Project) -> None:
    names = paths(project.codebook.codes())
    place = {report.id: at for at, report in enumerate(project.reports.all())}
    _, heads, *rows = sheet.iter_rows(values_only=True)
    written = sum(str(cell).count("(p. ") for row in rows for cell in row[2:] if cell)
    assert written == len(project.codings.listing())
    for coding in project.codings.listing():
        cell = rows[place[coding.report]][heads.index(names[coding.code])]
        assert f"“{coding.quote}”" in str(cell)


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
    codes, counted = project.codebook.codes(), Counter(
        coding.code for coding in project.codings.listing()
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
