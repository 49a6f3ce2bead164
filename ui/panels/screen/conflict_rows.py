"""Reports on which coders decided otherwise, as rows under their stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.coding import Coder
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
_ROOM = 28
"""So many letters of names have room beside what was decided."""


def rows_of(
    conflicts: Sequence[Status],
    stages: Mapping[ItemId, str],
    reports: Mapping[ReportId, str],
    coders: Mapping[CoderId, Coder],
) -> list[Shown]:
    """Return the rows of conflicts, each stage under its heading.

    Where names would take the room of what was decided, coders go by their initials.
    """
    rows: list[Shown] = []
    before: ItemId | None = None
    for one in conflicts:
        if one.stage != before:
            before = one.stage
            rows.append(stages.get(one.stage, ""))
        given = [
            (coders[each.coder], signs.STATES[each.verdict].lower())
            for each in one.decisions
            if not each.is_settled and each.coder in coders
        ]
        given.sort(key=lambda pair: pair[0].name.casefold())  # as its sides stand
        are_short = sum(len(who.name) for who, _ in given) <= _ROOM
        told = [f"{who.name if are_short else who.initials}: {said}" for who, said in given]
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
