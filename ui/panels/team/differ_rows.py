"""Disagreements as rows: a heading for each report, then one row each, in reading order."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.codebook import Code
from coder.model.coding import Coder
from coder.model.ids import CodeId, CoderId, ReportId
from coder.model.report import Report
from coder.model.settling import Disagreement
from ui import theme
from ui.widgets import ink, swatch
from ui.widgets.grouped import EDGE, SHOWN, GroupedDelegate, Index, semibold
from ui.widgets.grouped_rows import GroupedRows, Heading
from ui.widgets.wrapped import paint_quote

_READ = 300
KINDS = {"missed": "one only", "boundary": "other extent", "code": "other code"}


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


class DifferRows(GroupedRows[Disagreement]):
    """Rows for disagreements, under their reports."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Disagreement, parent)
        self.known = Known()

    def show(self, queue: Sequence[Disagreement], known: Known) -> None:
        """Show these, in their order."""
        self.known = known
        counts = Counter(one.report for one in queue)
        rows: list[Disagreement | Heading] = []
        before = None
        for one in queue:
            if one.report != before:
                rows.append(Heading(known.title(one.report), counts[one.report]))
                before = one.report
            rows.append(one)
        self.put(rows)

    def row_of(self, key: str) -> int:
        """Return the row of a disagreement, -1 when it is not shown."""
        return self.find(lambda one: one.key == key)

    def words(self, one: Disagreement) -> str:
        """Return place, codes, kind and coders of a disagreement, and a quote."""
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

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint one disagreement."""
        one, model = index.data(SHOWN), index.model()
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
        paint_quote(painter, body, quoted(one), option.font, plain)
