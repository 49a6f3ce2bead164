"""Paints what is looked at and what the pointer is on, so that it cannot be mistaken."""

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui.reader.colours import DeskColours
from ui.reader.highlights import Highlights
from ui.reader.marks import PageMarks

_POINTED, _LIT = 1.25, 2.25
"""Screen pixels: the outlines of what is pointed at and of what is looked at."""


def paint_lit(
    painter: QPainter,
    marks: PageMarks,
    highlights: Highlights,
    scale: float,
    colours: DeskColours,
) -> None:
    """Outline passages of the page whose upper left corner is the painter's origin."""
    ratio = painter.device().devicePixelRatio()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lit, under = highlights.lit, highlights.under
    # Multiplied, the outline leaves letters that it touches as dark as they are.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for ids, width in ((under - lit, _POINTED), (lit, _LIT)):
        path = outline(marks, ids, scale, ratio)
        if path is not None:
            pen = QPen(colours.outline, width * ratio)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(path)


def outline(
    marks: PageMarks, ids: frozenset[bytes], scale: float, ratio: float, *, beyond: float = 0.0
) -> QPainterPath | None:
    """Return the outline of the marks with one of these ids, or None when there are none.

    It lies so many screen pixels `beyond` where it lies by itself.
    """
    quads = sorted({index for one in ids for index in marks.places.get(one, ())})
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    wide, high = (2 + beyond) * ratio, (1.5 + beyond / 2) * ratio
    reach = QMarginsF(wide, high, wide, high)
    before: tuple[int, QRectF] | None = None
    for index in quads:
        owner = int(marks.owners[index])
        left, top, right, bottom = (marks.rects[index] * scale).tolist()
        box = QRectF(left, top, right - left, bottom - top)
        path.addRect(box.marginsAdded(reach))
        if before is not None and before[0] == owner:
            _bridge(path, before[1], box)
        before = owner, box
    return None if path.isEmpty() else path.simplified()


def _bridge(path: QPainterPath, above: QRectF, below: QRectF) -> None:
    """Join two lines of a paragraph, so that one outline goes around both."""
    gap = below.top() - above.bottom()
    left, right = max(above.left(), below.left()), min(above.right(), below.right())
    if 0 < gap < above.height() and left < right:
        path.addRect(QRectF(left, above.bottom(), right - left, gap))
