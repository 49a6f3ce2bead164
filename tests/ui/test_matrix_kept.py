"""The Matrix stage keeps up: with acts, undo, other projects; its cursor stays on its cell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from coder.model.ids import CodeId, CodingId, ReportId
from coder.project import Project
from tests.building import add_report, place
from ui import theme
from ui.panels.passages.rows import PassageRole
from ui.session import Session
from ui.stages.matrix import MatrixStage

QTS_CORNER = "qt_tableview_cornerbutton"
"""Qt's own button in the corner, which lies disabled under ours."""
LEFT = Qt.MouseButton.LeftButton


class Stocked:
    """Three reports numbered E10, E2, E3; a tree of codes; seven codings by two coders."""

    def __init__(self, path: Path) -> None:
        self.project = project = Project.create(path, ("Coder A", "CA", "#0072B2"))
        book = project.codebook
        self.works = book.add(None, None, "What works", definition="What made it succeed.")
        self.training = book.add(None, self.works, "Training")
        self.courses = book.add(None, self.training, "Courses")
        self.unused = book.add(None, None, "Unused")
        self.relevance = book.add(None, None, "Relevance")
        self.reports: dict[str, ReportId] = {}
        for number, title in (("E10", "Alpha"), ("E2", "Beta"), ("E3", "Gamma")):
            report = add_report(project, title)
            project.reports.edit(report.id, number=number)
            self.reports[number] = report.id
        self.code("E10", (0, 0, 26), self.training, self.courses)
        self.code("E10", (0, 30, 50), self.training)
        self.code("E10", (1, 0, 30), self.works)
        self.code("E2", (0, 0, 26), self.relevance, self.courses)
        project.become("Coder B", "CB", "#D55E00")
        self.code("E2", (1, 0, 40), self.relevance)
        project.become("Coder A")

    def code(self, number: str, where: tuple[int, int, int], *codes: CodeId) -> list[CodingId]:
        return self.project.codings.add(place(self.project, self.reports[number], where), codes)


@pytest.fixture
def stocked(tmp_path: Path) -> Iterator[Stocked]:
    made = Stocked(tmp_path / "p.evc")
    yield made
    made.project.close()


@pytest.fixture
def stage(qtbot: QtBot, stocked: Stocked) -> MatrixStage:
    session = Session()
    stage = MatrixStage(session)
    session.setParent(stage)
    qtbot.addWidget(stage)
    session.take(stocked.project)
    stage.resize(1200, 700)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    return stage


def numbers(stage: MatrixStage) -> list[str]:
    """Return the numbers of the reports from top to bottom, "" for the totals."""
    reports = [stage.rows.report(row) for row in range(stage.rows.rowCount())]
    return [report.number if report else "" for report in reports]


def columns(stage: MatrixStage) -> list[str]:
    heads = range(stage.rows.columnCount())
    return [str(stage.rows.headerData(at, Qt.Orientation.Horizontal)) for at in heads]


def counts(stage: MatrixStage, column: str) -> list[int]:
    """Return what the cells of a column show from top to bottom."""
    at = columns(stage).index(column)
    rows = range(stage.rows.rowCount())
    return [int(stage.rows.index(row, at).data() or 0) for row in rows]


def cell(stage: MatrixStage, number: str, column: str) -> QModelIndex:
    return stage.rows.index(numbers(stage).index(number), columns(stage).index(column))


def double_click(stage: MatrixStage, index: QModelIndex) -> None:
    place = stage.view.visualRect(index).center()
    QTest.mouseClick(stage.view.viewport(), LEFT, pos=place)
    QTest.mouseDClick(stage.view.viewport(), LEFT, pos=place)


