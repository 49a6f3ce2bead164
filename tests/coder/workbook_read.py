"""A small project for workbooks, and how a workbook is read back."""

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from coder.exchange import cells
from coder.model.codebook import paths
from coder.model.ids import CodeId, CoderId
from coder.progress import finish
from coder.project import Project
from tests.building import add_report, place

Opened = Any
"""A workbook, sheet or cell as openpyxl reads it: its types allow for more than we write."""

HEADS = 3
"""Rows of headings over *Matrix* and *Quotes*: codebooks, branches, codes."""
FIRST = 3
"""The first column of counts: number and title stand before it."""


def fill(project: Project) -> None:
    """Put in three reports, a tree of codes and eight codings by two coders."""
    book = project.codebook
    works = book.add(None, None, "What works", definition="=1+1", memo="@ home")
    training = book.add(None, works, "Training", colour="#E69F00", key="t")
    courses = book.add(None, training, "Courses")
    book.add(None, works, "Unused")
    relevance = book.add(None, None, "- Relevance")
    reports = [add_report(project, name) for name in ("=Alpha", "Beta", "Gamma without codings")]
    for number, report in zip(("E10", "E2", "+3"), reports, strict=True):
        project.reports.edit(report.id, number=number)
    first, second = reports[0].id, reports[1].id
    project.codings.add(place(project, first, (0, 0, 26)), [training, courses], "=SUM(A1)")
    project.codings.add(place(project, first, (0, 30, 50)), [training, works])
    project.codings.add(place(project, first, (1, 143, 190)), [relevance], "+ more\nof it")
    project.codings.add(place(project, second, (1, 0, 40)), [courses])
    project.become("Coder B", "CB", "#D55E00")
    project.codings.add(place(project, first, (0, 0, 26)), [training, relevance])


def written(project: Project, path: Path, coders: set[CoderId] | None = None) -> Opened:
    """Export a project and read the workbook."""
    finish(project.export(path, coders))
    return opened(path)


def opened(path: Path) -> Opened:
    """Read a workbook."""
    return openpyxl.load_workbook(path)


def lines(sheet: Opened) -> list[dict[str, Any]]:
    """Return the rows of a sheet by the names in its first row."""
    head, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]


def heads(project: Project, sheet: Opened) -> list[tuple[CodeId, bool]]:
    """Return for each column of *Matrix* or *Quotes* its code and whether it is a sum."""
    by_path = {path: code for code, path in paths(project.codebook.codes()).items()}
    found, branch = [], ""
    for column in range(FIRST, sheet.max_column + 1):
        cell = sheet.cell(2, column)
        branch = branch if cell.__class__.__name__ == "MergedCell" else str(cell.value or "")
        label = str(sheet.cell(HEADS, column).value)
        name = label.removesuffix(" (sum)")
        own = branch == name or branch.endswith(f" › {name}")
        path = branch if own else f"{branch} › {name}" if branch else name
        found.append((by_path[path], label.endswith(" (sum)")))
    return found


def linked_codings(book: Opened, cell: Opened) -> set[str]:
    """Return the coding ids in the rows that a cell leads to."""
    name, _, area = cell.hyperlink.location.partition("!")
    assert name == "'Codings'"
    _, top, right, bottom = (edge or 0 for edge in range_boundaries(area))
    sheet = book["Codings"]
    assert right == sheet.max_column
    assert 2 <= top <= bottom <= sheet.max_row
    return {str(sheet.cell(row, 15).value) for row in range(top, bottom + 1)}


def joined(rows: list[Opened]) -> str:
    """Put together what was continued on several rows."""
    return "".join(
        one.removesuffix(cells.CONTINUES).removeprefix(cells.CONTINUED) for one in rows if one
    )
