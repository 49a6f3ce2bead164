"""What is noted of reports: set whole or not at all, undone, merged, told by family."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.changes import Changes, Kind
from coder.model.errors import NotFoundError, ProjectError, ValueMistake
from coder.model.ids import ItemId, ReportId
from coder.progress import finish
from coder.project import Project
from tests.building import add_report, place
from tests.coder.attributes_made import ids, item, made
from tests.coder.merging_made import copy_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project with the shipped attributes and three reports, E1 to E3."""
    opened = made(tmp_path / "p.evc")
    for at, name in enumerate(("Alpha", "Beta", "Gamma"), start=1):
        opened.reports.edit(add_report(opened, name).id, number=f"E{at}")
    yield opened
    opened.close()


def reports(project: Project) -> list[ReportId]:
    return [one.id for one in project.reports.all()]


def test_a_value_is_read_shown_and_undone(project: Project) -> None:
    first, *_ = reports(project)
    (countries,) = ids(project, "countries")
    before = project.state_digest()
    told: list[Changes] = []
    project.subscribe(told.append)
    project.attributes.set(first, countries, "Peru, Lao PDR")
    assert project.undo_label == "Set Countries of Alpha"
    assert told[-1].touches(Kind.VALUE)
    fact = project.attributes.of(first)[countries]
    assert (fact.value, fact.shown, fact.passage) == ("LA;PE", "Laos; Peru", None)
    assert project.attributes.values(first) == {
        "number": "E1", "title": "Alpha", "countries": "LA;PE",
    }  # fmt: skip
    after = project.state_digest()
    project.attributes.set(first, countries, "LA; PE")
    assert len(told) == 1
    project.undo()
    assert project.state_digest() == before
    assert countries not in project.attributes.of(first)
    project.redo()
    assert project.state_digest() == after
    project.attributes.set(first, countries, " ")
    assert countries not in project.attributes.of(first)
    project.attributes.set(first, countries, "PE")
    assert project.attributes.values(first)["countries"] == "PE"
    assert finish(project.check()) == []


def test_number_and_title_are_those_of_the_report(project: Project) -> None:
    first, *_ = reports(project)
    number, title = ids(project, "number", "title")
    project.attributes.set_many([(first, number, "I-1"), (first, title, "New  name")])
    assert project.undo_label == "Set 2 Attributes of Alpha"
    found = project.reports.get(first)
    assert (found.number, found.title) == ("I-1", "New name")
    table = project.attributes.table()
    assert table.shown(first, number) == "I-1"
    assert table.value(first, title) == "New name"
    with pytest.raises(ValueMistake, match="A report needs a title"):
        project.attributes.set(first, title, "")


def test_a_value_carries_the_passage_it_comes_from(project: Project) -> None:
    first, *_ = reports(project)
    (year,) = ids(project, "year")
    where = place(project, first, (0, 0, 9))
    project.attributes.set(first, year, "2016", where)
    assert project.attributes.of(first)[year].passage == where.id
    project.attributes.set(first, year, "2016")
    assert project.attributes.of(first)[year].passage == where.id
    project.attributes.set(first, year, "2017")
    assert project.attributes.of(first)[year].passage is None
    project.undo()
    project.undo()
    assert year not in project.attributes.of(first)
    assert finish(project.check()) == []


def test_many_cells_are_set_whole_or_not_at_all(project: Project) -> None:
    first, second, third = reports(project)
    year, timing = ids(project, "year", "timing")
    before = project.digest()
    cells = [(first, year, "2016"), (second, timing, "sometime"), (third, year, "soon")]
    with pytest.raises(ValueMistake) as mistake:
        project.attributes.set_many(cells)
    assert str(mistake.value).startswith("E2, Timing: “sometime” is no choice of Timing.")
    assert str(mistake.value).endswith("Nothing was changed.")
    assert [at for at, _ in project.attributes.mistakes(cells)] == [1, 2]
    assert project.digest() == before
    project.attributes.set_many([(one, year, "2016") for one in (first, second, third)])
    assert project.undo_label == "Set Year completed of 3 Reports"
    project.attributes.set_many([(one, year, "") for one in (first, second)], "Clear Cells")
    assert project.undo_label == "Clear Cells"
    assert [project.attributes.values(one).get("year") for one in reports(project)] == [
        None, None, "2016",
    ]  # fmt: skip


def test_what_is_gone_is_told(project: Project) -> None:
    first, *_ = reports(project)
    (year,) = ids(project, "year")
    with pytest.raises(NotFoundError, match="attribute is no longer"):
        project.attributes.set(first, ItemId(bytes(16)), "1")
    project.reports.remove(first)
    with pytest.raises(NotFoundError, match="report is no longer"):
        project.attributes.set(first, year, "2016")
    assert project.attributes.of(first) == {}
    with pytest.raises(NotFoundError, match="no attribute “colour”"):
        project.attributes.add_records([{"title": "T", "colour": "red"}])


