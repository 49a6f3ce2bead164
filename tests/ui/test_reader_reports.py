"""Selecting on the pages of real reports, where they are at hand."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coder.model.geometry import Quad
from coder.model.ids import ReportId
from coder.model.passage import PageRange
from coder.model.report import Extraction, PageText
from coder.pdf.extract import extract
from coder.text import place, units
from tests.children import are_gone
from tests.ui.reader_pages import is_sharp, send, spot_on
from ui.reader.selection import Caret
from ui.reader.source import PageSource
from ui.reader.view import ReaderView

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
PIECES = [
    ("en_impact_eval_graduation_philippines_66p.pdf", 11),
    ("en_jiu_note_2022_1_highlights_10p.pdf", 4),
    ("en_cct_child_labor_rotatedpage_15p.pdf", 8),
    ("es_evaluacion_graduacion_al_68p.pdf", 20),
    ("fr_cour_des_comptes_jop2024_152p.pdf", 30),
    ("pt_projetos_redd_panorama_88p.pdf", 12),
]


def piece(name: str, page: int) -> tuple[bytes, Extraction]:
    """Return two pages of a report as a PDF of their own, and what is taken from it."""
    path = REPORTS / name
    if not path.exists():
        pytest.skip("the real reports are not here")
    with pymupdf.open(path) as whole, pymupdf.open() as part:
        part.insert_pdf(whole, from_page=page, to_page=page + 1)
        made = bytes(part.tobytes())
    return made, extract(made)


@pytest.fixture(params=PIECES, ids=[name for name, _ in PIECES])
def opened(
    request: pytest.FixtureRequest, qtbot: QtBot
) -> Iterator[tuple[ReaderView, list[PageText]]]:
    """Return a view of two pages of a real report, and their texts."""
    made, taken = piece(*request.param)
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(1000, 1400)
    view.show()
    texts = taken.pages
    report = ReportId(b"r" * 16)
    view.open(PageSource(report, lambda: made, None, taken.facts, lambda page: texts[page]))
    qtbot.waitUntil(lambda: is_sharp(view), timeout=20_000)
    yield view, texts
    view.close_report()
    assert are_gone()


def test_a_drag_from_line_to_line_selects_what_stands_between(
    opened: tuple[ReaderView, list[PageText]],
) -> None:
    view, texts = opened
    view.set_zoom(1.0)
    text = texts[0]
    tried = 0
    for block in sorted(set(text.blocks.tolist())):
        lines = [line for line, of in enumerate(text.blocks.tolist()) if of == block]
        start, end = units.snap(text, int(text.starts[lines[0]]), int(text.ends[lines[-1]]))
        if len(lines) < 3 or not place.quads(text, start, end):
            continue
        first, last = (place.quads(text, at, at + 1) for at in (start, end - 1))
        if not first or not last:
            continue
        begin = spot_on(view, 0, first[0].x0 + 0.2, (first[0].y0 + first[0].y3) / 2)
        stop = spot_on(view, 0, last[0].x1 - 0.2, (last[0].y1 + last[0].y2) / 2)
        send(view, QEvent.Type.MouseButtonPress, begin)
        send(view, QEvent.Type.MouseMove, stop)
        send(view, QEvent.Type.MouseButtonRelease, stop)
        assert view.selection() == (PageRange(0, start, end),)
        tried += 1
    assert tried >= 1


def by_mouse(view: ReaderView, text: PageText, start: int, end: int) -> tuple[PageRange, ...]:
    """Drag from the first to the last of some characters."""
    first, last = (place.quads(text, at, at + 1)[0] for at in (start, end - 1))
    begin, stop = along(view, first, 0.2), along(view, last, 0.8)
    send(view, QEvent.Type.MouseButtonPress, begin)
    send(view, QEvent.Type.MouseMove, stop)
    send(view, QEvent.Type.MouseButtonRelease, stop)
    return view.selection()


def by_keys(view: ReaderView, start: int, end: int) -> tuple[PageRange, ...]:
    """Put the caret there and go on by words with Shift held, then by characters."""
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    view.put_caret(Caret(0, start))
    while view.caret is not None and view.caret < Caret(0, end):
        QTest.keyClick(view, Qt.Key.Key_Right, shift | control)
    while view.caret is not None and view.caret > Caret(0, end):
        QTest.keyClick(view, Qt.Key.Key_Left, shift)
    return view.selection()


def along(view: ReaderView, quad: Quad, part: float) -> QPointF:
    """Return the spot in a character that lies a part of its width further on."""
    x, y = (quad.x0 + quad.x3) / 2, (quad.y0 + quad.y3) / 2
    return spot_on(view, 0, x + (quad.x1 - quad.x0) * part, y + (quad.y1 - quad.y0) * part)


def test_mouse_and_keys_select_the_same_words(
    opened: tuple[ReaderView, list[PageText]],
) -> None:
    """The words decide, not how they were selected: 25 places of each report, at random."""
    view, texts = opened
    text, chance = texts[0], random.Random(7)
    wide = [
        at
        for at, char in enumerate(text.text)
        if not char.isspace() and abs(text.right[at] - text.left[at]) > 3
    ]
    tried = 0
    for _ in range(25):
        start = chance.choice(wide)
        ends = [at for at in wide if start < at < start + 400]
        if not ends:
            continue
        end = chance.choice(ends) + 1
        wanted = (PageRange(0, start, end),)
        assert by_keys(view, start, end) == wanted
        assert by_mouse(view, text, start, end) == wanted
        view.select(wanted)
        assert view.selection() == wanted
        tried += 1
    assert tried >= 20


def test_in_arabic_an_arrow_goes_where_it_points(qtbot: QtBot) -> None:
    """The left arrow goes on in the text, and the caret goes left on the screen."""
    made, taken = piece("ar_indc_iraq_16p.pdf", 4)
    texts = taken.pages
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(1000, 1400)
    view.show()
    report = ReportId(b"r" * 16)
    view.open(PageSource(report, lambda: made, None, taken.facts, lambda page: texts[page]))
    start = 1 + int(texts[0].starts[np.argmax(texts[0].ends - texts[0].starts)])
    view.put_caret(Caret(0, start))
    places = []
    for _ in range(12):
        ends = view.caret_ends(view.caret) if view.caret else None
        assert ends is not None
        places.append(ends[0].x())
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert places[0] > places[5] > places[11]
    assert view.caret == Caret(0, start + 12)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.caret == Caret(0, start + 11)
    view.close_report()
