"""Cards of all reports in one table, each a way to its page; ratings as chips in the matrix."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from coder.model.ids import ItemId, ReportId
from coder.project import Project
from tests.ui.appraise_scene import CONTROL, Reader, reader
from ui.main_window import MATRIX
from ui.panels.appraise import rating_chip
from ui.panels.cards.page import CardsPage
from ui.stages.matrix import MatrixStage

__all__ = ["reader"]
K = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def form(project: Project, key: str) -> ItemId:
    found = project.protocol.all().named("form", key)
    assert found is not None
    return found.id


def field(project: Project, key: str, of: ItemId) -> ItemId:
    found = project.protocol.all().named("field", key, of)
    assert found is not None
    return found.id


@pytest.fixture
def stage(reader: Reader) -> MatrixStage:
    """Give the cards of three recommendations in two reports, in front."""
    project = reader.project
    recommendation = form(project, "recommendation")
    main, priority = (field(project, key, recommendation) for key in ("text", "priority"))
    other = next(one.id for one in project.reports.all() if one.id != reader.report)
    reader.select("Sign the agreement", "tools.")
    place = reader.read.desk.looking.target()
    assert place is not None
    for report, number, words, urgent in (
        (reader.report, "10", "Écouter les conseils", "high"),
        (reader.report, "2", "", "low"),
        (other, "1", "Plant more trees", "medium"),
    ):
        values = {priority: urgent, **({main: words} if words else {})}
        behind = {} if words else {main: [place]}
        state = "draft" if number == "1" else "confirmed"
        project.cards.make(report, recommendation, values, behind, number=number, state=state)
    project.cards.make(other, form(project, "lesson"), {})
    reader.window.go_to(MATRIX)
    found = reader.window.findChild(MatrixStage)
    assert isinstance(found, MatrixStage)
    reader.press(K.Key_PageDown, CONTROL)
    page: CardsPage = found.cards
    assert page.isVisible()
    page.form.setCurrentIndex(1)
    page.form.activated.emit(1)
    return found


def column(stage: MatrixStage, name: str) -> int:
    table = stage.cards.table
    names = [table.headerData(at, Qt.Orientation.Horizontal) for at in range(table.columnCount())]
    return names.index(name)


def listed(stage: MatrixStage, name: str) -> list[str]:
    table, at = stage.cards.table, column(stage, name)
    return [table.index(row, at).data() for row in range(table.rowCount())]


def test_fields_are_columns_over_all_reports(stage: MatrixStage) -> None:
    assert sorted(listed(stage, "No.")) == ["1", "10", "2"]
    assert sorted(listed(stage, "Priority")) == ["High", "Low", "Medium"]
    assert listed(stage, "State").count("draft") == 1
    assert len(set(listed(stage, "Report"))) == 2
    QAbstractItemModelTester(stage.cards.table, stage)


def test_a_heading_sorts_by_what_its_field_means(stage: MatrixStage) -> None:
    table = stage.cards.table
    table.sort(column(stage, "No."))
    assert listed(stage, "No.") == ["1", "2", "10"]
    table.sort(column(stage, "Priority"))
    assert listed(stage, "Priority") == ["High", "Medium", "Low"]
    table.sort(column(stage, "Priority"), Qt.SortOrder.DescendingOrder)
    assert listed(stage, "Priority") == ["Low", "Medium", "High"]


def test_words_state_and_coder_filter(stage: MatrixStage) -> None:
    page = stage.cards
    page.words.setText("ecouter CONSEILS")
    stage.cards._pause.timeout.emit()
    assert listed(stage, "No.") == ["10"]
    page.words.setText("nothing of the kind")
    stage.cards._pause.timeout.emit()
    assert page._empty.text() == "No card fits the filter."
    page.words.clear()
    stage.cards._pause.timeout.emit()
    page.state.setCurrentIndex(2)
    page.state.activated.emit(2)
    assert listed(stage, "No.") == ["1"]


def test_enter_and_a_click_on_the_page_lead_to_the_passage(
    reader: Reader, stage: MatrixStage
) -> None:
    page = stage.cards
    row = listed(stage, "No.").index("2")
    page.view.setCurrentIndex(page.table.index(row, 3))
    reader.view.go_to(0)
    reader.press(K.Key_Return)
    assert reader.read.isVisible()
    assert reader.read.report
    assert reader.read.report.id == reader.report
    assert reader.view.current_page == 8
    words = reader.words("Sign the agreement", "tools.")
    assert reader.view.hits.current == (8, words.start, words.end)
    reader.press(K.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert stage.isVisible()
    reader.view.go_to(0)
    spot = page.view.visualRect(page.table.index(row, column(stage, "Page"))).center()
    QTest.mouseClick(page.view.viewport(), LEFT, pos=spot)
    assert reader.read.isVisible()
    assert reader.view.current_page == 8


def test_a_card_without_a_passage_leads_to_its_report(reader: Reader, stage: MatrixStage) -> None:
    row = listed(stage, "No.").index("1")
    stage.cards.view.landAsked.emit(stage.cards.table.index(row, 0))
    assert reader.read.isVisible()
    assert reader.read.report
    assert reader.read.report.id != reader.report


def test_the_table_follows_what_is_done_to_cards(reader: Reader, stage: MatrixStage) -> None:
    stage.cards.view.setCurrentIndex(stage.cards.table.index(2, 0))
    before = stage.cards.table.card(2)
    gone = next(one for one in reader.made() if one.number == "1")
    reader.project.cards.delete([gone.id])
    assert sorted(listed(stage, "No.")) == ["10", "2"]
    reader.project.undo()
    assert len(listed(stage, "No.")) == 3
    after = stage.cards.table.card(stage.cards.view.currentIndex().row())
    assert after
    assert before
    assert after.id in {before.id, stage.cards.table.card(0).id}


def test_pages_turn_by_keys_and_the_bar_is_about_codes_alone(
    reader: Reader, stage: MatrixStage
) -> None:
    assert not stage.bar.isVisible()
    assert reader.focus is stage.cards.view
    reader.press(K.Key_PageUp, CONTROL)
    assert stage.bar.isVisible()


def rate(reader: Reader, report: ReportId) -> None:
    project = reader.project
    code = project.codebook.find("Relevance").id
    scale = project.protocol.all().of("scale")[0].id
    project.ratings.rate(report, code, scale, "5")
    project.ratings.rate(report, code, scale, "4", origin="report")


def test_ratings_show_in_the_cells_and_are_named_in_the_tooltip(reader: Reader) -> None:
    rate(reader, reader.report)
    code = reader.project.codebook.find("Relevance").id
    reader.select("Recommendation 1")
    reader.read.desk.assign([reader.project.codebook.find("Impact").id])
    reader.window.go_to(MATRIX)
    stage = reader.window.findChild(MatrixStage)
    assert isinstance(stage, MatrixStage)
    index = stage.rows.index_of((reader.report, code, True))
    assert index.isValid(), "a code that is rated stays, though nothing is coded"
    assert sorted(one.level for one in stage.rows.ratings(index)) == ["4", "5"]
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Coder A · Six-point satisfaction: Satisfactory" in tip
    assert "The report’s own · Six-point satisfaction: Somewhat satisfactory" in tip
    assert not stage.rows.ratings(stage.rows.index(stage.rows.rowCount() - 1, index.column()))
    assert all(rating_chip.width(one) >= 18 for one in stage.rows.ratings(index))
