"""The passage pane: what is on a passage, whose it is, and memos as one undo step each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coder.model.ids import CodeId, CodingId
from coder.model.passage import Passage
from coder.project import Project
from tests.building import add_report, place
from ui import ask
from ui.panels.passages.coding_row import CodingRow
from ui.panels.passages.inspector import Inspector
from ui.panels.passages.section import Looked
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


NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def entries(row: CodingRow) -> list[str]:
    return [action.text() for action in row.menu().actions() if action.text()]


def trigger(row: CodingRow, words: str) -> None:
    next(action for action in row.menu().actions() if action.text() == words).trigger()


def segment(row: CodingRow, name: str) -> QToolButton:
    return next(one for one in row.findChildren(QToolButton) if one.accessibleName() == name)


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
    assert not button(theirs, "Give it another code").isVisible()
    assert button(mine, "Give it another code").isVisible()
    assert not theirs.directions.isVisible()
    assert mine.directions.isVisible()
    assert "Delete" in entries(mine)
    assert entries(theirs) == [
        "Put Your Own Code on It…",
        "Code It the Same Yourself",
        "Copy with Citation",
    ]


def test_what_another_coder_said_is_read_in_words(scene: Scene) -> None:
    scene.project.become("Coder B")
    scene.project.codings.mark([scene.theirs], direction="-")
    scene.project.codings.mark([scene.theirs], depth="central")
    scene.project.become("Coder A")
    scene.inspector.look_at([])
    scene.look(scene.theirs, scene.mine)
    (said,) = [text for text in scene.texts() if text.startswith("CB")]
    assert said.endswith("against · central")


def test_ones_own_code_is_put_on_what_another_coded(qtbot: QtBot, scene: Scene) -> None:
    with qtbot.waitSignal(scene.inspector.codeAsked) as asked:
        QTest.mouseClick(scene.row(scene.theirs).again, Qt.MouseButton.LeftButton)
    assert asked.args[0].id == scene.passage.id
    trigger(scene.row(scene.theirs), "Code It the Same Yourself")
    same = scene.project.codings.listing(None, {scene.code}, {scene.project.coder.id})
    assert [one.passage for one in same] == [scene.passage.id]


def test_one_of_ones_own_codings_is_in_hand_and_the_mouse_takes_others(scene: Scene) -> None:
    (more,) = scene.project.codings.add(scene.passage, [scene.code])
    scene.look(scene.theirs, scene.mine, more)
    hand = lambda: [one.id for one in scene.inspector.in_hand]  # noqa: E731
    assert hand() == [scene.mine]
    left, control = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(scene.row(more), left, pos=QPoint(2, 2))
    assert hand() == [more]
    QTest.mouseClick(scene.row(scene.mine), left, control, QPoint(2, 2))
    assert hand() == [scene.mine, more]
    QTest.mouseClick(scene.row(scene.theirs), left, pos=QPoint(2, 2))
    assert scene.theirs not in hand()


def test_the_keys_of_the_page_act_on_the_row_with_the_focus(scene: Scene) -> None:
    row, asked = scene.row(scene.mine), list[str]()
    scene.inspector.actAsked.connect(asked.append)
    row.setFocus()
    for key, held in (
        (Qt.Key.Key_Plus, NONE),
        (Qt.Key.Key_Minus, NONE),
        (Qt.Key.Key_Asterisk, SHIFT),
        (Qt.Key.Key_Greater, SHIFT),
        (Qt.Key.Key_Less, NONE),
        (Qt.Key.Key_J, CONTROL),
        (Qt.Key.Key_S, CONTROL | SHIFT),
        (Qt.Key.Key_D, CONTROL | SHIFT),
        (Qt.Key.Key_Delete, NONE),
    ):
        QTest.keyClick(row, key, held)
    assert asked == ["+", "-", "±", "central", "limited", "join", "split", "copy code", "delete"]
    QTest.keyClick(row, Qt.Key.Key_F2)
    assert row.memo.hasFocus()
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Up)
    assert scene.row(scene.theirs).hasFocus()
    QTest.keyClick(scene.row(scene.theirs), Qt.Key.Key_Delete)
    assert asked[-1] == "delete"
    assert len(asked) == 9


def test_direction_and_depth_show_what_the_project_says(scene: Scene) -> None:
    row, asked = scene.row(scene.mine), list[str]()
    scene.inspector.actAsked.connect(asked.append)
    QTest.mouseClick(segment(row, "Against"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(segment(row, "Central to the passage"), Qt.MouseButton.LeftButton)
    assert asked == ["-", "central"]
    scene.project.codings.mark([scene.mine], direction="-")
    assert segment(row, "Against").isChecked()
    assert not segment(row, "For").isChecked()
    scene.project.undo()
    assert not segment(row, "Against").isChecked()


def test_tab_stops_once_at_a_coding_and_once_at_its_memo(scene: Scene) -> None:
    stops = []
    scene.row(scene.theirs).setFocus()
    for _ in range(4):
        QTest.keyClick(scene.window.focusWidget(), Qt.Key.Key_Tab)
        stops.append(scene.window.focusWidget())
    mine = scene.row(scene.mine)
    assert stops == [
        scene.row(scene.theirs).again,
        mine,
        mine.memo,
        scene.inspector._sections[0].add,
    ]


def test_an_area_has_a_caption_of_ones_own(qtbot: QtBot, scene: Scene) -> None:
    looked = Looked(scene.passage.id, "1 2 3", "Area on p. 1", (scene.mine,), is_area=True)
    scene.inspector.look_at([looked])
    caption = scene.inspector._sections[0].caption
    qtbot.waitUntil(caption.isVisible)
    caption.setFocus()
    QTest.keyClicks(caption, "Table 3")
    scene.elsewhere.setFocus()
    assert scene.project.codings.get(scene.mine).caption == "Table 3"
    scene.project.undo()
    assert caption.text() == ""


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


def test_what_is_being_written_is_put_down_before_an_act(scene: Scene) -> None:
    memo = scene.row(scene.mine).memo
    memo.setFocus()
    QTest.keyClicks(memo, "Kept")
    trigger(scene.row(scene.mine), "Delete")
    assert scene.project.codings.get(scene.mine).memo == "Kept"


def test_recode_and_add_are_asked_for(qtbot: QtBot, scene: Scene) -> None:
    with qtbot.waitSignal(scene.inspector.actAsked) as asked:
        QTest.mouseClick(
            button(scene.row(scene.mine), "Give it another code"), Qt.MouseButton.LeftButton
        )
    assert asked.args == ["recode"]
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


def test_rows_that_stay_go_on_when_codings_come_and_go(scene: Scene) -> None:
    mine, theirs = scene.row(scene.mine), scene.row(scene.theirs)
    section = scene.inspector._sections[0]
    (more,) = scene.project.codings.add(scene.passage, [scene.code])
    scene.look(scene.theirs, scene.mine, more)
    assert scene.row(scene.mine) is mine
    assert scene.row(scene.theirs) is theirs
    assert [row.coding.id for row in scene.inspector.rows] == [scene.theirs, scene.mine, more]
    stops = [row.memo for row in scene.inspector.rows if row.own]
    assert _after(stops[0], stops[1])
    assert _after(stops[1], section.add)
    scene.look(scene.theirs, more)
    assert [row.coding.id for row in scene.inspector.rows] == [scene.theirs, more]
    assert mine.isHidden()
    assert scene.inspector._sections == [section]
    scene.look(more, scene.theirs)
    assert [row.coding.id for row in scene.inspector.rows] == [more, scene.theirs]


def _after(first: QWidget, later: QWidget) -> bool:
    """Say whether Tab comes to `later` after `first`, before it comes round."""
    at, window = first.nextInFocusChain(), first.window()
    while at is not first and at is not window:
        if at is later:
            return True
        at = at.nextInFocusChain()
    return False
