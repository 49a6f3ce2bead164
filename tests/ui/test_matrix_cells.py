"""Every cell of the matrix leads to its passages; headings and totals stay in sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from coder.project import Project
from tests.building import add_report, place
from tests.ui.matrix_stock import LONG, Stocked, branch, cell, stage_of
from ui.panels.matrix.heads import CodeHeads
from ui.stages.matrix import MatrixStage
from ui.widgets import ink, wrapped

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


def test_enter_lists_the_passages_and_enter_again_lands(
    stage: MatrixStage, stocked: Stocked, qtbot: QtBot
) -> None:
    stage.view.setCurrentIndex(cell(stage, stocked.ten, stocked.works, sums=True))
    QTest.keyClick(stage.view, Qt.Key.Key_Return)
    listed = stage.passages.codings
    codes = branch(stocked, stocked.works)
    expected = stocked.project.codings.listing(stocked.ten.id, codes)
    assert [one.id for one in listed] == [one.id for one in expected]
    assert len(listed) == 4
    assert stage.passages.view.hasFocus()
    QTest.keyClick(stage.passages.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(stage._session.showPassage) as asked:
        QTest.keyClick(stage.passages.view, Qt.Key.Key_Return)
    assert asked.args == [listed[1].id]


def test_a_double_click_lists_and_one_click_lands(
    stage: MatrixStage, stocked: Stocked, qtbot: QtBot
) -> None:
    index = cell(stage, None, stocked.relevance, sums=False)
    spot = stage.view.visualRect(index).center()
    QTest.mouseClick(stage.view.viewport(), LEFT, pos=spot)
    QTest.mouseDClick(stage.view.viewport(), LEFT, pos=spot)
    listed = stage.passages.codings
    assert {one.report for one in listed} == {stocked.ten.id, stocked.two.id, stocked.bare.id}
    view = stage.passages.view
    assert view.model().index(0, 0).data().startswith("E2 · p. 2")
    where = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(stage._session.showPassage) as asked:
        QTest.mouseClick(view.viewport(), LEFT, pos=where)
    assert asked.args == [listed[2].id]


def test_the_coder_chosen_counts_for_the_passages_too(
    stage: MatrixStage, stocked: Stocked
) -> None:
    stage.bar.coders.setCurrentText("Coder B")
    stage.bar.coders.activated.emit(stage.bar.coders.currentIndex())
    stage.view.opened.emit(cell(stage, None, stocked.relevance, sums=False))
    assert [one.report for one in stage.passages.codings] == [stocked.bare.id]


def test_the_passages_follow_the_cursor_and_escape_closes_them(
    stage: MatrixStage, stocked: Stocked, qtbot: QtBot
) -> None:
    index = cell(stage, stocked.ten, stocked.training, sums=True)
    stage.view.setCurrentIndex(index)
    assert not stage.passages.isVisible()
    QTest.keyClick(stage.view, Qt.Key.Key_Enter)
    assert len(stage.passages.codings) == 3
    stage.view.setFocus()
    QTest.keyClick(stage.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: len(stage.passages.codings) == 2)
    QTest.keyClick(stage.view, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: len(stage.passages.codings) == 1)
    stage.passages.view.setFocus()
    QTest.keyClick(stage.passages.view, Qt.Key.Key_Escape)
    assert not stage.passages.isVisible()
    assert stage.view.hasFocus()


def test_an_empty_cell_opens_nothing(stage: MatrixStage, stocked: Stocked) -> None:
    stage.view.setCurrentIndex(cell(stage, stocked.bare, stocked.training, sums=False))
    QTest.keyClick(stage.view, Qt.Key.Key_Return)
    assert not stage.passages.isVisible()


def test_quotes_stand_in_the_cells_with_their_pages(
    stage: MatrixStage, stocked: Stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts_wide = stage.view.columnWidth(1)
    (quotes,) = (one for one in stage.bar.findChildren(QToolButton) if one.text() == "Quotes")
    quotes.click()
    index = cell(stage, stocked.ten, stocked.training, sums=False)
    codings = stocked.project.codings.listing(stocked.ten.id, {stocked.training})
    assert index.data() == "\n".join(f"“{one.quote}” (p. 1)" for one in codings)
    assert "Finding 1. Training improv" in index.data()
    assert cell(stage, stocked.ten, stocked.training, sums=True).data() == "3"
    assert cell(stage, None, stocked.training, sums=False).data() == "3"
    assert stage.view.columnWidth(index.column()) > 2 * counts_wide
    painted: list[str] = []
    real = ink.paint_line

    def spy(painter: QPainter, room: object, text: str, *rest: object) -> None:
        painted.append(text)
        real(painter, room, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(ink, "paint_line", spy)
    report = stocked.two.id
    for start in range(0, 60, 4):
        passage = place(stocked.project, report, (0, start, start + 60))
        stocked.project.codings.add(passage, [stocked.training])
    stage.grab()
    more = [text for text in painted if text.endswith(" more")]
    shown = painted.count("p. 1")
    assert more
    assert int(more[0].split()[1]) < 16
    assert shown >= 3


def test_headings_name_everything_and_lead_to_the_report(
    stage: MatrixStage, stocked: Stocked, qtbot: QtBot
) -> None:
    index = cell(stage, stocked.two, stocked.skills, sums=False)
    tip = stage.rows.headerData(
        index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert f"What works › Training › {LONG}" in str(tip)
    assert stage.rows.headings[index.column()].branch == "What works"
    side = stage.view.verticalHeader()
    spot = side.viewport().rect().topLeft()
    spot.setX(100)
    spot.setY(side.sectionViewportPosition(index.row()) + 8)
    with qtbot.waitSignal(stage._session.showReport) as asked:
        QTest.mouseDClick(side.viewport(), LEFT, pos=spot)
    assert asked.args == [stocked.two.id, -1]


def test_long_names_are_wrapped_not_clipped(stage: MatrixStage) -> None:
    heads = stage.view.horizontalHeader()
    assert isinstance(heads, CodeHeads)
    lines = wrapped.count(LONG, heads.font(), stage.view.columnWidth(0) - 16)
    assert lines > 3
    assert heads.height() > lines * heads.fontMetrics().lineSpacing()


def test_the_totals_stay_in_sight(stage: MatrixStage, stocked: Stocked) -> None:
    foot, view = stage.view.foot, stage.view
    assert not foot.isVisible()
    for at in range(30):
        add_report(stocked.project, f"More {at}")
    assert foot.isVisible()
    first, last = view.model().index(0, 0), stage.rows.rowCount() - 1
    view.setCurrentIndex(first)
    for _ in range(last - 1):
        QTest.keyClick(view, Qt.Key.Key_Down)
        under = view.viewport().height() - foot.height_shown
        assert view.visualRect(view.currentIndex()).bottom() < under
    view.setCurrentIndex(first)
    column = cell(stage, None, stocked.relevance, sums=False).column()
    spot = view.visualRect(view.model().index(0, column)).center()
    spot.setX(spot.x() + view.verticalHeader().width())
    spot.setY(foot.height() // 2)
    QTest.mouseDClick(foot, LEFT, pos=spot)
    assert len(stage.passages.codings) == 3
    view.scrollToBottom()
    assert not foot.isVisible()
