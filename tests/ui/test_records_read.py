"""A report without a PDF cannot be read: the window says so, and opens the others."""

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coder.model.ids import ReportId
from coder.progress import finish
from coder.project import Project
from tests.building import add_report
from tests.coder.attributes_made import made
from tests.coder.pdf_made import made as pdf_made
from tests.ui.answers import Answers
from ui.main_window import READ, REPORTS, STAGES, MainWindow
from ui.stages.read import ReadStage


def read_stage(window: MainWindow) -> ReadStage:
    stage = window.stage(READ)
    assert isinstance(stage, ReadStage)
    return stage


def record(project: Project) -> ReportId:
    (one,) = project.attributes.add_records([{"number": "E1", "title": "On the list"}])
    return one


def test_a_project_of_records_alone_opens_with_its_table(
    window: MainWindow, tmp_path: Path
) -> None:
    project = made(tmp_path / "p.evc")
    record(project)
    project.close()
    assert window.opening.open(tmp_path / "p.evc")
    assert window.stack.currentWidget() is not None
    for at in range(len(STAGES)):
        window.go_to(at)
    window.go_to(READ)
    assert read_stage(window).report is None
    shown = [one.text() for one in read_stage(window).findChildren(QLabel) if one.isVisible()]
    assert any("None of the listed reports has its PDF yet." in text for text in shown)
    window.go_to(REPORTS)


def test_the_first_report_with_a_pdf_is_read_and_a_record_is_told(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    project = made(tmp_path / "p.evc")
    one = record(project)
    alpha = add_report(project, "Alpha").id
    project.close()
    assert window.opening.open(tmp_path / "p.evc")
    window.go_to(READ)
    read = read_stage(window)
    assert read.report is not None
    assert read.report.id == alpha
    assert not read.open_report(one)
    assert "has no PDF of “E1 · On the list” yet" in answers.asked[-1]
    assert read.report.id == alpha


def test_a_report_whose_pdf_is_taken_back_is_closed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "listed.pdf"
    path.write_bytes(pdf_made("Jobs for youth"))
    project = made(tmp_path / "p.evc")
    project.close()
    assert window.opening.open(tmp_path / "p.evc")
    project = window.session.project
    one = record(project)
    window.go_to(READ)
    read = read_stage(window)
    assert read.report is None
    finish(project.reports.attach(one, path, lambda *_: None))
    qtbot.waitUntil(lambda: read.report is not None)
    project.undo()
    qtbot.waitUntil(lambda: read.report is None)
    assert answers.asked == []
