"""The codebook pane: the tree keeps Qt's rules, filters by letters, and all can be undone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from coder.model.codebook import Code, Codebook, CodebookFile
from coder.model.ids import CodeId, codebook_id, shipped_code_id
from coder.project import Project
from ui import ask
from ui.panels.codes.card import CodeCard
from ui.panels.codes.palette import Question
from ui.panels.codes.pane import CodebookPanel
from ui.panels.codes.tree import CodeTreeModel, Role
from ui.session import Session

BOOK = Codebook(codebook_id("dac"), "dac", "DAC criteria", "1", "en", "", "")
PATHS = (
    ("Relevance", "r"),
    ("Relevance › Needs of the people", ""),
    ("Relevance › Priorities", ""),
    ("Coherence", "c"),
    ("What works", ""),
    ("What works › Partnerships", "p"),
    ("Égalité des genres", "g"),
)


def code_id(path: str) -> CodeId:
    return shipped_code_id(BOOK.id, path)


def code(path: str, key: str, position: int) -> Code:
    above, _, name = path.rpartition(" › ")
    return Code(
        id=code_id(path),
        codebook=BOOK.id,
        parent=code_id(above) if above else None,
        position=float(position),
        name=name,
        definition=f"What {name} means.",
        apply_when="there is proof",
        do_not_apply_when="it is <hearsay>",
        key=key,
        assignable=path != "What works",
    )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codes = [code(path, key, place) for place, (path, key) in enumerate(PATHS)]
    made = Project.create(
        tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"), [CodebookFile(BOOK, codes)]
    )
    yield made
    made.close()


@pytest.fixture
def questions() -> list[Question]:
    return []


@pytest.fixture
def panel(qtbot: QtBot, project: Project, questions: list[Question]) -> CodebookPanel:
    session = Session()
    session.take(project)
    panel = CodebookPanel(session, lambda question, _beside: questions.append(question))
    session.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(320, 700)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def model_of(panel: CodebookPanel) -> CodeTreeModel:
    return panel.findChild(CodeTreeModel)


def filter_of(panel: CodebookPanel) -> QLineEdit:
    return panel.findChild(QLineEdit)


def index_of(panel: CodebookPanel, path: str) -> QModelIndex:
    return panel.tree.model().mapFromSource(model_of(panel).of(code_id(path)))


def shown(panel: CodebookPanel) -> list[str]:
    """Return the names that can be seen, top down."""
    names, index = [], panel.tree.model().index(0, 0)
    while index.isValid():
        names.append(index.data())
        index = panel.tree.indexBelow(index)
    return names


def names(project: Project, parent: str | None = None) -> list[str]:
    above = code_id(parent) if parent else None
    return [one.name for one in project.codebook.codes() if one.parent == above]


def test_model_obeys_qt_through_every_kind_of_change(
    panel: CodebookPanel, project: Project
) -> None:
    tester = QAbstractItemModelTester(
        model_of(panel), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    proxy = QAbstractItemModelTester(
        panel.tree.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    fresh = project.codebook.add(BOOK.id, None, "Efficiency")
    project.codebook.edit(fresh, name="Efficiency of delivery")
    project.codebook.move(fresh, code_id("Relevance"), 0)
    filter_of(panel).setText("effic")
    project.codebook.delete(code_id("Relevance"))
    filter_of(panel).clear()
    project.undo()
    assert "Efficiency of delivery" in shown(panel)
    del tester, proxy


def test_filter_takes_words_and_letters_and_keeps_what_stands_above(panel: CodebookPanel) -> None:
    QTest.keyClicks(filter_of(panel), "peop")
    assert shown(panel) == ["DAC criteria", "Relevance", "Needs of the people"]
    filter_of(panel).clear()
    QTest.keyClicks(filter_of(panel), "cohr")
    assert shown(panel) == ["DAC criteria", "Coherence"]
    filter_of(panel).clear()
    QTest.keyClicks(filter_of(panel), "egalite")
    assert shown(panel) == ["DAC criteria", "Égalité des genres"]
    QTest.keyClick(filter_of(panel), Qt.Key.Key_Escape)
    assert len(shown(panel)) == len(PATHS) + 1


def test_keyboard_from_filter_to_assigned_code(qtbot: QtBot, panel: CodebookPanel) -> None:
    filter_of(panel).setFocus()
    QTest.keyClicks(filter_of(panel), "relev")
    QTest.keyClick(filter_of(panel), Qt.Key.Key_Down)
    assert panel.tree.hasFocus()
    QTest.keyClick(panel.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.assignAsked) as asked:
        QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert asked.args == [code_id("Relevance › Needs of the people")]


def test_enter_in_the_filter_assigns_the_best(qtbot: QtBot, panel: CodebookPanel) -> None:
    QTest.keyClicks(filter_of(panel), "cohe")
    with qtbot.waitSignal(panel.assignAsked) as asked:
        QTest.keyClick(filter_of(panel), Qt.Key.Key_Return)
    assert asked.args == [code_id("Coherence")]


def test_double_click_assigns_a_code_and_folds_a_heading(
    qtbot: QtBot, panel: CodebookPanel
) -> None:
    def double_click(path: str) -> None:
        place = panel.tree.visualRect(index_of(panel, path)).center()
        QTest.mouseDClick(
            panel.tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )

    with qtbot.waitSignal(panel.assignAsked) as asked:
        double_click("Coherence")
    assert asked.args == [code_id("Coherence")]
    with qtbot.assertNotEmitted(panel.assignAsked):
        double_click("What works")
    assert not panel.tree.isExpanded(index_of(panel, "What works"))


def test_rename_in_place_is_one_undo_step(
    qtbot: QtBot, panel: CodebookPanel, project: Project
) -> None:
    panel.tree.setFocus()
    panel.tree.setCurrentIndex(index_of(panel, "Coherence"))
    QTest.keyClick(panel.tree, Qt.Key.Key_F2)
    editor = panel.tree.viewport().findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Fit with others")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(project)[1] == "Fit with others")
    assert project.undo_label == "Rename Code Coherence"
    project.undo()
    assert "Coherence" in shown(panel)


def test_refused_rename_is_told_and_leaves_the_name(
    panel: CodebookPanel, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, text, *_: told.append(text))
    model = model_of(panel)
    model.setData(model.of(code_id("Coherence")), "relevance")
    assert "Relevance" in told[0]
    assert "Coherence" in names(project)


def test_drag_moves_reorders_and_undo_puts_back(panel: CodebookPanel, project: Project) -> None:
    model = model_of(panel)

    def drop(path: str, row: int, onto: QModelIndex) -> None:
        data = model.mimeData([model.of(code_id(path))])
        assert model.canDropMimeData(data, Qt.DropAction.MoveAction, row, 0, onto)
        model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, onto)

    drop("Relevance", 2, model.index(0, 0))
    assert names(project) == ["Coherence", "Relevance", "What works", "Égalité des genres"]
    drop("Coherence", -1, model.of(code_id("What works")))
    assert names(project, "What works") == ["Partnerships", "Coherence"]
    drop("Relevance › Priorities", 0, model.of(code_id("Relevance")))
    assert names(project, "Relevance") == ["Priorities", "Needs of the people"]
    for _ in range(3):
        project.undo()
    assert shown(panel)[1:] == [path.rpartition(" › ")[2] for path, _ in PATHS]


def test_a_code_cannot_be_dropped_under_itself(panel: CodebookPanel) -> None:
    model = model_of(panel)
    data = model.mimeData([model.of(code_id("Relevance"))])
    below = model.of(code_id("Relevance › Priorities"))
    assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, 0, below)
    foreign = QMimeData()
    foreign.setText("Relevance")
    assert not model.canDropMimeData(foreign, Qt.DropAction.MoveAction, -1, 0, model.index(0, 0))


def test_ctrl_drop_onto_a_code_merges(
    panel: CodebookPanel, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = model_of(panel)
    data = model.mimeData([model.of(code_id("Relevance › Priorities"))])
    place = panel.tree.visualRect(index_of(panel, "Coherence")).center()
    onto = panel.tree.DropIndicatorPosition.OnItem
    monkeypatch.setattr(panel.tree, "dropIndicatorPosition", lambda: onto)
    panel.tree.dropEvent(
        QDropEvent(
            QPointF(place),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
        )
    )
    assert project.undo_label == "Merge Code Priorities into Coherence"
    assert "Priorities" not in shown(panel)
    project.undo()
    assert "Priorities" in shown(panel)


@pytest.mark.parametrize(
    ("path", "key", "parent", "order"),
    [
        ("Coherence", Qt.Key.Key_Up, None, ["Coherence", "Relevance"]),
        ("Relevance", Qt.Key.Key_Down, None, ["Coherence", "Relevance"]),
        ("Coherence", Qt.Key.Key_Right, "Relevance", ["Needs of the people", "Priorities"]),
        ("Relevance › Priorities", Qt.Key.Key_Left, None, ["Relevance", "Priorities"]),
    ],
)
def test_alt_arrows_move(
    panel: CodebookPanel,
    project: Project,
    path: str,
    key: Qt.Key,
    parent: str | None,
    order: list[str],
) -> None:
    panel.tree.setFocus()
    panel.tree.setCurrentIndex(index_of(panel, path))
    QTest.keyClick(panel.tree, key, Qt.KeyboardModifier.AltModifier)
    assert names(project, parent)[:2] == order
    assert panel.tree.current_code().id == code_id(path)


def test_delete_tells_what_went_and_undo_brings_it_back(
    qtbot: QtBot, panel: CodebookPanel, project: Project
) -> None:
    panel.tree.setFocus()
    panel.tree.setCurrentIndex(index_of(panel, "Relevance"))
    with qtbot.waitSignal(panel._session.told) as told:
        QTest.keyClick(panel.tree, Qt.Key.Key_Delete)
    assert told.args == ["Deleted “Relevance” and no codings", True]
    assert "Priorities" not in shown(panel)
    project.undo()
    assert "Priorities" in shown(panel)


def action(menu: QMenu, *path: str) -> Callable[[], None]:
    for name in path[:-1]:
        menu = next(one.menu() for one in menu.actions() if one.text() == name)
    return next(one for one in menu.actions() if one.text() == path[-1]).trigger


def test_context_menu_adds_recolours_sets_keys_and_merges(
    panel: CodebookPanel,
    project: Project,
    questions: list[Question],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = ["Use of results", "x"]
    monkeypatch.setattr(ask, "text", lambda *_: answers.pop(0))

    def menu() -> QMenu:
        return panel.menu_at(panel.tree.visualRect(index_of(panel, "Coherence")).center())

    action(menu(), "Add Sub-code…")()
    assert names(project, "Coherence") == ["Use of results"]
    action(menu(), "Key…")()
    action(menu(), "Recolour", "Vermilion")()
    changed = project.codebook.get(code_id("Coherence"))
    assert (changed.key, changed.colour) == ("x", "#D55E00")
    action(menu(), "Merge into…")()
    offered = {one.id for one in questions[0].codes}
    assert code_id("Coherence") not in offered
    assert code_id("What works") not in offered
    questions[0].then([code_id("Relevance")])
    assert names(project) == ["Relevance", "What works", "Égalité des genres"]


def test_card_shows_the_rule_of_the_code_under_the_mouse(
    qtbot: QtBot, panel: CodebookPanel
) -> None:
    card = panel.findChild(CodeCard)
    place = panel.tree.visualRect(index_of(panel, "Coherence")).center()
    QTest.mouseMove(panel.tree.viewport(), QPoint(2, 2))
    QTest.mouseMove(panel.tree.viewport(), place)
    qtbot.waitUntil(lambda: card.code is not None and card.code.name == "Coherence")
    text = card.findChildren(type(card._text))[2].text()
    for part in ("What Coherence means.", "there is proof", "it is &lt;hearsay&gt;"):
        assert part in text


def test_headings_and_counts_are_told_to_screen_readers(panel: CodebookPanel) -> None:
    index = index_of(panel, "What works")
    spoken = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert spoken.startswith("heading")
    assert index.data(Role.BRANCH) == 0
