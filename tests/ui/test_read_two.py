"""Reports in tabs and side by side: by keys, in the menu, and when one leaves the project."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from coder.model.passage import PageRange
from tests.ui.at_the_window import entry
from ui.main_window import READ, MainWindow
from ui.reader.layout import Arrangement
from ui.stages.read import ReadStage

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def stage(at_work: MainWindow) -> Iterator[ReadStage]:
    at_work.go_to(READ)
    found = at_work.findChild(ReadStage)
    assert isinstance(found, ReadStage)
    found.view.setFocus()
    return found


def press(key: Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key as the desktop gives it: to the window, which knows who gets it."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    QTest.keyClick(window, key, held)


def test_the_menu_says_whether_two_reports_are_shown(
    stage: ReadStage, at_work: MainWindow
) -> None:
    two = entry(at_work, "View", "Two Reports")
    press(Key.Key_D, CONTROL)
    assert two.isChecked()
    press(Key.Key_W, CONTROL)
    assert not stage.tabs.are_two
    assert not two.isChecked()
    press(Key.Key_D, CONTROL)
    assert stage.tabs.are_two


def test_f6_goes_to_the_other_report_too(stage: ReadStage) -> None:
    press(Key.Key_D, CONTROL)
    left, right = (tab.pane.view for tab in stage.tabs.visible)
    assert right.hasFocus()
    press(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert left.hasFocus()
    assert stage.view is left
    press(Key.Key_F6)
    assert right.hasFocus()
    assert stage.view is right


def test_a_report_that_is_removed_leaves_no_empty_tab(stage: ReadStage) -> None:
    project = stage._session.project
    first, second = (one.id for one in project.reports.all())
    assert stage.reading.open(first)
    assert stage.reading.open(second, new_tab=True)
    project.reports.remove(first)
    assert [tab.report for tab in stage.tabs.tabs] == [second]
    assert stage.report is not None
    assert stage.report.id == second
    assert stage.reading.open(second, new_tab=True)
    assert len(stage.tabs.tabs) == 2
    project.undo()
    assert stage.reading.open(first)
    project.reports.remove(first)
    assert [tab.report for tab in stage.tabs.tabs] == [second]


def test_without_a_report_the_keys_find_nothing_to_do_and_nothing_is_made_up(
    stage: ReadStage,
) -> None:
    project = stage._session.project
    header = stage.reader.header
    stage.reader.close_report()
    shown = [field.text() for field in header.findChildren(QLineEdit)]
    shown += [label.text() for label in header.findChildren(QLabel)]
    assert not any(shown)
    assert stage.switch.lineEdit().placeholderText()
    for report in project.reports.all():
        project.reports.remove(report.id)
    assert not stage.bench.isVisible()
    press(Key.Key_F6)
    press(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert not stage.bench.isVisible()


def test_the_same_report_beside_it_begins_where_one_is(stage: ReadStage) -> None:
    stage.view.set_zoom(1.0)
    stage.view.go_to(4)
    press(Key.Key_D, CONTROL)
    left, right = (tab.pane.view for tab in stage.tabs.visible)
    assert right is not left
    assert right.current_page == 4


def test_closing_gives_the_keys_to_the_pages_that_are_left(stage: ReadStage) -> None:
    first = stage.view
    press(Key.Key_D, CONTROL)
    press(Key.Key_W, CONTROL)
    assert first.hasFocus()
    report = stage.report
    assert report is not None
    stage.reading.open(report.id, new_tab=True)
    stage.view.setFocus()
    press(Key.Key_W, CONTROL)
    assert stage.view is first
    assert first.hasFocus()


def test_two_reports_fit_a_small_laptop(stage: ReadStage, at_work: MainWindow) -> None:
    press(Key.Key_D, CONTROL)
    assert stage.tabs.are_two
    assert at_work.minimumSizeHint().width() <= 1280


def test_the_menu_ticks_how_the_pages_of_the_report_in_hand_stand(
    stage: ReadStage, at_work: MainWindow
) -> None:
    column, book = entry(at_work, "View", "One Column"), entry(at_work, "View", "Two Pages as")
    stage.view.go_to(2)
    book.trigger()
    assert stage.view.arrangement is Arrangement.BOOK
    first = stage.report
    assert first is not None
    every = at_work.session.project.reports.all()
    other = next(one.id for one in every if one.id != first.id)
    stage.open_report(other)
    column.trigger()
    stage.open_report(first.id)
    assert stage.view.arrangement is Arrangement.BOOK
    assert (column.isChecked(), book.isChecked()) == (False, True)
    stage.reading.open(other, new_tab=True)
    assert (column.isChecked(), book.isChecked()) == (True, False)


def test_the_palette_never_answers_about_another_report(stage: ReadStage) -> None:
    report = stage.report
    assert report is not None
    stage.view.select([PageRange(0, 10, 60)])
    stage.reading.open(report.id, new_tab=True)
    stage.view.select([PageRange(0, 100, 160)])
    stage.view.setFocus()
    press(Key.Key_Return)
    assert stage.code_palette.isVisible()
    press(Key.Key_Tab, CONTROL)
    assert not stage.code_palette.isVisible()
    assert stage.view.hasFocus()
    assert [part.start for part in stage.view.selection()] == [10]
