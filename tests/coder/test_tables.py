"""Tables of quotes are read as any program writes them; what is no table is said plainly."""

import csv
import warnings
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from coder.exchange.tables import read_table
from coder.model.errors import TableFileError
from tests.coder.workbook_read import Opened

NEEDED = ("report", "quote", "code")
ALSO = ("page", "memo")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def read(path: Path) -> list[tuple[int, dict[str, str]]]:
    return read_table(path, NEEDED, ALSO)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separators_are_recognised(table: Path, mark: str) -> None:
    rows = [["report", "quote", "code"], ["a.pdf", f"one{mark} two, three; four\tfive", "Reach"]]
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=mark).writerows(rows)
    ((number, row),) = read(table)
    assert number == 2
    assert row == {"report": "a.pdf", "quote": rows[1][1], "code": "Reach", "page": "", "memo": ""}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_spreadsheet_programs(table: Path, encoding: str) -> None:
    table.write_text("report;quote;code\na.pdf;“déjà vu” – œuvre;Portée\n", encoding=encoding)
    ((_, row),) = read(table)
    assert (row["report"], row["quote"], row["code"]) == ("a.pdf", "“déjà vu” – œuvre", "Portée")


def test_columns_in_any_order_and_case_others_ignored(table: Path) -> None:
    table.write_text("Who, CODE ,Page,Quote,Report\nCoder A,Reach,7,words,a.pdf\n")
    ((_, row),) = read(table)
    assert row == {"report": "a.pdf", "quote": "words", "code": "Reach", "page": "7", "memo": ""}


def test_quotes_may_hold_line_breaks_and_quotation_marks(table: Path) -> None:
    """The numbers are those of a spreadsheet's rows, whatever lines the file has."""
    table.write_text(
        'report,quote,code\r\na.pdf,"first\r\nsecond ""so"" third",X\r\n'
        "\r\n,,\r\nb.pdf,next,Y\r\n",
        newline="",
    )
    assert [(number, row["quote"]) for number, row in read(table)] == [
        (2, 'first\r\nsecond "so" third'),
        (5, "next"),
    ]


def test_short_and_long_lines(table: Path) -> None:
    table.write_text("report,quote,code,page\na.pdf,words\nb.pdf,words,X,3,more,and more\n")
    (_, short), (_, long) = read(table)
    assert (short["code"], short["page"]) == ("", "")
    assert (long["code"], long["page"]) == ("X", "3")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"report;page\na;1\n", "no column “quote”, “code”.*report, quote, code.*page, memo"),
        (b"", "nothing in its first line"),
        (b"\n\nreport,quote,code\n", "nothing in its first line"),
        (b"\xef\xbb\xbf", "nothing in its first line"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a table"),
        (b'report,quote,code\na,"open,b\n', "not a well-formed table"),
        (b"just a letter to somebody", "no column “report”"),
    ],
)
def test_what_is_no_table_is_said(table: Path, content: bytes, words: str) -> None:
    table.write_bytes(content)
    with pytest.raises(TableFileError, match=words) as raised:
        read(table)
    assert table.name in str(raised.value)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.csv", tmp_path / "gone.xlsx"):
        with pytest.raises(TableFileError, match="cannot be read: No such file"):
            read(path)
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    with pytest.raises(TableFileError, match="cannot be read"):
        read(folder)


def workbook(path: Path, *rows: tuple[Opened, ...]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes").append(("report", "quote", "code"))
    book.save(path)
    return path


def test_the_first_sheet_of_a_workbook(tmp_path: Path) -> None:
    """A page typed as a number stays a whole number; empty rows count but are not told."""
    path = workbook(
        tmp_path / "t.XLSX",
        ("Report", "Page", "Quote", "Code", None, "When"),
        ("a.pdf", 3.0, "=words", "X", None, date(2026, 1, 2)),
        (None, None, None, None),
        ("b.pdf", 4, "more\nwords", 3.2),
        ("c.pdf", 2.5, True, "Y"),
    )
    found = read(path)
    assert [number for number, _ in found] == [2, 4, 5]
    assert [row["page"] for _, row in found] == ["3", "4", "2.5"]
    assert [row["code"] for _, row in found] == ["X", "3.2", "Y"]
    assert found[1][1]["quote"] == "more\nwords"


def test_a_whole_number_written_with_a_point_is_a_page(tmp_path: Path) -> None:
    """Some programs write 3.0 where they show 3."""
    whole = workbook(tmp_path / "whole.xlsx", (*NEEDED, "page"), ("a.pdf", "words", "X", 3))
    pointed = tmp_path / "pointed.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(pointed, "w") as new:
        for item in old.namelist():
            new.writestr(item, old.read(item).replace(b"<v>3</v>", b"<v>3.0</v>"))
    assert whole.read_bytes() != pointed.read_bytes()
    ((_, row),) = read(pointed)
    assert row["page"] == "3"


def test_a_workbook_without_the_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", ("Report", "Text"), ("a.pdf", "words"))
    with pytest.raises(TableFileError, match="no column “quote”, “code”"):
        read(path)
    with pytest.raises(TableFileError, match="nothing in its first line"):
        read(workbook(tmp_path / "empty.xlsx"))


def test_damaged_workbooks_are_refused(tmp_path: Path) -> None:
    """Not a zip, cut short, another zip, a sheet of broken XML: each is refused alike."""
    whole = workbook(tmp_path / "whole.xlsx", NEEDED, *[("a.pdf", "words", "X")] * 200)
    content = whole.read_bytes()
    cases = {"text": b"report,quote,code\n", "short": content[: len(content) // 2], "none": b""}
    for name, raw in cases.items():
        (tmp_path / f"{name}.xlsx").write_bytes(raw)
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "xml.xlsx", "w") as new:
        for item in old.namelist():
            broken = b"<worksheet><sheetData><row><c" if item.endswith("sheet1.xml") else b""
            new.writestr(item, broken or old.read(item))
    for name in (*cases, "other", "xml"):
        with pytest.raises(TableFileError, match="not an Excel workbook that can be read"):
            read(tmp_path / f"{name}.xlsx")


def test_what_the_reader_grumbles_about_is_not_shown(tmp_path: Path) -> None:
    """Workbooks of some programs lack a default style; openpyxl warns of it, people need not."""
    whole = workbook(tmp_path / "whole.xlsx", NEEDED, ("a.pdf", "words", "X"))
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bare, "w") as new:
        for item in old.namelist():
            text = old.read(item)
            if item == "xl/styles.xml":
                text = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
            new.writestr(item, text)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        assert len(read(bare)) == 1
    assert not heard
