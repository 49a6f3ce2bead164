"""The Reports stage with a long list in it, and hands at its table."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.codebooks import find, load
from coder.model.ids import ReportId
from coder.project import Project
from tests.building import add_report
from ui.session import Session
from ui.stages.reports import ReportsStage
from ui.widgets.value_line import ValueLine

LIST = (
    {"number": "E1", "title": "Cash transfers in Nepal", "countries": "Nepal", "year": "2016"},
    {"number": "E2", "title": "Cash transfers, mid-term", "countries": "NP", "timing": "Mid-term"},
    {"number": "E3", "title": "Health in Peru", "countries": "Peru; Bolivia", "year": "2012"},
    {"number": "E10", "title": "Skills in Jordan", "region": "Arab States", "year": "2019"},
)
_PLAIN = Qt.KeyboardModifier.NoModifier


class Sheet:
    """The stage in a window of a project with attributes, four records and one PDF."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        book = load(find("review-protocol"))
        self.project = Project.create(folder / "a.evc", ("Coder A", "CA", "#0072B2"), [book])
        self.project.attributes.add_records(LIST)
        self.pdf = add_report(self.project, "With a file").id
        self.session = Session()
        self.session.take(self.project)
        self.stage = ReportsStage(self.session)
        self.session.setParent(self.stage)
        self.told: list[tuple[str, int]] = []
        self.session.told.connect(lambda word, acts: self.told.append((word, acts)))
        qtbot.addWidget(self.stage)
        self.stage.resize(1500, 700)
        self.stage.show()
        self.stage.activateWindow()
        qtbot.waitUntil(self.stage.isActiveWindow)
        self.table, self.rows = self.stage.table, self.stage.rows
        self.table.setFocus()

    def column(self, key: str) -> int:
        return next(at for at, one in enumerate(self.rows.columns) if one.key.endswith(key))

    def row(self, number: str) -> int:
        rows = range(self.rows.rowCount())
        return next(row for row in rows if self.rows.report(row).number == number)

    def at(self, number: str, key: str) -> QModelIndex:
        return self.rows.index(self.row(number), self.column(key))

    def says(self, number: str, key: str) -> str:
        return str(self.at(number, key).data() or "")

    def numbers(self) -> list[str]:
        return [self.rows.report(row).number for row in range(self.rows.rowCount())]

    def report(self, number: str) -> ReportId:
        return next(one.id for one in self.project.reports.all() if one.number == number)

    def value(self, number: str, key: str) -> str:
        return self.project.attributes.values(self.report(number)).get(key, "")

    def choose(self, key: str, *numbers: str) -> None:
        """Choose cells of one column; the first of them is in hand."""
        model = self.table.selectionModel()
        # Not by the view's own: that minds which keys an earlier test held.
        model.setCurrentIndex(self.at(numbers[0], key), model.SelectionFlag.ClearAndSelect)
        for number in numbers[1:]:
            model.select(self.at(number, key), model.SelectionFlag.Select)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.table, key, held)

    def edit(self) -> ValueLine:
        """Begin to edit the cell in hand; return its line."""
        QTest.keyClick(self.table, Qt.Key.Key_F2)
        line = QApplication.focusWidget()
        assert isinstance(line, ValueLine)
        return line

    def act(self, words: str) -> None:
        """Do what the table's own menu offers under these words."""
        action = next(one for one in self.table.actions() if one.text() == words)
        assert action.isEnabled(), words
        action.trigger()
