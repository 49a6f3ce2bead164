"""What the tools of the reading desk ask of the view; so they need not know the view itself."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF

from coder.model.geometry import PageSize
from ui.reader.layout import Layout
from ui.reader.selection import Caret, TextSelection
from ui.reader.texts import PageTexts


class Desk(Protocol):
    """The view as its tools see it. Spots are screen pixels of the viewport."""

    @property
    def text(self) -> TextSelection:
        """The selection, to be changed freely; `show_selection` is called afterwards."""

    @property
    def texts(self) -> PageTexts:
        """The texts of the pages."""

    @property
    def sizes(self) -> Sequence[PageSize]:
        """The sizes of the pages as shown."""

    @property
    def sheet(self) -> Layout:
        """Where the pages lie."""

    @property
    def page_count(self) -> int:
        """The number of pages."""

    @property
    def pixels_per_point(self) -> float:
        """How many screen pixels a point is."""

    def on_screen_rect(self, page: int, rect: QRectF) -> QRectF:
        """Return where a rectangle of a page as shown, in points, lies."""

    def caret_ends(self, caret: Caret) -> tuple[QPointF, QPointF] | None:
        """Return the upper and lower end of a caret."""

    def around_selection(self) -> tuple[int, QRectF]:
        """Return a page and what is selected on it, or its part in view; in points as shown."""
