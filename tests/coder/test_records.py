"""Reports known by their particulars alone are reports all the same; their PDF comes later."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import ReportId
from coder.progress import finish
from coder.project import Project
from tests.building import add_report, place
from tests.coder import pdf_made
from tests.coder.attributes_made import ids, made, said
from tests.coder.workbook_read import lines, opened

LISTED = {"number": "E2", "title": "On the list", "year": "2016", "countries": "KH"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project with one report (E1, coded by two), and one record (E2)."""
    here = made(tmp_path / "p.evc")
    alpha = add_report(here, "Alpha").id
    here.reports.edit(alpha, number="E1")
    here.attributes.add_records([LISTED])
    code = here.codebook.add(None, None, "Needs")
    for name in ("Coder A", "Coder B"):
        here.become(name)
        here.codings.add(place(here, alpha, (0, 0, 20)), [code])
    here.become("Coder A")
    yield here
    here.close()


def pdf(
    tmp_path: Path, name: str = "listed.pdf", text: str = "Jobs for youth", **more: str
) -> Path:
    """Return a PDF; the one of a name is made once, for each is another file."""
    path = tmp_path / name
    if not path.exists():
        path.write_bytes(pdf_made.made(text, **more))  # type: ignore[arg-type]
    return path


def record(project: Project) -> ReportId:
    return project.reports.find("E2").id


def no_password(*_: object) -> None:
    return None


def test_what_is_asked_of_all_reports_is_answered_with_records_among_them(
    project: Project,
) -> None:
    one = record(project)
    assert project.reports.facts(one) == []
    assert project.reports.plain_texts(one) == []
    assert project.reports.outline(one) == []
    assert project.codings.marks(one) == []
    assert project.readings.get(one) == {}
    with pytest.raises(NotFoundError, match="has no PDF in the project yet"):
        project.reports.pdf(one)
    assert finish(project.check()) == []
    assert [report.number for report in project.matrix().reports] == ["E1", "E2"]
    agreement = finish(project.agreement())
    assert agreement.double_coded
    assert [hit.report for hit in project.search.find("earnings")] == [
        project.reports.find("E1").id
    ]
    rows = [
        (2, {"report": "E2", "page": "", "quote": "a", "code": "Needs", "coder": "", "memo": ""})
    ]
    outcome = finish(project.code_table(rows))
    assert outcome.unplaced == [(2, "The project has no PDF of this report yet.")]
    project.team.set_state(one, "done")
    project.team.allocate([one], [project.coder.id])
    assert project.reports.remove(one) == 0
    project.undo()
    assert project.attributes.values(one)["year"] == "2016"
    assert finish(project.check()) == []


def test_the_workbook_has_a_column_for_each_attribute(project: Project, tmp_path: Path) -> None:
    project.attributes.mark_duplicate(record(project), project.reports.find("E1").id)
    finish(project.export(tmp_path / "out.xlsx"))
    first, second = lines(opened(tmp_path / "out.xlsx")["Reports"])
    assert (second["Number"], second["Title"], second["File"]) == ("E2", "On the list", None)
    assert (second["Year completed"], second["Countries"]) == (2016, "Cambodia")
    assert (second["Pages"], first["Pages"], first["Countries"]) == (None, 2, None)
    assert (second["Duplicate of"], first["Duplicate of"]) == ("E1", None)
    assert [name for name in first if name == "Number"] == ["Number"]


def test_a_record_gets_its_pdf_and_loses_it_again(project: Project, tmp_path: Path) -> None:
    one, before = record(project), project.state_digest()
    got = finish(project.reports.attach(one, pdf(tmp_path), no_password))
    assert project.undo_label == "Attach PDF to On the list"
    assert (got.id, got.has_file, got.pages, got.file_name) == (one, True, 1, "listed.pdf")
    assert (got.title, got.number) == ("On the list", "E2")
    assert project.reports.plain_texts(one) == ["Jobs for youth"]
    assert project.reports.pdf(one) == pdf(tmp_path).read_bytes()
    assert said(project)["E2"] == {"year": "2016", "countries": "KH"}
    assert finish(project.check()) == []
    after = project.state_digest()
    with pytest.raises(ProjectError, match="has its PDF"):
        finish(project.reports.attach(one, pdf(tmp_path, "other.pdf", "Other"), no_password))
    added = finish(project.reports.add([pdf(tmp_path)], no_password))
    assert [report.id for _, report in added.known] == [one]
    project.undo()
    assert project.state_digest() == before
    assert not project.reports.get(one).has_file
    assert finish(project.check()) == []
    project.redo()
    assert project.state_digest() == after


