"""Somebody at the Codebook stage, with the keyboard alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from coder.codebooks import find, load
from coder.model.codebook import Code
from coder.model.ids import CodeId, CoderId, CodingId, ReportId
from coder.model.protocol import Item, ItemKind
from coder.project import Project
from tests.building import place
from ui.main_window import CODEBOOK, MainWindow
from ui.stages.codebook import CodebookStage

Key, Held = Qt.Key, Qt.KeyboardModifier
CODES, ATTRIBUTES, SCREENING, SCALES, CHECKLISTS, FORMS, CONFIRM = range(7)


@dataclass
class Desk:
    """The window with the Codebook stage in front, the protocol among its codebooks."""

    qtbot: QtBot
    window: MainWindow

    @classmethod
    def at(cls, qtbot: QtBot, window: MainWindow, *, protocol: bool = True) -> "Desk":
        """Go to the stage by its key."""
        if protocol:
            window.session.project.codebook.take(load(find("review-protocol"), "en"))
        desk = cls(qtbot, window)
        QTest.keyClick(window, Key.Key_6, Held.ControlModifier)
        qtbot.waitUntil(lambda: window.stack.currentWidget() is desk.stage)
        return desk

    @property
    def project(self) -> Project:
        return self.window.session.project

    @property
    def stage(self) -> CodebookStage:
        stage = self.window.stage(CODEBOOK)
        assert isinstance(stage, CodebookStage)
        return stage

    @property
    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
        QTest.keyClick(self.focus, key, held)

    def type(self, words: str) -> None:
        """Type words in the place of what is selected or there."""
        self.press(Key.Key_A, Held.ControlModifier)
        QTest.keyClicks(self.focus, words)

    def turn_to(self, page: int) -> None:
        """Go on to a page by its key."""
        for _ in range(page):
            self.shortcut("Ctrl+PgDown")
        assert self.stage._at == page

    def shortcut(self, keys: str) -> None:
        """Do what the stage offers under these keys."""
        wanted = QKeySequence(keys)
        (act,) = (one for one in self.stage.actions() if one.shortcut() == wanted)
        assert act.isVisible()
        act.trigger()

    def go_down_to(self, name: str) -> None:
        """Go down the list until the definition of this name is current."""
        self.stage.tree.setFocus()
        self.press(Key.Key_Home)
        for _ in range(200):
            row = self.stage.tree.current
            if row and row.name == name:
                return
            self.press(Key.Key_Down)
        raise AssertionError(name)

    def tab_to(self, field: str) -> QWidget:
        """Go on by Tab until a field of the form has the keys."""
        wanted = self.stage.form.field(field)
        for _ in range(30):
            focus = self.focus
            if focus is wanted or wanted.isAncestorOf(focus):
                return focus
            self.press(Key.Key_Tab)
        raise AssertionError(field)

    def write_cell(self, words: str) -> None:
        """Write into the cell in hand, and have it taken."""
        table = self.focus
        if isinstance(table, QAbstractItemView):
            self.press(Key.Key_F2)
        self.type(words)
        self.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QAbstractItemView))

    def code(self, name: str) -> Code:
        return self.project.codebook.find(name)

    def item(self, kind: ItemKind, name: str) -> Item:
        found = self.project.protocol.all().named(kind, name)
        assert found is not None
        return found

    def codings(
        self, code: CodeId, spans: Iterable[tuple[int, int]], coder: CoderId | None = None
    ) -> list[CodingId]:
        """Put a code on spans of a page of the longer report."""
        reports: list[ReportId] = [
            one.id for one in sorted(self.project.reports.all(), key=lambda one: -one.pages)
        ]
        wanted = [(place(self.project, reports[0], (2, *span)), code, "") for span in spans]
        return self.project.codings.add_many(wanted, coder)[0]
