"""Undo and redo of a merge, with what others did and merged in the meantime."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coder.model.changes import Changes, Kind
from coder.model.errors import ProjectError
from coder.model.ids import CodeId, CoderId, new_id
from coder.progress import finish
from coder.project import Project
from coder.services import previewing
from coder.store import closure, union
from coder.store import codings as coding_store
from coder.store.runs import Runs
from tests.building import place
from tests.coder.merging_made import Working, base, copy_of, merge_into
from tests.revised import KEPT, code_words, coded_project, revised_file, the_report


def worked(path: Path, person: str) -> Path:
    """Have somebody code in a copy."""
    worker = Working(path, person)
    for number in range(3):
        worker.code(number, number % 2, f"{person} {number}")
    worker.close()
    return path


def test_what_came_by_another_merge_too_stays_when_the_first_is_undone_again(
    tmp_path: Path,
) -> None:
    """Two people at one laptop: one undoes a merge, the other brings the same by another file."""
    start = base(tmp_path)
    first = worked(copy_of(start, "first"), "Coder A")
    both = worked(copy_of(first, "both"), "Coder B")
    project = Project.open(start)
    project.become("Coder L")
    finish(project.merging.merge([first]))
    project.undo()
    project.become("Coder C")
    finish(project.merging.merge([both]))
    every = project.digest()
    project.become("Coder L")
    for _ in range(2):
        project.redo()
        assert project.digest() == every
        project.undo()
        assert project.digest() == every, "the other merge brought it"
    project.become("Coder C")
    project.undo()
    assert {one.memo for one in project.codings.listing()} == {"lead"}
    project.redo()
    assert project.digest() == every
    assert finish(project.check()) == []
    project.close()


def test_undo_tells_of_a_code_that_was_shown_for_what_the_merge_brought(tmp_path: Path) -> None:
    start = base(tmp_path)
    theirs = Project.open(copy_of(start, "theirs"))
    theirs.become("Coder B")
    code, report = theirs.codebook.codes()[1].id, theirs.reports.all()[0].id
    theirs.codings.add(place(theirs, report, (0, 0, 20)), [code], "mine")
    theirs.close()
    ours = Project.open(start)
    ours.become("Coder L")
    ours.codebook.delete(code)
    told: list[Changes] = []
    ours.subscribe(told.append)
    finish(ours.merging.merge([theirs.path]))
    for act in (ours.undo, ours.redo, ours.undo):
        act()
    assert [code in one.ids.get(Kind.CODE, ()) for one in told] == [True] * 4
    ours.close()


def no_words(*_: object) -> None:
    """Give no password."""


def astray(project: Project) -> list[object]:
    """Return the codings that are in a file which the report has no more."""
    assert finish(project.check()) == []
    return list(project.read(coding_store.astray, the_report(project)))


def test_what_a_merge_brings_again_goes_along_to_the_file_that_the_report_has_since(
    tmp_path: Path,
) -> None:
    ours = coded_project(tmp_path / "ours.evc")
    ours.close()
    theirs = Project.open(copy_of(ours.path, "theirs"))
    theirs.become("Coder B")
    coding = code_words(theirs, KEPT, theirs.codebook.codes()[0].id)
    theirs.close()
    ours = Project.open(ours.path)
    ours.become("Coder L")
    finish(ours.merging.merge([theirs.path]))
    ours.undo()
    ours.become("Coder C")
    finish(ours.reports.replace(the_report(ours), revised_file(tmp_path), no_words))
    ours.become("Coder L")
    before = ours.state_digest()
    for _ in range(2):
        ours.redo()
        assert coding in {one.id for one in ours.codings.listing()}
        assert astray(ours) == []
        ours.undo()
        assert ours.state_digest() == before
    ours.close()


def test_what_was_coded_in_a_file_that_a_merge_brought_goes_back_with_its_undo(
    tmp_path: Path,
) -> None:
    ours = coded_project(tmp_path / "ours.evc")
    ours.close()
    theirs = Project.open(copy_of(ours.path, "theirs"))
    theirs.become("Coder B")
    finish(theirs.reports.replace(the_report(theirs), revised_file(tmp_path), no_words))
    theirs.close()
    ours = Project.open(ours.path)
    ours.become("Coder L")
    finish(ours.merging.merge([theirs.path]))
    ours.become("Coder C")
    words = "Ice was made on board since the second year"
    coding = code_words(ours, words, ours.codebook.codes()[0].id)
    ours.become("Coder L")
    after = ours.state_digest()
    for _ in range(2):
        ours.undo()
        assert astray(ours) == []
        (one,) = [one for one in ours.codings.listing() if one.id == coding]
        assert one.moved, "it waits to be looked at"
        ours.redo()
        assert astray(ours) == []
        assert ours.state_digest() == after
    ours.close()


@pytest.mark.parametrize(
    ("less", "left"),
    [
        ([], [(1, 3), (5, 9)]),
        ([2], [(1, 1), (3, 3), (5, 9)]),
        ([1, 3, 5, 9], [(2, 2), (6, 8)]),
        ([4, 10], [(1, 3), (5, 9)]),
        (range(12), []),
    ],
)
def test_operations_without_others(less: list[int], left: list[tuple[int, int]]) -> None:
    mine, other = bytes(16), b"\1" * 16
    some = Runs.of([(mine, one) for one in (1, 2, 3, 5, 6, 7, 8, 9)] + [(other, 2)])
    found = some - Runs.of((mine, one) for one in less)
    assert list(found.by_replica.get(mine, ())) == left
    assert found.by_replica[other] == ((2, 2),)


@pytest.fixture
def undone(tmp_path: Path) -> Iterator[tuple[Project, Path, CodeId, Path]]:
    """Return a project of which a copy was handed out and a merge undone then.

    And the file of that merge, the code that it brought, the copy.
    """
    start = base(tmp_path)
    theirs = Project.open(copy_of(start, "theirs"))
    theirs.become("Coder A")
    code = theirs.codebook.add(None, None, "Brought")
    theirs.close()
    ours = Project.open(start)
    ours.become("Coder L")
    finish(ours.merging.merge([theirs.path]))
    copy = finish(ours.sharing.share(tmp_path / "handed.evc", for_="Coder B"))
    ours.undo()
    yield ours, theirs.path, code, copy
    ours.close()


def code_with(project: Project, code: CodeId) -> None:
    """Put a code on the first words of a report."""
    place_ = place(project, project.reports.all()[0].id, (0, 0, 20))
    project.codings.add(place_, [code], "rests on it")


def rename(project: Project, code: CodeId) -> None:
    """Give a code another name."""
    project.codebook.edit(code, name="Otherwise")


@pytest.mark.parametrize("much", [0, previewing.MUCH])
@pytest.mark.parametrize("act", [code_with, rename])
def test_work_that_rests_on_a_merge_that_was_undone_waits_for_it(
    undone: tuple[Project, Path, CodeId, Path],
    act: Callable[[Project, CodeId], None],
    much: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing refers to what is not there, and the file is not called damaged."""
    ours, first, code, copy = undone
    theirs = Project.open(copy)
    act(theirs, code)
    work = finish(theirs.sharing.share_work(copy.with_suffix(".evw")))
    theirs.close()
    before = ours.digest()
    monkeypatch.setattr(previewing, "MUCH", much)
    for way in (ours.merging.preview, ours.merging.merge):
        with pytest.raises(ProjectError, match=r"handed\.evw” rests on work that this project"):
            finish(way([work]))  # type: ignore[operator]
        assert ours.digest() == before
    told = finish(ours.merging.preview([first, work]))
    assert [one.preview for one in finish(ours.merging.merge([first, work]))] == told
    assert not ours.read(closure.dangling)
    assert finish(ours.check()) == []


