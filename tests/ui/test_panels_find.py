"""The find panel in the real window: found as one types, gone to, coded after review."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from coder.model.passage import PageRange
from coder.model.report import Report
from coder.text import units
from coder.text.fold import fold_plain
from ui.main_window import READ, MainWindow
from ui.panels.find.pane import FindPanel
from ui.panels.find.rows import FindRole, ShownPlace
from ui.stages.read import ReadStage


class Finder:
    """Somebody who looks for words."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        window.go_to(READ)
        stage = window.stage(READ)
        assert isinstance(stage, ReadStage)
        self.stage = stage
        self.panel: FindPanel = stage.find_panel
        stage.commands.find(everywhere=False)

    @property
    def field(self) -> QLineEdit:
        return self.panel._words

    @property
    def report(self) -> Report:
        assert self.stage.report is not None
        return self.stage.report

    def type(self, words: str) -> None:
        self.field.clear()
        QTest.keyClicks(self.field, words)
        self.wait()

    def wait(self) -> None:
        panel = self.panel
        self.qtbot.waitUntil(lambda: not panel._soon.isActive() and not panel._results.is_busy)

    def press(self, name: str) -> None:
        """Press a button as a person does."""
        buttons = [*self.panel.findChildren(QToolButton), *self.panel.findChildren(QPushButton)]
        named = [one for one in buttons if name in {one.text(), one.accessibleName()}]
        QTest.mouseClick(next(one for one in named if one.isVisible()), Qt.MouseButton.LeftButton)
        self.wait()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget(), key, held)
        self.wait()

    @property
    def count(self) -> str:
        return self.panel._count.text()

    @property
    def rows(self) -> list[str]:
        model = self.panel._rows
        return [str(model.index(row).data()) for row in range(model.rowCount())]

    @property
    def said(self) -> str:
        return self.panel._empty.text() if self.panel._empty.isVisible() else ""


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
    for page, places in hits.items():
        text = finder.window.session.project.reports.page_text(finder.report.id, page).text
        assert {fold_plain(text[start:end]) for start, end in places} == {"programme"}
    finder.type("programmes")
    assert 0 < len(finder.rows) < count


def test_enter_goes_from_place_to_place_and_round(finder: Finder) -> None:
    finder.type("programme")
    count = len(finder.rows)
    for _ in range(count + 1):
        finder.key(Qt.Key.Key_Return)
    assert finder.stage.view.hits.current is not None
    assert finder.count == f"1 of {count}"
    finder.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finder.count == f"{count} of {count}"
    finder.key(Qt.Key.Key_F3)
    assert finder.count == f"1 of {count}"
    caret = finder.stage.view.text.head
    assert caret is not None
    assert (caret.page, caret.offset) == finder.stage.view.hits.current[:2]
    assert finder.field.hasFocus()


def test_the_arrows_go_through_the_list_and_the_pages_follow(finder: Finder) -> None:
    finder.type("programme")
    places = list(finder.panel._rows.places)
    finder.key(Qt.Key.Key_Down)
    assert finder.panel._list.hasFocus()
    finder.key(Qt.Key.Key_Down)
    assert finder.stage.view.hits.current == places[1][1:4]
    assert finder.panel._list.hasFocus()
    finder.key(Qt.Key.Key_Up)
    finder.key(Qt.Key.Key_Up)
    assert finder.field.hasFocus()


