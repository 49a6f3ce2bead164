"""The box above the pages: words of a title and Enter open another report."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ui.main_window import READ, MainWindow
from ui.stages.read import ReadStage

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def stage(at_work: MainWindow) -> Iterator[ReadStage]:
    at_work.go_to(READ)
    found = at_work.findChild(ReadStage)
    assert isinstance(found, ReadStage)
    found.view.setFocus()
    yield found
    found.switch._popup.hide()


def press(key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key as the desktop gives it: to the window, which knows who gets it."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    QTest.keyClick(window, key, held)


def other(stage: ReadStage) -> str:
    """Return the last word of the title of the report that is not open."""
    assert stage.report is not None
    reports = stage._session.project.reports.all()
    title = next(one.title for one in reports if one.id != stage.report.id)
    return next(word for word in reversed(title.split()) if word.isascii() and len(word) > 4)


def test_enter_opens_what_was_typed_while_the_list_is_open(stage: ReadStage) -> None:
    before = stage.report
    words = other(stage)
    press(Key.Key_O, CONTROL | SHIFT)
    assert stage.switch._popup.isVisible()
    for letter in words:
        window = QGuiApplication.focusWindow()
        assert window is not None
        QTest.keyClick(window, letter)
    press(Key.Key_Return)
    assert not stage.switch._popup.isVisible()
    assert stage.report is not None
    assert before is not None
    assert stage.report.id != before.id
    assert stage.view.hasFocus()


def test_enter_opens_what_was_typed_when_the_list_is_closed(stage: ReadStage) -> None:
    before = stage.report
    press(Key.Key_O, CONTROL | SHIFT)
    stage.switch._popup.hide()
    stage.switch.setEditText(other(stage))
    press(Key.Key_Return)
    assert stage.report is not None
    assert before is not None
    assert stage.report.id != before.id


def test_one_escape_gives_the_keys_back_to_the_pages(stage: ReadStage) -> None:
    shown = stage.switch.currentText()
    press(Key.Key_O, CONTROL | SHIFT)
    press(Key.Key_X)
    press(Key.Key_Escape)
    assert not stage.switch._popup.isVisible()
    assert stage.view.hasFocus()
    assert stage.switch.currentText() == shown
