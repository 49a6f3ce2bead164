"""What a changed definition leaves to confirm: the notice, and the list gone through by keys."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coder.model.ids import CodingId
from tests.ui.codebook_scene import CONFIRM, Desk
from ui.main_window import READ, MainWindow
from ui.panels.codebook.reconfirm import ReconfirmPanel

Key, Held = Qt.Key, Qt.KeyboardModifier
NAME = "Quality of design"


@pytest.fixture
def desk(qtbot: QtBot, at_work: MainWindow) -> Desk:
    return Desk.at(qtbot, at_work, protocol=False)


@pytest.fixture
def waiting(desk: Desk) -> list[CodingId]:
    """Change the definition of a code with four codings of one's own, by keys."""
    codings = desk.codings(desk.code(NAME).id, [(0, 60), (100, 150), (200, 260), (300, 340)])
    reword(desk)
    return codings


def reword(desk: Desk) -> None:
    desk.go_down_to(NAME)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Tab)
    desk.type("Quite another definition.")
    desk.press(Key.Key_Tab)


def panel(desk: Desk) -> ReconfirmPanel:
    return desk.stage.reconfirm


def look(desk: Desk) -> None:
    """Go to the list by the notice's own key."""
    see = desk.stage.notice.see
    for _ in range(40):
        if desk.focus is see:
            break
        desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)
    assert desk.stage._at == CONFIRM


def left(desk: Desk) -> list[CodingId]:
    return [one.id for one in desk.project.rewording.outdated()]


def test_the_notice_counts_what_was_made_under_the_old_definition(
    desk: Desk, waiting: list[CodingId]
) -> None:
    notice = desk.stage.notice
    assert notice.isVisible()
    assert notice.words.text() == (f"4 codings were made under the old definition of “{NAME}”.")
    assert left(desk) == waiting
    desk.window.undo()
    assert not notice.isVisible()


def test_the_same_meaning_leaves_nothing(desk: Desk, waiting: list[CodingId]) -> None:
    assert waiting
    keep = desk.stage.notice.keep
    while desk.focus is not keep:
        desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)
    assert left(desk) == []
    assert not desk.stage.notice.isVisible()
    assert desk.stage.pages.tab(CONFIRM).text() == "To Confirm"


def test_no_notice_without_codings_or_for_another_field(desk: Desk) -> None:
    reword(desk)
    assert not desk.stage.notice.isVisible()
    desk.codings(desk.code(NAME).id, [(0, 60)])
    desk.tab_to("example")
    desk.type("An example.")
    desk.press(Key.Key_Tab)
    assert desk.code(NAME).example == "An example."
    assert not desk.stage.notice.isVisible()


def test_one_key_each(desk: Desk, waiting: list[CodingId]) -> None:
    first, second, third, fourth = waiting
    look(desk)
    assert panel(desk).current is not None
    assert panel(desk).current.id == first  # type: ignore[union-attr]
    shown = panel(desk)._text.text()
    assert "<b>Quite another definition.</b>" in shown
    desk.press(Key.Key_C)
    assert left(desk) == [second, third, fourth]
    desk.press(Key.Key_X)
    assert left(desk) == [third, fourth]
    assert all(one.id != second for one in desk.project.codings.listing())
    desk.press(Key.Key_R)
    desk.type("Timeliness")
    desk.press(Key.Key_Return)
    assert desk.project.codings.get(third).code == desk.code("Timeliness").id
    assert left(desk) == [fourth]
    desk.qtbot.waitUntil(panel(desk).list.hasFocus)
    desk.press(Key.Key_C, Held.ShiftModifier)
    assert left(desk) == []
    desk.window.undo()
    desk.window.undo()
    desk.window.undo()
    desk.window.undo()
    assert left(desk) == waiting
    assert panel(desk).count == 4


def test_the_page_of_a_passage(desk: Desk, waiting: list[CodingId]) -> None:
    look(desk)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window._at == READ)
    read = desk.window._read
    coding = desk.project.codings.get(waiting[1])
    stop = read.stop()
    desk.qtbot.waitUntil(lambda: read.stop() is not None)
    stop = read.stop()
    assert stop is not None
    assert stop[0] == coding.report


def test_others_confirm_their_own(desk: Desk) -> None:
    other = desk.project.coders.ensure("Coder B", "CB", "#D55E00").id
    desk.codings(desk.code(NAME).id, [(0, 60)], other)
    reword(desk)
    assert desk.stage.notice.isVisible()
    desk.stage.show_page(CONFIRM)
    assert panel(desk).count == 0
    assert "Coder B 1" in panel(desk)._others.text()
    assert desk.stage.pages.tab(CONFIRM).text() == "To Confirm"


def test_nothing_waits(desk: Desk) -> None:
    desk.stage.show_page(CONFIRM)
    assert panel(desk)._empty.isVisible()
    desk.press(Key.Key_C)
    assert left(desk) == []
