"""Long lists without a window: imported, previewed, told; a record gets its PDF."""

import json
from pathlib import Path

import pytest

from coder import commands
from coder.codebooks.shipped import find, load
from coder.codebooks.writing import write
from tests.coder.attributes_made import made, write_csv
from tests.coder.pdf_made import made as pdf_made

ROWS = [["Ref", "Title", "Country", "When"], ["E1", "Jobs for youth", "Laos", "2016"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed project with the shipped attributes."""
    made(tmp_path / "p.evc").close()
    return tmp_path / "p.evc"


def asked(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = commands.run([str(one) for one in arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_a_list_is_previewed_imported_and_shown(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write_csv(tmp_path / "list.csv", ROWS)
    code, out, _ = asked(capsys, "import-attributes", path, table, "--preview")
    assert code == 0
    assert out.splitlines() == [
        "Ref: Number", "Title: Title", "Country: Countries", "When: left out",
        "1 rows: 1 new reports, 0 known.",
    ]  # fmt: skip
    matched = ("--match", "When=Year completed", "--match", "Country=")
    code, out, _ = asked(capsys, "import-attributes", path, table, *matched, "--json")
    told = json.loads(out)
    assert (code, told["added"], told["changed"], told["unchanged"]) == (0, 1, 0, 0)
    assert [one["attribute"] for one in told["columns"]] == ["number", "title", "", "year"]
    _, out, _ = asked(capsys, "show", path, "attributes", "--json")
    (one,) = json.loads(out)
    assert one["attributes"] == {"number": "E1", "title": "Jobs for youth", "year": "2016"}
    assert (one["report"], one["has_file"], one["duplicate_of"]) == ("E1", False, "")
    asked(capsys, "import-attributes", path, table)
    _, out, _ = asked(capsys, "show", path, "attributes")
    assert out == "E1  number E1  title Jobs for youth  year 2016  countries LA\n"


def test_wrong_cells_are_named_and_nothing_is_imported(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write_csv(tmp_path / "list.csv", [*ROWS, ["E2", "Second", "Kambodia", ""]])
    code, out, err = asked(capsys, "import-attributes", path, table, "--json")
    assert code == 1
    assert json.loads(out)["problems"][0]["row"] == 3
    assert err.startswith("row 3, Country: “Kambodia” is not the name or the code of a country.")
    code, _, err = asked(capsys, "import-attributes", path, table, "--match", "When=Colour")
    assert (code, "has no attribute “Colour”" in err) == (1, True)
    _, out, _ = asked(capsys, "show", path, "attributes", "--json")
    assert json.loads(out) == []


def test_a_record_gets_its_pdf(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(capsys, "import-attributes", path, write_csv(tmp_path / "list.csv", ROWS))
    (tmp_path / "jobs.pdf").write_bytes(pdf_made("Jobs for youth"))
    code, out, _ = asked(capsys, "attach", path, "E1", tmp_path / "jobs.pdf")
    assert (code, out) == (0, "Jobs for youth has the file jobs.pdf now.\n")
    _, out, _ = asked(capsys, "show", path, "reports", "--json")
    (one,) = json.loads(out)
    assert (one["report"], one["has_file"], one["pages"]) == ("jobs.pdf", True, 1)


def test_other_words_for_choices_are_in_the_file_and_stay_in_it(tmp_path: Path) -> None:
    book = load(find("review-protocol"))
    timing = next(one for one in book.items if one.key == "timing")
    assert "interim" in timing.choices[0].also
    target = tmp_path / "again.toml"
    write(book, target)
    again = next(one for one in load(target).items if one.key == "timing")
    assert again.choices == timing.choices
