"""The commands do the whole job without a window, as documented, and never with a traceback."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

TOP = Path(__file__).resolve().parents[2]
SAMPLE = TOP / "resources" / "sample"
SHARED = TOP.parent / "shared"


def run(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `python main.py …` as a process; it must end with `code` and without a traceback."""
    done = subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        cwd=TOP,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, done.stderr
    return done


def told(*arguments: object, code: int = 0) -> Any:  # noqa: ANN401 - whatever JSON says
    """Return what a command says with --json."""
    return json.loads(run(*arguments, "--json", code=code).stdout)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project made, filled and coded by commands alone."""
    path = tmp_path_factory.mktemp("commands") / "review.evc"
    made = told(
        "new", path, "--codebook", "oecd-dac-criteria", "synthesis-review", "--coder", "Coder A"
    )
    assert made["project"] == str(path)
    assert made["codebooks"] == ["oecd-dac-criteria", "synthesis-review"]
    assert made["codes"] > 60
    added = told("add", path, SAMPLE)
    assert len(added["added"]) == 2
    assert {one["pages"] for one in added["added"]} == {11, 2}
    assert added["refused"] == []
    coded = told("code", path, SAMPLE / "codings.csv")
    assert coded["unplaced"] == []
    assert coded["added"] == len(rows())
    return path


def rows() -> list[dict[str, str]]:
    with (SAMPLE / "codings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_coding_is_shown_as_documented(project: Path) -> None:
    codings = told("show", project, "codings")
    assert len(codings) == len(rows())
    keys = "id report sha256 page page_label start end quote code coder memo created rects"
    keys += " kind direction depth caption moved"
    assert all(set(one) == set(keys.split()) for one in codings)
    assert {one["coder"] for one in codings} == {"Coder A", "Coder B"}
    wanted = {(row["report"], int(row["page"]), row["coder"]) for row in rows()}
    assert {(one["report"], one["page"], one["coder"]) for one in codings} == wanted
    for one in codings:
        for page, x0, y0, x1, y1 in one["rects"]:
            assert page in (one["page"], one["page"] + 1)
            assert 0 <= x0 < x1 <= 600
            assert 0 <= y0 < y1 <= 850


def test_doing_it_twice_adds_nothing(project: Path) -> None:
    before = told("digest", project)
    again = told("code", project, SAMPLE / "codings.csv")
    assert (again["added"], again["known"]) == (0, len(rows()))
    known = told("add", project, SAMPLE)
    assert (known["added"], len(known["known"])) == ([], 2)
    assert told("digest", project) == before


def test_lists_search_and_check(project: Path) -> None:
    assert len(told("show", project, "reports")) == 2
    assert {one["codebook"] for one in told("show", project, "codes")} == {
        "oecd-dac-criteria",
        "synthesis-review",
    }
    assert told("show", project, "coders")[0].keys() >= {"coder", "codings"}
    assert any(act["act"].startswith("Code ") for act in told("show", project, "history"))
    quote = max((one["quote"] for one in told("show", project, "codings")), key=len)
    words = " ".join(quote.split()[1:5])
    hits = told("search", project, words.upper())
    assert {"text", "quote"} <= {hit["kind"] for hit in hits}
    assert all(hit.keys() == {"report", "page", "start", "end", "snippet", "kind"} for hit in hits)
    assert told("check", project) == {"ok": True, "problems": []}


def test_the_workbook_has_every_sheet(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "matrix.xlsx"
    done = told("export", project, out)
    assert done["written"] == [str(out)]
    assert done["counts"]["codings"] == len(rows())
    book = openpyxl.load_workbook(out)
    always = ["Read me", "Matrix", "Quotes", "Codings", "Codebook", "Reports"]
    assert book.sheetnames == [*always, "Agreement", "Disagreements"]


def test_the_sample_project(tmp_path: Path) -> None:
    path = tmp_path / "demo.evc"
    done = told("demo", path)
    assert (done["reports"], done["codings"]) == (2, len(rows()))
    assert told("check", path)["ok"]
    assert "already a file" in run("demo", path, code=1).stderr


def test_wrong_use_and_wrong_files_are_said_plainly(project: Path, tmp_path: Path) -> None:
    assert run("new", code=2).stderr
    assert run("show", project, "nonsense", code=2).stderr
    assert "no file" in run("show", tmp_path / "gone.evc", "reports", code=1).stderr
    broken = tmp_path / "broken.pdf"
    broken.write_text("hello")
    refused = run("add", project, broken, code=1)
    assert "broken.pdf" in refused.stderr
    table = tmp_path / "t.csv"
    table.write_text("report;quote\nx;y\n")
    assert "no column “code”" in run("code", project, table, code=1).stderr
    assert "xlsx" in run("export", project, tmp_path / "out.doc", code=1).stderr
    assert "no codebook" in run("new", tmp_path / "n.evc", "--codebook", "xx", code=1).stderr
    assert not (tmp_path / "n.evc").exists()


def test_unplaced_rows_are_named(project: Path, tmp_path: Path) -> None:
    report = rows()[0]["report"]
    code = rows()[0]["code"]
    table = tmp_path / "t.csv"
    lines = [
        ("report", "page", "quote", "code"),
        (report, "1", "words that stand nowhere in this report at all", code),
        ("unknown.pdf", "", "x", code),
        (report, "99", "x", code),
        (report, "1", "x", "No such code"),
    ]
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    done = told("code", project, table, code=1)
    assert [one["row"] for one in done["unplaced"]] == [2, 3, 4, 5]
    assert "no page 99" in done["unplaced"][2]["reason"]


def test_commands_need_no_window() -> None:
    script = (
        "import sys; from coder.commands import run; run(['show', 'x.evc', 'reports']);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=TOP, check=False, capture_output=True
    )
    assert done.returncode == 0


@pytest.mark.skipif(not (SHARED / "quotes.csv").exists(), reason="needs ../shared")
def test_pasted_quotes_are_placed_on_their_pages(tmp_path: Path) -> None:
    """At least 99 % of the quotes go to the right page; altered and foreign ones to none."""
    path = tmp_path / "quotes.evc"
    run("new", path, "--codebook", "oecd-dac-criteria")
    added = told("add", path, SHARED / "reports")
    assert len(added["added"]) == len(list((SHARED / "reports").glob("*.pdf")))
    with (SHARED / "quotes.csv").open(encoding="utf-8", newline="") as file:
        quotes = list(csv.DictReader(file))
    table = tmp_path / "quotes.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("report", "page", "quote", "code", "memo"))
        for at, one in enumerate(quotes):
            writer.writerow((one["report"], one["page"], one["quote"], "Relevance", str(at)))
    done = told("code", path, table)
    pages = {int(one["memo"]): one["page"] for one in told("show", path, "codings")}
    unplaced = {one["row"] - 2 for one in done["unplaced"]}
    real = [at for at, one in enumerate(quotes) if one["variant"] != "absent"]
    right = [at for at in real if pages.get(at) in (int(quotes[at]["page"]), None)]
    placed = [at for at in real if at not in unplaced]
    assert len(placed) >= 0.99 * len(real)
    assert len(right) >= 0.99 * len(real)
    assert all(at in unplaced for at in range(len(quotes)) if quotes[at]["variant"] == "absent")
    assert told("check", path)["ok"]
