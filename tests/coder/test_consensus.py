"""What a team stands by: settled or agreed; what the matrix, lists and exports show of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.ids import CONSENSUS
from coder.model.whose import Whose
from coder.progress import finish
from tests.coder.settling_scene import Scene, Span
from tests.coder.workbook_read import lines, opened

LONG, HEAD, TAIL, FAR = (0, 41), (0, 19), (11, 41), (60, 78)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path / "p.evc")
    yield made
    made.project.close()


def shown(scene: Scene) -> list[tuple[Span, bytes]]:
    listed = scene.project.codings.listing(coders=Whose.CONSENSUS)
    return [((one.start, one.end), one.code) for one in listed]


def count(scene: Scene, whose: Whose | set[bytes] | None = Whose.CONSENSUS) -> list[int]:
    return [int(one) for one in scene.project.matrix(whose).own[0]]


def test_what_all_coded_alike_is_shown_once(scene: Scene) -> None:
    for coder in (scene.coder_a, scene.coder_b, scene.coder_c):
        scene.code(coder, HEAD)
    assert shown(scene) == [(HEAD, scene.red)]
    assert count(scene) == [1, 0]
    assert count(scene, None) == count(scene, Whose.ALL) == [3, 0]
    assert count(scene, {scene.coder_b}) == [1, 0]


def test_what_only_overlaps_waits_to_be_settled(scene: Scene) -> None:
    for coder, span in ((scene.coder_a, HEAD), (scene.coder_b, TAIL)):
        scene.code(coder, span)
        scene.code(coder, FAR, scene.blue)
    assert shown(scene) == [(FAR, scene.blue)]
    scene.project.settling.settle(scene.only(), "joined")
    assert shown(scene) == [(LONG, scene.red), (FAR, scene.blue)]
    assert count(scene) == [1, 1]
    assert count(scene, None) == [2, 2], "what was settled is no coder's"
    assert count(scene, {CONSENSUS}) == [1, 0]


def test_a_report_with_one_coder_is_shown_as_they_coded_it(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_a, TAIL)
    assert count(scene) == [2, 0]
    with scene.being("Coder B"):
        scene.project.team.set_state(scene.report, "done")
    assert count(scene) == [0, 0]


def test_what_was_rejected_is_shown_no_more_even_by_a_third(scene: Scene) -> None:
    for coder in (scene.coder_a, scene.coder_b):
        scene.code(coder, HEAD)
    scene.code(scene.coder_c, FAR, scene.blue)
    assert shown(scene) == []
    for verdict in ("neither", "first"):
        scene.project.settling.settle(scene.queue()[0], verdict)
    assert scene.queue() == []
    assert shown(scene) == []
    late = scene.code(scene.coder_c, HEAD)
    assert [one.is_stale for one in scene.project.settling.settlements()] == [True, False]
    assert shown(scene) == [(HEAD, scene.red)], "all three have come to agree"
    assert late


def test_a_stale_settlement_is_not_overwritten(scene: Scene) -> None:
    mine = scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    scene.project.settling.settle(scene.only(), "first")
    scene.project.codings.move([mine], scene.at(TAIL))
    assert shown(scene) == [(HEAD, scene.red)], "though both have come to agree on the tail"
    (made,) = scene.project.settling.settlements()
    assert made.is_stale
    scene.project.settling.take_back(made.id)
    assert shown(scene) == [(TAIL, scene.red)]


def test_two_settlements_that_give_the_same_are_shown_once(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, FAR, scene.blue)
    first, second = scene.queue()
    scene.project.settling.settle(first, "first")
    scene.project.settling.settle(second, "other", passage=scene.at(HEAD), code=scene.red)
    assert len(scene.listed()) == 2
    assert shown(scene) == [(HEAD, scene.red)]
    assert count(scene) == [1, 0]


def test_the_workbook_of_the_consensus_tells_who_agrees(scene: Scene, tmp_path: Path) -> None:
    first = scene.code(scene.coder_a, FAR, scene.blue, memo="mine")
    scene.project.codings.mark([first], direction="+")
    scene.code(scene.coder_b, FAR, scene.blue, memo="theirs")
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    scene.project.settling.settle(scene.only(), "joined")
    target = tmp_path / "out.xlsx"
    counts = finish(scene.project.export(target, Whose.CONSENSUS))
    assert (counts["codings"], counts["coders"]) == (2, 3)
    book = opened(target)
    rows = {row["Code"]: row for row in lines(book["Codings"])}
    assert rows["Red"]["Coder"] == "Consensus"
    assert rows["Blue"]["Coder"] == "Coder A, Coder B"
    assert rows["Blue"]["Direction"] == "for"
    assert set(rows["Blue"]["Memo"].split("\n\n")) == {"mine", "theirs"}
    facts = {row[0].value: row[1].value for row in book["Read me"].iter_rows(max_col=2)}
    assert facts["Codings of"] == "what the coders agree on, and what was settled"
    assert facts["Coders"] == "Coder A, Coder B, Coder C"
    finish(scene.project.export(target))
    coders = [row["Coder"] for row in lines(opened(target)["Codings"])]
    assert sorted(coders) == ["Coder A", "Coder A", "Coder B", "Coder B"]


def test_what_the_matrix_counts_is_what_is_listed(scene: Scene) -> None:
    scene.code(scene.coder_a, HEAD)
    scene.code(scene.coder_b, TAIL)
    scene.code(scene.coder_b, FAR, scene.blue)
    scene.project.settling.settle(scene.queue()[0], "both")
    for whose in (Whose.ALL, Whose.CONSENSUS, {scene.coder_b}, {CONSENSUS, scene.coder_a}):
        matrix = scene.project.matrix(whose)
        for at, code in enumerate(matrix.codes):
            listed = scene.project.codings.listing(scene.report, {code.id}, whose)
            assert len(listed) == matrix.own[0, at]
    every = scene.project.codings.listing()
    assert [one for one in every if one.coder == CONSENSUS] == scene.listed()
