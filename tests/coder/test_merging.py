"""What merging does with what people did apart: kept, shown, offered, listed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coder.model.errors import CannotUndoError, ProjectError
from coder.model.ids import CoderId, new_id
from coder.model.team import Conflict, Preview
from coder.progress import finish
from coder.project import Project
from tests.building import PAGES, add_report, place
from tests.coder.merging_made import base, copy_of, digest, merge_into


class Team:
    """A lead's project and the copy of a reviewer, both open."""

    def __init__(self, folder: Path) -> None:
        start = base(folder)
        self.ours = Project.open(copy_of(start, "ours"))
        self.theirs = Project.open(copy_of(start, "theirs"))
        self.ours.become("Coder A")
        self.theirs.become("Coder B")
        self.code, self.other = (one.id for one in self.ours.codebook.codes())
        self.report = self.ours.reports.all()[0].id

    def merge(self) -> Preview:
        """Merge theirs into ours; return what it brought."""
        self.theirs.close()
        (receipt,) = finish(self.ours.merging.merge([self.theirs.path]))
        assert finish(self.ours.check()) == []
        return receipt.preview

    def conflict(self) -> Conflict:
        (one,) = self.ours.merging.conflicts()
        return one

    def close(self) -> None:
        self.ours.close()
        self.theirs.close()


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path)
    yield made
    made.close()


def test_what_is_brought_is_told_by_coder(team: Team) -> None:
    for start in (0, 10, 20):
        where = place(team.theirs, team.report, (0, start, start + 8))
        team.theirs.codings.add(where, [team.code], "why")
    team.theirs.become("Coder C")
    team.theirs.codings.add(place(team.theirs, team.report, (1, 0, 9)), [team.other])
    told = team.merge()
    assert [(one.name, one.new, one.reports) for one in told.contributions] == [
        ("Coder B", 3, 1),
        ("Coder C", 1, 1),
    ]
    assert told.new == {"codings": 4, "memos": 3}
    assert (told.changed, told.deleted, told.by) == ({}, {}, "Coder C")
    assert team.ours.undo_label == "Merge theirs.evc"


def test_two_names_for_a_code_the_later_shows_until_it_is_settled(team: Team) -> None:
    team.ours.codebook.edit(team.code, name="Wants")
    team.theirs.codebook.edit(team.code, name="Demands")
    told = team.merge()
    one = team.conflict()
    assert told.conflicts == (one,)
    assert (one.table, one.field, one.name) == ("code", "name", "Demands")
    assert [(each.value, each.who) for each in one.values] == [
        ("Wants", "Coder A"),
        ("Demands", "Coder B"),
    ]
    team.ours.merging.settle(one, one.values[0].op)
    assert team.ours.codebook.get(team.code).name == "Wants"
    assert team.ours.merging.conflicts() == []
    with pytest.raises(ProjectError, match="settled already"):
        team.ours.merging.settle(one, one.values[1].op)
    assert finish(team.ours.check()) == []


def test_two_memos_are_both_kept(team: Team) -> None:
    team.ours.codebook.edit(team.code, memo="Too wide.")
    team.theirs.codebook.edit(team.code, memo="Too narrow.")
    team.merge()
    assert team.ours.codebook.get(team.code).memo == "Too wide.\n\nToo narrow."
    one = team.conflict()
    team.ours.merging.settle(one, "Too wide for some, too narrow for others.")
    assert team.ours.codebook.get(team.code).memo.startswith("Too wide for some")
    assert team.ours.merging.conflicts() == []


@pytest.mark.parametrize("keep", [True, False])
def test_what_one_deleted_and_another_changed_is_listed(team: Team, *, keep: bool) -> None:
    team.ours.codebook.delete(team.other)
    team.theirs.codebook.edit(team.other, definition="New words")
    team.merge()
    one = team.conflict()
    assert (one.field, one.name) == ("_del", "Reach")
    assert [(each.who, each.deleted) for each in one.values] == [
        ("Coder A", True),
        ("Coder B", False),
    ]
    assert team.ours.codebook.get(team.other).definition == "New words"
    team.ours.merging.settle(one, one.values[keep].op)
    assert (team.other in {code.id for code in team.ours.codebook.codes()}) == keep
    assert team.ours.merging.conflicts() == []
    assert finish(team.ours.check()) == []


