"""Selecting text with real mouse and keys, and what is copied."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.model.passage import PageRange
from tests.coder.text_pages import Line, page_of
from tests.ui.reader_pages import (
    click,
    drag,
    edge_of,
    exactly,
    offset_of,
    opened,
    quad_of,
    send,
    spot_on,
    taken,
)
from ui.reader.selection import Caret, TextSelection
from ui.reader.texts import PageTexts
from ui.reader.view import ReaderView

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """Return a view of the small report."""
    shown = ReaderView()
    qtbot.addWidget(shown)
    with opened(shown):
        yield shown


def text(page: int) -> str:
    return taken().pages[page].text


def end_of(page: int, words: str) -> int:
    return offset_of(page, words) + len(words)


def test_a_drag_selects_exactly_the_characters_between(view: ReaderView) -> None:
    start, last = offset_of(0, "programme"), end_of(0, "reached") - 1
    drag(view, edge_of(view, 0, start), edge_of(view, 0, last, part=0.9))
    assert exactly(view) == "programme reached"


def test_half_a_character_decides(view: ReaderView) -> None:
    start, last = offset_of(0, "programme"), end_of(0, "reached") - 1
    drag(view, edge_of(view, 0, start, part=0.7), edge_of(view, 0, last, part=0.3))
    assert exactly(view) == "rogramme reache"


def test_backwards_is_the_same(view: ReaderView) -> None:
    start, last = offset_of(0, "programme"), end_of(0, "reached") - 1
    drag(view, edge_of(view, 0, last, part=0.9), edge_of(view, 0, start))
    assert exactly(view) == "programme reached"


def test_a_drag_down_a_column_stays_in_it(view: ReaderView) -> None:
    start, last = offset_of(0, "districts"), end_of(0, "Women took part") - 1
    drag(view, edge_of(view, 0, start), edge_of(view, 0, last, part=0.9))
    assert exactly(view) == text(0)[start : last + 1]
    assert "Obstacles" not in exactly(view)


def test_a_drag_into_the_next_column_takes_the_rest_of_the_first(view: ReaderView) -> None:
    start, last = offset_of(0, "Women"), end_of(0, "Obstacles remained") - 1
    drag(view, edge_of(view, 0, start), edge_of(view, 0, last, part=0.9))
    assert exactly(view) == text(0)[start : last + 1]
    assert "than before." in exactly(view)


def test_a_drag_over_the_page_break_gives_a_range_on_each_page(view: ReaderView) -> None:
    view.set_zoom(0.5)
    start, last = offset_of(0, "coordination"), end_of(1, "Recommendation one") - 1
    drag(view, edge_of(view, 0, start), edge_of(view, 1, last, part=0.9))
    assert view.selection() == (
        PageRange(0, start, len(text(0).rstrip())),
        PageRange(1, 0, last + 1),
    )


def test_a_drag_on_a_page_that_lies_on_its_side(view: ReaderView) -> None:
    view.go_to(2)
    start, last = offset_of(2, "lies"), end_of(2, "side") - 1
    drag(view, edge_of(view, 2, start), edge_of(view, 2, last, part=0.9))
    assert exactly(view) == "lies on its side"


def test_a_drag_to_the_edge_scrolls_and_goes_on_selecting(view: ReaderView, qtbot: QtBot) -> None:
    send(view, QEvent.Type.MouseButtonPress, edge_of(view, 0, 4))
    below = QPointF(300, view.viewport().height() + 60)
    send(view, QEvent.Type.MouseMove, below)
    qtbot.waitUntil(lambda: len(view.selection()) > 2, timeout=10_000)
    send(view, QEvent.Type.MouseButtonRelease, below)
    here = view.verticalScrollBar().value()
    assert here > 0
    qtbot.wait(60)
    assert view.verticalScrollBar().value() == here


def press(view: ReaderView, kind: QEvent.Type, spot: QPointF, when: int) -> None:
    send(view, kind, spot, when=when)
    send(view, QEvent.Type.MouseButtonRelease, spot, when=when + 50)


def test_clicks_that_follow_select_word_sentence_and_paragraph(view: ReaderView) -> None:
    spot = edge_of(view, 0, offset_of(0, "districts") + 3)
    once, twice = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick
    press(view, once, spot, 1000)
    assert exactly(view) == ""
    press(view, twice, spot, 1100)
    assert exactly(view) == "districts"
    press(view, once, spot, 1200)
    assert exactly(view).startswith("The programme")
    assert exactly(view).endswith("meant for.")
    press(view, twice, spot, 1300)
    assert exactly(view).startswith("The programme")
    assert exactly(view).endswith("than before.")
    press(view, once, spot, 5000)
    assert exactly(view) == ""


def test_a_drag_after_three_clicks_grows_by_sentences(view: ReaderView) -> None:
    spot = edge_of(view, 0, offset_of(0, "districts") + 3)
    press(view, QEvent.Type.MouseButtonPress, spot, 1000)
    press(view, QEvent.Type.MouseButtonDblClick, spot, 1100)
    send(view, QEvent.Type.MouseButtonPress, spot, when=1200)
    send(view, QEvent.Type.MouseMove, edge_of(view, 0, offset_of(0, "Women") + 3))
    assert exactly(view).startswith("The programme")
    assert exactly(view).endswith("than before.")
    send(view, QEvent.Type.MouseMove, edge_of(view, 0, offset_of(0, "improved")))
    assert exactly(view).endswith("were near.")
    send(view, QEvent.Type.MouseButtonRelease, spot)


def test_a_drag_after_a_double_click_grows_by_words(view: ReaderView) -> None:
    spot = edge_of(view, 0, offset_of(0, "programme") + 3)
    send(view, QEvent.Type.MouseButtonDblClick, spot)
    send(view, QEvent.Type.MouseMove, edge_of(view, 0, offset_of(0, "reached") + 2))
    assert exactly(view) == "programme reached"
    send(view, QEvent.Type.MouseMove, edge_of(view, 0, offset_of(0, "The") + 1))
    assert exactly(view) == "The programme"
    send(view, QEvent.Type.MouseButtonRelease, spot)


def test_shift_and_click_extends_from_the_last_click(view: ReaderView) -> None:
    click(view, edge_of(view, 0, offset_of(0, "programme")))
    assert view.selection() == ()
    spot = edge_of(view, 0, end_of(0, "reached") - 1, part=0.9)
    send(view, QEvent.Type.MouseButtonPress, spot, shift=True)
    send(view, QEvent.Type.MouseButtonRelease, spot, shift=True)
    assert exactly(view) == "programme reached"
    spot = edge_of(view, 0, offset_of(0, "The"))
    send(view, QEvent.Type.MouseButtonPress, spot, shift=True)
    send(view, QEvent.Type.MouseButtonRelease, spot, shift=True)
    assert exactly(view) == "The"


def test_shift_and_arrows_extend_by_characters_words_and_lines(view: ReaderView) -> None:
    click(view, edge_of(view, 0, offset_of(0, "programme")))
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert exactly(view) == "pro"
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert exactly(view) == "pr"
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT | CONTROL)
    assert exactly(view) == "programme"
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert "\n" in exactly(view)
    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert exactly(view) == "programme"


def test_selecting_by_keys_alone_begins_with_the_print_in_view(view: ReaderView) -> None:
    """No mouse is needed: the first Shift and arrow finds where the print in view begins."""
    view.setFocus()
    assert view.selection() == ()
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT | CONTROL)
    first = text(0).split()[0]
    assert exactly(view).startswith(first[: len(exactly(view))])
    assert exactly(view)


def test_shift_and_arrow_goes_over_the_page_break(view: ReaderView) -> None:
    view.select([PageRange(0, len(text(0)) - 3, len(text(0)))])
    for _ in range(4):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.selection()[-1] == PageRange(1, 0, 3)


def test_escape_and_a_click_clear(view: ReaderView) -> None:
    start, last = offset_of(0, "programme"), end_of(0, "reached") - 1
    for clear in (
        lambda: QTest.keyClick(view, Qt.Key.Key_Escape),
        lambda: click(view, spot_on(view, 0, 100, 400)),
    ):
        drag(view, edge_of(view, 0, start), edge_of(view, 0, last, part=0.9))
        assert view.selection()
        clear()
        assert view.selection() == ()
        assert view.selection_rect().isEmpty()


def test_copy_mends_line_ends_and_hyphens(view: ReaderView) -> None:
    start, last = offset_of(0, "Training"), end_of(0, "markets") - 1
    drag(view, edge_of(view, 0, start), edge_of(view, 0, last, part=0.9))
    assert "\n" in exactly(view)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    said = QApplication.clipboard().text()
    assert said.startswith("Training improved the stability of incomes where")
    assert said == view.selected_text()
    assert "\n" not in said


def test_the_pointer_shows_where_text_can_be_selected(view: ReaderView) -> None:
    send(view, QEvent.Type.MouseMove, edge_of(view, 0, 5))
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor
    send(view, QEvent.Type.MouseMove, spot_on(view, 0, 100, 500))
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_rectangle_of_a_selection_is_the_line_of_its_end(view: ReaderView) -> None:
    start, last = offset_of(0, "programme"), end_of(0, "Women took part") - 1
    drag(view, edge_of(view, 0, start), edge_of(view, 0, last, part=0.9))
    rect = view.selection_rect()
    quad = quad_of(0, last)
    assert rect.contains(spot_on(view, 0, quad.x1 - 1, (quad.y1 + quad.y2) / 2).toPoint())
    assert not rect.contains(edge_of(view, 0, start).toPoint())


def test_selecting_is_told_of_and_is_painted(view: ReaderView) -> None:
    told: list[bool] = []
    view.selectionChanged.connect(lambda: told.append(view.is_selecting))
    start, last = offset_of(0, "programme"), end_of(0, "reached") - 1
    spot = spot_on(view, 0, quad_of(0, start).x0 + 1, quad_of(0, start).y0 + 1).toPoint()
    before = view.viewport().grab().toImage().pixelColor(spot)
    drag(view, edge_of(view, 0, start), edge_of(view, 0, last, part=0.9))
    after = view.viewport().grab().toImage().pixelColor(spot)
    assert after.blue() - after.red() > 40 > before.blue() - before.red()
    assert True in told
    assert told[-1] is False


def test_growing_never_takes_the_same_words_again() -> None:
    page = page_of([Line("One sentence alone. "), Line("Another block.", block=1, across=120.0)])
    chosen = TextSelection(PageTexts(lambda _page: page, 1))
    chosen.begin(Caret(0, 5))
    seen = []
    while chosen.grow():
        seen.append(chosen.text())
    assert seen == ["sentence", "One sentence alone.", "One sentence alone. Another block."]
