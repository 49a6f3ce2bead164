"""Whoever asks the pages for what is not there is told so, in a quiet word."""

import pymupdf
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from coder.model.ids import ReportId
from coder.pdf.extract import extract
from tests.ui.coding_scene import CONTROL, LEFT, NONE, SHIFT, Scene, scene
from tests.ui.test_coding_acts import FIRST
from ui.reader.source import PageSource
from ui.reader.view import ReaderView
from ui.stages.in_vain import in_vain

__all__ = ["scene"]

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def test_beyond_the_last_coding_a_word_is_said(scene: Scene) -> None:
    scene.assign(scene.words(*FIRST), "Relevance")
    scene.told.clear()
    scene.press(Key.Key_Home, CONTROL)
    scene.press(Key.Key_Down, ALT)
    assert scene.told == []
    scene.press(Key.Key_Down, ALT)
    scene.press(Key.Key_Home, CONTROL)
    scene.press(Key.Key_Up, ALT)
    assert [word for word, _ in scene.told] == [in_vain("coding +1"), in_vain("coding -1")]


def test_beyond_the_last_page_without_a_coding_a_word_is_said(scene: Scene) -> None:
    scene.press(Key.Key_End, CONTROL)
    scene.press(Key.Key_PageDown, ALT)
    scene.press(Key.Key_Home, CONTROL)
    scene.press(Key.Key_PageUp, ALT)
    assert [word for word, _ in scene.told] == [in_vain("uncoded +1"), in_vain("uncoded -1")]


def test_nothing_to_cite_is_said_and_so_is_a_copy_by_the_bar(scene: Scene) -> None:
    scene.press(Key.Key_C, CONTROL | SHIFT)
    assert scene.told == [(in_vain("cite"), 0)]
    words = scene.words(*FIRST)
    scene.select(words)
    scene.told.clear()
    buttons = scene.pane.bar.findChildren(QToolButton)
    copy = next(one for one in buttons if one.accessibleName() == "Copy")
    QTest.mouseClick(copy, LEFT)
    assert scene.told == [("Copied", 0)]
    assert QGuiApplication.clipboard().text() == scene.view.selected_text()


def test_words_looked_for_on_a_picture_are_said_to_be_none(qtbot: QtBot) -> None:
    with pymupdf.open() as doc:
        doc.new_page(width=420, height=595)
        blank = bytes(doc.tobytes())
    taken = extract(blank)
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show()
    view.open(
        PageSource(
            ReportId(b"r" * 16), lambda: blank, None, taken.facts, lambda at: taken.pages[at]
        )
    )
    told: list[str] = []
    view.inVain.connect(told.append)
    QTest.keyClick(view, Key.Key_Space, CONTROL)
    assert told == ["words"]
    begin, end = QPoint(200, 200), QPoint(320, 260)
    QTest.mouseClick(view.viewport(), LEFT, NONE, begin)
    assert told == ["words"]
    QTest.mousePress(view.viewport(), LEFT, NONE, end)
    QTest.mouseMove(view.viewport(), begin)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, begin)
    assert told == ["words", "words"]
    assert "Alt" in in_vain("words")
    view.close_report()


def test_after_deleting_one_code_the_other_is_in_hand(scene: Scene) -> None:
    first, second = scene.assign(scene.words(*FIRST), "Relevance", "Coherence")
    scene.desk.looking.at([first.passage], [second.id])
    assert [one.id for one in scene.hand()] == [second.id]
    scene.press(Key.Key_Delete)
    assert [one.id for one in scene.codings()] == [first.id]
    assert [one.id for one in scene.hand()] == [first.id]
    assert scene.view.extent.is_there
