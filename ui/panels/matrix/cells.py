"""The cells of the matrix: counts with a breath of heat, quotes that wrap."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coder.model.rating import Rating
from ui import theme
from ui.panels.appraise import rating_chip
from ui.panels.matrix.rows import Index, MatrixRows
from ui.widgets import ink, wrapped
from ui.widgets.labels import breakable

_HEAT = 0.36
_EDGE = 8
_CHIP_EDGE, _CHIP_TOP, _CHIP_GAP = 4, 14, 2
_LEAST = 26
"""Pixels of a cell that are left to its count."""
_QUOTE_LINES = 3
_READ = 600
"""Characters of a quote that a cell looks at."""


class Cells(QStyledItemDelegate):
    """Paints a count in the middle of a cell, the more the warmer; quotes from its top."""

    def __init__(self, rows: MatrixRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        look, rect, rows = theme.current(), option.rect, self._rows
        sums = rows.headings[index.column()].column.is_sum or rows.is_total(index.row())
        count = rows.count(index)
        painter.save()
        painter.fillRect(rect, QColor(look.raised if sums else look.surface))
        chips = self._chips(index, rect)
        if rows.with_quotes and not sums:
            self._paint_quotes(painter, rect.adjusted(_EDGE, 6, -_EDGE, -6), index)
        elif count:
            if not sums:
                heat = QColor(look.heat)
                heat.setAlphaF(_HEAT * (0.15 + 0.85 * rows.share(index)))
                painter.fillRect(rect, heat)
            painter.setFont(theme.body_font(bold=sums))
            painter.setPen(QColor(look.text))
            room = rect.adjusted(0, 0, -_wide(chips), 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), f"{count:,}")
        self._paint_chips(painter, rect, chips)
        self._paint_cursor(painter, option)
        painter.restore()

    def _chips(self, index: Index, rect: QRect) -> list[Rating]:
        """Return the ratings to be seen in a cell: one of each kind, as many as have room."""
        ratings = {(one.origin, one.scale, one.level): one for one in self._rows.ratings(index)}
        found = sorted(ratings.values(), key=lambda one: one.origin == "report")
        while found and _wide(found) > rect.width() - _LEAST:
            found.pop()
        return found

    def _paint_chips(self, painter: QPainter, rect: QRect, chips: Sequence[Rating]) -> None:
        """Paint ratings at the right: the reviewers' first, then the report's own."""
        left = rect.right() - _wide(chips)
        middle = rect.top() + _CHIP_TOP if self._rows.with_quotes else rect.center().y() + 0.5
        for rating in chips:
            left += rating_chip.paint(painter, left, middle, rating) + _CHIP_GAP

    def _paint_cursor(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Frame the current cell: two pixels where the keys go, one where they do not."""
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        painter.setPen(QColor(theme.current().accent))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def _paint_quotes(self, painter: QPainter, room: QRect, index: Index) -> None:
        """Paint as many quotes as there is room for, then how many more there are."""
        look = theme.current()
        font, small = theme.body_font(9), theme.body_font(8, bold=True)
        line = QFontMetrics(font).lineSpacing()
        quotes = self._rows.quotes(index)
        left = room.height() // line
        bottom = room.bottom()
        for at, one in enumerate(quotes):
            rest = len(quotes) - at
            free = left if rest == 1 else left - 1
            if free < 2 and at:
                band = QRect(room.left(), bottom - line + 1, room.width(), line)
                ink.paint_line(painter, band, f"… {rest} more", small, QColor(look.muted))
                return
            place = QRect(room.left(), room.top(), room.width(), line)
            ink.paint_line(painter, place, one.place, small, QColor(look.muted))
            room.setTop(room.top() + line)
            most = max(1, min(free - 1, free - 1 if rest == 1 else _QUOTE_LINES))
            text = f"“{breakable(one.quote[:_READ])}”"
            taken = wrapped.paint(painter, room, text, font, QColor(look.text), most)
            room.setTop(room.top() + taken * line + 4)
            left = (bottom - room.top() + 1) // line


def _wide(chips: Sequence[Rating]) -> int:
    """Return how many pixels chips take at the right of a cell."""
    each = sum(rating_chip.width(one) + _CHIP_GAP for one in chips)
    return each + _CHIP_EDGE if chips else 0
