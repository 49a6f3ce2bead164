"""What a screen reader learns of the pages through Qt's text interface."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from coder.model.passage import PageRange
from tests.ui.reader_pages import LOOKS, A, edge_of, marked, offset_of, opened, quad_of, taken
from ui.reader.accessible import PagesInterface
from ui.reader.selection import Caret
from ui.reader.text_mirror import code_points, units
from ui.reader.view import ReaderView


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """Return a view of the small report."""
    shown = ReaderView()
    qtbot.addWidget(shown)
    with opened(shown):
        yield shown


def told(view: ReaderView) -> QAccessibleTextInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert isinstance(found, PagesInterface)
    said = found.textInterface()
    assert said is not None
    return said


def described(view: ReaderView) -> str:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    return found.text(QAccessible.Text.Description)


def test_the_pages_are_a_document_that_can_be_read(view: ReaderView) -> None:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    assert found.role() == QAccessible.Role.Document
    assert found.text(QAccessible.Text.Name) == "Pages of the report"
    assert found.state().readOnly
    assert found.state().focusable


def test_the_text_is_that_of_the_page_one_is_on(view: ReaderView) -> None:
    said = told(view)
    text = taken().pages[0].text
    assert said.characterCount() == len(text)
    assert said.text(0, len(text)) == text
    view.go_to(1)
    text = taken().pages[1].text
    assert said.text(0, said.characterCount()) == text
    view.put_caret(Caret(0, 9))
    assert said.text(0, 3) == taken().pages[0].text[:3]


def test_caret_and_selection_are_told(view: ReaderView) -> None:
    said = told(view)
    view.put_caret(Caret(0, 12))
    assert said.cursorPosition() == 12
    assert said.selectionCount() == 0
    start = offset_of(0, "programme")
    view.select([PageRange(0, start, start + 9)])
    assert said.selectionCount() == 1
    assert said.cursorPosition() == start + 9
    view.clear_selection()
    assert said.selectionCount() == 0


def test_a_screen_reader_can_move_the_caret_and_select(view: ReaderView) -> None:
    said = told(view)
    said.setCursorPosition(20)
    assert view.caret == Caret(0, 20)
    said.addSelection(4, 13)
    assert view.selection() == (PageRange(0, 4, 13),)


def test_characters_are_where_they_are_printed(view: ReaderView) -> None:
    said = told(view)
    for zoom in (1.0, 1.6):
        view.set_zoom(zoom)
        view.go_to(0)
        for words in ("programme", "districts", "Women", "Obstacles", "agencies"):
            offset = offset_of(0, words)
            spot = view.viewport().mapToGlobal(edge_of(view, 0, offset, part=0.5))
            assert said.offsetAtPoint(spot.toPoint()) == offset
            rect = said.characterRect(offset)
            quad = quad_of(0, offset)
            high = (quad.y3 - quad.y0) * view.pixels_per_point
            assert abs(rect.center().y() - spot.y()) < high * 0.6
            assert abs(rect.center().x() - spot.x()) < 14


def test_what_is_coded_at_the_caret_is_described(view: ReaderView) -> None:
    view.setAccessibleDescription("page 1 of 8")
    view.set_marks([marked(0, "districts", A, 1)], LOOKS)
    view.put_caret(Caret(0, 2))
    assert described(view) == "page 1 of 8"
    view.put_caret(Caret(0, offset_of(0, "districts") + 3))
    assert described(view) == "page 1 of 8. Coded: Relevance"


def test_a_view_can_go_while_it_is_listened_to(qtbot: QtBot) -> None:
    for _ in range(20):
        shown = ReaderView()
        with opened(shown):
            assert told(shown).characterCount() > 0
            shown.set_zoom(1.5)
            shown.select([PageRange(0, 4, 13)])
        shown.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not isValid(shown)
        del shown
        gc.collect()
    qtbot.wait(10)


def test_offsets_are_counted_in_pairs_at_the_border_only() -> None:
    text = "a𝒜b\nc"
    assert [units(text, at) for at in range(6)] == [0, 1, 3, 4, 5, 6]
    assert [code_points(text, at) for at in (0, 1, 3, 4, 5, 6)] == list(range(6))
    assert code_points("plain", 3) == 3
