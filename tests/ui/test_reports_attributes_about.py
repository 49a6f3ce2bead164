"""The pane about a report: writing facts, accepting what its pages suggest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coder.model.suggestion import Suggestion
from coder.services.suggesting import Suggesting
from tests.ui.answers import Answers
from tests.ui.attributes_scene import Sheet
from ui.panels.reports.about import AboutReport
from ui.panels.reports.attribute_field import AttributeField

_KEY = Qt.Key
_MADE = [
    Suggestion("year", "2016", "2016", 0, 0, 10, "On the title page", 0.9),
    Suggestion("countries", "NP", "Nepal", 0, 12, 20, "In the Quick facts of page 1", 0.8),
    Suggestion("countries", "NP;PE", "Nepal; Peru", 1, 0, 9, "On page 2", 0.4),
    Suggestion("language", "en", "English", -1, 0, 0, "The file says so", 0.7),
    Suggestion("donor", "Irish Aid", "Irish Aid", 1, 0, 9, "The pages name it", 0.4),
]


@pytest.fixture
def sheet(
    qtbot: QtBot, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sheet]:
    assert answers.asked == []
    monkeypatch.setattr(Suggesting, "metadata", lambda *_: list(_MADE))
    sheet = Sheet(qtbot, tmp_path)
    yield sheet
    sheet.session.close()


def about(sheet: Sheet) -> AboutReport:
    return sheet.stage.about


def field(sheet: Sheet, key: str) -> AttributeField:
    return next(one for one in about(sheet).fields.values() if one.item.key == key)


def show(sheet: Sheet, number: str = "") -> None:
    """Have a report in hand, and what it suggests."""
    sheet.choose("title", number)
    sheet.qtbot.waitUntil(lambda: bool(about(sheet)._reports))
    if not number:
        sheet.qtbot.waitUntil(lambda: field(sheet, "year").offer is not None)


def pdf_values(sheet: Sheet) -> dict[str, str]:
    return sheet.project.attributes.values(sheet.pdf)


def test_the_fields_follow_the_row_and_stand_in_groups(sheet: Sheet) -> None:
    show(sheet, "E1")
    assert field(sheet, "year").text == "2016"
    assert field(sheet, "countries").text == "Nepal"
    sheet.choose("title", "E3")
    sheet.qtbot.waitUntil(lambda: field(sheet, "year").text == "2012")
    assert about(sheet)._facts.text() == "No PDF yet"


def test_what_is_written_in_a_field_is_in_the_table_and_can_be_undone(sheet: Sheet) -> None:
    show(sheet, "E1")
    line = field(sheet, "donor").line
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "Irish Aid")
    QTest.keyClick(line, _KEY.Key_Return)
    assert sheet.says("E1", "donor") == "Irish Aid"
    sheet.project.undo()
    assert line.text() == ""


def test_a_field_says_what_is_wrong_and_escape_takes_it_back(sheet: Sheet) -> None:
    show(sheet, "E1")
    one = field(sheet, "year")
    assert one.line is not None
    one.line.setFocus()
    one.line.setText("20x6")
    QTest.keyClick(one.line, _KEY.Key_Return)
    assert one._note.isVisible()
    assert "is not a number" in one._note.text()
    QTest.keyClick(one.line, _KEY.Key_Escape)
    assert one.text == "2016"
    assert not one._note.isVisible()
    assert sheet.value("E1", "year") == "2016"


def test_nothing_is_stored_until_it_is_accepted(sheet: Sheet) -> None:
    show(sheet)
    assert [row.isVisible() for row in field(sheet, "countries").rows] == [True, True]
    assert "year" not in pdf_values(sheet)
    assert about(sheet).accept_all.text() == "Accept All (3)"


def test_enter_accepts_one_after_the_other_with_the_passage_it_came_from(sheet: Sheet) -> None:
    show(sheet)
    about(sheet).begin()
    for _ in range(3):
        line = QApplication.focusWidget()
        assert line is not None
        QTest.keyClick(line, _KEY.Key_Return)
    said = pdf_values(sheet)
    assert (said["language"], said["year"], said["countries"]) == ("en", "2016", "NP")
    facts = sheet.project.attributes.of(sheet.pdf)
    passage = facts[field(sheet, "year").item.id].passage
    assert passage is not None
    assert sheet.project.codings.passage(passage).quote == "Finding 1."
    assert facts[field(sheet, "language").item.id].passage is None
    assert field(sheet, "year")._proof.isVisible()


def test_accept_all_is_one_act_and_leaves_what_was_written(sheet: Sheet) -> None:
    year = field(sheet, "year").item.id
    sheet.project.attributes.set(sheet.pdf, year, "2001")
    show(sheet)
    about(sheet).accept_all.click()
    said = pdf_values(sheet)
    assert (said["year"], said["countries"], said["language"]) == ("2001", "NP", "en")
    assert sheet.project.undo_label == "Accept 2 Suggestions"
    sheet.project.undo()
    assert "countries" not in pdf_values(sheet)


def test_a_guess_says_so_and_is_accepted_by_itself_alone(sheet: Sheet) -> None:
    show(sheet)
    row = field(sheet, "donor").rows[0]
    assert row._where.text().endswith("The pages name it · a guess<br>“Finding 2”")
    assert "guess" not in field(sheet, "year").rows[0]._where.text()
    about(sheet).accept_all.click()
    assert "donor" not in pdf_values(sheet)
    assert not about(sheet).accept_all.isVisible()
    (button,) = row.findChildren(QPushButton)
    button.click()
    assert pdf_values(sheet)["donor"] == "Irish Aid"


def test_another_suggestion_is_accepted_by_its_button(sheet: Sheet) -> None:
    show(sheet)
    row = field(sheet, "countries").rows[1]
    (button,) = row.findChildren(QPushButton)
    assert button.accessibleName() == "Accept Nepal; Peru for Countries"
    button.click()
    assert pdf_values(sheet)["countries"] == "NP;PE"


def test_the_page_of_a_suggestion_is_a_link(sheet: Sheet) -> None:
    asked: list[tuple[object, int]] = []
    sheet.session.showReport.connect(lambda report, page: asked.append((report, page)))
    show(sheet)
    field(sheet, "countries").rows[1]._where.linkActivated.emit("page")
    assert asked == [(sheet.pdf, 1)]
    assert "On page 2" in field(sheet, "countries").rows[1]._where.text()


def test_with_several_reports_what_is_written_is_said_of_all(sheet: Sheet) -> None:
    sheet.choose("title", "E1", "E3")
    sheet.qtbot.waitUntil(lambda: len(about(sheet)._reports) == 2)
    line = field(sheet, "year").line
    assert line is not None
    assert line.placeholderText() == "several values"
    assert not field(sheet, "number").isVisible()
    line.setFocus()
    QTest.keyClicks(line, "2020")
    QTest.keyClick(line, _KEY.Key_Return)
    assert sheet.value("E1", "year") == sheet.value("E3", "year") == "2020"
    assert sheet.value("E10", "year") == "2019"
    sheet.project.undo()
    assert (sheet.value("E1", "year"), sheet.value("E3", "year")) == ("2016", "2012")


def test_f6_goes_into_the_pane_and_escape_back_and_f9_folds_it(sheet: Sheet) -> None:
    show(sheet, "E1")
    sheet.table.setFocus()
    sheet.press(_KEY.Key_F6)
    held = QApplication.focusWidget()
    assert held is not None
    assert about(sheet).isAncestorOf(held)
    sheet.press(_KEY.Key_Escape)
    assert sheet.table.hasFocus()
    sheet.press(_KEY.Key_F9)
    assert not about(sheet).isVisible()
    sheet.press(_KEY.Key_F9)
    assert about(sheet).isVisible()


def test_what_is_being_written_is_kept_when_another_row_is_chosen(sheet: Sheet) -> None:
    show(sheet, "E1")
    line = field(sheet, "donor").line
    assert line is not None
    line.setText("Irish Aid")
    sheet.choose("title", "E3")
    sheet.qtbot.waitUntil(lambda: field(sheet, "year").text == "2012")
    assert sheet.value("E1", "donor") == "Irish Aid"
    assert sheet.value("E3", "donor") == ""
