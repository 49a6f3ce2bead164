"""The small coloured square that stands for a code, and colours that everybody can tell apart."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)

SIDE = 12

NAMES = (
    "Blue", "Amber", "Green", "Pink", "Sky blue", "Vermilion", "Mustard", "Violet",
    "Pale blue", "Brown", "Teal", "Purple", "Indigo", "Rose", "Dark green", "Wine",
)  # fmt: skip
"""What the colours of `coder.model.colours.PALETTE` are called, in its order."""


def paint(painter: QPainter, left: float, middle: float, colour: str, *, hollow: bool) -> None:
    """Paint the square with its left edge at `left`, centred at height `middle`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = QColor(colour)
    on_dark = QGuiApplication.palette().color(QPalette.ColorRole.Base).lightness() < 128
    edge = shade.lighter(170) if on_dark and shade.lightness() < 110 else shade.darker(125)
    painter.setPen(QPen(edge, 1.5 if hollow else 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else shade)
    inset = 1.0 if hollow else 0.5
    square = QRectF(left, middle - SIDE / 2, SIDE, SIDE)
    painter.drawRoundedRect(square.adjusted(inset, inset, -inset, -inset), 2.5, 2.5)
    painter.restore()


def pixmap(colour: str, ratio: float, *, hollow: bool = False) -> QPixmap:
    """Return the square as a picture for a screen of `ratio` device pixels per pixel."""
    side = round(SIDE * ratio)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, 0, SIDE / 2, colour, hollow=hollow)
    painter.end()
    return picture


def icon(colour: str) -> QIcon:
    """Return the square as an icon for a menu or a list."""
    return QIcon(pixmap(colour, 2.0))
