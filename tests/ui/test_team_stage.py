"""The Team stage: who did what, allocation, agreement, and settling where coders differ."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coder.model.ids import CONSENSUS, CodeId, CoderId, ReportId
from coder.model.passage import PageRange
from coder.project import Project
from tests.building import place
from tests.stages import stage_of
from ui.main_window import READ, STAGES, TEAM, MainWindow
from ui.panels.team.agreement import AgreementPanel
from ui.panels.team.differ import DifferPanel
from ui.panels.team.people_rows import ALLOCATED, BEGUN, CODER, CODINGS, DONE, SHARES
from ui.stages.read import ReadStage
from ui.stages.team import TeamStage

Key = Qt.Key
PEOPLE, MERGE, AGREEMENT = range(3)


@dataclass
class Desk:
    """The window of a team lead: two people coded the first pages of a report."""

    qtbot: QtBot
    window: MainWindow
    report: ReportId
    codes: list[CodeId]
    other: CoderId

    @property
    def project(self) -> Project:
        return self.window.session.project

    @property
    def team(self) -> TeamStage:
        self.window.go_to(TEAM)
        return stage_of(self.window, TeamStage)

    @property
    def read(self) -> ReadStage:
        return stage_of(self.window, ReadStage)

    @property
    def differ(self) -> DifferPanel:
        return self.read.differ

    def code(self, start: int, end: int, code: int, coder: CoderId | None = None) -> None:
        where = place(self.project, self.report, (2, start, end))
        self.project.codings.add_many([(where, self.codes[code], "")], coder)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)

    def consensus(self) -> list[tuple[CodeId, int, int]]:
        every = self.project.codings.listing(coders={CONSENSUS})
        return sorted((one.code, one.start, one.end) for one in every)


@pytest.fixture
def desk(qtbot: QtBot, at_work: MainWindow) -> Iterator[Desk]:
    project = at_work.session.project
    report = max(project.reports.all(), key=lambda one: one.pages)
    codes = [one.id for one in project.codebook.codes() if one.assignable]
    other = project.coders.ensure("Coder B", "CB", "#D55E00").id
    desk = Desk(qtbot, at_work, report.id, codes, other)
    desk.code(0, 60, 0)
    desk.code(0, 60, 0, other)  # alike
    desk.code(100, 180, 1)
    desk.code(100, 150, 1, other)  # drawn elsewhere
    desk.code(200, 240, 2)  # missed
    desk.code(300, 360, 3)
    desk.code(300, 360, 4, other)  # another code
    return desk


def test_who_did_what(desk: Desk) -> None:
    panel = desk.team.people
    rows = panel.people
    QAbstractItemModelTester(rows, panel)
    told = [
        [
            str(rows.index(row, column).data())
            for column in (CODER, ALLOCATED, DONE, BEGUN, CODINGS)
        ]
        for row in range(rows.rowCount())
    ]
    assert told == [["Coder A (you)", "–", "–", "1", "4"], ["Coder B", "–", "–", "1", "3"]]
    desk.project.team.set_state(desk.report, "done")
    desk.qtbot.waitUntil(lambda: rows.index(0, DONE).data() == "1")
    done, begun = rows.index(0, CODER).data(SHARES)
    assert (done, begun) == (0.5, 0.0)


def test_space_allocates_what_is_chosen_and_undo_takes_it_back(desk: Desk) -> None:
    grid = desk.team.people.grid
    grid.setFocus()
    row = next(at for at in range(2) if grid.model().report(at).id == desk.report)
    grid.setCurrentIndex(grid.model().index(row, 2))
    desk.press(Key.Key_Space)
    (one,) = (one for one in desk.project.team.assignments() if one.allocated)
    assert (one.report, one.coder) == (desk.report, desk.other)
    assert "allocated" in str(grid.model().index(row, 2).data(Qt.ItemDataRole.ToolTipRole))
    desk.press(Key.Key_Space)
    assert not any(one.allocated for one in desk.project.team.assignments())
    desk.window.undo()
    assert any(one.allocated for one in desk.project.team.assignments())


def test_a_click_allocates_one_cell(desk: Desk) -> None:
    grid = desk.team.people.grid
    spot = grid.visualRect(grid.model().index(0, 1)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    (one,) = (one for one in desk.project.team.assignments() if one.allocated)
    assert (one.report, one.coder) == (grid.model().report(0).id, desk.project.coder.id)


def test_agreement_tells_its_figure_on_what_it_rests_and_changes_with_the_codings(
    desk: Desk,
) -> None:
    stage = desk.team
    stage.show_page(AGREEMENT)
    panel = stage.agreement
    desk.qtbot.waitUntil(lambda: panel.agreement is not None)
    first = panel.agreement
    assert panel._basis.text().endswith("computed on 1 double-coded report of 2")
    assert panel._figure.text() == f"{first.headline.value:.2f}"
    QAbstractItemModelTester(panel.rows, panel)
    desk.code(100, 180, 1, desk.other)
    desk.qtbot.waitUntil(
        lambda: panel.agreement is not None and panel.agreement is not first, timeout=10_000
    )
    assert panel.agreement.headline.value > first.headline.value


def table_of(panel: AgreementPanel) -> list[tuple[str, str]]:
    """Return what stands in the first two columns of the table of figures."""
    rows = panel.rows
    told = []
    for at in range(rows.rowCount()):
        group = rows.index(at, 0)
        told.append((group.data(), ""))
        told += [
            (rows.index(row, 0, group).data(), rows.index(row, 1, group).data())
            for row in range(rows.rowCount(group))
        ]
    return told


def test_agreement_of_ratings_is_told_beside_that_of_codings(desk: Desk) -> None:
    project, me = desk.project, desk.project.coder
    levels = [{"key": str(step), "name": f"Step {step}"} for step in (3, 2, 1)]
    scale = project.protocol.add("scale", "steps", "Steps", options={"levels": levels})
    stage = desk.team
    stage.show_page(AGREEMENT)
    panel = stage.agreement
    desk.qtbot.waitUntil(lambda: panel.agreement is not None)
    assert panel._judged.isHidden()
    project.ratings.rate(desk.report, desk.codes[0], scale, "3")
    other = next(one for one in project.coders.people() if one.id == desk.other)
    project.become(other.name)
    project.ratings.rate(desk.report, desk.codes[0], scale, "3")
    project.become(me.name)
    desk.qtbot.waitUntil(panel._judged.isVisible, timeout=10_000)
    assert panel._judged.text().startswith("Ratings: Steps: 1 of 1 alike")
    assert panel._judged.text().endswith("computed on 1 double-rated of 1 rated")
    told = table_of(panel)
    assert told[0] == ("All coders", "")
    panel.what.setCurrentIndex(panel.what.findText("Ratings: Steps"))
    panel.what.activated.emit(panel.what.currentIndex())
    QAbstractItemModelTester(panel.rows, panel)
    assert table_of(panel)[1] == ("Coder A – Coder B", "1.00")
    heads = [panel.rows.headerData(at, Qt.Orientation.Horizontal) for at in (5, 6)]
    assert heads == ["\nOrdinal alpha", "\nKappa, linear"]
    panel.what.setCurrentIndex(0)
    panel.what.activated.emit(0)
    assert table_of(panel) == told
    # What only two can be compared by stays when there are three.
    before = panel.agreement
    project.coders.ensure("Coder C", "CC", "#009E73")
    project.become("Coder C")
    project.ratings.rate(desk.report, desk.codes[0], scale, "1")
    project.become(me.name)
    desk.qtbot.waitUntil(lambda: panel.agreement not in (None, before), timeout=20_000)
    panel.what.setCurrentIndex(panel.what.findText("Ratings: Steps"))
    panel.what.activated.emit(panel.what.currentIndex())
    assert panel.rows.headerData(6, Qt.Orientation.Horizontal) == "\nKappa, linear"


def test_coders_of_long_names_go_by_initials_where_they_are_compared(desk: Desk) -> None:
    name = "A-Coder-of-the-Directorate for Evaluation"
    desk.project.coders.ensure(name, "ASW", identity=desk.other)
    stage = desk.team
    stage.show_page(AGREEMENT)
    panel = stage.agreement
    desk.qtbot.waitUntil(lambda: panel.agreement is not None)
    row = panel.rows.index(0, 0, panel.rows.index(0, 0))
    assert row.data() == "ASW – CA"
    assert row.data(Qt.ItemDataRole.ToolTipRole) == f"{name} – Coder A"


def test_when_one_name_is_long_all_coders_go_by_initials(desk: Desk) -> None:
    desk.project.coders.ensure("A-Coder-of-the-Directorate for Evaluation", "ASW")
    third = desk.project.coders.ensure("A-Coder-of-the-Directorate for Evaluation").id
    desk.code(0, 60, 0, third)
    stage = desk.team
    stage.show_page(AGREEMENT)
    panel = stage.agreement
    desk.qtbot.waitUntil(lambda: panel.agreement is not None)
    pairs = [line[0] for line in table_of(panel)]
    assert "CA – CB" in pairs
    assert "ASW – CB" in pairs


def test_who_was_left_out_can_be_taken_in_again(desk: Desk) -> None:
    """Whatever the choice gives, the button to change it stays, and it is said what is needed."""
    stage = desk.team
    stage.show_page(AGREEMENT)
    panel = stage.agreement
    desk.qtbot.waitUntil(lambda: panel.agreement is not None)
    panel.coders.setFocus()
    (first, second) = panel.coders.menu().actions()
    for action in (first, second):
        action.trigger()
        assert panel.agreement is None
        assert panel.coders.isVisible()
        assert panel.coders.hasFocus()
        assert panel._empty.text().startswith("Choose two coders at least")
    for action in (first, second):
        action.trigger()
    desk.qtbot.waitUntil(lambda: panel.agreement is not None)
    assert panel.table.isVisible()
    assert panel._settle.isVisible()


def test_the_row_of_figures_in_hand_stays(desk: Desk) -> None:
    """From the first on: keys are in the table, and one sees where."""
    stage = desk.team
    stage.show_page(AGREEMENT)
    panel = stage.agreement
    desk.qtbot.waitUntil(lambda: panel.agreement is not None)
    assert panel.table.currentIndex().parent().isValid()
    for _ in range(3):
        desk.press(Key.Key_Down)
    name = panel.table.currentIndex().siblingAtColumn(0).data()
    first = panel.agreement
    desk.code(400, 460, 3)
    desk.qtbot.waitUntil(lambda: panel.agreement not in (None, first))
    assert panel.table.currentIndex().siblingAtColumn(0).data() == name


def test_without_reports_it_says_where_they_come_from(desk: Desk) -> None:
    panel = desk.team.people
    assert "Tick a cell" in panel._hint.text()
    for report in desk.project.reports.all():
        desk.project.reports.remove(report.id)
    desk.qtbot.waitUntil(lambda: "stage Reports" in panel._hint.text())


def test_the_person_in_hand_stays(desk: Desk) -> None:
    panel = desk.team.people
    panel.table.setCurrentIndex(panel.people.index(1, 0))
    desk.code(400, 460, 3)
    desk.qtbot.waitUntil(lambda: panel.people.index(0, CODINGS).data() == "5")
    assert panel.table.currentIndex().row() == 1


def test_joining_what_cannot_be_joined_says_why(desk: Desk) -> None:
    desk.team.settleAsked.emit()
    panel = desk.differ
    while panel.current is not None and panel.current.kind == "boundary":
        panel.step(1)
    before = desk.project.digest()
    with desk.qtbot.waitSignal(desk.window.session.told) as told:
        desk.press(Key.Key_4)
    assert "same code" in told.args[0]
    assert desk.project.digest() == before


def test_codes_and_reports_of_long_names_go_by_these(desk: Desk) -> None:
    name = "Whether those who were furthest from services were reached at all"
    for code in desk.codes:
        desk.project.codebook.edit(code, name=f"{name} ({code.hex()[-4:]})")
    stage = desk.team
    stage.show_page(AGREEMENT)
    panel = stage.agreement
    desk.qtbot.waitUntil(lambda: panel.agreement is not None)
    told = [line[0] for line in table_of(panel)]
    assert [one for one in told if one.startswith(name)]
    assert len([one for one in told if " – " in one]) == 1


def test_long_names_are_not_cut_from_both_ends_while_settling(desk: Desk) -> None:
    name = "A-Coder-of-the-Directorate for Evaluation"
    desk.project.coders.ensure(name, "ASW", identity=desk.other)
    panel = begin(desk)
    (button,) = [one for one in panel._names.values() if one.accessibleName() == name]
    desk.qtbot.wait(50)
    shown = button.text()
    assert shown.startswith("A-")
    assert shown.endswith("…")
    assert button.fontMetrics().horizontalAdvance(shown) < button.width()
    version = panel.versions.first
    assert version.width() <= panel.width()
    assert version._name.text().startswith("A-Coder-of-the-Directorate")
    assert version._name.wordWrap()


def test_a_team_that_only_screens_has_its_agreement_told(
    qtbot: QtBot, at_work: MainWindow
) -> None:
    project = at_work.session.project
    screened = project.protocol.add("stage", "titles", "Titles")
    project.protocol.add("criterion", "fit", "Fit", screened, role="include")
    verdicts = {"Coder A": ("include", "include"), "Coder B": ("include", "exclude")}
    project.coders.ensure("Coder B", "CB", "#D55E00")
    for name, said in reversed(verdicts.items()):
        project.become(name)
        for report, verdict in zip(project.reports.all(), said, strict=True):
            project.screening.decide(report.id, screened, verdict, "As read")
    at_work.go_to(TEAM)
    stage = stage_of(at_work, TeamStage)
    stage.show_page(AGREEMENT)
    panel = stage.agreement
    qtbot.waitUntil(panel._judged.isVisible, timeout=10_000)
    assert panel._judged.text().startswith("Screening decisions: 1 of 2 alike")
    # Of codings there is nothing to say: no figure stands there for them.
    assert panel._figure.isHidden()
    assert panel._heading.isHidden()
    # The table tells of the judgements: of all, by what was judged, and by report.
    assert [panel.what.itemText(at) for at in range(panel.what.count())] == ["Screening decisions"]
    assert table_of(panel)[:4] == [
        ("All coders", ""),
        ("Coder A – Coder B", "0.50"),
        ("By what was judged", ""),
        ("Titles", "0.50"),
    ]
    assert panel.coders.text() == "All coders"
    assert panel.coders.isEnabled()


def test_who_only_judges_is_no_coder_of_passages(desk: Desk) -> None:
    project, me = desk.project, desk.project.coder
    screened = project.protocol.add("stage", "titles", "Titles")
    project.protocol.add("criterion", "fit", "Fit", screened, role="include")
    project.coders.ensure("Coder C", "CC", "#009E73")
    for name in ("Coder C", me.name):
        project.become(name)
        project.screening.decide(desk.report, screened, "include", "As read")
    stage = desk.team
    stage.show_page(AGREEMENT)
    panel = stage.agreement
    desk.qtbot.waitUntil(panel._judged.isVisible, timeout=10_000)
    assert panel.agreement is not None
    assert panel.agreement.names == ("Coder A", "Coder B")
    assert panel._basis.text().endswith("computed on 1 double-coded report of 2")
    assert not panel._figure.isHidden()
    assert [one.name for one in project.at_work()] == ["Coder A", "Coder B", "Coder C"]


def test_without_a_second_coder_it_says_what_is_needed(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work.go_to(TEAM)
    stage = stage_of(at_work, TeamStage)
    stage.show_page(AGREEMENT)
    qtbot.waitUntil(lambda: "needs the work of two coders" in stage.agreement._empty.text())


def begin(desk: Desk) -> DifferPanel:
    stage = desk.team
    stage.show_page(AGREEMENT)
    stage.pages.currentWidget().settleAsked.emit()
    assert desk.read.isVisible()
    assert desk.differ.list.hasFocus()
    return desk.differ


def test_the_queue_is_settled_by_keys_one_after_the_other(desk: Desk) -> None:
    panel = begin(desk)
    assert [one.kind for one in desk.project.settling.queue()] == ["boundary", "missed", "code"]
    assert panel.current.kind == "boundary"
    desk.press(Key.Key_8)
    desk.press(Key.Key_4)  # join
    assert panel.current.kind == "missed"
    assert panel.list.hasFocus()
    desk.press(Key.Key_7)
    desk.press(Key.Key_1)  # Coder A is right
    assert panel.current.kind == "code"
    desk.press(Key.Key_9)
    desk.press(Key.Key_F2)
    desk.qtbot.keyClicks(panel.reason, "Both rules say results")
    desk.press(Key.Key_Return)
    assert panel.list.hasFocus()
    desk.press(Key.Key_2)  # Coder B is right
    assert desk.project.settling.queue() == []
    assert panel.current is None
    given = {code: (start, end) for code, start, end in desk.consensus()}
    assert given.keys() == {desk.codes[1], desk.codes[2], desk.codes[4]}
    assert 100 <= given[desk.codes[1]][0] <= 102, "without the spaces before the first word"
    assert given[desk.codes[1]][1] == 180
    assert (given[desk.codes[2]], given[desk.codes[4]]) == ((200, 240), (300, 360))
    verdicts = [(one.verdict, one.kind) for one in desk.project.settling.settlements()]
    assert verdicts == [("joined", "boundary"), ("first", "oversight"), ("second", "definition")]
    assert desk.project.settling.settlements()[-1].reason == "Both rules say results"
    assert desk.codes[3] in desk.project.settling.definitions_to_revise()
    desk.window.undo()
    desk.qtbot.waitUntil(lambda: panel.current is not None)
    assert panel.current.kind == "code"


def test_both_versions_are_lit_in_their_coders_colours(desk: Desk) -> None:
    panel = begin(desk)
    view = desk.read.view
    desk.qtbot.waitUntil(lambda: len(view.highlights.sides) == 2)
    colours = [side.colour for side in view.highlights.sides]
    assert colours == ["#0072B2", "#D55E00"]
    assert desk.read.report.id == desk.report
    assert panel.list.hasFocus(), "the pages follow, the keys stay"
    desk.press(Key.Key_Escape)
    assert desk.read.view.hasFocus()
    desk.read.bench.left.bring(desk.read.codebook)
    assert view.highlights.sides == ()


def test_what_is_selected_can_stand_instead(desk: Desk) -> None:
    panel = begin(desk)
    desk.read.view.clear_selection()
    told: list[str] = []
    desk.window.session.told.connect(lambda words, _: told.append(words))
    desk.press(Key.Key_6)
    assert told == ["Select on the page what is to be coded first."]
    desk.qtbot.waitUntil(lambda: desk.read.report and desk.read.report.id == desk.report)
    desk.read.view.select([PageRange(2, 110, 170)])
    panel.list.setFocus()
    desk.press(Key.Key_6)
    assert desk.consensus() == [(desk.codes[1], 110, 170)]


def test_of_several_codes_it_is_asked_which_one_is_put_on_the_selection(desk: Desk) -> None:
    panel = begin(desk)
    while panel.current is not None and panel.current.kind != "code":
        panel.step(1)
    desk.qtbot.waitUntil(lambda: desk.read.report and desk.read.report.id == desk.report)
    desk.read.view.select([PageRange(2, 310, 350)])
    panel.list.setFocus()
    desk.press(Key.Key_6)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [desk.project.codebook.get(desk.codes[at]).name for at in (3, 4)]
    assert sorted(one.text() for one in menu.actions()) == sorted(names)
    second = menu.actions()[1].text()
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    ((code, start, end),) = desk.consensus()
    assert (desk.project.codebook.get(code).name, end) == (second, 350)
    assert 310 <= start <= 311, "without the space before the first word"
    assert panel.list.hasFocus()


def test_what_is_undone_is_in_hand_again(desk: Desk) -> None:
    panel = begin(desk)
    keys = []
    for verdict in (Key.Key_1, Key.Key_2):
        assert panel.current is not None
        keys.append(panel.current.key)
        desk.press(verdict)
    for key in reversed(keys):
        desk.window.undo()
        panel._upkeep.catch_up()
        assert panel.current is not None
        assert panel.current.key == key
        assert panel.list.hasFocus()


def test_settled_is_offered_only_while_there_is_something(desk: Desk) -> None:
    desk.window.go_to(READ)
    tab = next(one for one in desk.read.bench.left._group.buttons() if one.text() == "Settle")
    assert not tab.isVisible()
    begin(desk)
    assert tab.isVisible()


def test_a_definition_found_unclear_is_listed_and_leads_to_its_code(desk: Desk) -> None:
    begin(desk)
    for key in (Key.Key_3, Key.Key_3, Key.Key_9, Key.Key_2):
        desk.press(key)
    panel = desk.team.agreement
    desk.team.show_page(AGREEMENT)
    desk.qtbot.waitUntil(panel.definitions.isVisible)
    actions = panel.definitions.menu().actions()
    names = {code.id: code.name for code in desk.project.codebook.codes()}
    wanted = [names[desk.codes[3]], names[desk.codes[4]]]
    assert sorted(one.text() for one in actions) == sorted(f"{name} (1)" for name in wanted)
    actions[0].trigger()
    assert desk.read.isVisible()
    assert f"{desk.read.codebook.tree.current_code().name} (1)" == actions[0].text()


def test_a_narrow_screen_has_room_for_every_stage(desk: Desk) -> None:
    """The window does not grow beyond a screen of 1024 by what it shows."""
    window = desk.window
    window.resize(1024, 700)
    for at, stage in enumerate(map(window.stage, range(len(STAGES)))):
        window.go_to(at)
        desk.qtbot.waitUntil(stage.isVisible)
        assert window.minimumSizeHint().width() <= 1024, stage.title
    desk.team.settleAsked.emit()
    desk.read.bench.left.offer(desk.read.moved, offered=True)
    desk.qtbot.waitUntil(desk.differ.isVisible)
    assert window.minimumSizeHint().width() <= 1024
    assert window.width() == 1024


def test_enter_and_escape_lead_from_the_reason_back_to_the_list(desk: Desk) -> None:
    """And nowhere else: no palette opens, in which the next keys would make a code."""
    desk.team.settleAsked.emit()
    panel, handle = desk.differ, desk.window.windowHandle()
    for key in (Key.Key_Return, Key.Key_Enter, Key.Key_Escape):
        QTest.keyClick(handle, Key.Key_F2)
        assert panel.reason.hasFocus()
        QTest.keyClicks(panel.reason, "said")
        QTest.keyClick(handle, key)
        assert panel.list.hasFocus()
        assert not desk.read.code_palette.isVisible()
    QTest.keyClick(handle, Key.Key_1)
    assert [one.reason for one in desk.project.settling.settlements()] == ["said"]


def test_enter_presses_the_button_that_has_the_keys(desk: Desk) -> None:
    stage = desk.team
    handle = desk.window.windowHandle()
    stage.show_page(AGREEMENT)
    desk.qtbot.waitUntil(lambda: stage.agreement.agreement is not None)
    stage.agreement._settle.setFocus()
    QTest.keyClick(handle, Key.Key_Return)
    desk.qtbot.waitUntil(desk.differ.list.hasFocus)
    desk.differ._buttons["neither"].setFocus()
    QTest.keyClick(handle, Key.Key_Return)
    assert [one.verdict for one in desk.project.settling.settlements()] == ["neither"]
    assert desk.differ.list.hasFocus()
    assert not desk.differ._buttons["neither"].isDefault(), "it looks as before"