def button(stage: MatrixStage, name: str) -> QAbstractButton:
    found = [one for one in stage.findChildren(QAbstractButton) if one.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def listed(stage: MatrixStage) -> set[CodingId]:
    return {coding.id for coding in stage.passages.codings}


def test_the_corner_sorts_by_number_and_title(stage: MatrixStage) -> None:
    """The totals stay last; E2 comes before E10."""
    for name, order in (
        ("title", ["E10", "E2", "E3", ""]),
        ("title", ["E3", "E2", "E10", ""]),
        ("number", ["E2", "E3", "E10", ""]),
        ("number", ["E10", "E3", "E2", ""]),
    ):
        QTest.mouseClick(button(stage, f"Sort by {name}"), LEFT)
        assert numbers(stage) == order


@pytest.mark.parametrize("column", ["Only Training", "Sum of Training", "Sum of What works"])
@pytest.mark.parametrize("number", ["E10", ""])
def test_a_cell_lists_exactly_what_it_counts(
    stage: MatrixStage, stocked: Stocked, number: str, column: str
) -> None:
    index = cell(stage, number, column)
    double_click(stage, index)
    report = stocked.reports.get(number)
    wanted = stocked.project.codings.listing(report, stage.rows.codes_of(index.column()))
    assert listed(stage) == {one.id for one in wanted}
    assert len(wanted) == int(index.data()) > 0


def test_the_cursor_stays_on_its_cell_wherever_it_goes(
    stage: MatrixStage, stocked: Stocked
) -> None:
    stage.view.setCurrentIndex(cell(stage, "E2", "Relevance"))
    spot = (stocked.reports["E2"], stocked.relevance, False)
    assert stage.rows.spot(stage.view.currentIndex()) == spot
    for act in (
        lambda: stocked.code("E3", (0, 0, 10), stocked.unused),
        lambda: stocked.project.reports.edit(stocked.reports["E2"], number="E30"),
        lambda: stocked.project.codebook.move(stocked.relevance, None, 0),
        stage.bar.hides.click,
        lambda: add_report(stocked.project, "Aardvark"),
        stocked.project.undo,
        lambda: QTest.mouseClick(button(stage, "Sort by title"), LEFT),
    ):
        act()
        assert stage.rows.spot(stage.view.currentIndex()) == spot
        assert stage.view.currentIndex().data() == "2"


def test_undo_and_renaming_are_shown_at_once(stage: MatrixStage, stocked: Stocked) -> None:
    stocked.code("E2", (0, 30, 60), stocked.relevance)
    assert counts(stage, "Relevance") == [3, 0, 0, 3]
    stocked.project.undo()
    assert counts(stage, "Relevance") == [2, 0, 0, 2]
    stocked.project.codebook.edit(stocked.relevance, name="Pertinence")
    assert counts(stage, "Pertinence") == [2, 0, 0, 2]
    stocked.project.codebook.delete(stocked.works)
    assert columns(stage) == ["Pertinence"]


def test_the_passages_follow_what_happens(
    qtbot: QtBot, stage: MatrixStage, stocked: Stocked
) -> None:
    double_click(stage, cell(stage, "E10", "Only Training"))
    (new,) = stocked.code("E10", (1, 5, 50), stocked.training)
    qtbot.waitUntil(lambda: new in listed(stage))
    assert len(stage.passages.codings) == 3
    stocked.project.undo()
    qtbot.waitUntil(lambda: len(stage.passages.codings) == 2)


def test_another_project_starts_afresh(stage: MatrixStage, tmp_path: Path) -> None:
    double_click(stage, cell(stage, "E10", "Only Training"))
    other = Stocked(tmp_path / "other.evc")
    other.code("E3", (0, 0, 12), other.unused)
    stage._session.take(other.project)
    assert not stage.passages.isVisible()
    assert counts(stage, "Unused") == [0, 1, 0, 1]
    assert stage.bar.coder is None
    double_click(stage, cell(stage, "E3", "Unused"))
    row = stage.passages.view.model().index(0, 0).data(PassageRole.SHOWN)
    assert (row.code.name, row.coder.initials) == ("Unused", "CA")
    stage._session.close()


def test_a_double_click_on_a_report_opens_it(
    qtbot: QtBot, stage: MatrixStage, stocked: Stocked
) -> None:
    head = stage.view.verticalHeader()
    place = QPoint(40, head.sectionViewportPosition(2) + 8)
    with qtbot.waitSignal(stage._session.showReport) as asked:
        QTest.mouseClick(head.viewport(), LEFT, pos=place)
        QTest.mouseDClick(head.viewport(), LEFT, pos=place)
    assert asked.args == [stocked.reports["E10"], -1]


def test_every_control_has_a_name_and_is_large_enough(stage: MatrixStage) -> None:
    double_click(stage, cell(stage, "E10", "Only Training"))
    every = stage.findChildren(QAbstractButton)
    shown = [one for one in every if one.isVisible() and one.objectName() != QTS_CORNER]
    assert len(shown) >= 6
    for one in shown:
        assert one.text() or one.accessibleName()
        assert one.height() >= theme.TARGET, one.text()
    said = cell(stage, "E10", "Only Training").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "E10 · What works › Training: 2 codings"


def test_copy_takes_what_the_cell_says(stage: MatrixStage) -> None:
    stage.view.setCurrentIndex(cell(stage, "E10", "Only Training"))
    QTest.keyClick(stage.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2"


def test_new_coders_and_reports_are_known(stage: MatrixStage, stocked: Stocked) -> None:
    """Names of coders and pages are read again only when one of them is touched."""
    stocked.project.become("Coder C", "CC", "#009E73")
    report = add_report(stocked.project, "Delta")
    stocked.project.reports.edit(report.id, number="E4")
    stocked.reports["E4"] = report.id
    stocked.code("E4", (1, 0, 20), stocked.relevance)
    assert stage.bar.coders.itemText(3) == "Coder C"
    double_click(stage, cell(stage, "E4", "Relevance"))
    row = stage.passages.view.model().index(0, 0).data(PassageRole.SHOWN)
    assert (row.place, row.coder.initials) == ("p. 2", "CC")
