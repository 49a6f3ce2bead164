"""The find panel: words looked for as one types, what was found in context, coding all of it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import ReportId
from coder.model.passage import PageRange
from coder.model.report import Report
from coder.services.search import Context, Found, ranges_of
from coder.text import units
from coder.text.finding import MOST
from ui import theme
from ui.panels.find_query import QueryBox
from ui.panels.find_rows import FindDelegate, FindRows
from ui.panels.labels import empty_label, mute, page_place
from ui.session import Session

_SETTLE = 30
"""Milliseconds after a key in which another one may come."""

_AROUND = {"sentence": units.sentence_at, "paragraph": units.block_at}


class FindPanel(QWidget):
    """Looks for words in a report or in all of them.

    `hitsFound` carries the places in the report in hand by page, `landAsked` the place to go to
    (report, page, start, end), `codeAsked` the extracts (report, ranges) to be coded; `closed`
    says that the user is done.
    """

    hitsFound = Signal(object)
    landAsked = Signal(object, int, int, int)
    codeAsked = Signal(list)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: Report | None = None
        self._titles: dict[ReportId, str] = {}
        self._labels: dict[ReportId, list[str]] = {}
        self._query = QueryBox(self)
        self._words = self._query.words
        self._where = QComboBox(self)
        self._count = mute(QLabel(self))
        self._rows = FindRows(self._context, self._page, self)
        self._list = QListView(self)
        self._empty = empty_label(self)
        self._stack = QStackedWidget(self)
        self._review = QPushButton(self.tr("Code all…"), self)
        self._unit = QComboBox(self)
        self._code = QPushButton(self)
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE)
        self._ready = QTimer(self, interval=0)
        self._set_up()
        self._lay_out()
        self._connect()
        self._show([])

    def _set_up(self) -> None:
        self._words.installEventFilter(self)
        for name in (self.tr("This report"), self.tr("Whole project")):
            self._where.addItem(name)
        self._where.setAccessibleName(self.tr("Where to look"))
        for key, name in (
            ("words", self.tr("the words")),
            ("sentence", self.tr("the sentence")),
            ("paragraph", self.tr("the paragraph")),
        ):
            self._unit.addItem(name, key)
        self._unit.setCurrentIndex(1)
        self._unit.setAccessibleName(self.tr("What is coded of each place"))
        self._list.setModel(self._rows)
        self._list.setItemDelegate(FindDelegate(self._list))
        self._list.setAccessibleName(self.tr("Places found"))
        self._list.setUniformItemSizes(False)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.installEventFilter(self)
        self._review.setCheckable(True)
        self.setMinimumWidth(240)

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.addWidget(self._where, 1)
        where.addWidget(self._count)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GRID)
        foot.addWidget(self._review)
        foot.addWidget(self._unit, 1)
        head = QVBoxLayout()
        head.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        head.setSpacing(theme.GRID)
        head.addWidget(self._query)
        head.addLayout(where)
        below = QVBoxLayout()
        below.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        below.addLayout(foot)
        below.addWidget(self._code)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(below)

    def _connect(self) -> None:
        self._query.changed.connect(self._look_soon)
        self._where.currentIndexChanged.connect(self._look_soon)
        self._soon.timeout.connect(self._look)
        self._ready.timeout.connect(self._make_ready)
        self._list.clicked.connect(self._clicked)
        self._review.toggled.connect(self._set_review)
        self._unit.currentIndexChanged.connect(self._tell_chosen)
        self._rows.dataChanged.connect(self._tell_chosen)
        self._code.clicked.connect(self._ask_for_code)
        self._session.changed.connect(self._refresh_if_touched)
        self._session.closing.connect(self._forget)

    def open(self, report: Report | None, words: str = "") -> None:
        """Let words be looked for in a report or, with None, in the project."""
        if words and len(words) < 200:
            self._words.setText(words)
        self._where.setCurrentIndex(0 if report else 1)
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()
        self._look()
        self._ready.start()

    def turn(self, report: Report | None) -> None:
        """Be about the report that is in hand now."""
        if report != self._report:
            self._report = report
            if self._words.text() and self.isVisible():
                self._look_soon()

    def go_on(self, direction: int) -> None:
        """Go to the next place (1) or the one before (-1), round and round."""
        rows = self._rows.rowCount()
        row = self._list.currentIndex().row()
        for _ in range(rows):
            row = (row + direction) % rows
            if self._rows.place(row):
                self._list.setCurrentIndex(self._rows.index(row))
                self._land(row)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next place, Down into the list, Space chooses, Escape is done."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            in_list = watched is self._list
            if self._press(Qt.Key(event.key()), event.modifiers(), in_list=in_list):
                return True
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier, *, in_list: bool) -> bool:
        """Do what a key means in the field or in the list; False when it means nothing."""
        row = self._list.currentIndex().row()
        if key == Qt.Key.Key_Escape:
            self._words.clear()
            self._look()
            self.closed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._soon.isActive():
                self._look()
            back = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self._land(row) if in_list else self.go_on(-1 if back else 1)
        elif key == Qt.Key.Key_Down and not in_list:
            self._list.setFocus()
            self.go_on(1) if row < 0 else None
        elif key == Qt.Key.Key_Space and in_list and self._rows.is_review:
            self._rows.toggle(row)
        else:
            return False
        return True

    def _look_soon(self) -> None:
        self._soon.start()

    def _look(self) -> None:
        """Look, and show what was found."""
        self._soon.stop()
        if not self._session.is_open or self._is_too_little():
            self._show([])
            return
        everywhere = self._where.currentIndex() == 1
        report = None if everywhere or self._report is None else self._report.id
        try:
            found = self._session.project.search.look(self._query.query, report)
        except ProjectError as error:
            self._show([], str(error))
        else:
            self._show(found)

    def _is_too_little(self) -> bool:
        """Say whether there is nothing yet to look for: no letter, or a single plain one."""
        words = self._words.text().strip()
        return len(words) <= int(words.isascii())

    def _show(self, found: Sequence[Found], trouble: str = "") -> None:
        everywhere = self._where.currentIndex() == 1
        self._rows.show(found, self._title if everywhere else None)
        reports = len({one.report for one in found})
        said = self.tr("%1 in %2 reports") if everywhere else "%1"
        more = "+" if len(found) >= MOST else ""
        counted = said.replace("%1", f"{len(found):,}{more}").replace("%2", str(reports))
        self._count.setText("" if self._is_too_little() else counted)
        self._empty.setText(trouble or self._nothing())
        self._stack.setCurrentWidget(self._list if found else self._empty)
        for widget in (self._review, self._unit):
            widget.setVisible(bool(found))
        if not found:
            self._review.setChecked(False)
        self._tell_chosen()
        here = [one for one in found if self._report and one.report == self._report.id]
        self.hitsFound.emit(ranges_of(here))

    def _nothing(self) -> str:
        if self._is_too_little():
            return self.tr("Type words to find them. Case and accents make no difference.")
        return self.tr("Nothing found. Try fewer letters, or look in the whole project.")

    def _context(self, found: Found) -> Context:
        return self._session.project.search.context(found)

    def _page(self, found: Found) -> str:
        if found.report not in self._labels:
            facts = self._session.project.reports.facts(found.report)
            self._labels[found.report] = [one.label for one in facts]
        return page_place(self._labels[found.report][found.page], found.page)

    def _title(self, found: Found) -> str:
        if found.report not in self._titles:
            try:
                report = self._session.project.reports.get(found.report)
            except NotFoundError:
                return ""
            number = f"{report.number} · " if report.number else ""
            self._titles[found.report] = f"{number}{report.title}"
        return self._titles[found.report]

    def _clicked(self, index: QModelIndex) -> None:
        if self._rows.is_review:
            self._rows.toggle(index.row())
        self._land(index.row())

    def _land(self, row: int) -> None:
        place = self._rows.place(row)
        if place:
            self.landAsked.emit(place.report, place.page, place.start, place.end)
            at = self._rows.places.index(place) + 1
            self._count.setText(
                self.tr("%1 of %2")
                .replace("%1", f"{at:,}")
                .replace("%2", f"{len(self._rows.places):,}")
            )

    def _set_review(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        self._rows.review(on=on)
        self._unit.setEnabled(on)
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        is_review = self._rows.is_review
        self._unit.setVisible(is_review)
        self._code.setVisible(is_review)
        if is_review:
            count = len(self._extracts())
            self._code.setText(
                self.tr("Code 1 passage…")
                if count == 1
                else self.tr("Code %1 passages…").replace("%1", f"{count:,}")
            )
            self._code.setEnabled(count > 0)

    def _extracts(self) -> list[tuple[ReportId, list[PageRange]]]:
        """Return what would be coded; places in one sentence or paragraph are one extract."""
        kind, reports = self._unit.currentData(), self._session.project.reports
        kept: dict[tuple[ReportId, PageRange], None] = {}
        for one in self._rows.chosen:
            start, end = one.start, one.end
            if kind in _AROUND:
                text = reports.page_text(one.report, one.page)
                start = min(start, _AROUND[kind](text, one.start)[0])
                end = max(end, _AROUND[kind](text, max(one.start, one.end - 1))[1])
            kept[one.report, PageRange(one.page, start, end)] = None
        return [(report, [part]) for report, part in kept]

    def _ask_for_code(self) -> None:
        self.codeAsked.emit(self._extracts())

    def _make_ready(self) -> None:
        """While nothing else is to be done, fold the reports that will be searched."""
        is_more = self._session.is_open and self._session.project.search.make_ready()
        if not is_more:
            self._ready.stop()

    def _forget(self) -> None:
        self._ready.stop()
        self._titles.clear()
        self._labels.clear()
        self._report = None
        self._words.clear()
        self._soon.stop()
        self._rows.show([], None)

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.REPORT):
            self._titles.clear()
            self._labels.clear()
            if self._words.text() and self.isVisible():
                self._look_soon()
