"""How far coders agree, as rows: everything first, then by coders, by code and by report."""

from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor

from coder.model.agreement import COUNTS, MEASURES, Agreement, AgreementRow, Measure
from ui import theme

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Column(NamedTuple):
    """One figure: at which level, which measure, and its short name under the level's."""

    level: str
    measure: str
    label: str


COLUMNS = (
    Column("report", "percent", "Percent"),
    Column("report", "kappa", "Kappa"),
    Column("report", "alpha", "Alpha"),
    Column("report", "ac1", "AC1"),
    Column("passage", "overlap", "Overlap"),
    Column("passage", "f1", "F1"),
    Column("character", "shared_text", "Shared text"),
    Column("character", "u_alpha", "u-alpha"),
    Column("character", "character_kappa", "Kappa"),
)
LEVEL_BEGINS = frozenset(
    at for at, one in enumerate(COLUMNS, start=1) if at == 1 or COLUMNS[at - 2].level != one.level
)
"""The columns with which a level begins; the names are column 0."""

LEVEL_NAMES = {"report": "Report × code", "passage": "Passage", "character": "Character"}
_GROUPS = (
    ("overall", "All coders"),
    ("coders", "By coders"),
    ("code", "By code"),
    ("report", "By report"),
)


class _Group(NamedTuple):
    title: str
    keys: tuple[object, ...]


class AgreementRows(QAbstractItemModel):
    """A tree of two storeys: what the rows are of, and the rows; one column a figure."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[_Group] = []
        self._rows: dict[tuple[str, object], AgreementRow] = {}
        self._names: dict[object, str] = {}

    def show(self, agreement: Agreement | None) -> None:
        """Show these figures, or none."""
        self.beginResetModel()
        self._groups, self._rows, self._names = [], {}, {}
        for level in agreement.levels.values() if agreement else ():
            if level.is_of_judgements:
                continue
            for part, rows in level.parts:
                for row in rows:
                    key = part, row.coders if part == "coders" else row.code or row.report
                    self._rows[level.name, key] = row
                    self._names[key] = row.name
        for part, title in _GROUPS:
            keys = tuple(key for key in self._names if key[0] == part)  # type: ignore[index]
            if keys and not (part == "coders" and len(keys) == 1):
                self._groups.append(_Group(title, keys))
        self.endResetModel()

    def row_at(self, index: Index, level: str) -> AgreementRow | None:
        """Return what is told in the row of an index at a level; None for a heading."""
        key = self._key(index)
        return None if key is None else self._rows.get((level, key))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the index of a heading, or of a row under one."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        above = parent.row() + 1 if parent.isValid() else 0
        return self.createIndex(row, column, above)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Return the heading above a row."""
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are under a heading, or how many headings there are."""
        if not parent.isValid():
            return len(self._groups)
        is_heading = parent.internalId() == 0 and parent.column() == 0
        return len(self._groups[parent.row()].keys) if is_heading else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 1 + len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return the head of a column: its level over its measure."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if section else int(Qt.AlignmentFlag.AlignLeft)
        if section == 0:
            return "" if role == _ROLE.DisplayRole else None
        column = COLUMNS[section - 1]
        if role == _ROLE.ToolTipRole:
            return f"{MEASURES[column.measure]}, at the level of {column.level}s"
        if role == _ROLE.DisplayRole:
            level = LEVEL_NAMES[column.level] if section in LEVEL_BEGINS else ""
            return f"{level}\n{column.label}"
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return what a cell shows; its tip tells the interval and what it is computed from."""
        if not index.isValid():
            return None
        if role == _ROLE.SizeHintRole:
            return QSize(0, theme.TARGET)
        if index.internalId() == 0:
            return self._heading(index, role)
        if index.column() == 0:
            name = self._names.get(self._key(index), "")
            return name if role in {_ROLE.DisplayRole, _ROLE.ToolTipRole} else None
        return self._figure(index, role)

    def _figure(self, index: Index, role: int) -> object:
        column = COLUMNS[index.column() - 1]
        row = self._rows.get((column.level, self._key(index)))
        measure = _measure(row, column.measure)
        is_defined = measure is not None and measure.is_defined
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT
        if role == _ROLE.DisplayRole:
            return figure(measure.value) if measure and is_defined else "–"
        if role == _ROLE.ForegroundRole:
            return None if is_defined else QColor(theme.current().muted)
        is_tip = role in {_ROLE.ToolTipRole, _ROLE.AccessibleDescriptionRole}
        return tip(row, measure) if is_tip else None

    def _heading(self, index: Index, role: int) -> object:
        if index.column():
            return None
        if role == _ROLE.DisplayRole:
            return self._groups[index.row()].title
        if role == _ROLE.FontRole:
            return theme.body_font(bold=True)
        return None

    def _key(self, index: Index) -> object:
        above = index.internalId() if index.isValid() else 0
        return self._groups[above - 1].keys[index.row()] if above else None


def figure(value: float) -> str:
    """Return a figure with two decimals, none of them a zero below zero."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def _measure(row: AgreementRow | None, name: str) -> Measure | None:
    """Return a figure; Fleiss' kappa where Cohen's, which is for two coders, is not defined."""
    found = {one.name: one for one in row.measures} if row else {}
    measure = found.get(name)
    if name == "kappa" and not (measure and measure.is_defined):
        return found.get("fleiss", measure)
    return measure


def tip(row: AgreementRow | None, measure: Measure | None) -> str:
    """Return a figure in full: its name, its interval, and the counts it is taken from."""
    if row is None or measure is None:
        return "Nothing to compare here."
    lines = [f"{MEASURES[measure.name]}: {measure.told}"]
    lines += [f"{COUNTS.get(name, name)}: {count:,}" for name, count in row.counts.items()]
    return "\n".join(lines)
