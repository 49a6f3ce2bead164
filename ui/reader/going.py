"""Going to the next coding, to the next page without any, and to what was found."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, SignalInstance

from coder.model.geometry import Quad
from coder.model.ids import CodingId
from coder.text import place
from ui.reader.desk import Desk
from ui.reader.highlights import Highlights
from ui.reader.hits import Hits
from ui.reader.layout import Spot
from ui.reader.selection import Caret


class Goer(Desk, Protocol):
    """The view as going sees it."""

    codingsClicked: SignalInstance
    hitsChanged: SignalInstance

    @property
    def highlights(self) -> Highlights:
        """The marks."""

    @property
    def hits(self) -> Hits:
        """What was found."""

    @property
    def current_page(self) -> int:
        """The page (from 0) one is on."""

    def spot_at(self, spot: QPointF) -> Spot:
        """Return the place on a page at a spot of the viewport."""

    def is_caret_in_view(self) -> bool:
        """Say whether there is a caret, and it can be seen."""

    def shown_rect(self, page: int, quad: Quad) -> QRectF:
        """Return the rectangle around a quad, in points as shown."""

    def reveal(self, quads: Sequence[tuple[int, Quad]], *, calm: bool = False) -> None:
        """Jump to a passage; when calm, scroll only if it is not in view."""

    def put_caret(self, caret: Caret) -> None:
        """Put the caret there."""

    def go_to(self, page: int, y: float | None = None) -> None:
        """Jump to a page."""


class Going:
    """Goes on from the caret, or from what is in view; knows where it went last."""

    def __init__(self, view: Goer) -> None:
        self._view = view
        self._gone: tuple[Caret | None, int, float] | None = None

    def to_coding(self, direction: int) -> bool:
        """Go to the next coded passage (1) or the one before (-1); False when there is none."""
        found = self._view.highlights.next_after(*self._from(direction), direction)
        if found is None:
            return False
        page, top, codings = found
        self._land(page, codings)
        self._gone = self._view.text.head, page, top
        return True

    def to_uncoded(self, direction: int) -> bool:
        """Go to the next page without codings (1) or the one before (-1)."""
        view = self._view
        page = view.current_page + direction
        while 0 <= page < view.page_count:
            if not view.highlights.is_coded(page):
                view.go_to(page)
                view.put_caret(Caret(page, 0))
                return True
            page += direction
        return False

    def to_hit(self, page: int, start: int, end: int) -> None:
        """Go to what was found, outline it and put the caret before it."""
        view = self._view
        if not 0 <= page < view.page_count:
            return
        view.hits.current = (page, start, end)
        quads = place.quads(view.texts(page), start, end)
        view.put_caret(Caret(page, start))
        view.reveal([(page, quad) for quad in quads], calm=True)
        view.hitsChanged.emit()

    def _from(self, direction: int) -> tuple[int, float]:
        """Return page and height, in points as shown, to go on from."""
        view = self._view
        if self._gone is not None and self._gone[0] == view.text.head:
            return self._gone[1:]
        ends = view.caret_ends(view.text.head) if view.text.head else None
        if ends is None or not view.is_caret_in_view():
            spot = view.spot_at(QPointF(0, 0))
            return spot.page, spot.point.y - 0.01 * direction
        spot = view.spot_at((ends[0] + ends[1]) / 2)
        return spot.page, spot.point.y

    def _land(self, page: int, codings: Sequence[CodingId]) -> None:
        """Show a passage on a page, have the caret at its beginning, and tell its codings."""
        view, wanted = self._view, set(codings)
        marks = view.highlights.on_page(page)
        found = [mark for mark in marks.marks if mark.coding in wanted] if marks else []
        if not found:
            return
        first = found[0]
        view.reveal([(on, quad) for on, quad in first.quads if on == page], calm=True)
        view.codingsClicked.emit(list(codings))
        view.put_caret(Caret(first.page, first.start) if first.page == page else Caret(page, 0))
