"""How the list of passages looks: one row per coding, painted only when it is seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coder.model.codebook import Code
from coder.model.coding import Coder, Coding
from ui.panels.passages import coding_signs, coding_words
from ui.widgets import ink, swatch
from ui.widgets.wrapped import QUOTE_LINES, paint_quote

_EDGE = 8
_LEAST = 56
"""Pixels of a report's name below which it says nothing."""
_READ = 1000
"""Characters of a quote that a row looks at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row shows of a coding, in words; `report` is empty where only one is listed."""

    coding: Coding
    code: Code | None
    coder: Coder | None
    page: str
    report: str = ""

    @property
    def place(self) -> str:
        """Return report and page in words."""
        return f"{self.report} · {self.page}" if self.report else self.page


class PassageRole(IntEnum):
    """What a row tells besides its text."""

    SHOWN = Qt.ItemDataRole.UserRole


class PassageRows(QAbstractTableModel):
    """Codings as rows; what a row says is looked up only when it is painted."""

    def __init__(self, look_up: Callable[[Coding], Shown], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look_up = look_up
        self._codings: Sequence[Coding] = ()

    def show(self, codings: Sequence[Coding]) -> None:
        """Show these codings."""
        self.beginResetModel()
        self._codings = codings
        self.endResetModel()

    @property
    def codings(self) -> Sequence[Coding]:
        """Return what is shown now."""
        return self._codings

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return how many codings are shown."""
        return 0 if parent.isValid() else len(self._codings)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Return one: a row is painted in one piece."""
        return 0 if parent.isValid() else 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what a row shows; as text, what a screen reader says."""
        if not index.isValid():
            return None
        if role == PassageRole.SHOWN:
            return self._look_up(self._codings[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            shown = self._look_up(self._codings[index.row()])
            name = shown.code.name if shown.code else ""
            head = " · ".join((shown.place, name, *coding_words.said(shown.coding)))
            is_tip = role == Qt.ItemDataRole.ToolTipRole
            return head if is_tip else f"{head}\n{shown.coding.quote}"
        return None


class PassageDelegate(QStyledItemDelegate):
    """Paints colour, place, code and initials in one line and the quote in two below."""

    def row_height(self, font: QFont) -> int:
        """Return the height that every row has in this font."""
        return (1 + QUOTE_LINES) * QFontMetrics(font).lineSpacing() + 2 * _EDGE + 2

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        shown = index.data(PassageRole.SHOWN)
        assert isinstance(shown, Shown)
        view = option.widget
        view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view
        )
        painter.save()
        room = QRect(option.rect).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        line = option.fontMetrics.lineSpacing()
        self._paint_head(
            painter, option, shown, QRect(room.left(), room.top(), room.width(), line)
        )
        plain, muted = ink.of(option)
        body = room.adjusted(swatch.SIDE + _EDGE, line + 2, 0, 0)
        paint_quote(painter, body, _words(shown.coding), option.font, plain)
        hairline = QColor(muted)
        hairline.setAlphaF(0.2)
        painter.setPen(hairline)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _paint_head(
        self, painter: QPainter, option: QStyleOptionViewItem, shown: Shown, room: QRect
    ) -> None:
        plain, muted = ink.of(option)
        colour = shown.code.colour if shown.code else "#888888"
        middle = room.center().y() + 0.5
        swatch.paint(painter, room.left(), middle, colour, hollow=False)
        room.setLeft(room.left() + swatch.SIDE + _EDGE)
        initials = shown.coder.initials if shown.coder else ""
        metrics = option.fontMetrics
        painter.setFont(option.font)
        painter.setPen(muted)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right, initials)
        room.setRight(room.right() - metrics.horizontalAdvance(initials) - _EDGE)
        signs = coding_signs.paint(painter, room.right(), middle, shown.coding, option.font, muted)
        room.setRight(int(signs))
        place = place_within(shown, metrics, room.width() // 2)
        ink.paint_line(painter, room, place, option.font, muted)
        room.setLeft(room.left() + metrics.horizontalAdvance(place) + _EDGE)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        ink.paint_line(painter, room, shown.code.name if shown.code else "", bold, plain)


def _words(coding: Coding) -> str:
    """Return what a row quotes; an area has its caption first."""
    said = (coding.caption, coding.quote[:_READ])
    return " – ".join(part for part in said if part)


def place_within(shown: Shown, metrics: QFontMetrics, width: int) -> str:
    """Return where a passage stands, in so many pixels; the page is never cut, the report is."""
    rest = width - metrics.horizontalAdvance(f" · {shown.page}")
    if not shown.report or rest < min(_LEAST, metrics.horizontalAdvance(shown.report)):
        return shown.page
    report = metrics.elidedText(shown.report, Qt.TextElideMode.ElideRight, rest)
    return f"{report} · {shown.page}"
