"""Codes dragged onto words of the page, and selected words dragged onto a code."""

import pytest
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from coder.model.ids import CodeId
from tests.ui.coding_scene import NONE, Scene, scene
from ui.panels.codes.tree import CODES_MIME
from ui.panels.codes.view import PASSAGE_MIME, CodeTreeView
from ui.stages.code_drop import Grip

__all__ = ["scene"]

LEFT = Qt.MouseButton.LeftButton
BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def enter(target: QWidget, data: QMimeData, spot: QPoint) -> bool:
    """Drag something over a widget; say whether it would be taken."""
    come = QDragEnterEvent(spot, BOTH, data, LEFT, NONE)
    QApplication.sendEvent(target, come)
    over = QDragMoveEvent(spot, BOTH, data, LEFT, NONE)
    QApplication.sendEvent(target, over)
    return over.isAccepted()


def drop(target: QWidget, data: QMimeData, spot: QPoint) -> Qt.DropAction:
    event = QDropEvent(QPointF(spot), BOTH, data, LEFT, NONE)
    QApplication.sendEvent(target, event)
    return event.dropAction()


def dragged(scene: Scene, name: str) -> QMimeData:
    """Return what the tree gives to be dragged of a code."""
    tree = scene.codebook.tree
    model = tree.model()
    found = model.match(
        model.index(0, 0), Qt.ItemDataRole.DisplayRole, name, 1, Qt.MatchFlag.MatchRecursive
    )
    data = model.mimeData(found)
    assert CodeId(bytes(data.data(CODES_MIME).data())) == scene.code(name)
    return data


def place_of(tree: CodeTreeView, name: str) -> QPoint:
    model = tree.model()
    (index,) = model.match(
        model.index(0, 0), Qt.ItemDataRole.DisplayRole, name, 1, Qt.MatchFlag.MatchRecursive
    )
    return tree.visualRect(index).center()


def test_a_code_dropped_on_what_is_selected(scene: Scene) -> None:
    words = scene.words("the project moved")
    scene.select(words)
    spot, data = scene.spot(words), dragged(scene, "Relevance")
    viewport = scene.view.viewport()
    assert enter(viewport, data, spot)
    assert not enter(viewport, data, spot + QPoint(0, 200))
    assert drop(viewport, data, spot) == Qt.DropAction.CopyAction
    (coding,) = scene.codings()
    assert (coding.quote, coding.code) == ("the project moved", scene.code("Relevance"))
    scene.project.undo()
    assert scene.codings() == []


def test_a_code_dropped_on_a_highlight_lights_it_and_codes_it_again(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words("seaweed farming"), "Relevance")
    scene.desk.look_away()
    spot, data = scene.spot(scene.words("seaweed")), dragged(scene, "Coherence")
    viewport = scene.view.viewport()
    assert enter(viewport, data, spot)
    assert coding.id in scene.view.highlights.under
    QApplication.sendEvent(viewport, QDragLeaveEvent())
    assert not scene.view.highlights.under
    enter(viewport, data, spot)
    drop(viewport, data, spot)
    one, other = scene.codings()
    assert one.passage == other.passage
    assert not scene.view.highlights.under


def test_a_code_is_not_taken_where_nothing_is(scene: Scene) -> None:
    data = dragged(scene, "Relevance")
    spot = scene.spot(scene.words("the project moved"))
    assert not enter(scene.view.viewport(), data, spot)
    drop(scene.view.viewport(), data, spot)
    assert scene.codings() == []


def test_the_grip_of_the_bar_drags_the_words_onto_a_code(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.select(scene.words("the project moved"))
    grip = scene.pane.bar.findChild(Grip)
    assert grip is not None
    scene.qtbot.waitUntil(grip.isVisible)
    tree, went = scene.codebook.tree, list[bool]()

    class Drag:
        """Stands for the drag that the mouse would make: it goes to a code and is let go."""

        def exec(self, _action: Qt.DropAction) -> None:
            data, spot = QMimeData(), place_of(tree, "Coherence")
            data.setData(PASSAGE_MIME, QByteArray(b"selection"))
            went.append(enter(tree.viewport(), data, spot))
            assert tree.target == scene.code("Coherence")
            drop(tree.viewport(), data, spot)

    monkeypatch.setattr(grip, "drag", Drag)
    for kind, x in ((QEvent.Type.MouseButtonPress, 4), (QEvent.Type.MouseMove, 40)):
        spot = QPointF(x, 10)
        event = QMouseEvent(kind, spot, grip.mapToGlobal(spot), LEFT, LEFT, NONE)
        QApplication.sendEvent(grip, event)
    assert went == [True]
    (coding,) = scene.codings()
    assert (coding.quote, coding.code) == ("the project moved", scene.code("Coherence"))
    assert tree.target is None


def test_a_heading_takes_no_words(scene: Scene) -> None:
    tree = scene.codebook.tree
    data = QMimeData()
    data.setData(PASSAGE_MIME, QByteArray(b"selection"))
    spot = tree.visualRect(tree.model().index(0, 0)).center()
    assert not enter(tree.viewport(), data, spot)
    assert tree.target is None
