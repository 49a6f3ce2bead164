"""How far coders agree, as rows: everything first, then by coders, by code and by report."""

from collections.abc import Mapping, Sequence
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

from coder.model.agreement import (
    COUNTS,
    MEASURES,
    Agreement,
    AgreementLevel,
    AgreementRow,
    Measure,
)
from coder.model.ids import CoderId
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
LEVEL_NAMES = {"report": "Report × code", "passage": "Passage", "character": "Character"}
_LONG = 36
"""So many letters of names have room in a narrow window."""

_JUDGED = {
    "percent": "Percent",
    "kappa": "Kappa",
    "alpha": "Alpha",
    "ac1": "AC1",
    "steps_alpha": "Ordinal alpha",
    "steps_linear": "Kappa, linear",
    "steps_quadratic": "Kappa, quadratic",
}
"""The short names of the measures of judgements, in their order."""

_GROUPS = (
    ("overall", "All coders"),
    ("coders", "By coders"),
    ("code", "By code"),
    ("subject", "By what was judged"),
    ("report", "By report"),
)


_OF_PEOPLE = frozenset({"overall", "coders"})


class _Group(NamedTuple):
    title: str
    keys: tuple[object, ...]


class AgreementRows(QAbstractItemModel):
    """A tree of two storeys: what the rows are of, and the rows; one column a figure."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = COLUMNS
        self._groups: list[_Group] = []
        self._rows: dict[tuple[str, object], AgreementRow] = {}
        self._names: dict[object, str] = {}
        self._short: dict[object, str] = {}
        self._initials: Mapping[CoderId, str] = {}

    def show(
        self,
        agreement: Agreement | None,
        judged: AgreementLevel | None = None,
        initials: Mapping[CoderId, str] | None = None,
    ) -> None:
        """Show the figures of codings, of one level of judgements, or none.

        Where names of coders are long all go by their `initials`, their names by the tip.
        """
        self._initials = initials or {}
        self.beginResetModel()
        self._groups, self._rows, self._names, self._short = [], {}, {}, {}
        self._columns = _columns_of(judged) if judged else COLUMNS
        every = agreement.levels.values() if agreement else ()
        some = [judged] if judged else [one for one in every if not one.is_of_judgements]
        are_long = _are_long(some)
        for level in some:
            for part, rows in level.parts:
                for row in rows:
                    about = row.code or row.report or row.subject
                    key = part, row.coders if part == "coders" else about
                    self._rows[level.name, key] = row
                    self._names[key] = row.name
                    if part in are_long:
                        self._short[key] = self._by_initials(row)
        for part, title in _GROUPS:
            keys = tuple(key for key in self._names if key[0] == part)  # type: ignore[index]
            if keys and not (part == "coders" and len(keys) == 1):
                self._groups.append(_Group(title, keys))
        self.endResetModel()

    def begins_level(self, section: int) -> bool:
        """Say whether a level begins with a column; the names are column 0."""
        if section < 2:
            return section == 1
        return self._columns[section - 2].level != self._columns[section - 1].level

    def place(self, index: Index) -> object:
        """Return what a row is about, to find it again; None for a heading."""
        return self._key(index)

    def index_of(self, place: object) -> QModelIndex:
        """Return where the row is that is about this, else the first row; the names' column."""
        for at, group in enumerate(self._groups):
            if place in group.keys:
                return self.index(group.keys.index(place), 0, self.index(at, 0))
        return self.index(0, 0, self.index(0, 0)) if self._groups else QModelIndex()

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
        return 1 + len(self._columns)

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
        column = self._columns[section - 1]
        if role == _ROLE.ToolTipRole:
            level = LEVEL_NAMES.get(column.level)
            name = MEASURES[column.measure]
            return f"{name}, at the level of {column.level}s" if level else name
        if role == _ROLE.DisplayRole:
            level = LEVEL_NAMES.get(column.level, "") if self.begins_level(section) else ""
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
            return self._name(self._key(index), role)
        return self._figure(index, role)

    def _name(self, key: object, role: int) -> str | None:
        name = self._names.get(key, "")
        if role == _ROLE.DisplayRole:
            return self._short.get(key, name)
        return name if role in {_ROLE.ToolTipRole, _ROLE.AccessibleTextRole} else None

    def _by_initials(self, row: AgreementRow) -> str:
        return " – ".join(self._initials.get(one, "?") for one in row.coders)

    def _figure(self, index: Index, role: int) -> object:
        column = self._columns[index.column() - 1]
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


def _are_long(levels: Sequence[AgreementLevel]) -> set[str]:
    """Return which groups of people have names too long for a narrow window."""
    rows = ((part, row) for level in levels for part, some in level.parts for row in some)
    return {part for part, row in rows if part in _OF_PEOPLE and len(row.name) > _LONG}


def _columns_of(level: AgreementLevel) -> tuple[Column, ...]:
    """Return the columns for a level of judgements: the measures that it tells."""
    told = {one.name for row in (level.overall, *level.pairs) for one in row.measures}
    return tuple(
        Column(level.name, name, label)
        for name, label in _JUDGED.items()
        if name in told or (name == "kappa" and "fleiss" in told)
    )


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
