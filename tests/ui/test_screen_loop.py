"""Screening by keys alone: answers, proof from a selection, verdicts, the next report."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.model.ids import ReportId
from coder.model.screening import Screening
from coder.project import Project
from tests.ui import screen_stock
from tests.ui.at_the_window import toast_button
from tests.ui.screen_stock import criterion, stage
from ui.main_window import SCREEN, MainWindow
from ui.panels.screen.criteria_rows import chips
from ui.stages.screen import ScreenStage
from ui.stages.screening import ScreeningPage

Key, Held = Qt.Key, Qt.KeyboardModifier


@dataclass
class Desk:
    """The window of somebody who screens, and their hands on the keys."""

    qtbot: QtBot
    window: MainWindow

    @property
    def project(self) -> Project:
        return self.window.session.project

    @property
    def stage(self) -> ScreenStage:
        found = self.window.findChild(ScreenStage)
        assert found is not None
        return found

    @property
    def page(self) -> ScreeningPage:
        return self.stage.screening

    @property
    def shown(self) -> Screening:
        assert self.page.screening is not None
        return self.page.screening

    @property
    def report(self) -> ReportId:
        assert self.page.list.current is not None
        return self.page.list.current

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key, held)

    def write(self, words: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    def verdicts(self, at: int) -> dict[str, str]:
        """Return what the coder decided at a stage, by the titles of reports."""
        names = {one.id: one.title for one in self.project.reports.all()}
        every = self.project.screening.statuses(stage(self.project, at), mine=True)
        return {names[one.report]: one.state for one in every}


@pytest.fixture(scope="session")
def screened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("screen") / "stock.evc"
    screen_stock.build(path).close()
    return path


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, screened: Path, tmp_path: Path) -> Desk:
    path = tmp_path / "p.evc"
    path.write_bytes(screened.read_bytes())
    assert window.opening.open(path)
    window.go_to(SCREEN)
    desk = Desk(qtbot, window)
    first = next(one for one in desk.project.reports.all() if one.file_name.startswith("skills"))
    desk.page.list.choose(first.id)
    qtbot.waitUntil(desk.page.criteria.view.hasFocus)
    return desk


def through_the_first_stage(desk: Desk) -> None:
    """Press what a reviewer presses: Enter where particulars answer, else the answer first."""
    for _ in desk.project.reports.all():
        if not desk.shown.rule:
            # The keys stand on what is not answered.
            item = desk.page.criteria.criterion
            assert item is not None
            assert item.key == "document-type"
            desk.press(Key.Key_N)
            assert desk.shown.ruling.line == 1
        desk.press(Key.Key_Return)


def test_several_reports_are_screened_by_keys_alone(desk: Desk) -> None:
    through_the_first_stage(desk)
    states = desk.verdicts(0)
    assert len(states) == 6
    assert {title for title, state in states.items() if state == "exclude"} == {
        "Pension reform, ten years on",
        "Skills for rural youth: progress report",
    }
    assert set(states.values()) == {"include", "exclude"}
    reasons = {
        one.reason
        for status in desk.project.screening.statuses(stage(desk.project, 0))
        for one in status.decisions
    }
    assert reasons == {"", "Outside the period", "Not an evaluation report"}
    assert "All 6 decided" in desk.page.list._count.text()


def test_the_second_stage_follows_without_the_mouse(desk: Desk) -> None:
    through_the_first_stage(desk)
    desk.press(Key.Key_S)
    assert desk.shown.stage.key == "eligibility"
    assert desk.verdicts(1)["Pension reform, ten years on"] == "not-reached"
    first = desk.report
    desk.press(Key.Key_M, Key.Key_M, Key.Key_U, Key.Key_N)
    by_key = {one.criterion.key: one.answer for one in desk.shown.answers}
    keys = ("quality", "learning", "stated-objective", "in-strategy")
    assert [by_key[key] for key in keys] == ["met", "met", "unclear", "not-met"]
    assert desk.shown.rule == "possible"
    desk.press(Key.Key_Return)
    assert desk.report != first
    decision = desk.project.screening.of(first, stage(desk.project, 1)).decision
    assert decision is not None
    assert decision.verdict == "possible"
    desk.page.list.choose(first)
    rows = [one.report.id for one in desk.page.list.all_rows]
    step = (Key.Key_J, Key.Key_K) if first != rows[-1] else (Key.Key_K, Key.Key_J)
    desk.press(step[0])
    assert desk.report != first
    desk.press(step[1])
    assert desk.report == first
    desk.press(Key.Key_Backspace)
    assert desk.project.screening.of(first, stage(desk.project, 1)).decision is None


def test_a_selection_made_with_the_caret_is_proof(desk: Desk) -> None:
    view = desk.page.pages.pane.view
    item = criterion(desk.project, "document-type")
    assert desk.page.criteria.criterion == item
    desk.press(Key.Key_F6, held=Held.ShiftModifier)
    desk.qtbot.waitUntil(view.hasFocus)
    desk.press(Key.Key_Right, held=Held.ControlModifier | Held.ShiftModifier)
    words = view.selected_text()
    assert words
    desk.press(Key.Key_P)
    proof = desk.shown.answers[0].proofs[0]
    assert proof.quote == words
    assert proof.page == 0
    # The type of the report answers by itself; the proof stands beside.
    assert desk.shown.answers[0].answer == "met"
    desk.press(Key.Key_Escape)
    assert desk.page.criteria.view.hasFocus()
    desk.press(Key.Key_Down)
    assert desk.page.criteria.proof == proof
    desk.press(Key.Key_Delete)
    assert not desk.shown.answers[0].proofs
    desk.window.undo()
    desk.qtbot.waitUntil(lambda: len(desk.shown.answers[0].proofs) == 1)


def test_enter_on_a_selection_is_proof_too_and_none_says_what_to_do(desk: Desk) -> None:
    said: list[str] = []
    desk.window.session.told.connect(lambda words, _: said.append(words))
    desk.press(Key.Key_P)
    assert "Select the words" in said[-1]
    view = desk.page.pages.pane.view
    desk.press(Key.Key_F6, held=Held.ShiftModifier)
    desk.press(Key.Key_Right, held=Held.ControlModifier | Held.ShiftModifier)
    before = desk.report
    desk.press(Key.Key_Return)
    assert len(desk.shown.answers[0].proofs) == 1
    assert desk.report == before
    assert not view.has_selection
    desk.press(Key.Key_Return)  # nothing is selected now: it decides
    assert desk.report != before


def test_the_terms_of_the_criterion_in_hand_are_lit(desk: Desk) -> None:
    view = desk.page.pages.pane.view
    desk.qtbot.waitUntil(lambda: bool(view.hits.pages()))
    for page, runs in view.hits.pages().items():
        text = desk.project.reports.page_text(desk.report, page).text
        assert all("valua" in text[start:end].casefold() for start, end in runs)
    desk.press(Key.Key_F3)
    assert view.hits.current is not None
    first = view.hits.current
    desk.press(Key.Key_F3)
    assert view.hits.current > first
    desk.press(Key.Key_F3, held=Held.ShiftModifier)
    assert view.hits.current == first
    desk.press(Key.Key_Down)  # this gate has no terms
    assert not view.hits.pages()


def test_overruling_needs_a_reason(desk: Desk) -> None:
    report = desk.report
    assert desk.shown.rule == "include"
    desk.press(Key.Key_X)
    assert desk.page.verdict.reason.hasFocus()
    desk.press(Key.Key_Return)
    assert desk.project.screening.of(report, stage(desk.project, 0)).decision is None
    desk.write("A draft, not the report")
    desk.press(Key.Key_Return)
    decision = desk.project.screening.of(report, stage(desk.project, 0)).decision
    assert decision is not None
    assert (decision.verdict, decision.rule) == ("exclude", "include")
    assert decision.reason == "A draft, not the report"
    assert desk.report != report
    assert desk.page.criteria.view.hasFocus()
    desk.press(Key.Key_B)
    desk.press(Key.Key_Escape)
    assert desk.page.verdict.chosen == ""
    assert desk.page.criteria.view.hasFocus()


def test_a_note_is_kept_when_one_goes_on(desk: Desk) -> None:
    report = desk.report
    desk.press(Key.Key_F2)
    assert desk.page.criteria.note.hasFocus()
    desk.write("see annex m")  # letters are no answers here
    desk.press(Key.Key_Return)
    answer = desk.project.screening.of(report, stage(desk.project, 0)).answers[0]
    assert answer.note == "see annex m"
    assert answer.answer == "met"


def test_a_record_is_screened_by_its_particulars(desk: Desk) -> None:
    record = next(one for one in desk.project.reports.all() if not one.has_file)
    desk.page.list.choose(record.id)
    assert desk.page.pages.currentWidget() is desk.page.pages.particulars
    assert desk.page.criteria.rows.rowCount() == 4
    desk.press(Key.Key_Return)
    assert desk.project.screening.of(record.id, stage(desk.project, 0)).decision is not None


def test_others_show_once_one_has_decided(desk: Desk) -> None:
    report, first = desk.report, desk.project.coder
    desk.project.become("Coder B", "CB", "#D55E00")
    desk.project.screening.decide(report, stage(desk.project, 0), "exclude", "Not ours")
    desk.project.become(first.name, first.initials, first.colour)
    desk.page.refresh()
    assert "Not ours" not in desk.page.verdict._own.text()
    row = desk.page.list.current_row
    assert row is not None
    assert row.state == "open"
    desk.press(Key.Key_Return)
    desk.page.list.choose(report)
    assert "Not ours" in desk.page.verdict._own.text()


def test_a_click_on_a_square_answers(desk: Desk) -> None:
    view, rows = desk.page.criteria.view, desk.page.criteria.rows
    row = rows.row_of(criterion(desk.project, "language").id)
    rect = view.visualRect(rows.index(row))
    unclear = dict(chips(rect))["unclear"]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=unclear.center())
    by_key = {one.criterion.key: one.answer for one in desk.shown.answers}
    assert by_key["language"] == "unclear"
    assert desk.shown.rule == "possible"
    desk.press(Key.Key_0)
    by_key = {one.criterion.key: one.answer for one in desk.shown.answers}
    assert by_key["language"] == "met"  # as the particulars answer


def test_panes_by_keys_and_the_list_folds(desk: Desk) -> None:
    page = desk.page
    desk.press(Key.Key_F6)
    assert page.list.view.hasFocus()
    desk.press(Key.Key_Return)
    assert page.criteria.view.hasFocus()
    desk.press(Key.Key_F8)
    assert page.list.isHidden()
    before = page.pages.pane.view.verticalScrollBar().value()
    desk.press(Key.Key_Space)
    assert page.pages.pane.view.verticalScrollBar().value() > before
    desk.press(Key.Key_F8)
    assert page.list.isVisible()


def test_enter_where_the_rule_is_open_says_so_and_stays(desk: Desk) -> None:
    record = next(
        one for one in desk.project.reports.all() if one.title.startswith("Skills for r")
    )
    desk.page.list.choose(record.id)
    said: list[str] = []
    desk.window.session.told.connect(lambda words, _: said.append(words))
    desk.press(Key.Key_Return)
    assert "Not decided yet" in said[-1]
    assert desk.report == record.id
    assert desk.page.criteria.view.hasFocus()


def test_all_that_wait_are_decided_by_the_rule_and_undone_at_once(desk: Desk) -> None:
    (action,) = [one for one in desk.stage.actions() if one.text().startswith("Decide on All")]
    assert action.data() == "edit"
    before = desk.verdicts(0)
    assert set(before.values()) == {"open"}
    action.trigger()
    after = desk.verdicts(0)
    # The records that their particulars answer; the reports wait for their kind of document.
    assert "exclude" in after.values()
    assert "open" in after.values()
    count = sum(state != "open" for state in after.values())
    assert desk.window.toast.message == f"Decided by the rule: {count} reports."
    toast_button(desk.window).click()
    assert desk.verdicts(0) == before


def test_where_the_rule_says_nothing_that_is_told(desk: Desk) -> None:
    action = next(one for one in desk.stage.actions() if one.text().startswith("Decide on All"))
    action.trigger()
    action.trigger()
    assert desk.window.toast.message.startswith("The rule says nothing yet of what waits here.")
    assert toast_button(desk.window).isHidden()
