"""A small project for the tests of the matrix, and its stage in front."""

from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from coder.model.codebook import Code
from coder.model.ids import CodeId
from coder.model.report import Report
from coder.project import Project
from tests.building import add_report, place
from ui.session import Session
from ui.stages.matrix import MatrixStage

LONG = "Reconnaissance des compétences professionnelles acquises, anticonstitutionnellement"


class Stocked:
    """Three reports (E10, E2 and one without number), five codes, eight codings of two coders."""

    def __init__(self, project: Project) -> None:
        self.project = project
        book = project.codebook
        self.works = book.add(None, None, "What works")
        self.training = book.add(None, self.works, "Training")
        self.skills = book.add(None, self.training, LONG)
        self.relevance = book.add(None, None, "Relevance")
        self.unused = book.add(None, None, "Unused")
        self.ten = self._report("Alpha", "E10")
        self.two = self._report("Gamma", "E2")
        self.bare = self._report("Beta", "")
        add = project.codings.add
        add(place(project, self.ten.id, (0, 0, 26)), [self.training, self.skills])
        add(place(project, self.ten.id, (0, 30, 50)), [self.training, self.relevance])
        add(place(project, self.ten.id, (1, 0, 30)), [self.works])
        add(place(project, self.two.id, (1, 0, 40)), [self.relevance])
        project.become("Coder B", "CB", "#D55E00")
        add(place(project, self.two.id, (0, 0, 40)), [self.training])
        add(place(project, self.bare.id, (0, 0, 40)), [self.relevance])
        project.become("Coder A")

    def _report(self, title: str, number: str) -> Report:
        report = add_report(self.project, title)
        self.project.reports.edit(report.id, number=number)
        return self.project.reports.get(report.id)


def stage_of(qtbot: QtBot, project: Project) -> MatrixStage:
    session = Session()
    session.take(project)
    stage = MatrixStage(session)
    session.setParent(stage)
    qtbot.addWidget(stage)
    stage.resize(1200, 700)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    stage.view.setFocus()
    return stage


def cell(stage: MatrixStage, report: Report | None, code: CodeId, *, sums: bool) -> QModelIndex:
    found = stage.rows.index_of((report.id if report else None, code, sums))
    assert found.isValid()
    return found


def branch(stocked: Stocked, top: CodeId) -> set[CodeId]:
    """Return a code and all under it, found without the matrix."""
    codes: list[Code] = stocked.project.codebook.codes()
    found = {top}
    for _ in codes:
        found |= {code.id for code in codes if code.parent in found}
    return found
