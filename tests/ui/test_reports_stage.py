"""The table of reports: ordered as people count, edited in place; undo brings all back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from coder.model.report import Report
from coder.project import Project
from tests.building import add_report, place
from tests.ui.answers import Answers
from ui import theme
from ui.panels.reports.columns import CODINGS, FILE, MEMO, NUMBER, PAGES, READ, SCANS, TITLE
from ui.session import Session
from ui.stages.reports import ReportsStage

TITLES = {"E10": "Tenth of them", "E2": "Second one", "": "Without a number", "E1": "First"}


class Table:
    """The stage in a window, and what a person reads from it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.folder = folder
        self.project = Project.create(folder / "a.evc", ("Coder A", "CA", "#0072B2"))
        for number, title in TITLES.items():
            report = add_report(self.project, title)
            self.project.reports.edit(report.id, number=number)
        self.session = Session()
        self.session.take(self.project)
        self.stage = ReportsStage(self.session)
        self.session.setParent(self.stage)
        self.told: list[tuple[str, int]] = []
        self.session.told.connect(lambda word, acts: self.told.append((word, acts)))
        qtbot.addWidget(self.stage)
        self.stage.resize(1100, 600)
        self.stage.show()
        self.stage.activateWindow()
        qtbot.waitUntil(self.stage.isActiveWindow)
        self.view = self.stage.table
        self.view.setFocus()

    @property
    def model(self) -> QAbstractItemModel:
        return self.view.model()

    def column(self, column: int = NUMBER) -> list[str]:
        rows = range(self.model.rowCount())
        return [str(self.model.index(row, column).data()) for row in rows]

    def at(self, number: str, column: int = NUMBER) -> QModelIndex:
        return self.model.index(self.column().index(number), column)

    def report(self, number: str) -> Report:
        return next(one for one in self.project.reports.all() if one.number == number)

    def choose(self, *numbers: str) -> None:
        self.view.clearSelection()
        self.view.setCurrentIndex(self.at(numbers[0]))
        for number in numbers[1:]:
            rect = self.view.visualRect(self.at(number, TITLE))
            viewport, held = self.view.viewport(), Qt.KeyboardModifier.ControlModifier
            QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, held, rect.center())

    def chosen(self) -> list[str]:
        return sorted(report.number for report in self.stage.table.chosen())

    def code(self, number: str, times: int) -> None:
        code = self.project.codebook.codes()[0]
        for at in range(times):
            passage = place(self.project, self.report(number).id, (0, at, at + 5))
            self.project.codings.add(passage, [code.id])


@pytest.fixture
def table(qtbot: QtBot, tmp_path: Path, answers: Answers) -> Iterator[Table]:
    assert answers
    table = Table(qtbot, tmp_path)
    QAbstractItemModelTester(table.stage.rows, table.stage)
    yield table
    table.session.close()


def codebook(project: Project) -> None:
    from coder.codebooks import find, load

    project.codebook.take(load(find("oecd-dac-criteria")))


def test_numbers_are_in_the_order_of_counting_and_those_without_come_last(table: Table) -> None:
    assert table.column() == ["E1", "E2", "E10", ""]
    table.view.sortByColumn(TITLE, Qt.SortOrder.DescendingOrder)
    assert table.column() == ["", "E10", "E2", "E1"]


def test_counts_are_ordered_by_size(table: Table) -> None:
    add_report(table.project, "Long", [["line"]] * 11)
    add_report(table.project, "Short", [["line"]] * 9)
    table.view.sortByColumn(PAGES, Qt.SortOrder.AscendingOrder)
    assert table.column(PAGES) == ["2", "2", "2", "2", "9", "11"]


def test_pages_read_are_told_beside_the_pages_and_ordered_by_their_share(table: Table) -> None:
    long = add_report(table.project, "Long", [["line"]] * 8)
    table.project.readings.add(long.id, {0: 30.0, 1: 2.0, 2: 1.9})
    table.project.readings.add(table.report("E2").id, {0: 5.0, 1: 5.0})
    assert table.column(READ) == ["", "", "", "", ""]
    table.stage.hide()
    table.stage.show()
    table.view.sortByColumn(READ, Qt.SortOrder.DescendingOrder)
    assert table.column(READ) == ["2 of 2", "2 of 8", "", "", ""]
    assert table.column()[0] == "E2"


def test_the_bar_under_pages_read_is_as_long_as_their_share(table: Table) -> None:
    table.project.readings.add(table.report("E2").id, {0: 5.0})
    table.project.readings.add(table.report("E10").id, {0: 5.0, 1: 5.0})
    table.stage.hide()
    table.stage.show()
    accent = QColor(theme.current().accent)
    lengths = {}
    for number in ("E1", "E2", "E10"):
        cell = table.view.visualRect(table.at(number, READ))
        image = table.view.viewport().grab(cell).toImage()
        row = cell.height() - 6
        lengths[number] = sum(image.pixelColor(x, row) == accent for x in range(image.width()))
    assert lengths["E1"] == 0
    assert lengths["E10"] == pytest.approx(2 * lengths["E2"], abs=2)


def test_codings_made_elsewhere_are_counted_at_once(table: Table) -> None:
    codebook(table.project)
    table.code("E2", 3)
    assert str(table.at("E2", CODINGS).data()) == "3"
    assert str(table.at("E1", CODINGS).data()) == ""
    table.project.undo()
    assert str(table.at("E2", CODINGS).data()) == "2"