def two_names(team: Team) -> None:
    team.ours.codebook.edit(team.code, name="Wants")
    team.theirs.codebook.edit(team.code, name="Demands")


def two_memos(team: Team) -> None:
    team.ours.codebook.edit(team.code, memo="Too wide.")
    team.theirs.codebook.edit(team.code, memo="Too narrow.")


def deleted_by_one(team: Team) -> None:
    team.ours.codebook.delete(team.other)
    team.theirs.codebook.edit(team.other, definition="New words")


def deleted_but_used(team: Team) -> None:
    team.ours.codebook.delete(team.other)
    where = place(team.theirs, team.report, (0, 0, 20))
    team.theirs.codings.add(where, [team.other], "mine")


@pytest.mark.parametrize("said", [two_names, two_memos, deleted_by_one, deleted_but_used])
@pytest.mark.parametrize("which", [0, -1])
def test_undo_of_settling_a_conflict_lists_it_again(
    team: Team, said: Callable[[Team], None], which: int
) -> None:
    said(team)
    team.merge()
    one, before = team.conflict(), team.ours.state_digest()
    team.ours.merging.settle(one, one.values[which].op)
    after = team.ours.state_digest()
    for _ in range(2):
        assert team.ours.merging.conflicts() == []
        team.ours.undo()
        again = team.conflict()
        if one.field == "_used":  # what deletes it now is the undoing
            again = replace(again, values=one.values)
        assert again == one
        assert team.ours.state_digest() == before
        assert finish(team.ours.check()) == []
        team.ours.redo()
        assert team.ours.state_digest() == after
    assert team.ours.merging.conflicts() == []
    team.ours.undo()
    team.ours.merging.settle(team.conflict(), one.values[0].op)
    assert team.ours.merging.conflicts() == []
    assert finish(team.ours.check()) == []


def test_undo_of_an_edit_of_what_is_in_dispute_lists_it_again(team: Team) -> None:
    two_names(team)
    team.merge()
    one = team.conflict()
    team.ours.codebook.edit(team.code, definition="It says nothing of the name.")
    team.ours.undo()
    assert team.conflict() == one
    team.ours.codebook.edit(team.code, name="Lacks")
    assert team.ours.merging.conflicts() == []
    team.ours.undo()
    assert team.conflict() == one


def test_a_conflict_listed_again_is_so_on_the_other_laptop(team: Team) -> None:
    two_names(team)
    team.merge()
    one = team.conflict()
    team.ours.merging.settle(one, one.values[0].op)
    team.ours.undo()
    theirs = Project.open(team.theirs.path)
    finish(theirs.merging.merge([copy_of(team.ours.path, "back")]))
    assert theirs.merging.conflicts() == [one]
    assert finish(theirs.check()) == []
    assert theirs.digest() == team.ours.digest()
    theirs.close()


def test_a_deleted_code_with_a_coding_of_another_stays(team: Team) -> None:
    team.ours.codebook.delete(team.other)
    where = place(team.theirs, team.report, (0, 0, 20))
    team.theirs.codings.add(where, [team.other], "mine")
    team.merge()
    one = team.conflict()
    assert (one.table, one.field, one.name) == ("code", "_used", "Reach")
    assert [each.who for each in one.values] == ["Coder A"]
    mine = [each for each in team.ours.codings.listing() if each.memo == "mine"]
    assert [each.code for each in mine] == [team.other]
    team.ours.merging.settle(one, one.values[0].op)
    assert [each for each in team.ours.codings.listing() if each.memo == "mine"] == []
    assert len(team.ours.codebook.codes()) == 1
    team.ours.undo()
    assert {each.memo for each in team.ours.codings.listing()} == {"lead", "mine"}
    assert finish(team.ours.check()) == []


def test_a_removed_report_in_which_another_coded_stays(team: Team) -> None:
    team.ours.reports.remove(team.report)
    where = place(team.theirs, team.report, (0, 0, 20))
    team.theirs.codings.add(where, [team.code], "mine")
    team.merge()
    one = team.conflict()
    assert (one.table, one.field, one.name) == ("report", "_used", "Alpha")
    assert team.ours.reports.pdf(team.report)
    team.ours.merging.settle(one, "keep it")
    assert team.ours.merging.conflicts() == []
    assert [each.title for each in team.ours.reports.all()] == ["Alpha", "Beta"]


