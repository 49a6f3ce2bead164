"""The sheets of agreement and disagreements say what the project says."""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from coder.exchange import agreement_sheets
from coder.model.agreement import MEASURES, STATEMENT, Agreement
from coder.model.codebook import paths
from coder.progress import finish
from coder.project import Project
from coder.services.agreement import find_disagreements
from tests.coder.workbook_read import Opened, fill, lines, opened, written


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project with codings by two coders in one report."""
    made = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"))
    fill(made)
    yield made
    made.close()


@pytest.fixture
def book(project: Project, tmp_path: Path) -> Opened:
    return written(project, tmp_path / "out.xlsx")


def figures(sheet: Opened) -> list[list[Any]]:
    """Return the rows of figures, without headings and notes."""
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return [list(row) for row in takewhile(lambda row: row[0], rows)]


def test_every_figure_is_in_its_place(project: Project, book: Opened) -> None:
    told: Agreement = finish(project.agreement())
    sheet = book["Agreement"]
    assert sheet["A1"].value == f"Overlap of passages: {told.headline.told}, {told.basis}"
    heads = [cell.value for cell in sheet[3]]
    rows = figures(sheet)
    left = 2
    for level in told.levels.values():
        every = [(part, row) for part, some in level.parts for row in some]
        assert [row[1] for row in rows] == [row.name for _, row in every]
        right = min(
            [at for at in range(left + 1, len(heads))
             if sheet.cell(2, at + 1).value], default=len(heads)
        )  # fmt: skip
        for line, (_, row) in zip(rows, every, strict=True):
            told_here = dict(zip(heads[left:right], line[left:right], strict=True))
            for one in row.measures:
                value = told_here[MEASURES[one.name]]
                if one.is_defined:
                    assert value == pytest.approx(one.value, abs=1e-4)
                else:
                    assert value == "n/a"
        left = right
    assert [row[0] for row in rows[:2]] == ["All coders", "Coders"]
    below = [row[0] for row in sheet.iter_rows(min_row=4 + len(rows), values_only=True)]
    assert STATEMENT in below
    assert all(one in below for one in told.warnings)


def test_every_disagreement_has_its_row(project: Project, book: Opened) -> None:
    found = project.read(find_disagreements)
    rows = lines(book["Disagreements"])
    assert len(rows) == len(found) > 0
    titles = {report.id: report.title for report in project.reports.all()}
    named = paths(project.codebook.codes())
    for row, one in zip(rows, found, strict=True):
        assert (row["Report"], row["PDF page"]) == (titles[one.report], one.page + 1)
        assert row["Code"] == "\n".join(named[code] for code in one.codes)
        assert (row["First coder"], row["Second coder"]) == ("Coder A", "Coder B")
        for head, some in (("Coded by the first", one.first), ("Coded by the second", one.second)):
            assert all(each.quote in row[head] for each in some) if some else not row[head]


def test_one_coder_alone_has_no_such_sheets(project: Project, tmp_path: Path) -> None:
    book = written(project, tmp_path / "one.xlsx", {project.coder.id})
    assert not {"Agreement", "Disagreements"} & set(book.sheetnames)
    assert "Agreement" not in [cell.value for (cell,) in book["Read me"]["A12:A22"]]


def test_reports_coded_by_one_only_have_no_such_sheets(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "apart.evc", ("Coder A", "CA", "#0072B2"))
    fill(project)
    first = next(one for one in project.coders.all() if one.name == "Coder A")
    both = next(one for one in project.reports.all() if one.codings > 2)
    mine = [one.id for one in project.codings.listing(both.id) if one.coder == first.id]
    project.become("Coder A")
    project.codings.delete(mine)
    assert "Agreement" not in written(project, tmp_path / "two.xlsx").sheetnames
    project.close()


def test_what_a_sheet_has_no_rows_for_is_said(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreement_sheets, "MAX_ROWS", 4)
    finish(project.export(tmp_path / "few.xlsx"))
    sheet = opened(tmp_path / "few.xlsx")["Disagreements"]
    count = len(project.read(find_disagreements))
    assert sheet.max_row == 3
    assert sheet["A3"].value.startswith(f"… and {count - 1} more")
