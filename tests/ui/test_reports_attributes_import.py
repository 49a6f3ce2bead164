"""A list of reports looked at, its columns matched, and imported at once or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.ui.answers import Answers
from tests.ui.attributes_scene import Sheet
from ui.panels.reports.importing import ImportDialog

_GOOD = "number;Land;year\nE1;Kenya;2018\nE20;Peru;2019\n"
_WRONG = "number;countries;year\nE1;Kenya;20x8\nE20;Peru;2019\n"


@pytest.fixture
def sheet(qtbot: QtBot, tmp_path: Path, answers: Answers) -> Iterator[Sheet]:
    assert answers.asked == []
    sheet = Sheet(qtbot, tmp_path)
    yield sheet
    sheet.session.close()


def opened(sheet: Sheet, folder: Path, text: str) -> ImportDialog:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    dialog = ImportDialog(sheet.session, path, sheet.stage)
    sheet.qtbot.addWidget(dialog)
    dialog.show()
    sheet.qtbot.waitUntil(lambda: dialog.preview is not None and dialog._job is None)
    return dialog


def choice(dialog: ImportDialog, row: int) -> QComboBox:
    found = dialog.columns.cellWidget(row, 2)
    assert isinstance(found, QComboBox)
    return found


def match(dialog: ImportDialog, row: int, words: str) -> None:
    box = choice(dialog, row)
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_the_preview_says_what_is_new_and_changes_nothing(sheet: Sheet, tmp_path: Path) -> None:
    dialog = opened(sheet, tmp_path, _GOOD)
    assert dialog._count.text() == "2 rows: 1 new, 1 of reports that are here already."
    assert [choice(dialog, row).currentText() for row in (0, 1, 2)] == [
        "Number",
        "Left out",
        "Year completed",
    ]
    assert sheet.value("E1", "year") == "2016"
    assert "E20" not in sheet.numbers()
    dialog.reject()


def test_a_column_is_matched_by_hand_and_all_comes_in_as_one_act(
    sheet: Sheet, tmp_path: Path
) -> None:
    dialog = opened(sheet, tmp_path, _GOOD)
    match(dialog, 1, "Countries")
    sheet.qtbot.waitUntil(lambda: dialog._job is None and dialog.take.isEnabled())
    dialog.take.click()
    sheet.qtbot.waitUntil(lambda: dialog.told != "")
    assert sheet.value("E1", "countries") == "KE"
    assert sheet.value("E20", "countries") == "PE"
    assert dialog.told == "list.csv: 1 added, 1 changed."
    sheet.project.undo()
    assert sheet.value("E1", "year") == "2016"
    assert "E20" not in sheet.numbers()


def test_what_is_wrong_is_named_and_bars_the_import_until_the_column_is_left_out(
    sheet: Sheet, tmp_path: Path
) -> None:
    dialog = opened(sheet, tmp_path, _WRONG)
    assert not dialog.take.isEnabled()
    assert "1 cell cannot be taken as it is" in dialog._wrong.text()
    assert "Row 2, year: “20x8” is not a number" in dialog.problems.toPlainText()
    match(dialog, 2, "Left out")
    sheet.qtbot.waitUntil(lambda: dialog._job is None and dialog.take.isEnabled())
    assert not dialog.problems.isVisible()
    dialog.take.click()
    sheet.qtbot.waitUntil(lambda: dialog.told != "")
    assert sheet.value("E1", "countries") == "KE"
    assert sheet.value("E1", "year") == "2016"


def test_one_attribute_is_told_by_one_column_alone(sheet: Sheet, tmp_path: Path) -> None:
    dialog = opened(sheet, tmp_path, "number;year;when\nE1;2018;2020\n")
    match(dialog, 2, "Year completed")
    sheet.qtbot.waitUntil(lambda: dialog._job is None and dialog.take.isEnabled())
    assert choice(dialog, 1).currentText() == "Left out"
    dialog.take.click()
    sheet.qtbot.waitUntil(lambda: dialog.told != "")
    assert sheet.value("E1", "year") == "2020"


def test_a_file_that_is_no_list_is_told_and_nothing_is_shown(
    sheet: Sheet, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"not a workbook")
    dialog = ImportDialog(sheet.session, path, sheet.stage)
    sheet.qtbot.addWidget(dialog)
    dialog.show()
    sheet.qtbot.waitUntil(lambda: bool(answers.asked))
    assert dialog.told == ""
    assert not dialog.isVisible()
