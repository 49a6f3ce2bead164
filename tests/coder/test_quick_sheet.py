"""A sheet that saves quickly says byte for byte what XlsxWriter's own says."""

import gc
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from xlsxwriter.worksheet import Worksheet

from coder import garbage
from coder.analysis.collation import collate
from coder.exchange import cells
from coder.exchange.workbook import write_workbook
from coder.progress import finish
from coder.project import Project
from coder.services.agreement import compare
from tests.coder.workbook_read import fill

WHEN = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def written(tmp_path: Path) -> dict[str, dict[str, bytes]]:
    """Return the parts of one workbook as both kinds of sheet write it."""
    project = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"))
    fill(project)
    told, compared = project.read(collate), finish(compare(project))
    project.close()
    found = {}
    for kind in (cells.QuickSheet, Worksheet):
        target = tmp_path / f"{kind.__name__}.xlsx"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cells, "QuickSheet", kind)
            finish(write_workbook(told, target, "Coder A", WHEN, "program", compared))
        with zipfile.ZipFile(target) as file:
            found[kind.__name__] = {name: file.read(name) for name in file.namelist()}
    return found


def test_both_kinds_of_sheet_write_the_same_bytes(written: dict[str, dict[str, bytes]]) -> None:
    quick, plain = written["QuickSheet"], written["Worksheet"]
    sheets = [name for name in quick if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) >= 7
    assert all(b't="s"' in quick[name] for name in sheets)
    del quick["docProps/core.xml"], plain["docProps/core.xml"]  # tells when it was saved
    assert quick == plain


def test_cells_without_a_format_are_written_too(tmp_path: Path) -> None:
    said = []
    for kind in (cells.QuickSheet, Worksheet):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cells, "QuickSheet", kind)
            book = cells.Book(tmp_path / f"{kind.__name__}.xlsx", WHEN)
            sheet = book.sheet("One", 0)
        for column, style in enumerate((None, book.style("plain"))):
            sheet.write_string(0, column, "a & b", style)
            sheet.write_number(1, column, 1 / 3, style)
            sheet.write_number(2, column, 1e21, style)
            sheet.write_blank(3, column, None, style)
            sheet.write_boolean(4, column, True, style)  # noqa: FBT003 - its own interface
            sheet.write_formula(5, column, "=1+1", style, 2)
        book.close()
        with zipfile.ZipFile(tmp_path / f"{kind.__name__}.xlsx") as file:
            said.append(file.read("xl/worksheets/sheet1.xml"))
    assert said[0] == said[1]


def test_garbage_is_looked_for_again_afterwards_even_when_it_failed() -> None:
    @garbage.left_alone()
    def failing() -> float:
        assert not gc.isenabled()
        return 1 / 0

    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError):
        failing()
    assert gc.isenabled()
    gc.disable()
    try:
        with garbage.left_alone():
            pass
        assert not gc.isenabled(), "who had it off keeps it off"
    finally:
        gc.enable()


def test_after_an_export_that_is_cancelled_garbage_is_looked_for(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"))
    try:
        work = project.export(tmp_path / "out.xlsx")
        next(work)
        assert not gc.isenabled()
        work.close()
        assert gc.isenabled()
    finally:
        project.close()
