"""Memos written on the page: by one key, beside the passage, saved by themselves."""

from PySide6.QtCore import QRect, Qt

from coder.model.passage import PageRange
from tests.ui.coding_scene import CONTROL, NONE, PAGE, SHIFT, Scene, scene

__all__ = ["scene"]

FIRST = ("When tourism stopped", "courses")
Key = Qt.Key


def test_a_memo_is_written_on_the_page(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.press(Key.Key_F2)
    note = scene.desk.memos.note
    assert note is not None
    assert note.isVisible()
    assert scene.focus() is note.memo
    for rect in passage_rects(scene, scene.words(*FIRST)):
        assert not note.geometry().intersects(rect)
    scene.type("weak proof")
    scene.press(Key.Key_Escape)
    assert scene.desk.memos.note is None
    assert scene.focus() is scene.view
    assert scene.again(coding).memo == "weak proof"
    assert scene.row(coding).memo.toPlainText() == "weak proof"
    assert scene.opened.marks.marks[0].has_memo
    scene.project.undo()
    assert scene.again(coding).memo == ""


def test_a_memo_saves_itself_and_closes_when_one_works_elsewhere(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    scene.choose(coding, "Write the Memo on the Page")
    scene.type("by itself")
    scene.qtbot.waitUntil(lambda: scene.again(coding).memo == "by itself")
    assert scene.desk.memos.note is not None
    scene.codebook.tree.setFocus()
    assert scene.desk.memos.note is None
    assert scene.focus() is scene.codebook.tree


def test_undo_of_the_coding_takes_its_note_along(scene: Scene) -> None:
    scene.assign(scene.words(*FIRST), "Relevance")
    scene.press(Key.Key_F2)
    scene.type("never")
    scene.project.undo()
    assert scene.desk.memos.note is None
    assert scene.codings() == []
    assert not scene.told


def test_a_long_memo_lets_the_note_grow_beside_the_passage(scene: Scene) -> None:
    scene.assign(scene.words(*FIRST), "Relevance")
    scene.press(Key.Key_F2)
    note = scene.desk.memos.note
    assert note is not None
    before = note.height()
    note.memo.setPlainText("\n".join("line" for _ in range(8)))
    scene.qtbot.waitUntil(lambda: note.height() > before + 60)
    for rect in passage_rects(scene, scene.words(*FIRST)):
        assert not note.geometry().intersects(rect)


def test_a_selection_is_coded_first_and_its_memo_written_then(scene: Scene) -> None:
    scene.select(scene.words(*FIRST))
    scene.press(Key.Key_F2)
    scene.type("impact")
    scene.press(Key.Key_Return)
    assert scene.desk.memos.note is not None
    scene.type("why")
    scene.press(Key.Key_Return, CONTROL)
    (coding,) = scene.codings()
    assert (coding.memo, coding.code) == ("why", scene.code("Impact"))
    assert scene.focus() is scene.view


def test_a_passage_longer_than_the_view_is_scrolled_for_the_note(scene: Scene) -> None:
    scene.view.set_zoom(4.0)
    end = len(scene.text)
    scene.assign(PageRange(PAGE, 0, end), "Relevance")
    scene.view.go_to(PAGE)
    scene.press(Key.Key_F2)
    note = scene.desk.memos.note
    assert note is not None
    shown = note.geometry()
    assert scene.view.viewport().rect().contains(shown)
    for rect in passage_rects(scene, PageRange(PAGE, 0, end)):
        assert not shown.intersects(rect)


def test_the_note_goes_along_when_the_pages_scroll(scene: Scene) -> None:
    scene.assign(scene.words(*FIRST), "Relevance")
    scene.press(Key.Key_F2)
    note = scene.desk.memos.note
    assert note is not None
    scene.view.pull(60)
    for rect in passage_rects(scene, scene.words(*FIRST)):
        assert not note.geometry().intersects(rect)


def passage_rects(scene: Scene, words: PageRange) -> list[QRect]:
    before = scene.view.selection()
    scene.view.select([words])
    rects = scene.view.selection_rects()
    scene.view.select(before)
    return rects


def test_tab_gives_the_keys_back_to_the_pages(scene: Scene) -> None:
    (coding,) = scene.assign(scene.words(*FIRST), "Relevance")
    for key, held in ((Key.Key_Tab, NONE), (Key.Key_Backtab, SHIFT)):
        scene.press(Key.Key_F2)
        scene.type("more")
        scene.press(key, held)
        assert scene.desk.memos.note is None
        assert scene.focus() is scene.view
    assert scene.again(coding).memo == "moremore"