def test_a_click_goes_to_the_place(finder: Finder) -> None:
    finder.type("programme")
    view, rows = finder.panel._list, finder.panel._rows
    spot = view.visualRect(rows.index(2)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert finder.stage.view.hits.current == rows.places[2][1:4]


def test_the_whole_project_with_headings(finder: Finder) -> None:
    finder.type("programme")
    here, first = len(finder.rows), finder.report.id
    finder.press("Project")
    titles = [report.title for report in finder.window.session.project.reports.all()]
    headed = [row for row in finder.rows if any(row.endswith(title) for title in titles)]
    assert len(headed) == len(titles)
    assert len(finder.rows) > here + len(titles)
    assert finder.panel._rows.places[0].report == first
    marked = finder.stage.view.hits.pages()
    assert sum(map(len, marked.values())) == here
    finder.panel.go_on(-1)
    assert finder.report.id == finder.panel._rows.places[-1].report != first


def test_nothing_found_offers_to_look_further(finder: Finder) -> None:
    finder.type("")
    assert "Type the words" in finder.said
    other = next(
        one for one in finder.window.session.project.reports.all() if one.id != finder.report.id
    )
    texts = finder.window.session.project.reports.plain_texts
    here = set(fold_plain(" ".join(texts(finder.report.id))).split())
    there = fold_plain(" ".join(texts(other.id))).split()
    word = next(one for one in there if len(one) > 6 and one.isalpha() and one not in here)
    finder.type(word)
    finder.press("Whole words only")
    assert "Nothing found in this report" in finder.said
    finder.press("Without the options")
    finder.type(f"{word} zzzz")
    finder.press("Look in the project")
    assert "in any report" in finder.said
    finder.type(word)
    assert {place.report for place in finder.panel._rows.places} == {other.id}


def test_options_narrow_what_is_found(finder: Finder) -> None:
    finder.type("Programme")
    count = len(finder.rows)
    finder.key(Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert 0 < len(finder.rows) < count
    finder.key(Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert len(finder.rows) == count


def test_a_broken_pattern_is_told_in_the_panel(finder: Finder) -> None:
    finder.type("(prog")
    finder.press("All words near each other")
    finder.press("A pattern (regular expression)")
    assert "pattern is not complete" in finder.said
    assert finder.stage.view.hits.pages() == {}
    finder.type("prog(ramme)?")
    assert finder.rows
    finder.type("(a+)+b")
    assert "for ever" in finder.said


def test_words_near_each_other_are_one_row_and_all_marked(finder: Finder) -> None:
    finder.press("All words near each other")
    finder.type("programme of")
    places = finder.panel._rows.places
    hits = finder.stage.view.hits.pages()
    assert sum(map(len, hits.values())) >= 2 * len(places) > 0
    shown = finder.panel._rows.index(0).data(FindRole.SHOWN)
    assert isinstance(shown, ShownPlace)
    bold = [shown.context.text[start:end] for start, end in shown.context.bold]
    assert {fold_plain(one) for one in bold} == {"programme", "of"}


def test_escape_gives_the_keys_back_and_f3_goes_on(finder: Finder) -> None:
    finder.type("programme")
    finder.key(Qt.Key.Key_Escape)
    assert finder.stage.view.hasFocus()
    assert finder.stage.view.hits.pages() == {}
    finder.stage.commands.find_next(1)
    assert finder.stage.view.hits.current is not None
    assert finder.stage.view.hits.pages()


def test_a_memo_is_found_beside_the_text(finder: Finder) -> None:
    project = finder.window.session.project
    finder.type("programme")
    first = finder.panel._rows.places[0]
    code = next(one for one in project.codebook.codes() if one.assignable)
    extract = (first.report, [PageRange(first.page, first.start, first.end)])
    passage = finder.stage.finding._passage(*extract)
    project.codings.add(passage, [code.id], "Zebras are meant")
    finder.type("zebras")
    shown = finder.panel._rows.index(0).data(FindRole.SHOWN)
    assert isinstance(shown, ShownPlace)
    assert shown.is_memo
    finder.key(Qt.Key.Key_Return)
    assert finder.stage.view.current_page == first.page


def test_what_was_reviewed_is_coded_by_sentence_as_one_act(finder: Finder) -> None:
    finder.type("programme")
    project = finder.window.session.project
    expected = set()
    for place in finder.panel._rows.places:
        text = project.reports.page_text(place.report, place.page)
        expected.add((place.page, *units.sentence_at(text, place.start)))
    finder.press("Code all…")
    passages = list(finder.panel._rows.places)
    assert {(one.page, one.start, one.end) for one in passages} == expected
    told: list[tuple[str, int]] = []
    finder.window.session.told.connect(lambda word, undoes: told.append((word, undoes)))
    view = finder.panel._list
    box = view.visualRect(finder.panel._rows.index(0)).topLeft() + QPoint(14, 14)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    expected.remove(passages[0][1:4])
    before = len(project.history())
    finder.press(f"Code {len(expected)} passages…")
    assert finder.stage.code_palette.isVisible()
    QTest.keyClicks(finder.window.focusWidget(), "relev")
    QTest.keyClick(finder.window.focusWidget(), Qt.Key.Key_Return)
    coded = {(one.page, one.start, one.end) for one in project.codings.listing()}
    assert coded == expected
    assert len(project.history()) == before + 1
    assert told == [(f"Made {len(expected)} codings: Relevance", 1)]
    finder.press(f"Code {len(expected)} passages…")
    QTest.keyClicks(finder.window.focusWidget(), "relev")
    QTest.keyClick(finder.window.focusWidget(), Qt.Key.Key_Return)
    assert told[1:] == [("All of it was coded so before.", 0)]
    project.undo()
    assert project.codings.listing() == []


def test_a_review_by_keys_alone(finder: Finder) -> None:
    finder.type("programme")
    finder.key(Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    rows = finder.panel._rows
    assert rows.is_review
    assert finder.panel._list.hasFocus()
    count = len(rows.places)
    finder.key(Qt.Key.Key_Down)
    finder.key(Qt.Key.Key_Space)
    assert len(rows.checked) == count - 1
    assert f"{count - 1} of {count} checked" in finder.panel._foot._checked.text()
    finder.press("Check no passage")
    assert rows.checked == []
    assert not finder.panel._foot._code.isEnabled()
    finder.press("Check all passages")
    assert len(rows.checked) == count
    finder.press("Take the whole paragraph")
    assert len(rows.places) <= count
    finder.key(Qt.Key.Key_Escape)
    assert not rows.is_review
    assert len(rows.places) >= count


def test_another_report_in_hand_is_looked_through(finder: Finder) -> None:
    finder.type("programme")
    project = finder.window.session.project
    other = next(one for one in project.reports.all() if one.id != finder.report.id)
    finder.stage.reading.open(other.id)
    finder.wait()
    assert {place.report for place in finder.panel._rows.places} == {other.id}
    marked = finder.stage.view.hits.pages()
    assert sum(map(len, marked.values())) == len(finder.panel._rows.places)


def test_a_closed_project_leaves_nothing_behind(finder: Finder) -> None:
    finder.type("programme")
    finder.window.session.close()
    assert finder.field.text() == ""
    assert finder.rows == []
