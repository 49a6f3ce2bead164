"""What another engine, PDFium, reads at the places of a page."""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from pypdfium2 import raw

from coder.model.geometry import Quad

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class IndependentPage:
    """The characters of one page as PDFium reads them, with their places."""

    def __init__(self, document: pdfium.PdfDocument, number: int) -> None:
        page = document[number]
        text = page.get_textpage()
        self._page, self._text = page, text
        left, _, _, top = page.get_cropbox()
        count = raw.FPDFText_CountChars(text)
        self._words = [_character(text, at) for at in range(count)]
        self._is_ink = np.array([not one.isspace() for one in self._words], np.bool_)
        ink = np.array(list(_ink_boxes(text, count))).reshape(count, 4)
        self._corner = np.array((left, -top, left, -top))
        self._ink = ink * (1, -1, 1, -1) - self._corner

    def close(self) -> None:
        """Give back what PDFium holds of the page."""
        self._text.close()
        self._page.close()

    def text_in(self, quads: Sequence[Quad], others: Sequence[Quad] = ()) -> str:
        """Return the characters whose ink's middle lies in the quads, one quad after the other.

        Where print lies on print, one that lies in several of the quads, or of `others`, belongs
        to the one that is as high as its font has it there. Between two that follow one another
        stands what PDFium has there, its spaces and line ends; where it has other print between
        them, or has them in another order, a line end.
        """
        shapes = np.array([*quads, *others], np.float64).reshape(-1, 4, 2)
        chars = np.flatnonzero(self._is_ink)
        chars = chars[_inside(self._ink[chars], shapes[: len(quads)]).any(axis=0)]
        holds = _inside(self._ink[chars], shapes)
        best = holds.argmax(axis=0)
        for at in np.flatnonzero(holds.sum(axis=0) > 1):
            fits = _fits(self._font_box(int(chars[at])), shapes)
            best[at] = np.where(holds[:, at], fits, -1).argmax()
        found = [int(at) for quad in range(len(quads)) for at in chars[best == quad]]
        words = [self._words[at] for at in found[:1]]
        for before, at in pairwise(found):
            between = "".join(self._words[before + 1 : at]) if at > before else "\n"
            words += ["\n" if between.strip() else between, self._words[at]]
        # Beyond U+FFFF PDFium gives two halves of one character.
        return "".join(words).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _font_box(self, at: int) -> Numbers:
        """Return the room that a character takes in its font."""
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._text, at, box)
        return np.array((box.left, -box.bottom, box.right, -box.top)) - self._corner


def _character(text: pdfium.PdfTextPage, at: int) -> str:
    """Return one character; the hyphens that PDFium takes for broken words are hyphens again."""
    if raw.FPDFText_IsHyphen(text, at) == 1:
        return "-"
    return chr(raw.FPDFText_GetUnicode(text, at))


def _ink_boxes(text: pdfium.PdfTextPage, count: int) -> Iterator[tuple[float, ...]]:
    """Yield left, bottom, right, top around the ink of each character."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for at in range(count):
        has_box = raw.FPDFText_GetCharBox(text, at, left, right, bottom, top)
        yield (left.value, bottom.value, right.value, top.value) if has_box else (np.nan,) * 4


def _inside(boxes: Numbers, shapes: Numbers) -> Flags:
    """Return, quad by quad, which boxes have their middle in it."""
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    corner = shapes[:, 0]
    within = np.ones((len(shapes), len(boxes)), np.bool_)
    for side in (1, 3):
        axis = shapes[:, side] - corner
        length = np.maximum((axis**2).sum(axis=1), 1e-9)
        part = (middles @ axis.T - (corner * axis).sum(axis=1)) / length
        within &= (np.abs(part - 0.5) <= 0.5).T
    return within


def _fits(box: Numbers, shapes: Numbers) -> Numbers:
    """Return which part of the height across its line each quad shares with a box."""
    sides = np.abs(shapes[:, 1] - shapes[:, 0])
    axes = np.where(sides[:, 0] >= sides[:, 1], 1, 0)
    across = np.take_along_axis(shapes, axes[:, None, None], axis=2)[:, :, 0]
    low, high = across.min(axis=1), across.max(axis=1)
    one, other = np.sort(np.stack((box[axes], box[axes + 2])), axis=0)
    shared = np.maximum(np.minimum(high, other) - np.maximum(low, one), 0)
    return shared / np.maximum(np.maximum(high, other) - np.minimum(low, one), 1e-9)
