"""Small signs for what a coding says: direction, depth, area, moved; and choosing by it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from coder.model.coding import Coding

_SIDE, _GAP = 10.0, 5.0

KINDS: tuple[tuple[str, str, Callable[[Coding], bool]], ...] = (
    ("+", "For", lambda one: one.direction == "+"),
    ("-", "Against", lambda one: one.direction == "-"),
    ("±", "Mixed", lambda one: one.direction == "±"),
    ("none", "No direction", lambda one: not one.direction),
    ("central", "Central", lambda one: one.depth == "central"),
    ("limited", "Limited", lambda one: one.depth == "limited"),
    ("memo", "With a memo", lambda one: bool(one.memo)),
    ("area", "Areas", lambda one: one.is_area),
    ("moved", "Found again in a new file", lambda one: bool(one.moved)),
)
"""Kinds of codings one can choose by: a short name, words, and which codings they are."""

_WRITTEN = {"+": "+", "-": "−", "±": "±"}


def of_kind(kind: str, coding: Coding) -> bool:
    """Say whether a coding is of a kind; all are of the kind ""."""
    return next((fits(coding) for name, _, fits in KINDS if name == kind), True)


def paint(
    painter: QPainter, right: float, middle: float, coding: Coding, font: QFont, colour: QColor
) -> float:
    """Paint the signs of a coding so that they end at `right`; return where they begin."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2))
    left = right
    for shows, draw in (
        (bool(coding.moved), _moved),
        (coding.is_area, _area),
        (coding.depth == "limited", _limited),
        (coding.depth == "central", _central),
    ):
        if shows:
            left -= _SIDE
            painter.setBrush(colour if draw is _central else Qt.BrushStyle.NoBrush)
            draw(painter, left, middle)
            left -= _GAP
    sign = _WRITTEN.get(coding.direction, "")
    if sign:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        wide = QFontMetrics(bold).horizontalAdvance(sign)
        left -= wide
        painter.drawText(
            QRectF(left, middle - 12, wide + 1, 24), Qt.AlignmentFlag.AlignVCenter, sign
        )
        left -= _GAP
    painter.restore()
    return left


def _central(painter: QPainter, left: float, middle: float) -> None:
    painter.drawEllipse(QPointF(left + _SIDE / 2, middle), 3.4, 3.4)


def _limited(painter: QPainter, left: float, middle: float) -> None:
    painter.drawEllipse(QPointF(left + _SIDE / 2, middle), 3.4, 3.4)


def _area(painter: QPainter, left: float, middle: float) -> None:
    painter.drawRect(QRectF(left + 0.5, middle - 3.5, _SIDE - 1, 7))


def _moved(painter: QPainter, left: float, middle: float) -> None:
    end = left + _SIDE - 0.5
    painter.drawLine(QPointF(left, middle), QPointF(end, middle))
    head = [(end - 3, middle - 3), (end, middle), (end - 3, middle + 3)]
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in head]))
