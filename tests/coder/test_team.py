"""Who did what: allocation, progress, double coding; every act one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.coding import Coder
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import CONSENSUS, CoderId, ReportId
from coder.progress import finish
from coder.project import Project
from tests.building import add_report, place


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project of three reports; Coder A leads, Coder B codes."""
    made = Project.create(tmp_path / "p.evc", ("Coder A", "A", "#0072B2"))
    for name in ("Alpha", "Beta", "Gamma"):
        add_report(made, name)
    made.codebook.add(None, None, "Needs")
    made.coders.ensure("Coder B")
    yield made
    made.close()


def reports(project: Project) -> list[ReportId]:
    return [one.id for one in project.reports.all()]


def coder(project: Project, name: str) -> Coder:
    found = project.coders.named(name)
    assert found is not None
    return found


def code(project: Project, report: ReportId, start: int = 0) -> None:
    where = place(project, report, (0, start, start + 20))
    project.codings.add(where, [project.codebook.codes()[0].id])


def told(project: Project) -> dict[str, tuple[int, int, int, int, int]]:
    return {
        one.coder.name: (one.allocated, one.done, one.begun, one.not_begun, one.codings)
        for one in project.team.work()
    }


def test_without_allocation_all_reports_are_everybodys(project: Project) -> None:
    assert told(project) == {"Coder A": (0, 0, 0, 3, 0), "Coder B": (0, 0, 0, 3, 0)}
    first, second, _ = reports(project)
    code(project, first)
    code(project, first, 30)
    project.team.set_state(second, "done")
    assert told(project) == {"Coder A": (0, 1, 1, 1, 2), "Coder B": (0, 0, 0, 3, 0)}
    last = {one.coder.name: one.last for one in project.team.work()}
    assert last["Coder B"] is None
    assert last["Coder A"] is not None
    assert abs(last["Coder A"] - project.history()[-1].at) < 1_000


def test_allocated_and_worked_on_are_ones_own(project: Project) -> None:
    first, second, third = reports(project)
    coder_a, coder_b = coder(project, "Coder A").id, coder(project, "Coder B").id
    project.team.allocate([first, second], [coder_a, coder_b])
    project.team.allocate([second], [coder_b], on=False)
    code(project, third)
    project.team.set_state(first, "done")
    assert told(project) == {"Coder A": (2, 1, 1, 1, 1), "Coder B": (1, 0, 0, 1, 0)}
    states = {(one.report, one.coder): one for one in project.team.assignments()}
    assert states[first, coder_a].state == "done"
    assert states[third, coder_a].state == "begun"
    assert not states[third, coder_a].allocated
    assert (second, coder_b) not in states
    assert project.team.double_coded() == {first: (coder_a, coder_b)}
    assert project.team.double_coded([coder_a]) == {}


def test_who_codes_what_another_has_allocated_double_codes(project: Project) -> None:
    first, *_ = reports(project)
    coder_b = coder(project, "Coder B").id
    project.team.allocate([first], [coder_b])
    assert project.team.double_coded() == {}
    code(project, first)
    assert project.team.double_coded() == {first: (coder(project, "Coder A").id, coder_b)}


def test_each_act_is_one_step_and_says_what_it_does(project: Project) -> None:
    some, coder_b = reports(project), coder(project, "Coder B").id
    states = [project.state_digest()]
    for act, label in (
        (lambda: project.team.allocate(some, [coder_b]), "Allocate 3 Reports to Coder B"),
        (lambda: project.team.set_state(some[0], "done"), "Mark Alpha as Done"),
        (lambda: project.team.set_state(some[0], ""), "Reopen Alpha"),
        (
            lambda: project.team.allocate(some[:1], [coder_b], on=False),
            "Take “Alpha” from Coder B",
        ),
    ):
        act()
        assert project.undo_label == label
        states.append(project.state_digest())
    for was in reversed(states[:-1]):
        project.undo()
        assert project.state_digest() == was
    for was in states[1:]:
        project.redo()
        assert project.state_digest() == was
    assert finish(project.check()) == []


def test_what_is_so_already_is_no_act(project: Project) -> None:
    first, *_ = reports(project)
    coder_b = coder(project, "Coder B").id
    project.team.allocate([first], [coder_b], on=False)
    project.team.set_state(first, "")
    project.team.allocate([], [coder_b])
    assert project.team.assignments() == []
    project.team.allocate([first], [coder_b])
    count = len(project.history())
    project.team.allocate([first], [coder_b])
    assert len(project.history()) == count


def test_an_allocation_undone_does_not_come_back_with_a_state(project: Project) -> None:
    first, *_ = reports(project)
    coder_a = coder(project, "Coder A").id
    project.team.allocate([first], [coder_a])
    project.undo()
    project.team.set_state(first, "done")
    (one,) = project.team.assignments()
    assert (one.allocated, one.state) == (False, "done")
    assert finish(project.check()) == []


def test_unknown_reports_and_coders_are_refused(project: Project) -> None:
    first, *_ = reports(project)
    with pytest.raises(NotFoundError):
        project.team.allocate([ReportId(b"x" * 16)], [project.coder.id])
    with pytest.raises(NotFoundError):
        project.team.allocate([first], [CoderId(b"x" * 16)])
    with pytest.raises(NotFoundError):
        project.team.allocate([first], [CONSENSUS])


def test_nobody_can_be_consensus(project: Project) -> None:
    for name, identity in (("consensus", None), ("Coder A", CONSENSUS)):
        with pytest.raises(ProjectError, match="settled"):
            project.become(name, identity=identity)
    assert project.coders.named("Consensus") is None


def test_a_report_goes_with_what_was_said_of_it(project: Project) -> None:
    first, *_ = reports(project)
    project.team.allocate([first], [project.coder.id])
    before = project.state_digest()
    project.reports.remove(first)
    assert project.team.assignments() == []
    project.undo()
    assert project.state_digest() == before
    assert len(project.team.assignments()) == 1
