"""Merging in the window: what came back is looked at, merged, decided, taken back."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coder.model.ids import CodingId
from coder.model.team import Conflict, Moved, Preview, Proposal, Receipt
from coder.project import Project
from coder.services import proposals
from tests.building import add_report, place
from tests.stages import stage_of
from tests.ui.answers import Answers
from tests.ui.at_the_window import dropped
from ui.main_window import TEAM, MainWindow
from ui.panels.team.merge import MergePanel
from ui.stages.team import TeamStage

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Lead:
    """The team lead at the window, on the page where work is merged."""

    qtbot: QtBot
    window: MainWindow
    answers: Answers

    @property
    def project(self) -> Project:
        return self.window.session.project

    @property
    def stage(self) -> TeamStage:
        self.window.go_to(TEAM)
        return stage_of(self.window, TeamStage)

    @property
    def panel(self) -> MergePanel:
        return self.stage.merge

    def look_at(self, *paths: Path) -> list[Preview]:
        self.stage.show_page(1)
        with self.qtbot.waitSignal(self.panel.merger.previewed, timeout=30_000) as seen:
            self.panel.look_at(paths)
        return list(seen.args[0])

    def merge(self) -> None:
        with self.qtbot.waitSignal(self.panel.merger.merged, timeout=30_000):
            self.button("Merge").click()

    def button(self, words: str) -> QPushButton:
        every = self.panel.findChildren(QPushButton)
        return next(one for one in every if one.text() == words and one.isVisible())

    def groups(self) -> list[str]:
        tree = self.panel.tree
        return [tree.topLevelItem(at).text(0) for at in range(tree.topLevelItemCount())]

    def go_to(self, kind: type, text: str = "") -> None:
        tree = self.panel.tree
        for at in range(tree.topLevelItemCount()):
            top = tree.topLevelItem(at)
            for row in range(top.childCount()):
                child = top.child(row)
                is_kind = isinstance(child.data(0, Qt.ItemDataRole.UserRole), kind)
                if is_kind and text in child.text(0):
                    tree.setCurrentItem(child)
                    return
        raise AssertionError(f"no {kind.__name__} with {text!r} in {self.groups()}")

    def told(self) -> str:
        labels = self.panel.choice.widget().findChildren(QLabel)
        return "\n".join(one.text() for one in labels)


@pytest.fixture
def lead(qtbot: QtBot, at_work: MainWindow, answers: Answers) -> Lead:
    return Lead(qtbot, at_work, answers)


@pytest.fixture
def back(lead: Lead, tmp_path: Path) -> Path:
    """Return a copy in which Coder B has coded, written into a definition, made a code."""
    path = tmp_path / "from B.evc"
    lead.project.save_copy(path)
    copy = Project.open(path)
    copy.become("Coder B", "CB", "#D55E00")
    report = copy.reports.all()[0]
    code = next(one for one in copy.codebook.codes() if one.assignable)
    copy.codings.add(place(copy, report.id, (1, 0, 40)), [code.id], "seen in the field")
    copy.codings.add(place(copy, report.id, (1, 60, 90)), [code.id])
    copy.codebook.edit(code.id, memo="What of pilots?")
    copy.codebook.add(None, None, "Gender")
    copy.close()
    code = next(one for one in lead.project.codebook.codes() if one.id == code.id)
    lead.project.codebook.edit(code.id, memo="Only with figures.")
    lead.project.codebook.add(None, None, "gender ")
    return path


def test_looking_changes_nothing_and_tells_what_would_come(lead: Lead, back: Path) -> None:
    before = lead.project.digest()
    (preview,) = lead.look_at(back)
    assert lead.project.digest() == before
    assert lead.groups()[0] == "To be merged (1)"
    assert "Coder B: 2 new codings in 1 report" in lead.told()
    assert preview.contributions[0].new == 2
    lead.button("Not now").click()
    assert not any(group.startswith("To be merged") for group in lead.groups())
    assert lead.project.digest() == before


def test_merged_once_is_merged_and_one_undo_takes_it_back(lead: Lead, back: Path) -> None:
    before, bytes_before = lead.project.digest(), back.read_bytes()
    lead.look_at(back)
    lead.merge()
    merged = lead.project.digest()
    assert merged != before
    assert back.read_bytes() == bytes_before
    assert lead.groups() == ["To decide (2)", "Merged before (1)"]
    assert lead.stage.pages.tab(1).text() == "Merge (2)"
    lead.go_to(Receipt)
    assert "2 new codings" in lead.told()
    (again,) = lead.look_at(back)
    assert again.is_empty
    assert lead.told().count("Nothing in it is new")
    lead.button("Not now").click()
    QTest.keyClick(lead.window, Qt.Key.Key_Z, CONTROL)
    assert lead.project.digest() == before
    lead.qtbot.waitUntil(lambda: lead.groups() == ["Merged before (1)"])
    assert lead.stage.pages.tab(1).text() == "Merge"
    lead.go_to(Receipt, "undone · from B.evc")
    QTest.keyClick(lead.window, Qt.Key.Key_Y, CONTROL)
    assert lead.project.digest() == merged


def test_two_memos_are_both_kept_until_one_chooses(lead: Lead, back: Path) -> None:
    lead.look_at(back)
    lead.merge()
    lead.go_to(Conflict, "Two memos")
    told = lead.told()
    assert "What of pilots?" in told
    assert "Only with figures." in told
    lead.button("Keep both").click()
    assert lead.groups() == ["To decide (1)", "Merged before (1)"]
    code = next(one for one in lead.project.codebook.codes() if one.assignable)
    assert set(code.memo.split("\n\n")) == {"What of pilots?", "Only with figures."}


def test_undo_of_a_decision_asks_again_and_redo_does_not(lead: Lead, back: Path) -> None:
    lead.look_at(back)
    lead.merge()
    lead.go_to(Conflict, "Two memos")
    before = lead.told()
    lead.button("Keep both").click()
    assert lead.groups()[0] == "To decide (1)"
    QTest.keyClick(lead.window, Qt.Key.Key_Z, CONTROL)
    lead.qtbot.waitUntil(lambda: lead.groups()[0] == "To decide (2)")
    lead.go_to(Conflict, "Two memos")
    assert lead.told() == before
    QTest.keyClick(lead.window, Qt.Key.Key_Y, CONTROL)
    lead.qtbot.waitUntil(lambda: lead.groups()[0] == "To decide (1)")


@pytest.mark.parametrize("same", [True, False])
def test_two_codes_of_one_name_are_joined_only_when_told_so(
    lead: Lead, back: Path, *, same: bool
) -> None:
    lead.look_at(back)
    lead.merge()
    assert sum(one.name.strip().lower() == "gender" for one in lead.project.codebook.codes()) == 2
    lead.go_to(Proposal)
    lead.button("They are the same: join them" if same else "They are not the same").click()
    names = [one.name for one in lead.project.codebook.codes() if "ender" in one.name]
    assert len(names) == (1 if same else 2)
    declined = [] if same else ["Not the same (1)"]
    assert lead.groups() == ["To decide (1)", *declined, "Merged before (1)"]
    if not same:
        lead.go_to(Proposal)
        lead.button("Ask again").click()
        assert lead.groups() == ["To decide (2)", "Merged before (1)"]


def test_what_is_no_project_is_refused_in_plain_words(lead: Lead, tmp_path: Path) -> None:
    lead.stage.show_page(1)
    wrong = tmp_path / "notes.evc"
    wrong.write_text("no project")
    before = lead.project.digest()
    with lead.qtbot.waitSignal(lead.panel.merger.ended, timeout=30_000):
        lead.panel.look_at([wrong])
    assert "notes.evc" in lead.answers.asked[-1]
    assert lead.project.digest() == before
    assert lead.button("Choose files…").isEnabled()


def test_work_dropped_on_the_window_is_looked_at(lead: Lead, back: Path) -> None:
    work = back.with_suffix(".evw")
    back.rename(work)
    assert dropped(lead.window, work)
    lead.qtbot.waitUntil(lambda: bool(lead.groups()), timeout=30_000)
    assert lead.window.stack.currentWidget() is lead.stage
    assert lead.groups()[0].startswith("To be merged") or lead.answers.asked
    assert QApplication.focusWidget() is not None


def _deleted_and_used(lead: Lead, path: Path) -> None:
    """Have Coder B delete a code on which the lead codes meanwhile."""
    code = next(one for one in lead.project.codebook.codes() if one.assignable)
    lead.project.save_copy(path)
    copy = Project.open(path)
    copy.become("Coder B", "CB", "#D55E00")
    copy.codebook.delete(code.id)
    copy.close()
    report = lead.project.reports.all()[0]
    lead.project.codings.add(place(lead.project, report.id, (1, 0, 40)), [code.id], "mine")
    lead.look_at(path)
    lead.merge()
    lead.go_to(Conflict, "still used")


@pytest.mark.parametrize("keep", [True, False])
def test_what_one_deleted_and_another_uses_is_kept_or_let_go(
    lead: Lead, tmp_path: Path, *, keep: bool
) -> None:
    _deleted_and_used(lead, tmp_path / "deleted.evc")
    assert "Coder B" in lead.told()
    assert "Still used by 1 coding (Coder A 1)." in lead.told()
    lead.button("Keep it" if keep else "Delete it with all of that").click()
    assert lead.groups() == ["Merged before (1)"]
    assert any(one.memo == "mine" for one in lead.project.codings.listing()) == keep


def test_what_goes_with_a_deletion_is_told_before(lead: Lead, back: Path) -> None:
    """Coder B deleted a code that the lead has changed, and coded with."""
    code = next(one for one in lead.project.codebook.codes() if one.assignable)
    report = lead.project.reports.all()[0]
    lead.project.codings.add(place(lead.project, report.id, (1, 0, 40)), [code.id], "mine")
    copy = Project.open(back)
    copy.codebook.delete(code.id)
    copy.close()
    lead.look_at(back)
    lead.merge()
    lead.go_to(Conflict, "Deleted by one, changed by another")
    assert "Still used by 1 coding (Coder A 1)." in lead.told()
    lead.button("Delete it with all of that").click()
    assert not any(one.memo == "mine" for one in lead.project.codings.listing())


def test_two_of_one_name_are_told_apart(lead: Lead, back: Path) -> None:
    """Who made each, where it stands, what it says and what is coded with it."""
    copy = Project.open(back)
    gender = next(one for one in copy.codebook.codes() if one.name == "Gender")
    copy.codebook.edit(gender.id, definition="Women and men")
    report = copy.reports.all()[0]
    copy.codings.add(place(copy, report.id, (0, 0, 20)), [gender.id])
    copy.close()
    lead.look_at(back)
    assert "Is “Gender” of Coder B the same code as “gender” of Coder A?" in lead.told()
    lead.merge()
    lead.go_to(Proposal)
    told = lead.told()
    for words in ("Definition: Women and men", "1 coding (Coder B 1)", "No codings"):
        assert words in told
    assert told.count("At the top of the codebook") == 2


def test_codings_that_have_no_place_in_our_file_are_told(
    lead: Lead, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Joining two files of a report lists what could not be placed."""
    add_report(lead.project, "Delta")
    path = tmp_path / "apart.evc"
    lead.project.save_copy(path)
    copy = Project.open(path)
    copy.become("Coder B", "CB", "#D55E00")
    add_report(copy, " delta ")
    copy.close()
    lead.look_at(path)
    lead.merge()
    lost = [
        Moved(CodingId(b"c"), " delta ", f"Zinc,\nquartz {number}", "lost") for number in range(10)
    ]
    monkeypatch.setattr(proposals, "join_reports", lambda *_: tuple(lost))
    lead.go_to(Proposal, "Delta")
    lead.button("They are the same: join them").click()
    said = lead.answers.asked[-1]
    assert said.startswith("10 codings have no place in “Delta” and stay in “delta”")
    assert "“Zinc, quartz 0”" in said
    assert said.endswith("and 2 more")


