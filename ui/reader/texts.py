"""The texts of the pages that are being read, kept at hand; where there is print to select."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.model.geometry import Point
from coder.model.report import PageText

_KEPT = 64


@dataclass(frozen=True, slots=True)
class _Lines:
    """The extent of each line on its own axis: left, right, top, bottom in points."""

    left: npt.NDArray[np.float32]
    right: npt.NDArray[np.float32]


class PageTexts:
    """Reads the text of a page when first asked and keeps the 64 pages used last."""

    def __init__(self, read: Callable[[int], PageText], pages: int) -> None:
        self._read = read
        self.pages = pages
        self._kept: OrderedDict[int, tuple[PageText, _Lines]] = OrderedDict()

    def __call__(self, page: int) -> PageText:
        """Return the text of a page (from 0)."""
        return self._entry(page)[0]

    def is_print(self, page: int, point: Point) -> bool:
        """Say whether a point (unrotated, in points) lies on a line of text."""
        text, lines = self._entry(page)
        if not len(text.starts):
            return False
        along = point.x * text.cosines + point.y * text.sines
        across = point.y * text.cosines - point.x * text.sines
        inside = (along >= lines.left - 2) & (along <= lines.right + 2)
        return bool(np.any(inside & (across >= text.tops) & (across <= text.bottoms)))

    def _entry(self, page: int) -> tuple[PageText, _Lines]:
        found = self._kept.get(page)
        if found is None:
            text = self._read(page)
            found = self._kept[page] = (text, _lines(text))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(page)
        return found


def _lines(text: PageText) -> _Lines:
    if not len(text.starts) or not len(text.left):
        nothing = np.zeros(len(text.starts), np.float32)
        return _Lines(nothing, nothing)
    low, high = np.minimum(text.left, text.right), np.maximum(text.left, text.right)
    pairs = list(zip(text.starts.tolist(), text.ends.tolist(), strict=True))
    left = [float(low[start:end].min()) if end > start else 0.0 for start, end in pairs]
    right = [float(high[start:end].max()) if end > start else 0.0 for start, end in pairs]
    return _Lines(np.array(left, np.float32), np.array(right, np.float32))
