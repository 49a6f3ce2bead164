"""Codings that wait to be confirmed as rows: a heading for each code, then its codings."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from coder.model.coding import Coding
from coder.model.ids import CodeId, CodingId
from ui import theme
from ui.panels.codebook.rows import tr
from ui.panels.team.differ_rows import Known
from ui.widgets import ink, swatch
from ui.widgets.grouped import EDGE, SHOWN, GroupedDelegate, GroupedView, Index, semibold
from ui.widgets.grouped_rows import GroupedRows, Heading
from ui.widgets.wrapped import paint_quote

_READ = 300
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_KEYS = {
    (Qt.Key.Key_C, _NONE): "confirm",
    (Qt.Key.Key_C, _SHIFT): "confirm-all",
    (Qt.Key.Key_R, _NONE): "recode",
    (Qt.Key.Key_X, _NONE): "remove",
    (Qt.Key.Key_Delete, _NONE): "remove",
    (Qt.Key.Key_S, _NONE): "same",
    (Qt.Key.Key_Return, _NONE): "show",
}


class ReconfirmRows(GroupedRows[Coding]):
    """Rows for codings, under their codes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Coding, parent)
        self.known = Known()

    def show(self, codings: Sequence[Coding], known: Known) -> None:
        """Show these, which stand together by code."""
        self.known = known
        counts = Counter(one.code for one in codings)
        rows: list[Coding | Heading] = []
        before = None
        for one in codings:
            if one.code != before:
                rows.append(Heading(known.names([one.code]), counts[one.code]))
                before = one.code
            rows.append(one)
        self.put(rows)

    def first_of(self, code: CodeId) -> int:
        """Return the row of the first coding of a code, -1 when there is none."""
        return self.find(lambda one: one.code == code)

    def row_of(self, coding: CodingId) -> int:
        """Return the row of a coding, -1 when it is not listed."""
        return self.find(lambda one: one.id == coding)

    def words(self, one: Coding) -> str:
        """Return report, page and quote of a coding."""
        place = self.known.page(one.report, one.page)
        return f"{self.known.title(one.report)}, {place}\n{_quote(one)}"


def _quote(one: Coding) -> str:
    return (one.caption or one.quote or tr("An area of the page"))[:_READ]


class ReconfirmDelegate(GroupedDelegate):
    """Paints a coding as the report and the page, then its quote."""

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint one coding."""
        one, model = index.data(SHOWN), index.model()
        assert isinstance(one, Coding)
        assert isinstance(model, ReconfirmRows)
        plain, muted = ink.of(option)
        line = option.fontMetrics.lineSpacing()
        head = QRect(room.left(), room.top(), room.width(), line)
        code = model.known.code(one.code)
        colour = code.colour if code else theme.current().muted
        swatch.paint(painter, head.left(), head.center().y() + 0.5, colour, hollow=False)
        head.setLeft(head.left() + swatch.SIDE + EDGE)
        place = model.known.page(one.report, one.page)
        wide = option.fontMetrics.horizontalAdvance(place)
        edge = QRect(head.right() - wide, head.top(), wide + 1, line)
        ink.paint_line(painter, edge, place, option.font, muted)
        head.setRight(head.right() - wide - EDGE)
        title = model.known.title(one.report)
        ink.paint_line(painter, head, title, semibold(option.font), plain)
        body = room.adjusted(swatch.SIDE + EDGE, line + 2, 0, 0)
        paint_quote(painter, body, _quote(one), option.font, plain)


class ReconfirmView(GroupedView):
    """The list of what waits to be confirmed."""

    def __init__(self, rows: ReconfirmRows, parent: QWidget) -> None:
        super().__init__(rows, ReconfirmDelegate(parent), _KEYS, parent, claimed=True)
        self.setAccessibleName(tr("Codings to confirm"))
