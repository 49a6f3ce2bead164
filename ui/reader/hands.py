"""What mouse and keys ask of the view."""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt, SignalInstance

from coder.model.coding import Mark
from coder.model.ids import CodingId
from coder.pdf.jobs import Link
from ui.reader.area_extent import AreaExtent
from ui.reader.boxes import Box
from ui.reader.desk import Desk
from ui.reader.extent import Extent
from ui.reader.layout import Spot
from ui.reader.selection import Caret
from ui.reader.stripes import Stripe
from ui.reader.zoom import Zoom


class Hands(Desk, Protocol):
    """The view as mouse and keys see it. Spots are screen pixels of the viewport."""

    keyAct: SignalInstance
    codeRequested: SignalInstance
    inVain: SignalInstance

    @property
    def box(self) -> Box:
        """The box on a page; `show_selection` is called after a change."""

    @property
    def extent(self) -> Extent:
        """The handles of a passage; `show_extent` is called after a change."""

    @property
    def area_extent(self) -> AreaExtent:
        """The handles of a coded area; `show_extent` is called after a change."""

    @property
    def current_page(self) -> int:
        """The page (from 0) one is on."""

    @property
    def has_selection(self) -> bool:
        """Whether words or an area are selected."""

    def spot_at(self, spot: QPointF) -> Spot:
        """Return the place on a page, in points as shown."""

    def point_on(self, page: int, spot: QPointF) -> QPointF:
        """Return the place on this page, in points as shown; it may be outside of it."""

    def caret_at(self, spot: QPointF) -> Caret:
        """Return the nearest place between two characters."""

    def character_at(self, spot: QPointF) -> Caret:
        """Return the place before the character there, or the nearest."""

    def is_print(self, spot: QPointF) -> bool:
        """Say whether there is text there."""

    def marks_at(self, spot: QPointF) -> list[Mark]:
        """Return the marks there, the smallest passage first."""

    def stripe_at(self, spot: QPointF) -> Stripe | None:
        """Return the stripe there."""

    def codings_at(self, spot: QPointF) -> list[CodingId]:
        """Return the codings there."""

    def link_at(self, spot: QPointF) -> Link | None:
        """Return the link there."""

    def follow(self, link: Link) -> None:
        """Go where a link leads."""

    def point_at(self, ids: frozenset[bytes], shape: Qt.CursorShape) -> None:
        """Light these passages and give the pointer a shape."""

    def click(self, spot: QPointF) -> None:
        """Tell which codings were clicked, if any."""

    def show_selection(self, *, always: bool = True) -> None:
        """Show a changed selection, and tell others of it."""

    def show_extent(self, *, done: bool = False) -> None:
        """Show a changed extent; when done, tell others of it."""

    def find_caret(self) -> bool:
        """Have a caret in view; True when it was put there just now."""

    def reveal_caret(self) -> None:
        """Scroll so that the caret is in view."""

    def reveal_box(self) -> None:
        """Scroll so that the box is in view."""

    def jump_to(self, caret: Caret, *, extend: bool) -> None:
        """Put the caret somewhere far off, which one can come back from."""

    def page_by_view(self, direction: int, *, extend: bool) -> None:
        """Scroll by almost a view's height; the caret goes along."""

    def look_at_caret(self) -> bool:
        """Tell which codings are at the caret; False when they are looked at, or none are."""

    def clear_selection(self) -> None:
        """Select nothing."""

    def copy(self) -> bool:
        """Copy the selected text; False when there is none."""

    def pull(self, pixels: int) -> None:
        """Scroll down by screen pixels."""

    def scroll_by_view(self, direction: int) -> None:
        """Scroll by almost a view's height."""

    def turn_page(self, direction: int) -> None:
        """Go to the next page (1) or the one before (-1)."""

    def go_to_coding(self, direction: int) -> bool:
        """Go to the next coding (1) or the one before (-1)."""

    def go_to_uncoded(self, direction: int) -> bool:
        """Go to the next page without codings (1) or the one before (-1)."""

    def zoom_by(self, direction: int, at: QPointF | None = None) -> None:
        """Zoom in (1) or out (-1) by one step."""

    def set_zoom(self, zoom: Zoom, at: QPointF | None = None) -> None:
        """Show the pages this large."""

    def try_again(self) -> None:
        """Draw the pages again that could not be drawn."""
