"""Reports on which coders decided otherwise, as rows under their stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.ids import CoderId, ItemId, ReportId
from coder.model.screening import Status
from ui.panels.screen import verdict_signs as signs
from ui.widgets import ink
from ui.widgets.grouped import EDGE, SHOWN, GroupedDelegate, Index, semibold
from ui.widgets.grouped_rows import GroupedRows


@dataclass(frozen=True, slots=True)
class Conflict:
    """One report to be settled at a stage: what it is called, who decided what."""

    status: Status
    name: str
    said: str


Shown = str | Conflict


def rows_of(
    conflicts: Sequence[Status],
    stages: Mapping[ItemId, str],
    reports: Mapping[ReportId, str],
    coders: Mapping[CoderId, str],
) -> list[Shown]:
    """Return the rows of conflicts, each stage under its heading."""
    rows: list[Shown] = []
    before: ItemId | None = None
    for one in conflicts:
        if one.stage != before:
            before = one.stage
            rows.append(stages.get(one.stage, ""))
        told = [
            f"{coders.get(each.coder, '')}: {signs.STATES[each.verdict].lower()}"
            for each in one.decisions
            if not each.is_settled
        ]
        if one.consensus:
            told.append("settled before, changed since")
        rows.append(Conflict(one, reports.get(one.report, ""), " · ".join(told)))
    return rows


class ConflictRows(GroupedRows[Conflict]):
    """The rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Conflict, parent)

    def words(self, one: Conflict) -> str:
        """Return a report's name and who decided what."""
        return f"{one.name}\n{one.said}"

    def row_of(self, report: ReportId, stage: ItemId) -> int:
        """Return the row of a conflict, -1 when it is settled."""
        place = report, stage
        return self.find(lambda one: (one.status.report, one.status.stage) == place)


class ConflictDelegate(GroupedDelegate):
    """Paints a conflict as the report's name and who decided what."""

    lines = 2
    more = 4

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint one conflict."""
        one = index.data(SHOWN)
        assert isinstance(one, Conflict)
        plain, muted = ink.of(option)
        line = option.fontMetrics.lineSpacing()
        signs.paint_state(painter, room.left(), room.top() + line / 2 + 0.5, "conflict")
        name = QRect(room.left() + signs.SIDE + EDGE, room.top(), 0, line)
        name.setRight(room.right())
        ink.paint_line(painter, name, one.name, semibold(option.font), plain)
        ink.paint_line(painter, name.translated(0, line + 3), one.said, option.font, muted)
