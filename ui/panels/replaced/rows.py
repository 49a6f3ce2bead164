"""Codings that wait, as rows: a heading for each way they were found, then one row each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.coding import Coding
from coder.model.errors import NotFoundError
from ui import theme
from ui.panels.replaced.found import GROUPS, Moved
from ui.widgets import ink, swatch
from ui.widgets.grouped import EDGE, SHOWN, GroupedDelegate, Index, semibold
from ui.widgets.grouped_rows import GroupedRows, Heading
from ui.widgets.wrapped import paint_quote

_READ = 400
PLACE = SHOWN + 1
"""The role under which a row tells its report and pages."""


class MovedRows(GroupedRows[Coding]):
    """Rows for codings that wait; what is told of one is looked up when its row is painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(Coding, parent)
        self._look_up: Callable[[Coding], Moved] | None = None
        self._with_report = False

    def show(
        self,
        codings: Sequence[Coding],
        look_up: Callable[[Coding], Moved] | None,
        *,
        with_report: bool,
    ) -> None:
        """Show these codings; `with_report` names the report of each."""
        self._look_up, self._with_report = look_up, with_report
        titles = (
            self.tr("Found word for word"),
            self.tr("Found, words differ a little"),
            self.tr("By position only"),
            self.tr("Not found"),
        )
        rows: list[Coding | Heading] = []
        for title, ways in zip(titles, GROUPS, strict=True):
            some = [one for one in codings if one.moved in ways]
            if some:
                rows += [Heading(title, len(some)), *some]
        self.put(rows)

    def moved(self, row: int) -> Moved | None:
        """Return what is told of the coding in a row; None for a heading, or when it is gone."""
        coding = self.at(row)
        try:
            return self._look_up(coding) if coding and self._look_up else None
        except NotFoundError:
            return None

    @property
    def groups(self) -> list[tuple[Heading, list[Coding]]]:
        """Return what is shown: headings, each with its codings."""
        found: list[tuple[Heading, list[Coding]]] = []
        for one in self._rows:
            if isinstance(one, Heading):
                found.append((one, []))
            elif isinstance(one, Coding):
                found[-1][1].append(one)
        return found

    def row_of(self, coding: bytes) -> int:
        """Return the row of a coding, -1 when it is not shown."""
        return self.find(lambda one: one.id == coding)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows; as text, what a screen reader says."""
        if not index.isValid() or role not in _ROLES:
            return None
        one = self._rows[index.row()]
        if isinstance(one, Heading):
            said = str(one) if role == Qt.ItemDataRole.DisplayRole else None
            return one if role == SHOWN else said
        shown = self.moved(index.row())
        if role == SHOWN or shown is None:
            return shown
        place = self._place(shown)
        head = " · ".join((place, *_names(shown)))
        is_tip = role == Qt.ItemDataRole.ToolTipRole
        return place if role == PLACE else head if is_tip else _spoken(head, shown)

    def _place(self, shown: Moved) -> str:
        report = shown.report.number or shown.report.title
        return f"{report} · {shown.pages}" if self._with_report else shown.pages


_ROLES = (SHOWN, PLACE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


def _names(shown: Moved) -> tuple[str, str]:
    code, coder = shown.code, shown.coder
    return (code.name if code else ""), (coder.name if coder else "")


def _spoken(head: str, shown: Moved) -> str:
    return f"{head}\n{old_words(shown)}"


def old_words(shown: Moved) -> str:
    """Return what was coded, an area's caption first."""
    quote = shown.before.passage.quote[:_READ] if shown.before.passage else ""
    return " – ".join(part for part in (shown.coding.caption, quote) if part)


class MovedDelegate(GroupedDelegate):
    """Paints a coding as colour, code, pages and coder, then the old quote."""

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint one coding; nothing of one that is gone meanwhile."""
        shown = index.data(SHOWN)
        if isinstance(shown, Moved):
            _paint_moved(painter, option, shown, str(index.data(PLACE)), room)


def _paint_moved(
    painter: QPainter, option: QStyleOptionViewItem, shown: Moved, place: str, room: QRect
) -> None:
    plain, muted = ink.of(option)
    metrics, line = option.fontMetrics, option.fontMetrics.lineSpacing()
    head = QRect(room.left(), room.top(), room.width(), line)
    colour = shown.code.colour if shown.code else theme.current().muted
    swatch.paint(painter, head.left(), head.center().y() + 0.5, colour, hollow=False)
    head.setLeft(head.left() + swatch.SIDE + EDGE)
    initials = shown.coder.initials if shown.coder else ""
    for words in (initials, place):
        wide = min(metrics.horizontalAdvance(words), room.width() // 2)
        edge = QRect(head.right() - wide, head.top(), wide + 1, line)
        ink.paint_line(painter, edge, words, option.font, muted)
        head.setRight(head.right() - wide - (EDGE + 4 if words else 0))
    name = shown.code.name if shown.code else ""
    ink.paint_line(painter, head, name, semibold(option.font), plain)
    body = room.adjusted(swatch.SIDE + EDGE, line + 2, 0, 0)
    paint_quote(painter, body, old_words(shown), option.font, plain)
