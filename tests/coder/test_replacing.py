"""A corrected file takes the place of a report: nothing is lost, nothing moves silently."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from coder.model.coding import Coding
from coder.model.errors import ProjectError
from coder.model.ids import ReportId
from coder.progress import finish
from coder.project import Project
from coder.text.anchor import area, passage
from coder.text.index import ReportIndex
from coder.text.locate import Located, locate
from tests.coder.pdf_made import made
from tests.coder.workbook_read import lines, opened

FIRST = "Training raised the incomes of young women in coastal districts by a third."
SECOND = "Older fishers saw no change, and two donors paid for the same landing site."
THIRD = "The partner office kept careful records of every course."


def pdf(folder: Path, name: str, *pages: str) -> Path:
    path = folder / name
    with pymupdf.open() as doc:
        for text in pages:
            doc.new_page(width=595, height=842).insert_textbox((72, 72, 520, 700), text)
        doc.save(path)
    return path


class Shelf:
    """A project with one report of two pages, three sentences of it coded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = Project.create(folder / "p.evc", ("Coder A", "A", "#0072B2"))
        self.code = self.project.codebook.add(None, None, "Relevance")
        file = pdf(folder, "report.pdf", f"{FIRST} {SECOND}", THIRD)
        finish(self.project.reports.add([file], lambda *_: None))
        self.report: ReportId = self.project.reports.all()[0].id
        for sentence in (FIRST, SECOND, THIRD):
            self.add(sentence)

    def add(self, quote: str) -> None:
        reports, found = self.project.reports, self.project.reports.get(self.report)
        texts = reports.plain_texts(self.report)
        sizes = [facts.size for facts in reports.facts(self.report)]
        located = locate(quote, ReportIndex(texts))
        assert isinstance(located, Located)
        made_ = passage(
            self.report,
            found.text_hash,
            lambda page: reports.page_text(self.report, page),
            lambda page: sizes[page],
            located.ranges,
        )
        self.project.codings.add(made_, [self.code], memo=quote[:8])

    def replace(self, file: Path) -> dict[str, int]:
        work = self.project.reports.replace(self.report, file, lambda *_: None)
        return finish(work).moved

    def codings(self) -> list[Coding]:
        return self.project.codings.listing()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made_ = Shelf(tmp_path)
    yield made_
    made_.project.close()


def test_words_that_stand_elsewhere_now_are_found(shelf: Shelf, tmp_path: Path) -> None:
    new = pdf(tmp_path, "rev1.pdf", "Foreword.", f"{FIRST} Inserted words. {SECOND}", THIRD)
    before = shelf.project.state_digest()
    assert sum(shelf.replace(new).values()) == 3
    assert {one.moved for one in shelf.codings()} <= {"exact", "folded"}
    assert [(one.page, one.memo) for one in shelf.codings()] == [
        (1, FIRST[:8]),
        (1, SECOND[:8]),
        (2, THIRD[:8]),
    ]
    report = shelf.project.reports.get(shelf.report)
    assert (report.file_name, report.pages) == ("rev1.pdf", 3)
    assert len(shelf.project.codings.marks(shelf.report)) == 3
    assert finish(shelf.project.check()) == []
    shelf.project.undo()
    assert shelf.project.state_digest() == before
    assert [one.page for one in shelf.codings()] == [0, 0, 1]
    assert finish(shelf.project.check()) == []
    shelf.project.redo()
    assert shelf.project.reports.get(shelf.report).pages == 3


def test_what_changed_waits_to_be_settled(shelf: Shelf, tmp_path: Path) -> None:
    other = FIRST.replace("by a third", "by a quarter").replace("young women", "younger women")
    shelf.replace(pdf(tmp_path, "rev2.pdf", f"{other} {SECOND}"))
    waiting = {one.memo: one.moved for one in shelf.project.codings.unsettled(shelf.report)}
    assert waiting[SECOND[:8]] in {"exact", "folded"}
    assert waiting[THIRD[:8]] == "lost"
    assert waiting[FIRST[:8]] in {"head and tail", "folded", "position only"}
    lost = next(one for one in shelf.codings() if one.moved == "lost")
    assert lost.quote == THIRD, "what was coded is still told"
    assert lost.id not in {mark.coding for mark in shelf.project.codings.marks(shelf.report)}
    moved = next(one for one in shelf.codings() if one.memo == FIRST[:8])
    assert moved.origin is not None
    assert shelf.project.codings.passage(moved.origin).quote == FIRST
    shelf.project.codings.settle([moved.id])
    assert shelf.project.codings.get(moved.id).moved == ""
    shelf.project.undo()
    assert shelf.project.codings.get(moved.id).moved != ""
    assert finish(shelf.project.check()) == []


