"""The reader as a whole: page box, zoom, status line, and the bar at the selection."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from coder.model.passage import PageRange
from tests.children import are_gone
from tests.ui.reader_pages import (
    LOOKS,
    PAGES,
    A,
    B,
    edge_of,
    offset_of,
    send,
    source,
    taken,
)
from ui.reader.pane import ReaderPane, status
from ui.reader.selection_bar import place_for
from ui.reader.zoom import Fit


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReaderPane]:
    """Return a pane with the small report, whose pages are printed i, ii, 1, 2 and so on."""
    shown = ReaderPane()
    qtbot.addWidget(shown)
    shown.resize(1000, 720)
    shown.show()
    given = source()
    labels = ["i", "ii", *(str(number) for number in range(1, PAGES - 1))]
    facts = [replace(one, label=label) for one, label in zip(given.facts, labels, strict=True)]
    facts[3] = replace(facts[3], has_text=False)
    shown.open(replace(given, facts=facts), "E19 · A made-up report")
    yield shown
    shown.close_report()
    assert are_gone()


def box(pane: ReaderPane) -> QLineEdit:
    return next(w for w in pane.findChildren(QLineEdit) if w.accessibleName() == "Page")


def button(parent: QWidget, name: str) -> QToolButton:
    """Return the button with this accessible name."""
    return next(w for w in parent.findChildren(QToolButton) if w.accessibleName() == name)


def test_a_page_typed_is_gone_to_by_its_printed_number(pane: ReaderPane) -> None:
    QTest.keyClick(pane.view, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    box(pane).setText("4")
    QTest.keyClick(box(pane), Qt.Key.Key_Return)
    assert pane.view.current_page == 5
    assert box(pane).text() == "4"
    box(pane).setText("nonsense")
    QTest.keyClick(box(pane), Qt.Key.Key_Return)
    assert pane.view.current_page == 5


def test_the_lines_above_and_below_say_where_one_is(pane: ReaderPane) -> None:
    pane.view.go_to(4)
    said = pane._status.text()
    assert "page 5 of 8" in said
    assert "printed 3" in said
    assert "1 of 8 pages is a scan" in said
    assert box(pane).text() == "3"


def test_the_status_of_a_plain_report_is_short() -> None:
    assert status(source(), 0) == "page 1 of 8"


def test_the_zoom_buttons_zoom(pane: ReaderPane) -> None:
    button(pane, "Zoom in").click()
    larger = pane.view.factor
    assert button(pane, "Zoom").text() == f"{round(larger * 100)} %"
    button(pane, "Zoom out").click()
    assert pane.view.factor < larger
    button(pane, "Fit the whole page").click()
    assert pane.view.zoom is Fit.PAGE
    button(pane, "Fit the width of the page").click()
    assert pane.view.zoom is Fit.WIDTH
    chosen = next(a for a in button(pane, "Zoom").menu().actions() if a.text() == "200 %")
    chosen.trigger()
    assert pane.view.zoom == 2.0


def test_everything_one_can_reach_has_a_name_and_is_large_enough(pane: ReaderPane) -> None:
    pane.bar.set_recent([(A, LOOKS[A])])
    pane.view.select([PageRange(0, 0, 20)])
    reachable = [
        widget
        for widget in (*pane.findChildren(QToolButton), *pane.findChildren(QLineEdit))
        if widget.isVisible()
    ]
    assert len(reachable) >= 9
    for widget in reachable:
        assert widget.accessibleName()
        assert widget.toolTip()
        assert widget.height() >= 28


def test_the_bar_stands_by_a_selection_and_never_on_it(pane: ReaderPane) -> None:
    assert not pane.bar.isVisible()
    start, end = offset_of(0, "Training"), offset_of(0, "Women")
    for first, last in ((start, end), (0, 5), (0, len(taken().pages[0].text))):
        pane.view.select([PageRange(0, first, last)])
        assert pane.bar.isVisible()
        where = pane.bar.geometry()
        assert pane.view.viewport().rect().contains(where)
        assert not any(where.intersects(rect) for rect in pane.view.selection_rects())
    pane.view.clear_selection()
    assert not pane.bar.isVisible()


def test_the_bar_hides_while_one_drags_and_when_the_selection_leaves(pane: ReaderPane) -> None:
    view = pane.view
    start = offset_of(0, "programme")
    send(view, QEvent.Type.MouseButtonPress, edge_of(view, 0, start))
    send(view, QEvent.Type.MouseMove, edge_of(view, 0, start + 6))
    assert view.selection()
    assert not pane.bar.isVisible()
    send(view, QEvent.Type.MouseButtonRelease, edge_of(view, 0, start + 6))
    assert pane.bar.isVisible()
    view.go_to(5)
    assert not pane.bar.isVisible()
    view.go_to(0)
    assert pane.bar.isVisible()


def test_the_buttons_of_the_bar_say_what_is_wanted(pane: ReaderPane, qtbot: QtBot) -> None:
    pane.bar.set_recent([(A, LOOKS[A]), (B, LOOKS[B])])
    pane.view.select([PageRange(0, 0, 13)])
    with qtbot.waitSignal(pane.codeChosen) as chosen:
        button(pane.bar, "Code as Effectiveness").click()
    assert chosen.args == [B]
    with qtbot.waitSignal(pane.codeRequested):
        button(pane.bar, "Code").click()
    with qtbot.waitSignal(pane.memoRequested):
        button(pane.bar, "Memo").click()
    button(pane.bar, "Copy").click()
    assert QApplication.clipboard().text() == "The programme"
    assert pane.view.selection()


def test_the_bar_can_be_reached_and_left_by_keys(pane: ReaderPane, qtbot: QtBot) -> None:
    pane.activateWindow()
    pane.view.setFocus()
    pane.view.select([PageRange(0, 0, 13)])
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget() or pane.view, Qt.Key.Key_Tab)
        if pane.bar.isAncestorOf(QApplication.focusWidget()):
            break
    assert pane.bar.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(pane.view.hasFocus)
    assert pane.view.selection()


def test_no_place_is_found_when_all_is_selected() -> None:
    view = QRect(0, 0, 300, 200)
    assert place_for(QSize(100, 36), view, [view], QRect(0, 180, 300, 20)) is None
    assert place_for(QSize(100, 36), view, [], QRect()) is None
    corner = place_for(QSize(100, 36), view, [QRect(0, 0, 300, 20)], QRect(0, 0, 300, 20))
    assert corner is not None
    assert QRect(corner, QSize(100, 36)).top() > 19
    assert corner != QPoint()


@pytest.mark.parametrize("width", [405, 600])
def test_nothing_in_the_line_above_is_cut_short(pane: ReaderPane, width: int) -> None:
    pane.resize(width, 600)
    QApplication.processEvents()
    assert pane.header.width() == width
    for button in pane.header.findChildren(QToolButton):
        assert button.width() >= button.sizeHint().width(), button.accessibleName()
