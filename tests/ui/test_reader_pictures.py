"""Scans are read by keys too: there is no caret on them, but the pages move."""

from collections.abc import Iterator

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coder.model.ids import ReportId
from coder.pdf.extract import extract
from tests.children import are_gone, children
from ui.reader.source import PageSource
from ui.reader.view import ReaderView

PAGES = 6
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """Return a view of pages without words."""
    with pymupdf.open() as doc:
        for _ in range(PAGES):
            doc.new_page(width=420, height=595)
        blank = bytes(doc.tobytes())
    made, before = extract(blank), children()
    shown = ReaderView()
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    shown.open(
        PageSource(
            ReportId(b"r" * 16), lambda: blank, None, made.facts, lambda page: made.pages[page]
        )
    )
    shown.activateWindow()
    qtbot.waitUntil(shown.hasFocus)
    yield shown
    shown.close_report()
    shown.close()
    assert are_gone(besides=before)


def test_the_ends_of_a_scan_are_gone_to_and_come_back_from(view: ReaderView) -> None:
    view.go_to(2)
    jumps: list[None] = []
    view.leaving.connect(lambda: jumps.append(None))
    QTest.keyClick(view, Key.Key_End, CONTROL)
    assert view.current_page == PAGES - 1
    QTest.keyClick(view, Key.Key_Home, CONTROL)
    assert view.current_page == 0
    assert view.verticalScrollBar().value() < 20
    assert len(jumps) == 2


def test_arrows_scroll_a_scan(view: ReaderView) -> None:
    bar = view.verticalScrollBar()
    before = bar.value()
    for _ in range(3):
        QTest.keyClick(view, Key.Key_Down, NONE)
    assert bar.value() == before + 120
    QTest.keyClick(view, Key.Key_Up, NONE)
    assert bar.value() == before + 80
