"""The other pages of the Screen stage: conflicts, flow, balance; what stands there at first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.exchange.drawing import DARK, LIGHT
from coder.model.ids import CONSENSUS
from coder.project import Project
from tests.building import place
from tests.ui import screen_stock
from tests.ui.answers import Answers
from tests.ui.screen_stock import criterion, stage
from ui import theme
from ui.main_window import SCREEN, MainWindow
from ui.stages.screen import ScreenStage

Key, Held = Qt.Key, Qt.KeyboardModifier
SCREENING, CONFLICTS, FLOW, BALANCE = range(4)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def shown(window: MainWindow) -> ScreenStage:
    window.go_to(SCREEN)
    found = window.findChild(ScreenStage)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project in which two coders decided otherwise on a record."""
    path = tmp_path_factory.mktemp("disputed") / "stock.evc"
    made = screen_stock.build(path)
    record = next(one for one in made.reports.all() if one.title.startswith("Cash"))
    first, at = made.coder, stage(made, 0)
    made.screening.decide(record.id, at)
    made.become("Coder B", "CB", "#D55E00")
    made.screening.answer(record.id, criterion(made, "document-type").id, "not-met", "A brochure")
    made.screening.decide(record.id, at)
    made.become(first.name, first.initials, first.colour)
    made.close()
    return path


@pytest.fixture
def project(window: MainWindow, disputed: Path, tmp_path: Path) -> Project:
    """Give a copy of it, open in the window."""
    path = tmp_path / "p.evc"
    path.write_bytes(disputed.read_bytes())
    assert window.opening.open(path)
    return window.session.project


def test_a_conflict_is_settled_by_keys(qtbot: QtBot, window: MainWindow, project: Project) -> None:
    screen = shown(window)
    press(Key.Key_Tab, Held.ControlModifier)
    page = screen.conflicts
    qtbot.waitUntil(page.view.hasFocus)
    QAbstractItemModelTester(page.rows)
    assert page.count == 1
    words = page.sides.toPlainText()
    for told in ("Coder A", "Coder B", "Include", "Exclude", "A brochure"):
        assert told in words
    # What is answered otherwise stands first.
    differs, alike = criterion(project, "document-type"), criterion(project, "period")
    assert words.index(differs.definition) < words.index(alike.definition)
    press(Key.Key_2)
    assert page.reason.hasFocus()
    assert page.reason.text() == "Not an evaluation report"
    press(Key.Key_Return)
    assert page.count == 0
    current = next(one for one in project.screening.statuses(stage(project, 0)) if one.consensus)
    assert current.consensus is not None
    assert current.consensus.coder == CONSENSUS
    assert current.consensus.verdict == "exclude"
    assert current.consensus.by == project.coder.id
    assert len(current.decisions) == 3
    window.undo()
    qtbot.waitUntil(lambda: page.count == 1)


def test_settling_needs_a_verdict_and_a_reason(window: MainWindow, project: Project) -> None:
    screen = shown(window)
    screen.show_page(CONFLICTS)
    page, said = screen.conflicts, list[str]()
    window.session.told.connect(lambda words, _: said.append(words))
    page.settle()
    assert "verdict" in said[-1]
    press(Key.Key_B)
    assert page.reason.hasFocus()
    assert page.reason.text() == ""
    press(Key.Key_Return)
    assert "why" in said[-1]
    assert page.count == 1
    QTest.keyClicks(page.reason, "Read it again in full")
    press(Key.Key_Return)
    assert page.count == 0
    assert any(one.state == "possible" for one in project.screening.statuses(stage(project, 0)))


def test_five_coders_of_long_names_are_told_apart_and_taken_by_keys(
    window: MainWindow, project: Project
) -> None:
    record = next(one for one in project.reports.all() if one.title.startswith("Cash"))
    first = project.coder
    for letter in "VWX":
        project.become(f"{letter} of the directorate for evaluation", f"C{letter}", "#009E73")
        reason = f"As {letter} says"
        project.screening.decide(record.id, stage(project, 0), "possible", reason=reason)
    project.become(first.name, first.initials, first.colour)
    screen = shown(window)
    screen.show_page(CONFLICTS)
    page = screen.conflicts
    assert page.current is not None
    assert "CX: possible" in page.current.said
    press(Key.Key_5)
    assert page.reason.hasFocus()
    assert page.reason.text() == "As X says"
    press(Key.Key_Escape)
    assert page.view.hasFocus()
    assert page.count == 1


def test_what_is_undone_is_in_hand_again(window: MainWindow, project: Project) -> None:
    second = next(one for one in project.reports.all() if not one.title.startswith("Cash"))
    first = project.coder
    project.screening.decide(second.id, stage(project, 0), "include", reason="Fits")
    project.become("Coder B", "CB", "#D55E00")
    project.screening.decide(second.id, stage(project, 0), "exclude", reason="Does not")
    project.become(first.name, first.initials, first.colour)
    screen = shown(window)
    screen.show_page(CONFLICTS)
    page = screen.conflicts
    assert page.count == 2
    before = page.current
    press(Key.Key_1)
    press(Key.Key_Return)
    assert page.current != before
    window.undo()
    page._upkeep.catch_up()
    assert page.current is not None
    assert before is not None
    assert page.current.status.report == before.status.report


