"""Outline and pages of the report one reads: they follow the pages, and lead to any place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QMetaObject, QObject, QPointF, QTimer, Signal, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from coder.model.changes import Changes, Kind
from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point
from coder.model.ids import CodeId, CodingId, ReportId
from coder.model.report import PageFacts
from ui.panels.contents.outline import OutlinePanel
from ui.panels.contents.outline_sections import begin_of
from ui.panels.contents.thumbnails import ThumbnailsPanel
from ui.panels.contents.thumbnails_rows import Coded
from ui.session import Session

_NEAR_TOP = 48.0
"""Pixels below the upper edge of the pages at which one reads."""

Look = tuple[str, str]


class Pages(Protocol):
    """The pages in view, as outline and thumbnails need them."""

    @property
    def sizes(self) -> Sequence[PageSize]:
        """The sizes of the pages as they are shown now."""

    @property
    def current_page(self) -> int:
        """The page (from 0) one is on."""

    @property
    def scrolled(self) -> SignalInstance:
        """Tells that other parts of the pages came into view."""

    @property
    def pageChanged(self) -> SignalInstance:
        """Carries the page one came to."""

    @property
    def pictureCame(self) -> SignalInstance:
        """Carries a page whose small picture is there now."""

    @property
    def rotated(self) -> SignalInstance:
        """Tells that the pages have other sizes now."""

    def spot_at(self, spot: QPointF, /) -> tuple[int, Point]:
        """Return the page and the point of it, as shown, at a spot of the view."""

    def prefer_small(self, pages: range, /) -> None:
        """Have the small pictures of these pages drawn before others."""

    def small_picture(self, page: int, /) -> QImage | None:
        """Return the small picture of a page, None while there is none."""


class Contents(QObject):
    """Keeps `outline` and `pages`, two panels, about one report.

    `goAsked` carries a page (from 0) and a height in points of the page as shown.
    """

    goAsked = Signal(int, float)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.outline = OutlinePanel(parent)
        self.pages = ThumbnailsPanel(parent)
        self._report: ReportId | None = None
        self._view: Pages | None = None
        self._marks: Callable[[], Iterable[Mark]] = tuple
        self._labels: list[str] = []
        self._is_listed = False
        self._stale: set[QWidget] = set()
        self._wires: list[QMetaObject.Connection] = []
        self._follow = QTimer(self, singleShot=True, interval=60)
        self._follow.timeout.connect(self._show_here)
        self._count = QTimer(self, singleShot=True, interval=60)
        self._count.timeout.connect(self.show_codings)
        self.outline.landAsked.connect(self._land)
        self.pages.landAsked.connect(lambda page: self.goAsked.emit(page, 0.0))
        self.outline.shown.connect(self._refresh)
        self.pages.shown.connect(self._refresh)
        self.pages.view.cameIntoView.connect(self._prefer)
        session.changed.connect(self._refresh_if_touched)

    def open(
        self,
        report: ReportId,
        view: Pages,
        facts: Sequence[PageFacts],
        marks: Callable[[], Iterable[Mark]],
    ) -> None:
        """Be about the report in `view`; `marks` are asked again after every change."""
        self._let_go()
        self._report, self._view, self._marks = report, view, marks
        self._labels = [one.label for one in facts]
        self.pages.open(self._labels, lambda: view.sizes, view.small_picture)
        self._wires = [
            view.scrolled.connect(self._follow_soon),
            view.pageChanged.connect(self.pages.show_page),
            view.pictureCame.connect(self.pages.picture_came),
            view.rotated.connect(self.pages.resized),
        ]
        self.pages.show_page(view.current_page)
        self.show_codings()
        self.show_readings()
        self._show_here()

    def close_report(self) -> None:
        """Be about no report."""
        self._let_go()
        self.outline.open(None, ())

    def _let_go(self) -> None:
        for wire in self._wires:
            QObject.disconnect(wire)
        self._wires = []
        self._follow.stop()
        self._count.stop()
        self._report, self._view, self._marks = None, None, tuple
        self._is_listed = False
        self.pages.close_report()

    def show_codings(self) -> None:
        """Show anew what is coded where; a panel that is hidden, once it is shown."""
        self._stale = {self.outline, self.pages}
        self._refresh()

    def _refresh(self) -> None:
        due = {panel for panel in self._stale if panel.isVisible()}
        if self._report is None or not due or not self._session.is_open:
            return
        self._stale -= due
        marks = list(self._marks())
        if self.outline in due:
            self._list(self._report)
            self.outline.show_counts(map(begin_of, marks))
        if self.pages in due:
            codes = self._session.project.codebook.codes()
            self.pages.show_coded(coded(marks, {one.id: (one.colour, one.name) for one in codes}))

    def _list(self, report: ReportId) -> None:
        """List the headings, when one first looks at them."""
        if not self._is_listed:
            self._is_listed = True
            self.outline.open(self._session.project.reports.outline(report), self._labels)
            self._show_here()

    def show_readings(self) -> None:
        """Show anew which pages were read."""
        if self._report is not None and self._session.is_open:
            self.pages.show_read(self._session.project.readings.get(self._report))

    def _follow_soon(self) -> None:
        if not self._follow.isActive():
            self._follow.start()

    def _show_here(self) -> None:
        """Mark the section at the top of what is in view."""
        if not self._is_listed or self._view is None or not self._view.sizes:
            return
        page, point = self._view.spot_at(QPointF(0.0, _NEAR_TOP))
        size = self._view.sizes[page]
        self.outline.show_here((page, size.from_shown(Point(0.0, point.y)).y))

    def _land(self, page: int, y: float) -> None:
        if self._view is not None:
            shown = self._view.sizes[page].to_shown(Point(0.0, y))
            self.goAsked.emit(page, shown.y)

    def _prefer(self, pages: range) -> None:
        """Have drawn first what one looks at."""
        if self._view is not None:
            self._view.prefer_small(pages)

    def _refresh_if_touched(self, changes: Changes) -> None:
        if self._report is not None and changes.touches(Kind.CODING, Kind.CODE):
            self._count.start()


def coded(marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> dict[int, Coded]:
    """Return what is coded on each page; `looks` has the colour and the name of every code."""
    found: dict[int, dict[CodingId, tuple[float, CodeId]]] = defaultdict(dict)
    for mark in marks:
        for page, quad in mark.quads:
            if mark.coding not in found[page]:
                found[page][mark.coding] = quad.rect[1], mark.code
    result = {}
    for page, codings in found.items():
        in_order = sorted(codings.values())
        codes = [code for code in dict.fromkeys(code for _, code in in_order) if code in looks]
        colours, names = zip(*(looks[code] for code in codes), strict=True) if codes else ((), ())
        result[page] = Coded(len(codings), tuple(colours), tuple(names))
    return result