def test_the_same_name_is_offered_and_joined_only_when_accepted(team: Team) -> None:
    ours = team.ours.codebook.add(None, None, "Gender")
    theirs = team.theirs.codebook.add(None, None, "GENDER ", definition="Women and men")
    where = place(team.theirs, team.report, (0, 0, 20))
    team.theirs.codings.add(where, [theirs])
    told = team.merge()
    (one,) = told.proposals
    assert (one.kind, one.ours, one.theirs) == ("code", ours, theirs)
    assert (one.why, one.differ) == ("the same name", "different definitions")
    assert team.ours.merging.proposals() == [one]
    names = [each.name for each in team.ours.codebook.codes()]
    assert names.count("Gender") == 1
    assert names.count("GENDER") == 1
    team.ours.merging.accept(one)
    assert theirs not in {each.id for each in team.ours.codebook.codes()}
    assert ours in {each.code for each in team.ours.codings.listing()}
    assert team.ours.merging.proposals() == []
    team.ours.undo()
    assert team.ours.merging.proposals() == [one]
    team.ours.merging.decline(one)
    assert team.ours.merging.proposals() == []


@pytest.fixture
def twice(tmp_path: Path) -> Iterator[Project]:
    """Return a project of which a coder made two, each under an identity of its own."""
    projects = []
    for name in ("one", "two"):
        project = Project.create(tmp_path / f"{name}.evc", ("Coder A North", "AN", "#0072B2"))
        report = add_report(project, "Alpha")
        code = project.codebook.add(None, None, f"Code {name}")
        project.codings.add(place(project, report.id, (0, 0, 20)), [code], name)
        projects.append(project)
    ours, theirs = projects
    theirs.team.set_state(report.id, "done")
    theirs.close()
    finish(ours.merging.merge([theirs.path]))
    yield ours
    ours.close()


def test_all_that_one_person_did_on_two_laptops_is_theirs(tmp_path: Path) -> None:
    """Codings, judgements, cards and states; what both say is said once, nothing goes unsaid."""
    start = base(tmp_path)
    copies = []
    for number in range(2):
        project = Project.open(copy_of(start, f"laptop {number}"))
        project.become(f"Coder {number}")  # two ids, as of two who never met
        project.coders.ensure("Coder D", identity=project.coder.id)
        reports, codes = project.reports.all(), project.codebook.codes()
        stage = project.screening.stages()[0].id
        (scale,) = project.protocol.all().of("scale")
        (form,) = project.protocol.all().of("form")
        project.codings.add(
            place(project, reports[0].id, (0, 0, 20)), [codes[0].id], f"memo {number}"
        )
        project.codings.add(place(project, reports[0].id, (1, number, 30)), [codes[0].id])
        project.screening.decide(reports[0].id, stage, "include", f"reason {number}")
        project.ratings.rate(reports[number].id, codes[0].id, scale.id, "2")
        project.cards.make(reports[0].id, form.id)
        project.team.set_state(reports[number].id, "done")
        copies.append(project)
    ours, theirs = copies
    theirs.close()
    finish(ours.merging.merge([theirs.path]))
    (one,) = [each for each in ours.merging.proposals() if each.kind == "coder"]
    before = ours.state_digest()
    ours.merging.accept(one)
    me = {ours.coder.id}
    mine = ours.codings.listing(coders=me)
    assert sorted(each.memo for each in mine) == ["", "", "memo 0\n\nmemo 1"]
    rated = ours.ratings.all()
    assert {each.coder for each in rated} == {each.coder for each in ours.cards.all()} == me
    assert (len(rated), len(ours.cards.all())) == (2, 2)
    done = [(each.coder, each.state) for each in ours.team.assignments() if each.state == "done"]
    assert done == [(ours.coder.id, "done")] * 2
    report, stage = ours.reports.all()[0].id, ours.screening.stages()[0].id
    (version,) = ours.screening.versions(report, stage)
    assert version.decision is not None
    assert version.decision.reason == "reason 0\n\nCoder D: reason 1"
    assert [each for each in ours.merging.proposals() if each.kind == "coder"] == []
    assert finish(ours.check()) == []
    ours.undo()
    assert ours.state_digest() == before
    ours.close()


