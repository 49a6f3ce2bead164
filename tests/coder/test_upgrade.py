"""A project made by the first version opens in this one with all that was in it.

`kept/version-1.evc.gz` was made by the program as it was then: two reports, three codes, five
codings by two coders, one memo undone, one coding deleted.
"""

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.codebooks import find, load
from coder.model.codebook import paths
from coder.progress import finish
from coder.project import Project
from coder.store import schema
from tests.building import place

KEPT = Path(__file__).parent / "kept" / "version-1.evc.gz"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "old.evc"
    made.write_bytes(gzip.decompress(KEPT.read_bytes()))
    return made


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    opened = Project.open(path)
    yield opened
    opened.close()


def columns(path: Path) -> dict[str, set[str]]:
    with sqlite3.connect(path) as db:
        return {
            table: {line[1] for line in db.execute(f"PRAGMA table_info({table})")}
            for table in schema.metadata.tables
        }


def test_nothing_is_lost(path: Path, project: Project) -> None:
    names = paths(project.codebook.codes())
    titles = {one.id: one.title for one in project.reports.all()}
    coders = {one.id: one.name for one in project.coders.all()}
    told = [
        (titles[one.report], one.page, names[one.code], coders[one.coder], one.memo)
        for one in project.codings.listing()
    ]
    assert sorted(told) == [
        ("Annex", 0, "Reach", "Coder A", ""),
        ("Annex", 1, "Costs", "Coder B", "to be undone"),
        ("Final report", 0, "Reach", "Coder A", "why “here”?"),
        ("Final report", 0, "Reach › Women", "Coder A", "why “here”?"),
        ("Final report", 1, "Costs", "Coder A", ""),
    ]
    assert {(one.direction, one.depth, one.moved) for one in project.codings.listing()} == {
        ("", "", "")
    }
    assert len(project.codings.marks(project.reports.find("E19").id)) == 3
    assert {hit.kind for hit in project.search.find("Finding")} == {"text", "quote"}
    assert finish(project.check()) == []
    assert path.with_name("old (before upgrade from version 1).evc").exists()


def test_its_tables_are_those_of_a_new_project(
    path: Path, project: Project, tmp_path: Path
) -> None:
    assert project.name == "Fisheries review"
    project.close()
    Project.create(tmp_path / "new.evc", ("Coder A", "A", "#0072B2")).close()
    assert columns(path) == columns(tmp_path / "new.evc")


def test_running_heads_are_recognised(project: Project) -> None:
    texts = project.reports.page_texts(project.reports.find("E19").id)
    for number, page in texts.items():
        apart = {page.text[start:end].strip() for start, end in page.running}
        assert apart == {"Fisheries review, final report", str(number + 5)}


def test_two_copies_say_the_same(path: Path, project: Project, tmp_path: Path) -> None:
    other = tmp_path / "other.evc"
    other.write_bytes(gzip.decompress(KEPT.read_bytes()))
    again = Project.open(other)
    assert again.digest() == project.digest()
    again.close()
    digest = project.digest()
    project.close()
    reopened = Project.open(path)
    assert reopened.digest() == digest
    reopened.close()


def test_one_goes_on_with_it(project: Project) -> None:
    project.become("Coder A")
    report = project.reports.find("E19")
    own = [one for one in project.codings.listing(report.id) if one.coder == project.coder.id]
    before = project.state_digest()
    project.codings.mark([own[0].id], direction="±", depth="limited")
    project.codings.add(place(project, report.id, (3, 40, 60)), [own[0].code])
    assert finish(project.check()) == []
    project.undo()
    project.undo()
    assert project.state_digest() == before
    first = project.reports.pdf(report.id)
    assert project.reports.earlier_pdf(report.id, report.text_hash) == first


def test_a_project_of_the_second_version_goes_on(tmp_path: Path) -> None:
    """`kept/version-2.evc.gz`: a report whose file was replaced, one of its codings settled."""
    path = tmp_path / "second.evc"
    path.write_bytes(gzip.decompress(KEPT.with_name("version-2.evc.gz").read_bytes()))
    project = Project.open(path)
    assert len(project.codings.unsettled()) == 5
    (settled,) = (one for one in project.codings.listing() if one.memo)
    assert (settled.direction, settled.depth, settled.moved) == ("+", "central", "")
    project.codings.mark([settled.id], direction="-")
    project.undo()
    assert finish(project.check()) == []
    project.close()
    Project.create(tmp_path / "new.evc", ("Coder A", "A", "#0072B2")).close()
    assert columns(path) == columns(tmp_path / "new.evc")


def test_a_project_of_the_third_version_goes_on(tmp_path: Path) -> None:
    """`kept/version-3.evc.gz`: that of the second version, with a report said to be done."""
    path = tmp_path / "third.evc"
    path.write_bytes(gzip.decompress(KEPT.with_name("version-3.evc.gz").read_bytes()))
    project = Project.open(path)
    assert {one.state for one in project.team.assignments()} >= {"done"}
    before = project.state_digest()
    project.codebook.take(load(find("review-protocol")))
    assert len(project.protocol.all().items) == 89
    project.undo()
    assert project.state_digest() == before
    assert finish(project.check()) == []
    project.close()
    Project.create(tmp_path / "new.evc", ("Coder A", "A", "#0072B2")).close()
    assert columns(path) == columns(tmp_path / "new.evc")


def test_a_project_of_the_fourth_version_goes_on(tmp_path: Path) -> None:
    """`kept/version-4.evc.gz`: that of the third, with a protocol, and another's coding merged."""
    path = tmp_path / "fourth.evc"
    path.write_bytes(gzip.decompress(KEPT.with_name("version-4.evc.gz").read_bytes()))
    project = Project.open(path)
    merged = project.state_digest()
    assert "from another laptop" in {one.memo for one in project.codings.listing()}
    assert "Coder C" in {one.name for one in project.coders.people()}
    project.undo()
    assert "from another laptop" not in {one.memo for one in project.codings.listing()}
    assert finish(project.check()) == []
    project.redo()
    assert project.state_digest() == merged
    project.close()
    Project.create(tmp_path / "new.evc", ("Coder A", "A", "#0072B2")).close()
    assert columns(path) == columns(tmp_path / "new.evc")
