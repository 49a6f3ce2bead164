"""The Codebook stage: definitions seen, made, changed, moved, deleted, saved, by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coder.codebooks import load
from coder.model.protocol import Condition
from coder.project import Project
from tests.ui.answers import Answers
from tests.ui.codebook_scene import ATTRIBUTES, CHECKLISTS, SCALES, SCREENING, Desk
from ui import theme
from ui.main_window import MainWindow
from ui.panels.codebook.listed import ListedField
from ui.panels.codebook.specs import SPECS

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def desk(qtbot: QtBot, at_work: MainWindow) -> Desk:
    return Desk.at(qtbot, at_work)


def test_a_code_is_changed_field_by_field(desk: Desk) -> None:
    desk.go_down_to("Quality of design")
    desk.press(Key.Key_Return)
    desk.type("Design")
    desk.press(Key.Key_Tab)
    desk.type("How well it was designed.")
    desk.press(Key.Key_Tab)
    code = desk.code("Design")
    assert code.definition == "How well it was designed."
    desk.tab_to("assignable")
    desk.press(Key.Key_Space)
    assert not desk.project.codebook.get(code.id).assignable
    desk.window.undo()
    desk.window.undo()
    desk.window.undo()
    assert desk.project.codebook.get(code.id).name == "Quality of design"
    assert desk.stage.form.field("name").text() == "Quality of design"  # type: ignore[attr-defined]


def test_what_is_refused_is_said_and_shown_as_it_was(desk: Desk, answers: Answers) -> None:
    desk.go_down_to("Quality of design")
    desk.press(Key.Key_Return)
    desk.type("Needs and priorities")
    desk.press(Key.Key_Return)
    assert "already" in answers.asked[-1]
    field = desk.stage.form.field("name")
    assert isinstance(field, QLineEdit)
    assert field.text() == "Quality of design"


def test_a_code_is_added_moved_and_deleted(desk: Desk) -> None:
    desk.go_down_to("Quality of design")
    desk.press(Key.Key_Insert)
    desk.type("Ownership")
    desk.press(Key.Key_Return)
    code = desk.code("Ownership")
    assert desk.project.codebook.get(code.parent).name == "Relevance"  # type: ignore[arg-type]
    desk.go_down_to("Ownership")
    desk.press(Key.Key_Up, Held.AltModifier)
    names = [one.name for one in desk.project.codebook.codes() if one.parent == code.parent]
    assert names.index("Ownership") == len(names) - 2
    desk.press(Key.Key_Insert, Held.ShiftModifier)
    desk.type("Of the state")
    desk.press(Key.Key_Return)
    assert desk.code("Of the state").parent == code.id
    desk.go_down_to("Ownership")
    desk.press(Key.Key_Delete)
    assert all(one.name != "Of the state" for one in desk.project.codebook.codes())
    desk.window.undo()
    assert desk.code("Of the state").parent == code.id


def test_an_attribute_gets_a_type_and_choices(desk: Desk) -> None:
    desk.turn_to(ATTRIBUTES)
    desk.go_down_to("Nature")
    desk.press(Key.Key_Insert)
    desk.type("Phase of the programme")
    desk.press(Key.Key_Return)
    pick = desk.tab_to("type")
    assert isinstance(pick, QComboBox)
    while pick.currentData() != "one":
        desk.press(Key.Key_Down)
    item = desk.item("attribute", "Phase of the programme")
    assert (item.key, item.type) == ("phase-of-the-programme", "one")
    assert [one.name for one in item.choices] == ["Choice 1", "Choice 2"]
    desk.tab_to("options.choices")
    desk.write_cell("Pilot")
    desk.press(Key.Key_Insert)
    desk.write_cell("Scaling up")
    names = [one.name for one in desk.item("attribute", item.name).choices]
    assert names == ["Pilot", "Scaling up", "Choice 2"]
    desk.press(Key.Key_Down, Held.AltModifier)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Delete)
    choices = desk.item("attribute", item.name).choices
    assert [one[:2] for one in choices] == [("pilot", "Pilot"), ("scaling-up", "Scaling up")]


def test_the_period_of_a_gate_is_changed(desk: Desk) -> None:
    desk.turn_to(SCREENING)
    desk.go_down_to(desk.project.protocol.all().of("criterion")[1].name)
    desk.press(Key.Key_Return)
    desk.tab_to("options.test")
    desk.press(Key.Key_Tab)
    desk.type("2019")
    desk.press(Key.Key_Tab)
    desk.type("2024")
    desk.press(Key.Key_Return)
    test = desk.project.protocol.all().of("criterion")[1].test
    assert test == Condition("year", least=2019, most=2024)


def test_a_criterion_of_ones_own_names_a_choice_and_words(desk: Desk) -> None:
    desk.turn_to(SCREENING)
    desk.go_down_to("Screening")
    desk.press(Key.Key_Insert, Held.ShiftModifier)
    desk.type("Only final reports")
    desk.press(Key.Key_Return)
    role = desk.tab_to("role")
    assert isinstance(role, QComboBox)
    desk.press(Key.Key_Up)
    pick = desk.tab_to("options.test")
    assert isinstance(pick, QComboBox)
    while pick.currentData() != "timing":
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Tab)
    desk.type("Final; Ex-post")
    desk.press(Key.Key_Return)
    desk.tab_to("options.terms")
    desk.type("final evaluation")
    desk.press(Key.Key_Tab)
    made = desk.item("criterion", "Only final reports")
    assert (made.role, made.terms) == ("gate", ("final evaluation",))
    assert made.test == Condition("timing", one_of=("final", "ex-post"))


def test_other_words_for_a_choice_stay_with_it(desk: Desk) -> None:
    desk.turn_to(ATTRIBUTES)
    before = desk.item("attribute", "region")
    desk.go_down_to("Region")
    desk.press(Key.Key_Return)
    desk.tab_to("options.choices")
    desk.press(Key.Key_Right)
    desk.write_cell("Afrique; AFR")
    after = desk.item("attribute", "region")
    assert after.choices[0].also == ("Afrique", "AFR")
    assert after.choices[1:] == before.choices[1:]


def test_an_attribute_that_a_gate_uses_is_not_deleted(desk: Desk, answers: Answers) -> None:
    desk.turn_to(ATTRIBUTES)
    desk.go_down_to("Year completed")
    desk.press(Key.Key_Delete)
    assert "uses “Year completed”" in answers.asked[-1]
    assert desk.item("attribute", "year").key == "year"


def test_levels_of_a_scale_and_its_order(desk: Desk) -> None:
    desk.turn_to(SCALES)
    desk.go_down_to("Four-point performance")
    desk.press(Key.Key_Down, Held.AltModifier)
    names = [one.name for one in desk.project.protocol.all().of("scale")]
    assert names.index("Four-point performance") == 2
    desk.press(Key.Key_Return)
    table = desk.tab_to("options.levels")
    desk.press(Key.Key_Right)
    desk.write_cell("All of it was reached.")
    level = desk.item("scale", "four-point").levels[0]
    assert (level.key, level.anchor) == ("4", "All of it was reached.")
    field = table.parent()
    assert isinstance(field, ListedField)


def test_checks_and_fields_are_added_under_their_own(desk: Desk) -> None:
    desk.turn_to(CHECKLISTS)
    desk.go_down_to("Quality, short form")
    desk.press(Key.Key_Insert, Held.ShiftModifier)
    desk.type("Ethics")
    desk.press(Key.Key_Return)
    check = desk.item("check", "Ethics")
    assert desk.project.protocol.get(check.parent).key == "short-quality"  # type: ignore[arg-type]
    assert check.scale
    desk.shortcut("Ctrl+PgDown")
    desk.go_down_to("Addressed to")
    desk.press(Key.Key_Insert)
    desk.type("Deadline")
    desk.press(Key.Key_Return)
    made = desk.item("field", "Deadline")
    assert desk.project.protocol.get(made.parent).key == "recommendation"  # type: ignore[arg-type]


def test_a_codebook_of_ones_own_is_saved_and_loaded(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    answers.chosen = tmp_path / "copy.toml"
    desk.go_down_to("Quality of design")
    desk.shortcut("Ctrl+Shift+S")
    assert "oecd-dac-criteria.toml" in answers.asked[-1]
    file = load(tmp_path / "copy.toml")
    book = desk.project.codebook.codebooks()[0]
    assert file.codebook == book
    text = (tmp_path / "copy.toml").read_text(encoding="utf-8")
    (tmp_path / "copy.toml").write_text(
        text.replace(f'id = "{book.key}"', 'id = "mine"').replace(book.title, "Mine"),
        encoding="utf-8",
    )
    desk.shortcut("Ctrl+Shift+L")
    assert [one.title for one in desk.project.codebook.codebooks()][-1] == "Mine"


def test_the_history_says_who_changed_what(desk: Desk) -> None:
    code = desk.code("Quality of design")
    desk.project.codebook.edit(code.id, definition="Another definition.")
    desk.go_down_to("Quality of design")
    desk.press(Key.Key_Return)
    fold = desk.stage.form.history.fold
    while desk.focus is not fold:
        desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)
    words = desk.stage.form.history.words.text()
    assert "Coder A" in words
    assert "Another definition." in words
    assert f"<s style='color:{theme.current().muted}'>{code.definition}</s>" in words


def test_every_page_shows_every_definition(desk: Desk) -> None:
    """Each definition of the built-in protocol can be gone to, and its form says all of it."""
    seen = set()
    for page in range(6):
        desk.stage.show_page(page)
        for row in desk.stage.tree.rows:
            desk.stage.show_definition(row.id)
            assert desk.stage.form.row == row
            assert {spec.field for spec in SPECS[row.kind]} == set(
                desk.stage.form._forms[row.kind][1]
            )
            seen.add(row.id)
    assert {one.id for one in desk.project.protocol.all().items} <= seen
    assert {one.id for one in desk.project.codebook.codes()} <= seen


def test_going_over_the_pages_changes_nothing(desk: Desk) -> None:
    before = desk.project.digest()
    test_every_page_shows_every_definition(desk)
    assert desk.project.digest() == before


def test_controls_are_named_and_large_enough(desk: Desk) -> None:
    for page in range(7):
        desk.stage.show_page(page)
        QApplication.processEvents()
        for widget in desk.stage.findChildren(QWidget):
            if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            if isinstance(widget, QAbstractButton | QComboBox | QLineEdit):
                named = widget.accessibleName() or (
                    widget.text() if isinstance(widget, QAbstractButton) else ""
                )
                assert named, widget
                assert widget.height() >= theme.TARGET, named


def test_an_empty_project_begins_its_own_codebook(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    Project.create(tmp_path / "empty.evc", ("Coder A", "CA", "#0072B2")).close()
    assert window.opening.open(tmp_path / "empty.evc")
    desk = Desk.at(qtbot, window, protocol=False)
    desk.stage.tree.setFocus()
    desk.press(Key.Key_Insert)
    desk.type("Our review")
    desk.press(Key.Key_Return)
    assert [one.title for one in desk.project.codebook.codebooks()] == ["Our review"]
    desk.stage.tree.setFocus()
    desk.press(Key.Key_Insert)
    desk.type("Water")
    desk.press(Key.Key_Return)
    assert desk.code("Water").parent is None
