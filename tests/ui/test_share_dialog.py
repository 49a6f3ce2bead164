"""Making a copy for a reviewer: which reports are proposed, and under which name."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from coder.model.ids import ReportId
from coder.project import Project
from tests.stages import stage_of
from tests.ui.answers import Answers, in_next_dialog
from ui.dialogs.share import ShareDialog
from ui.main_window import TEAM, MainWindow
from ui.stages.team import TeamStage


@dataclass
class Sheet:
    """The dialog for a project in which one report is allocated to a coder, one to nobody."""

    dialog: ShareDialog
    reports: list[ReportId]
    theirs: ReportId

    def is_ticked(self) -> list[bool]:
        return [one in self.dialog.reports.ticked for one in self.reports]


@pytest.fixture
def sheet(qtbot: QtBot, at_work: MainWindow) -> Sheet:
    project = at_work.session.project
    other = project.coders.ensure("Coder B", "CB", "#D55E00")
    reports = [one.id for one in project.reports.all()]
    project.team.allocate(reports[1:], [other.id])
    dialog = ShareDialog(
        project.coders.people(), project.reports.all(), project.team.assignments(), at_work
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return Sheet(dialog, reports, reports[1])


def test_the_reports_that_are_theirs_are_proposed(sheet: Sheet) -> None:
    dialog = sheet.dialog
    dialog.name.setEditText(" coder b ")
    assert dialog.wish.reports is None
    assert sheet.is_ticked() == [True, True], "all go along"
    dialog.some.setChecked(True)
    assert dialog.wish.reports == [sheet.theirs]
    dialog.name.setEditText("Coder A")
    assert dialog.wish.reports == sheet.reports, "nothing is known of what is theirs"
    dialog.name.setEditText("Coder B")
    dialog.some.setChecked(False)
    assert dialog.wish.reports is None


def test_what_was_ticked_by_hand_stays(sheet: Sheet) -> None:
    dialog = sheet.dialog
    dialog.some.setChecked(True)
    dialog.reports.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.name.setEditText("Coder B")
    assert dialog.wish.reports == sheet.reports[:1]


def test_space_ticks_all_that_are_chosen(sheet: Sheet) -> None:
    dialog = sheet.dialog
    dialog.some.setChecked(True)
    dialog.reports.setCurrentRow(0, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    QTest.keyClick(dialog.reports, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(dialog.reports, Qt.Key.Key_Space)
    assert dialog.wish.reports == []
    assert not dialog._agree.isEnabled()
    QTest.keyClick(dialog.reports, Qt.Key.Key_Up)
    QTest.keyClick(dialog.reports, Qt.Key.Key_Space)
    assert dialog.wish.reports == sheet.reports[:1]


@pytest.mark.parametrize("name", ["Coder A/B", "Coder\\B: “c”?", "A coder of a long name " * 20])
def test_people_may_be_called_as_no_file_may(
    at_work: MainWindow, answers: Answers, tmp_path: Path, name: str
) -> None:
    """What is proposed can be written: the file is made under just that name."""
    at_work.go_to(TEAM)
    stage = stage_of(at_work, TeamStage)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ShareDialog)
        dialog.name.setEditText(name)
        dialog.accept()

    failed = in_next_dialog(fill)
    stage.make_copy()
    at_work.session.project.become(name, "CB", "#D55E00")
    stage.send_work()
    assert not failed
    asked = [one.partition(f"{tmp_path}/")[2] for one in answers.asked]
    for words, ending in zip(asked, (".evc", ".evw"), strict=True):
        proposed = words.partition(ending)[0]
        assert proposed.startswith("p - ")
        (tmp_path / f"{proposed}{ending}").write_bytes(b"")


def test_one_file_is_written_at_a_time_and_that_is_said(
    qtbot: QtBot, at_work: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    at_work.go_to(TEAM)
    stage = stage_of(at_work, TeamStage)
    answers.chosen = tmp_path / "copy.evc"
    with qtbot.waitSignal(stage.sharing.ended, timeout=30_000):
        stage.sharing.copy(answers.chosen, "Coder B", None, blind=False)
        with qtbot.waitSignal(at_work.session.told) as told:
            stage.send_work()
    assert "Another file is being written" in told.args[0]
    assert answers.asked == []
    Project.open(answers.chosen).close()
