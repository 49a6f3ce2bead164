"""Passages that overlap: each click on them has the next in hand, with its own handles."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.coding_scene import LEFT, SHIFT, Scene, scene
from tests.ui.test_coding_acts import FIRST

__all__ = ["scene"]

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def begin(scene: Scene) -> int:
    return scene.view.extent.ends[0].offset


def test_clicks_go_from_passage_to_passage_and_keys_change_the_one_in_hand(scene: Scene) -> None:
    whole = scene.words(*FIRST)
    inner = scene.words(FIRST[1])
    (outer,) = scene.assign(whole, "Relevance")
    (small,) = scene.assign(inner, "Coherence")
    scene.desk.look_away()
    scene.click(inner)
    assert [one.id for one in scene.hand()] == [small.id]
    assert begin(scene) == inner.start
    scene.click(inner)
    assert [one.id for one in scene.hand()] == [outer.id]
    assert begin(scene) == whole.start
    scene.press(Key.Key_Right, ALT | SHIFT)
    QTest.keyRelease(scene.view, Key.Key_Alt)
    assert scene.ranges(outer)[0].end > whole.end
    assert scene.ranges(small) == (inner,)
    scene.project.undo()
    assert scene.ranges(outer) == (whole,)


def test_handles_follow_what_is_taken_in_hand_in_the_pane(scene: Scene) -> None:
    whole = scene.words(*FIRST)
    inner = scene.words(FIRST[1])
    (outer,) = scene.assign(whole, "Relevance")
    (small,) = scene.assign(inner, "Coherence")
    scene.desk.look_away()
    scene.click(inner)
    QTest.mouseClick(scene.row(outer), LEFT, pos=scene.row(outer).rect().topLeft())
    assert [one.id for one in scene.hand()] == [outer.id]
    assert begin(scene) == whole.start
    QTest.mouseClick(scene.row(small), LEFT, pos=scene.row(small).rect().topLeft())
    assert begin(scene) == inner.start
