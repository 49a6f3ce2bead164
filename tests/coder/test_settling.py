"""Adjudication: each verdict gives what it says, and settles until what it rests on changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.errors import NotFoundError, ProjectError
from coder.model.geometry import PageSize
from coder.model.ids import CONSENSUS
from coder.model.passage import Passage
from coder.progress import finish
from coder.text import anchor
from tests.coder.settling_scene import Scene

LONG, HEAD, TAIL = (0, 41), (0, 19), (11, 41)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path / "p.evc")
    yield made
    assert finish(made.project.check()) == []
    made.project.close()


def test_each_verdict_gives_what_it_says(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    both = [(HEAD, scene.red), (TAIL, scene.red)]
    wanted = {
        "first": both[:1],
        "second": both[1:],
        "both": both,
        "joined": [(LONG, scene.red)],
        "neither": [],
    }
    for verdict, results in wanted.items():
        before, one = scene.project.state_digest(), scene.only()
        made = scene.project.settling.settle(one, verdict)
        assert scene.settled() == results
        assert len(made.results) == len(results)
        assert scene.queue() == []
        assert [each.id for each in scene.project.settling.settlements()] == [made.id]
        scene.project.undo()
        assert scene.project.state_digest() == before
        assert scene.queue() == [one]
        scene.project.redo()
        assert scene.settled() == results
        scene.project.undo()


def test_a_settlement_tells_who_why_and_on_what(scene: Scene) -> None:
    mine, theirs = scene.code(scene.coder_a, HEAD), scene.code(scene.coder_b, HEAD, scene.blue)
    one = scene.only()
    made = scene.project.settling.settle(one, "second", kind="definition", reason=" Not needs. ")
    assert (made.report, made.verdict, made.kind) == (scene.report, "second", "definition")
    assert (made.reason, made.coder) == ("Not needs.", scene.coder_a)
    assert made.codings == tuple(sorted((mine, theirs)))
    assert set(made.codes) == {scene.red, scene.blue}
    assert not made.is_stale
    assert scene.project.undo_label == "Settle Disagreement on Red and 1 more"
    assert set(scene.project.settling.definitions_to_revise()) == {scene.red, scene.blue}
    scene.project.settling.explain(made.id, kind="oversight", reason="")
    assert scene.project.settling.definitions_to_revise() == {}
    assert not scene.project.settling.get(made.id).is_stale


def test_what_is_said_of_the_evidence_goes_along(scene: Scene) -> None:
    mine = scene.code(scene.coder_a, HEAD, memo="why")
    scene.project.codings.mark([mine], direction="+", depth="limited")
    theirs = scene.code(scene.coder_b, TAIL, memo="but")
    with scene.being("Coder B"):
        scene.project.codings.mark([theirs], direction="-")
    scene.project.settling.settle(scene.only(), "joined")
    (one,) = scene.listed()
    assert (one.memo, one.direction, one.depth) == ("why\n\nbut", "±", "limited")


def test_originals_stay_and_one_who_missed_it_may_be_right(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, (60, 78))
    before = scene.project.codings.listing()
    first, second = scene.queue()
    assert (first.kind, second.kind) == ("missed", "missed")
    scene.project.settling.settle(first, "second")
    scene.project.settling.settle(second, "second")
    assert scene.settled() == [((60, 78), scene.red)]
    after = scene.project.codings.listing()
    assert [one for one in after if one.coder != CONSENSUS] == before


def test_another_code_or_passage_may_stand_instead(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL, scene.blue)
    settle, green = scene.project.settling.settle, scene.project.codebook.add(None, None, "Green")
    with pytest.raises(ProjectError, match="which one stands"):
        settle(scene.only(), "joined")
    with pytest.raises(ProjectError, match="which one stands"):
        settle(scene.only(), "other")
    settle(scene.only(), "other", code=green)
    assert scene.settled() == [(LONG, green)]
    scene.project.undo()
    settle(scene.only(), "joined", code=scene.blue, passage=scene.at((5, 32)))
    assert scene.settled() == [((5, 32), scene.blue)]


def test_areas_are_joined_to_one(scene: Scene) -> None:
    scene.project.codings.add_many([(area(scene, 50, 150), scene.red, "")], scene.coder_a)
    scene.project.codings.add_many([(area(scene, 100, 220), scene.red, "")], scene.coder_b)
    scene.project.settling.settle(scene.only(), "joined")
    (one,) = scene.listed()
    ((_, quad),) = scene.project.codings.passage(one.passage).quads
    assert quad.rect == (50.0, 60.0, 220.0, 100.0)
    scene.project.undo()
    scene.project.codings.add_many([(scene.at((0, 78)), scene.blue, "")], scene.coder_b)
    assert len(scene.queue()) == 2


def area(scene: Scene, left: float, right: float) -> Passage:
    report = scene.project.reports.get(scene.report)
    pages = scene.project.reports.page_texts(scene.report)
    box = (left, 60.0, right, 100.0)
    size = PageSize(595.0, 842.0)
    return anchor.area(report.id, report.text_hash, pages.__getitem__, lambda _: size, 0, box)


def test_a_change_makes_it_stale_and_brings_it_back(scene: Scene) -> None:
    for coder in (scene.coder_a, scene.coder_b):
        scene.code(coder, (60, 78), scene.blue)
    mine = scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    made = scene.project.settling.settle(scene.only(), "joined")
    codings = scene.project.codings
    for change in (
        lambda: codings.move([mine], scene.at((0, 25))),
        lambda: codings.delete([mine]),
        lambda: codings.recode(mine, scene.blue),
    ):
        change()
        assert scene.project.settling.get(made.id).is_stale
        assert scene.settled() == [(LONG, scene.red)], "it is never overwritten"
        assert scene.queue() != []
        scene.project.undo()
        assert not scene.project.settling.get(made.id).is_stale
        assert scene.queue() == []
    codings.set_memo(mine, "a memo is no other coding")
    assert not scene.project.settling.get(made.id).is_stale


def test_what_is_settled_again_takes_the_place_of_what_is_stale(scene: Scene) -> None:
    mine = scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    old = scene.project.settling.settle(scene.only(), "joined")
    scene.project.codings.move([mine], scene.at((0, 25)))
    before = scene.project.state_digest()
    new = scene.project.settling.settle(scene.only(), "first")
    assert [one.id for one in scene.project.settling.settlements()] == [new.id]
    assert scene.settled() == [((0, 25), scene.red)]
    scene.project.undo()
    assert scene.project.state_digest() == before
    assert scene.project.settling.get(old.id).is_stale


def test_more_in_question_than_was_judged_makes_it_stale(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.project.team.set_state(scene.report, "done")
    with scene.being("Coder B"):
        scene.project.team.set_state(scene.report, "done")
    made = scene.project.settling.settle(scene.only(), "first")
    assert scene.queue() == []
    scene.code(scene.coder_b, TAIL)
    assert scene.project.settling.get(made.id).is_stale
    assert scene.only().kind == "boundary"


def test_who_came_to_agree_is_asked_again_only_if_it_was_settled_otherwise(scene: Scene) -> None:
    for verdict, is_stale in (("first", False), ("neither", True)):
        scene.code(scene.coder_a, HEAD)
        scene.code(scene.coder_b, (90, 120), scene.blue)
        one = next(each for each in scene.queue() if each.codes == (scene.red,))
        made = scene.project.settling.settle(one, verdict)
        late = scene.code(scene.coder_b, HEAD)
        assert scene.project.settling.get(made.id).is_stale == is_stale
        scene.project.settling.take_back(made.id)
        with scene.being("Coder B"):
            scene.project.codings.delete([late])


def test_what_another_coder_has_just_the_same_is_settled_with_it(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, HEAD)
    scene.code(scene.coder_c, (90, 120), scene.blue)
    assert len(scene.queue()) == 4
    scene.project.settling.settle(scene.queue()[0], "neither")
    assert {one.codes for one in scene.queue()} == {(scene.blue,)}


def test_the_last_word_on_three_coders_is_on_all_of_it(scene: Scene) -> None:
    """A and B overlap, B and C too, A and C do not: settled one after the other, once each."""
    scene.code(scene.coder_a, (0, 20))
    scene.code(scene.coder_b, (11, 40))
    scene.code(scene.coder_c, (30, 60))
    settle = scene.project.settling.settle
    pair = {scene.coder_a, scene.coder_b}
    settle(next(one for one in scene.queue() if set(one.coders) == pair), "joined")
    assert not any(one.is_stale for one in scene.project.settling.settlements())
    pair = {scene.coder_b, scene.coder_c}
    settle(next(one for one in scene.queue() if set(one.coders) == pair), "first")
    (made,) = scene.project.settling.settlements()
    assert not made.is_stale
    assert scene.settled() == [((11, 40), scene.red)]
    assert scene.queue() == []


def test_it_can_be_taken_back(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    before, one = scene.project.state_digest(), scene.only()
    made = scene.project.settling.settle(one, "both")
    scene.project.settling.take_back(made.id)
    assert scene.project.state_digest() == before
    assert scene.queue() == [one]
    with pytest.raises(NotFoundError):
        scene.project.settling.take_back(made.id)
    scene.project.undo()
    assert len(scene.settled()) == 2


def test_what_changed_meanwhile_is_not_settled_unseen(scene: Scene) -> None:
    mine = scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    one = scene.only()
    scene.project.codings.move([mine], scene.at((0, 25)))
    before = scene.project.digest()
    with pytest.raises(ProjectError, match="changed meanwhile"):
        scene.project.settling.settle(one, "first")
    assert scene.project.digest() == before


def test_what_was_settled_is_nobodys_own_and_nobodys_work(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    project = scene.project
    made = project.settling.settle(scene.only(), "both")
    with pytest.raises(ProjectError, match="settled"):
        project.codings.delete(list(made.results))
    assert [one.name for one in project.coders.people()] == ["Coder A", "Coder B", "Coder C"]
    assert [one.name for one in project.coders.all()] == [
        "Coder A",
        "Coder B",
        "Coder C",
        "Consensus",
    ]
    assert [one.codings for one in project.codebook.codes()] == [2, 0]
    assert project.reports.get(scene.report).codings == 2
    assert [one.codings for one in project.reports.all()] == [2]
    assert {one.coder.name for one in project.team.work()} == {"Coder A", "Coder B", "Coder C"}
    assert {one.coder for one in project.team.assignments()} == {scene.coder_a, scene.coder_b}
    assert {one for some in project.team.double_coded().values() for one in some} == {
        scene.coder_a,
        scene.coder_b,
    }
    project.undo()
    assert [one.name for one in project.coders.all()] == ["Coder A", "Coder B", "Coder C"]


def test_the_queue_is_of_the_coders_asked_for(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    scene.code(scene.coder_c, TAIL)
    queue = scene.project.settling.queue
    assert len(queue()) == 2
    (one,) = queue([scene.coder_a, scene.coder_c])
    assert one.coders == (scene.coder_a, scene.coder_c)
    assert queue([scene.coder_a]) == []


def test_codes_made_one_and_reports_removed_leave_no_loose_ends(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, HEAD, scene.blue)
    project = scene.project
    project.settling.settle(scene.only(), "second", kind="definition")
    project.codebook.merge(scene.red, scene.blue)
    (made,) = project.settling.settlements()
    assert made.codes == (scene.blue,)
    assert made.code == scene.blue
    before = project.state_digest()
    project.reports.remove(scene.report)
    assert project.settling.settlements() == []
    assert scene.listed() == []
    project.undo()
    assert project.state_digest() == before
