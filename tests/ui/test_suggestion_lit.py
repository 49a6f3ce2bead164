"""The page of a suggestion shows the words that it comes from, and looking keeps nothing."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coder.codebooks import find, load
from coder.model.errors import NotFoundError
from coder.model.suggestion import Suggestion
from coder.services.suggesting import Suggesting
from ui.main_window import REPORTS, MainWindow
from ui.panels.reports.attribute_field import AttributeField
from ui.stages.read import ReadStage
from ui.stages.reports import ReportsStage

_START, _END = 40, 60


@pytest.fixture
def field(qtbot: QtBot, at_work: MainWindow, monkeypatch: pytest.MonkeyPatch) -> AttributeField:
    """Have a report in hand that suggests a donor from words on its second page."""
    made = [Suggestion("donor", "Irish Aid", "Irish Aid", 1, _START, _END, "On page 2", 0.9)]
    monkeypatch.setattr(Suggesting, "metadata", lambda *_: made)
    at_work.session.project.codebook.take(load(find("review-protocol")))
    at_work.go_to(REPORTS)
    stage = at_work.stack.currentWidget()
    assert isinstance(stage, ReportsStage)
    stage.table.setCurrentIndex(stage.rows.index(0, 1))
    qtbot.waitUntil(lambda: bool(stage.about.fields))
    donor = next(one for one in stage.about.fields.values() if one.item.key == "donor")
    qtbot.waitUntil(lambda: donor.offer is not None)
    return donor


def look(link: QLabel, at_work: MainWindow) -> ReadStage:
    link.linkActivated.emit("page")
    stage = at_work.stack.currentWidget()
    assert isinstance(stage, ReadStage)
    return stage


def test_the_words_of_a_suggestion_are_lit_on_their_page(
    at_work: MainWindow, field: AttributeField
) -> None:
    view = look(field.rows[0]._where, at_work).reading.view
    assert view.hits.pages() == {1: [(_START, _END)]}
    assert view.current_page == 1


def test_looking_keeps_nothing(at_work: MainWindow, field: AttributeField) -> None:
    project = at_work.session.project
    report = project.reports.all()[0].id
    before = project.undo_label, project.attributes.values(report)
    passage = project.suggesting.passage(report, 1, _START, 1, _END)
    look(field.rows[0]._where, at_work)
    assert (project.undo_label, project.attributes.values(report)) == before
    with pytest.raises(NotFoundError):
        project.codings.passage(passage.id)


def test_the_proof_of_a_value_is_lit_too(
    qtbot: QtBot, at_work: MainWindow, field: AttributeField
) -> None:
    assert field.offer is not None
    field.accepted.emit(field.offer)
    qtbot.waitUntil(lambda: not field._proof.isHidden())
    view = look(field._proof, at_work).reading.view
    assert view.hits.pages() == {1: [(_START, _END)]}
