"""Undo and redo say what they did: it may be in another report, or a page further on."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.at_the_window import entry, toast_button
from ui.main_window import MainWindow
from ui.undoing import shortened

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_undo_and_redo_by_keys_say_what_they_did(at_work: MainWindow) -> None:
    project = at_work.session.project
    named = project.name
    project.edit(name="Renamed")
    label = project.undo_label
    assert label
    QTest.keyClick(at_work.windowHandle(), Qt.Key.Key_Z, CONTROL)
    assert project.name == named
    assert at_work.toast.message == f"Undone: {label}"
    assert toast_button(at_work).isHidden()
    QTest.keyClick(at_work.windowHandle(), Qt.Key.Key_Z, CONTROL | SHIFT)
    assert project.name == "Renamed"
    assert at_work.toast.message == f"Done again: {label}"


def test_a_long_name_of_an_act_is_cut_between_words(at_work: MainWindow) -> None:
    name = "Renforcement des capacités institutionnelles des autorités décentralisées " * 2
    project = at_work.session.project
    project.codebook.add(None, None, name.strip())
    words = entry(at_work, "Edit", "Undo").text()
    assert words.endswith("…")
    assert len(words) < 80
    entry(at_work, "Edit", "Undo").trigger()
    assert at_work.toast.message.endswith("…")
    assert shortened("Code as Relevance") == "Code as Relevance"
    assert len(shortened("x" * 200)) < 80
