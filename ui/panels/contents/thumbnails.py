"""The pages of a report in small: what is coded on them, which were read, and which is in view."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coder.model.geometry import PageSize
from ui import theme
from ui.panels.contents.thumbnails_rows import Coded, PageCards
from ui.panels.contents.thumbnails_view import PagesView
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label


class ThumbnailsPanel(QWidget):
    """Pages to go to. `landAsked` carries a page (from 0); `shown` tells that one looks at it."""

    landAsked = Signal(int)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = PageCards(self)
        self.view = PagesView(self.cards, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        empty = empty_label(self)
        empty.setMargin(2 * theme.GRID)
        empty.setText(self.tr("Open a report to see its pages."))
        self._stack.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        keys_to(self, self.view)
        self.view.landed.connect(self.landAsked)
        self.close_report()

    def open(
        self,
        labels: Sequence[str],
        sizes: Callable[[], Sequence[PageSize]],
        picture: Callable[[int], QImage | None],
    ) -> None:
        """Show the pages of a report; `sizes` and `picture` are asked again whenever needed."""
        self.view.page = -1
        self.cards.show(labels, sizes, picture)
        self.view.measure()
        self.view.scrollToTop()
        self.view.tell_soon()
        self._stack.setCurrentIndex(0 if labels else 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that one looks at it."""
        super().showEvent(event)
        self.shown.emit()

    def close_report(self) -> None:
        """Show no pages."""
        self.open((), tuple, lambda _: None)

    def show_page(self, page: int) -> None:
        """Outline the page (from 0) one reads."""
        self.view.show_page(page)

    def picture_came(self, page: int) -> None:
        """Paint a page (from 0) anew whose picture is there now."""
        if self.view.isVisible():
            self.cards.tell(page)

    def resized(self) -> None:
        """Follow the pages, which were turned."""
        self.view.measure()
        self.cards.tell()

    def show_coded(self, coded: Mapping[int, Coded]) -> None:
        """Show what is coded, by page (from 0)."""
        self.cards.show_coded(coded)

    def show_read(self, seconds: Mapping[int, float]) -> None:
        """Show how long pages (from 0) were read, in seconds."""
        self.cards.show_read(seconds)
