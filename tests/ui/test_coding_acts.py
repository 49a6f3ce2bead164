"""Every act on codings, by keys and by mouse, on a real page; each is one step of undo."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from coder.model.coding import Coding
from coder.model.passage import PageRange
from tests.ui.coding_scene import CONTROL, LEFT, NONE, PAGE, SHIFT, Scene, scene
from ui.reader.selection import Caret

__all__ = ["scene"]

FIRST = ("When tourism stopped", "courses")
SECOND = ("Council members", "listens")
Key = Qt.Key


def segment(scene: Scene, coding: Coding, name: str) -> None:
    """Press a direction or a depth in the passage pane."""
    row = scene.row(coding)
    button = next(one for one in row.findChildren(QToolButton) if one.accessibleName() == name)
    QTest.mouseClick(button, LEFT)


@pytest.mark.parametrize(
    ("key", "held", "direction", "depth"),
    [
        (Key.Key_Plus, SHIFT, "+", ""),
        (Key.Key_Minus, NONE, "-", ""),
        (Key.Key_Asterisk, SHIFT, "±", ""),
        (Key.Key_Greater, SHIFT, "", "central"),
        (Key.Key_Less, NONE, "", "limited"),
    ],
)
def test_direction_and_depth_by_one_key_and_again_to_clear(
    scene: Scene, key: Qt.Key, held: Qt.KeyboardModifier, direction: str, depth: str
) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.press(key, held)
    now = scene.again(coding)
    assert (now.direction, now.depth) == (direction, depth)
    (mark,) = scene.opened.marks.marks
    assert (mark.direction, mark.depth) == (direction, depth)
    scene.press(key, held)
    assert (scene.again(coding).direction, scene.again(coding).depth) == ("", "")
    scene.project.undo()
    assert (scene.again(coding).direction, scene.again(coding).depth) == (direction, depth)
    scene.project.undo()
    assert (scene.again(coding).direction, scene.again(coding).depth) == ("", "")


def test_direction_and_depth_by_the_mouse(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    segment(scene, coding, "Against")
    segment(scene, coding, "Central to the passage")
    assert (scene.again(coding).direction, scene.again(coding).depth) == ("-", "central")
    segment(scene, coding, "Mixed")
    assert scene.again(coding).direction == "±"
    segment(scene, coding, "Mixed")
    assert scene.again(coding).direction == ""


def test_several_codes_at_once_are_all_in_hand(scene: Scene) -> None:
    made = scene.assign(scene.words(*FIRST), "Relevance", "Coherence")
    assert {one.id for one in scene.hand()} == {one.id for one in made}
    scene.press(Key.Key_Plus, SHIFT)
    assert [scene.again(one).direction for one in made] == ["+", "+"]
    scene.project.undo()
    assert [scene.again(one).direction for one in made] == ["", ""]


def test_a_click_takes_one_of_ones_own_in_hand_the_next_click_the_next(scene: Scene) -> None:
    scene.assign(scene.words(*FIRST), "Relevance", "Coherence")
    one, other = (row.coding for row in scene.inspector.rows)
    scene.desk.look_away()
    scene.click(scene.words(*FIRST))
    assert [coding.id for coding in scene.hand()] == [one.id]
    scene.qtbot.wait(QGuiApplication.styleHints().mouseDoubleClickInterval() + 50)
    scene.click(scene.words(*FIRST))
    assert [coding.id for coding in scene.hand()] == [other.id]
    scene.press(Key.Key_Delete)
    assert [coding.id for coding in scene.codings()] == [one.id]


def test_another_coders_coding_is_never_in_hand(scene: Scene) -> None:
    (mine,) = scene.assign(scene.words(*FIRST), "Relevance")
    passage = scene.project.codings.passage(mine.passage)
    scene.project.become("Coder B", "CB", "#D55E00")
    (theirs,) = scene.project.codings.add(passage, [scene.code("Coherence")])
    scene.project.become("Coder A")
    scene.desk.look_at_codings([theirs])
    assert scene.hand() == []
    scene.view.setFocus()
    scene.press(Key.Key_Delete)
    assert len(scene.codings()) == 2


def test_delete_by_key_and_by_the_menu(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.press(Key.Key_Delete)
    assert scene.codings() == []
    assert scene.told[-1] == ("Deleted the coding “Relevance”", 1)
    assert scene.inspector.looked == []
    scene.project.undo()
    assert [one.id for one in scene.codings()] == [coding.id]
    scene.desk.look_at_codings([coding.id])
    scene.choose(coding, "Delete")
    assert scene.codings() == []


def test_copy_to_another_code_takes_along_what_the_coding_says(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.project.codings.set_memo(coding.id, "strong")
    scene.press(Key.Key_Plus, SHIFT)
    scene.press(Key.Key_D, CONTROL | SHIFT)
    scene.type("sustain")
    scene.press(Key.Key_Return)
    _, copy = sorted(scene.codings(), key=lambda one: one.id != coding.id)
    assert (copy.passage, copy.memo, copy.direction) == (coding.passage, "strong", "+")
    assert copy.code == scene.code("Sustainability")
    assert [one.id for one in scene.hand()] == [copy.id]
    scene.project.undo()
    assert [one.id for one in scene.codings()] == [coding.id]
    scene.desk.look_at_codings([coding.id])
    scene.choose(coding, "Copy to Another Code…")
    scene.type("impact")
    scene.press(Key.Key_Return)
    assert len(scene.codings()) == 2


def test_split_at_the_caret(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.press(Key.Key_Minus)
    whole = scene.ranges(coding)
    place = scene.words("the project moved").start
    scene.view.put_caret(Caret(PAGE, place))
    scene.press(Key.Key_S, CONTROL | SHIFT)
    one, other = scene.codings()
    assert one.id == coding.id
    assert one.quote.endswith("2021,")
    assert other.quote.startswith("the project moved")
    assert (other.code, other.direction) == (coding.code, "-")
    assert scene.told[-1] == ("Split into 2 passages", 1)
    scene.project.undo()
    assert scene.ranges(coding) == whole
    assert len(scene.codings()) == 1


def test_split_at_a_selection_cuts_out_what_is_selected(scene: Scene) -> None:
    scene.assign(scene.words(*FIRST), "Relevance")
    scene.select(scene.words("the project moved"))
    scene.press(Key.Key_S, CONTROL | SHIFT)
    quotes = [one.quote for one in scene.codings()]
    assert quotes == ["When tourism stopped in 2021,", "the project moved", quotes[2]]
    assert quotes[2].startswith("two hospitality")
    scene.project.undo()
    assert len(scene.codings()) == 1


def test_a_caret_elsewhere_splits_nothing_and_says_what_to_do(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.view.put_caret(Caret(PAGE, scene.words(*SECOND).start))
    scene.press(Key.Key_S, CONTROL | SHIFT)
    assert [one.id for one in scene.codings()] == [coding.id]
    assert "Put the caret" in scene.told[-1][0]


def test_join_with_the_next_of_the_same_code(scene: Scene) -> None:
    (one,) = scene.assign(scene.words(*FIRST), "Relevance")
    (other,) = scene.assign(scene.words(*SECOND), "Relevance")
    (between,) = scene.assign(scene.words("forward"), "Coherence")
    scene.project.codings.set_memo(one.id, "first")
    scene.project.codings.set_memo(other.id, "second")
    scene.desk.look_at_codings([one.id])
    scene.view.setFocus()
    scene.press(Key.Key_J, CONTROL)
    joined = scene.again(one)
    assert joined.quote.startswith("When tourism")
    assert joined.quote.endswith("listens")
    assert joined.memo == "first\n\nsecond"
    assert {coding.id for coding in scene.codings()} == {one.id, between.id}
    assert [coding.id for coding in scene.hand()] == [one.id]
    scene.project.undo()
    assert {coding.id for coding in scene.codings()} == {one.id, other.id, between.id}


def test_join_what_is_selected_and_what_the_mouse_took(scene: Scene) -> None:
    one, _ = scene.assign(scene.words(*FIRST), "Relevance", "Coherence")
    (other,) = scene.assign(scene.words(*SECOND), "Relevance")
    start, end = scene.words(*FIRST), scene.words(*SECOND)
    scene.desk.look_at_codings([one.id])
    scene.select(PageRange(start.page, start.start + 5, end.end - 5))
    scene.press(Key.Key_J, CONTROL)
    assert scene.again(one).quote.endswith("listens")
    scene.project.undo()
    scene.desk.look_at_codings([one.id, other.id])
    QTest.mouseClick(scene.row(one), LEFT, NONE, QPoint(2, 2))
    QTest.mouseClick(scene.row(other), LEFT, CONTROL, QPoint(2, 2))
    scene.choose(other, "Join with the Next of This Code")
    assert scene.again(one).quote.endswith("listens")


def test_nothing_is_joined_when_there_is_no_other_or_it_is_far(scene: Scene) -> None:
    (one,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.press(Key.Key_J, CONTROL)
    assert scene.told[-1][0] == "There is no other passage of the same code to join with."
    scene.view.select([PageRange(8, 0, 40)])
    scene.desk.assign([scene.code("Relevance")])
    scene.desk.look_at_codings([one.id])
    scene.view.setFocus()
    scene.press(Key.Key_J, CONTROL)
    assert "too far to join" in scene.told[-1][0]
    assert len(scene.codings()) == 2


def test_the_extent_is_moved_for_ones_own_codings_only(scene: Scene) -> None:
    one, two = scene.assign(scene.words(*FIRST), "Relevance", "Coherence")
    passage = scene.project.codings.passage(one.passage)
    scene.project.become("Coder B", "CB", "#D55E00")
    (theirs,) = scene.project.codings.add(passage, [scene.code("Impact")])
    scene.project.become("Coder A")
    scene.desk.look_at_codings([one.id])
    longer = scene.words("When tourism stopped", "following year")
    scene.view.extentChanged.emit([longer])
    assert scene.ranges(one) == scene.ranges(two) == (longer,)
    assert scene.project.codings.get(theirs).passage == passage.id
    assert scene.again(one).passage in scene.view.highlights.lit
    assert scene.project.undo_label.startswith("Change Extent")
    scene.project.undo()
    assert scene.again(one).passage == passage.id
    assert [looked.id for looked in scene.inspector.looked] == [passage.id]


def test_keys_move_the_end_and_the_beginning_of_the_passage(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words("the project moved two"), "Relevance")
    alt = Qt.KeyboardModifier.AltModifier
    scene.press(Key.Key_Right, alt | SHIFT)
    scene.press(Key.Key_Left, alt | SHIFT | CONTROL)
    assert scene.again(coding).quote == "2021, the project moved two hospitality"
    scene.press(Key.Key_Left, alt | SHIFT)
    assert scene.again(coding).quote == "2021, the project moved two"
    for _ in range(3):
        scene.project.undo()
    assert scene.again(coding).quote == "the project moved two"


def test_what_is_in_hand_stays_so_while_the_caret_goes(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.qtbot.wait(120)
    scene.press(Key.Key_Right)
    scene.press(Key.Key_Down)
    scene.qtbot.wait(120)
    scene.press(Key.Key_Plus, SHIFT)
    assert scene.again(coding).direction == "+"


def test_in_vivo_makes_a_code_beside_the_one_used_last(scene: Scene) -> None:
    scene.assign(scene.words(*SECOND), "External coherence")
    scene.select(scene.words("seaweed farming"))
    scene.press(Key.Key_I, CONTROL)
    code = scene.project.codebook.find("seaweed farming")
    assert code.parent == scene.project.codebook.find("External coherence").parent
    assert [one.quote for one in scene.codings() if one.code == code.id] == ["seaweed farming"]
    assert scene.told[-1] == ("Made the code “seaweed farming”", 2)
    scene.select(scene.words("When tourism stopped"))
    scene.desk.code_in_vivo()
    scene.project.undo()
    scene.project.undo()
    scene.select(scene.words("seaweed farming"))
    scene.pane.bar.inVivoRequested.emit()
    assert len([one for one in scene.codings() if one.code == code.id]) == 1


def test_long_words_are_cut_for_the_name_of_a_code(scene: Scene) -> None:
    scene.select(scene.words("When tourism stopped", "farming"))
    scene.press(Key.Key_I, CONTROL)
    (coding,) = scene.codings()
    name = scene.project.codebook.get(coding.code).name
    assert name == "When tourism stopped in 2021, the project moved two…"


def test_copy_with_citation(scene: Scene) -> None:
    report = scene.opened.report
    label = scene.opened.facts[4].label
    scene.select(scene.words("the project moved"))
    scene.press(Key.Key_C, CONTROL | SHIFT)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == f"“the project moved” ({report.title}, p. {label})"
    (coding,) = scene.assign(scene.words("seaweed farming"), "Relevance")
    scene.project.reports.edit(report.id, number="E19")
    scene.opened.report = scene.project.reports.get(report.id)
    scene.choose(coding, "Copy with Citation")
    assert clipboard.text() == f"“seaweed farming” (E19, p. {label})"


def test_acts_go_to_the_report_in_hand_alone(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.desk.detach()
    assert scene.inspector.looked == []
    scene.view.codingsClicked.emit([coding.id])
    scene.desk.do("delete")
    assert scene.inspector.looked == []
    assert [one.id for one in scene.codings()] == [coding.id]
    scene.project.codings.mark([coding.id], direction="+")
    assert scene.opened.marks.marks[0].direction == "+"
    scene.desk.attach(scene.opened)
    scene.view.codingsClicked.emit([coding.id])
    assert [one.id for one in scene.hand()] == [coding.id]


def test_several_in_hand_get_another_code_in_one_step_and_stay_in_hand(scene: Scene) -> None:
    made = scene.assign(scene.words(*FIRST), "Relevance", "Coherence")
    scene.press(Key.Key_R, CONTROL)
    scene.type("efficiency")
    scene.press(Key.Key_Return)
    (now,) = scene.codings()
    assert now.code == scene.code("Efficiency")
    assert [one.id for one in scene.hand()] == [now.id]
    scene.project.undo()
    assert {(one.id, one.code) for one in scene.codings()} == {(one.id, one.code) for one in made}


def test_recoding_as_what_is_there_has_that_coding_in_hand(scene: Scene) -> None:
    kept, other = scene.assign(scene.words(*FIRST), "Relevance", "Coherence")
    scene.inspector.look_at(scene.inspector.looked, [other.id])
    scene.press(Key.Key_R, CONTROL)
    scene.type("relevance")
    scene.press(Key.Key_Return)
    assert [one.id for one in scene.codings()] == [kept.id]
    assert [one.id for one in scene.hand()] == [kept.id]


def test_words_are_selected_again_when_their_only_code_is_undone(scene: Scene) -> None:
    words = scene.words(*FIRST)
    scene.assign(words, "Relevance")
    scene.desk.assign([scene.code("Coherence")])
    scene.project.undo()
    assert scene.view.selection() == ()
    scene.project.undo()
    assert scene.view.selection() == (words,)
    scene.desk.assign([scene.code("Efficiency")])
    (now,) = scene.codings()
    assert scene.ranges(now) == (words,)


def test_an_area_is_selected_again_when_its_only_code_is_undone(scene: Scene) -> None:
    scene.view.select_area(PAGE, (100.0, 100.0, 300.0, 200.0))
    scene.desk.assign([scene.code("Relevance")])
    scene.project.undo()
    area = scene.view.area()
    assert area is not None
    assert (area[0], [round(one) for one in area[1]]) == (PAGE, [100, 100, 300, 200])


def test_what_was_clicked_is_not_selected_when_it_goes(scene: Scene) -> None:
    scene.assign(scene.words(*FIRST), "Relevance")
    scene.desk.look_away()
    scene.click(scene.words(*FIRST))
    scene.press(Key.Key_Delete)
    assert scene.codings() == []
    assert scene.view.selection() == ()


def test_after_coding_one_goes_on_from_there_and_not_from_the_top(scene: Scene) -> None:
    first, second = scene.words(*FIRST), scene.words(*SECOND)
    early, late = sorted((first, second), key=lambda one: one.start)
    scene.assign(early, "Relevance")
    scene.assign(late, "Relevance")
    (coding,) = scene.assign(early, "Coherence")
    assert scene.view.caret == Caret(PAGE, early.end)
    scene.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert {one.passage for one in scene.hand()} != {coding.passage}
    scene.select(early)
    scene.press(Key.Key_Escape)
    scene.press(Key.Key_Right)
    assert scene.view.caret == Caret(PAGE, early.end + 1)
