"""Handing out copies, blind or of some reports, and sending work back: nothing is lost by it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from coder.model.errors import DamagedProjectError, ProjectError
from coder.progress import finish
from coder.project import Project
from tests.building import add_report, place
from tests.coder.merging_made import base, copy_of, digest, merge_into, merged, preview
from tests.coder.test_merging_laws import COMMON, ROUNDS, Did, at_work, work


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    """Return the lead's project: two reports, each coded by Coder L and Coder A, one deleted."""
    project = Project.open(base(tmp_path))
    for person in ("Coder A", "Coder L"):
        project.become(person)
        code = project.codebook.codes()[0].id
        for report in project.reports.all():
            project.codings.add(place(project, report.id, (1, 0, 40)), [code], f"by {person}")
    (gone,) = project.codings.add(place(project, report.id, (0, 40, 60)), [code], "SECRET MEMO")
    project.codings.delete([gone])
    yield project
    project.close()


def shared(lead: Project, name: str, **how: object) -> Project:
    target = finish(lead.sharing.share(lead.path.with_name(name), **how))  # type: ignore[arg-type]
    return Project.open(target)


def sent(project: Project) -> Path:
    return finish(project.sharing.share_work(project.path.with_suffix(".evw")))


def test_a_whole_copy_says_the_same_and_opens_as_its_coder(lead: Project) -> None:
    copy = shared(lead, "for coder_b.evc", for_="Coder B")
    assert copy.coder.name == "Coder B"
    assert copy.digest() == lead.digest()
    assert copy.undo_label is None
    copy.close()


def test_what_was_left_of_work_that_was_cut_short_is_not_sent(lead: Project) -> None:
    first = shared(lead, "first.evc", for_="Coder B")
    first.codebook.add(None, None, "Of another copy")
    first.close()
    copy = shared(lead, "for coder_b.evc", for_="Coder B")
    copy.codebook.add(None, None, "Of this copy")
    left = copy.path.with_suffix(".evw.part.db")
    left.write_bytes(first.path.read_bytes())
    work = sent(copy)
    copy.close()
    assert not left.exists()
    merge_into(lead.path.with_name("first.evc"), [work])
    again = Project.open(first.path)
    assert [one.name for one in again.codebook.codes()][-2:] == ["Of another copy", "Of this copy"]
    again.close()


def test_a_blind_copy_holds_only_ones_own_codings(lead: Project) -> None:
    copy = shared(lead, "blind.evc", for_="Coder A", blind=True)
    assert {one.memo for one in copy.codings.listing()} == {"by Coder A"}
    assert finish(copy.check()) == []
    copy.close()
    content = copy.path.read_bytes()
    assert b"SECRET" not in content, "what is left out is nowhere in the file"
    assert b"by Coder L" not in content
    assert b"by Coder A" in content


def test_a_copy_of_some_reports_holds_nothing_of_the_others(lead: Project) -> None:
    first, second = lead.reports.all()
    lead.reports.edit(second.id, memo="NOT FOR CODER_B")
    copy = shared(lead, "some.evc", for_="Coder B", reports=[first.id])
    assert [one.title for one in copy.reports.all()] == [first.title]
    assert {one.report for one in copy.codings.listing()} == {first.id}
    assert finish(copy.check()) == []
    assert {hit.report for hit in copy.search.find("Finding")} == {first.id}
    copy.close()
    assert b"NOT FOR CODER_B" not in copy.path.read_bytes()
    assert second.title.encode() not in copy.path.read_bytes()
    coder_b = lead.coders.named("Coder B")
    assert coder_b is not None
    given_out = [(one.report, one.coder) for one in lead.team.assignments() if one.allocated]
    assert given_out == [(first.id, coder_b.id)]


@pytest.mark.parametrize("kind", ["whole", "blind", "some", "some, blind"])
def test_what_comes_back_is_the_same_by_either_way(lead: Project, kind: str) -> None:
    """Law 15: the work file brings what the whole copy brings, and nothing of ours goes."""
    reports = [lead.reports.all()[0].id] if "some" in kind else None
    copy = shared(lead, "c.evc", for_="Coder B", blind="blind" in kind, reports=reports)
    code = copy.codebook.codes()[1].id
    place_of = place(copy, copy.reports.all()[0].id, (1, 10, 50))
    copy.codings.add(place_of, [code], "coder_b's")
    copy.codebook.edit(code, memo="unclear")
    added = add_report(copy, "Found by Coder B")
    copy.codings.add(place(copy, added.id, (0, 0, 20)), [code])
    packed = sent(copy)
    copy.close()
    lead.close()
    by_file = digest(merged(lead.path, [packed], "by file"))
    by_copy = merged(lead.path, [copy.path], "by copy")
    assert digest(by_copy) == by_file
    (told,) = preview(lead.path, [packed])
    (coder_b,) = told.contributions
    assert (coder_b.name, coder_b.new, coder_b.changed, coder_b.deleted, coder_b.reports) == (
        "Coder B",
        2,
        0,
        0,
        2,
    )
    assert (told.by, told.deleted, told.missing) == ("Coder B", {}, ())
    assert told.new == {"codings": 2, "reports": 1, "memos": 2}
    result = Project.open(by_copy)
    assert result.reports.pdf(added.id)
    result.close()


