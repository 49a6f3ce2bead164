"""Areas drawn around ink stay around that ink: on scans, turned, cropped, at every size."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pymupdf
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTransform
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.model.coding import Mark
from coder.model.geometry import Point, Quad
from coder.model.ids import CoderId, CodingId, PassageId
from tests.ui.ink import Darkness, _grey, _is_sharp, read
from tests.ui.reader_pages import LOOKS, A
from ui.reader.layout import Spot
from ui.reader.view import ReaderView

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
NASTY = REPORTS.parent / "nasty"
SCANS = {
    "scan": (REPORTS / "scan_indc_timor_leste_notext_32p.pdf", (3,)),
    "plain scan": (NASTY / "scan__unstructur__loremipsum-flat.pdf", (0,)),
    "French scan": (NASTY / "scan__pdf-docume__ocr-sample-french.pdf", (0,)),
}
WAIT, ALT, LEFT = 30_000, Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
AWAY = 4
"""Pixels left free around the ink when a box is drawn at 100 %."""

TAB = 4
"""Pixels that the colours of the codes stick out of an area on its left."""


class Box(NamedTuple):
    """Pixels of a picture: the first column and row, and those after the last."""

    left: int
    top: int
    right: int
    bottom: int


@cache
def strange() -> bytes:
    """Return scans with a black block: upright, turned by the file, cropped, in larger units."""
    dots = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 600, 800), 0)
    dots.clear_with(255)
    dots.set_rect(pymupdf.IRect(240, 240, 380, 320), (20,))
    with pymupdf.open() as doc:
        for turn in (0, 90, 180, 270):
            page = doc.new_page(width=300, height=400)
            page.insert_image(page.rect, pixmap=dots)
            if turn % 180:
                page.set_mediabox(pymupdf.Rect(-60, -40, 300, 400))
                doc.xref_set_key(page.xref, "CropBox", "[10 10 290 380]")
                doc.xref_set_key(page.xref, "UserUnit", "2")
            page.set_rotation(turn)
        return bytes(doc.tobytes())


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    shown = ReaderView()
    qtbot.addWidget(shown)
    shown.resize(1100, 900)
    shown.show()
    yield shown
    shown.close_report()


@pytest.fixture
def wait(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return lambda until: qtbot.waitUntil(until, timeout=WAIT)


def dark(picture: Darkness) -> Box:
    """Return the box around what is dark."""
    found = np.argwhere(picture)
    (top, left), (bottom, right) = found.min(axis=0), found.max(axis=0) + 1
    return Box(int(left), int(top), int(right), int(bottom))


def block(picture: Darkness) -> Box:
    """Return the box of a block of ink that stands free: a paragraph, a line, a figure."""
    ink = picture < 128
    rows = np.flatnonzero(ink.any(axis=1))
    for part in np.split(rows, np.flatnonzero(np.diff(rows) > 2 * AWAY) + 1):
        top, bottom = int(part[0]), int(part[-1]) + 1
        inner = top > 3 * AWAY and bottom < len(picture) - 3 * AWAY
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        if inner and 8 <= bottom - top < 350 and columns[-1] - columns[0] > 40:
            return Box(int(columns[0]), top, int(columns[-1]) + 1, bottom)
    raise AssertionError("no ink stands free")


def alt_drag(view: ReaderView, start: QPointF, end: QPointF) -> None:
    for kind, spot in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, (start + end) / 2),
        (QEvent.Type.MouseMove, end),
        (QEvent.Type.MouseButtonRelease, end),
    ):
        place = view.viewport().mapToGlobal(spot)
        event = QMouseEvent(kind, spot, place, LEFT, LEFT, ALT)
        QApplication.sendEvent(view.viewport(), event)


def picture(view: ReaderView, page: int) -> Darkness:
    """Return the page in view, what is around it left blank."""
    seen = _grey(view, page, QTransform())
    begin = view.pixel_at(Spot(page, Point(0, 0)))
    end = view.pixel_at(Spot(page, Point(*view.sizes[page].shown)))
    seen[:, : max(0, int(begin.x()) + 2)] = seen[:, int(end.x()) - 2 :] = 255
    seen[: max(0, int(begin.y()) + 2)] = seen[max(0, int(end.y()) - 2) :] = 255
    return seen


def area_of(view: ReaderView, page: int) -> Mark:
    """Return the mark of a coding of the area that is selected."""
    found = view.area()
    assert found is not None
    assert found[0] == page
    left, top, right, bottom = found[1]
    quad = Quad(left, top, right, top, right, bottom, left, bottom)
    key = page.to_bytes(16, "big")
    ids = CodingId(key), PassageId(b"p" + key[1:]), A, CoderId(b"c" * 16)
    return Mark(*ids, page, 0, ((page, quad),), is_area=True)


def draw(view: ReaderView, page: int, wait: Callable[[Callable[[], bool]], None]) -> Mark:
    """Draw a box with the mouse around a block of ink of a page; return its mark."""
    view.set_zoom(1.0)
    view.go_to(page)
    wait(lambda: _is_sharp(view, page))
    around = block(picture(view, page))
    alt_drag(
        view,
        QPointF(around.left - AWAY, around.top - AWAY),
        QPointF(around.right + AWAY, around.bottom + AWAY),
    )
    view._box.mean(area=True)
    made = area_of(view, page)
    view.clear_selection()
    return made


def look(
    view: ReaderView, made: Mark, factor: float, wait: Callable[[Callable[[], bool]], None]
) -> list[float]:
    """Return by how many pixels the outline is away from where it was drawn around the ink."""
    page, quad = made.quads[0]
    view.set_zoom(factor)
    left, top, right, bottom = quad.rect
    middle = view.sizes[page].to_shown(Point((left + right) / 2, (top + bottom) / 2))
    view._put(Spot(page, middle), view._middle())
    wait(lambda: _is_sharp(view, page))
    before = picture(view, page)
    view.set_marks([made], LOOKS)
    after = picture(view, page)
    view.set_marks([], LOOKS)
    painted = dark(np.abs(after - before) > 6)
    painted = painted._replace(left=painted.left + TAB)
    inner = before[painted.top : painted.bottom, painted.left : painted.right] < 128
    ink, free = dark(inner), AWAY * factor
    high, wide = inner.shape
    spaces = (ink.left, ink.top, wide - ink.right, high - ink.bottom)
    # A side that is out of view is no side of the area.
    in_view = (
        painted.left > TAB,
        painted.top > 0,
        painted.right < before.shape[1],
        painted.bottom < before.shape[0],
    )
    return [abs(space - free) for space, seen in zip(spaces, in_view, strict=True) if seen]


def check(
    view: ReaderView,
    content: bytes,
    pages: tuple[int, ...],
    wait: Callable[[Callable[[], bool]], None],
) -> None:
    given = read(content, pages)
    view.open(given.source)
    for page in pages:
        made = draw(view, page, wait)
        for turn in (0, 90, 180, 270):
            view.set_rotation(turn)
            for factor in (0.5, 1.0, 2.0):
                off = look(view, made, factor, wait)
                assert off, "out of view"
                # Half a pixel of the drag at 100 %, and one for the outline and one for the ink.
                assert max(off) <= 2 + factor, (page, turn, factor, off)
        view.set_rotation(0)


@pytest.mark.parametrize("kind", SCANS)
def test_areas_lie_around_the_ink_of_scans(
    view: ReaderView, wait: Callable[[Callable[[], bool]], None], kind: str
) -> None:
    path, pages = SCANS[kind]
    if not path.exists():
        pytest.skip("the real PDFs are not here")
    check(view, path.read_bytes(), pages, wait)


def test_areas_lie_around_the_ink_of_turned_and_cropped_scans(
    view: ReaderView, wait: Callable[[Callable[[], bool]], None]
) -> None:
    check(view, strange(), (0, 1, 2, 3), wait)