def test_who_only_judged_is_offered_too(tmp_path: Path) -> None:
    start = base(tmp_path)
    ours, theirs = (Project.open(copy_of(start, name)) for name in ("ours", "theirs"))
    for project in (ours, theirs):
        project.coders.ensure("Coder D", identity=CoderId(new_id()))
        project.become("Coder D")
        stage = project.screening.stages()[0].id
        project.screening.decide(project.reports.all()[0].id, stage, "include", "as read")
    theirs.close()
    finish(ours.merging.merge([theirs.path]))
    assert [one.our_name for one in ours.merging.proposals() if one.kind == "coder"] == ["Coder D"]
    ours.close()


def test_two_coders_of_one_name_are_offered(twice: Project) -> None:
    (one,) = twice.merging.proposals()
    assert (one.kind, one.our_name, one.differ) == ("coder", "Coder A North", "")
    twice.merging.accept(one)
    assert {each.coder for each in twice.codings.listing()} == {twice.coder.id}
    assert twice.merging.proposals() == []


def test_a_coder_joined_with_another_is_listed_no_more(twice: Project) -> None:
    (one,) = twice.merging.proposals()
    report = twice.reports.all()[0].id
    assert len(twice.coders.people()) == len(twice.team.work()) == 2
    assert twice.team.double_coded() != {}
    twice.merging.accept(one)
    for _ in range(2):
        assert [each.id for each in twice.coders.people()] == [one.ours]
        assert [each.id for each in twice.coders.all()] == [one.ours]
        assert [each.coder.id for each in twice.team.work()] == [one.ours]
        assert [each.id for each in twice.at_work()] == [one.ours]
        assert twice.team.double_coded() == {}
        assert twice.settling.queue() == []
        (said,) = twice.team.assignments()
        assert (said.report, said.coder, said.state) == (report, one.ours, "done")
        assert twice.coders.named("coder a north").id == one.ours
        assert {one.ours, one.theirs} <= twice.coders.names().keys(), "the history knows them"
        assert finish(twice.check()) == []
        twice.undo()
        assert len(twice.coders.people()) == 2
        assert {each.coder for each in twice.team.assignments()} == {one.ours, one.theirs}
        twice.redo()


def test_a_coder_joined_with_another_is_back_with_work_of_their_own(
    twice: Project, tmp_path: Path
) -> None:
    (one,) = twice.merging.proposals()
    twice.merging.accept(one)
    theirs = Project.open(tmp_path / "two.evc")
    where = place(theirs, theirs.reports.all()[0].id, (1, 0, 9))
    theirs.codings.add(where, [theirs.codebook.codes()[0].id])
    theirs.close()
    finish(twice.merging.merge([theirs.path]))
    assert {each.id for each in twice.coders.people()} == {one.ours, one.theirs}
    twice.undo()
    assert [each.id for each in twice.coders.people()] == [one.ours]
    assert twice.coders.ensure("Coder A North").id == one.ours
    again = twice.coders.ensure("Coder A North the Second", identity=CoderId(one.theirs))
    assert again.id == one.theirs, "who asks for themselves is there again"
    assert len(twice.coders.people()) == 2


def test_the_same_report_from_another_file_is_offered(team: Team) -> None:
    """Codings go along by their quotes; what has no place is told and stays where it is."""
    ours = add_report(team.ours, "Delta, scanned again", [PAGES[0], PAGES[1]])
    changed = [PAGES[0], ["Nothing of this stands in ours: zinc, quartz, basalt.", *PAGES[1][1:]]]
    theirs = add_report(team.theirs, "Delta, scanned  again ", changed)
    for part in ((0, 0, 40), (1, 0, 50), (1, 55, 100)):
        team.theirs.codings.add(place(team.theirs, theirs.id, part), [team.code])
    told = team.merge()
    (one,) = told.proposals
    assert (one.kind, one.ours, one.theirs) == ("report", ours.id, theirs.id)
    assert one.why == "the same title and number of pages"
    before = team.ours.state_digest()
    lost = team.ours.merging.accept(one)
    assert [each.quote[:10] for each in lost] in ([], ["Nothing of"])
    assert len(team.ours.codings.listing(ours.id)) + len(lost) == 3
    assert finish(team.ours.check()) == []
    team.ours.undo()
    assert team.ours.state_digest() == before


