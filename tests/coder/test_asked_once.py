"""What many ask after each act is read once, and anew as soon as anything was written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from coder.model.errors import ProjectError
from coder.model.ids import CONSENSUS
from coder.project import Project
from coder.services.coders import consensus_row
from coder.store.codes import all_codes
from coder.store.log import Writer
from tests.building import add_report, place


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project with a code."""
    made = Project.create(tmp_path / "p.evc", ("Coder A", "A", "#0072B2"))
    made.codebook.add(None, None, "Reach")
    yield made
    made.close()


class Asking:
    """Counts how often the codes are read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, db: Connection) -> list[str]:
        self.times += 1
        return [code.name for code in all_codes(db)]


def test_it_is_read_once_until_something_is_written(project: Project) -> None:
    asking = Asking()
    assert project.once(asking) == project.once(asking) == ["Reach"]
    assert asking.times == 1
    project.codebook.add(None, None, "Costs")
    assert project.once(asking) == ["Reach", "Costs"]
    project.undo()
    assert project.once(asking) == ["Reach"]
    project.put_local("anything", "at all")
    project.once(asking)
    assert asking.times == 4


def test_so_it_is_in_a_project_that_was_just_opened(project: Project) -> None:
    path, asking = project.path, Asking()
    project.close()
    opened = Project.open(path)
    assert opened.once(asking) == opened.once(asking) == ["Reach"]
    opened.close()
    assert asking.times == 1


def test_what_is_taken_back_was_never_told(project: Project) -> None:
    asking = Asking()

    def act(writer: Writer) -> None:
        code = project.codebook.codes()[0]
        writer.update("code", [(code.id, {"name": "Other"})])
        assert project.once(asking) == ["Other"]
        raise ProjectError("No.")

    assert project.once(asking) == ["Reach"]
    with pytest.raises(ProjectError):
        project.run("Rename", act)
    assert project.once(asking) == ["Reach"]


def test_a_listener_hears_what_was_just_written(project: Project) -> None:
    heard: list[list[str]] = []
    project.codebook.codes()
    project.subscribe(lambda _: heard.append([code.name for code in project.codebook.codes()]))
    project.codebook.add(None, None, "Costs")
    assert heard == [["Reach", "Costs"]]


def test_whoever_changes_a_list_changes_no_one_elses(project: Project) -> None:
    project.codebook.codes().clear()
    project.reports.listed().append(add_report(project, "E1"))
    project.coders.all().clear()
    assert [code.name for code in project.codebook.codes()] == ["Reach"]
    assert len(project.reports.listed()) == len(project.reports.all()) == 1
    assert len(project.coders.all()) == 1


def test_reports_are_listed_in_their_order_whoever_counts(project: Project) -> None:
    for name, number in (("One", "E10"), ("Two", "E2"), ("Three", "")):
        project.reports.edit(add_report(project, name).id, number=number)
    first = project.reports.all()[0]
    code = project.codebook.codes()[0].id
    project.codings.add(place(project, first.id, (0, 0, 20)), [code])
    listed, every = project.reports.listed(), project.reports.all()
    assert [one.number for one in listed] == ["E2", "E10", ""]
    assert [one.id for one in listed] == [one.id for one in every]
    assert [one.codings for one in every] == [1, 0, 0]
    assert [one.codings for one in listed] == [0, 0, 0]


def test_coders_are_listed_in_their_order_whoever_counts(project: Project) -> None:
    report, code = add_report(project, "E1"), project.codebook.codes()[0].id
    coding = project.codings.add(place(project, report.id, (0, 0, 20)), [code])[0]
    project.coders.ensure("an early name")
    project.run("Settle", lambda writer: writer.insert("coder", [consensus_row()]))
    assert [one.name for one in project.coders.listed()] == ["an early name", "Coder A"]
    assert [one.codings for one in project.coders.all()] == [0, 1]
    settled = [(coding, {"coder": CONSENSUS})]
    project.run("Settle", lambda writer: writer.update("coding", settled))
    listed, every = project.coders.listed(), project.coders.all()
    assert [one.name for one in listed] == ["an early name", "Coder A", "Consensus"]
    assert [one.id for one in listed] == [one.id for one in every]
    assert [one.codings for one in every] == [0, 0, 1]
    assert [one.codings for one in listed] == [0, 0, 0]


def test_a_fact_of_this_copy_that_is_kept_so_already_is_not_written(project: Project) -> None:
    """Whoever opens a project where it was left waits for no disk."""
    asking, report = Asking(), add_report(project, "E1").id
    project.places.remember_last(report)
    project.once(asking)
    project.places.remember_last(report)
    project.once(asking)
    assert asking.times == 1
    project.put_local("last report", "")
    assert project.places.last() is None
    project.places.remember_last(report)
    assert project.places.last() == report
