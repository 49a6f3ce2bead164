"""The pages of a report as a list: label, picture, what is coded on each, how long it was read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QImage

from coder.model.geometry import PageSize
from ui.widgets.labels import page_place

Index = QModelIndex | QPersistentModelIndex
SEEN, DWELT = 2.0, 20.0
"""Seconds after which a page counts as seen, and as dwelt on."""

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Coded:
    """What is coded on a page: how many codings, and the codes from the top of the page down."""

    codings: int
    colours: tuple[str, ...]
    names: tuple[str, ...]


NOTHING = Coded(0, (), ())


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one page. `seconds` is how long it was read."""

    label: str
    size: PageSize
    picture: QImage | None
    coded: Coded
    seconds: float


class PageCards(QAbstractListModel):
    """One row a page; what it shows is looked up only when it is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: Sequence[str] = ()
        self._sizes: Callable[[], Sequence[PageSize]] = tuple
        self._picture: Callable[[int], QImage | None] = _no_picture
        self._coded: Mapping[int, Coded] = {}
        self._read: Mapping[int, float] = {}

    def show(
        self,
        labels: Sequence[str],
        sizes: Callable[[], Sequence[PageSize]],
        picture: Callable[[int], QImage | None],
    ) -> None:
        """Show the pages of another report, of which nothing is coded or read as yet."""
        self.beginResetModel()
        self._labels, self._sizes, self._picture = labels, sizes, picture
        self._coded, self._read = {}, {}
        self.endResetModel()

    def show_coded(self, coded: Mapping[int, Coded]) -> None:
        """Show what is coded, by page (from 0)."""
        self._coded = coded
        self.tell()

    def show_read(self, seconds: Mapping[int, float]) -> None:
        """Show how long pages were read, by page (from 0), in seconds."""
        self._read = dict(seconds)
        self.tell()

    def tell(self, page: int | None = None) -> None:
        """Have a page painted anew; None: all."""
        if self._labels:
            first, last = (0, len(self._labels) - 1) if page is None else (page, page)
            self.dataChanged.emit(self.index(first), self.index(last))

    @property
    def sizes(self) -> Sequence[PageSize]:
        """Return the sizes of the pages as they are shown now."""
        return self._sizes()

    def card(self, page: int) -> Card:
        """Return what is shown of a page."""
        return Card(
            self._labels[page] or str(page + 1),
            self._sizes()[page],
            self._picture(page),
            self._coded.get(page, NOTHING),
            self._read.get(page, 0.0),
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return the number of pages."""
        return 0 if parent.isValid() else len(self._labels)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the label, and in words what the picture shows."""
        if not index.isValid():
            return None
        page = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._labels[page] or str(page + 1)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((page_place(self._labels[page], page), *self._said(page)))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ", ".join(self._said(page))
        return None

    def _said(self, page: int) -> list[str]:
        coded, seconds = self._coded.get(page, NOTHING), self._read.get(page, 0.0)
        said = []
        if coded.codings:
            names = ", ".join(coded.names[:_NAMED])
            more = "…" if len(coded.names) > _NAMED else ""
            count = "1 coding" if coded.codings == 1 else f"{coded.codings} codings"
            said.append(f"{count}: {names}{more}")
        if seconds >= SEEN:
            said.append(_tr("read for {}").format(duration(seconds)))
        return said


def duration(seconds: float) -> str:
    """Return a time as one says it: 40 s, 3 min, 2 h 10 min."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _tr(words: str) -> str:
    return QCoreApplication.translate("PageCards", words)


def _no_picture(_page: int) -> QImage | None:
    """Stand for the pictures of a report while there is none."""
    return None
