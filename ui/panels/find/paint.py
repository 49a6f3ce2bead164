"""How the find panel paints its rows: the page at the left, the words found strong."""

import unicodedata
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coder.model.report import Run
from coder.services.finding_hits import Context
from ui import theme
from ui.panels.find.rows import FindRole, Index, ShownHeading, ShownPlace
from ui.widgets import ink

_EDGE, _PAD = 8, 7
_BOX = 16
_SAMPLE = "what a sentence is made of, in the middle of a report"
_SPARE = 1.1
"""What lines lose at their ends, where words do not fit any more."""
CHECK = 32
"""The room at the left, in pixels, in which a click checks a passage."""


class FindDelegate(QStyledItemDelegate):
    """Paints places in two lines, passages in as many as they need, a report in two."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; that of a passage is estimated from its length."""
        return QSize(80, _lines(option, index) * option.fontMetrics.lineSpacing() + 2 * _PAD + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        shown = index.data(FindRole.SHOWN)
        painter.save()
        if isinstance(shown, ShownHeading):
            self._paint_heading(painter, option, shown)
        else:
            option.widget.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
            )
            self._paint_place(painter, option, shown, _lines(option, index))
        hairline = QColor(theme.current().hairline)
        hairline.setAlphaF(0.6)
        painter.setPen(hairline)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, shown: ShownHeading
    ) -> None:
        look = theme.current()
        painter.fillRect(option.rect, QColor(look.window))
        room = QRect(option.rect).adjusted(_EDGE, _PAD, -_EDGE, -_PAD)
        plain, muted = QColor(look.text), QColor(look.muted)
        bold = _bold(option.font)
        wide = QFontMetrics(bold).horizontalAdvance(shown.count)
        line = option.fontMetrics.lineSpacing()
        top = QRect(room.left(), room.top(), room.width(), line)
        ink.paint_line(
            painter, top.adjusted(room.width() - wide, 0, 1, 0), shown.count, bold, muted
        )
        first = top.adjusted(0, 0, -wide - _EDGE, 0)
        if shown.number:
            ink.paint_line(painter, first, shown.number, bold, plain)
            below = QRect(room.left(), top.bottom() + 1, room.width(), line)
            ink.paint_line(painter, below, shown.title, option.font, muted)
        else:
            whole = Context(shown.title, ((0, len(shown.title)),))
            beside = room.adjusted(0, 0, -wide - _EDGE, 0)
            _paint_text(painter, beside, 2, whole, option.font, (plain, plain))

    def _paint_place(
        self, painter: QPainter, option: QStyleOptionViewItem, shown: ShownPlace, lines: int
    ) -> None:
        plain, muted = ink.of(option)
        room = QRect(option.rect).adjusted(_EDGE, _PAD, -_EDGE, -_PAD)
        line = option.fontMetrics.lineSpacing()
        if shown.is_checked is not None:
            box = QRectF(room.left(), room.top() + (line - _BOX) / 2, _BOX, _BOX)
            _paint_box(painter, box, on=shown.is_checked)
            room.setLeft(option.rect.left() + CHECK)
        gutter = _gutter(option)
        head = QRect(room.left(), room.top(), gutter, line)
        ink.paint_line(painter, head, shown.page, option.font, muted)
        if shown.is_memo:
            small = QFont(option.font)
            small.setItalic(True)
            ink.paint_line(painter, head.translated(0, line), "memo", small, muted)
        room.setLeft(room.left() + gutter + _EDGE)
        _paint_text(painter, room, lines, shown.context, option.font, (plain, muted))


def _gutter(option: QStyleOptionViewItem) -> int:
    """Return the room for the name of a page."""
    return option.fontMetrics.horizontalAdvance("p. 888") + 4


def _lines(option: QStyleOptionViewItem, index: Index) -> int:
    """Return how many lines of text a row has."""
    length, view = int(index.data(FindRole.LENGTH) or 0), option.widget
    if not length or not isinstance(view, QListView):
        return 2
    room = view.viewport().width() - CHECK - _gutter(option) - 2 * _EDGE
    letter = option.fontMetrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
    wide = length * letter * _SPARE
    return max(2, ceil(wide / max(room, 80)))


def _paint_box(painter: QPainter, box: QRectF, *, on: bool) -> None:
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(look.accent if on else look.muted))
    painter.setBrush(QColor(look.accent if on else look.surface))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.restore()
    if on:
        ink.paint_tick(painter, box.left() + 2, box.center().y(), QColor(look.accent_text))


def _paint_text(
    painter: QPainter,
    room: QRect,
    lines: int,
    context: Context,
    font: QFont,
    colours: tuple[QColor, QColor],
) -> None:
    """Paint text in at most so many lines, the words found strong, shortened if there is more.

    `colours` are that of the words found and that of the rest.
    """
    strong, rest = colours
    layout = _laid_out(context, font, room.width(), lines, strong)
    reach = _reach(layout)
    cut = _upto(context.text, reach)
    while cut and reach < len(layout.text().encode("utf-16-le", "replace")) // 2:
        shown = Context(cut.rstrip() + "…", context.bold)
        layout = _laid_out(shown, font, room.width(), lines, strong)
        reach, cut = _reach(layout), cut[:-3]
    painter.setPen(rest)
    layout.draw(painter, QPointF(room.topLeft()))


def _reach(layout: QTextLayout) -> int:
    """Return how many UTF-16 units of a text have found room."""
    last = layout.lineAt(layout.lineCount() - 1)
    return last.textStart() + last.textLength()


def _upto(text: str, units: int) -> str:
    return text.encode("utf-16-le", "replace")[: 2 * units].decode("utf-16-le", "ignore")


def _laid_out(context: Context, font: QFont, width: int, most: int, strong: QColor) -> QTextLayout:
    layout = QTextLayout(context.text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeading)
    option.setTextDirection(_direction(context.text))
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_strong(run, context.text, font, strong) for run in context.bold])
    layout.beginLayout()
    height = QFontMetrics(font).lineSpacing()
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * height))
    layout.endLayout()
    return layout


def _direction(text: str) -> Qt.LayoutDirection:
    """Return the direction of the first letter that has one."""
    kinds = map(unicodedata.bidirectional, text)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L")
    is_left = first == "L"
    return Qt.LayoutDirection.LeftToRight if is_left else Qt.LayoutDirection.RightToLeft


def _strong(run: Run, text: str, font: QFont, colour: QColor) -> QTextLayout.FormatRange:
    strong = QTextCharFormat()
    strong.setFont(_bold(font))
    strong.setForeground(colour)
    found = QTextLayout.FormatRange()
    found.start = _unit(text, run[0])
    found.length = _unit(text, run[1]) - found.start
    found.format = strong
    return found


def _unit(text: str, at: int) -> int:
    """Return where Qt, which counts UTF-16 units, sees a character of a text."""
    return len(text[:at].encode("utf-16-le", "replace")) // 2


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