def test_a_work_file_is_small_and_leaves_out_what_the_lead_has(lead: Project) -> None:
    copy = shared(lead, "c.evc", for_="Coder B")
    copy.codings.add(
        place(copy, copy.reports.all()[0].id, (0, 0, 9)), [copy.codebook.codes()[0].id]
    )
    packed = sent(copy)
    copy.close()
    assert packed.stat().st_size < 8_000


def test_there_must_be_work_to_send(lead: Project) -> None:
    copy = shared(lead, "c.evc", for_="Coder B")
    with pytest.raises(ProjectError, match="no work to send"):
        sent(copy)
    copy.close()
    assert not copy.path.with_suffix(".evw").exists()
    with pytest.raises(ProjectError, match="itself"):
        finish(lead.sharing.share(lead.path))


def test_work_of_a_project_that_is_no_copy(tmp_path: Path) -> None:
    """The same PDF imported apart is one report; the lead misses no PDF for it."""
    paths = []
    for name in ("Coder A", "Coder B"):
        project = Project.create(tmp_path / f"{name}.evc", (name, name[0], "#0072B2"))
        report = add_report(project, "Alpha")
        code = project.codebook.add(None, None, f"Code of {name}")
        project.codings.add(place(project, report.id, (0, 0, 30)), [code])
        paths.append(sent(project) if name == "Coder B" else project.path)
        project.close()
    (told,) = preview(paths[0], [paths[1]])
    assert told.missing == ()
    assert told.new["codings"] == 1
    assert "reports" not in told.new
    merge_into(paths[0], [paths[1]])
    result = Project.open(paths[0])
    assert len(result.reports.all()) == 1
    assert len(result.codings.listing()) == 2
    assert result.name == "Coder A"
    assert finish(result.check()) == []
    result.close()


@pytest.mark.parametrize("at", [0.02, 0.5, 0.99])
@pytest.mark.parametrize("how", ["cut", "flip"])
def test_a_work_file_that_did_not_arrive_whole_is_refused(
    lead: Project, at: float, how: str
) -> None:
    copy = shared(lead, "c.evc", for_="Coder B")
    copy.codebook.add(None, None, "Mine")
    packed = sent(copy)
    copy.close()
    whole = bytearray(packed.read_bytes())
    place_of = max(20, int(len(whole) * at))
    if how == "cut":
        packed.write_bytes(whole[:place_of])
    else:
        whole[place_of] ^= 4
        packed.write_bytes(whole)
    before = lead.digest()
    with pytest.raises(DamagedProjectError, match="did not arrive whole"):
        finish(lead.merging.merge([packed]))
    assert lead.digest() == before


@settings(COMMON, max_examples=4)
@given(ROUNDS)
def test_copies_and_work_files_come_to_the_same(rounds: list[list[list[Did]]]) -> None:
    """Law 15 over random work: blind copies, worked in, come back to the same by either way."""
    with at_work(rounds) as (start, copies):
        leader = Project.open(copies[0])
        leader.become("Coder L")
        blind = shared(leader, "blind.evc", for_="Coder B", blind=True)
        blind.close()
        leader.close()
        work(blind.path, "Coder B", rounds[0][1])
        one = Project.open(blind.path)
        try:
            packed = sent(one)
        except ProjectError:
            return
        finally:
            assert finish(one.check()) == []
            one.close()
        by_file = digest(merged(copies[0], [packed], "by file"))
        assert digest(merged(copies[0], [blind.path], "by copy")) == by_file
        assert digest(copy_of(start, "untouched")) == digest(start)


def test_nothing_of_the_lead_is_in_what_is_handed_out(lead: Project) -> None:
    lead.places.remember_last(lead.reports.all()[0].id)
    copy = shared(lead, "c.evc", for_="Coder B")
    copy.close()
    with sqlite3.connect(copy.path) as db:
        keys = {line[0] for line in db.execute("SELECT key FROM local")}
        assert keys == {
            "closed", "coder", "base:versions", "base:for", "base:blind", "base:at"
        }  # fmt: skip
        assert not db.execute("SELECT count(*) FROM receipt").fetchone()[0]
