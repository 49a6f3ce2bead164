"""Reports on which coders decided otherwise, as rows under their stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.ids import CoderId, ItemId, ReportId
from coder.model.screening import Status
from ui.panels import ink
from ui.panels import verdict_signs as signs
from ui.panels.grouped import EDGE, GroupedDelegate, semibold

Index = QModelIndex | QPersistentModelIndex


class ConflictRole(IntEnum):
    """What a row tells besides its words."""

    SHOWN = Qt.ItemDataRole.UserRole + 1


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


class ConflictRows(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Shown] = []

    def show(self, rows: Sequence[Shown]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def conflict(self, row: int) -> Conflict | None:
        """Return the conflict in a row, None for a heading."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, Conflict) else None

    def row_of(self, report: ReportId, stage: ItemId) -> int:
        """Return the row of a conflict, -1 when it is settled."""
        for at, one in enumerate(self._rows):
            if isinstance(one, Conflict) and (one.status.report, one.status.stage) == (
                report,
                stage,
            ):
                return at
        return -1

    def near(self, row: int) -> int:
        """Return the first conflict from a row on, else the last one; -1 without any."""
        rows = [at for at, one in enumerate(self._rows) if isinstance(one, Conflict)]
        return next((at for at in rows if at >= row), rows[-1] if rows else -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Leave headings out when one goes by keys."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain if self.conflict(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows; as text, what a screen reader says."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == ConflictRole.SHOWN:
            return one
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        return one if isinstance(one, str) else f"{one.name}\n{one.said}"


class ConflictDelegate(GroupedDelegate):
    """Paints a conflict as the report's name and who decided what."""

    def heading(self, index: Index) -> str:
        """Return the name of a stage, "" for a conflict."""
        shown = index.data(ConflictRole.SHOWN)
        return shown if isinstance(shown, str) else ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row: two lines, one for a heading."""
        lines = 1 if self.heading(index) else 2
        return QSize(80, lines * option.fontMetrics.lineSpacing() + 2 * EDGE + 4)

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint one conflict."""
        one = index.data(ConflictRole.SHOWN)
        assert isinstance(one, Conflict)
        plain, muted = ink.of(option)
        line = option.fontMetrics.lineSpacing()
        signs.paint_state(painter, room.left(), room.top() + line / 2 + 0.5, "conflict")
        name = QRect(room.left() + signs.SIDE + EDGE, room.top(), 0, line)
        name.setRight(room.right())
        ink.paint_line(painter, name, one.name, semibold(option.font), plain)
        ink.paint_line(painter, name.translated(0, line + 3), one.said, option.font, muted)
