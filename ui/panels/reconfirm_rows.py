"""Codings that wait to be confirmed as rows: a heading for each code, then its codings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from coder.model.coding import Coding
from coder.model.ids import CodeId
from ui import theme
from ui.panels import ink, swatch
from ui.panels.book_rows import tr
from ui.panels.differ_rows import Known
from ui.panels.grouped import EDGE, GroupedDelegate, GroupedView, Index, semibold
from ui.panels.labels import breakable
from ui.panels.passage_rows import paint_lines

SHOWN = Qt.ItemDataRole.UserRole + 1
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


@dataclass(frozen=True, slots=True)
class CodeHeading:
    """A code, and how many of its codings are listed."""

    code: CodeId
    count: int


class ReconfirmRows(QAbstractListModel):
    """Rows for codings, under their codes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.known = Known()
        self._rows: list[Coding | CodeHeading] = []

    def show(self, codings: Sequence[Coding], known: Known) -> None:
        """Show these, which stand together by code."""
        counts = Counter(one.code for one in codings)
        self.beginResetModel()
        self.known, self._rows = known, []
        before = None
        for one in codings:
            if one.code != before:
                self._rows.append(CodeHeading(one.code, counts[one.code]))
                before = one.code
            self._rows.append(one)
        self.endResetModel()

    def coding(self, row: int) -> Coding | None:
        """Return the coding in a row, None for a heading."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, Coding) else None

    def near(self, row: int) -> int:
        """Return the nearest row of a coding from `row` on, else before it; -1 without any."""
        rows = [at for at, one in enumerate(self._rows) if isinstance(one, Coding)]
        return next((at for at in rows if at >= row), rows[-1] if rows else -1)

    def first_of(self, code: CodeId) -> int:
        """Return the row of the first coding of a code, -1 when there is none."""
        every = enumerate(self._rows)
        some = (at for at, one in every if isinstance(one, Coding) and one.code == code)
        return next(some, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Leave headings out when one goes by keys."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain if self.coding(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows; as text, what a screen reader says."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == SHOWN:
            return one
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if isinstance(one, CodeHeading):
            return self.heading(one)
        place = self.known.page(one.report, one.page)
        return f"{self.known.title(one.report)}, {place}\n{_quote(one)}"

    def heading(self, one: CodeHeading) -> str:
        """Return a code's name and how many of its codings are listed."""
        return f"{self.known.names([one.code])} ({one.count})"


def _quote(one: Coding) -> str:
    return (one.caption or one.quote or tr("An area of the page"))[:_READ]


class ReconfirmDelegate(GroupedDelegate):
    """Paints a coding as the report and the page, then its quote."""

    def heading(self, index: Index) -> str:
        """Return the words of a heading, "" for a coding."""
        one, model = index.data(SHOWN), index.model()
        assert isinstance(model, ReconfirmRows)
        return model.heading(one) if isinstance(one, CodeHeading) else ""

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
        paint_lines(painter, body, breakable(_quote(one)), option.font, plain)


class ReconfirmView(GroupedView):
    """The list of what waits to be confirmed."""

    def __init__(self, rows: ReconfirmRows, parent: QWidget) -> None:
        super().__init__(rows, ReconfirmDelegate(parent), _KEYS, parent, claimed=True)
        self.setAccessibleName(tr("Codings to confirm"))