def test_what_rests_on_a_merge_is_not_done_again_before_it(tmp_path: Path) -> None:
    start = base(tmp_path)
    first = copy_of(start, "first")
    theirs = Project.open(first)
    theirs.become("Coder A")
    code = theirs.codebook.add(None, None, "Brought")
    theirs.close()
    both = copy_of(first, "both")
    theirs = Project.open(both)
    theirs.become("Coder B")
    code_with(theirs, code)
    theirs.close()
    ours = Project.open(start)
    ours.become("Coder L")
    finish(ours.merging.merge([first]))
    ours.become("Coder C")
    finish(ours.merging.merge([both]))
    code_with(ours, code)
    every = ours.state_digest()
    ours.undo()
    ours.undo()
    ours.become("Coder L")
    ours.undo()
    nothing = ours.state_digest()
    ours.become("Coder C")
    with pytest.raises(ProjectError, match="rests on work that is not in the project any more"):
        ours.redo()
    assert ours.state_digest() == nothing
    ours.become("Coder L")
    ours.redo()
    ours.become("Coder C")
    ours.redo()
    ours.redo()
    assert ours.state_digest() == every
    ours.close()


def test_an_act_that_rests_on_a_merge_is_not_done_again_before_it(tmp_path: Path) -> None:
    start = base(tmp_path)
    theirs = Project.open(copy_of(start, "theirs"))
    theirs.become("Coder A")
    code = theirs.codebook.add(None, None, "Brought")
    theirs.close()
    ours = Project.open(start)
    ours.become("Coder L")
    finish(ours.merging.merge([theirs.path]))
    ours.become("Coder C")
    code_with(ours, code)
    ours.undo()
    ours.become("Coder L")
    ours.undo()
    ours.become("Coder C")
    before = ours.digest()
    with pytest.raises(ProjectError, match="rests on what a merge brought"):
        ours.redo()
    assert ours.digest() == before
    assert finish(ours.check()) == []
    ours.become("Coder L")
    ours.redo()
    ours.become("Coder C")
    ours.redo()
    assert code in {one.code for one in ours.codings.listing()}
    ours.close()