def test_a_pdf_that_is_a_report_already_becomes_one_with_the_record(
    project: Project, tmp_path: Path
) -> None:
    (taken,) = finish(project.reports.add([pdf(tmp_path)], no_password)).added
    one, before = record(project), project.state_digest()
    (year, timing) = ids(project, "year", "timing")
    got = finish(project.reports.attach(one, pdf(tmp_path), no_password))
    assert got.id == taken.id
    assert (got.number, got.title) == ("E2", "On the list")
    assert {report.id for report in project.reports.all()} == {
        taken.id, project.reports.find("E1").id,
    }  # fmt: skip
    assert said(project)["E2"] == {"year": "2016", "countries": "KH"}
    assert finish(project.check()) == []
    project.undo()
    assert project.state_digest() == before
    project.reports.edit(taken.id, number="E7")
    project.attributes.set_many([(taken.id, year, "2017"), (taken.id, timing, "final")])
    with pytest.raises(ProjectError, match="in the project already, as E7, and this report is E2"):
        finish(project.reports.attach(one, pdf(tmp_path), no_password))


def test_a_pdf_that_cannot_be_read_leaves_the_record_as_it_is(
    project: Project, tmp_path: Path
) -> None:
    one, before = record(project), project.digest()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF at all")
    locked = pdf(tmp_path, "locked.pdf", "Secret", password="word")
    for path, told in (
        (broken, "cannot be the PDF of “On the list”"),
        (tmp_path / "missing.pdf", "It cannot be read"),
        (locked, "opens only with a password"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(ProjectError, match=told):
            finish(project.reports.attach(one, path, no_password))
    assert project.digest() == before


def test_records_go_out_with_copies_and_come_back_with_work(
    project: Project, tmp_path: Path
) -> None:
    one = record(project)
    for share in (None, [one]):
        finish(project.sharing.share(tmp_path / "copy.evc", for_="Coder B", reports=share))
        copy = Project.open(tmp_path / "copy.evc")
        assert said(copy)["E2"] == {"year": "2016", "countries": "KH"}
        (year,) = ids(copy, "year")
        copy.attributes.set(one, year, f"20{len(share or []) + 11}")
        finish(copy.reports.attach(one, pdf(tmp_path), no_password))
        finish(copy.sharing.share_work(tmp_path / "work.evw"))
        copy.close()
        (receipt,) = finish(project.merging.merge([tmp_path / "work.evw"]))
        assert receipt.preview.missing == ()
        assert project.reports.get(one).has_file
        assert project.attributes.values(one)["year"] == f"20{len(share or []) + 11}"
        assert finish(project.check()) == []
        (tmp_path / "copy.evc").unlink()
        (tmp_path / "work.evw").unlink()
        project.undo()
        assert not project.reports.get(one).has_file


def test_two_who_attached_the_same_pdf_apart_agree(tmp_path: Path) -> None:
    ours, theirs = made(tmp_path / "ours.evc"), made(tmp_path / "theirs.evc")
    for here in (ours, theirs):
        (one,) = here.attributes.add_records([LISTED])
        finish(here.reports.attach(one, pdf(tmp_path), no_password))
    theirs.close()
    finish(ours.merging.merge([theirs.path]))
    assert ours.merging.conflicts() == []
    assert len(ours.reports.all()) == 1
    assert finish(ours.check()) == []
    ours.close()


def test_a_record_and_a_report_of_one_title_are_offered_as_one(tmp_path: Path) -> None:
    ours, theirs = made(tmp_path / "ours.evc"), made(tmp_path / "theirs.evc")
    ours.attributes.add_records([{**LISTED, "title": "Alpha"}, {"number": "E3", "title": "Beta"}])
    for name in ("Alpha", "Beta"):
        report = add_report(theirs, name)
    theirs.reports.edit(report.id, number="E4")
    theirs.close()
    (receipt,) = finish(ours.merging.merge([theirs.path]))
    (offered,) = (one for one in receipt.preview.proposals if one.kind == "report")
    assert (offered.our_name, offered.why) == ("Alpha", "the same title")
    ours.merging.accept(offered)
    found = ours.reports.find("Alpha")
    assert (found.has_file, found.number) == (True, "E2")
    assert said(ours)["E2"] == {"year": "2016", "countries": "KH"}
    assert len(ours.reports.all()) == 3
    assert finish(ours.check()) == []
    ours.close()
