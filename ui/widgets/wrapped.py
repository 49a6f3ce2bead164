"""Text on several lines, the last one shortened; long words are broken rather than clipped."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from ui.widgets import ink
from ui.widgets.labels import breakable

QUOTE_LINES = 2
"""How many lines of a quote a row of a list shows."""


def _layout(text: str, font: QFont, width: int, most: int) -> tuple[QTextLayout, int]:
    """Break `text` into at most `most` lines; return the layout and how many there are."""
    layout = QTextLayout(text.replace("\n", " "), font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeading)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = 0
    while lines < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        lines += 1
    layout.endLayout()
    return layout, lines


def count(text: str, font: QFont, width: int) -> int:
    """Return how many lines of `width` pixels a text takes, 20 at most."""
    return _layout(text, font, width, 20)[1]


def paint(
    painter: QPainter, room: QRect, text: str, font: QFont, colour: QColor, most: int
) -> int:
    """Paint text in at most `most` lines; return how many it took."""
    metrics = QFontMetrics(font)
    text = text[: most * (room.width() // max(1, metrics.averageCharWidth()) + 40)]
    layout, lines = _layout(text, font, room.width(), most)
    painter.setPen(colour)
    painter.setFont(font)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    for number in range(lines):
        line = layout.lineAt(number)
        top = room.top() + number * metrics.lineSpacing()
        if number < most - 1:
            line.draw(painter, QPointF(room.left(), top - line.y()))
        else:
            units = layout.text().encode("utf-16-le")
            rest = units[2 * line.textStart() :].decode("utf-16-le", "ignore")
            band = QRect(room.left(), top, room.width(), metrics.lineSpacing())
            ink.paint_line(painter, band, rest, font, colour)
    return lines


def paint_quote(painter: QPainter, room: QRect, quote: str, font: QFont, colour: QColor) -> None:
    """Paint a quote as a row of a list shows it."""
    paint(painter, room, breakable(quote), font, colour, QUOTE_LINES)
