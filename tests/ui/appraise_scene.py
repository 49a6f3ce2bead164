"""The real window on the sample reports with the review protocol, and hands at its keyboard."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coder.codebooks import find, load
from coder.model.card import Card, Entry
from coder.model.passage import PageRange
from coder.model.rating import Rating
from coder.project import Project
from tests.ui.at_the_window import entry
from ui.main_window import READ, MainWindow
from ui.panels.appraise.pane import AppraisePanel
from ui.panels.cards.pane import CardsPanel
from ui.reader.view import ReaderView
from ui.stages.read import ReadStage

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PAGE = 8
K = Qt.Key


class Reader:
    """Somebody who reads the longer sample report and uses the keyboard alone."""

    def __init__(self, qtbot: QtBot, window: MainWindow, language: str = "en") -> None:
        self.qtbot, self.window = qtbot, window
        self.project: Project = window.session.project
        self.project.codebook.take(load(find("review-protocol"), language))
        window.go_to(READ)
        stage = window.findChild(ReadStage)
        assert isinstance(stage, ReadStage)
        self.read = stage
        report = max(self.project.reports.all(), key=lambda one: one.pages)
        assert stage.open_report(report.id)
        self.report = report.id
        self.view.go_to(PAGE)
        self.view.setFocus()

    @property
    def view(self) -> ReaderView:
        return self.read.view

    @property
    def appraise(self) -> AppraisePanel:
        return self.read.aside.appraising.panel

    @property
    def cards(self) -> CardsPanel:
        return self.read.aside.filling.panel

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def words(self, first: str, last: str = "") -> PageRange:
        text = self.project.reports.page_text(self.report, PAGE).text
        start = text.index(first)
        end = text.index(last, start) + len(last) if last else start + len(first)
        return PageRange(PAGE, start, end)

    def select(self, first: str, last: str = "") -> None:
        self.view.setFocus()
        self.view.select([self.words(first, last)])

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus, key, held)

    def type(self, letters: str) -> None:
        QTest.keyClicks(self.focus, letters)

    def choose(self, menu: str, words: str) -> None:
        entry(self.window, menu, words).trigger()

    def ratings(self) -> list[Rating]:
        return self.project.ratings.all(self.report)

    def made(self) -> list[Card]:
        return self.project.cards.all()


@pytest.fixture
def reader(qtbot: QtBot, at_work: MainWindow) -> Reader:
    return Reader(qtbot, at_work)


@pytest.fixture
def french(qtbot: QtBot, at_work: MainWindow) -> Reader:
    return Reader(qtbot, at_work, "fr")


def choose_form(reader: Reader, key: Qt.Key) -> None:
    """Answer the menu of forms that Ctrl+Alt+K opens."""

    def answer() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        QTest.keyClick(menu, key)

    QTimer.singleShot(100, answer)
    reader.press(K.Key_K, CONTROL | ALT)
    reader.window.activateWindow()
    reader.qtbot.waitUntil(reader.window.isActiveWindow)


def fill(reader: Reader, first: str, last: str = "") -> None:
    reader.select(first, last)
    reader.press(K.Key_K, CONTROL | SHIFT)


def said(reader: Reader, card: Card) -> Mapping[str, Entry]:
    fields = {one.id: one.key for one in reader.cards.rows.forms.fields(card.form)}
    return {fields[one]: entry for one, entry in card.entries.items()}


def make(reader: Reader, form: str = "recommendation") -> Card:
    """Make a card of the words under a recommendation, by one key."""
    found = reader.project.protocol.all().named("form", form)
    assert found is not None
    reader.press(K.Key_3, ALT)
    reader.cards.choose_form(found.id)
    reader.select("Bring training to the outer islands", "travel.")
    reader.press(K.Key_K, CONTROL)
    return reader.made()[-1]
