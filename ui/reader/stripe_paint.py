"""Paints the stripes in the margin and the names of their codes where there is room."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from ui.reader.colours import DeskColours
from ui.reader.highlights import Highlights
from ui.reader.stripes import Stripe

BAR, PITCH, NEAR = 4, 7, 8
"""Screen pixels: a stripe's width, the distance of stripes, and of the first from the page."""

_LEAST_NAME, _NAME_GAP = 48, 6


@dataclass(frozen=True, slots=True)
class _Name:
    """A name: its rectangle in pixels right of the page and below its top, and whose it is."""

    area: QRect
    text: str
    stripe: Stripe


@dataclass(frozen=True, slots=True)
class _Drawn:
    stripes: list[Stripe]
    key: tuple[float, int, float]
    bars: list[tuple[QRect, QColor, Stripe]]
    names: list[_Name]


class StripePainter:
    """Paints stripes in device pixels; keeps what it worked out by page."""

    def __init__(self, highlights: Highlights) -> None:
        self._highlights = highlights
        self._drawn: dict[int, _Drawn] = {}

    def at(self, page: int, x: float, y: float) -> Stripe | None:
        """Return the stripe under a pixel, counted from the upper right corner of the page."""
        drawn = self._drawn.get(page)
        if drawn is None or x < 0:
            return None
        spot = QPoint(int(x), int(y))
        wide = max(1, round((PITCH - BAR) * drawn.key[2] / 2))
        for area, _, stripe in drawn.bars:
            if area.adjusted(-wide, 0, wide, 0).contains(spot):
                return stripe
        named = (name.stripe for name in drawn.names if name.area.contains(spot))
        return next(named, None)

    def paint(
        self,
        painter: QPainter,
        page: int,
        area: QRect,
        exposed: QRect,
        scale: float,
        colours: DeskColours,
    ) -> None:
        """Paint the stripes right of the page that lies at `area`, as far as `exposed` shows."""
        stripes = self._highlights.stripes(page)
        if not stripes:
            return
        ratio = painter.device().devicePixelRatio()
        room = exposed.right() + 1 - (area.right() + 1)
        drawn = self._drawn.get(page)
        if drawn is None or drawn.stripes is not stripes or drawn.key != (scale, room, ratio):
            bars = [self._bar(stripe, scale, ratio) for stripe in stripes]
            names = self._names(bars, room, ratio, painter.font())
            drawn = self._drawn[page] = _Drawn(stripes, (scale, room, ratio), bars, names)
        painter.save()
        painter.translate(area.topRight() + QPoint(1, 0))
        seen = exposed.translated(-area.topRight() - QPoint(1, 0))
        self._paint_bars(painter, drawn, seen, colours)
        self._paint_names(painter, drawn, seen, colours)
        painter.restore()

    def _bar(self, stripe: Stripe, scale: float, ratio: float) -> tuple[QRect, QColor, Stripe]:
        left = round((NEAR + stripe.column * PITCH) * ratio)
        top, bottom = round(stripe.top * scale), round(stripe.bottom * scale)
        least = round(3 * ratio)
        area = QRect(left, top, round(BAR * ratio), max(least, bottom - top - round(ratio)))
        return area, QColor(self._highlights.look(stripe.code).colour), stripe

    def _names(
        self,
        bars: list[tuple[QRect, QColor, Stripe]],
        room: int,
        ratio: float,
        font: QFont,
    ) -> list[_Name]:
        """Place names right of the stripes, each level with its stripe or a little below."""
        last = max(stripe.column for _, _, stripe in bars)
        left = round((NEAR + (last + 1) * PITCH + _NAME_GAP) * ratio)
        width = room - left - round(4 * ratio)
        if width < _LEAST_NAME * ratio:
            return []
        metrics = QFontMetrics(_name_font(font, ratio))
        names: list[_Name] = []
        free, before = 0, b""
        for area, _, stripe in bars:
            top = max(area.top(), free)
            text = metrics.elidedText(
                self._highlights.look(stripe.code).name, Qt.TextElideMode.ElideRight, width
            )
            is_beside = top <= max(area.bottom() - metrics.height() // 2, area.top())
            if text and is_beside and not (stripe.code == before and top == free):
                names.append(_Name(QRect(left, top, width, metrics.height()), text, stripe))
                free, before = top + metrics.height(), stripe.code
        return names

    def _paint_bars(
        self, painter: QPainter, drawn: _Drawn, seen: QRect, colours: DeskColours
    ) -> None:
        picked = self._highlights.lit | self._highlights.under
        wide = max(1, round(drawn.key[2]))
        for area, colour, stripe in drawn.bars:
            if not area.intersects(seen):
                continue
            if picked and _is_picked(stripe, picked):
                painter.fillRect(area.adjusted(-wide, -wide, wide, wide), colours.accent)
            painter.fillRect(area, colour)

    def _paint_names(
        self, painter: QPainter, drawn: _Drawn, seen: QRect, colours: DeskColours
    ) -> None:
        if not drawn.names:
            return
        picked = self._highlights.lit | self._highlights.under
        painter.setFont(_name_font(painter.font(), drawn.key[2]))
        for name in drawn.names:
            if name.area.intersects(seen):
                is_picked = bool(picked) and _is_picked(name.stripe, picked)
                painter.setPen(colours.text if is_picked else colours.muted)
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(name.area, flags, name.text)


def _is_picked(stripe: Stripe, picked: frozenset[bytes]) -> bool:
    return stripe.passage in picked or any(coding in picked for coding in stripe.codings)


def _name_font(font: QFont, ratio: float) -> QFont:
    """Return the font of the names: painting is in device pixels, so the size grows with them."""
    small = QFont(font)
    small.setPixelSize(round(11 * ratio))
    return small
