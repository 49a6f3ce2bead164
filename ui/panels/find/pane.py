"""The find panel: words looked for as one types, what was found in context, coding all of it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.report import Report
from coder.services.finding_extracts import Extract
from ui import theme
from ui.panels.find.foot import FindFoot
from ui.panels.find.query import QueryBox, ScopeRow
from ui.panels.find.results import FindResults
from ui.panels.find.rows import FindRows, Place
from ui.panels.find.view import FindView
from ui.panels.find.words import why_nothing
from ui.session import Session
from ui.widgets.labels import empty_label

_SETTLE = 30
"""Milliseconds after a key in which another one may come."""


class FindPanel(QWidget):
    """Looks for words in a report or in all of them.

    `hitsFound` carries the words found in the report in hand by page, `landAsked` the place to go
    to (report, page, start, end), which is to leave the keys here; `codeAsked` the passages
    (report, ranges) to be coded; `closed` says that the user is done.
    """

    hitsFound = Signal(object)
    landAsked = Signal(object, int, int, int)
    codeAsked = Signal(list)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: Report | None = None
        self._page = 0
        self._is_stale = self._is_closed = False
        self._trouble = ""
        self._resumed: Place | None = None
        self._results = FindResults(session, self)
        self._query = QueryBox(self)
        self._words = self._query.words
        self._scope = ScopeRow(self)
        self._count = self._scope.count
        self._rows = FindRows(self._results, self)
        self._list = FindView(self._rows, self)
        self._empty = empty_label(self)
        self._wider = QPushButton(self)
        self._stack = QStackedWidget(self)
        self._foot = FindFoot(self)
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE)
        self._lay_out()
        self._connect()
        self.setMinimumWidth(240)
        self._scope.choose(everywhere=True)
        self._scope.allow_report(allowed=False)
        self._show_state()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID // 2)
        head.setSpacing(theme.GRID // 2)
        head.addWidget(self._query)
        head.addWidget(self._scope)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._nothing_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._foot)

    def _nothing_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.GRID, 4 * theme.GRID, theme.GRID, theme.GRID)
        column.addWidget(self._empty)
        column.addWidget(self._wider, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        self._query.changed.connect(self._soon.start)
        self._scope.changed.connect(self.look)
        self._soon.timeout.connect(self.look)
        self._results.begun.connect(self._begin)
        self._results.came.connect(self._add)
        self._results.ended.connect(self._end)
        self._list.landed.connect(self._land)
        self._list.moved.connect(self._follow)
        self._list.left.connect(self._take_keys)
        self._rows.checkedChanged.connect(self._tell_checked)
        self._wider.clicked.connect(self._widen)
        self._foot.reviewAsked.connect(self._review)
        self._foot.unitChosen.connect(self._review)
        self._foot.backAsked.connect(self._end_review)
        self._foot.allAsked.connect(lambda on: self._rows.check_all(on=on))
        self._foot.codeAsked.connect(self._ask_for_code)
        self._session.changed.connect(self._refresh_if_touched)
        self._session.closing.connect(self._forget)
        self._words.installEventFilter(self)

    @property
    def is_everywhere(self) -> bool:
        """Say whether all reports are looked through."""
        return self._scope.is_everywhere

    def open(self, report: Report | None, words: str = "") -> None:
        """Let words be looked for in a report or, with None, in the project."""
        if words and len(words) < 200:
            self._words.setText(words)
        if report is not None:
            self._report = report
        self._scope.allow_report(allowed=self._report is not None)
        self._scope.choose(everywhere=report is None)
        self._take_keys()
        self.look()
        self._results.make_ready()

    def turn(self, report: Report | None) -> None:
        """Be about the report that is in hand now."""
        if (report and report.id) == (self._report and self._report.id):
            self._report = report
            return
        was_everywhere = self.is_everywhere
        self._report = report
        self._scope.allow_report(allowed=report is not None)
        if not (was_everywhere and self.is_everywhere):
            self._look_when_seen()
        elif self._rows.places:
            self._tell_hits()

    def turn_page(self, page: int) -> None:
        """Know the page (from 0) one is on: the first place gone to is not before it."""
        self._page = page

    def go_on(self, direction: int) -> bool:
        """Go to the next place (1) or the one before (-1), round and round; False without any."""
        if self._soon.isActive() or self._is_stale:
            self.look()
        places, number = self._rows.places, self._list.number
        if not places:
            return False
        if number is None:
            number = self._nearest() if direction > 0 else self._nearest() - 1
        else:
            number += direction
        self._land(number % len(places))
        return True

    def look(self) -> None:
        """Look for what is written now."""
        self._soon.stop()
        self._is_stale = False
        if not self._session.is_open or not self._words.text().strip():
            self._results.forget()
            self._begin(is_review=False)
            self._end("")
            return
        report = self._report.id if self._report else None
        self._results.look(self._query.query, report, everywhere=self.is_everywhere)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the field goes to the next place, Down into the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.go_on(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Down and self._rows.places:
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
            if self._list.number is None:
                self._list.go_to(self._nearest())
        else:
            return super().eventFilter(watched, event)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends the review, then gives the keys back; F3 goes on."""
        if event.key() == Qt.Key.Key_Escape and self._rows.is_review:
            self._end_review()
        elif event.key() == Qt.Key.Key_Escape:
            self._is_closed = True
            self.closed.emit()
        elif event.key() == Qt.Key.Key_F3:
            self.go_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again if something has changed meanwhile."""
        super().showEvent(event)
        if self._is_stale:
            self._soon.start()

    def _look_when_seen(self) -> None:
        self._is_stale = bool(self._words.text())
        if self._is_stale and self.isVisible():
            self._soon.start()

    def _take_keys(self) -> None:
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def _begin(self, is_review: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        self._trouble = ""
        self._rows.begin(grouped=self.is_everywhere, review=is_review)
        self._list.make_room(tall=is_review)
        self._list.scrollToTop()
        self._foot.show_review(on=is_review)

    def _add(self, places: Sequence[Place]) -> None:
        self._rows.add(places)
        self._show_state()

    def _end(self, trouble: str) -> None:
        self._trouble = trouble
        self._resume()
        self._show_state()
        if self._rows.is_review:
            self._tell_checked()
        else:
            self._tell_hits()

    def _tell_hits(self) -> None:
        self._is_closed = False
        self.hitsFound.emit(self._results.words_in(self._report.id if self._report else None))

    def _tell_checked(self) -> None:
        self._foot.tell(len(self._rows.checked), len(self._rows.places))

    def _review(self) -> None:
        """Show the passages around what was found, each to be checked or left out."""
        self._resumed = self._current
        self._results.review(self._foot.unit)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_review(self) -> None:
        self._resumed = self._current
        self._results.places()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _current(self) -> Place | None:
        number = self._list.number
        return None if number is None else self._rows.places[number]

    def _resume(self) -> None:
        """Be where one was before passages took the place of places, or places theirs."""
        was, self._resumed = self._resumed, None
        for number, place in enumerate(self._rows.places if was else ()):
            if was and place[:2] == was[:2] and place.end > was.start:
                self._list.go_to(number)
                return

    def _nearest(self) -> int:
        """Return the number of the first place that is not before the page one is on."""
        here = self._report.id if self._report else None
        for number, place in enumerate(self._rows.places):
            if place.report == here and place.page >= self._page:
                return number
        return 0

    def _land(self, number: int) -> None:
        if self._is_closed:
            self._tell_hits()
        self._list.go_to(number)
        self._show_count()
        place = self._rows.places[number]
        self.landAsked.emit(place.report, place.page, place.start, place.end)

    def _follow(self, number: int) -> None:
        """Show what the arrow keys came to, unless another report would have to be opened."""
        if self._report and self._rows.places[number].report == self._report.id:
            self._land(number)

    def _widen(self) -> None:
        """Find more: let go of options first, then look in the whole project."""
        if self._query.is_narrow:
            self._query.widen()
        else:
            self._scope.choose(everywhere=True)
        self.look()
        self._take_keys()

    def _ask_for_code(self) -> None:
        passages = [one for one in self._rows.checked if isinstance(one, Extract)]
        self.codeAsked.emit([(one.report, one.ranges) for one in passages])

    def _show_state(self) -> None:
        """Show the list, or why there is none."""
        is_looking = bool(self._words.text().strip())
        has_places = bool(self._rows.places)
        if not has_places and self._results.is_busy:
            return
        self._empty.setText(self._trouble or self._why_empty())
        can_widen = is_looking and not self._trouble
        self._wider.setVisible(can_widen and (self._query.is_narrow or not self.is_everywhere))
        narrow = self.tr("Without the options"), self.tr("Look in the project")
        self._wider.setText(narrow[0] if self._query.is_narrow else narrow[1])
        self._stack.setCurrentIndex(0 if has_places else 1)
        self._foot.setVisible(has_places and not self._results.is_busy)
        self._show_count()

    def _why_empty(self) -> str:
        if not self._words.text().strip():
            return self.tr(
                "Type the words to find. Capitals, accents and line ends make no difference."
            )
        return why_nothing(None if self.is_everywhere else self._report)

    def _show_count(self) -> None:
        number, count = self._list.number, f"{len(self._rows.places):,}"
        if self._results.is_cut:
            count = self.tr("the first {}").format(count)
        if number is not None:
            count = self.tr("{} of {}").format(f"{number + 1:,}", count)
        self._count.setText(count + ("…" if self._results.is_busy else ""))
        self._count.setToolTip(self._trouble)
        self._count.setVisible(bool(self._rows.places))

    def _forget(self) -> None:
        self._report, self._page = None, 0
        self._scope.allow_report(allowed=False)
        self._results.forget_names()
        self._words.clear()
        self.look()

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.REPORT):
            self._results.forget_names()
            self._look_when_seen()
