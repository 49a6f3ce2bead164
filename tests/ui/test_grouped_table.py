"""The long list under headings: its rows stand as they are painted, and are not asked how high."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from coder.model.ids import CodeId, CoderId, ReportId
from coder.model.settling import Disagreement
from ui.panels.team.differ_rows import DifferDelegate, DifferRows, Known
from ui.panels.team.differ_view import DifferView

FIRST, SECOND = ReportId(b"a" * 16), ReportId(b"b" * 16)
CODERS = (CoderId(b"c" * 16), CoderId(b"d" * 16))


def made(report: ReportId, count: int, start: int = 0) -> list[Disagreement]:
    code = (CodeId(b"e" * 16),)
    return [
        Disagreement(report, "missed", at, (), (), CODERS, code, f"{report.hex()} {at}")
        for at in range(start, start + count)
    ]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[DifferView]:
    window = QWidget()
    rows = DifferRows(window)
    view = DifferView(rows, window)
    qtbot.addWidget(window)
    view.resize(300, 400)
    window.show()
    rows.show([*made(FIRST, 30), *made(SECOND, 30)], Known())
    yield view
    window.close()


def heights(view: DifferView) -> tuple[int, int]:
    """Return the heights of a heading and of a row as the delegate has them."""
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    delegate = view.itemDelegate()
    assert isinstance(delegate, DifferDelegate)
    return delegate.height(option, is_row=False), delegate.height(option, is_row=True)


def shown(view: DifferView) -> list[int]:
    return [view.rowHeight(at) for at in range(view.model().rowCount())]


def test_headings_and_rows_have_the_heights_they_are_painted_in(view: DifferView) -> None:
    heading, row = heights(view)
    assert heading < row
    assert shown(view) == [heading, *[row] * 30, heading, *[row] * 30]
    rows = view.model()
    assert isinstance(rows, DifferRows)
    rows.show([*made(FIRST, 3), *made(SECOND, 2)], Known())
    assert shown(view) == [heading, *[row] * 3, heading, *[row] * 2]
    rows.show((), Known())
    assert shown(view) == []


def test_they_follow_the_size_of_the_print(view: DifferView) -> None:
    before = shown(view)
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    heading, row = heights(view)
    assert row > before[1]
    assert shown(view) == [heading, *[row] * 30, heading, *[row] * 30]


def test_no_row_is_asked_how_high_it_is(view: DifferView, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(DifferDelegate, "sizeHint", lambda *at: asked.append(at))
    rows = view.model()
    assert isinstance(rows, DifferRows)
    rows.show([*made(FIRST, 29, 1), *made(SECOND, 30)], Known())
    view.setCurrentIndex(rows.index(40))
    view.viewport().repaint()
    assert not asked


def test_keys_go_to_rows_and_over_headings(view: DifferView) -> None:
    def press(key: Qt.Key) -> int:
        QTest.keyClick(view, key)
        return view.currentIndex().row()

    view.setCurrentIndex(view.model().index(30, 0))
    assert press(Qt.Key.Key_Down) == 32
    assert press(Qt.Key.Key_Up) == 30
    assert press(Qt.Key.Key_End) == 61
    assert press(Qt.Key.Key_Home) == 1
    assert press(Qt.Key.Key_Up) == 1
    assert press(Qt.Key.Key_PageDown) > 2


def test_the_list_stays_where_it_is_when_a_row_goes(view: DifferView) -> None:
    rows, bar = view.model(), view.verticalScrollBar()
    assert isinstance(rows, DifferRows)
    view.setCurrentIndex(rows.index(40))
    before = bar.value()
    assert before > 0
    rows.show([*made(FIRST, 30), *made(SECOND, 29)], Known())
    view.setCurrentIndex(rows.index(40))
    view.viewport().repaint()
    assert bar.value() == before


def test_the_nearest_row_is_found_past_headings(view: DifferView) -> None:
    rows = view.model()
    assert isinstance(rows, DifferRows)
    assert rows.headings == [0, 31]
    assert [rows.near(at) for at in (0, 31, 61, 99)] == [1, 32, 61, 61]
    assert [rows.near(at, -1) for at in (0, 31, 61, 99, -5)] == [1, 30, 61, 61, 1]
