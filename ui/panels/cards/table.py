"""All cards of a form as a table: a row a card, a column a field; sorted and filtered here."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from coder.model.card import Card
from coder.model.coding import Coder
from coder.model.ids import CardId, CoderId, ReportId
from coder.model.protocol import Item
from coder.model.report import Report
from coder.model.support import Support
from coder.text.fold import fold_plain
from ui import theme
from ui.widgets.grouped import Index
from ui.widgets.labels import support_place

_ROLE = Qt.ItemDataRole
_READ = 600
_LAST = 1_000_000
"""Stands for a page or a number that there is none of: such rows come last."""

SortKey = tuple[tuple[int, float, str], ...]


class Fixed(Enum):
    """The columns that every form has."""

    REPORT = auto()
    PAGE = auto()
    NUMBER = auto()
    STATE = auto()
    CODER = auto()


_NAMES = {
    Fixed.REPORT: "Report",
    Fixed.PAGE: "Page",
    Fixed.NUMBER: "No.",
    Fixed.STATE: "State",
    Fixed.CODER: "Coder",
}
_BEFORE = (Fixed.REPORT, Fixed.PAGE, Fixed.NUMBER)
Column = Fixed | Item


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table lets through: words anywhere on the card, a state, a coder."""

    words: str = ""
    state: str = ""
    coder: CoderId | None = None


