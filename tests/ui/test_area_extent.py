"""A coded area in hand has handles: mouse and keys change where it lies, in one step of undo."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from coder.model.coding import Coding
from tests.ui.coding_scene import CONTROL, LEFT, NONE, PAGE, SHIFT, Scene, scene
from ui.reader.boxes import Rect

__all__ = ["scene"]

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
AREA = (90.0, 150.0, 400.0, 330.0)


def coded(scene: Scene) -> Coding:
    """Code an area, and have it in hand."""
    scene.view.select_area(PAGE, AREA)
    (made,) = scene.desk.assign([scene.code("Relevance")])
    scene.view.setFocus()
    return scene.project.codings.get(made)


def lies(scene: Scene, coding: Coding) -> Rect:
    passage = scene.project.codings.passage(scene.again(coding).passage)
    assert passage.is_area
    return passage.quads[0][1].rect


def corner(scene: Scene) -> QPoint:
    """Return the lower right handle in the viewport."""
    rect = scene.view.on_screen_rect(PAGE, scene.view.area_extent.shown)
    return rect.bottomRight().toPoint()


def drag(scene: Scene, begin: QPoint, by: QPoint) -> None:
    viewport = scene.view.viewport()
    QTest.mousePress(viewport, LEFT, NONE, begin)
    QTest.mouseMove(viewport, begin + by / 2)
    QTest.mouseMove(viewport, begin + by)
    QTest.mouseRelease(viewport, LEFT, NONE, begin + by)


def test_a_handle_moves_the_sides_and_undo_puts_them_back(scene: Scene) -> None:
    coding = coded(scene)
    assert scene.view.area_extent.is_there
    assert not scene.view.extent.is_there
    before = lies(scene, coding)
    assert before == AREA
    drag(scene, corner(scene), QPoint(40, -30))
    left, top, right, bottom = lies(scene, coding)
    assert (left, top) == before[:2]
    assert right > before[2]
    assert bottom < before[3]
    assert [one.id for one in scene.hand()] == [coding.id]
    scene.project.undo()
    assert lies(scene, coding) == before


def test_keys_move_either_end_and_escape_takes_it_back(scene: Scene) -> None:
    coding = coded(scene)
    before = lies(scene, coding)
    scene.press(Key.Key_Down, ALT | SHIFT)
    QTest.keyRelease(scene.view, Key.Key_Alt)
    after = lies(scene, coding)
    assert after[:3] == before[:3]
    assert after[3] > before[3]
    scene.press(Key.Key_Left, CONTROL | ALT | SHIFT)
    QTest.keyRelease(scene.view, Key.Key_Alt)
    assert lies(scene, coding)[0] < before[0]
    now = lies(scene, coding)
    scene.view.area_extent.step(1, 1, 0)
    scene.press(Key.Key_Escape)
    assert not scene.view.area_extent.is_changed
    assert lies(scene, coding) == now


def test_a_click_on_its_outline_is_a_click_and_words_have_no_such_handles(scene: Scene) -> None:
    coding = coded(scene)
    view = scene.view
    rect = view.on_screen_rect(PAGE, view.area_extent.shown)
    beside = QPointF(rect.left() + rect.width() / 4, rect.top())
    assert view.area_extent.handle_at(beside) is None
    scene.desk.look_away()
    assert not view.area_extent.is_there
    QTest.mouseClick(view.viewport(), LEFT, NONE, (beside + QPointF(0, 3)).toPoint())
    assert [one.id for one in scene.hand()] == [coding.id]
    scene.assign(scene.words("Council members", "listens"), "Coherence")
    assert not view.area_extent.is_there
    assert view.extent.is_there


def test_a_side_dragged_while_its_coding_goes_is_let_go(scene: Scene) -> None:
    coded(scene)
    viewport, begin = scene.view.viewport(), corner(scene)
    QTest.mousePress(viewport, LEFT, NONE, begin)
    QTest.mouseMove(viewport, begin + QPoint(10, 10))
    scene.project.undo()
    QTest.mouseMove(viewport, begin + QPoint(20, 20))
    QTest.mouseRelease(viewport, LEFT, NONE, begin + QPoint(20, 20))
    assert scene.codings() == []
