"""Ctrl+M gives one's own codings the words or the area that was selected since."""

import pytest
from PySide6.QtCore import Qt

from coder.model.coding import Coding
from tests.ui.answers import Answers
from tests.ui.coding_scene import CONTROL, NONE, PAGE, SHIFT, Scene, scene
from ui.reader.selection import Caret

__all__ = ["scene"]

FIRST = ("When tourism stopped", "courses")
SECOND = ("Council members", "listens")
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
SETTLED = 120
"""Milliseconds after which what was selected has been shown in the passage pane."""


def caret_before(scene: Scene, words: str) -> None:
    """Go by keys from the caret to before these words of the page."""
    wanted = scene.words(words).start
    while (caret := scene.view.caret) and caret.offset != wanted:
        back = caret.offset > wanted
        far = abs(caret.offset - wanted) > 40
        scene.press(Key.Key_Left if back else Key.Key_Right, CONTROL if far else NONE)


def select(scene: Scene, words: str) -> None:
    """Select words with Shift and the arrow, as one does without a mouse."""
    caret_before(scene, words)
    for _ in words:
        scene.press(Key.Key_Right, SHIFT)
    scene.qtbot.wait(SETTLED)


def move(scene: Scene) -> None:
    scene.press(Key.Key_M, CONTROL)
    scene.qtbot.wait(SETTLED)


def in_hand(scene: Scene, words: tuple[str, str], *names: str) -> list[Coding]:
    """Code words and have the caret at their beginning."""
    made = scene.assign(scene.words(*words), *names)
    scene.view.put_caret(Caret(PAGE, scene.words(*words).start))
    scene.desk.look_at_codings([one.id for one in made])
    scene.view.setFocus()
    return made


def test_words_selected_by_keys_become_the_passage_with_all_it_says(scene: Scene) -> None:
    (coding,) = in_hand(scene, FIRST, "Relevance")
    scene.press(Key.Key_Plus, SHIFT)
    scene.project.codings.set_memo(coding.id, "strong")
    before = scene.again(coding)
    select(scene, "the project moved two")
    move(scene)
    after = scene.again(coding)
    assert after.quote == "the project moved two"
    assert (after.code, after.direction, after.memo) == (before.code, "+", "strong")
    assert [one.id for one in scene.codings()] == [coding.id]
    assert [one.id for one in scene.hand()] == [coding.id]
    assert not scene.view.has_selection
    assert coding.id in {mark.coding for mark in scene.opened.marks.marks}
    assert after.passage in scene.view.highlights.lit


def test_it_is_one_step_of_undo_and_of_redo(scene: Scene) -> None:
    (coding,) = in_hand(scene, FIRST, "Relevance")
    passage = scene.again(coding).passage
    select(scene, "the project moved two")
    move(scene)
    moved = scene.again(coding).passage
    assert moved != passage
    assert scene.project.undo_label.startswith("Change Extent")
    scene.project.undo()
    assert scene.again(coding).passage == passage
    assert [looked.id for looked in scene.inspector.looked] == [passage]
    scene.project.redo()
    assert scene.again(coding).passage == moved


def test_an_area_drawn_by_keys_becomes_the_passage(scene: Scene) -> None:
    (coding,) = in_hand(scene, FIRST, "Relevance")
    words = scene.again(coding).passage
    scene.press(Key.Key_A, CONTROL | ALT)
    scene.press(Key.Key_Down)
    scene.press(Key.Key_Right, SHIFT)
    selected = scene.view.area()
    assert selected is not None
    scene.qtbot.wait(SETTLED)
    move(scene)
    after = scene.again(coding)
    assert after.is_area
    passage = scene.project.codings.passage(after.passage)
    assert passage.page == selected[0]
    assert passage.quads[0][1].rect == pytest.approx(selected[1], abs=0.006)
    assert scene.view.area() is None
    scene.project.undo()
    assert scene.again(coding).passage == words
    assert not scene.again(coding).is_area