def test_a_conflict_opens_in_its_pages(qtbot: QtBot, window: MainWindow, project: Project) -> None:
    screen = shown(window)
    screen.show_page(CONFLICTS)
    one = screen.conflicts.current
    assert one is not None
    press(Key.Key_Return)
    qtbot.waitUntil(screen.screening.isVisible)
    assert screen.screening.list.current == one.status.report
    assert project.screening.conflicts()[0].report == one.status.report


def test_a_proof_of_a_conflict_leads_to_its_page(window: MainWindow, project: Project) -> None:
    report = next(one for one in project.reports.all() if one.file_name.startswith("skills"))
    item = criterion(project, "document-type")
    where = place(project, report.id, (0, 0, 20))
    project.screening.prove(report.id, item.id, where)
    project.screening.decide(report.id, stage(project, 0))
    first = project.coder
    project.become("Coder B", "CB", "#D55E00")
    project.screening.decide(report.id, stage(project, 0), "exclude", "Not ours")
    project.become(first.name, first.initials, first.colour)
    screen = shown(window)
    screen.show_page(CONFLICTS)
    page = screen.conflicts
    row = page.rows.row_of(report.id, stage(project, 0))
    page.view.setCurrentIndex(page.rows.index(row))
    proof = next(one.proofs[0] for side in page._versions for one in side.answers if one.proofs)
    asked: list[int] = []
    page.proofAsked.connect(lambda _, number: asked.append(number))
    page.sides.anchorClicked.emit(QUrl(f"proof:{proof.id.hex()}"))
    assert asked == [0]


def test_the_flow_is_drawn_as_things_stand(
    qtbot: QtBot, window: MainWindow, project: Project
) -> None:
    screen = shown(window)
    screen.show_page(FLOW)
    qtbot.waitUntil(lambda: screen.flow.sheet.is_drawn)
    before = screen.flow.grab().toImage()
    project.screening.decide_by_rule(stage(project, 0))
    qtbot.waitUntil(lambda: screen.flow.grab().toImage() != before)
    press(Key.Key_Tab, Held.ControlModifier)
    qtbot.waitUntil(screen.balance.isVisible)
    assert screen.balance.sheet.is_drawn
    screen.balance.count_by("projects")
    assert screen.balance.unit == "projects"
    press(Key.Key_Tab, Held.ControlModifier)
    assert screen.screening.isVisible()


@pytest.mark.parametrize("is_shown", [True, False], ids=["looked at", "hidden meanwhile"])
def test_the_flow_is_drawn_in_the_colours_of_the_look(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, project: Project, *, is_shown: bool
) -> None:
    assert project
    screen = shown(window)
    screen.show_page(FLOW)
    qtbot.waitUntil(lambda: screen.flow.sheet.is_drawn)
    assert LIGHT.paper in lines(screen)
    if not is_shown:
        screen.show_page(BALANCE)
    theme.apply(qapp, "dark")
    screen.show_page(FLOW)
    qtbot.waitUntil(lambda: screen.flow.isVisible() and DARK.paper in lines(screen))
    assert LIGHT.paper not in lines(screen)


def lines(screen: ScreenStage) -> set[str]:
    """Return the colours that the drawing of the flow is painted in."""
    picture = screen.flow.sheet.grab().toImage()
    spots = ((x, y) for x in range(picture.width()) for y in range(0, picture.height(), 3))
    return {picture.pixelColor(x, y).name() for x, y in spots}


@pytest.mark.parametrize("ending", [".svg", ".png", ".xlsx", ".csv"])
def test_drawings_and_tables_are_saved(
    qtbot: QtBot,
    window: MainWindow,
    project: Project,
    answers: Answers,
    tmp_path: Path,
    ending: str,
) -> None:
    screen, said = shown(window), list[str]()
    window.session.told.connect(lambda words, _: said.append(words))
    for page in (screen.flow, screen.balance):
        answers.chosen = tmp_path / f"{page.title}{ending}"
        page.refresh()
        page.buttons[ending].click()
        qtbot.waitUntil(lambda: bool(said), timeout=15_000)
        assert answers.chosen.stat().st_size > 100
        assert str(answers.chosen) in said.pop()
    assert project.path.exists()


def test_without_reports_it_says_what_to_do(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    made = Project.create(tmp_path / "e.evc", ("Coder A", "CA", "#0072B2"), name="Empty")
    made.close()
    assert window.opening.open(tmp_path / "e.evc")
    screen = shown(window)
    assert screen.empty.isVisible()
    assert screen.empty.reports.isVisible()
    with qtbot.waitSignal(screen.reportsAsked):
        screen.empty.reports.click()


def test_without_a_protocol_the_built_in_one_is_offered(qtbot: QtBot, at_work: MainWindow) -> None:
    screen = shown(at_work)
    assert screen.empty.protocol.isVisible()
    screen.empty.protocol.click()
    qtbot.waitUntil(screen.screening.isVisible)
    assert screen.screening.screening is not None
    assert [one.key for one in screen.screening.stages] == ["screening", "eligibility"]
    at_work.session.close()
    assert screen.screening.screening is None


def test_the_tab_says_how_many_conflicts_there_are(
    qtbot: QtBot, window: MainWindow, project: Project
) -> None:
    screen = shown(window)
    tab = screen.pages.tab(CONFLICTS)
    qtbot.waitUntil(lambda: tab.text() == "Conflicts (1)")
    one = project.screening.conflicts()[0]
    project.screening.settle(one.report, one.stage, "include", "Read again")
    qtbot.waitUntil(lambda: tab.text() == "Conflicts")
