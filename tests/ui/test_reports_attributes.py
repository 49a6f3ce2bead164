"""The attribute table: typed cells, blocks of cells, filter, families and duplicates."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder import settings
from tests.ui.answers import Answers
from tests.ui.at_the_window import SAMPLES
from tests.ui.attributes_scene import Sheet
from ui.panels.reports import blocks

_CONTROL = Qt.KeyboardModifier.ControlModifier
_KEY = Qt.Key
_POPUP = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def sheet(qtbot: QtBot, tmp_path: Path, answers: Answers) -> Iterator[Sheet]:
    assert answers.asked == []
    sheet = Sheet(qtbot, tmp_path)
    QAbstractItemModelTester(sheet.rows, sheet.stage)
    yield sheet
    sheet.session.close()


def test_every_attribute_has_a_column_and_shows_names_for_keys(sheet: Sheet) -> None:
    assert sheet.says("E3", "countries") == "Bolivia; Peru"
    assert sheet.says("E10", "region") == "Arab States"
    assert sheet.says("E2", "timing") == "Mid-term"
    heads = [column.head for column in sheet.rows.columns]
    for item in sheet.project.attributes.defined():
        assert item.name in heads


def test_a_record_without_a_file_says_so_quietly_and_is_not_opened(sheet: Sheet) -> None:
    asked: list[object] = []
    sheet.session.showReport.connect(lambda *where: asked.append(where))
    assert sheet.says("E1", "pages") == "no PDF"
    sheet.choose("title", "E1")
    sheet.press(_KEY.Key_Return)
    assert not asked
    assert sheet.told == [("This report has no PDF yet. Attach one to read it.", 0)]


@_POPUP
def test_a_choice_is_made_from_the_list_by_keys(sheet: Sheet) -> None:
    sheet.choose("region", "E1")
    line = sheet.edit()
    sheet.qtbot.waitUntil(lambda: line.is_offering)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, _KEY.Key_Down)
    QTest.keyClick(popup, _KEY.Key_Return)
    assert sheet.value("E1", "region") == "africa"
    sheet.project.undo()
    assert sheet.value("E1", "region") == ""


@_POPUP
def test_a_country_is_found_by_any_of_its_letters_after_others(sheet: Sheet) -> None:
    sheet.choose("countries", "E1")
    line = sheet.edit()
    line.setText("Nepal; ")
    line.setCursorPosition(7)
    QTest.keyClicks(line, "faso")
    sheet.qtbot.waitUntil(lambda: line.is_offering)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, _KEY.Key_Down)
    QTest.keyClick(popup, _KEY.Key_Return)
    assert line.text() == "Nepal; Burkina Faso"
    QTest.keyClick(line, _KEY.Key_Return)
    assert sheet.value("E1", "countries") == "BF;NP"


def test_what_is_no_value_stays_in_its_line_and_is_told_there(sheet: Sheet) -> None:
    sheet.choose("year", "E1")
    line = sheet.edit()
    line.setText("twenty")
    heard: list[str] = []
    line.mistaken.connect(heard.append)
    QTest.keyClick(line, _KEY.Key_Return)
    assert QApplication.focusWidget() is line
    assert "is not a number" in heard[0]
    line.setText("2017")
    QTest.keyClick(line, _KEY.Key_Return)
    assert sheet.value("E1", "year") == "2017"


def test_a_wrong_cell_that_is_left_keeps_what_it_said_and_that_is_told(sheet: Sheet) -> None:
    sheet.choose("year", "E1")
    line = sheet.edit()
    line.setText("twenty")
    sheet.stage.filter.setFocus()
    assert sheet.value("E1", "year") == "2016"
    [(word, acts)] = sheet.told
    assert word.endswith("The cell is as it was.")
    assert acts == 0


def test_letters_begin_to_write_and_enter_goes_on_below(sheet: Sheet) -> None:
    sheet.choose("donor", "E1")
    QTest.keyClicks(sheet.table, "I")
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "rish Aid")
    QTest.keyClick(line, _KEY.Key_Return)
    assert sheet.value("E1", "donor") == "Irish Aid"
    assert sheet.table.currentIndex().row() == sheet.row("E2")


def test_control_enter_writes_into_all_chosen_cells_as_one_act(sheet: Sheet) -> None:
    sheet.choose("donor", "E1", "E3", "E10")
    line = sheet.edit()
    line.setText("Irish Aid")
    QTest.keyClick(line, _KEY.Key_Return, _CONTROL)
    assert [sheet.value(one, "donor") for one in ("E1", "E3", "E10")] == ["Irish Aid"] * 3
    assert sheet.value("E2", "donor") == ""
    sheet.project.undo()
    assert sheet.value("E3", "donor") == ""


def test_fill_down_repeats_the_first_cell_of_each_column(sheet: Sheet) -> None:
    sheet.choose("countries", "E1", "E2", "E3")
    sheet.press(_KEY.Key_D, _CONTROL)
    assert [sheet.value(one, "countries") for one in ("E1", "E2", "E3")] == ["NP"] * 3
    assert sheet.project.undo_label == "Fill Down 2 Cells"


def test_a_block_from_a_spreadsheet_is_pasted_whole_and_undone_whole(sheet: Sheet) -> None:
    sheet.choose("region", "E1")
    columns = sheet.table.shown_columns()
    after = sheet.rows.columns[columns[columns.index(sheet.column("region")) + 1]]
    assert after.key == "themes"
    block = 'Africa\t"Health; Employment"\r\nAmericas\t\r\n'
    QApplication.clipboard().setText(block)
    sheet.press(_KEY.Key_V, _CONTROL)
    assert sheet.value("E1", "region") == "africa"
    assert sheet.value("E1", "themes") == "employment;health"
    assert sheet.value("E2", "region") == "americas"
    assert sheet.told == [("4 cells pasted.", 1)]
    sheet.project.undo()
    assert sheet.value("E1", "region") == sheet.value("E2", "region") == ""


def test_one_wrong_cell_of_a_block_is_named_and_nothing_is_pasted(
    sheet: Sheet, answers: Answers
) -> None:
    sheet.choose("year", "E1")
    QApplication.clipboard().setText("2001\n20x2\n2003")
    sheet.press(_KEY.Key_V, _CONTROL)
    assert [sheet.value(one, "year") for one in ("E1", "E2", "E3")] == ["2016", "", "2012"]
    (said,) = answers.asked
    assert "1 cell is wrong, so nothing was changed." in said
    assert "E2, Year completed: “20x2” is not a number" in said


def test_a_block_that_is_too_high_or_has_columns_that_are_not_written_is_refused(
    sheet: Sheet, answers: Answers
) -> None:
    sheet.choose("year", "E10")
    QApplication.clipboard().setText("1\n" * 9)
    sheet.press(_KEY.Key_V, _CONTROL)
    sheet.choose("pages", "E1")
    QApplication.clipboard().setText("12")
    sheet.press(_KEY.Key_V, _CONTROL)
    assert "The block has 9 rows, but only 2 reports stand from here down." in answers.asked[0]
    assert "Pages is not an attribute" in answers.asked[1]


def test_one_copied_cell_fills_all_that_are_chosen(sheet: Sheet) -> None:
    sheet.choose("countries", "E3")
    sheet.press(_KEY.Key_C, _CONTROL)
    assert QApplication.clipboard().text() == "Bolivia; Peru"
    sheet.choose("countries", "E1", "E2")
    sheet.press(_KEY.Key_V, _CONTROL)
    assert sheet.value("E1", "countries") == sheet.value("E2", "countries") == "BO;PE"


def test_blocks_come_back_from_the_clipboard_as_they_were() -> None:
    block = [["plain", 'with "quotes"'], ["two\nlines", "a\ttab"], ["", "last"]]
    assert blocks.read(blocks.written(block)) == block
    assert blocks.read("\n") == []
    assert blocks.read("a\tb\nc\n") == [["a", "b"], ["c", ""]]


def test_delete_empties_attributes_and_takes_out_whole_reports_only(sheet: Sheet) -> None:
    sheet.choose("year", "E1", "E3")
    sheet.press(_KEY.Key_Delete)
    assert sheet.value("E1", "year") == sheet.value("E3", "year") == ""
    assert "E1" in sheet.numbers()
    sheet.choose("number", "E1")
    sheet.press(_KEY.Key_Delete)
    assert "E1" not in sheet.numbers()


def test_the_filter_looks_in_one_column_and_finds_what_is_missing(sheet: Sheet) -> None:
    for written, kept in (
        ("region:arab", ["E10"]),
        ("countries:peru", ["E3"]),
        ("region:-", ["E1", "E2", "E3", ""]),
        ('title:"cash transfers" year:2016', ["E1"]),
        ("nepal", ["E1", "E2"]),
    ):
        sheet.stage.filter.setText(written)
        assert sheet.numbers() == kept, written


def test_columns_are_sorted_by_what_they_mean_and_the_silent_come_last(sheet: Sheet) -> None:
    year = sheet.column("year")
    sheet.table.sortByColumn(year, Qt.SortOrder.DescendingOrder)
    assert sheet.numbers()[:3] == ["E10", "E1", "E3"]
    sheet.table.sortByColumn(year, Qt.SortOrder.AscendingOrder)
    assert sheet.numbers()[:3] == ["E3", "E1", "E10"]


def test_rows_stay_where_they_are_while_the_sorted_column_is_edited(sheet: Sheet) -> None:
    sheet.table.sortByColumn(sheet.column("year"), Qt.SortOrder.AscendingOrder)
    before = sheet.numbers()
    sheet.choose("year", "E3")
    line = sheet.edit()
    line.setText("2030")
    QTest.keyClick(line, _KEY.Key_Return)
    assert sheet.numbers() == before


def test_a_hidden_column_stays_hidden_and_nothing_is_pasted_into_it(sheet: Sheet) -> None:
    menu = sheet.stage.menu
    action = next(one for one in menu.actions() if one.text() == "Region")
    action.trigger()
    assert sheet.table.isColumnHidden(sheet.column("region"))
    assert settings.load().panes["reports.hidden"] == "region"
    sheet.choose("countries", "E1")
    QApplication.clipboard().setText("Kenya\tHealth")
    sheet.press(_KEY.Key_V, _CONTROL)
    assert sheet.value("E1", "themes") == "health"
    next(one for one in menu.actions() if one.text() == "Show All").trigger()
    assert not sheet.table.isColumnHidden(sheet.column("region"))


def test_reports_of_one_project_stand_together_and_count_once(sheet: Sheet) -> None:
    sheet.choose("title", "E2", "E10")
    sheet.act("Make One Project of Them")
    assert sheet.value("E10", "family") == sheet.value("E2", "family") != ""
    sheet.stage._families.click()
    at = sheet.numbers().index("E2")
    assert "E10" in sheet.numbers()[at - 1 : at + 2]
    assert "4 projects" in sheet.stage._count.text()


def test_a_duplicate_names_the_report_it_doubles(sheet: Sheet) -> None:
    sheet.choose("title", "E1", "E2")
    sheet.act("Mark as Duplicate")
    duplicate = sheet.project.reports.get(sheet.report("E2"))
    assert duplicate.duplicate_of == sheet.report("E1")
    assert "1 duplicate" in sheet.stage._count.text()
    sheet.choose("title", "E2")
    sheet.act("Not a Duplicate")
    assert sheet.project.reports.get(sheet.report("E2")).duplicate_of is None


def test_number_and_title_stay_in_sight_when_the_table_is_scrolled(sheet: Sheet) -> None:
    staying = sheet.table._staying
    assert staying is not None
    assert not staying.isVisible()
    sheet.choose("retrieval", "E1")
    assert staying.isVisible()
    assert not staying.isColumnHidden(sheet.column("title"))
    sheet.choose("symbol", "E1")
    left = sheet.table.visualRect(sheet.at("E1", "symbol")).left()
    assert left >= staying.breadth() or not staying.isVisible()


def test_a_thousand_records_scroll_and_sort_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    sheet = Sheet(qtbot, tmp_path)
    records = [
        {"number": f"L{at}", "title": f"Record {at}", "year": str(1990 + at % 30)}
        for at in range(1000)
    ]
    sheet.project.attributes.add_records(records)
    assert sheet.rows.rowCount() == 1005
    begun = time.perf_counter()
    sheet.table.sortByColumn(sheet.column("year"), Qt.SortOrder.DescendingOrder)
    sheet.stage.filter.setText("record 99")
    assert time.perf_counter() - begun < 1.0
    sheet.stage.filter.clear()
    bar = sheet.table.verticalScrollBar()
    begun = time.perf_counter()
    for at in range(40):
        bar.setValue(bar.maximum() * at // 40)
        sheet.table.viewport().repaint()
    assert (time.perf_counter() - begun) / 40 < 0.1
    sheet.session.close()


def test_a_record_gets_its_pdf_and_keeps_what_is_known_of_it(
    sheet: Sheet, answers: Answers
) -> None:
    answers.chosen = SAMPLES[0]
    sheet.choose("title", "E3")
    sheet.act("Attach PDF…")
    sheet.qtbot.waitUntil(lambda: not sheet.stage.replacing.is_busy, timeout=20_000)
    assert "Attach the PDF of “Health in Peru”" in answers.asked[0]
    assert sheet.says("E3", "pages") == "11"
    assert sheet.value("E3", "countries") == "BO;PE"
