"""No text is cut or changed in a workbook; one that cannot be written leaves nothing behind."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.exchange import cells
from coder.model import ids
from coder.model.errors import ProjectError
from coder.progress import finish
from coder.project import Project
from tests.building import PAGES, add_report, place
from tests.coder.workbook_read import HEADS, fill, joined, lines, linked_codings, written

LONG = "word " * 8_000 + "the end."
BOUND = 32_767


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


def test_a_quote_beyond_a_cell_is_continued(project: Project, target: Path) -> None:
    report = add_report(project, "Long", [["Before.", LONG, "After."]])
    relevance = next(c.id for c in project.codebook.codes() if c.name == "- Relevance")
    memo = "😀" * 20_000
    (long,) = project.codings.add(
        place(project, report.id, (0, 8, 8 + len(LONG))), [relevance], memo
    )
    project.codings.add(place(project, report.id, (0, 0, 7)), [relevance])
    book = written(project, target)
    rows = [row for row in lines(book["Codings"]) if row["Coding id"] == ids.text(long)]
    assert len(rows) > 1
    assert joined([row["Quote"] for row in rows]) == LONG
    assert joined([row["Memo"] for row in rows]) == memo
    assert all(len(str(row["Quote"] or "")) <= BOUND for row in rows)
    assert {(row["Report"], row["Code"], row["PDF page"]) for row in rows} == {
        ("Long", "- Relevance", 1)
    }
    matrix = book["Matrix"]
    cell = next(row for row in matrix.iter_rows() if row[1].value == "Long")[-1]
    assert cell.value == 2
    assert len(linked_codings(book, cell)) == 2
    assert book["Read me"]["B8"].value == 10


def test_a_full_quotes_cell_says_where_to_read_on(project: Project, target: Path) -> None:
    report = add_report(project, "Long", [["Before.", LONG]])
    relevance = next(c.id for c in project.codebook.codes() if c.name == "- Relevance")
    for end in (7, 1_000, 20_000, 36_000):
        project.codings.add(place(project, report.id, (0, 0, end)), [relevance])
    book = written(project, target)
    cell = next(row for row in book["Quotes"].iter_rows() if row[1].value == "Long")[-1]
    assert len(cell.value) <= BOUND
    last = cell.value.split("\n\n")[-1]
    found = re.fullmatch(r"… (\d+) more: see Codings, rows (\d+) to (\d+)", last)
    assert found
    rest, top, bottom = map(int, found.groups())
    assert rest == 1
    assert cell.value.count("“") == 3
    rows = [book["Codings"].cell(row, 1).value for row in range(top, bottom + 1)]
    assert set(rows) == {"Long"}
    assert book["Codings"].cell(bottom + 1, 1).value != "Long"


def test_long_rules_and_memos_are_continued(project: Project, target: Path) -> None:
    code = next(c.id for c in project.codebook.codes() if c.name == "Training")
    report = project.reports.all()[0]
    project.codebook.edit(code, definition=LONG, memo=LONG * 2, name="N" * 200)
    project.reports.edit(report.id, memo=LONG)
    project.edit(memo=LONG)
    book = written(project, target)
    rows = [row for row in lines(book["Codebook"]) if row["Code"] == "What works › " + "N" * 200]
    assert joined([row["Definition"] for row in rows]) == LONG
    assert joined([row["Memo"] for row in rows]) == LONG * 2
    assert [row["Codings"] for row in rows if row["Codings"] is not None] == [3]
    found = [row for row in lines(book["Reports"]) if row["Title"] == report.title]
    assert joined([row["Memo"] for row in found]) == LONG
    told = list(book["Read me"].iter_rows(values_only=True))
    at = next(at for at, row in enumerate(told) if row[0] == "Project memo")
    assert joined([str(row[1] or "") for row in told[at : at + 4]]) == LONG


@pytest.mark.parametrize(
    ("memo", "shown"),
    [
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("a\ufffeb", "a\ufffdb"),
        ("line\r\nline\rline", "line\nline\nline"),
        ("😀 👩‍🔬", "😀 👩‍🔬"),
        ("التقييم النهائي", "التقييم النهائي"),
        ("<b>&amp; \"quoted\" 'so'", "<b>&amp; \"quoted\" 'so'"),
        ("http://example.org/", "http://example.org/"),
        ("  kept \t spaces ", "  kept \t spaces "),
        ("00123", "00123"),
    ],
)
def test_strange_texts_survive(project: Project, target: Path, memo: str, shown: str) -> None:
    coding = next(one for one in project.codings.listing() if one.coder == project.coder.id)
    project.codings.set_memo(coding.id, memo)
    rows = lines(written(project, target)["Codings"])
    assert [row["Memo"] for row in rows if row["Coding id"] == ids.text(coding.id)] == [shown]


def test_lone_surrogates_are_replaced() -> None:
    assert cells.clean("a\ud800b\udfffc") == "a\ufffdb\ufffdc"
    assert cells.units("a\ud800😀") == 4


def test_a_name_no_cell_holds_says_what_is_missing() -> None:
    name = "n" * 40_000
    shown = cells.short(name)
    found = re.fullmatch(r"(n+)… \(([\d,]+) more characters\)", shown)
    assert found
    assert len(found[1]) + int(found[2].replace(",", "")) == 40_000
    assert cells.units(cells.short("😀" * 40_000)) <= BOUND


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]


def test_targets_that_cannot_be_written_are_said_plainly(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    wrong = {
        folder: "is a folder",
        tmp_path / "none" / "out.xlsx": "cannot be written",
        tmp_path / "file" / "out.xlsx": "cannot be written",
    }
    for target, words in wrong.items():
        with pytest.raises(ProjectError, match=words) as raised:
            finish(project.export(target))
        assert str(target) in str(raised.value)
        assert "Errno" not in str(raised.value)
        assert ".part" not in str(raised.value)
    assert not left(tmp_path)


def test_an_older_file_stays_when_the_new_one_cannot_take_its_place(
    project: Project, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel on Windows keeps an open workbook from being replaced."""
    target.write_bytes(b"older")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(ProjectError, match="open in Excel"):
            finish(project.export(target))
    assert target.read_bytes() == b"older"
    assert not left(target.parent)
    finish(project.export(target))
    assert target.read_bytes() != b"older"


