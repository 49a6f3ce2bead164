"""Choosing which codings the pages show."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QToolButton, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from coder.codebooks import find, load
from coder.model.codebook import Code
from coder.model.mark_filter import EVERYTHING, MarkFilter
from coder.project import Project
from ui.panels.passages.mark_choices import MarkChoices
from ui.panels.passages.mark_filter import MarkFilterButton
from ui.session import Session

# What pytest runs in has no keyboard to grab for a window that pops up.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    book = load(find("oecd-dac-criteria"), "en")
    project = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"), [book], name="P")
    session = Session()
    session.take(project)
    yield session
    session.close()


@pytest.fixture
def button(qtbot: QtBot, session: Session) -> MarkFilterButton:
    shown = MarkFilterButton(session)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def opened(button: MarkFilterButton) -> tuple[MarkChoices, QTreeWidget]:
    """Open the choices; return them and the tree of codes."""
    button.ask()
    choices = button.findChild(MarkChoices)
    assert choices is not None
    assert choices.isVisible()
    trees = choices.findChildren(QTreeWidget)
    return choices, next(tree for tree in trees if tree.accessibleName() == "Codes")


def tick(item: QTreeWidgetItem, *, on: bool = True) -> None:
    item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def branch(session: Session) -> tuple[Code, set[bytes]]:
    """Return the first code and the ids of all codes under it."""
    codes = session.project.codebook.codes()
    return codes[0], {code.id for code in codes if code.parent == codes[0].id}


def test_ticking_a_code_takes_its_branch_and_one_below_can_be_left_out(
    button: MarkFilterButton, session: Session
) -> None:
    told: list[MarkFilter] = []
    button.changed.connect(told.append)
    _, tree = opened(button)
    top, below = branch(session)
    assert below
    item = tree.topLevelItem(0)
    tick(item)
    assert told[-1].codes == {top.id} | below
    tick(item.child(0), on=False)
    assert len(told[-1].codes or ()) == len(below)
    tick(item, on=False)
    assert told[-1] == EVERYTHING
    assert len(told) == 3


def test_kinds_are_chosen_together_and_one_click_shows_all_again(
    button: MarkFilterButton, qtbot: QtBot
) -> None:
    choices, _ = opened(button)
    for box in choices.findChildren(QCheckBox):
        if box.text() in {"Areas", "With a memo"}:
            box.click()
    assert button.wanted == MarkFilter(kinds=frozenset({"area", "memo"}))
    button.tell_counts(12, 40)
    choices.hide()
    which = {one.accessibleName(): one for one in button.findChildren(QToolButton)}
    assert which["Show some codings only"].text() == "12 of 40 codings shown"
    with qtbot.waitSignal(button.changed) as told:
        QTest.mouseClick(which["Show all codings"], Qt.MouseButton.LeftButton)
    assert told.args == [EVERYTHING]
    assert which["Show some codings only"].text() == ""
    assert not which["Show all codings"].isVisible()
    choices, _ = opened(button)
    assert not any(box.isChecked() for box in choices.findChildren(QCheckBox))


def test_what_was_chosen_is_ticked_when_the_choices_open_again(
    button: MarkFilterButton, session: Session
) -> None:
    choices, tree = opened(button)
    tick(tree.topLevelItem(0))
    wanted = button.wanted
    choices.hide()
    choices, tree = opened(button)
    assert tree.topLevelItem(0).checkState(0) == Qt.CheckState.Checked
    assert button.wanted == wanted
    coders = next(t for t in choices.findChildren(QTreeWidget) if t.accessibleName() == "Coders")
    assert not coders.isVisible()
    session.close()
    assert button.wanted == EVERYTHING


def test_typing_finds_a_code_below_a_heading(button: MarkFilterButton) -> None:
    choices, tree = opened(button)
    choices.setFocus()
    name = tree.topLevelItem(1).child(0).text(0)
    choices._find.setText(name.lower())
    assert not tree.topLevelItem(1).isHidden()
    assert not tree.topLevelItem(1).child(0).isHidden()
    assert tree.topLevelItem(0).isHidden()
    choices._find.clear()
    assert not tree.topLevelItem(0).isHidden()
