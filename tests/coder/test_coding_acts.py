"""What a coder does to codings: each act does what it says, and undo takes it back exactly."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coder.model.coding import Coding
from coder.model.errors import ProjectError
from coder.model.geometry import PageSize
from coder.model.ids import CodeId, CodingId, ReportId
from coder.model.passage import Passage
from coder.progress import finish
from coder.project import Project
from coder.text.anchor import area
from tests.building import SIZE, add_report, place


class Desk:
    """A project with one report, two codes and a way to see that undo restores."""

    def __init__(self, path: Path) -> None:
        self.project = Project.create(path, ("Coder A", "A", "#0072B2"))
        self.first, self.second = (
            self.project.codebook.add(None, None, name) for name in ("Relevance", "Reach")
        )
        self.report = add_report(self.project, "one").id
        self.codings = self.project.codings

    def passage(self, start: int, end: int, page: int = 0) -> Passage:
        return place(self.project, self.report, (page, start, end))

    def code(self, start: int, end: int, code: CodeId | None = None, memo: str = "") -> CodingId:
        return self.codings.add(self.passage(start, end), [code or self.first], memo)[0]

    def undone(self, act: Callable[[], object]) -> None:
        """Do something; undo and redo must go back and forth exactly."""
        before = self.project.state_digest()
        act()
        after = self.project.state_digest()
        assert after != before
        self.project.undo()
        assert self.project.state_digest() == before
        self.project.redo()
        assert self.project.state_digest() == after
        assert finish(self.project.check()) == []

    def one(self, coding: CodingId) -> Coding:
        return self.codings.get(coding)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "p.evc")
    yield made
    made.project.close()


def test_direction_and_depth(desk: Desk) -> None:
    coding = desk.code(0, 20)
    desk.undone(lambda: desk.codings.mark([coding], direction="-"))
    desk.undone(lambda: desk.codings.mark([coding], depth="central"))
    assert (desk.one(coding).direction, desk.one(coding).depth) == ("-", "central")
    assert desk.codings.marks(desk.report)[0].direction == "-"
    assert desk.project.undo_label == "Set Depth"


def test_another_extent(desk: Desk) -> None:
    coding = desk.code(0, 20, memo="kept")
    wider = desk.passage(0, 40)
    desk.undone(lambda: desk.codings.move([coding], wider))
    assert desk.one(coding).quote == wider.quote
    assert desk.one(coding).memo == "kept"
    assert desk.project.undo_label == "Change Extent of Relevance"


def test_an_extent_that_is_coded_so_already_is_joined(desk: Desk) -> None:
    one, other = desk.code(0, 20, memo="first"), desk.code(0, 40, memo="second")
    desk.undone(lambda: desk.codings.move([one], desk.passage(0, 40)))
    assert [coding.id for coding in desk.codings.listing()] == [other]
    assert desk.one(other).memo == "second\n\nfirst"


def test_splitting_and_joining(desk: Desk) -> None:
    coding = desk.code(0, 40, memo="whole")
    desk.codings.mark([coding], direction="+")
    parts = [desk.passage(0, 20), desk.passage(20, 40)]
    desk.undone(lambda: desk.codings.split(coding, parts))
    split = desk.codings.listing()
    assert [one.quote for one in split] == [part.quote for part in parts]
    assert {one.direction for one in split} == {"+"}
    assert [one.memo for one in split] == ["whole", ""]
    whole = desk.passage(0, 40)
    desk.undone(lambda: desk.codings.join([one.id for one in split], whole))
    (joined,) = desk.codings.listing()
    assert (joined.id, joined.quote, joined.memo) == (coding, whole.quote, "whole")


def test_only_the_same_code_is_joined(desk: Desk) -> None:
    codings = [desk.code(0, 20), desk.code(20, 40, desk.second)]
    with pytest.raises(ProjectError, match="same code"):
        desk.codings.join(codings, desk.passage(0, 40))
    assert len(desk.codings.listing()) == 2


def test_copying_to_another_code(desk: Desk) -> None:
    coding = desk.code(0, 20, memo="why")
    desk.codings.mark([coding], depth="limited")
    desk.undone(lambda: desk.codings.copy_to([coding], [desk.second]))
    other = next(one for one in desk.codings.listing() if one.code == desk.second)
    assert (other.passage, other.memo, other.depth) == (desk.one(coding).passage, "why", "limited")
    assert desk.codings.copy_to([coding], [desk.second]) == [other.id]


def test_an_area_is_coded_and_named(desk: Desk) -> None:
    found = desk.project.reports.get(desk.report)

    def size(_: int) -> PageSize:
        return SIZE

    def text(page: int) -> object:
        return desk.project.reports.page_text(desk.report, page)

    made = area(desk.report, found.text_hash, text, size, 0, (60.0, 60.0, 400.0, 110.0))  # type: ignore[arg-type]
    assert made.is_area
    assert made.quote
    (coding,) = desk.codings.add(made, [desk.first], caption="Table 1")
    assert (desk.one(coding).is_area, desk.one(coding).caption) == (True, "Table 1")
    desk.undone(lambda: desk.codings.set_caption([coding], "Table 2"))
    assert desk.codings.marks(desk.report)[0].is_area
    assert desk.codings.passage(made.id) == made


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, coding: desk.codings.mark([coding], direction="+"),
        lambda desk, coding: desk.codings.move([coding], desk.passage(0, 9)),
        lambda desk, coding: desk.codings.split(coding, [desk.passage(0, 9)]),
        lambda desk, coding: desk.codings.copy_to([coding], [desk.second]),
        lambda desk, coding: desk.codings.delete([coding]),
        lambda desk, coding: desk.codings.set_caption([coding], "mine"),
    ],
)
def test_others_codings_are_left_alone(
    desk: Desk, act: Callable[[Desk, CodingId], object]
) -> None:
    coding = desk.code(0, 20)
    desk.project.become("Coder B")
    before = desk.project.state_digest()
    with pytest.raises(ProjectError, match="another coder"):
        act(desk, coding)
    assert desk.project.state_digest() == before


def test_passwords_are_remembered_and_forgotten(desk: Desk, tmp_path: Path) -> None:
    desk.project.passwords.remember(desk.report, "évaluation")
    desk.project.close()
    again = Project.open(tmp_path / "p.evc")
    assert again.passwords.get(desk.report) == "évaluation"
    again.passwords.forget(desk.report)
    assert again.passwords.get(desk.report) is None
    again.close()


def test_what_was_read_is_each_coders_own(desk: Desk) -> None:
    other = ReportId(bytes(16))
    before = desk.project.digest()
    desk.project.readings.add(desk.report, {0: 1.5, 1: 30.0})
    desk.project.readings.add(desk.report, {0: 1.0})
    assert desk.project.readings.get(desk.report) == {0: 2.5, 1: 30.0}
    assert desk.project.readings.pages_read() == {desk.report: 2}
    assert desk.project.readings.get(other) == {}
    assert desk.project.digest() == before, "it is not part of what the project says"
    desk.project.become("Coder B")
    assert desk.project.readings.pages_read() == {}
