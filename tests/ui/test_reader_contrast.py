"""Print stays easy to read under highlights, measured on painted pixels of real pages."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from coder.model.coding import Mark
from coder.model.geometry import PageSize
from coder.model.ids import CodeId, CoderId, CodingId, PassageId
from coder.model.report import PageText
from coder.text import place
from tests.ui.test_reader_reports import piece
from ui.reader import tints
from ui.reader.highlight_paint import HighlightPainter
from ui.reader.highlights import Highlights
from ui.reader.source import Look
from ui.reader.voices import Voices

COLOURS = ["#0072b2", "#d55e00", "#000000", "#332288", "#882255", "#117733", "#e69f00", "#ffffff"]
CODES = [CodeId(bytes([65 + at]) * 16) for at in range(len(COLOURS))]
LOOKS = {code: Look(colour, "Code") for code, colour in zip(CODES, COLOURS, strict=True)}
PAGES = [
    ("en_un_children_armed_conflict_A_79_924_116p.pdf", 8),
    ("fr_cour_des_comptes_jop2024_152p.pdf", 30),
]

Pixels = npt.NDArray[np.float64]


def staggered(text: PageText, codes: int) -> list[Mark]:
    """Return codings that all lie on most of a page, each beginning and ending elsewhere."""
    found = []
    for at in range(codes):
        start, end = 40 + 31 * at, len(text.text) - 40 - 17 * at
        quads = tuple((0, quad) for quad in place.quads(text, start, end))
        key = at.to_bytes(16, "big")
        mark = Mark(CodingId(key), PassageId(key), CODES[at], CoderId(b"c" * 16), 0, start, quads)
        found.append(replace(mark, coder=CoderId(b"d" * 16)) if at % 3 == 2 else mark)
    return found


def drawn(made: bytes, zoom: float) -> QImage:
    """Return the first page of a PDF, `zoom` pixels to a point."""
    with pymupdf.open(stream=made) as doc:
        pixmap = doc[0].get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
        size = pixmap.width, pixmap.height, pixmap.stride
        image = QImage(pixmap.samples, *size, QImage.Format.Format_RGB888)
        return image.convertToFormat(QImage.Format.Format_RGB32)


def luminances(image: QImage) -> Pixels:
    """Return the relative luminance of every pixel; shape (height, width)."""
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    share = flat[..., 2::-1] / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    result: Pixels = linear @ np.array([0.2126, 0.7152, 0.0722])
    return result


def painted(page: QImage, size: PageSize, marks: Sequence[Mark], zoom: float) -> QImage:
    """Return the page with highlights on it."""
    shown = Highlights([size])
    shown.hear(Voices({}, CoderId(b"c" * 16)))
    shown.show(marks, LOOKS)
    image = page.copy()
    painter = QPainter(image)
    HighlightPainter(shown).paint(painter, 0, image.rect(), QRect(image.rect()), zoom)
    painter.end()
    return image


@pytest.mark.parametrize("zoom", [1.0, 4 / 3, 8 / 3])
@pytest.mark.parametrize("codes", [1, 2, 6, 8])
@pytest.mark.parametrize("report", PAGES, ids=[name for name, _ in PAGES])
def test_black_print_on_white_paper_keeps_seven_to_one(
    qapp: QApplication, report: tuple[str, int], codes: int, zoom: float
) -> None:
    assert qapp
    made, taken = piece(*report)
    plain = drawn(made, zoom)
    marks = staggered(taken.pages[0], codes)
    before = luminances(plain)
    after = luminances(painted(plain, taken.facts[0].size, marks, zoom))
    paper, ink = before > 0.999, before < 0.003
    touched = paper & (after < 0.99)
    assert touched.sum() > 0.05 * paper.sum()
    assert ink.sum() > 100
    assert after[ink].max() <= before[ink].max()
    assert (after[paper].min() + 0.05) / (after[ink].max() + 0.05) >= 7


def test_the_more_codes_the_paler(qapp: QApplication) -> None:
    assert qapp
    grey = "#777777"
    tones = [tints.luminance(tints.wash(((grey, False),) * count)) for count in range(1, 13)]
    assert tones == sorted(tones)
    assert tones[5] > tones[0]
    assert tints.luminance(tints.wash(((grey, True),))) > tones[0]


colours = st.integers(0, 0xFFFFFF).map(lambda rgb: f"#{rgb:06x}")


@given(st.lists(st.tuples(colours, st.booleans()), min_size=1, max_size=12))
def test_every_colour_that_is_painted_over_print_is_readable(
    codes: list[tuple[str, bool]],
) -> None:
    assert tints.luminance(tints.wash(tuple(codes))) >= tints.LEAST
    for name, is_limited in codes:
        assert tints.luminance(tints.rule(name, is_limited=is_limited)) >= tints.LEAST


def test_a_colour_that_is_pale_enough_stays_as_it_is() -> None:
    assert tints.readable(QColor("#ffcc66")) == QColor("#ffcc66")
    assert tints.mixed(QColor("#000000"), QColor("#ffffff"), 0.5) == QColor("#808080")