def test_a_lost_one_is_placed_by_hand(shelf: Shelf, tmp_path: Path) -> None:
    shelf.replace(pdf(tmp_path, "rev3.pdf", f"{FIRST} {SECOND}", "Other words altogether."))
    lost = next(one for one in shelf.codings() if one.memo == THIRD[:8])
    reports, found = shelf.project.reports, shelf.project.reports.get(shelf.report)
    size = reports.facts(shelf.report)[0].size
    spot = area(
        shelf.report,
        found.text_hash,
        lambda page: reports.page_text(shelf.report, page),
        lambda _: size,
        1,
        (72, 72, 300, 100),
    )
    shelf.project.codings.place(lost.id, spot)
    now = shelf.project.codings.get(lost.id)
    assert (now.moved, now.origin, now.is_area, now.memo) == ("", None, True, THIRD[:8])
    assert now.id not in {one.id for one in shelf.project.codings.unsettled()}
    assert finish(shelf.project.check()) == []


def test_the_old_place_can_still_be_looked_at(shelf: Shelf, tmp_path: Path) -> None:
    old = shelf.project.reports.pdf(shelf.report)
    shelf.replace(pdf(tmp_path, "rev4.pdf", FIRST))
    lost = next(one for one in shelf.codings() if one.moved == "lost")
    assert lost.origin is not None
    before = shelf.project.codings.passage(lost.origin)
    assert shelf.project.reports.earlier_pdf(shelf.report, before.text_hash) == old
    assert shelf.project.reports.earlier_pdf(shelf.report, "0" * 64) is None


def test_the_same_file_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    before = shelf.project.digest()
    with pytest.raises(ProjectError, match="very file"):
        shelf.replace(tmp_path / "report.pdf")
    assert shelf.project.digest() == before


