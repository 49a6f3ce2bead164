"""The handles at the ends of a coded passage: dragged, moved by keys, told once."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coder.model.passage import PageRange
from tests.coder.text_pages import Line, page_of
from tests.ui.reader_pages import edge_of, offset_of, opened, send, taken
from ui.reader.desk import Desk
from ui.reader.extent import Extent
from ui.reader.selection import Caret
from ui.reader.texts import PageTexts
from ui.reader.view import ReaderView

KEY = Qt.Key
END = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
START = END | Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """Return a view of the small report, with handles at the ends of some words."""
    shown = ReaderView()
    qtbot.addWidget(shown)
    with opened(shown):
        shown.edit_extent([words("Training improved")])
        yield shown


def words(said: str) -> PageRange:
    start = offset_of(0, said)
    return PageRange(0, start, start + len(said))


def said(ranges: list[PageRange]) -> str:
    return "\f".join(taken().pages[one.page].text[one.start : one.end] for one in ranges)


def knob(view: ReaderView, which: int) -> QPointF:
    ends = view.caret_ends(view.extent.ends[which])
    assert ends is not None
    return ends[1] + QPointF(0, 6) if which else ends[0] - QPointF(0, 6)


def drag_knob(view: ReaderView, which: int, offset: int, part: float) -> None:
    start = knob(view, which)
    ends = view.caret_ends(view.extent.ends[which])
    assert ends is not None
    goal = edge_of(view, 0, offset, part=part) + start - (ends[0] + ends[1]) / 2
    send(view, QEvent.Type.MouseButtonPress, start)
    send(view, QEvent.Type.MouseMove, (start + goal) / 2)
    send(view, QEvent.Type.MouseMove, goal)
    send(view, QEvent.Type.MouseButtonRelease, goal)


def test_the_end_is_dragged_and_told_when_let_go(view: ReaderView) -> None:
    told: list[list[PageRange]] = []
    view.extentChanged.connect(told.append)
    drag_knob(view, 1, offset_of(0, "stability"[:3]) + 2, 0.9)
    assert [said(one) for one in told] == ["Training improved the sta"]
    assert not view.has_selection


def test_the_beginning_is_dragged(view: ReaderView) -> None:
    told: list[list[PageRange]] = []
    view.extentChanged.connect(told.append)
    drag_knob(view, 0, offset_of(0, "improved"), 0.1)
    assert [said(one) for one in told] == ["improved"]


def test_one_end_never_goes_over_the_other(view: ReaderView) -> None:
    told: list[list[PageRange]] = []
    view.extentChanged.connect(told.append)
    drag_knob(view, 1, offset_of(0, "programme"), 0.1)
    assert all(said(one) for one in told)
    assert view.extent.ends[0] < view.extent.ends[1]


def test_keys_move_the_ends_by_words_and_tell_once_let_go(view: ReaderView) -> None:
    told: list[list[PageRange]] = []
    view.extentChanged.connect(told.append)
    QTest.keyPress(view, KEY.Key_Right, END)
    QTest.keyPress(view, KEY.Key_Right, END)
    assert told == []
    QTest.keyRelease(view, KEY.Key_Right, END)
    assert [said(one) for one in told] == ["Training improved the sta-\nbility"]
    QTest.keyClick(view, KEY.Key_Left, END)
    QTest.keyClick(view, KEY.Key_Right, START)
    QTest.keyClick(view, KEY.Key_Left, START)
    assert [said(one) for one in told[1:]] == [
        "Training improved the",
        "improved the",
        "Training improved the",
    ]


def test_the_end_takes_the_full_stop_with_its_word(view: ReaderView) -> None:
    view.edit_extent([words("Women took part")])
    told: list[list[PageRange]] = []
    view.extentChanged.connect(told.append)
    for _ in range(5):
        QTest.keyClick(view, KEY.Key_Right, END)
    assert said(told[-1]).endswith("than before.")


def test_escape_takes_a_change_back(view: ReaderView, qtbot: QtBot) -> None:
    QTest.keyPress(view, KEY.Key_Right, END)
    assert view.extent.is_changed
    QTest.keyClick(view, KEY.Key_Escape)
    assert view.extent.ranges == (words("Training improved"),)
    with qtbot.assertNotEmitted(view.extentChanged):
        QTest.keyRelease(view, KEY.Key_Right, END)


def test_without_a_passage_the_keys_are_left_to_others(view: ReaderView) -> None:
    view.edit_extent(None)
    assert view.extent.handle_at(edge_of(view, 0, 40)) is None
    with_none = view.caret
    QTest.keyClick(view, KEY.Key_Right, END)
    assert view.caret == with_none


def test_a_passage_in_pieces_has_no_handles(view: ReaderView) -> None:
    view.edit_extent([words("Training"), words("Women")])
    assert not view.extent.is_there
    pages = [PageRange(0, offset_of(0, "coordination"), len(taken().pages[0].text.rstrip()))]
    view.edit_extent([*pages, PageRange(1, 0, 14)])
    assert view.extent.is_there


def test_handles_are_large_enough_and_shown(view: ReaderView) -> None:
    spot = knob(view, 1)
    for away in (QPointF(13, 0), QPointF(-13, 0), QPointF(0, 13)):
        assert view.extent.handle_at(spot + away) == 1
    colour = view.viewport().grab().toImage().pixelColor(spot.toPoint())
    assert colour.blue() - colour.red() > 100
    send(view, QEvent.Type.MouseMove, spot)
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor


def test_a_caret_elsewhere_leaves_the_handles(view: ReaderView) -> None:
    view.put_caret(Caret(0, 3))
    assert view.extent.is_there


def test_brackets_and_quotes_stay_with_their_words() -> None:
    text = "It fell (see 24) in “poor” areas. (25) Next"
    texts = PageTexts(lambda _page: page_of([Line(text)]), 1)
    extent = Extent(cast("Desk", SimpleNamespace(texts=texts, page_count=1)))

    def step(which: int, *ways: int) -> str:
        for way in ways:
            extent.step(which, way)
        (held,) = extent.ranges
        return text[held.start : held.end]

    extent.edit([PageRange(0, 0, text.index(" (25)"))])
    assert step(1, 1).endswith("areas. (25)")
    assert step(1, -1).endswith("areas.")
    extent.edit([PageRange(0, text.index("in"), text.index(" (25)"))])
    assert step(0, -1, -1).startswith("(see 24) in")
    assert step(0, 1, 1).startswith("in “poor”")
    assert step(0, 1).startswith("“poor”")
