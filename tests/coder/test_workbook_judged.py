"""The workbook tells ratings and cards, each row with report, page and coding ids."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.commands import run
from coder.exchange import cells
from coder.model import ids
from coder.model.whose import Whose
from coder.progress import finish
from tests.coder.judging_scene import B, Judging
from tests.coder.workbook_read import Opened, lines, opened


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Judging]:
    scene = Judging(tmp_path)
    yield scene
    scene.project.close()


def book_of(at: Judging, whose: Whose | None = None) -> Opened:
    target = at.path.with_suffix(".xlsx")
    finish(at.project.export(target, whose))
    return opened(target)


def test_without_judgements_there_are_no_such_sheets(at: Judging) -> None:
    book = book_of(at)
    assert not {"Ratings", "Lesson learned", "Judgements"} & set(book.sheetnames)


def test_each_rating_has_its_row_with_page_and_coding_ids(at: Judging) -> None:
    at.project.reports.edit(at.report, number="E19")
    at.project.ratings.rate(
        at.report, at.code, at.six, "5", justification="=1+1", evidence=[at.coding]
    )
    at.project.ratings.rate(at.report, at.code, at.four, "2", origin="report")
    at.act_as(B)
    at.project.ratings.rate(at.report, at.code, at.six, "3")
    at.project.ratings.settle(at.report, at.code, "4", "Page 1 read again.")
    book = book_of(at)
    report, first, second, settled = lines(book["Ratings"])
    assert (first["Report"], first["Number"], first["PDF page"]) == ("Alpha", "E19", 1)
    assert (first["Rated"], first["Scale"]) == ("Relevance", "Six-point satisfaction")
    assert (first["Level"], first["Step"], first["Coder"]) == ("Satisfactory", 5, "Coder A")
    assert (first["Justification"], first["Coding ids"]) == ("=1+1", ids.text(at.coding))
    assert first["Evidence"].startswith("“Finding 1.")
    assert (report["Whose judgement"], report["Scale"]) == (
        "the report itself", "Four-point performance"
    )  # fmt: skip
    assert second["Coder"] == "Coder B"
    assert (settled["Coder"], settled["State"]) == ("Consensus", "settled by Coder B")
    told = {cell.value for (cell,) in book["Read me"]["A13:A26"] if cell.hyperlink}
    assert {"Ratings", "Judgements"} <= told


def test_ratings_stand_beside_the_matrix(at: Judging) -> None:
    at.project.ratings.rate(at.report, at.code, at.six, "5")
    at.project.ratings.rate(at.other, at.code, at.six, "4")
    at.act_as(B)
    at.project.ratings.rate(at.report, at.code, at.six, "3")
    sheet = book_of(at)["Matrix"]
    (column,) = [cell.column for cell in sheet[1] if cell.value == "Ratings"]
    told = [sheet.cell(row, column).value for row in range(2, 6)]
    assert told == [
        "Six-point satisfaction",
        "Relevance",
        "Coder A: Satisfactory\nCoder B: Somewhat unsatisfactory",
        "Somewhat satisfactory",
    ]
    settled = at.project.ratings.settle(at.report, at.code, "4", "Read again.")
    assert settled
    assert book_of(at)["Matrix"].cell(4, column).value == "Somewhat satisfactory (settled)"


def test_each_form_has_a_sheet_of_its_cards(at: Judging) -> None:
    form, text = at.item("form", "lesson"), at.field("lesson", "text")
    at.project.protocol.edit(form, name="Codings")
    at.project.protocol.edit(at.item("form", "finding"), name="What: was [found]? " * 3)
    at.project.cards.make(at.report, form, passages={text: [at.passage(0, 30)]}, number="2")
    at.project.cards.make(
        at.report, at.item("form", "finding"), {at.field("finding", "text"): "X"}
    )
    book = book_of(at)
    assert {"Codings (2)", "What  was  found   What  was  fo"[:31]} <= set(book.sheetnames)
    (card,) = lines(book["Codings (2)"])
    assert (card["Report"], card["PDF page"], card["Page labels"]) == ("Alpha", 1, "1")
    assert (card["No."], card["State"], card["Coder"]) == ("2", "confirmed", "Coder A")
    assert card["Lesson"].startswith("Finding 1.")
    assert card["Passages"] == f"Lesson: “{card['Lesson']}” (p. 1)"
    assert card["Coding ids"] == ids.text(at.coding), "the coding on just that passage"


def test_a_text_that_no_cell_holds_goes_on_in_the_next_row(at: Judging) -> None:
    form, text = at.item("form", "lesson"), at.field("lesson", "text")
    words = "Words and words. " * 2_500
    at.project.cards.make(at.report, form, {text: words})
    at.project.ratings.rate(at.report, at.code, at.six, "5", justification=words)
    book = book_of(at)
    for sheet, column in (("Lesson learned", "Lesson"), ("Ratings", "Justification")):
        rows = lines(book[sheet])
        assert len(rows) > 1
        assert rows[0][column].endswith(cells.CONTINUES)
        joined = "".join(
            row[column].removesuffix(cells.CONTINUES).removeprefix(cells.CONTINUED)
            for row in rows if row[column]
        )  # fmt: skip
        assert joined == words.strip()
        assert {row["Report"] for row in rows} == {"Alpha"}


@pytest.mark.parametrize("what", ["ratings", "cards"])
def test_they_are_listed_by_command(
    at: Judging, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    form, text = at.item("form", "lesson"), at.field("lesson", "text")
    at.project.cards.make(at.report, form, passages={text: [at.passage(0, 30)]})
    at.project.ratings.rate(at.report, at.code, at.six, "5", evidence=[at.coding])
    at.project.close()
    assert run(["show", str(at.path), what, "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert one["report"] == "Alpha.pdf"
    behind = one["evidence"] if what == "ratings" else one["fields"][0]["evidence"]
    assert [(piece["page"], piece["codings"]) for piece in behind] == [(1, [ids.text(at.coding)])]
    if what == "ratings":
        assert (one["subject"], one["level"], one["step"]) == ("Relevance", "5", 5)
    else:
        assert (one["form"], one["fields"][0]["field"]) == ("lesson", "text")
    assert run(["show", str(at.path), what]) == 0
    assert "None" not in capsys.readouterr().out
