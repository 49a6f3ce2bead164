"""The passage pane: what is on a passage, whose it is, and memos as one undo step each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coder.model.ids import CodeId, CodingId
from coder.model.passage import Passage
from coder.project import Project
from tests.building import add_report, place
from ui import ask
from ui.panels.coding_row import CodingRow
from ui.panels.inspector import Inspector, Looked
from ui.session import Session


class Scene:
    """A passage with one coding of one's own and one of somebody else."""

    def __init__(self, qtbot: QtBot, project: Project) -> None:
        self.project = project
        self.code = project.codebook.add(None, None, "Relevance")
        self.other_code = project.codebook.add(None, None, "Coherence")
        report = add_report(project, "Alpha")
        self.passage: Passage = place(project, report.id, (0, 0, 40))
        project.become("Coder B", "CB", "#D55E00")
        (self.theirs,) = project.codings.add(self.passage, [self.code], "their memo")
        project.become("Coder A")
        (self.mine,) = project.codings.add(self.passage, [self.other_code])
        self.window = QWidget()
        session = Session()
        session.take(project)
        session.setParent(self.window)
        self.inspector = Inspector(session, self.window)
        self.elsewhere = QLineEdit(self.window)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.inspector)
        layout.addWidget(self.elsewhere)
        qtbot.addWidget(self.window)
        self.window.resize(340, 600)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.look(self.theirs, self.mine)

    def look(self, *codings: CodingId) -> None:
        self.inspector.look_at([Looked(self.passage.id, self.passage.quote, "p. 1", codings)])

    def row(self, coding: CodingId) -> CodingRow:
        return next(row for row in self.inspector.rows if row.coding.id == coding)

    def texts(self) -> list[str]:
        labels = self.inspector.findChildren(QLabel)
        return [one.text() for one in labels if one.isVisible()]


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    project = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"))
    yield Scene(qtbot, project)
    project.close()


def button(row: CodingRow, meaning: str) -> QToolButton:
    return next(one for one in row.findChildren(QToolButton) if one.toolTip() == meaning)


def test_all_codings_with_code_coder_and_memo(scene: Scene) -> None:
    texts = scene.texts()
    assert "“Finding 1. Training improved the earning”" in texts
    assert "p. 1" in texts
    assert {"Relevance", "Coherence"} <= set(texts)
    assert any(text.startswith("CA · ") for text in texts)
    assert any(text.startswith("CB · ") for text in texts)
    assert scene.row(scene.theirs).memo.toPlainText() == "their memo"


def test_only_ones_own_codings_can_be_changed(scene: Scene) -> None:
    theirs, mine = scene.row(scene.theirs), scene.row(scene.mine)
    assert theirs.memo.isReadOnly()
    assert not mine.memo.isReadOnly()
    for meaning in ("Delete this coding", "Give it another code"):
        assert not button(theirs, meaning).isVisible()
        assert button(mine, meaning).isVisible()


def test_a_memo_is_one_undo_step_when_the_focus_leaves(scene: Scene) -> None:
    memo = scene.row(scene.mine).memo
    memo.setFocus()
    QTest.keyClicks(memo, "Weak proof,")
    QTest.keyClick(memo, Qt.Key.Key_Return)
    QTest.keyClicks(memo, "see annex.")
    assert scene.project.codings.get(scene.mine).memo == ""
    scene.elsewhere.setFocus()
    assert scene.project.codings.get(scene.mine).memo == "Weak proof,\nsee annex."
    assert scene.project.undo_label == "Edit Memo"
    scene.project.undo()
    assert scene.project.codings.get(scene.mine).memo == ""
    assert memo.toPlainText() == ""
    assert scene.project.undo_label == "Code as Coherence"


def test_leaving_an_unchanged_memo_writes_nothing(scene: Scene) -> None:
    scene.row(scene.mine).memo.setFocus()
    scene.elsewhere.setFocus()
    assert scene.project.undo_label == "Code as Coherence"


