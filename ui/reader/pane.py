"""The reader as a whole: the line above, the pages, the bar at the selection, the line below."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.reader.header import Header
from ui.reader.map import ReportMap
from ui.reader.selection_bar import SelectionBar
from ui.reader.source import PageSource
from ui.reader.view import ReaderView


class ReaderPane(QWidget):
    """Shows one report. `view` has the pages, `map` lies beside them, `bar` by a selection.

    `codeRequested` says that a code is wanted for the selection, `memoRequested` a memo as well,
    `codeChosen` carries the id of a code taken from the bar.
    """

    codeRequested = Signal()
    memoRequested = Signal()
    codeChosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: PageSource | None = None
        self.view = ReaderView(self)
        self.map = ReportMap(self.view, self)
        self.bar = SelectionBar(self.view)
        self.header = Header(self)
        self._status = QLabel(self)
        self._status.setContentsMargins(12, 4, 12, 4)
        self._status.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.map)
        column.addWidget(self.header)
        column.addLayout(row, 1)
        column.addWidget(self._status)
        self._connect()
        self.close_report()

    def open(self, source: PageSource, title: str, place: str = "") -> None:
        """Show a report at a remembered place; `title` is what stands above the pages."""
        self._source = source
        labels = [facts.label for facts in source.facts]
        self.header.show_report(title, labels)
        self.map.name_pages(labels)
        self.view.open(source)
        self.view.restore(place)
        self._show_page(self.view.current_page)
        self.header.show_zoom(self.view.factor)

    def close_report(self) -> None:
        """Show no report."""
        self._source = None
        self.view.close_report()
        self.header.show_report("", [])
        self._status.setText("")

    def _connect(self) -> None:
        view, header, bar = self.view, self.header, self.bar
        view.pageChanged.connect(self._show_page)
        view.zoomChanged.connect(header.show_zoom)
        view.codeRequested.connect(self.codeRequested)
        header.pageAsked.connect(view.go_to)
        header.zoomAsked.connect(view.set_zoom)
        header.stepAsked.connect(view.zoom_by)
        header.left.connect(view.setFocus)
        header.said.connect(self._say)
        bar.codeRequested.connect(self.codeRequested)
        bar.memoRequested.connect(self.memoRequested)
        bar.codeChosen.connect(self.codeChosen)
        bar.copyRequested.connect(view.copy)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        shortcut = QShortcut(QKeySequence("Ctrl+G"), self, context=context)
        shortcut.activated.connect(header.focus_box)

    @Slot(str)
    def _say(self, words: str) -> None:
        """Say something until one comes to another page."""
        self._status.setText(words)

    @Slot(int)
    def _show_page(self, page: int) -> None:
        self.header.show_page(page)
        said = status(self._source, page) if self._source else ""
        self._status.setText(said)
        self.view.setAccessibleDescription(said)


def status(source: PageSource, page: int) -> str:
    """Return the quiet line below: where one is, and how many pages are scans."""
    count = len(source.facts)
    if not count:
        return ""
    parts = [f"page {page + 1} of {count}"]
    label = source.facts[page].label
    if label not in {"", str(page + 1)}:
        parts.append(f"printed {label}")
    scans = sum(not facts.has_text for facts in source.facts)
    if scans:
        are = "is a scan" if scans == 1 else "are scans"
        parts.append(f"{scans} of {count} pages {are}")
    return "  ·  ".join(parts)