def test_a_coded_area_is_moved_to_words(scene: Scene) -> None:
    scene.view.select_area(PAGE, (60.0, 60.0, 200.0, 160.0))
    (made,) = scene.desk.assign([scene.code("Relevance")])
    area = scene.project.codings.get(made)
    assert area.is_area
    scene.view.setFocus()
    scene.view.put_caret(Caret(PAGE, scene.words(*FIRST).start))
    scene.desk.look_at_codings([made])
    select(scene, "When tourism stopped")
    move(scene)
    after = scene.again(area)
    assert (after.is_area, after.quote) == (False, "When tourism stopped")


def test_only_what_was_in_hand_moves(scene: Scene) -> None:
    one, other = scene.assign(scene.words(*FIRST), "Relevance", "Coherence")
    scene.desk.look_away()
    scene.view.put_caret(Caret(PAGE, scene.words(*FIRST).start))
    scene.desk.look_at_codings([one.id])
    assert [coding.id for coding in scene.hand()] == [one.id]
    scene.view.setFocus()
    select(scene, "the project moved two")
    move(scene)
    assert scene.again(one).quote == "the project moved two"
    assert scene.again(other).passage == other.passage


def test_on_a_passage_with_that_code_the_two_are_joined(scene: Scene) -> None:
    (there,) = scene.assign(scene.words("Council members"), "Relevance")
    (coding,) = in_hand(scene, FIRST, "Relevance")
    scene.project.codings.set_memo(coding.id, "mine")
    select(scene, "Council members")
    move(scene)
    (left,) = scene.codings()
    assert (left.id, left.quote, left.memo) == (there.id, "Council members", "mine")
    scene.project.undo()
    assert {one.id for one in scene.codings()} == {there.id, coding.id}


def test_another_coders_coding_is_not_moved(scene: Scene) -> None:
    (mine,) = scene.assign(scene.words(*SECOND), "Relevance")
    passage = scene.project.codings.passage(mine.passage)
    scene.project.become("Coder B", "CB", "#D55E00")
    (theirs,) = scene.project.codings.add(passage, [scene.code("Coherence")])
    scene.project.become("Coder A")
    scene.project.codings.delete([mine.id])
    scene.view.put_caret(Caret(PAGE, scene.words(*FIRST).start))
    scene.desk.look_at_codings([theirs])
    scene.view.setFocus()
    select(scene, "When tourism")
    move(scene)
    assert scene.project.codings.get(theirs).passage == passage.id
    assert scene.told[-1][0].startswith("Click a coding of your own")
    assert scene.view.has_selection


def test_what_was_in_hand_of_a_coder_who_has_left_is_refused(
    scene: Scene, answers: Answers
) -> None:
    (mine,) = in_hand(scene, FIRST, "Relevance")
    select(scene, "the project moved two")
    scene.project.become("Coder B", "CB", "#D55E00")
    move(scene)
    assert scene.again(mine).passage == mine.passage
    assert len(answers.asked) == 1, "one is told why"
    assert scene.view.has_selection, "what was selected is kept"


def test_without_a_coding_or_a_selection_one_is_told_what_to_do(scene: Scene) -> None:
    scene.view.put_caret(Caret(PAGE, scene.words(*FIRST).start))
    select(scene, "When tourism")
    move(scene)
    assert scene.told[-1][0].startswith("Click a coding of your own")
    assert scene.codings() == []
    (coding,) = in_hand(scene, SECOND, "Relevance")
    move(scene)
    assert scene.again(coding).passage == coding.passage


def test_a_coding_deleted_meanwhile_is_not_moved(scene: Scene) -> None:
    (coding,) = in_hand(scene, FIRST, "Relevance")
    select(scene, "the project moved two")
    scene.project.codings.delete([coding.id])
    move(scene)
    assert scene.codings() == []
    assert scene.told[-1][0].startswith("Click a coding of your own")