class CardTable(QAbstractTableModel):
    """Cards of one form over all reports."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Card] = []
        self._cards: list[Card] = []
        self._columns: list[Column] = []
        self._reports: dict[ReportId, Report] = {}
        self._places: dict[ReportId, int] = {}
        self._coders: dict[CoderId, Coder] = {}
        self._folded: dict[CardId, str] = {}
        self._sorted = (0, Qt.SortOrder.AscendingOrder)
        self.wanted = Wanted()

    def show(
        self,
        fields: Sequence[Item],
        cards: Sequence[Card],
        reports: Sequence[Report],
        coders: Sequence[Coder],
    ) -> None:
        """Show the cards of a form with these fields."""
        self.beginResetModel()
        after = (Fixed.STATE, Fixed.CODER) if len(coders) > 1 else (Fixed.STATE,)
        columns: list[Column] = [*_BEFORE, *fields, *after]
        if [_key(one) for one in columns] != [_key(one) for one in self._columns]:
            self._sorted = (0, Qt.SortOrder.AscendingOrder)
        self._columns, self._all = columns, list(cards)
        self._reports = {one.id: one for one in reports}
        self._places = {one.id: at for at, one in enumerate(reports)}
        self._coders = {one.id: one for one in coders}
        self._folded.clear()
        self._arrange()
        self.endResetModel()

    def filter(self, wanted: Wanted) -> None:
        """Let through what is wanted."""
        self.beginResetModel()
        self.wanted = wanted
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what is equal stays in the order of reports and pages."""
        self.beginResetModel()
        self._sorted = column, order
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        column, order = self._sorted
        self._cards = sorted(filter(self._is_wanted, self._all), key=self._place)
        if column < len(self._columns):
            of = self._columns[column]
            falls = order == Qt.SortOrder.DescendingOrder
            self._cards.sort(key=lambda card: self._sort_key(card, of), reverse=falls)

    def _is_wanted(self, card: Card) -> bool:
        wanted = self.wanted
        if wanted.state and card.state != wanted.state:
            return False
        if wanted.coder and card.coder != wanted.coder:
            return False
        said = self._said(card) if wanted.words.strip() else ""
        return all(word in said for word in fold_plain(wanted.words).split())

    def _said(self, card: Card) -> str:
        """Return all that a card says, folded."""
        if card.id not in self._folded:
            words = (self._words(card, one) for one in self._columns)
            self._folded[card.id] = fold_plain(" ".join(words))
        return self._folded[card.id]

    def _place(self, card: Card) -> tuple[int, int, bytes]:
        page = _LAST if card.page is None else card.page
        return self._places.get(card.report, _LAST), page, card.id

    def _sort_key(self, card: Card, column: Column) -> tuple[int, float, str]:
        """Return what a card is sorted by; what says nothing comes last."""
        if column is Fixed.REPORT:
            return 0, self._places.get(card.report, _LAST), ""
        if column is Fixed.PAGE:
            return 0, _LAST if card.page is None else card.page, ""
        if isinstance(column, Item) and column.type == "one":
            keys = [one.key for one in column.choices]
            value = card.entries[column.id].value if column.id in card.entries else ""
            return 0, keys.index(value) if value in keys else _LAST, ""
        words = self._words(card, column)
        figure = _figure(words) if column is Fixed.NUMBER or _is_number(column) else None
        return (
            (0, figure, words) if figure is not None else (1 if words else 2, 0, fold_plain(words))
        )

    def card(self, row: int) -> Card | None:
        """Return the card of a row."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def row_of(self, card: CardId) -> int:
        """Return the row of a card, -1 when it is not shown."""
        return next((at for at, one in enumerate(self._cards) if one.id == card), -1)

    @property
    def count_all(self) -> int:
        """Return how many cards there are, those not let through too."""
        return len(self._all)

    def column(self, at: int) -> Column:
        """Return what a column shows."""
        return self._columns[at]

    def support(self, index: Index) -> Support | None:
        """Return the passage that a cell leads to: its field's first one, else the card's."""
        card = self.card(index.row())
        if card is None:
            return None
        column = self._columns[index.column()]
        entry = card.entries.get(column.id) if isinstance(column, Item) else None
        return next(iter((*(entry.support if entry else ()), *card.support)), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return how many cards are let through."""
        return 0 if parent.isValid() else len(self._cards)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return the names of the columns, and what their fields mean."""
        if orientation == Qt.Orientation.Vertical or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == _ROLE.DisplayRole:
            return column.name if isinstance(column, Item) else _NAMES[column]
        if role == _ROLE.ToolTipRole and isinstance(column, Item):
            return column.definition
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return what a cell shows."""
        card = self.card(index.row())
        if card is None:
            return None
        column = self._columns[index.column()]
        if role == _ROLE.DisplayRole:
            return self._words(card, column)[:_READ]
        if role == _ROLE.ToolTipRole:
            return self._tip(card, column)
        if role == _ROLE.ForegroundRole:
            return _colour(card, column)
        return None

    def _tip(self, card: Card, column: Column) -> str:
        report = self._reports.get(card.report)
        if column is Fixed.REPORT and report:
            return report.title
        return self._words(card, column)

    def _words(self, card: Card, column: Column) -> str:
        if isinstance(column, Item):
            return " ".join(card.said(column.id).split())
        if column is Fixed.REPORT:
            report = self._reports.get(card.report)
            return (report.number or report.title) if report else ""
        if column is Fixed.PAGE:
            return support_place(next(iter(card.support), None))
        if column is Fixed.NUMBER:
            return card.number
        if column is Fixed.STATE:
            return "draft" if card.is_draft else "confirmed"
        coder = self._coders.get(card.coder)
        return coder.name if coder else ""


def _key(column: Column) -> object:
    return column.id if isinstance(column, Item) else column


def _is_number(column: Column) -> bool:
    return isinstance(column, Item) and column.type == "number"


def _figure(words: str) -> float | None:
    """Return the figure that words begin with, as 3 of "3.1 a"."""
    digits = ""
    for letter in words.strip():
        if not (letter.isdigit() or (letter == "." and "." not in digits)):
            break
        digits += letter
    return float(digits) if digits.strip(".") else None


def _colour(card: Card, column: Column) -> QColor | None:
    look = theme.current()
    if column is Fixed.PAGE:
        return QColor(look.accent)
    if column is Fixed.STATE:
        return QColor(look.warning if card.is_draft else look.muted)
    return QColor(look.muted) if column in (Fixed.REPORT, Fixed.CODER) else None
