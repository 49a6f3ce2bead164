"""A small report for the tests of the reader, and the places of its characters on the screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pymupdf
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coder.model.coding import Mark
from coder.model.geometry import Point, Quad
from coder.model.ids import CodeId, CoderId, CodingId, PassageId, ReportId
from coder.model.passage import PageRange
from coder.model.report import Extraction
from coder.pdf.extract import extract
from coder.text import place
from tests.children import are_gone, children
from ui.reader.layout import Spot
from ui.reader.source import Look, PageSource
from ui.reader.view import ReaderView
from ui.reader.wanted import page_job

LEFT = (
    "The programme reached most of the districts it was meant for. Training improved the sta-\n"
    "bility of incomes where markets were near. Women took part in larger numbers than before."
)
RIGHT = (
    "Obstacles remained. Local offices lacked staff, and data came late. The evaluation found "
    "that coordination with other agencies was weak in the first year but better afterwards."
)
NEXT = "Recommendation one. The ministry should plan for the costs of upkeep in good time."
TURNED = "This page lies on its side and has a wide table of figures."
PAGES = 8

A, B = CodeId(b"a" * 16), CodeId(b"b" * 16)
LOOKS = {A: Look("#0072b2", "Relevance"), B: Look("#d55e00", "Effectiveness")}


@cache
def pdf() -> bytes:
    """Return a PDF: two columns, a paragraph, a page turned by 90 degrees, and plain ones."""
    with pymupdf.open() as doc:
        page = doc.new_page(width=420, height=595)
        page.insert_textbox((40, 60, 200, 400), LEFT, fontsize=11)
        page.insert_textbox((225, 60, 385, 400), RIGHT, fontsize=11)
        page = doc.new_page(width=420, height=595)
        page.insert_textbox((40, 60, 380, 400), NEXT, fontsize=12)
        page = doc.new_page(width=420, height=595)
        page.insert_textbox((40, 60, 380, 400), TURNED, fontsize=12)
        page.set_rotation(90)
        for number in range(3, PAGES):
            page = doc.new_page(width=420, height=595)
            page.insert_text((40, 60), f"Plain page {number}", fontsize=12)
        return bytes(doc.tobytes())


@cache
def taken() -> Extraction:
    """Return text and sizes of that PDF."""
    return extract(pdf())


def source() -> PageSource:
    """Return that report as the reader takes it."""
    pages = taken().pages
    return PageSource(ReportId(b"r" * 16), pdf, None, taken().facts, lambda page: pages[page])


def offset_of(page: int, words: str) -> int:
    """Return where words begin in the text of a page."""
    return taken().pages[page].text.index(words)


def marked(page: int, words: str, code: CodeId, number: int) -> Mark:
    """Return the mark of a coding of these words."""
    start = offset_of(page, words)
    quads = place.quads(taken().pages[page], start, start + len(words))
    key = number.to_bytes(16, "big")
    return Mark(
        CodingId(key),
        PassageId(b"p" + key[1:]),
        code,
        CoderId(b"c" * 16),
        page,
        start,
        tuple((page, quad) for quad in quads),
    )


def is_sharp(view: ReaderView) -> bool:
    """Say whether every page in view is drawn at its full sharpness."""
    cached = view._drawing.cache
    return all(page_job(view._layout, page) in cached for page in view._scene().pages)


@contextmanager
def opened(view: ReaderView) -> Iterator[ReaderView]:
    """Open the report and close it; no worker may be left."""
    before = children()
    view.resize(900, 700)
    view.show()
    view.open(source())
    try:
        yield view
    finally:
        view.close_report()
        view.close()
        assert are_gone(besides=before)


def spot_on(view: ReaderView, page: int, x: float, y: float) -> QPointF:
    """Return where an unrotated point of a page is in the viewport."""
    size = view._layout.sizes[page]
    return view.pixel_at(Spot(page, size.to_shown(Point(x, y))))


def edge_of(view: ReaderView, page: int, offset: int, *, part: float = 0.1) -> QPointF:
    """Return a spot in the character at `offset`: `part` of its width right of its left edge."""
    quad = quad_of(page, offset)
    x = quad.x0 + (quad.x1 - quad.x0) * part
    return spot_on(view, page, x, (quad.y0 + quad.y3) / 2)


def quad_of(page: int, offset: int) -> Quad:
    """Return the quad of one character."""
    return place.quads(taken().pages[page], offset, offset + 1)[0]


def send(
    view: ReaderView, kind: QEvent.Type, spot: QPointF, *, shift: bool = False, when: int = 0
) -> None:
    """Send one mouse event with the left button to the pages."""
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.LeftButton
    is_up = kind == QEvent.Type.MouseButtonRelease
    down = Qt.MouseButton.NoButton if is_up else button
    event = QMouseEvent(kind, spot, view.viewport().mapToGlobal(spot), button, down, keys)
    event.setTimestamp(when)
    QApplication.sendEvent(view.viewport(), event)


def drag(view: ReaderView, start: QPointF, end: QPointF) -> None:
    """Drag with the left button from one spot to another."""
    send(view, QEvent.Type.MouseButtonPress, start)
    for step in (0.3, 0.6, 1.0):
        send(view, QEvent.Type.MouseMove, start + (end - start) * step)
    send(view, QEvent.Type.MouseButtonRelease, end)


def click(view: ReaderView, spot: QPointF) -> None:
    """Click with the left button."""
    button = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), button, Qt.KeyboardModifier.NoModifier, spot.toPoint())


def exactly(view: ReaderView) -> str:
    """Return the canonical text that is selected, pages parted by a form feed."""
    ranges: tuple[PageRange, ...] = view.selection()
    return "\f".join(taken().pages[one.page].text[one.start : one.end] for one in ranges)
