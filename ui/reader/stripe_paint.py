"""Paints the stripes in the margin and the names of their codes where there is room."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from ui.reader import signs, tints
from ui.reader.colours import DeskColours
from ui.reader.highlights import Highlights
from ui.reader.margin import DOT, PAD, REST, Bar, Fitting, Margin, Name, Said, fill
from ui.reader.stripes import Stripe

_FONT, _LEAF = 11, 6
"""Screen pixels: height of the letters of names, and width of the sign for a memo."""

_FAINT = 0.4
"""How far the colour of a coding of limited depth goes into its surroundings."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    stripes: list[Stripe]
    fitting: Fitting
    margin: Margin


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
        wide = max(1, round(drawn.fitting.ratio))
        for area, stripe in drawn.margin.bars:
            reach = round(REST * drawn.fitting.ratio) if stripe.others else wide
            if area.adjusted(-wide, 0, reach, 0).contains(spot):
                return stripe
        named = (name.stripe for name in drawn.margin.names if name.area.contains(spot))
        return next(named, None)

    def paint(
        self,
        painter: QPainter,
        page: int,
        area: QRect,
        exposed: QRect,
        room: int,
        scale: float,
        colours: DeskColours,
    ) -> None:
        """Paint the stripes right of the page that lies at `area`, as far as `exposed` shows.

        `room` is how many pixels right of the page are free for stripes and names.
        """
        stripes = self._highlights.stripes(page)
        if not stripes:
            return
        fitting = Fitting(scale, room, painter.device().devicePixelRatio())
        painter.save()
        painter.setFont(_name_font(painter.font(), fitting.ratio))
        drawn = self._drawn.get(page)
        if drawn is None or drawn.stripes is not stripes or drawn.fitting != fitting:
            margin = self._filled(stripes, fitting, painter.font())
            drawn = self._drawn[page] = _Drawn(stripes, fitting, margin)
        painter.translate(area.topRight() + QPoint(1, 0))
        seen = exposed.translated(-area.topRight() - QPoint(1, 0))
        named = {name.stripe.passage + name.stripe.code for name in drawn.margin.names}
        for bar in drawn.margin.bars:
            if bar.area.intersects(seen):
                is_named = bar.stripe.passage + bar.stripe.code in named
                self._paint_bar(painter, bar, fitting, colours, is_named=is_named)
        for name in drawn.margin.names:
            if name.area.intersects(seen):
                self._paint_name(painter, name, fitting.ratio, colours)
        painter.restore()

    def _filled(self, stripes: list[Stripe], fitting: Fitting, font: QFont) -> Margin:
        plain, bold = QFontMetrics(font), QFontMetrics(_bold(font))
        gap, leaf = round(PAD * fitting.ratio), round(_LEAF * fitting.ratio)

        def said(stripe: Stripe) -> Said:
            widths = (
                (bold if sign.is_bold else plain).horizontalAdvance(sign.text) or leaf
                for sign in signs.of_marks(self._highlights, stripe.marks)
            )
            name = self._highlights.look(stripe.code).name
            return Said(name, tuple(width + gap for width in widths))

        return fill(stripes, fitting, plain, said)

    def _colour(self, stripe: Stripe, colours: DeskColours) -> QColor:
        if stripe.others:
            return colours.muted
        colour = QColor(self._highlights.look(stripe.code).colour)
        is_limited = all(mark.depth == "limited" for mark in stripe.marks)
        return tints.mixed(colour, colours.surround, _FAINT) if is_limited else colour

    def _is_picked(self, stripe: Stripe) -> bool:
        picked = self._highlights.lit | self._highlights.under
        return bool(picked) and stripe.is_one_of(picked)

    def _paint_bar(
        self,
        painter: QPainter,
        bar: Bar,
        fitting: Fitting,
        colours: DeskColours,
        *,
        is_named: bool,
    ) -> None:
        area, stripe = bar
        line = max(1, round(fitting.ratio))
        if self._is_picked(stripe):
            is_lit = stripe.is_one_of(self._highlights.lit)
            wide = round(2 * fitting.ratio) if is_lit else line
            painter.fillRect(area.adjusted(-wide, -wide, wide, wide), colours.accent)
        painter.fillRect(area, self._colour(stripe, colours))
        if stripe.others:
            painter.setPen(colours.muted)
            left, metrics = area.right() + 1 + 2 * line, painter.fontMetrics()
            rest = f"+{len(stripe.others)}"
            fits = left + metrics.horizontalAdvance(rest) <= fitting.room
            painter.drawText(left, area.top() + metrics.ascent(), rest if fits else "+")
        elif all(self._highlights.voices.is_other(mark.coder) for mark in stripe.marks):
            painter.fillRect(area.adjusted(line, line, -line, -line), colours.surround)
        elif not is_named and any(mark.has_memo for mark in stripe.marks):
            side = max(1, area.width() // 2)
            inset = (area.width() - side) // 2
            painter.fillRect(
                area.left() + inset, area.top() + 2 * line, side, side, colours.surround
            )

    def _paint_name(
        self, painter: QPainter, name: Name, ratio: float, colours: DeskColours
    ) -> None:
        """Paint a dot in the colour of the stripe, the name, and signs behind it."""
        ink = colours.text if self._is_picked(name.stripe) else colours.muted
        metrics = painter.fontMetrics()
        dot, pad = DOT * ratio, PAD * ratio
        middle = name.area.top() + metrics.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(name.stripe, colours))
        painter.drawEllipse(QRectF(name.area.left(), middle - dot / 2, dot, dot))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(ink)
        left = name.area.left() + round(dot + pad)
        base = name.area.top() + metrics.ascent()
        for line in name.lines:
            painter.drawText(left, base, line)
            base += metrics.height()
        end = left + metrics.horizontalAdvance(name.lines[-1])
        self._paint_signs(painter, name, end, base - metrics.height(), ratio)

    def _paint_signs(
        self, painter: QPainter, name: Name, left: int, base: int, ratio: float
    ) -> None:
        pad, font = round(PAD * ratio), painter.font()
        for sign in signs.of_marks(self._highlights, name.stripe.marks)[: name.signs]:
            left += pad
            if sign == signs.LEAF:
                _paint_leaf(painter, left, base, ratio)
            else:
                painter.setFont(_bold(font) if sign.is_bold else font)
                painter.drawText(left, base, sign.text)
                left += painter.fontMetrics().horizontalAdvance(sign.text)
        painter.setFont(font)


def _paint_leaf(painter: QPainter, left: int, base: int, ratio: float) -> None:
    """Paint a leaf of paper with a folded corner: the sign for a memo."""
    wide, high = _LEAF * ratio, (_LEAF + 1) * ratio
    fold = wide * 0.45
    top = base - high
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(painter.pen().color(), ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = ratio / 2
    painter.translate(left + half, top + half)
    corners = [(0, 0), (wide - fold, 0), (wide, fold), (wide, high), (0, high)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    painter.restore()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _name_font(font: QFont, ratio: float) -> QFont:
    """Return the font of the names: painting is in device pixels, so the size grows with them."""
    small = QFont(font)
    small.setPixelSize(round(_FONT * ratio))
    return small
