"""Paints the pages themselves: paper, print, and what could not be drawn."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter

from ui.reader.cache import PageCache
from ui.reader.colours import DeskColours
from ui.reader.layout import Layout
from ui.reader.wanted import page_job

_SHADOW = 3
"""Width of the shadow right and below a page, in screen pixels."""

_SMOOTH_AREA = 4_000_000
"""Pixels of a stretched picture above which it is not smoothed, to stay within a frame."""


class Sheets:
    """Paints pages in device pixels from whatever picture of them is at hand.

    `failures` holds the reason, in plain words, for each page that could not be drawn.
    """

    def __init__(self, cache: PageCache) -> None:
        self._cache = cache
        self.failures: dict[int, str] = {}

    def paint(
        self, painter: QPainter, layout: Layout, page: int, area: QRect, colours: DeskColours
    ) -> None:
        """Paint one page into `area`, the rectangle of the page in device pixels."""
        _frame(painter, area, colours)
        image = self._cache.sharp(page_job(layout, page))
        if image is not None and _is_same_size(image, area):
            painter.drawImage(area.topLeft(), image)
        else:
            image = image or self._cache.nearest(page, layout.scale)
            if image is not None:
                self._stretch(painter, image, area)
        self._clip(painter, layout, page, area)
        if page in self.failures:
            self._excuse(painter, area, page, colours)

    @staticmethod
    def _stretch(painter: QPainter, image: QImage, area: QRect) -> None:
        seen = area.intersected(painter.window())
        is_small = seen.width() * seen.height() <= _SMOOTH_AREA
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_small)
        ratio_x, ratio_y = image.width() / area.width(), image.height() / area.height()
        source = QRectF(
            (seen.x() - area.x()) * ratio_x,
            (seen.y() - area.y()) * ratio_y,
            seen.width() * ratio_x,
            seen.height() * ratio_y,
        )
        painter.drawImage(QRectF(seen), image, source)

    def _clip(self, painter: QPainter, layout: Layout, page: int, area: QRect) -> None:
        clip = self._cache.clips.get(page)
        if clip is not None and clip.job.scale == round(layout.scale, 6):
            painter.drawImage(area.topLeft() + clip.area.topLeft(), clip.image)

    def _excuse(self, painter: QPainter, area: QRect, page: int, colours: DeskColours) -> None:
        ratio = painter.device().devicePixelRatio()
        font = QFont(painter.font())
        font.setPointSizeF(11 * ratio)
        painter.setFont(font)
        seen = area.intersected(painter.window())
        box = seen.adjusted(*(round(side * ratio) for side in (24, 24, -24, -24)))
        said = f"This page could not be drawn: {self.failures[page]}"
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.setPen(colours.text if colours.paper.lightness() < 128 else Qt.GlobalColor.black)
        painter.drawText(box, flags, said)


def _frame(painter: QPainter, area: QRect, colours: DeskColours) -> None:
    """Paint soft shadow, hairline and paper."""
    painter.setPen(Qt.PenStyle.NoPen)
    wide = round(_SHADOW * painter.device().devicePixelRatio())
    painter.setBrush(colours.shadow)
    for out in range(wide, 0, -1):
        painter.fillRect(area.adjusted(1 - out // 2, 0, out, out), colours.shadow)
    painter.fillRect(area.adjusted(-1, -1, 1, 1), colours.hairline)
    painter.fillRect(area, colours.paper)


def _is_same_size(image: QImage, area: QRect) -> bool:
    """Say whether a picture may be put down as it is; the engine may round to a pixel more."""
    return abs(image.width() - area.width()) <= 1 and abs(image.height() - area.height()) <= 1


def corner(layout: Layout, page: int, origin: QPoint) -> QRect:
    """Return the rectangle of a page in device pixels of the view."""
    return QRect(*layout.box(page)).translated(-origin)
