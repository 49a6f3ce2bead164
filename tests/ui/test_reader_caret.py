"""The caret and the keys: the whole selecting job without the mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.model.passage import PageRange
from tests.ui.reader_pages import (
    LOOKS,
    PAGES,
    A,
    B,
    click,
    drag,
    edge_of,
    exactly,
    marked,
    offset_of,
    opened,
    taken,
)
from ui.reader.selection import Caret
from ui.reader.view import ReaderView

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """Return a view of the small report that has the keys."""
    shown = ReaderView()
    qtbot.addWidget(shown)
    with opened(shown):
        shown.activateWindow()
        qtbot.waitUntil(shown.hasFocus)
        shown.clearFocus()
        shown.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(shown.hasFocus)
        yield shown


def press(view: ReaderView, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(view, key, held)


def text(page: int) -> str:
    return taken().pages[page].text


def at(page: int, words: str) -> Caret:
    return Caret(page, offset_of(page, words))


def ink(view: ReaderView) -> int:
    """Return how many pixels at the caret are as blue as it is."""
    ends = view.caret_ends(view.caret) if view.caret else None
    assert ends is not None
    picture = view.viewport().grab().toImage()
    spots = [
        QPoint(round(ends[0].x()) + across, y)
        for across in (-1, 0, 1)
        for y in range(round(ends[0].y()) + 1, round(ends[1].y()))
    ]
    colours = [picture.pixelColor(spot) for spot in spots]
    return sum(one.blue() - one.red() > 100 for one in colours)


def test_who_comes_by_keys_finds_a_caret_before_the_first_words(view: ReaderView) -> None:
    assert view.caret == Caret(0, 0)
    assert ink(view) > 8


def test_without_the_focus_no_caret_is_painted(view: ReaderView) -> None:
    view.clearFocus()
    assert view.caret == Caret(0, 0)
    assert ink(view) == 0


def test_the_caret_blinks_as_the_platform_does_or_not_at_all(
    view: ReaderView, qtbot: QtBot
) -> None:
    hints = QApplication.styleHints()
    before = hints.cursorFlashTime()
    try:
        hints.setCursorFlashTime(40)
        press(view, KEY.Key_Right)
        seen = [ink(view) > 0]
        qtbot.waitUntil(lambda: seen.append(ink(view) > 0) or {True, False} <= set(seen))
        hints.setCursorFlashTime(0)
        press(view, KEY.Key_Right)
        qtbot.wait(80)
        assert not view._sign._timer.isActive()
        assert ink(view) > 0
    finally:
        hints.setCursorFlashTime(before)


def test_arrows_move_the_caret_and_shift_selects_on_the_way(view: ReaderView) -> None:
    press(view, KEY.Key_Right, times=4)
    assert view.caret == at(0, "programme")
    assert not view.has_selection
    press(view, KEY.Key_Right, SHIFT, times=3)
    assert exactly(view) == "pro"
    press(view, KEY.Key_Left)
    assert view.caret == at(0, "programme")
    assert not view.has_selection
    press(view, KEY.Key_Right, SHIFT | CONTROL)
    assert exactly(view) == "programme"
    press(view, KEY.Key_Right)
    assert view.caret == Caret(0, offset_of(0, "programme") + len("programme"))
    press(view, KEY.Key_Left, CONTROL)
    assert view.caret == at(0, "programme")


def test_up_and_down_keep_the_column(view: ReaderView) -> None:
    view.put_caret(at(0, "reached"))
    places = [view.caret]
    for _ in range(5):
        press(view, KEY.Key_Down)
        places.append(view.caret)
    assert len(set(places)) == 6
    for known in reversed(places[:-1]):
        press(view, KEY.Key_Up)
        assert view.caret == known


def test_down_goes_on_to_the_next_page_and_up_comes_back(view: ReaderView) -> None:
    view.put_caret(Caret(0, len(text(0)) - 3))
    press(view, KEY.Key_Down)
    assert view.caret is not None
    assert view.caret.page == 1
    press(view, KEY.Key_Up)
    assert view.caret == Caret(0, len(text(0)) - 3)


def test_home_and_end_go_to_the_ends_of_the_line(view: ReaderView) -> None:
    view.put_caret(at(0, "programme"))
    press(view, KEY.Key_End)
    assert view.caret == Caret(0, text(0).index("\n"))
    press(view, KEY.Key_Home)
    assert view.caret == Caret(0, 0)
    press(view, KEY.Key_End, SHIFT)
    assert exactly(view) == text(0)[: text(0).index("\n")].rstrip()


def test_the_ends_of_the_report_and_back(view: ReaderView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.leaving):
        press(view, KEY.Key_End, CONTROL)
    assert view.caret == Caret(PAGES - 1, len(text(PAGES - 1)))
    assert view.is_caret_in_view()
    press(view, KEY.Key_Home, CONTROL | SHIFT)
    assert view.selection()[0] == PageRange(0, 0, len(text(0).rstrip()))
    assert view.is_caret_in_view()


def test_the_beginning_of_the_report_is_the_top_of_its_first_page(view: ReaderView) -> None:
    view.go_to(PAGES - 1)
    QTest.keyClick(view, KEY.Key_Home, CONTROL)
    assert view.caret == Caret(0, 0)
    assert view.verticalScrollBar().value() < 20
    assert view.is_caret_in_view()


def test_paragraphs_by_control_and_arrows(view: ReaderView) -> None:
    press(view, KEY.Key_Down, CONTROL)
    assert view.caret == at(0, "Obstacles")
    press(view, KEY.Key_Up, CONTROL)
    assert view.caret == Caret(0, 0)


def test_the_caret_goes_along_by_a_view(view: ReaderView) -> None:
    view.set_zoom(4.0)
    view.go_to(0)
    view.put_caret(Caret(0, 0))
    before = view.verticalScrollBar().value()
    press(view, KEY.Key_PageDown)
    assert view.verticalScrollBar().value() > before + 400
    assert view.is_caret_in_view()
    view.go_to(0)
    view.put_caret(Caret(0, 0))
    press(view, KEY.Key_PageDown, SHIFT)
    assert exactly(view).startswith("The programme reached")
    assert view.is_caret_in_view()


def test_space_only_scrolls_and_the_next_arrow_starts_in_view(view: ReaderView) -> None:
    view.set_zoom(2.0)
    press(view, KEY.Key_Space, times=2)
    assert view.caret == Caret(0, 0)
    assert not view.is_caret_in_view()
    press(view, KEY.Key_Down)
    assert view.is_caret_in_view()
    assert view.caret is not None
    assert view.caret > Caret(0, 0)
    before = view.verticalScrollBar().value()
    press(view, KEY.Key_Space, SHIFT)
    assert view.verticalScrollBar().value() < before


def test_the_view_follows_the_caret_with_a_margin(view: ReaderView) -> None:
    view.set_zoom(3.0)
    for _ in range(25):
        press(view, KEY.Key_Down)
        ends = view.caret_ends(view.caret) if view.caret else None
        assert ends is not None
        assert ends[0].y() >= 40
        assert ends[1].y() <= view.viewport().height() - 40
        assert 0 <= ends[0].x() <= view.viewport().width()


def test_the_selection_grows_and_shrinks(view: ReaderView) -> None:
    view.put_caret(Caret(0, offset_of(0, "districts") + 3))
    grown = []
    for _ in range(4):
        press(view, KEY.Key_Space, CONTROL)
        grown.append(exactly(view))
    assert grown[0] == "districts"
    assert grown[1].endswith("meant for.")
    assert grown[2].endswith("than before.")
    assert grown[3] == text(0).strip()
    for known in reversed(grown[:-1]):
        press(view, KEY.Key_Space, CONTROL | SHIFT)
        assert exactly(view) == known
    press(view, KEY.Key_Space, CONTROL | SHIFT)
    assert not view.has_selection
    assert view.caret == Caret(0, offset_of(0, "districts") + 3)


def test_a_page_is_selected_and_escape_clears(view: ReaderView) -> None:
    press(view, KEY.Key_A, CONTROL)
    assert exactly(view) == text(0).strip()
    press(view, KEY.Key_Escape)
    assert not view.has_selection


def test_keys_that_mean_something_for_codings_are_told(view: ReaderView) -> None:
    told: list[str] = []
    view.keyAct.connect(told.append)
    for key, held in (
        (KEY.Key_F2, NONE),
        (KEY.Key_Delete, NONE),
        (KEY.Key_S, CONTROL | SHIFT),
        (KEY.Key_J, CONTROL),
        (KEY.Key_D, CONTROL | SHIFT),
        (KEY.Key_I, CONTROL),
        (KEY.Key_C, CONTROL | SHIFT),
    ):
        press(view, key, held)
    QTest.keyClicks(view, "+-*><")
    acts = ["memo", "delete", "split", "join", "copy code", "in vivo", "cite"]
    assert told == [*acts, "+", "-", "±", "central", "limited"]


def test_codings_are_gone_to_by_key_and_looked_at(view: ReaderView, qtbot: QtBot) -> None:
    one, other = marked(0, "districts", A, 1), marked(4, "Plain page 4", B, 2)
    view.set_marks([one, other], LOOKS)
    told: list[list[bytes]] = []
    view.codingsClicked.connect(told.append)
    for mark in (one, other):
        with qtbot.waitSignal(view.leaving):
            press(view, KEY.Key_Down, ALT)
        assert told[-1] == [mark.coding]
        assert view.caret == Caret(mark.page, mark.start)
        assert view.is_caret_in_view()
    assert not view.go_to_coding(1)
    press(view, KEY.Key_Up, ALT)
    assert view.caret == Caret(one.page, one.start)


def test_pages_without_codings_are_gone_to_by_key(view: ReaderView) -> None:
    view.set_marks([marked(1, "ministry", A, 1), marked(3, "Plain", B, 2)], LOOKS)
    for page in (2, 4):
        press(view, KEY.Key_PageDown, ALT)
        assert view.current_page == page
        assert view.caret == Caret(page, 0)
    press(view, KEY.Key_PageUp, ALT)
    assert view.current_page == 2


def test_enter_looks_at_the_coding_at_the_caret_then_asks_for_a_code(
    view: ReaderView, qtbot: QtBot
) -> None:
    mark = marked(0, "districts", A, 1)
    view.set_marks([mark], LOOKS)
    view.put_caret(Caret(0, mark.start + 2))
    with qtbot.waitSignal(view.codingsClicked) as told:
        press(view, KEY.Key_Return)
    assert told.args == [[mark.coding]]
    view.light([mark.passage])
    with qtbot.waitSignal(view.codeRequested):
        press(view, KEY.Key_Return)


def test_moving_the_caret_is_no_change_of_the_selection(view: ReaderView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.selectionChanged):
        press(view, KEY.Key_Right, times=4)
    with qtbot.waitSignal(view.selectionChanged):
        press(view, KEY.Key_Right, SHIFT)


WORDS = [
    (0, "programme reached"),
    (0, "Women took part"),
    (0, "before."),
    (1, "Recommendation one."),
    (2, "lies on its side"),
]


@pytest.mark.parametrize(("page", "words"), WORDS)
def test_mouse_and_keys_select_the_same(view: ReaderView, page: int, words: str) -> None:
    view.go_to(page)
    start = offset_of(page, words)
    stop = start + len(words)
    drag(view, edge_of(view, page, start), edge_of(view, page, stop - 1, part=0.9))
    by_mouse = view.selection()
    assert by_mouse == (PageRange(page, start, stop),)
    view.clear_selection()
    click(view, edge_of(view, page, start))
    press(view, KEY.Key_Right, SHIFT, times=len(words))
    assert view.selection() == by_mouse
    view.put_caret(Caret(page, stop))
    press(view, KEY.Key_Left, SHIFT, times=len(words))
    assert view.selection() == by_mouse
    view.select(by_mouse)
    assert view.selection() == by_mouse


def test_what_the_caret_is_painted_at_is_where_a_click_puts_it(view: ReaderView) -> None:
    for page in (0, 2):
        view.go_to(page)
        for offset in range(0, len(text(page)), 7):
            ends = view.caret_ends(Caret(page, offset))
            assert ends is not None
            middle = (ends[0] + ends[1]) / 2
            if text(page)[offset].isspace() or not view.viewport().rect().contains(
                middle.toPoint()
            ):
                continue
            inside = middle + (QPointF(0, 0.8) if page == 2 else QPointF(0.8, 0))
            assert view.caret_at(inside) == Caret(page, offset)


def test_what_was_found_is_gone_to_and_the_caret_stands_before_it(
    view: ReaderView, qtbot: QtBot
) -> None:
    start = offset_of(4, "page")
    view.hits.show({4: [(start, start + 4)]})
    with qtbot.waitSignals([view.hitsChanged, view.leaving]):
        view.show_hit(4, start, start + 4)
    assert view.hits.current == (4, start, start + 4)
    assert view.caret == Caret(4, start)
    assert view.is_caret_in_view()
    assert not view.has_selection


def test_marks_are_told_of_so_that_others_can_follow(view: ReaderView, qtbot: QtBot) -> None:
    mark = marked(0, "districts", A, 1)
    with qtbot.waitSignal(view.marksChanged):
        view.set_marks([mark], LOOKS)
    with qtbot.waitSignal(view.marksChanged):
        view.remove_marks([mark.coding])
    with qtbot.waitSignal(view.marksChanged):
        view.add_marks([mark], LOOKS)