def test_the_very_same_text_from_another_file_is_offered(team: Team) -> None:
    add_report(team.ours, "Epsilon")
    theirs = add_report(team.theirs, "Epsilon, stamped")
    team.theirs.codings.add(place(team.theirs, theirs.id, (1, 0, 50)), [team.code], "there")
    told = team.merge()
    offered = [one for one in told.proposals if one.our_name == "Epsilon"]
    assert [one.why for one in offered] == ["the same text"]
    assert team.ours.merging.accept(offered[0]) == ()
    (there,) = [one for one in team.ours.codings.listing() if one.memo == "there"]
    assert (there.report, there.moved) == (offered[0].ours, "")
    assert finish(team.ours.check()) == []


def test_undo_takes_the_merge_back_between_other_acts(team: Team) -> None:
    where = place(team.theirs, team.report, (0, 0, 20))
    team.theirs.codings.add(where, [team.code], "theirs")
    team.ours.codebook.edit(team.code, name="Before")
    before = team.ours.digest()
    team.merge()
    after = team.ours.digest()
    mine = place(team.ours, team.report, (0, 30, 50))
    team.ours.codings.add(mine, [team.code], "after")
    assert team.ours.undo_label == "Code as Before"
    team.ours.undo()
    assert team.ours.undo_label == "Merge theirs.evc"
    team.ours.undo()
    assert [one.undone for one in team.ours.merging.receipts()] == [True]
    assert {one.memo for one in team.ours.codings.listing()} == {"lead"}
    assert team.ours.redo_label == "Merge theirs.evc"
    team.ours.redo()
    assert {one.memo for one in team.ours.codings.listing()} == {"lead", "theirs"}
    assert team.ours.redo_label == "Code as Before"
    team.ours.redo()
    assert "after" in {one.memo for one in team.ours.codings.listing()}
    for _ in range(3):
        team.ours.undo()
    assert team.ours.undo_label is None
    assert before != after
    assert finish(team.ours.check()) == []


def test_undo_of_a_merge_is_refused_once_something_builds_on_it(team: Team) -> None:
    theirs = team.theirs.codebook.add(None, None, "Gender")
    team.merge()
    team.ours.become("Coder C")
    team.ours.codings.add(place(team.ours, team.report, (0, 0, 20)), [theirs])
    team.ours.become("Coder A")
    before = team.ours.digest()
    with pytest.raises(ProjectError, match="worked on since"):
        team.ours.undo()
    assert team.ours.digest() == before


def test_a_merge_that_brings_nothing_is_no_step(team: Team) -> None:
    before = team.ours.digest()
    told = team.merge()
    assert told.is_empty
    assert team.ours.digest() == before
    assert team.ours.undo_label is None
    with pytest.raises(CannotUndoError):
        team.ours.undo()
    assert len(team.ours.merging.receipts()) == 1


def test_two_separate_projects_with_the_same_report(tmp_path: Path) -> None:
    """The same PDF is one report; each has its own name still, in whichever order."""
    paths = []
    for name in ("one", "two"):
        project = Project.create(tmp_path / f"{name}.evc", (name, name, "#0072B2"))
        add_report(project, "Alpha")
        project.codebook.add(None, None, "Needs", definition=f"as {name} sees it")
        project.close()
        paths.append(project.path)
    ab, ba = copy_of(paths[0], "ab"), copy_of(paths[1], "ba")
    merge_into(ab, [paths[1]])
    merge_into(ba, [paths[0]])
    assert digest(ab) == digest(ba)
    for path, name in ((ab, "one"), (ba, "two")):
        project = Project.open(path)
        assert project.name == name
        assert len(project.reports.all()) == 1
        assert [one.differ for one in project.merging.proposals()] == ["different definitions"]
        assert project.merging.conflicts() == []
        project.close()
