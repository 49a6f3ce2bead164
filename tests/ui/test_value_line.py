"""The line for a typed value: a word of its list is taken by a click or by Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.value_line import ValueLine

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def line(qtbot: QtBot) -> ValueLine:
    made = ValueLine()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_word_of_the_list_is_taken(qtbot: QtBot, line: ValueLine) -> None:
    line.learn(["Nepal", "Peru"], lambda _: "")
    QTest.keyClicks(line, "pe")
    qtbot.waitUntil(lambda: line.is_offering)
    popup = line._popup
    with qtbot.waitSignal(line.taken):
        popup.setCurrentIndex(popup.model().index(0, 0))
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "Peru"
    qtbot.waitUntil(lambda: not line.is_offering)


def test_a_word_of_the_list_joins_those_that_are_written(line: ValueLine) -> None:
    line.learn(["Nepal", "Peru"], lambda _: "", is_several=True)
    QTest.keyClicks(line, "Nepal; pe")
    popup = line._popup
    popup.setCurrentIndex(popup.model().index(0, 0))
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "Nepal; Peru"
