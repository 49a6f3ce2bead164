"""Highlights and stripes as they are seen and clicked in a real window."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from coder.model.coding import Mark
from coder.model.ids import CodeId
from tests.ui.reader_pages import (
    LOOKS,
    A,
    B,
    click,
    drag,
    edge_of,
    exactly,
    is_sharp,
    marked,
    offset_of,
    opened,
    quad_of,
    send,
    spot_on,
)
from ui.reader import tints
from ui.reader.view import ReaderView

WIDE = marked(0, "programme reached most", A, 1)
SMALL = marked(0, "reached", B, 2)
TURNED = marked(2, "lies on its side", A, 3)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """Return a view of the small report with three codings, drawn sharp."""
    shown = ReaderView()
    qtbot.addWidget(shown)
    with opened(shown):
        shown.set_marks([WIDE, SMALL, TURNED], LOOKS)
        qtbot.waitUntil(lambda: is_sharp(shown), timeout=20_000)
        yield shown


def colour_at(view: ReaderView, spot: QPointF) -> QColor:
    return view.viewport().grab().toImage().pixelColor(spot.toPoint())


def tint(*codes: bytes) -> tuple[int, int, int]:
    """Return what white paper looks like under the highlights of codes."""
    colour = tints.wash(tuple(sorted((LOOKS[CodeId(code)].colour, False) for code in codes)))
    return colour.red(), colour.green(), colour.blue()


def is_near(colour: QColor, expected: tuple[int, int, int]) -> bool:
    return all(
        abs(one - other) <= 4
        for one, other in zip((colour.red(), colour.green(), colour.blue()), expected, strict=True)
    )


def corner_of(view: ReaderView, page: int, words: str) -> QPointF:
    """Return a spot without ink in the upper left corner of the first character of words."""
    quad = quad_of(page, offset_of(page, words))
    return spot_on(view, page, quad.x0 + 0.6, quad.y0 + 1.2)


def test_a_highlight_lies_on_its_words_and_nowhere_else(view: ReaderView) -> None:
    assert is_near(colour_at(view, corner_of(view, 0, "programme")), tint(A))
    assert is_near(colour_at(view, corner_of(view, 0, "of the districts")), (255, 255, 255))
    assert is_near(colour_at(view, spot_on(view, 0, 100, 300)), (255, 255, 255))


def test_codes_that_meet_mix_their_colours_and_keep_their_own_rules(view: ReaderView) -> None:
    assert is_near(colour_at(view, corner_of(view, 0, "reached")), tint(A, B))
    assert is_near(colour_at(view, corner_of(view, 0, "most")), tint(A))
    view.set_zoom(3.0)
    view.reveal(WIDE.quads)
    picture = view.viewport().grab().toImage()
    found: dict[str, set[bytes]] = {}
    for word in ("reached", "most"):
        quad = quad_of(0, offset_of(0, word))
        top, end = spot_on(view, 0, quad.x0 + 0.6, quad.y0), spot_on(view, 0, quad.x0, quad.y3)
        down = range(int(top.y()), int(end.y() + (end.y() - top.y()) * 0.2))
        column = [picture.pixelColor(int(top.x()), y) for y in down]
        found[word] = {
            code
            for code, look in LOOKS.items()
            for ruled in [tints.rule(look.colour, is_limited=False)]
            if any(is_near(one, (ruled.red(), ruled.green(), ruled.blue())) for one in column)
        }
    assert found == {"reached": {A, B}, "most": {A}}


def test_print_stays_readable_under_a_highlight(view: ReaderView) -> None:
    view.set_zoom(3.0)
    view.reveal(WIDE.quads)
    picture = view.viewport().grab().toImage()
    start = offset_of(0, "programme")
    first, last = quad_of(0, start), quad_of(0, start + 8)
    left, right = spot_on(view, 0, first.x0, first.y0), spot_on(view, 0, last.x2, last.y2)
    tones = [
        picture.pixelColor(x, y).lightness()
        for x in range(int(left.x()), int(right.x()))
        for y in range(int(left.y()), int(right.y()))
    ]
    assert min(tones) < 60
    assert sum(tone > 180 for tone in tones) > len(tones) / 2


def test_a_highlight_turns_with_its_page(view: ReaderView, qtbot: QtBot) -> None:
    view.set_zoom(1.0)
    view.go_to(2)
    qtbot.waitUntil(lambda: is_sharp(view), timeout=20_000)
    assert is_near(colour_at(view, corner_of(view, 2, "lies")), tint(A))
    assert is_near(colour_at(view, corner_of(view, 2, "This page")), (255, 255, 255))


def clicked(view: ReaderView, spot: QPointF) -> list[list[bytes]]:
    """Return what a click tells."""
    told: list[list[bytes]] = []
    view.codingsClicked.connect(told.append)
    click(view, spot)
    view.codingsClicked.disconnect(told.append)
    return told


def test_a_click_tells_the_codings_the_smallest_first(view: ReaderView) -> None:
    spot = edge_of(view, 0, offset_of(0, "reached") + 2)
    assert clicked(view, spot) == [[SMALL.coding, WIDE.coding]]
    spot = edge_of(view, 0, offset_of(0, "programme") + 2)
    assert clicked(view, spot) == [[WIDE.coding]]
    assert clicked(view, edge_of(view, 0, offset_of(0, "Women"))) == []


def test_a_click_on_a_turned_page_finds_its_coding(view: ReaderView) -> None:
    view.go_to(2)
    assert clicked(view, edge_of(view, 2, offset_of(2, "side"))) == [[TURNED.coding]]


def test_a_drag_over_a_highlight_selects_and_is_no_click(view: ReaderView) -> None:
    told: list[list[bytes]] = []
    view.codingsClicked.connect(told.append)
    start = offset_of(0, "programme")
    drag(view, edge_of(view, 0, start), edge_of(view, 0, start + 8, part=0.9))
    assert exactly(view) == "programme"
    assert told == []


def stripe_spot(view: ReaderView, mark: Mark) -> QPointF:
    """Return the middle of the stripe of a coding."""
    view.viewport().grab()
    bars = view._stripes._drawn[mark.page].margin.bars
    area = next(area for area, stripe in bars if mark.coding in stripe.codings)
    box = view._layout.box(mark.page)
    middle = QPointF(area.center()) + QPointF(box.x + box.width, box.y)
    return middle - QPointF(view._origin())


def test_a_stripe_stands_beside_its_lines_and_tells_its_coding(view: ReaderView) -> None:
    spot = stripe_spot(view, SMALL)
    quad = quad_of(0, offset_of(0, "reached"))
    line = spot_on(view, 0, quad.x0, (quad.y0 + quad.y3) / 2)
    assert abs(spot.y() - line.y()) < 6
    assert is_near(colour_at(view, spot), (0xD5, 0x5E, 0x00))
    assert clicked(view, spot) == [[SMALL.coding]]


def test_pointing_at_a_stripe_or_a_highlight_lights_both(view: ReaderView) -> None:
    word = edge_of(view, 0, offset_of(0, "reached") + 2)
    for spot in (stripe_spot(view, SMALL), word):
        before = view.viewport().grab().toImage()
        send(view, QEvent.Type.MouseMove, spot)
        after = view.viewport().grab().toImage()
        assert view._highlights.under == {SMALL.passage}
        assert before != after
        send(view, QEvent.Type.MouseMove, spot_on(view, 0, 100, 400))
        assert view._highlights.under == frozenset()
        assert view.viewport().grab().toImage() == before


def test_a_lit_passage_has_an_outline(view: ReaderView) -> None:
    before = view.viewport().grab().toImage()
    view.light([WIDE.coding])
    by_coding = view.viewport().grab().toImage()
    view.light([WIDE.passage])
    assert view.viewport().grab().toImage() == by_coding
    assert by_coding != before
    view.light([])
    assert view.viewport().grab().toImage() == before


def test_the_tool_tip_names_the_codes(view: ReaderView) -> None:
    for spot, said in (
        (edge_of(view, 0, offset_of(0, "reached") + 2), "Effectiveness\nRelevance"),
        (stripe_spot(view, SMALL), "Effectiveness"),
    ):
        where = spot.toPoint()
        event = QHelpEvent(QEvent.Type.ToolTip, where, view.viewport().mapToGlobal(where))
        QApplication.sendEvent(view.viewport(), event)
        assert QToolTip.text() == said
    QToolTip.hideText()


def test_marks_come_and_go(view: ReaderView) -> None:
    view.remove_marks([WIDE.coding, SMALL.coding])
    assert is_near(colour_at(view, corner_of(view, 0, "programme")), (255, 255, 255))
    view.add_marks([marked(0, "programme", B, 9)], LOOKS)
    assert is_near(colour_at(view, corner_of(view, 0, "programme")), tint(B))


def test_a_new_colour_of_a_code_shows_on_all_its_highlights(view: ReaderView) -> None:
    view.viewport().grab()
    view.add_marks([marked(1, "ministry", B, 9)], {A: LOOKS[B], B: LOOKS[B]})
    assert is_near(colour_at(view, corner_of(view, 0, "programme")), tint(B))


def test_enter_on_a_selection_asks_for_a_code(view: ReaderView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.codeRequested):
        QTest.keyClick(view, Qt.Key.Key_Return)
    start = offset_of(0, "Women")
    drag(view, edge_of(view, 0, start), edge_of(view, 0, start + 3))
    with qtbot.waitSignal(view.codeRequested):
        QTest.keyClick(view, Qt.Key.Key_Return)


@pytest.mark.parametrize("ratio", ["1.5", "2"])
def test_pages_and_highlights_are_sharp_on_fine_screens(ratio: str) -> None:
    script = Path(__file__).with_name("reader_at_scale.py")
    top = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        env={**os.environ, "QT_SCALE_FACTOR": ratio, "PYTHONPATH": str(top)},
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["ratio"] == float(ratio)
    assert abs(seen["image"] - seen["page"]) <= 1
    assert all(abs(a - b) <= 4 for a, b in zip(seen["inside"], tint(A), strict=True))
    assert seen["outside"] == [255, 255, 255]


def test_a_point_outside_of_everything_is_nothing(view: ReaderView) -> None:
    assert view.codings_at(QPointF(QPoint(2, 2))) == []
