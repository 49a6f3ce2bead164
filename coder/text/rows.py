"""The upright lines of a page as a reader sees them: what stands side by side is one row."""

from typing import NamedTuple

import numpy as np

from coder.model.report import PageText


class Row(NamedTuple):
    """Lines at one height, from left to right, with their top and bottom in points."""

    lines: list[int]
    top: float
    bottom: float


def rows(page: PageText) -> list[Row]:
    """Return the rows of a page from top to bottom; turned and blank lines are left out."""
    text, starts, ends = page.text, page.starts.tolist(), page.ends.tolist()
    tops, bottoms = page.tops.tolist(), page.bottoms.tolist()
    upright = np.flatnonzero((page.cosines > 0.99) & (page.bottoms > page.tops))
    found: list[Row] = []
    for line in upright[np.argsort(page.tops[upright], kind="stable")].tolist():
        if not text[starts[line] : ends[line]].strip():
            continue
        top, bottom = tops[line], bottoms[line]
        before = found[-1] if found else None
        if before and (top + bottom) / 2 < before.bottom:
            before.lines.append(line)
            if bottom > before.bottom:
                found[-1] = before._replace(bottom=bottom)
        else:
            found.append(Row([line], top, bottom))
    for row in found:
        if len(row.lines) > 1:
            row.lines.sort(key=lambda line: float(page.left[starts[line]]))
    return found