def test_pages_that_are_scans_are_said_in_words(table: Table) -> None:
    from coder.model.geometry import PageSize
    from coder.model.report import PageFacts
    from tests.building import taken

    extraction, content = taken("Scanned", [["line"]] * 3)
    size = PageSize(595.0, 842.0)
    extraction.facts[1] = PageFacts(1, "2", size, has_text=False)
    table.project.reports._keep(Path("scanned.pdf"), extraction, content)
    table.view.sortByColumn(SCANS, Qt.SortOrder.DescendingOrder)
    assert table.column(SCANS)[0] == "1 of 3 pages is a scan"
    words = [label.text() for label in table.stage.findChildren(QLabel) if label.isVisible()]
    assert "5  ·  1 with scanned pages" in words


def test_the_filter_finds_words_in_any_order_case_and_accent(table: Table) -> None:
    table.project.reports.edit(table.report("E2").id, title="Évaluation à mi-parcours")
    QTest.keyClicks(table.stage.filter, "PARCOURS evalu")
    assert table.column() == ["E2"]
    words = [label.text() for label in table.stage.findChildren(QLabel)]
    assert "1 of 4" in words
    table.stage.filter.clear()
    assert len(table.column()) == 4


def test_the_file_can_be_looked_for_too(table: Table) -> None:
    file = str(table.at("E10", FILE).data())
    QTest.keyClicks(table.stage.filter, file.removesuffix(".pdf"))
    assert table.column() == ["E10"]


@pytest.mark.parametrize(
    ("column", "field"), [(NUMBER, "number"), (TITLE, "title"), (MEMO, "memo")]
)
def test_what_is_written_into_a_cell_is_on_disk_and_can_be_undone(
    table: Table, column: int, field: str
) -> None:
    report = table.report("E1")
    before = str(getattr(report, field))
    table.view.setCurrentIndex(table.at("E1", column))
    QTest.keyClick(table.view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == before
    editor.setText("E3 written")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert getattr(table.project.reports.get(report.id), field) == "E3 written"
    assert "E3 written" in table.column(column)
    table.project.undo()
    assert before in table.column(column)


def test_a_memo_of_several_lines_is_not_squeezed_into_one(table: Table) -> None:
    table.project.reports.edit(table.report("E1").id, memo="First line\nsecond line")
    cell = table.at("E1", MEMO)
    assert cell.data() == "First line second line"
    assert not cell.flags() & Qt.ItemFlag.ItemIsEditable


def test_a_double_click_and_enter_open_the_report_where_it_was_left(table: Table) -> None:
    asked: list[tuple[bytes, int]] = []
    table.session.showReport.connect(lambda report, page: asked.append((report, page)))
    rect = table.view.visualRect(table.at("E2", TITLE))
    viewport, plain = table.view.viewport(), Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, plain, rect.center())
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, plain, rect.center())
    assert asked == [(table.report("E2").id, -1)]
    table.choose("E10")
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert asked[1:] == [(table.report("E10").id, -1)]


def test_delete_takes_the_report_out_and_says_how_many_codings_went(table: Table) -> None:
    codebook(table.project)
    table.code("E2", 2)
    table.choose("E2")
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert table.column() == ["E1", "E10", ""]
    assert table.told == [("Removed “Second one” with 2 codings.", 1)]
    table.project.undo()
    assert table.column() == ["E1", "E2", "E10", ""]
    assert str(table.at("E2", CODINGS).data()) == "2"


def test_several_go_at_once_and_the_word_says_how_many_acts_bring_them_back(table: Table) -> None:
    table.choose("E1", "E10")
    assert table.chosen() == ["E1", "E10"]
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert table.column() == ["E2", ""]
    [(word, acts)] = table.told
    assert word == "Removed 2 reports with 0 codings."
    for _ in range(acts):
        table.project.undo()
    assert table.column() == ["E1", "E2", "E10", ""]


def test_after_a_removal_the_keyboard_is_at_the_neighbour(table: Table) -> None:
    table.choose("E2")
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert table.view.hasFocus()
    assert table.chosen() == ["E10"]
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert table.column() == ["E1"]


def test_what_was_chosen_stays_chosen_when_the_table_is_read_again(table: Table) -> None:
    table.choose("E2", "E10")
    add_report(table.project, "Another one")
    assert table.chosen() == ["E10", "E2"]


def test_delete_in_the_filter_line_removes_letters_only(table: Table) -> None:
    table.choose("E2")
    table.stage.filter.setFocus()
    QTest.keyClicks(table.stage.filter, "se")
    QTest.keyClick(table.stage.filter, Qt.Key.Key_Home)
    QTest.keyClick(table.stage.filter, Qt.Key.Key_Delete)
    assert table.stage.filter.text() == "e"
    assert len(table.project.reports.all()) == 4


def test_an_empty_project_says_what_to_do(qtbot: QtBot, table: Table, tmp_path: Path) -> None:
    table.session.take(Project.create(tmp_path / "b.evc", ("Coder A", "CA", "#0072B2")))
    shown = [label.text() for label in table.stage.findChildren(QLabel) if label.isVisible()]
    assert any("Drop report PDFs here" in text for text in shown)
    assert not table.view.isVisible()
    add_report(table.session.project, "One")
    assert table.view.isVisible()
    assert qtbot


def test_another_project_shows_its_own_reports(table: Table, tmp_path: Path) -> None:
    other = Project.create(tmp_path / "b.evc", ("Coder A", "CA", "#0072B2"))
    add_report(other, "Of the other project")
    table.session.take(other)
    assert table.column(TITLE) == ["Of the other project"]
