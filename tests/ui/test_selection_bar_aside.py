"""The bar at the selection steps aside while Shift is held: there one clicks to select as far."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.coding_scene import SHIFT, Scene, scene
from tests.ui.test_coding_acts import FIRST

__all__ = ["scene"]

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


def test_a_click_with_shift_reaches_the_words_under_the_bar(scene: Scene) -> None:
    scene.select(scene.words(*FIRST))
    bar, viewport = scene.pane.bar, scene.view.viewport()
    assert bar.isVisible()
    before, under = scene.view.selected_text(), bar.geometry().center()
    QTest.keyPress(scene.view, Key.Key_Shift)
    assert not bar.isVisible()
    assert viewport.childAt(under) is None
    QTest.mouseClick(viewport, LEFT, SHIFT, under)
    assert len(scene.view.selected_text()) != len(before)
    assert not bar.isVisible()
    QTest.keyRelease(scene.view, Key.Key_Shift)
    assert bar.isVisible()


def test_it_comes_back_when_the_keys_went_elsewhere_meanwhile(scene: Scene) -> None:
    scene.select(scene.words(*FIRST))
    QTest.keyPress(scene.view, Key.Key_Shift)
    assert not scene.pane.bar.isVisible()
    scene.inspector.setFocus()
    assert scene.pane.bar.isVisible()
