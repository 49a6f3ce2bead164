"""Paints single pages in device pixels: edge, picture, and what could not be drawn."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from ui import theme
from ui.reader.colours import DeskColours

_SHADOW = 3
"""Width of the shadow right of and below a page, in screen pixels."""

_SMOOTH_AREA = 4_000_000
"""Pixels of a stretched picture above which it is not smoothed, to stay within a frame."""

_DIM_LIGHT, _DIM_DARK = 28, 76
"""How much of 255 dimmed paper loses, in the light look and in the dark one."""


def paint_edge(painter: QPainter, area: QRect, colours: DeskColours) -> None:
    """Paint hairline and soft shadow around a page; thin strips, the page itself is left."""
    wide = max(1, round(_SHADOW * painter.device().devicePixelRatio()))
    left, top, right, bottom = area.left(), area.top(), area.right() + 1, area.bottom() + 1
    for strip in (
        QRect(left - 1, top - 1, area.width() + 2, 1),
        QRect(left - 1, bottom, area.width() + 2, 1),
        QRect(left - 1, top, 1, area.height()),
        QRect(right, top, 1, area.height()),
    ):
        painter.fillRect(strip, colours.hairline)
    shade = QColor(colours.shadow)
    shade.setAlpha(max(1, round(colours.shadow.alpha() / wide)))
    below, beside = bottom + 1, right + 1
    for out in range(1, wide + 1):
        painter.fillRect(QRect(left + wide, below, beside - left - wide, out), shade)
        painter.fillRect(QRect(beside, top + wide, out, below - top - wide + out), shade)


def paint_image(painter: QPainter, image: QImage, area: QRect, exposed: QRect) -> None:
    """Paint the picture of a page: as it is when it has the size of the page, else stretched."""
    wider, higher = image.width() - area.width(), image.height() - area.height()
    if abs(wider) <= 1 and abs(higher) <= 1:
        # The engine may round a page up where the layout rounds down: one row more, not a blur.
        part = QRect(0, 0, image.width() - max(0, wider), image.height() - max(0, higher))
        painter.drawImage(area.topLeft(), image, part)
        return
    seen = area.intersected(exposed)
    is_small = seen.width() * seen.height() <= _SMOOTH_AREA
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_small)
    across, down = image.width() / area.width(), image.height() / area.height()
    source = QRectF(
        (seen.x() - area.x()) * across,
        (seen.y() - area.y()) * down,
        seen.width() * across,
        seen.height() * down,
    )
    painter.drawImage(QRectF(seen), image, source)


def paint_dim(painter: QPainter, area: QRect) -> None:
    """Darken paper and print: the same as multiplying with a grey, and many times as fast."""
    painter.fillRect(area, QColor(0, 0, 0, _DIM_DARK if theme.current().is_dark else _DIM_LIGHT))


def paint_excuse(painter: QPainter, reason: str, seen: QRect, colours: DeskColours) -> None:
    """Say in the part of a page in view why it could not be drawn; `reason` is a sentence."""
    ratio = painter.device().devicePixelRatio()
    inset = round(24 * ratio)
    room = seen.adjusted(inset, inset, -inset, -inset)
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(round(14 * ratio))
    painter.setFont(font)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    said = f"{reason}\nPress F5 to try again."
    text = painter.boundingRect(room, flags, said)
    panel = text.adjusted(-inset // 2, -inset // 2, inset // 2, inset // 2)
    painter.fillRect(panel.adjusted(-1, -1, 1, 1), colours.hairline)
    painter.fillRect(panel, colours.paper)
    painter.setPen(Qt.GlobalColor.black)
    painter.drawText(room, flags, said)
    painter.restore()
