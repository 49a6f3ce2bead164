"""Disagreements as rows: a heading for each report, then one row each, in reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.codebook import Code
from coder.model.coding import Coder
from coder.model.ids import CodeId, CoderId, ReportId
from coder.model.report import Report
from coder.model.settling import Disagreement
from ui import theme
from ui.panels import ink, swatch
from ui.panels.grouped import EDGE, GroupedDelegate, semibold
from ui.panels.labels import breakable
from ui.panels.passage_rows import paint_lines

_READ = 300
Index = QModelIndex | QPersistentModelIndex
KINDS = {"missed": "one only", "boundary": "other extent", "code": "other code"}


class DifferRole(IntEnum):
    """What a row tells besides its words."""

    SHOWN = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A report, and how many of its disagreements are listed."""

    title: str
    count: int


class Known:
    """The codes, coders, reports and page labels that rows are told with."""

    def __init__(
        self,
        codes: Sequence[Code] = (),
        coders: Sequence[Coder] = (),
        reports: Sequence[Report] = (),
        labels: Mapping[tuple[bytes, int], str] | None = None,
    ) -> None:
        self._codes: dict[CodeId, Code] = {one.id: one for one in codes}
        self._coders: dict[CoderId, Coder] = {one.id: one for one in coders}
        self._reports: dict[ReportId, Report] = {one.id: one for one in reports}
        self._labels = labels or {}

    def code(self, code: CodeId) -> Code | None:
        """Return a code, None when it is gone."""
        return self._codes.get(code)

    def coder(self, coder: CoderId) -> Coder | None:
        """Return a coder, None when they are gone."""
        return self._coders.get(coder)

    def names(self, codes: Sequence[CodeId]) -> str:
        """Return the names of codes."""
        some = (self._codes.get(one) for one in codes)
        return ", ".join(one.name for one in some if one)

    def title(self, report: ReportId) -> str:
        """Return what a report is called in a heading."""
        one = self._reports.get(report)
        if one is None:
            return ""
        return f"{one.number} · {one.title}" if one.number else one.title

    def page(self, report: ReportId, page: int) -> str:
        """Return how a page (from 0) is named."""
        return f"p. {self._labels.get((report, page)) or page + 1}"


class DifferRows(QAbstractListModel):
    """Rows for disagreements, under their reports."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.known = Known()
        self._rows: list[Disagreement | Heading] = []

    def show(self, queue: Sequence[Disagreement], known: Known) -> None:
        """Show these, in their order."""
        self.beginResetModel()
        self.known, self._rows = known, []
        counts: dict[ReportId, int] = {}
        for one in queue:
            counts[one.report] = counts.get(one.report, 0) + 1
        before = None
        for one in queue:
            if one.report != before:
                self._rows.append(Heading(known.title(one.report), counts[one.report]))
                before = one.report
            self._rows.append(one)
        self.endResetModel()

    def disagreement(self, row: int) -> Disagreement | None:
        """Return the disagreement in a row, None for a heading."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, Disagreement) else None

    def row_of(self, key: str) -> int:
        """Return the row of a disagreement, -1 when it is not shown."""
        for at, one in enumerate(self._rows):
            if isinstance(one, Disagreement) and one.key == key:
                return at
        return -1

    def near(self, row: int, step: int = 1) -> int:
        """Return the nearest row of a disagreement from `row` on; -1 without any."""
        rows = [at for at, one in enumerate(self._rows) if isinstance(one, Disagreement)]
        if not rows:
            return -1
        if step > 0:
            return next((at for at in rows if at >= row), rows[-1])
        return next((at for at in reversed(rows) if at <= row), rows[0])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Leave headings out when one goes by keys."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain if self.disagreement(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows; as text, what a screen reader says."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == DifferRole.SHOWN:
            return one
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if isinstance(one, Heading):
            return f"{one.title} ({one.count})"
        place = self.known.page(one.report, one.page)
        names = " / ".join(self._name(coder) for coder in one.coders)
        head = f"{place} · {self.known.names(one.codes)} · {KINDS[one.kind]} · {names}"
        return f"{head}\n{quoted(one)}"

    def _name(self, coder: CoderId) -> str:
        found = self.known.coder(coder)
        return found.name if found else ""


def quoted(one: Disagreement) -> str:
    """Return the longest of the quotes in question."""
    some = one.in_question or one.codings
    return max((coding.caption or coding.quote for coding in some), key=len, default="")[:_READ]


class DifferDelegate(GroupedDelegate):
    """Paints a disagreement as codes, kind and place, then a quote."""

    def heading(self, index: Index) -> str:
        """Return a report's title and how many are listed of it."""
        shown = index.data(DifferRole.SHOWN)
        return f"{shown.title} ({shown.count})" if isinstance(shown, Heading) else ""

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint one disagreement."""
        one, model = index.data(DifferRole.SHOWN), index.model()
        assert isinstance(one, Disagreement)
        assert isinstance(model, DifferRows)
        known = model.known
        plain, muted = ink.of(option)
        metrics, line = option.fontMetrics, option.fontMetrics.lineSpacing()
        head = QRect(room.left(), room.top(), room.width(), line)
        code = known.code(one.codes[0]) if one.codes else None
        colour = code.colour if code else theme.current().muted
        swatch.paint(painter, head.left(), head.center().y() + 0.5, colour, hollow=False)
        head.setLeft(head.left() + swatch.SIDE + EDGE)
        for words in (known.page(one.report, one.page), KINDS[one.kind]):
            wide = min(metrics.horizontalAdvance(words), room.width() // 2)
            edge = QRect(head.right() - wide, head.top(), wide + 1, line)
            ink.paint_line(painter, edge, words, option.font, muted)
            head.setRight(head.right() - wide - EDGE - 4)
        ink.paint_line(painter, head, known.names(one.codes), semibold(option.font), plain)
        body = room.adjusted(swatch.SIDE + EDGE, line + 2, 0, 0)
        paint_lines(painter, body, breakable(quoted(one)), option.font, plain)
