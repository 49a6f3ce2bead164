"""The workbook tells what was settled, and which definitions to revise; only if there is any."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.whose import Whose
from coder.progress import finish
from tests.coder.settling_scene import Scene
from tests.coder.workbook_read import Opened, lines, opened


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path / "p.evc")
    made.code(made.coder_a, (0, 19))
    made.code(made.coder_b, (11, 41))
    made.code(made.coder_b, (60, 78), made.blue)
    yield made
    made.project.close()


def book_of(scene: Scene, whose: Whose = Whose.ALL) -> Opened:
    target = scene.project.path.with_suffix(".xlsx")
    finish(scene.project.export(target, whose))
    return opened(target)


def test_without_settlements_there_are_no_such_sheets(scene: Scene) -> None:
    assert not {"Settlements", "Definitions to revise"} & set(book_of(scene).sheetnames)


@pytest.mark.parametrize("whose", list(Whose))
def test_each_settlement_has_its_row(scene: Scene, whose: Whose) -> None:
    project = scene.project
    boundary, missed = project.settling.queue()
    project.settling.settle(boundary, "joined", kind="boundary", reason="=1+1 of one finding")
    project.settling.settle(missed, "first", kind="definition", reason="Blue is for costs")
    project.codebook.edit(scene.blue, definition="What it cost")
    book = book_of(scene, whose)
    first, second = lines(book["Settlements"])
    assert (first["Report"], first["PDF page"], first["Code"]) == ("Alpha", 1, "Red")
    assert first["What coders coded"].split("\n") == [
        "Coder A · Red: “Finding 1. Training” (p. 1)",
        "Coder B · Red: “Training improved the earnings” (p. 1)",
    ]
    assert first["What stands"] == "Red: “Finding 1. Training improved the earnings” (p. 1)"
    assert (first["Verdict"], first["What it was"]) == ("made one passage", "boundary")
    assert (first["Reason"], first["Settled by"]) == ("=1+1 of one finding", "Coder A")
    assert first["State"] is None
    assert (second["Verdict"], second["What stands"]) == ("none of it", None)
    (unclear,) = lines(book["Definitions to revise"])
    assert (unclear["Code"], unclear["Found unclear"], unclear["Settled"]) == ("Blue", 1, 1)
    assert (unclear["Why"], unclear["Definition"]) == ("Blue is for costs", "What it cost")
    told = {cell.value for (cell,) in book["Read me"]["A13:A24"] if cell.hyperlink}
    assert {"Settlements", "Definitions to revise"} <= told


def test_what_is_stale_says_so_and_whose_it_is(scene: Scene) -> None:
    boundary, _ = scene.project.settling.queue()
    scene.project.settling.settle(boundary, "first")
    (row,) = lines(book_of(scene)["Settlements"])
    assert (row["Verdict"], row["State"]) == ("what Coder A coded", None)
    own = next(one for one in boundary.in_question if one.coder == scene.coder_a)
    scene.project.codings.delete([own.id])
    (row,) = lines(book_of(scene)["Settlements"])
    assert row["State"] == "changed since: to be settled again"
