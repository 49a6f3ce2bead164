"""The figures of the matrix are those of the codings, sorted, filtered and kept up to date."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coder.analysis.matrix import Matrix
from coder.model.ids import CoderId
from coder.model.whose import Whose
from coder.project import Project
from tests.building import add_report, place
from tests.ui.matrix_stock import Stocked, branch, cell, stage_of
from ui.panels.matrix.rows import SortBy, Sorting
from ui.stages.matrix import MatrixStage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"))
    yield made
    made.close()


@pytest.fixture
def stocked(project: Project) -> Stocked:
    return Stocked(project)


@pytest.fixture
def stage(qtbot: QtBot, stocked: Stocked) -> MatrixStage:
    return stage_of(qtbot, stocked.project)


def numbers(stage: MatrixStage) -> list[str]:
    rows = range(stage.rows.rowCount() - 1)
    return [report.number for row in rows if (report := stage.rows.report(row))]


def click_head(stage: MatrixStage, column: int) -> None:
    heads = stage.view.horizontalHeader()
    x = heads.sectionViewportPosition(column) + 20
    stage.view.horizontalScrollBar().setValue(0)
    spot = heads.viewport().rect().topLeft()
    spot.setX(x)
    spot.setY(heads.height() - 20)
    QTest.mouseClick(heads.viewport(), LEFT, pos=spot)


@pytest.mark.parametrize("coders", [None, "Coder A", "Coder B"])
def test_every_figure_is_the_number_of_codings(
    stage: MatrixStage, stocked: Stocked, coders: str | None
) -> None:
    stage.bar.hides.click()
    stage.bar.coders.setCurrentText(coders or "All coders")
    stage.bar.coders.activated.emit(stage.bar.coders.currentIndex())
    names = {coder.id: coder.name for coder in stocked.project.coders.all()}
    codings = [
        one
        for one in stocked.project.codings.listing()
        if coders is None or names[one.coder] == coders
    ]
    rows = stage.rows
    assert rows.rowCount() == 4
    assert len(rows.headings) == 7
    for row in range(rows.rowCount()):
        for column, head in enumerate(rows.headings):
            report, code = rows.report(row), head.code.id
            codes = branch(stocked, code) if head.column.is_sum else {code}
            count = sum(
                one.code in codes and (report is None or one.report == report.id)
                for one in codings
            )
            assert rows.index(row, column).data() == (str(count) if count else "")


def test_codes_without_codings_are_hidden_until_asked_for(
    stage: MatrixStage, stocked: Stocked
) -> None:
    assert stocked.unused not in {head.code.id for head in stage.rows.headings}
    stage.bar.hides.click()
    assert stocked.unused in {head.code.id for head in stage.rows.headings}
    (hides,) = (one for one in stage.actions() if one.text().startswith("Hide"))
    assert not hides.isChecked()
    hides.trigger()
    assert stage.bar.hides.isChecked()
    assert stocked.unused not in {head.code.id for head in stage.rows.headings}


def test_a_code_that_is_a_heading_now_keeps_its_codings_in_sight(
    stage: MatrixStage, stocked: Stocked
) -> None:
    stocked.project.codebook.edit(stocked.training, assignable=False)
    assert cell(stage, stocked.ten, stocked.training, sums=False).data() == "2"


def test_numbers_are_sorted_as_people_count(stage: MatrixStage) -> None:
    assert numbers(stage) == ["E2", "E10", ""]
    number, title = stage.view.corner.findChildren(QPushButton)
    number.click()
    assert numbers(stage) == ["", "E10", "E2"]
    title.click()
    assert numbers(stage) == ["E10", "", "E2"]
    title.click()
    assert numbers(stage) == ["E2", "", "E10"]
    assert stage.rows.is_total(3)


def test_a_click_on_a_code_sorts_most_first_then_fewest_then_by_number(
    stage: MatrixStage, stocked: Stocked
) -> None:
    column = cell(stage, None, stocked.training, sums=True).column()
    click_head(stage, column)
    assert numbers(stage) == ["E10", "E2", ""]
    assert stage.rows.sorted_column() == column
    click_head(stage, column)
    assert numbers(stage) == ["", "E2", "E10"]
    click_head(stage, column)
    assert stage.rows.sorting == Sorting()
    assert numbers(stage) == ["E2", "E10", ""]


def test_reports_with_equal_counts_stay_in_order(stage: MatrixStage, stocked: Stocked) -> None:
    column = (stocked.relevance, False)
    for falling in (True, False):
        stage.rows.sort_by(Sorting(SortBy.CODE, falling=falling, column=column))
        assert numbers(stage) == ["E2", "E10", ""]
    assert stage.rows.index(3, 0).data() == "5"


def test_a_change_is_shown_at_once_and_the_cursor_stays(
    stage: MatrixStage, stocked: Stocked
) -> None:
    index = cell(stage, stocked.bare, stocked.relevance, sums=False)
    stage.view.setCurrentIndex(index)
    stocked.project.codings.add(
        place(stocked.project, stocked.bare.id, (1, 0, 9)), [stocked.relevance, stocked.works]
    )
    assert stage.view.currentIndex().data() == "2"
    stage.rows.sort_by(Sorting(SortBy.TITLE, falling=True))
    report = stage.rows.report(stage.view.currentIndex().row())
    assert report is not None
    assert report.id == stocked.bare.id
    stocked.project.undo()
    assert stage.view.currentIndex().data() == "1"


def test_the_consensus_can_be_shown_once_something_is_settled(
    stage: MatrixStage, stocked: Stocked
) -> None:
    def read() -> int:
        return int(stocked.project.matrix(stage.coders).own.sum())

    assert stage.bar.coders.findText("Consensus") < 0
    first, *_ = stocked.project.settling.queue()
    stocked.project.settling.settle(first, "both")
    stage.bar.coders.setCurrentText("Consensus")
    stage.bar.coders.activated.emit(stage.bar.coders.currentIndex())
    assert stage.coders is Whose.CONSENSUS
    agreed = stocked.project.codings.listing(coders=Whose.CONSENSUS)
    assert read() == len(agreed)
    assert stage._count.text() == f"{len(agreed)} codings"
    second, *_ = stocked.project.settling.queue()
    stocked.project.settling.settle(second, "both")
    assert read() == len(agreed) + 1
    assert stage._count.text() == f"{len(agreed) + 1} codings"
    stage.bar.coders.setCurrentIndex(0)
    stage.bar.coders.activated.emit(0)
    assert stage._count.text() == "8 codings"


def test_it_reads_only_when_in_front_and_touched(
    stage: MatrixStage, stocked: Stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[set[CoderId] | None] = []
    real = stocked.project.matrix

    def matrix(coders: set[CoderId] | None = None) -> Matrix:
        reads.append(coders)
        return real(coders)

    monkeypatch.setattr(stocked.project, "matrix", matrix)
    stocked.project.edit(name="Another name")
    assert not reads
    stage.hide()
    stocked.project.codings.add(
        place(stocked.project, stocked.bare.id, (1, 0, 9)), [stocked.works]
    )
    assert not reads
    stage.show()
    assert len(reads) == 1
    stage.hide()
    stage.show()
    assert len(reads) == 1


def test_without_reports_or_codings_it_says_what_to_do(qtbot: QtBot, project: Project) -> None:
    stage = stage_of(qtbot, project)
    said = [one.text() for one in stage._empty.findChildren(QLabel)]
    assert stage._empty.isVisible()
    assert any("Add reports first" in text for text in said)
    assert not stage._empty.button.isVisible()
    report = add_report(project, "Alpha")
    said = [one.text() for one in stage._empty.findChildren(QLabel)]
    assert any("press a code’s key" in text for text in said)
    with qtbot.waitSignal(stage._session.showReport) as asked:
        stage._empty.button.click()
    assert asked.args == [report.id, -1]
    code = project.codebook.add(None, None, "Reach")
    project.codings.add(place(project, report.id, (0, 0, 9)), [code])
    assert stage.view.isVisible()
    assert not stage._empty.isVisible()


def test_the_model_keeps_the_rules_of_models(stage: MatrixStage, stocked: Stocked) -> None:
    tester = QAbstractItemModelTester(
        stage.rows, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    stage.rows.show_quotes(quotes=True)
    stage.rows.sort_by(Sorting(SortBy.TITLE, falling=True))
    stocked.project.reports.remove(stocked.two.id)
    stage.rows.hide_empty(hides=False)
    stocked.project.codebook.delete(stocked.works)
    assert tester.model() is stage.rows
    assert stage.rows.rowCount() == 3


def test_export_is_asked_of_the_window(stage: MatrixStage, qtbot: QtBot) -> None:
    (button,) = (one for one in stage.bar.findChildren(QPushButton) if "Excel" in one.text())
    with qtbot.waitSignal(stage.exportAsked):
        button.click()