def test_records_are_reports_without_a_file(project: Project) -> None:
    before = project.state_digest()
    (one, other) = project.attributes.add_records(
        [{"number": "E9", "title": "On a list", "year": "2016"}, {"number": "E10"}]
    )
    assert project.undo_label == "Add 2 Reports"
    found = project.reports.get(one)
    assert (found.has_file, found.pages, found.title) == (False, 0, "On a list")
    assert project.reports.get(other).title == "E10"
    assert project.attributes.values(one)["year"] == "2016"
    again = project.attributes.add_records([{"title": "ON A LIST", "number": "e9"}])
    assert again == [one]
    project.undo()
    assert project.state_digest() == before
    with pytest.raises(ValueMistake, match="Report 2 of the list: It has neither a title nor"):
        project.attributes.add_records([{"title": "T"}, {"year": "2016"}])
    with pytest.raises(ValueMistake, match="Report 1 of the list: “soon” is not a number"):
        project.attributes.add_records([{"title": "T", "year": "soon"}])
    assert project.state_digest() == before
    # What was taken back comes again as the same.
    assert project.attributes.add_records([{"number": "E9", "title": "On a list"}]) == [one]


def test_families_count_the_reports_of_one_project_once(project: Project) -> None:
    first, second, third = reports(project)
    family, role, timing = ids(project, "family", "role", "timing")
    every = project.attributes.families()
    assert [(one.title, one.reports) for one in every] == [
        ("Alpha", (first,)), ("Beta", (second,)), ("Gamma", (third,)),
    ]  # fmt: skip
    project.attributes.set_many([(first, family, "MAP-1"), (third, family, "map 1")])
    (one, alone) = project.attributes.families()
    assert (one.reports, one.main, alone.reports) == ((first, third), first, (second,))
    project.attributes.set_many([(first, timing, "mid-term"), (third, timing, "final")])
    assert project.attributes.families()[0].main == third
    assert project.attributes.families()[0].title == "map 1"
    project.attributes.set(first, role, "main")
    assert project.attributes.families()[0].main == first


def test_a_duplicate_is_of_the_family_of_what_it_doubles(project: Project) -> None:
    first, second, third = reports(project)
    mark = project.attributes.mark_duplicate
    mark(second, first)
    assert project.undo_label == "Mark Beta as a Duplicate"
    assert project.reports.get(second).duplicate_of == first
    assert [one.reports for one in project.attributes.families()] == [(first, second), (third,)]
    mark(third, second)
    assert project.reports.get(third).duplicate_of == first
    assert project.attributes.families()[0].main == first
    for report, of in ((first, second), (first, first)):
        with pytest.raises(ProjectError, match="duplicate"):
            mark(report, of)
    project.undo()
    mark(first, third)
    assert [project.reports.get(one).duplicate_of for one in (first, second)] == [third, third]
    mark(second, None)
    assert project.reports.get(second).duplicate_of is None


def test_what_two_say_of_a_report_apart_is_listed_to_be_settled(
    project: Project, tmp_path: Path
) -> None:
    first, second, _ = reports(project)
    year, timing = ids(project, "year", "timing")
    project.attributes.set(second, year, "2014")
    project.close()
    ours = Project.open(tmp_path / "p.evc")
    theirs = Project.open(copy_of(tmp_path / "p.evc", "theirs"))
    ours.become("Coder A")
    theirs.become("Coder B")
    for opened, said in ((ours, "2016"), (theirs, "2017")):
        opened.attributes.set(first, year, said)
        opened.attributes.set(first, timing, "final")
        opened.attributes.set(second, year, said)
    theirs.close()
    finish(ours.merging.merge([theirs.path]))
    found = ours.merging.conflicts()
    assert sorted(one.name for one in found) == ["Alpha · Year completed", "Beta · Year completed"]
    assert {rival.value for rival in found[0].values} == {"2016", "2017"}
    wanted = next(rival.op for rival in found[0].values if rival.value == "2016")
    ours.merging.settle(found[0], wanted)
    assert len(ours.merging.conflicts()) == 1
    assert ours.attributes.values(first)["timing"] == "final"
    assert finish(ours.check()) == []
    ours.close()


def test_a_project_without_attributes_has_an_empty_table(tmp_path: Path) -> None:
    bare = Project.create(tmp_path / "bare.evc", ("Coder A", "A", "#0072B2"))
    add_report(bare, "Alpha")
    table = bare.attributes.table()
    assert (table.attributes, len(table.reports), dict(table.facts)) == ((), 1, {})
    assert len(bare.attributes.families()) == 1
    bare.close()


def test_deleting_an_attribute_takes_what_it_said_along(project: Project) -> None:
    first, *_ = reports(project)
    (donor,) = ids(project, "donor")
    project.attributes.set(first, donor, "Ireland")
    before = project.state_digest()
    assert project.protocol.delete(donor) == 1
    assert "donor" not in project.attributes.values(first)
    project.undo()
    assert project.state_digest() == before
    assert project.attributes.values(first)["donor"] == "Ireland"
    assert item(project, "donor").id == donor