def test_a_memo_is_saved_when_another_passage_is_looked_at(scene: Scene) -> None:
    memo = scene.row(scene.mine).memo
    memo.setFocus()
    QTest.keyClicks(memo, "Not lost")
    scene.inspector.look_at([])
    assert scene.project.codings.get(scene.mine).memo == "Not lost"


def test_changes_from_elsewhere_do_not_disturb_what_is_being_written(scene: Scene) -> None:
    memo = scene.row(scene.mine).memo
    memo.setFocus()
    QTest.keyClicks(memo, "Half a")
    scene.project.codebook.edit(scene.other_code, name="Fit")
    assert memo.toPlainText() == "Half a"
    assert "Fit" in scene.texts()


def test_a_memo_grows_with_its_text(qtbot: QtBot, scene: Scene) -> None:
    memo = scene.row(scene.mine).memo
    before = memo.height()
    memo.setFocus()
    memo.setPlainText("one\ntwo\nthree\nfour")
    qtbot.waitUntil(lambda: memo.height() >= before + 2 * memo.fontMetrics().lineSpacing())
    assert memo.verticalScrollBar().maximum() == 0


def test_delete_and_undo(scene: Scene) -> None:
    QTest.mouseClick(
        button(scene.row(scene.mine), "Delete this coding"), Qt.MouseButton.LeftButton
    )
    assert [one.id for one in scene.project.codings.listing()] == [scene.theirs]
    assert scene.project.undo_label == "Delete Coding Coherence"
    scene.project.undo()
    assert len(scene.project.codings.listing()) == 2


def test_a_memo_half_written_goes_quietly_with_its_coding(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, message: told.append(message))
    memo = scene.row(scene.mine).memo
    memo.setFocus()
    QTest.keyClicks(memo, "Half a")
    scene.project.undo()
    scene.look(scene.theirs)
    assert told == []
    assert [row.coding.id for row in scene.inspector.rows] == [scene.theirs]


def test_a_deleted_coding_comes_back_with_what_was_written(scene: Scene) -> None:
    memo = scene.row(scene.mine).memo
    memo.setFocus()
    QTest.keyClicks(memo, "Kept")
    QTest.mouseClick(
        button(scene.row(scene.mine), "Delete this coding"), Qt.MouseButton.LeftButton
    )
    scene.project.undo()
    assert scene.project.codings.get(scene.mine).memo == "Kept"


def test_recode_and_add_are_asked_for(qtbot: QtBot, scene: Scene) -> None:
    with qtbot.waitSignal(scene.inspector.recodeAsked) as asked:
        QTest.mouseClick(
            button(scene.row(scene.mine), "Give it another code"), Qt.MouseButton.LeftButton
        )
    assert asked.args == [scene.mine]
    with qtbot.waitSignal(scene.inspector.codeAsked) as asked:
        scene.inspector._sections[0].add.click()
    assert asked.args[0].id == scene.passage.id


def test_recoding_shows_at_once(scene: Scene) -> None:
    third: CodeId = scene.project.codebook.add(None, None, "Impact")
    scene.project.codings.recode(scene.mine, third)
    assert "Impact" in scene.texts()
    assert "Coherence" not in scene.texts()


def test_several_passages_are_all_shown(scene: Scene) -> None:
    second = place(scene.project, scene.passage.report, (0, 11, 30))
    (fresh,) = scene.project.codings.add(second, [scene.code])
    scene.inspector.look_at(
        [
            Looked(second.id, second.quote, "p. 1", (fresh,)),
            Looked(scene.passage.id, scene.passage.quote, "p. 1", (scene.theirs, scene.mine)),
        ]
    )
    assert [row.coding.id for row in scene.inspector.rows] == [fresh, scene.theirs, scene.mine]


def test_empty_pane_says_what_to_do(scene: Scene) -> None:
    scene.inspector.look_at([])
    assert any("Select words on the page" in text for text in scene.texts())
