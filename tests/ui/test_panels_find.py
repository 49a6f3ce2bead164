"""The find panel in the real window: found as one types, gone to, coded after review."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from coder.text import units
from coder.text.finding import How
from coder.text.fold import fold_plain
from ui.main_window import READ, MainWindow
from ui.panels.find import FindPanel
from ui.stages.read import ReadStage


class Finder:
    """Somebody who looks for words."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        window.go_to(READ)
        stage = window.stages[READ]
        assert isinstance(stage, ReadStage)
        self.stage = stage
        self.panel: FindPanel = stage.find_panel
        stage.commands.find(everywhere=False)

    @property
    def field(self) -> QLineEdit:
        return self.panel._words

    def type(self, words: str) -> None:
        self.field.clear()
        QTest.keyClicks(self.field, words)
        self.qtbot.waitUntil(lambda: not self.panel._soon.isActive())

    @property
    def count(self) -> str:
        return self.panel._count.text()

    @property
    def rows(self) -> list[str]:
        model = self.panel._rows
        return [str(model.index(row).data()) for row in range(model.rowCount())]


@pytest.fixture
def finder(qtbot: QtBot, at_work: MainWindow) -> Finder:
    return Finder(qtbot, at_work)


def test_found_as_one_types_and_marked_on_the_page(finder: Finder) -> None:
    finder.type("programme")
    assert finder.field.hasFocus()
    count = len(finder.rows)
    assert count > 0
    assert finder.count == str(count)
    hits = finder.stage.view.hits.pages()
    assert sum(map(len, hits.values())) == count
    report = finder.stage.report
    assert report is not None
    for page, places in hits.items():
        text = finder.window.session.project.reports.page_text(report.id, page).text
        assert {fold_plain(text[start:end]) for start, end in places} == {"programme"}


def test_enter_goes_from_place_to_place_and_round(finder: Finder) -> None:
    finder.type("the")
    count = len(finder.rows)
    for _ in range(count + 1):
        QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.stage.view.hits.current is not None
    assert finder.count == f"1 of {count}"
    QTest.keyClick(finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finder.count == f"{count} of {count}"
    caret = finder.stage.view.text.head
    assert caret is not None
    assert (caret.page, caret.offset) == finder.stage.view.hits.current[:2]


def test_the_whole_project_with_headings(finder: Finder) -> None:
    finder.type("programme")
    here = len(finder.rows)
    finder.panel._where.setCurrentIndex(1)
    finder.qtbot.waitUntil(lambda: not finder.panel._soon.isActive())
    titles = [report.title for report in finder.window.session.project.reports.all()]
    assert [row for row in finder.rows if row in titles] == titles
    assert len(finder.rows) > here + len(titles)
    first = finder.stage.report
    assert first is not None
    finder.panel.go_on(1)
    assert finder.stage.report.id == first.id
    finder.panel.go_on(-1)
    last = finder.stage.report
    assert last is not None
    assert last.id == finder.panel._rows.places[-1].report != first.id


def test_nothing_found_says_what_to_do(finder: Finder) -> None:
    finder.type("zzzz")
    assert finder.rows == []
    assert "Nothing found" in finder.panel._empty.text()
    assert finder.panel._stack.currentWidget() is finder.panel._empty
    finder.type("")
    assert "Type words" in finder.panel._empty.text()


def test_a_broken_pattern_is_told_in_the_panel(finder: Finder) -> None:
    box = finder.panel._query._how
    box.setCurrentIndex(box.findData(How.PATTERN))
    finder.type("(prog")
    assert "pattern" in finder.panel._empty.text()
    finder.type("prog(ramme)?")
    assert finder.rows


def test_escape_gives_the_keys_back_and_takes_the_marks_away(finder: Finder) -> None:
    finder.type("programme")
    QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    assert finder.stage.view.hasFocus()
    assert finder.stage.view.hits.pages() == {}


def test_what_was_reviewed_is_coded_by_sentence_as_one_act(finder: Finder) -> None:
    finder.type("programme")
    places = finder.panel._rows.places
    finder.panel._review.setChecked(True)
    finder.panel._rows.toggle(0)
    project = finder.window.session.project
    expected = set()
    for place in places[1:]:
        text = project.reports.page_text(place.report, place.page)
        start, end = units.sentence_at(text, place.start)
        expected.add((place.page, start, end))
    asked: list[list[object]] = []
    finder.panel.codeAsked.connect(asked.append)
    before = len(project.history())
    QTest.mouseClick(finder.panel._code, Qt.MouseButton.LeftButton)
    assert len(asked) == 1
    palette = finder.stage.code_palette
    assert palette.isVisible()
    QTest.keyClicks(finder.window.focusWidget(), "relev")
    QTest.keyClick(finder.window.focusWidget(), Qt.Key.Key_Return)
    coded = {(one.page, one.start, one.end) for one in project.codings.listing()}
    assert coded == expected
    assert len(project.history()) == before + 1
    project.undo()
    assert project.codings.listing() == []


def test_thousands_of_places_are_listed_without_a_widget_each(finder: Finder) -> None:
    finder.type("e ")
    model = finder.panel._rows
    places = model.places * 2000
    model.show(places, None)
    assert model.rowCount() == len(places)
    finder.panel._list.scrollToBottom()
    finder.panel._list.viewport().repaint()
    assert len(finder.panel._list.findChildren(QLineEdit)) == 0
