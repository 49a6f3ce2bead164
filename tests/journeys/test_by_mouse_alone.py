"""A report read and coded with the mouse alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from coder.model.coding import Coding
from coder.model.geometry import Point
from tests.journeys.reviewer import LEFT, Reviewer
from ui.panels.codes.view import CodeTreeView

pytestmark = pytest.mark.journey

PAGE = 4
SENTENCE = "Cooperation with social partners is close."
MORE = "Relations with other donors are good but informal"
ALT = Qt.KeyboardModifier.AltModifier


def start(reviewer: Reviewer) -> set[bytes]:
    """Start in an empty home, and open the first report from the table."""
    reviewer.start()
    reviewer.wait(lambda: reviewer.window.session.is_open)
    reviewer.click(reviewer.button(reviewer.window.rail, "Reports"))
    reviewer.open_row(0)
    return {one.id for one in reviewer.codings()}


def by_the_outline(reviewer: Reviewer) -> None:
    """Go to a chapter by its heading."""
    reviewer.click(reviewer.button(reviewer.read, "Outline"))
    view = reviewer.read.contents.outline.view
    index = view.model().match(view.model().index(0, 0), 0, "2. Findings", 1, _FLAGS)[0]
    view.scrollTo(index)
    reviewer.click(view.viewport(), view.visualRect(index).center())
    assert reviewer.view.current_page == PAGE


_FLAGS = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive


def code_by_the_tree(reviewer: Reviewer) -> None:
    """Drag over a sentence, then double-click a code."""
    reviewer.drag_over(SENTENCE, PAGE)
    assert reviewer.view.selected_text() == SENTENCE
    reviewer.click(reviewer.button(reviewer.read, "Codes"))
    tree = reviewer.read.findChildren(CodeTreeView)[0]
    index = tree.model().match(tree.model().index(0, 0), 0, "Relevance", 1, _FLAGS)[0]
    tree.scrollTo(index)
    reviewer.double_click(tree.viewport(), tree.visualRect(index).center())


def by_the_bar(reviewer: Reviewer) -> None:
    """Drag over words, then click the code used last in the bar beside them."""
    reviewer.drag_over(MORE, PAGE)
    reviewer.wait(reviewer.read.reader.bar.isVisible)
    first = reviewer.read.reader.bar.findChildren(QToolButton)
    named = next(one for one in first if one.accessibleName() == "Code as Relevance")
    reviewer.click(named)


def mark_it(reviewer: Reviewer, words: str) -> None:
    """Press one of the small buttons of the coding in hand."""
    reviewer.click(reviewer.button(reviewer.inspector, words))


def an_area(reviewer: Reviewer) -> None:
    """Alt-drag over a table, choose Area, and code it from the bar."""
    page = 9
    one, other = Point(80.0, 150.0), Point(500.0, 330.0)
    reviewer.scroll_to(page, one, 0.2)
    desk, viewport = reviewer.window.windowHandle(), reviewer.view.viewport()
    spots = [
        viewport.mapTo(reviewer.window, reviewer.pixel(page, spot).toPoint())
        for spot in (one, other)
    ]
    QTest.mousePress(desk, LEFT, ALT, spots[0])
    middle = QPoint((spots[0].x() + spots[1].x()) // 2, (spots[0].y() + spots[1].y()) // 2)
    for spot in (middle, spots[1]):
        QTest.mouseMove(desk, spot)
    QTest.mouseRelease(desk, LEFT, ALT, spots[1])
    reviewer.wait(reviewer.read.reader.bar.isVisible)
    reviewer.click(reviewer.button(reviewer.read.reader.bar, "Area"))
    assert reviewer.view.area() is not None
    first = reviewer.read.reader.bar.findChildren(QToolButton)
    named = next(one for one in first if one.accessibleName() == "Code as Relevance")
    reviewer.click(named)


def test_a_report_is_coded_with_the_mouse_alone(reviewer: Reviewer) -> None:
    before = start(reviewer)

    def mine() -> list[Coding]:
        return [one for one in reviewer.codings() if one.id not in before]

    by_the_outline(reviewer)
    code_by_the_tree(reviewer)
    (coding,) = mine()
    assert (coding.quote, reviewer.code_name(coding)) == (SENTENCE, "Relevance")
    mark_it(reviewer, "+")
    mark_it(reviewer, "Central")
    now = reviewer.project.codings.get(coding.id)
    assert (now.direction, now.depth) == ("+", "central")

    by_the_bar(reviewer)
    assert sorted(one.quote for one in mine()) == sorted([SENTENCE, MORE])

    reviewer.scroll_to(PAGE, reviewer.point_of(PAGE, coding.start))
    reviewer.click(reviewer.view.viewport(), reviewer.spot_of(coding))
    assert reviewer.is_lit(reviewer.project.codings.get(coding.id))

    an_area(reviewer)
    area = next(one for one in mine() if one.is_area)
    assert area.page == 9
    reviewer.choose("Edit", "Undo")
    assert not any(one.is_area for one in mine())

    page = reviewer.view.current_page
    reviewer.click(reviewer.button(reviewer.read, "Outline"))
    view = reviewer.read.contents.outline.view
    reviewer.click(view.viewport(), view.visualRect(view.model().index(0, 0)).center())
    assert reviewer.view.current_page != page
    reviewer.click(reviewer.button(reviewer.read, "Back"))
    assert reviewer.view.current_page == page