def test_a_file_of_another_report_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    other = pdf(tmp_path, "other.pdf", "Quite another report.")
    finish(shelf.project.reports.add([other], lambda *_: None))
    before = shelf.project.digest()
    with pytest.raises(ProjectError, match="in the project already"):
        shelf.replace(other)
    assert shelf.project.digest() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot take the place"),
        (b"PK\x03\x04", "cannot take the place"),
        (made("x", password="w"), "password"),
    ],
)
def test_what_cannot_be_read_is_refused(
    shelf: Shelf, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "bad.pdf"
    file.write_bytes(content)
    before = shelf.project.digest()
    with pytest.raises(ProjectError, match=said):
        shelf.replace(file)
    assert shelf.project.digest() == before


def test_going_back_to_the_older_file(shelf: Shelf, tmp_path: Path) -> None:
    shelf.replace(pdf(tmp_path, "rev5.pdf", "Foreword.", f"{FIRST} {SECOND}", THIRD))
    added = finish(shelf.project.reports.add([tmp_path / "report.pdf"], lambda *_: None))
    assert [report.id for _, report in added.known] == [shelf.report]
    assert sum(shelf.replace(tmp_path / "report.pdf").values()) == 3
    assert [one.page for one in shelf.codings()] == [0, 0, 1]
    assert finish(shelf.project.check()) == []


def lost_one(shelf: Shelf) -> Coding:
    return next(one for one in shelf.codings() if one.is_lost)


def test_the_old_file_brings_everything_back_settled(shelf: Shelf, tmp_path: Path) -> None:
    """A lost or moved coding is looked for from where it was last settled, not where it waits."""
    before = shelf.project.codings.listing()
    shelf.replace(pdf(tmp_path, "rev6.pdf", f"Foreword. {FIRST}"))
    assert {one.moved for one in shelf.codings()} >= {"lost"}
    shelf.replace(pdf(tmp_path, "rev7.pdf", "Nothing of it."))
    assert shelf.replace(tmp_path / "report.pdf") == {"offsets": 3}
    assert shelf.codings() == before
    assert finish(shelf.project.check()) == []


def test_a_lost_one_cannot_be_accepted(shelf: Shelf, tmp_path: Path) -> None:
    shelf.replace(pdf(tmp_path, "rev8.pdf", f"{FIRST} {SECOND}"))
    with pytest.raises(ProjectError, match="placed by hand"):
        shelf.project.codings.settle([lost_one(shelf).id])
    assert [one.moved for one in shelf.project.codings.unsettled()] == ["lost"]


def test_the_same_words_set_otherwise_are_marked_where_they_are(
    shelf: Shelf, tmp_path: Path
) -> None:
    with pymupdf.open(tmp_path / "report.pdf") as doc:
        doc[0].set_cropbox(pymupdf.Rect(30, 40, 560, 800))
        doc.save(tmp_path / "cropped.pdf")
    before = {one.coding: one for one in shelf.project.codings.marks(shelf.report)}
    assert shelf.replace(tmp_path / "cropped.pdf") == {"offsets": 3}
    marks = shelf.project.codings.marks(shelf.report)
    assert len(marks) == 3
    for mark in marks:
        by = 30.0 if mark.page == 0 else 0.0
        page, quad = mark.quads[0]
        assert page == mark.page
        assert quad.rect[0] == pytest.approx(before[mark.coding].quads[0][1].rect[0] - by, abs=0.1)
    assert {one.moved for one in shelf.codings()} == {""}
    assert finish(shelf.project.check()) == []
    shelf.project.undo()
    assert {one.coding: one for one in shelf.project.codings.marks(shelf.report)} == before
    assert finish(shelf.project.check()) == []


def test_a_file_taken_back_can_be_a_report_of_its_own(shelf: Shelf, tmp_path: Path) -> None:
    new = pdf(tmp_path, "rev9.pdf", "Quite another report, chosen by mistake.")
    shelf.replace(new)
    shelf.project.undo()
    added = finish(shelf.project.reports.add([new], lambda *_: None))
    assert len(added.added) == 1
    assert finish(shelf.project.check()) == []


def test_codings_by_others_stay_on_the_pages_when_a_file_is_taken_back(
    shelf: Shelf, tmp_path: Path
) -> None:
    """Coder A replaces, Coder B codes in the new file, Coder A undoes."""
    shelf.replace(pdf(tmp_path, "rev10.pdf", f"Foreword. {FIRST} {SECOND}", THIRD, "New words."))
    shelf.project.become("Coder B")
    shelf.add(SECOND)
    shelf.add("New words.")
    mine = {one.id for one in shelf.codings() if one.coder == shelf.project.coder.id}
    shelf.project.become("Coder A")
    after = shelf.project.state_digest()
    shelf.project.undo()
    there = {one.quote: one.moved for one in shelf.codings() if one.id in mine}
    assert there == {SECOND: "folded", "New words.": "lost"}
    assert len(shelf.project.codings.marks(shelf.report)) == 4
    assert finish(shelf.project.check()) == []
    shelf.project.redo()
    assert shelf.project.state_digest() == after
    assert finish(shelf.project.check()) == []


def test_what_undo_brings_back_is_in_the_file_that_is_there_now(
    shelf: Shelf, tmp_path: Path
) -> None:
    """Coder B deletes a coding and moves another, Coder A replaces the file, Coder B undoes."""
    shelf.project.become("Coder B")
    shelf.add(FIRST)
    shelf.add(THIRD)
    first, third = (one for one in shelf.codings() if one.coder == shelf.project.coder.id)
    shelf.project.codings.move([first.id], shelf.project.codings.passage(third.passage))
    (joined,) = (one.id for one in shelf.codings() if one.coder == shelf.project.coder.id)
    shelf.project.codings.delete([joined])
    shelf.project.become("Coder A")
    shelf.replace(pdf(tmp_path, "rev17.pdf", f"Foreword. {FIRST} {SECOND}", THIRD))
    shelf.project.become("Coder B")
    shelf.project.undo()
    assert finish(shelf.project.check()) == []
    shelf.project.undo()
    there = {one.quote: one.moved for one in shelf.codings() if one.coder == first.coder}
    assert there.keys() == {FIRST, THIRD}
    assert len(shelf.project.codings.marks(shelf.report)) == 5
    assert finish(shelf.project.check()) == []


def test_what_was_coded_meanwhile_goes_along(shelf: Shelf, tmp_path: Path) -> None:
    new = pdf(tmp_path, "rev11.pdf", f"Foreword. {FIRST} {SECOND}", THIRD)
    work = shelf.project.reports.replace(shelf.report, new, lambda *_: None)
    next(work)
    shelf.add("two donors")
    done = finish(work)
    assert sum(done.moved.values()) == 4
    assert len(shelf.project.codings.marks(shelf.report)) == 4


def test_words_selected_in_the_old_file_are_not_coded(shelf: Shelf, tmp_path: Path) -> None:
    selected = shelf.project.codings.passage(shelf.codings()[0].passage)
    other = shelf.project.codebook.add(None, None, "Reach")
    shelf.replace(pdf(tmp_path, "rev12.pdf", f"Foreword. {FIRST} {SECOND}", THIRD))
    before = shelf.project.state_digest()
    with pytest.raises(ProjectError, match="Open the report again"):
        shelf.project.codings.add(selected, [other])
    assert shelf.project.state_digest() == before


def test_two_that_come_to_one_place_are_joined_when_accepted(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add("Training raised the incomes of young women")
    first = shelf.project.codings
    shelf.replace(pdf(tmp_path, "rev13.pdf", f"Foreword. {FIRST} {SECOND}", THIRD))
    inner, outer = sorted(
        (one for one in shelf.codings() if one.memo == FIRST[:8]), key=lambda one: one.end
    )
    first.place(inner.id, first.passage(outer.passage))
    assert len(shelf.codings()) == 3
    assert finish(shelf.project.check()) == []


def test_what_was_read_is_told_of_the_file_at_hand(shelf: Shelf, tmp_path: Path) -> None:
    shelf.project.readings.add(shelf.report, {0: 40.0, 1: 5.0})
    shelf.replace(pdf(tmp_path, "rev14.pdf", FIRST))
    assert shelf.project.readings.pages_read() == {}
    shelf.project.undo()
    assert shelf.project.readings.pages_read() == {shelf.report: 2}


def test_an_export_tells_what_waits(shelf: Shelf, tmp_path: Path) -> None:
    old = shelf.project.reports.get(shelf.report).sha256
    shelf.replace(pdf(tmp_path, "rev15.pdf", f"Foreword. {FIRST} {SECOND}"))
    finish(shelf.project.export(tmp_path / "out.xlsx"))
    told = {row["Memo"]: row for row in lines(opened(tmp_path / "out.xlsx")["Codings"])}
    new = shelf.project.reports.get(shelf.report).sha256
    assert told[FIRST[:8]]["In the new file"] == "found word for word, to be checked"
    assert told[FIRST[:8]]["File fingerprint"] == new
    assert told[THIRD[:8]]["In the new file"] == "not found; the page is that of the file before"
    assert (told[THIRD[:8]]["PDF page"], told[THIRD[:8]]["File fingerprint"]) == (2, old)
    assert not told[THIRD[:8]]["Page label"]


def test_a_folder_takes_no_reports_place(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="is a folder"):
        shelf.replace(tmp_path)


def test_a_report_removed_meanwhile_is_not_brought_back(shelf: Shelf, tmp_path: Path) -> None:
    new = pdf(tmp_path, "rev16.pdf", FIRST)
    work = shelf.project.reports.replace(shelf.report, new, lambda *_: None)
    next(work)
    shelf.project.reports.remove(shelf.report)
    with pytest.raises(ProjectError, match="no longer in the project"):
        finish(work)
    assert shelf.project.reports.all() == []
    assert finish(shelf.project.check()) == []