def test_cancelling_anywhere_leaves_nothing(
    project: Project, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder.exchange.sheets._AT_ONCE", 3)
    target.write_bytes(b"older")
    steps = 1
    while True:
        work = project.export(target)
        try:
            shown = [next(work) for _ in range(steps)]
        except StopIteration:
            break
        work.close()
        assert target.read_bytes() == b"older"
        assert not left(target.parent)
        assert all(0 <= one.done <= one.total for one in shown)
        steps += 1
    assert steps > 5
    assert not left(target.parent)


def test_what_no_sheet_holds_is_refused(
    project: Project, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder.exchange.workbook.MAX_ROWS", 8)
    with pytest.raises(ProjectError, match="one at a time"):
        finish(project.export(target))
    monkeypatch.setattr("coder.exchange.workbook.MAX_ROWS", 100)
    monkeypatch.setattr("coder.exchange.workbook.MAX_COLUMNS", 8)
    with pytest.raises(ProjectError, match="columns"):
        finish(project.export(target))
    assert not target.exists()


def test_more_numbers_than_links_are_told(
    project: Project, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "MAX_LINKS", 4)
    book = written(project, target)
    filled = [cell for row in book["Matrix"]["C4:I6"] for cell in row if cell.value]
    assert [bool(cell.hyperlink) for cell in filled] == [True] * 4 + [False] * 5
    told = [row[1] for row in book["Read me"].iter_rows(values_only=True) if row[0] == "Matrix"]
    assert "first 4 of 9 numbers are links" in told[0]


def test_a_project_without_anything_is_written(tmp_path: Path, target: Path) -> None:
    project = Project.create(tmp_path / "none.evc", ("Coder A", "CA", "#0072B2"))
    book = written(project, target)
    assert book["Matrix"].max_row == HEADS + 1
    assert book["Codings"].max_row == 1
    add_report(project, "Alone", PAGES)
    assert written(project, target)["Matrix"]["B4"].value == "Alone"
    project.close()