def test_long_names_widen_nothing(lead: Lead, tmp_path: Path) -> None:
    """What is told in full wraps in the room there is, names and file names included."""
    name = "Autonomisation" * 12
    path = tmp_path / f"{'Travail-de-Marie-Helene-' * 5}.evc"
    lead.project.save_copy(path)
    copy = Project.open(path)
    copy.become("Marie-Hélène de Saint-Exupéry-Castelnau " * 3, "MH", "#D55E00")
    copy.codebook.add(None, None, name)
    copy.close()
    lead.project.codebook.add(None, None, name)
    lead.look_at(path)
    choice = lead.panel.choice
    lead.qtbot.wait(50)
    assert choice.widget().width() <= choice.viewport().width()
    lead.merge()
    lead.go_to(Proposal)
    lead.qtbot.wait(50)
    assert choice.widget().width() <= choice.viewport().width()


def test_by_keys_alone(lead: Lead, back: Path) -> None:
    """From the list to its buttons and back; the keys are nowhere lost."""

    def press(key: Qt.Key) -> None:
        QTest.keyClick(lead.window.windowHandle(), key)
        lead.qtbot.wait(10)

    def tab_to(words: str) -> None:
        for _ in range(4):
            press(Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            if isinstance(focus, QPushButton) and focus.text() == words:
                return
        raise AssertionError(f"Tab does not lead to {words!r}")

    lead.look_at(back)
    tree, merger = lead.panel.tree, lead.panel.merger
    assert tree.hasFocus()
    tab_to("Merge")
    with lead.qtbot.waitSignal(merger.merged, timeout=30_000):
        press(Qt.Key.Key_Space)
    lead.qtbot.waitUntil(tree.hasFocus)
    tab_to("They are not the same")
    press(Qt.Key.Key_Space)
    assert tree.hasFocus()
    press(Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Take this"
    press(Qt.Key.Key_Return)
    lead.qtbot.waitUntil(tree.hasFocus)
    # Not before: whoever asks for the stage goes to it, and the keys with them.
    assert lead.groups() == ["Not the same (1)", "Merged before (1)"]


def test_what_could_not_be_merged_can_be_once_that_is_mended(lead: Lead, back: Path) -> None:
    """The file is gone when one merges; it comes back, and the button still does what it says."""
    lead.look_at(back)
    away = back.rename(back.with_name("away"))
    with lead.qtbot.waitSignal(lead.panel.merger.ended, timeout=30_000):
        lead.button("Merge").click()
    assert "There is no file" in lead.answers.asked[-1]
    away.rename(back)
    lead.merge()
    assert "Merged before (1)" in lead.groups()


def test_files_that_cannot_be_read_leave_those_looked_at_before(
    lead: Lead, back: Path, tmp_path: Path
) -> None:
    lead.look_at(back)
    with lead.qtbot.waitSignal(lead.panel.merger.ended, timeout=30_000):
        lead.panel.look_at([tmp_path / "nowhere.evw"])
    assert lead.groups()[0] == "To be merged (1)"
    lead.merge()
    assert "Merged before (1)" in lead.groups()


def test_not_now_while_it_merges_stops_it(lead: Lead, back: Path) -> None:
    lead.look_at(back)
    before = lead.project.digest()
    with lead.qtbot.waitSignal(lead.panel.merger.ended, timeout=30_000):
        lead.button("Merge").click()
        lead.button("Not now").click()
    assert lead.project.digest() == before
    assert lead.groups() == []


def test_files_that_come_while_others_are_read_are_not_lost_in_silence(
    lead: Lead, back: Path
) -> None:
    with lead.qtbot.waitSignal(lead.panel.merger.ended, timeout=30_000):
        lead.panel.look_at([back])
        with lead.qtbot.waitSignal(lead.window.session.told) as told:
            lead.panel.look_at([back])
        assert "Other files are being read" in told.args[0]
        lead.stage.merge_files()
        assert lead.answers.asked == [], "no files are asked for that could not be taken"


def test_the_row_in_hand_stays_when_something_changes(lead: Lead, back: Path) -> None:
    lead.look_at(back)
    lead.merge()
    lead.go_to(Receipt)
    with lead.qtbot.waitSignal(lead.window.session.changed):
        lead.project.reports.edit(lead.project.reports.all()[0].id, number="E9")
    lead.panel._upkeep.catch_up()
    assert isinstance(lead.panel.current, Receipt)


def test_after_a_question_the_next_one_is_in_hand(lead: Lead, back: Path) -> None:
    """Also when it moved to another group, or files to be merged stand above."""
    lead.look_at(back)
    lead.merge()
    lead.look_at(back)
    lead.go_to(Proposal)
    lead.button("They are not the same").click()
    assert isinstance(lead.panel.current, Conflict)
    assert lead.panel.tree.hasFocus()
    lead.button("Keep both").click()
    assert isinstance(lead.panel.current, Preview), "no question is left"


def test_whole_projects_and_folders_dropped_where_one_merges_are_looked_at(
    lead: Lead, back: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "came back"
    folder.mkdir()
    inside = back.rename(folder / "of B.evc")
    opened = lead.project.path
    lead.stage.show_page(1)
    for what in (inside, folder):
        with lead.qtbot.waitSignal(lead.panel.merger.previewed, timeout=30_000):
            assert dropped(lead.panel, what)
        assert lead.groups() == ["To be merged (1)"]
        assert lead.project.path == opened
