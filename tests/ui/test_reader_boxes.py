"""Boxes drawn with Alt: the text in them, or areas with handles; by mouse and by keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from coder.model.ids import ReportId
from coder.text import anchor
from tests.ui.reader_pages import edge_of, exactly, offset_of, opened, send, source, spot_on, taken
from ui.reader import frame
from ui.reader.boxes import Rect, pieces_in
from ui.reader.pane import ReaderPane
from ui.reader.selection import Caret
from ui.reader.selection_bar import SelectionBar
from ui.reader.view import ReaderView

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
EMPTY: Rect = (60.0, 300.0, 180.0, 380.0)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """Return a view of the small report."""
    shown = ReaderView()
    qtbot.addWidget(shown)
    with opened(shown):
        yield shown


def alt_drag(view: ReaderView, page: int, rect: Rect) -> None:
    """Draw a box between two corners, in unrotated points of a page."""
    start, end = spot_on(view, page, *rect[:2]), spot_on(view, page, *rect[2:])
    button = Qt.MouseButton.LeftButton
    for kind, spot in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, (start + end) / 2),
        (QEvent.Type.MouseMove, end),
        (QEvent.Type.MouseButtonRelease, end),
    ):
        place = view.viewport().mapToGlobal(spot)
        event = QMouseEvent(kind, spot, place, button, button, ALT)
        QApplication.sendEvent(view.viewport(), event)


def near(one: tuple[float, ...], other: tuple[float, ...], by: float = 1.5) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def left_column() -> Rect:
    """Return a rectangle around all of the left column of the first page."""
    return 36.0, 55.0, 205.0, 240.0


def test_a_box_around_a_column_selects_the_words_of_the_column(view: ReaderView) -> None:
    alt_drag(view, 0, left_column())
    assert view.area() is None
    words = exactly(view)
    assert words.startswith("The programme")
    assert words.endswith("than before.")
    assert "Obstacles" not in words


def test_a_box_and_a_drag_over_the_same_words_are_the_same(view: ReaderView) -> None:
    alt_drag(view, 0, left_column())
    by_box = view.selection()
    view.clear_selection()
    last = offset_of(0, "than before.") + len("than before.") - 1
    send(view, QEvent.Type.MouseButtonPress, edge_of(view, 0, 0))
    send(view, QEvent.Type.MouseMove, edge_of(view, 0, last, part=0.9))
    send(view, QEvent.Type.MouseButtonRelease, edge_of(view, 0, last, part=0.9))
    assert view.selection() == by_box


def test_a_box_across_the_columns_takes_pieces_of_each_line(view: ReaderView) -> None:
    rect = (120.0, 60.0, 300.0, 90.0)
    alt_drag(view, 0, rect)
    assert len(view.selection()) > 2
    assert view.selection() == tuple(pieces_in(taken().pages[0], 0, rect))


def test_a_box_without_print_is_an_area(view: ReaderView) -> None:
    told: list[object] = []
    view.selectionChanged.connect(lambda: told.append(view.area()))
    alt_drag(view, 0, EMPTY)
    found = view.area()
    assert found is not None
    assert found[0] == 0
    assert near(found[1], EMPTY)
    assert view.selection() == ()
    assert view.has_selection
    assert told[-1] == found


def test_an_area_on_a_turned_page_is_told_in_unturned_points(view: ReaderView) -> None:
    view.go_to(2)
    rect = (100.0, 300.0, 200.0, 420.0)
    alt_drag(view, 2, rect)
    found = view.area()
    assert found is not None
    assert near(found[1], rect)
    sizes = [facts.size for facts in taken().facts]
    kept = anchor.area(
        ReportId(b"r" * 16), "", lambda page: taken().pages[page], sizes.__getitem__, *found
    )
    assert near(kept.quads[0][1].rect, rect)


def test_a_click_with_alt_draws_nothing(view: ReaderView) -> None:
    alt_drag(view, 0, (60.0, 300.0, 60.5, 300.5))
    assert not view.box.is_there
    assert not view.has_selection


@pytest.mark.parametrize("handle", [handle for handle, _ in frame.handles(frame.QRectF())])
def test_handles_move_their_sides(view: ReaderView, handle: tuple[int, int]) -> None:
    view.select_area(0, EMPTY)
    rect = view.on_screen_rect(0, view.box.shown)
    start = dict(frame.handles(rect))[handle]
    by = QPointF(17, 23)
    send(view, QEvent.Type.MouseMove, start)
    assert view.viewport().cursor().shape() == frame.shape(handle)
    send(view, QEvent.Type.MouseButtonPress, start)
    send(view, QEvent.Type.MouseMove, start + by)
    send(view, QEvent.Type.MouseButtonRelease, start + by)
    now = view.on_screen_rect(0, view.box.shown)
    moved = (
        now.left() - rect.left(),
        now.top() - rect.top(),
        now.right() - rect.right(),
        now.bottom() - rect.bottom(),
    )
    wanted = (
        by.x() * (handle[0] < 0),
        by.y() * (handle[1] < 0),
        by.x() * (handle[0] > 0),
        by.y() * (handle[1] > 0),
    )
    assert near(moved, wanted, 0.5)
    assert view.area() is not None


def test_a_box_stays_on_its_page(view: ReaderView) -> None:
    view.select_area(0, EMPTY)
    size = taken().facts[0].size
    for way in (KEY.Key_Down, KEY.Key_Right):
        for _ in range(60):
            QTest.keyClick(view, way, CONTROL)
    found = view.area()
    assert found is not None
    assert near(found[1], (size.width - 120, size.height - 80, size.width, size.height), 0.1)


def test_an_area_is_made_moved_sized_and_left_by_keys(view: ReaderView, qtbot: QtBot) -> None:
    view.put_caret(Caret(0, offset_of(0, "districts")))
    QTest.keyClick(view, KEY.Key_A, CONTROL | ALT)
    first = view.area()
    assert first is not None
    for key, held in ((KEY.Key_Right, NONE), (KEY.Key_Down, NONE), (KEY.Key_Left, SHIFT)):
        QTest.keyClick(view, key, held)
    now = view.area()
    assert now is not None
    step = 4 / view.pixels_per_point
    left, top, right, bottom = first[1]
    assert near(now[1], (left + step, top + step, right, bottom + step), 0.01)
    with qtbot.waitSignal(view.codeRequested):
        QTest.keyClick(view, KEY.Key_Return)
    QTest.keyClick(view, KEY.Key_Escape)
    assert view.area() is None
    assert view.caret == Caret(0, offset_of(0, "districts"))


def test_an_area_by_keys_lies_around_what_is_selected(view: ReaderView) -> None:
    QTest.keyClick(view, KEY.Key_A, CONTROL)
    rects = view.selection_rects()
    QTest.keyClick(view, KEY.Key_A, CONTROL | ALT)
    around = view.on_screen_rect(0, view.box.shown).toAlignedRect().adjusted(-1, -1, 1, 1)
    assert all(around.contains(rect) for rect in rects)


def test_the_same_key_takes_the_text_in_the_box_instead(view: ReaderView) -> None:
    view.select_area(0, left_column())
    QTest.keyClick(view, KEY.Key_A, CONTROL | ALT)
    assert view.area() is None
    assert exactly(view).startswith("The programme")
    QTest.keyClick(view, KEY.Key_A, CONTROL | ALT)
    assert view.area() is not None


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReaderPane]:
    """Return a pane as wide as it is in a small window."""
    shown = ReaderPane()
    qtbot.addWidget(shown)
    shown.resize(470, 700)
    shown.show()
    shown.open(source(), "E1")
    yield shown
    shown.close_report()


def buttons(bar: SelectionBar) -> dict[str, QToolButton]:
    return {one.text(): one for one in bar.findChildren(QToolButton) if one.isVisible()}


def test_the_bar_asks_whether_the_text_or_the_area_is_meant(pane: ReaderPane) -> None:
    view = pane.view
    alt_drag(view, 0, left_column())
    shown = buttons(pane.bar)
    assert shown["Text in the box"].isChecked()
    shown["Area"].click()
    assert view.area() is not None
    assert buttons(pane.bar)["Area"].isChecked()
    assert "Copy" not in buttons(pane.bar)
    buttons(pane.bar)["Text in the box"].click()
    assert exactly(view).startswith("The programme")


def test_the_bar_lies_off_the_box_and_in_the_view(pane: ReaderPane) -> None:
    alt_drag(pane.view, 0, left_column())
    bar = pane.bar.geometry()
    assert pane.bar.isVisible()
    assert pane.view.viewport().rect().contains(bar)
    assert not any(bar.intersects(rect) for rect in pane.view.selection_rects())


def test_the_bar_leaves_out_what_has_no_room(pane: ReaderPane) -> None:
    """In a narrow half of a small window the first things stay; the others have keys."""
    pane.resize(1200, 700)
    alt_drag(pane.view, 0, left_column())
    every = set(buttons(pane.bar))
    assert {"Text in the box", "Area", "Code…", "Memo", "Cite"} <= every
    pane.resize(pane.bar.width(), 700)
    pane.bar.settle()
    shown = set(buttons(pane.bar))
    assert {"Text in the box", "Area", "Code…"} <= shown < every
    assert "Cite" not in shown
    assert pane.view.viewport().rect().contains(pane.bar.geometry())
    pane.resize(1200, 700)
    pane.bar.settle()
    assert set(buttons(pane.bar)) == every


def test_the_bar_tells_what_is_wanted(pane: ReaderPane, qtbot: QtBot) -> None:
    start = offset_of(0, "programme")
    send(pane.view, QEvent.Type.MouseButtonPress, edge_of(pane.view, 0, start))
    send(pane.view, QEvent.Type.MouseMove, edge_of(pane.view, 0, start + 8, part=0.9))
    send(pane.view, QEvent.Type.MouseButtonRelease, edge_of(pane.view, 0, start + 8, part=0.9))
    bar = pane.bar
    shown = buttons(bar)
    assert set(shown) == {"Code…", "Memo", "In vivo", "Copy", "Cite"}
    for name, signal in (
        ("Code…", bar.codeRequested),
        ("Memo", bar.memoRequested),
        ("In vivo", bar.inVivoRequested),
        ("Cite", bar.citeRequested),
    ):
        with qtbot.waitSignal(signal):
            shown[name].click()


def test_selections_turn_with_the_view(view: ReaderView) -> None:
    view.select_area(0, EMPTY)
    view.set_rotation(90)
    found = view.area()
    assert found is not None
    assert near(found[1], EMPTY)
    rect = view.on_screen_rect(0, view.box.shown)
    corner = spot_on(view, 0, *EMPTY[:2])
    assert near((rect.right(), rect.top()), (corner.x(), corner.y()))
    view.clear_selection()
    alt_drag(view, 0, left_column())
    assert exactly(view).endswith("than before.")
    assert view.selection_rects()


def test_pieces_that_were_coded_can_be_selected_again(view: ReaderView) -> None:
    alt_drag(view, 0, (120.0, 60.0, 300.0, 90.0))
    pieces = view.selection()
    view.clear_selection()
    view.select(pieces)
    assert view.selection() == pieces
    assert not view.box.is_there
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    assert view.selection() != pieces
