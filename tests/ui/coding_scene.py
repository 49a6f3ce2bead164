"""A real report at the desk, with palette and passage pane, and the hands to work on it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coder.model.coding import Coding
from coder.model.ids import CodeId
from coder.model.passage import PageRange
from coder.project import Project
from tests.ui.answers import Answers
from ui.panels.codes.palette import CodePalette
from ui.panels.codes.pane import CodebookPanel
from ui.panels.passages.coding_row import CodingRow
from ui.panels.passages.inspector import Inspector
from ui.reader.pane import ReaderPane
from ui.reader.source import PageSource
from ui.session import Session
from ui.stages.coding_desk import CodingDesk
from ui.stages.open_report import OpenReport

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
PAGE = 4


class Scene:
    """A window with codebook, pages and passage pane of one report."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.project = Project.open(path)
        self.session = Session()
        self.session.take(self.project)
        self.told: list[tuple[str, int]] = []
        self.session.told.connect(lambda word, undoes: self.told.append((word, undoes)))
        self.window = QWidget()
        self.session.setParent(self.window)
        self.codebook = CodebookPanel(self.session, lambda _q, _b: None, self.window)
        self.pane = ReaderPane(self.window)
        self.inspector = Inspector(self.session, self.window)
        row = QHBoxLayout(self.window)
        for widget in (self.codebook, self.pane, self.inspector):
            row.addWidget(widget)
        row.setStretch(1, 1)
        self.palette = CodePalette(self.window)
        self.desk = CodingDesk(self.session, self.inspector, self.window)
        self.desk.create = self.codebook.acts.create
        self.desk.paletteAsked.connect(lambda one: self.palette.ask(one, QRect(400, 100, 9, 9)))
        self.codebook.assignAsked.connect(lambda code: self.desk.assign([CodeId(code)]))
        qtbot.addWidget(self.window)
        self.window.resize(1300, 800)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.view = self.pane.view
        self.opened = self.open()
        self.view.go_to(PAGE)
        self.view.setFocus()

    def open(self) -> OpenReport:
        report = max(self.project.reports.all(), key=lambda one: one.pages)
        facts = self.project.reports.facts(report.id)
        reports = self.project.reports
        self.pane.open(
            PageSource(
                report.id,
                lambda: reports.pdf(report.id),
                None,
                facts,
                lambda page: reports.page_text(report.id, page),
            ),
            "",
        )
        opened = OpenReport(self.session, self.pane, report, facts)
        self.desk.attach(opened)
        return opened

    def close(self) -> None:
        self.desk.detach()
        self.opened.close()
        self.pane.close_report()
        self.session.close()

    @property
    def text(self) -> str:
        return self.project.reports.page_text(self.opened.report.id, PAGE).text

    def words(self, first: str, last: str = "") -> PageRange:
        start = self.text.index(first)
        end = self.text.index(last, start) + len(last) if last else start + len(first)
        return PageRange(PAGE, start, end)

    def select(self, *ranges: PageRange) -> None:
        self.view.select(ranges)
        self.view.setFocus()

    def code(self, name: str) -> CodeId:
        return self.project.codebook.find(name).id

    def assign(self, words: PageRange, *names: str) -> list[Coding]:
        """Code words by the desk, and have the codings in hand."""
        self.select(words)
        made = self.desk.assign([self.code(name) for name in names])
        return [self.project.codings.get(one) for one in made]

    def codings(self) -> list[Coding]:
        return self.project.codings.listing()

    def again(self, coding: Coding) -> Coding:
        return self.project.codings.get(coding.id)

    def ranges(self, coding: Coding) -> tuple[PageRange, ...]:
        return self.project.codings.passage(self.again(coding).passage).ranges

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus(), key, held)

    def type(self, letters: str) -> None:
        for letter in letters:
            QTest.keyClick(self.focus(), letter)

    def row(self, coding: Coding) -> CodingRow:
        return next(row for row in self.inspector.rows if row.coding.id == coding.id)

    def choose(self, coding: Coding, words: str) -> None:
        """Choose an entry of the menu of a coding's row."""
        menu = self.row(coding).menu()
        next(one for one in menu.actions() if one.text() == words).trigger()
        menu.deleteLater()

    def hand(self) -> list[Coding]:
        return self.inspector.in_hand

    def spot(self, words: PageRange) -> QPoint:
        """Return the middle of words in the viewport."""
        before: Sequence[PageRange] = self.view.selection()
        self.view.select([words])
        rect = self.view.selection_rects()[0]
        self.view.select(before)
        return rect.center()

    def click(self, words: PageRange) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, NONE, self.spot(words))


@pytest.fixture
def scene(qtbot: QtBot, answers: Answers, two_reports: Path, tmp_path: Path) -> Iterator[Scene]:
    assert answers
    path = tmp_path / "p.evc"
    path.write_bytes(two_reports.read_bytes())
    made = Scene(qtbot, path)
    yield made
    made.close()
