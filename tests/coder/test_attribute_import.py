"""Long lists come in whole or not at all: matched, typed, each wrong cell named."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from coder.model.attribute import Imported
from coder.model.errors import TableFileError, ValueMistake
from coder.progress import finish
from coder.project import Project
from tests.building import add_report
from tests.coder.attributes_made import LONG_LIST, ids, made, no_long_list, said, write_csv

HEAD = ["Report no.", "Title of report", "Country", "Year of completion", "Budget", "Remarks"]
ROWS = [
    ["E1", "Jobs for youth", "Lao PDR", "2016", "1,200,000", "seen"],
    ["E2", "Décent work in the Andes", "Peru; Bolivia", "May 2017", "", ""],
]
RIS = """\ufeffTY  - RPRT
TI  - Jobs for youth
AU  - Doe, Jane
AU  - Roe, Richard
PY  - 2016/05//
LA  - French
UR  - https://example.org/jobs
PB  - Evaluation Office
KW  - employment
ER  -\x20

TY  - RPRT
T1  - Without a year
Y1  -\x20
ER  -\x20
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project with the shipped attributes and no report."""
    opened = made(tmp_path / "p.evc")
    yield opened
    opened.close()


def keys(project: Project, path: Path) -> dict[str, str]:
    """Return what the columns of a file are taken for, by their names."""
    named = {one.id: one.key for one in project.attributes.defined()}
    columns = project.attributes.preview_import(path).columns
    return {
        one.name: named[one.attribute] if one.attribute else "file" if one.is_file else ""
        for one in columns
    }


def test_a_csv_file_is_previewed_and_imported_as_one_step(
    project: Project, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "list.csv", [HEAD, *ROWS], ";")
    before = project.digest()
    preview = project.attributes.preview_import(path)
    assert keys(project, path) == {
        "Report no.": "number", "Title of report": "title", "Country": "countries",
        "Year of completion": "year", "Budget": "budget", "Remarks": "",
    }  # fmt: skip
    assert preview.columns[0].sample == ("E1", "E2")
    assert (preview.rows, preview.new, preview.known, preview.problems) == (2, 2, 0, ())
    assert project.digest() == before
    was = project.state_digest()
    assert project.attributes.import_table(path) == Imported(2, 0, 0)
    assert project.undo_label == "Import 2 Reports from list.csv"
    assert said(project) == {
        "E1": {"countries": "LA", "year": "2016", "budget": "1200000"},
        "E2": {"countries": "BO;PE", "year": "2017"},
    }
    assert not any(report.has_file for report in project.reports.all())
    assert project.attributes.import_table(path) == Imported(0, 0, 2)
    assert project.undo_label == "Import 2 Reports from list.csv"
    project.undo()
    assert project.state_digest() == was


def test_a_workbook_is_imported_with_its_numbers_and_dates(
    project: Project, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    project.protocol.add("attribute", "signed", "Signed on", type="date")
    sheet.append([])
    sheet.append(["Number", "Title", "Budget", "Signed on", "Year", None, "Title"])
    signed = datetime(2016, 5, 1)  # noqa: DTZ001 - cells of Excel know no time zone
    sheet.append(["E1", "Jobs", 1200000.5, signed, date(2016, 5, 1), "x", "other"])
    book.save(tmp_path / "list.xlsx")
    preview = project.attributes.preview_import(tmp_path / "list.xlsx")
    assert [one.name for one in preview.columns][-2:] == ["Column F", "Title (2)"]
    project.attributes.import_table(tmp_path / "list.xlsx")
    assert said(project) == {"E1": {"budget": "1200000.5", "signed": "2016-05-01", "year": "2016"}}


def test_references_are_imported(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "list.ris"
    path.write_text(RIS, encoding="utf-8")
    assert keys(project, path) == {
        "Title": "title", "Authors": "evaluators", "Year": "year", "Language": "language",
        "Publisher": "commissioner", "Address": "url", "Keywords": "",
    }  # fmt: skip
    assert project.attributes.import_table(path) == Imported(2, 0, 0)
    assert said(project)["Jobs for youth"] == {
        "evaluators": "Doe, Jane; Roe, Richard", "year": "2016", "language": "fr",
        "commissioner": "Evaluation Office", "url": "https://example.org/jobs",
    }  # fmt: skip
    assert said(project)["Without a year"] == {}


def test_windows_letters_and_tabs_are_read(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Numéro\tTitre\tPays\nE1\tÉvaluation\tSénégal\n".encode("cp1252"))
    project.attributes.import_table(path)
    (report,) = project.reports.all()
    assert (report.number, report.title) == ("E1", "Évaluation")
    assert said(project) == {"E1": {"countries": "SN"}}


def test_wrong_cells_are_named_by_row_and_column_and_nothing_comes_in(
    project: Project, tmp_path: Path
) -> None:
    wrong = [
        HEAD,
        *ROWS,
        [],
        ["E3", "Third", "Kambodia", "soon", "", ""],
        ["", "", "Peru", "", "", ""],
    ]
    path = write_csv(tmp_path / "list.csv", wrong)
    before = project.digest()
    preview = project.attributes.preview_import(path)
    assert [(one.row, one.column) for one in preview.problems] == [
        (5, "Country"), (5, "Year of completion"), (6, ""),
    ]  # fmt: skip
    assert "Did you mean Cambodia?" in preview.problems[0].message
    assert preview.problems[2].message == "It has neither a title nor a number."
    with pytest.raises(ValueMistake) as mistake:
        project.attributes.import_table(path)
    assert str(mistake.value).startswith("Row 5, Country: “Kambodia” is not the name")
    assert str(mistake.value).endswith("2 more cells are wrong. Nothing was imported.")
    assert project.digest() == before
    (country, year) = ids(project, "countries", "year")
    leave_out = {"Country": None, "Year of completion": None}
    assert [one.row for one in project.attributes.preview_import(path, leave_out).problems] == [6]
    swapped = {"Country": year, "Year of completion": country}
    assert len(project.attributes.preview_import(path, swapped).problems) > 3
    with pytest.raises(TableFileError, match="cannot both be Countries"):
        project.attributes.preview_import(path, {"Country": country, "Remarks": country})


def test_a_row_meets_the_report_it_is_about(project: Project, tmp_path: Path) -> None:
    by_number, by_file, by_title, other = (
        add_report(project, name).id for name in ("one", "Two files", "Jobs for Youth", "last")
    )
    (symbol,) = ids(project, "symbol")
    project.reports.edit(by_number, number="I-2")
    project.reports.edit(other, number="E9", title="Jobs, again")
    project.attributes.set(other, symbol, "RAF/13/04/IRL")
    rows = [
        ["Number", "File", "Title", "Symbol", "Year"],
        ["i2", "", "", "", "2011"],
        ["", "folder\\TWO FILES.pdf", "Second", "", "2012"],
        ["E5", "", "jobs for youth", "", "2013"],
        ["", "", "Jobs again", "RAF-13-04-IRL", "2014"],
        ["E8", "", "Jobs again", "", "2015"],
    ]
    path = write_csv(tmp_path / "list.csv", rows)
    assert keys(project, path)["File"] == "file"
    preview = project.attributes.preview_import(path)
    assert (preview.new, preview.known, preview.problems) == (1, 4, ())
    assert project.attributes.import_table(path) == Imported(1, 4, 0)
    years = {one: project.attributes.values(one)["year"] for one in (by_number, by_file, by_title)}
    assert list(years.values()) == ["2011", "2012", "2013"]
    assert project.attributes.values(other)["year"] == "2014"
    assert project.reports.get(by_number).number == "i2"
    assert project.reports.get(by_file).title == "Second"
    assert project.reports.find("E8").has_file is False
    assert project.reports.get(by_title).has_file


def test_an_empty_cell_changes_nothing(project: Project, tmp_path: Path) -> None:
    project.attributes.import_table(write_csv(tmp_path / "list.csv", [HEAD, *ROWS]))
    more = [["Title", "Year", "Budget"], ["Jobs for youth", "", "5"]]
    path = write_csv(tmp_path / "more.csv", more)
    assert project.attributes.import_table(path) == Imported(0, 1, 0)
    assert said(project)["E1"] == {"countries": "LA", "year": "2016", "budget": "5"}


def test_two_rows_about_one_report_and_rows_about_two_are_problems(
    project: Project, tmp_path: Path
) -> None:
    for number in ("E1", "E2"):
        project.attributes.add_records([{"number": number, "title": "Same"}])
    rows = [
        ["Number", "Title"],
        ["E1", "Same"],
        ["e1", "Same"],
        ["", "Same"],
        ["", "New"],
        ["", "new"],
    ]
    told = project.attributes.preview_import(write_csv(tmp_path / "l.csv", rows)).problems
    assert [(one.row, one.message) for one in told] == [
        (3, "It is about the same report as row 2."),
        (4, "2 reports of the project have this title. Give each its number."),
        (6, "It is about the same report as row 5."),
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"Number,Title\n", "lists nothing"),
        ("a.csv", b"\x00\x01\x02", "is not a table"),
        ("a.csv", b'Number,Title\n"open', "not a well-formed table"),
        ("a.xlsx", b"PK\x03\x04 nothing", "not an Excel workbook"),
        ("a.ris", b"Number,Title\nE1,T\n", "is no RIS file"),
        ("a.csv", b"Colour,Shape\nred,round\n", "No column of “a.csv” is an attribute"),
    ],
)
def test_what_is_no_list_is_refused_in_words(
    project: Project, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TableFileError, match=told):
        project.attributes.import_table(path)
    with pytest.raises(TableFileError, match="cannot be read"):
        project.attributes.import_table(tmp_path / f"missing{path.suffix}")


@no_long_list
def test_the_long_list_of_a_real_synthesis_comes_in_with_its_types(project: Project) -> None:
    assert project.attributes.preview_import(LONG_LIST).problems == ()
    assert project.attributes.import_table(LONG_LIST) == Imported(24, 0, 0)
    told = said(project)
    assert len(told) == 24
    assert told["E25"] == {
        "symbol": "RER/13/01/FIN", "countries": "KG;TJ", "region": "europe-central-asia",
        "timing": "mid-term", "nature": "independent", "language": "en",
        "url": "https://www.ilo.org/ievaldiscovery/#ai7lxd9",
    }  # fmt: skip
    assert told["I2"]["countries"] == "BO;EC;PE"
    regions = Counter(one["region"] for one in told.values())
    assert regions == {
        "interregional": 7, "asia-pacific": 6, "africa": 5, "americas": 4,
        "europe-central-asia": 2,
    }  # fmt: skip
    natures = Counter(one["nature"] for one in told.values())
    assert natures == {"independent": 19, "internal": 4, "high-level": 1}
    assert Counter(one.get("timing", "") for one in told.values()) == {
        "final": 22, "mid-term": 1, "": 1,
    }  # fmt: skip
    assert Counter(one["language"] for one in told.values()) == {"en": 18, "es": 5, "fr": 1}
    assert finish(project.check()) == []


@no_long_list
def test_two_laptops_that_imported_the_same_list_apart_have_the_same_reports(
    tmp_path: Path,
) -> None:
    ours, theirs = made(tmp_path / "ours.evc"), made(tmp_path / "theirs.evc")
    theirs.become("Coder B")
    for one in (ours, theirs):
        one.attributes.import_table(LONG_LIST)
    values = said(ours)
    theirs.close()
    (receipt,) = finish(ours.merging.merge([theirs.path]))
    assert [one.kind for one in receipt.preview.proposals] == ["coder"]
    assert receipt.preview.missing == ()
    assert ours.merging.conflicts() == []
    assert len(ours.reports.all()) == 24
    assert said(ours) == values
    assert finish(ours.check()) == []
    ours.close()
