"""Asking for a code: from the menu, and beside what is coded rather than over it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect

from coder.model.ids import CodeId
from coder.model.passage import PageRange
from tests.ui.at_the_window import entry
from ui.main_window import READ, MainWindow
from ui.stages.read import ReadStage

PAGE = 4
WORDS = "Cooperation with social partners is close."


@pytest.fixture
def stage(at_work: MainWindow) -> Iterator[ReadStage]:
    at_work.go_to(READ)
    found = at_work.findChild(ReadStage)
    assert isinstance(found, ReadStage)
    report = max(at_work.session.project.reports.all(), key=lambda one: one.pages)
    assert found.open_report(report.id)
    found.view.go_to(PAGE)
    yield found
    found.code_palette.dismiss()


def select(stage: ReadStage) -> None:
    assert stage.report is not None
    text = stage._session.project.reports.page_text(stage.report.id, PAGE).text
    start = text.index(WORDS)
    stage.view.select([PageRange(PAGE, start, start + len(WORDS))])
    stage.view.setFocus()


def relevance(stage: ReadStage) -> CodeId:
    return stage._session.project.codebook.find("Relevance").id


def palette(stage: ReadStage) -> QRect:
    return stage.code_palette.geometry()


def test_the_palette_leaves_what_is_selected_or_lit_in_sight(stage: ReadStage) -> None:
    view = stage.view
    select(stage)
    scroll = view.verticalScrollBar()
    for height in (0.15, 0.85):
        top = view.selection_rect().top()
        scroll.setValue(scroll.value() + top - round(view.viewport().height() * height))
        chosen = QRect(view.chosen_rect())
        assert not chosen.isEmpty()
        chosen.moveTopLeft(view.viewport().mapTo(stage, chosen.topLeft()))
        stage.desk.ask_code()
        assert not palette(stage).intersects(chosen)
        stage.code_palette.dismiss()
    stage.desk.assign([relevance(stage)])
    assert not view.has_selection
    assert view.chosen_rect().adjusted(-3, -3, 3, 3).contains(view.lit_rects()[0])
    lit = QRect(view.chosen_rect())
    lit.moveTopLeft(view.viewport().mapTo(stage, lit.topLeft()))
    stage.desk.ask_code()
    assert not palette(stage).intersects(lit)
    assert abs(palette(stage).left() - lit.left()) < stage.width() // 3


def test_the_menu_has_all_that_the_keys_do_to_a_coding(
    stage: ReadStage, at_work: MainWindow
) -> None:
    project = at_work.session.project
    before = {one.id for one in project.codings.listing()}
    select(stage)
    entry(at_work, "Code", "Code…").trigger()
    assert stage.code_palette.isVisible()
    stage.code_palette.dismiss()
    select(stage)
    stage.desk.assign([relevance(stage)])
    entry(at_work, "Code", "Give Another Code").trigger()
    assert stage.code_palette.isVisible()
    stage.code_palette.dismiss()
    entry(at_work, "Code", "Copy with Citation").trigger()
    assert at_work.toast.message == "Copied with citation"
    entry(at_work, "Code", "Delete Coding").trigger()
    assert {one.id for one in project.codings.listing()} == before
