"""Highlights sit exactly on the print, on every kind of page, turned and at every size."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from tests.ui.ink import Read, look, read, words
from ui.reader.marked_view import MarkedView

SHARED = Path(__file__).resolve().parents[2] / "../shared"
WAIT = 30_000
FILES = {
    "upright": ("reports/en_un_ilc_report_A_80_10_212p.pdf", (4,)),
    "rotated 90": ("nasty/rotated__unstructur__rotated-page-90.pdf", (0,)),
    "rotated in turn": ("nasty/derived__rotated_mixed.pdf", (4, 5, 6, 7)),
    "rotated 270, cropped": ("nasty/text__pdfplumber__issue-1054-example.pdf", (0,)),
    "turned lines": ("nasty/rotated__pdf.js__rotation.pdf", (0, 1)),
    "cropped": ("nasty/crop__PyMuPDF__test_3357.pdf", (0,)),
    "cropped too": ("nasty/crop__pdf.js__issue16224.pdf", (0,)),
    "huge": ("nasty/derived__huge_14400pt.pdf", (0,)),
    "many sizes": ("nasty/derived__mixed_sizes.pdf", (2, 9)),
    "right to left": ("nasty/rtl__docling__right_to_left_02.pdf", (0,)),
    "right to left, rotated": ("nasty/rotated__sample-fil__habibi-rotated.pdf", (0, 1, 2)),
    "Korean": ("nasty/cjk__unstructur__korean-text-with-tables.pdf", (0,)),
    "Chinese": ("nasty/cjk__pdfplumber__issue-67-example.pdf", (1,)),
    "locked": ("nasty/enc_ownerpw__pikepdf__form_dd0293.pdf", (0,)),
}
ZOOMS = (0.5, 1.0, 2.0)
OTHERS = [(0, zoom) for zoom in ZOOMS]
FIRST = [(turn, zoom) for turn in (0, 90, 180, 270) for zoom in ZOOMS] + [(0, 0.25), (0, 8.0)]
"""In how many ways words are looked at: turned by so many degrees, at such a zoom."""

SHARE, DENSER = 0.8, 2.0
"""Of the ink of a word and of its spaces, what is to lie under the mark (letters may overhang);
and how many times denser ink is in the middle of a mark than at its edges."""


@cache
def strange() -> bytes:
    """Return a PDF with UserUnit 2, a shifted media box and a crop box, each page turned on."""
    with pymupdf.open() as doc:
        for turn in (0, 90, 180, 270):
            page = doc.new_page(width=500, height=700)
            for number in range(6):
                words_ = f"Lonely words number {number}"
                page.insert_text((140, 180 + 60 * number), words_, fontsize=11)
            page.set_mediabox(pymupdf.Rect(-60, -40, 500, 700))
            doc.xref_set_key(page.xref, "CropBox", "[30 20 490 640]")
            doc.xref_set_key(page.xref, "UserUnit", "2")
            page.set_rotation(turn)
        return bytes(doc.tobytes())


@cache
def slanted() -> bytes:
    """Return a PDF with lines at several angles, on an upright and on a turned page."""
    with pymupdf.open() as doc:
        for turn in (0, 90):
            page = doc.new_page(width=500, height=700)
            for at, angle in enumerate((30, 45, -60, 7)):
                start = pymupdf.Point(200, 180 + 130 * at)
                morph = (start, pymupdf.Matrix(-angle))
                page.insert_text(start, "Some slanted words here", fontsize=13, morph=morph)
            page.set_rotation(turn)
        return bytes(doc.tobytes())


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MarkedView]:
    shown = MarkedView()
    qtbot.addWidget(shown)
    shown.resize(900, 800)
    shown.show()
    yield shown
    shown.close_report()


@pytest.fixture
def wait(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return lambda until: qtbot.waitUntil(until, timeout=WAIT)


def check(
    view: MarkedView, given: Read, wait: Callable[[Callable[[], bool]], None], kind: str
) -> None:
    view.open(given.source)
    looked = 0
    for page, text in given.texts.items():
        for at, word in enumerate(words(text, page, given.source.facts[page].size)):
            for turn, factor in FIRST if at == 0 else OTHERS:
                view.set_rotation(turn)
                view.set_zoom(factor)
                seen = look(view, word, wait)
                where = f"{kind}, page {page}, {word.start}, {turn}°, {factor:.0%}: {seen}"
                assert seen.off <= 2, where
                # At a quarter a line is four pixels high: only its place can be told. At a half
                # its edges are one pixel, not parted from the letters.
                assert seen.share >= SHARE or factor < 0.5, where
                assert seen.denser >= DENSER or factor < 1, where
                looked += 1
    assert looked


@pytest.mark.parametrize("kind", FILES)
def test_marks_lie_on_the_ink(
    view: MarkedView, wait: Callable[[Callable[[], bool]], None], kind: str
) -> None:
    file, pages = FILES[kind]
    path = SHARED / file
    if not path.exists():
        pytest.skip("the real PDFs are not here")
    check(view, read(path.read_bytes(), pages), wait, kind)


def test_marks_lie_on_the_ink_of_pages_with_strange_boxes(
    view: MarkedView, wait: Callable[[Callable[[], bool]], None]
) -> None:
    check(view, read(strange(), (0, 1, 2, 3)), wait, "strange boxes")


def test_marks_lie_on_the_ink_of_slanted_lines(
    view: MarkedView, wait: Callable[[Callable[[], bool]], None]
) -> None:
    given = read(slanted(), (0, 1))
    for page, text in given.texts.items():
        assert len(words(text, page, given.source.facts[page].size)) == 3
    check(view, given, wait, "slanted")
