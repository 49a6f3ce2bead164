"""The workbook says what the project says: every figure, every link, every coding."""

import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model import ids
from coder.model.codebook import paths
from coder.model.coding import Coding
from coder.model.ids import CodeId
from coder.project import Project
from tests.coder.workbook_read import (
    FIRST,
    HEADS,
    Opened,
    fill,
    heads,
    lines,
    linked_codings,
    opened,
    written,
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project with three reports, a tree of codes and codings by two coders."""
    made = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"))
    fill(made)
    yield made
    made.close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.xlsx"


@pytest.fixture
def book(project: Project, target: Path) -> Opened:
    own = project.codings.listing(coders={project.coder.id})
    project.codings.mark([own[0].id], direction="-", depth="central")
    project.codings.mark([own[1].id], direction="+")
    return written(project, target)


def expected(project: Project) -> Counter[tuple[str, CodeId]]:
    """Count the codings by report title and code, from the list of codings."""
    titles = {report.id: report.title for report in project.reports.all()}
    return Counter((titles[one.report], one.code) for one in project.codings.listing())


def branches(project: Project) -> dict[CodeId, set[CodeId]]:
    named = paths(project.codebook.codes())
    return {
        code: {one for one, other in named.items() if f"{other} › ".startswith(f"{path} › ")}
        for code, path in named.items()
    }


def test_counts_sums_and_totals_are_the_projects(project: Project, book: Opened) -> None:
    sheet, counts, under = book["Matrix"], expected(project), branches(project)
    codes = heads(project, sheet)
    assert len(codes) == len(set(codes)) == 7
    titles = [report.title for report in project.reports.all()]
    assert [sheet.cell(HEADS + 1 + at, 2).value for at in range(len(titles))] == titles
    totals = [0] * len(codes)
    for row, title in enumerate(titles, start=HEADS + 1):
        for at, (code, is_sum) in enumerate(codes):
            wanted = sum(counts[title, one] for one in (under[code] if is_sum else {code}))
            assert (sheet.cell(row, FIRST + at).value or 0) == wanted
            totals[at] += wanted
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[1:] == ["All reports", *totals]
    assert sum(totals) > 0
    assert sheet.max_row == HEADS + len(titles) + 1


def test_each_number_leads_to_exactly_its_codings(project: Project, book: Opened) -> None:
    sheet, under = book["Matrix"], branches(project)
    titles = {report.title: report.id for report in project.reports.all()}
    listing = project.codings.listing()
    linked = 0
    for row in range(HEADS + 1, sheet.max_row):
        report = titles[sheet.cell(row, 2).value]
        for at, (code, is_sum) in enumerate(heads(project, sheet)):
            cell = sheet.cell(row, FIRST + at)
            assert bool(cell.value) == bool(cell.hyperlink)
            if cell.hyperlink:
                wanted = {
                    ids.text(one.id)
                    for one in listing
                    if one.report == report and one.code in (under[code] if is_sum else {code})
                }
                assert linked_codings(book, cell) == wanted
                linked += 1
    assert linked == 9
    assert not any(cell.hyperlink for cell in sheet[sheet.max_row])


def test_every_coding_has_its_row(project: Project, book: Opened) -> None:
    named = paths(project.codebook.codes())
    coders = {one.id: one.name for one in project.coders.all()}
    rows = lines(book["Codings"])
    assert len(rows) == len(project.codings.listing()) == 8
    by_id = {row["Coding id"]: row for row in rows}
    for one in project.codings.listing():
        report, row = project.reports.get(one.report), by_id[ids.text(one.id)]
        assert row == {
            "Report": report.title,
            "Number": report.number,
            "PDF page": one.page + 1,
            "Page label": project.reports.facts(report.id)[one.page].label,
            "Section heading": heading(project, one),
            "Quote": one.quote,
            "Code": named[one.code],
            "Coder": coders[one.coder],
            "Memo": one.memo or None,
            "Direction": {"+": "for", "-": "against"}.get(one.direction),
            "Depth": one.depth or None,
            "Area": one.caption if one.is_area else None,
            "In the new file": None,
            "Coded on (UTC)": one.created[:19].replace("T", " "),
            "Coding id": ids.text(one.id),
            "File fingerprint": report.sha256,
        }


def heading(project: Project, coding: Coding) -> str:
    ((_, quad), *_) = project.codings.passage(coding.passage).quads
    return project.reports.heading(coding.report, coding.page, quad.y0)


def test_read_me_tells_what_is_in_it(project: Project, book: Opened) -> None:
    sheet = book["Read me"]
    facts = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(3, 12)}
    assert sheet["A1"].value == project.name
    assert (facts["Reports"], facts["Codes"], facts["Codings"]) == (3, 5, 8)
    assert facts["Coders"] == "Coder A, Coder B"
    assert facts["Exported by"] == "Coder B"
    assert facts["Codings of"] == "all"
    linked = {cell.value for (cell,) in sheet["A12:A22"] if cell.hyperlink}
    assert linked == set(book.sheetnames[1:])


def test_the_export_of_one_coder_holds_only_theirs(project: Project, target: Path) -> None:
    second = next(one for one in project.coders.all() if one.name == "Coder B")
    book = written(project, target, {second.id})
    assert {row["Coder"] for row in lines(book["Codings"])} == {"Coder B"}
    assert book["Read me"]["B8"].value == 2
    matrix = book["Matrix"]
    own = [at for at, (_, is_sum) in enumerate(heads(project, matrix)) if not is_sum]
    assert sum(matrix.cell(matrix.max_row, FIRST + at).value for at in own) == 2


def test_codebook_and_reports_are_told(project: Project, book: Opened) -> None:
    codes, named = project.codebook.codes(), paths(project.codebook.codes())
    for code, row in zip(codes, lines(book["Codebook"]), strict=True):
        assert (row["Code"], row["Key"] or "") == (named[code.id], code.key)
        assert (row["Definition"] or "", row["Memo"] or "") == (code.definition, code.memo)
        assert row["Codings"] == code.codings
    colours = [book["Codebook"].cell(row, 3).fill.fgColor.rgb for row in range(2, 7)]
    assert colours == [f"FF{code.colour.lstrip('#').upper()}" for code in codes]
    for report, row in zip(project.reports.all(), lines(book["Reports"]), strict=True):
        assert (row["Title"], row["File"]) == (report.title, report.file_name)
        assert (row["Pages"], row["Scans"]) == (report.pages, report.pages_without_text)
        assert row["Codings"] == report.codings
        assert row["File fingerprint (SHA-256)"] == report.sha256


def test_headings_stay_and_filters_cover_the_rows(project: Project, book: Opened) -> None:
    panes = {sheet.title: sheet.freeze_panes for sheet in book.worksheets}
    assert panes == {
        "Read me": None, "Matrix": "C4", "Quotes": "C4",
        "Codings": "C2", "Codebook": "C2", "Reports": "C2",
        "Agreement": "C4", "Disagreements": "C2",
    }  # fmt: skip
    filters = {sheet.title: sheet.auto_filter.ref for sheet in book.worksheets}
    assert filters["Matrix"] == "A3:I6"
    assert filters["Codings"] == "A1:P9"
    assert filters["Reports"] == f"A1:I{1 + len(project.reports.all())}"
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
    assert book["Codings"].print_title_rows == "$1:$1"
    assert book["Matrix"].print_title_rows == "$1:$3"
    assert book["Matrix"].print_title_cols == "$A:$B"


def test_branches_stand_over_their_columns(project: Project, book: Opened) -> None:
    merged = {str(area) for area in book["Matrix"].merged_cells.ranges}
    assert len({code.codebook for code in project.codebook.codes()}) == 1
    assert merged == {"C1:I1", "C2:D2", "E2:G2"}
    assert book["Matrix"]["E2"].value == "What works › Training"
    assert book["Matrix"]["F3"].border.bottom.color.rgb == "FFE69F00"


def test_what_looks_like_a_formula_stays_text(book: Opened, target: Path) -> None:
    texts = {str(cell.value) for sheet in book.worksheets for row in sheet for cell in row}
    assert {"=Alpha", "=1+1", "@ home", "=SUM(A1)", "+3", "- Relevance"} <= texts
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"<f[ >]", archive.read(name))


def test_quotes_stand_in_their_cells(project: Project, book: Opened) -> None:
    sheet = book["Quotes"]
    codes = [code for code, _ in heads(project, sheet)]
    assert not any(is_sum for _, is_sum in heads(project, sheet))
    titles = {report.title: report.id for report in project.reports.all()}
    for row in range(HEADS + 1, sheet.max_row + 1):
        for at, code in enumerate(codes):
            here = project.codings.listing(titles[sheet.cell(row, 2).value], {code})
            wanted = [f"“{one.quote}” (p. {one.page + 1})" for one in here]
            assert (sheet.cell(row, FIRST + at).value or "") == "\n\n".join(wanted)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_the_same(book: Opened, tmp_path: Path) -> None:
    """LibreOffice opens the file and writes it again: the same cells and links."""
    again = tmp_path / "again"
    home = (tmp_path / "office").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(again), str(tmp_path / "out.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    other = opened(again / "out.xlsx")
    assert other.sheetnames == book.sheetnames
    for sheet in book.worksheets:
        twin = other[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                other_value = twin.cell(cell.row, cell.column).value or None
                assert other_value == (cell.value or None), cell.coordinate
    links = [cell for row in other["Matrix"].iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 9
