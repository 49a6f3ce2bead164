"""Projects come and go in one window: what is shown is always the open one's."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from coder import settings
from coder.project import Project
from tests.building import add_report, place
from tests.ui.answers import Answers
from tests.ui.at_the_window import entry
from ui.app import begin
from ui.main_window import MATRIX, READ, REPORTS, STAGES, MainWindow
from ui.stages.read import ReadStage
from ui.stages.reports import ReportsStage

CODER = ("Coder A", "CA", "#0072B2")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Return a project with one report and no codebook."""
    path = tmp_path / "other.evc"
    project = Project.create(path, CODER, name="The other")
    add_report(project, "Only report")
    project.close()
    return path


def shown_titles(window: MainWindow) -> list[str]:
    stage = window.stage(REPORTS)
    assert isinstance(stage, ReportsStage)
    model = stage.table.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def test_another_project_takes_the_place_of_the_open_one(at_work: MainWindow, other: Path) -> None:
    before = at_work.session.project
    for at in range(len(STAGES)):
        at_work.go_to(at)
    assert at_work.opening.open(other)
    assert at_work.windowTitle().startswith("The other")
    assert shown_titles(at_work) == ["Only report"]
    read = at_work.stage(READ)
    assert isinstance(read, ReadStage)
    at_work.go_to(READ)
    assert read.report is not None
    assert read.report.title == "Only report"
    assert not read.desk.codes
    again = Project.open(before.path)
    assert again.name == "Stock"
    again.close()


def test_the_same_project_is_not_opened_twice(at_work: MainWindow) -> None:
    project = at_work.session.project
    assert at_work.opening.open(project.path)
    assert at_work.session.project is project


def test_after_closing_and_opening_another_nothing_of_the_first_is_left(
    at_work: MainWindow, other: Path
) -> None:
    at_work.go_to(MATRIX)
    entry(at_work, "File", "Close Project").trigger()
    assert at_work.start.isVisible()
    assert not at_work.rail.isVisible()
    assert at_work.opening.open(other)
    assert shown_titles(at_work) == ["Only report"]
    assert at_work.rail.isVisible()


def test_a_stage_offers_its_own_in_the_menus_only_while_it_is_in_front(
    at_work: MainWindow,
) -> None:
    for at in range(len(STAGES)):
        at_work.stage(at)
    fold, remove = entry(at_work, "View", "Show Left Pane"), entry(at_work, "Edit", "Remove")
    at_work.go_to(REPORTS)
    assert (fold.isVisible(), remove.isVisible()) == (False, True)
    at_work.go_to(READ)
    assert (fold.isVisible(), remove.isVisible()) == (True, False)
    at_work.session.close()
    assert (fold.isVisible(), remove.isVisible()) == (False, False)


def test_the_rail_calls_each_stage_what_it_calls_itself(at_work: MainWindow) -> None:
    assert [(one.title, one.icon_name) for one in map(at_work.stage, range(len(STAGES)))] == list(
        STAGES
    )
    assert len(at_work.rail.findChildren(QToolButton)) == len(STAGES)


def test_a_passage_asked_for_before_anything_was_read_is_landed_on(
    at_work: MainWindow, other: Path
) -> None:
    assert at_work.opening.open(other)
    first = at_work.session.project.reports.all()[0]
    add_report(at_work.session.project, "Another one")
    second = next(one for one in at_work.session.project.reports.all() if one.id != first.id)
    at_work.session.showReport.emit(second.id, -1)
    stage = at_work.stage(READ)
    assert at_work.stack.currentWidget() is stage
    assert isinstance(stage, ReadStage)
    assert stage.report is not None
    assert stage.report.id == second.id


def test_a_project_nobody_read_here_opens_at_what_is_coded(
    window: MainWindow, other: Path
) -> None:
    project = Project.open(other)
    last = add_report(project, "Read last")
    coded = add_report(project, "Some coded report")
    code = project.codebook.add(None, None, "Reach")
    project.codings.add(place(project, coded.id, (0, 0, 20)), [code])
    project.places.remember_last(last.id)
    project.reports.remove(last.id)
    project.close()
    assert window.opening.open(other)
    stage = window.stack.currentWidget()
    assert isinstance(stage, ReadStage)
    assert stage.report is not None
    assert stage.report.id == coded.id


def test_a_project_nobody_coded_in_opens_at_its_reports(window: MainWindow, other: Path) -> None:
    assert window.opening.open(other)
    assert window.stack.currentWidget() is window.stage(REPORTS)


def test_redo_has_both_keys_on_every_system(at_work: MainWindow) -> None:
    at_work.session.project.edit(memo="written")
    held = Qt.KeyboardModifier.ControlModifier
    for key, more in (
        (Qt.Key.Key_Y, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier),
    ):
        QTest.keyClick(at_work, Qt.Key.Key_Z, held)
        assert at_work.session.project.memo == ""
        QTest.keyClick(at_work, key, held | more)
        assert at_work.session.project.memo == "written"


def test_the_sample_does_not_push_out_a_project_opened_while_it_was_made(
    qtbot: QtBot, window: MainWindow, other: Path
) -> None:
    window.opening.sample()
    assert window.opening.open(other)
    with qtbot.waitSignal(window.opening.ended, timeout=30_000):
        pass
    assert window.session.project.name == "The other"


def test_who_asks_for_the_sample_leaves_the_open_project(
    qtbot: QtBot, window: MainWindow, other: Path
) -> None:
    assert window.opening.open(other)
    entry(window, "File", "Open the Sample").trigger()
    qtbot.waitUntil(lambda: window.session.project.name != "The other", timeout=30_000)


def test_closing_the_window_while_the_sample_is_made_leaves_no_half_of_it(
    qtbot: QtBot, window: MainWindow, own_home: Path
) -> None:
    window.opening.sample()
    with qtbot.waitSignal(window.opening.progressed, timeout=30_000):
        pass
    window.close()
    assert not list((own_home / "documents").glob("*.evc"))


def test_a_project_that_is_gone_leads_to_the_start_page(window: MainWindow, other: Path) -> None:
    settings.save(settings.load().with_recent(other))
    assert window.opening.first() == other.resolve()
    other.unlink()
    assert window.opening.first() is None
    begin(window, None)
    assert window.start.isVisible()
    assert not window.session.is_open


def test_the_password_of_a_report_just_added_is_not_asked_again(
    qtbot: QtBot, at_work: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    import pymupdf

    with pymupdf.open() as made:
        made.new_page().insert_text((72, 72), "Locked, but words all the same.")
        made.save(
            tmp_path / "locked.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open sesame"
        )
    answers.passwords = ["wrong", "open sesame"]
    at_work.adding.add([tmp_path / "locked.pdf"])
    qtbot.waitUntil(lambda: not at_work.adding.is_busy, timeout=30_000)
    assert answers.asked == ["locked.pdf", "locked.pdf again"]
    [locked] = [one for one in at_work.session.project.reports.all() if one.encrypted]
    at_work.session.showReport.emit(locked.id, -1)
    stage = at_work.stage(READ)
    assert isinstance(stage, ReadStage)
    assert stage.report is not None
    assert stage.report.id == locked.id
    assert answers.asked == ["locked.pdf", "locked.pdf again"]
