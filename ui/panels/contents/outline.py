"""The outline of a report: its headings, where one is, and how much is coded under each."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from coder.model.report import OutlineEntry
from ui import theme
from ui.panels.contents.outline_sections import Place, Sections
from ui.panels.contents.outline_view import OutlineRows, OutlineView
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label, mute, page_place

_UNFOLDED = 60
"""As many levels are unfolded at first as so many rows can show."""


class OutlinePanel(QWidget):
    """Headings to go to. `landAsked` carries a page (from 0) and a height there.

    Heights are in points of the unrotated page, as the outline has them. `shown` tells that the
    panel came into view.
    """

    landAsked = Signal(int, float)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = OutlineRows(self)
        self.view = OutlineView(self._rows, self)
        self._note = mute(QLabel(self.tr("Headings recognised by their print"), self))
        self._note.setToolTip(
            self.tr(
                "The file has no outline of its own. These lines are printed like headings; "
                "some may be missing, some may be none."
            )
        )
        edge = theme.GRID
        self._note.setContentsMargins(edge, edge // 2, edge, edge // 2)
        self._empty = empty_label(self)
        self._empty.setMargin(2 * theme.GRID)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._note)
        layout.addWidget(self._stack, 1)
        keys_to(self, self.view)
        self.view.landed.connect(self._land)
        self.open(None, ())

    def open(self, outline: Sequence[OutlineEntry] | None, labels: Sequence[str]) -> None:
        """Show the outline of a report whose pages are labelled so; None: there is no report."""
        sections = Sections(outline or ())
        self.view.forget()
        self._rows.show(sections, [self._tip(entry, labels) for entry in sections.entries])
        depth = sections.depth_of(_UNFOLDED)
        if depth:
            self.view.expandToDepth(depth - 1)
        self._note.setVisible(sections.are_printed)
        self._empty.setText(
            self.tr("Open a report to see its outline.")
            if outline is None
            else self.tr(
                "The file has no outline, and no line is printed like a heading. "
                "Use Pages to find your way."
            )
        )
        self._stack.setCurrentWidget(self.view if len(sections) else self._empty)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that one looks at it."""
        super().showEvent(event)
        self.shown.emit()

    def show_counts(self, places: Iterable[Place]) -> None:
        """Show how many codings begin under each heading."""
        self._rows.count(self._rows.sections.counts(places))

    def show_here(self, place: Place) -> None:
        """Mark the section in which this place is."""
        self.view.show_here(self._rows.sections.at(place))

    def _tip(self, entry: OutlineEntry, labels: Sequence[str]) -> str:
        label = labels[entry.page] if entry.page < len(labels) else ""
        place = page_place(label, entry.page)
        return f"{place}, {self.tr('recognised by its print')}" if entry.printed else place

    def _land(self, section: int) -> None:
        entry = self._rows.sections.entries[section]
        self.landAsked.emit(entry.page, entry.y)
