"""What mouse and keys ask of the view, so that they need not know the view itself."""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from coder.model.coding import Mark
from ui.reader.selection import Caret, TextSelection
from ui.reader.stripes import Stripe
from ui.reader.zoom import Zoom


class Desk(Protocol):
    """The view as mouse and keys see it. Spots are screen pixels of the viewport."""

    @property
    def text(self) -> TextSelection:
        """The selection, to be changed freely; `show_selection` is called afterwards."""

    @property
    def page_count(self) -> int:
        """The number of pages."""

    def caret_at(self, spot: QPointF) -> Caret:
        """Return the nearest place between two characters."""

    def first_caret(self) -> Caret:
        """Return where the print in view begins."""

    def character_at(self, spot: QPointF) -> Caret:
        """Return the place before the character there, or the nearest."""

    def is_print(self, spot: QPointF) -> bool:
        """Say whether there is text there."""

    def marks_at(self, spot: QPointF) -> list[Mark]:
        """Return the marks there, the smallest passage first."""

    def stripe_at(self, spot: QPointF) -> Stripe | None:
        """Return the stripe there."""

    def point_at(self, ids: frozenset[bytes], shape: Qt.CursorShape) -> None:
        """Light these passages and give the pointer a shape."""

    def click(self, spot: QPointF) -> None:
        """Tell which codings were clicked, if any."""

    def show_selection(self) -> None:
        """Show a changed selection, and tell others of it."""

    def reveal_head(self) -> None:
        """Scroll so that the head of the selection is in view."""

    def clear_selection(self) -> None:
        """Select nothing."""

    def copy(self) -> bool:
        """Copy the selected text; False when there is none."""

    def ask_for_code(self) -> None:
        """Tell that a code is wanted for what is selected."""

    def pull(self, pixels: int) -> None:
        """Scroll down by screen pixels."""

    def scroll_by_view(self, direction: int) -> None:
        """Scroll by almost a view's height."""

    def go_to(self, page: int, y: float | None = None) -> None:
        """Jump to a page."""

    def turn_page(self, direction: int) -> None:
        """Go to the next page (1) or the one before (-1)."""

    def go_back(self) -> None:
        """Go back to where one jumped from."""

    def go_forward(self) -> None:
        """Undo going back."""

    def zoom_by(self, direction: int, at: QPointF | None = None) -> None:
        """Zoom in (1) or out (-1) by one step."""

    def set_zoom(self, zoom: Zoom, at: QPointF | None = None) -> None:
        """Show the pages this large."""

    def try_again(self) -> None:
        """Draw the pages again that could not be drawn."""
