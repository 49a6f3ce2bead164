"""Which report is whose: a grid of reports × people, ticked to allocate."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from coder.model.assignment import Assignment
from coder.model.coding import Coder
from coder.model.ids import CoderId, ReportId
from coder.model.report import Report
from ui import theme

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
CELL = _ROLE.UserRole
"""The role under which a cell tells its `Assignment`, None where nothing is known."""

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_BOX = 15.0
_STATES = {"": "not begun", "begun": "begun", "done": "done"}


class AllocationRows(QAbstractTableModel):
    """Rows are reports, columns people; the last column counts who codes a report.

    `asked` carries reports, people and whether they are to have them.
    """

    asked = Signal(object, object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reports: list[Report] = []
        self._people: list[Coder] = []
        self._known: dict[tuple[ReportId, CoderId], Assignment] = {}

    def show(
        self,
        reports: Sequence[Report],
        people: Sequence[Coder],
        assignments: Iterable[Assignment],
    ) -> None:
        """Show these."""
        known = {(one.report, one.coder): one for one in assignments}
        same = [one.id for one in reports] == [one.id for one in self._reports]
        if same and list(people) == self._people:
            self._known = known
            if self._reports:
                last = self.index(len(self._reports) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._reports, self._people, self._known = list(reports), list(people), known
        self.endResetModel()

    def report(self, row: int) -> Report:
        """Return the report of a row."""
        return self._reports[row]

    def is_cell(self, index: Index) -> bool:
        """Say whether an index is of a report and a person."""
        return index.isValid() and 0 < index.column() <= len(self._people)

    def toggle(self, indexes: Sequence[Index]) -> None:
        """Ask for what is chosen to be allocated or, when all of it is, to be no more."""
        cells = [one for one in indexes if self.is_cell(one)]
        if not cells:
            return
        on = not all(self._is_allocated(one) for one in cells)
        reports = dict.fromkeys(self._reports[one.row()].id for one in cells)
        people = dict.fromkeys(self._people[one.column() - 1].id for one in cells)
        self.asked.emit(list(reports), list(people), on)

    def _is_allocated(self, index: Index) -> bool:
        one = self._at(index)
        return one is not None and one.allocated

    def _at(self, index: Index) -> Assignment | None:
        report, person = self._reports[index.row()], self._people[index.column() - 1]
        return self._known.get((report.id, person.id))

    def _coding(self, row: int) -> int:
        """Return how many people have a report or have begun it."""
        report = self._reports[row].id
        some = (self._known.get((report, person.id)) for person in self._people)
        return sum(1 for one in some if one and (one.allocated or one.state))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many reports there are."""
        return 0 if parent.isValid() else len(self._reports)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the title, the people, and the count."""
        return len(self._people) + 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return the head of a column: a person's initials, their name as its tip."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.TextAlignmentRole:
            return _CENTRE if section else int(Qt.AlignmentFlag.AlignLeft)
        is_person = 0 < section <= len(self._people)
        if role == _ROLE.ToolTipRole and is_person:
            return self._people[section - 1].name
        if role != _ROLE.DisplayRole:
            return None
        if is_person:
            return self._people[section - 1].initials
        return "Coders" if section else "Report"

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return what a cell shows; cells of people are painted by `AllocationCell`."""
        if role == _ROLE.TextAlignmentRole:
            return _CENTRE if index.column() else None
        if index.column() == 0:
            return self._title(index.row()) if role in _TEXT else None
        if not self.is_cell(index):
            count = self._coding(index.row())
            return (str(count) if count else "–") if role == _ROLE.DisplayRole else None
        one = self._at(index)
        if role == CELL:
            return one
        return self._spoken(index, one) if role in _SPOKEN else None

    def _title(self, row: int) -> str:
        report = self._reports[row]
        return f"{report.number} · {report.title}" if report.number else report.title

    def _spoken(self, index: Index, one: Assignment | None) -> str:
        name = self._people[index.column() - 1].name
        allocated = "allocated" if one and one.allocated else "not allocated"
        state = _STATES[one.state if one else ""]
        codings = f", {one.codings:,} codings" if one and one.codings else ""
        return f"{name}: {allocated}, {state}{codings}"


_TEXT = frozenset({_ROLE.DisplayRole, _ROLE.ToolTipRole})
_SPOKEN = frozenset({_ROLE.ToolTipRole, _ROLE.AccessibleTextRole})


class AllocationCell(QStyledItemDelegate):
    """A box, ticked when the report is the person's, and beside it how far they are."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint box and state; a ring half full is begun, a full one is done."""
        super().paint(painter, option, index)
        one, look = index.data(CELL), theme.current()
        is_allocated = bool(one and one.allocated)
        state = one.state if one else ""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QRectF(option.rect).center()
        box = QRectF(centre.x() - _BOX - 3, centre.y() - _BOX / 2, _BOX, _BOX)
        painter.setPen(QPen(QColor(look.accent if is_allocated else look.muted), 1))
        painter.setBrush(QColor(look.accent) if is_allocated else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if is_allocated:
            pen = QPen(QColor(look.accent_text), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(
                [
                    box.topLeft() + QPointF(3.5, 7.8),
                    box.topLeft() + QPointF(6.4, 10.7),
                    box.topLeft() + QPointF(11.5, 4.6),
                ]
            )
        _ring(painter, QPointF(centre.x() + 12, centre.y()), state)
        painter.restore()


def _ring(painter: QPainter, centre: QPointF, state: str) -> None:
    if not state:
        return
    look = theme.current()
    room = QRectF(centre.x() - 5, centre.y() - 5, 10, 10)
    painter.setPen(QPen(QColor(look.text), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(room)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.text))
    inner = room.adjusted(1.6, 1.6, -1.6, -1.6)
    if state == "done":
        painter.drawEllipse(inner)
    else:
        painter.drawPie(inner, 90 * 16, 180 * 16)