def test_coders_of_one_name_are_told_in_one_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it was found out what comes."""
    monkeypatch.setattr(previewing, "MUCH", 0)
    start = base(tmp_path)
    copies = [copy_of(start, f"laptop {number}") for number in range(5)]
    for number, path in enumerate(copies):
        theirs = Project.open(path)
        theirs.become("Coder D", identity=CoderId(new_id()))
        code_with(theirs, theirs.codebook.codes()[number % 2].id)
        theirs.close()
    merge_into(copies[0], copies[:0:-1])
    ours = Project.open(start)
    ours.become("Coder L")
    (told,) = finish(ours.merging.preview(copies[:1]))
    people = [one.who for one in told.details if one.of]
    assert len(people) == 5
    assert people == sorted(people)
    ours.close()


def test_check_tells_of_what_refers_to_nothing(
    undone: tuple[Project, Path, CodeId, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs before this one took such work in."""
    ours, first, code, copy = undone
    theirs = Project.open(copy)
    code_with(theirs, code)
    work = finish(theirs.sharing.share_work(copy.with_suffix(".evw")))
    theirs.close()
    with monkeypatch.context() as patch:
        patch.setattr(union, "refuse_unfounded", lambda _db, _unions: None)
        finish(ours.merging.merge([work]))
    (problem,) = finish(ours.check())
    assert "refers to what is not in the project" in problem
    finish(ours.merging.merge([first]))
    assert finish(ours.check()) == []


def test_a_criterion_is_taken_back_and_added_again_beside_an_undone_merge(
    undone: tuple[Project, Path, CodeId, Path],
) -> None:
    """It is part of its stage, which is there."""
    ours, *_ = undone
    stage = ours.screening.stages()[0].id
    ours.protocol.add("criterion", "late", "Late", stage, role="exclude")
    before = ours.state_digest()
    for _ in range(2):
        ours.undo()
        ours.redo()
        assert ours.state_digest() == before
