"""Allocation and settlements made on several laptops come together, in any order."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path

import openpyxl
import pytest

from coder.model.whose import Whose
from coder.progress import finish
from coder.project import Project
from tests.coder.settling_scene import Scene
from tests.coder.workbook_read import lines

HEAD, TAIL = (0, 19), (11, 41)


@contextmanager
def copied(path: Path, name: str, person: str) -> Iterator[Project]:
    """Open a copy of a project as a person."""
    target = path.with_name(f"{name}.evc")
    shutil.copyfile(path, target)
    project = Project.open(target)
    project.become(person)
    yield project
    project.close()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a closed project in which Coder A and Coder B differ once."""
    scene = Scene(tmp_path / "base.evc")
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    scene.project.close()
    return scene.project.path


Act = Callable[[Project], object]


def merged(base: Path, *acts: tuple[str, Act]) -> Project:
    """Return a project into which copies came back in which these people did these things.

    Whatever the order of the copies, it is the same project.
    """
    paths = []
    for at, (person, act) in enumerate(acts):
        with copied(base, f"copy {at}", person) as project:
            act(project)
            paths.append(project.path)
    digests = set()
    for number, order in enumerate(permutations(paths)):
        with copied(base, f"merged {number}", "Coder A") as project:
            finish(project.merging.merge(order))
            assert finish(project.check()) == []
            digests.add(project.digest())
    assert len(digests) == 1
    return Project.open(base.with_name("merged 0.evc"))


def settle(verdict: str, reason: str = "") -> Act:
    def act(project: Project) -> None:
        (one,) = project.settling.queue()
        project.settling.settle(one, verdict, reason=reason)

    return act


def test_who_is_to_code_and_how_far_they_are_is_said_apart(base: Path) -> None:
    def allocate(project: Project) -> None:
        coder_b = project.coders.named("Coder B")
        project.team.allocate([project.reports.all()[0].id], [coder_b.id])

    def done(project: Project) -> None:
        project.team.set_state(project.reports.all()[0].id, "done")

    project = merged(base, ("Coder A", allocate), ("Coder B", done))
    assert project.merging.conflicts() == []
    coder_b = project.coders.named("Coder B").id
    (one,) = [each for each in project.team.assignments() if each.coder == coder_b]
    assert (one.allocated, one.state) == (True, "done")
    project.close()


def test_two_verdicts_that_differ_are_both_kept_and_asked_again(base: Path) -> None:
    project = merged(base, ("Coder A", settle("first")), ("Coder C", settle("joined")))
    made = project.settling.settlements()
    assert {one.verdict for one in made} == {"first", "joined"}
    assert all(one.is_stale for one in made)
    (again,) = project.settling.queue()
    project.settling.settle(again, "second")
    (last,) = project.settling.settlements()
    assert (last.verdict, last.is_stale) == ("second", False)
    assert project.settling.queue() == []
    project.undo()
    assert len(project.settling.settlements()) == 2
    project.close()


def test_two_verdicts_that_give_the_same_hold_and_are_shown_once(base: Path) -> None:
    project = merged(base, ("Coder A", settle("first", "It is.")), ("Coder C", settle("first")))
    assert [one.is_stale for one in project.settling.settlements()] == [False, False]
    assert project.settling.queue() == []
    assert len(project.codings.listing(coders=Whose.CONSENSUS)) == 1
    assert project.merging.conflicts() == []
    project.close()


def test_a_late_copy_that_changes_what_it_rests_on_brings_it_back(base: Path) -> None:
    def move(project: Project) -> None:
        (one,) = project.codings.listing(coders={project.coder.id})
        project.codings.set_memo(one.id, "now I see")
        project.codings.recode(one.id, project.codebook.find("Blue").id)

    project = merged(base, ("Coder A", settle("joined", "One finding")), ("Coder B", move))
    (made,) = project.settling.settlements()
    assert made.is_stale
    assert len(project.settling.queue()) == 1
    assert len(project.codings.listing(coders=Whose.CONSENSUS)) == 1, "never overwritten"
    project.close()


def test_the_workbook_tells_what_was_merged(base: Path, tmp_path: Path) -> None:
    project = merged(
        base, ("Coder A", settle("joined")), ("Coder B", lambda one: one.edit(memo="Hello"))
    )
    project.undo()
    target = tmp_path / "out.xlsx"
    finish(project.export(target))
    rows = lines(openpyxl.load_workbook(target)["Merges"])
    assert [row["File"] for row in rows] == ["copy 0.evc", "copy 1.evc"]
    assert {row["Merged by"] for row in rows} == {"Coder A"}
    assert "1 new in 1 report" in rows[0]["Codings it brought"]
    assert {row["State"] for row in rows} == {"taken back"}
    project.close()
