"""Appraising the report in hand: criteria and checks, rated by keys, with reason and evidence."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from coder import settings
from coder.model.changes import Kind
from coder.model.coding import Coding
from coder.model.ids import CodingId, ItemId, ReportId
from coder.model.passage import Passage
from coder.model.protocol import Item
from coder.model.rating import Origin, Rating
from ui.panels.appraise.acts import InHand, RatingActs
from ui.panels.appraise.detail import AppraiseDetail
from ui.panels.appraise.head import AppraiseHead
from ui.panels.appraise.levels import pressed
from ui.panels.appraise.rows import AppraiseRows, Subject
from ui.panels.appraise.sheets import Scales, Sheet, scales_of, sheets
from ui.panels.appraise.view import LEVEL, AppraiseView
from ui.session import Session
from ui.upkeep import Upkeep
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label, page_place
from ui.widgets.scroll import Scroll

_SHOWN = (
    Kind.RATING,
    Kind.EVIDENCE,
    Kind.ITEM,
    Kind.CODE,
    Kind.CODEBOOK,
    Kind.CODING,
    Kind.CODER,
)


class AppraisePanel(QWidget):
    """Rates one report.

    `landAsked` carries a coding, or a `Support`, to be shown; `closed` that one is done.
    """

    landAsked = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: ReportId | None = None
        self._sheets: list[Sheet] = []
        self._chosen: bytes | None = None
        self._scales: Scales | None = None
        self._labels: list[str] = []
        self._asked: tuple[tuple[bytes, Origin], ItemId] | None = None
        self.head = AppraiseHead(self)
        self._rows = AppraiseRows(self)
        self.list = AppraiseView(self._rows, self)
        self.detail = AppraiseDetail(self)
        self.acts = RatingActs(session, self)
        self._empty = empty_label(self)
        self._scroll = Scroll(self)
        self._stack = QStackedWidget(self)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self._upkeep = Upkeep(self, session, self._list, _SHOWN, pause=30)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._scroll.setWidget(self.detail)
        self.split.addWidget(self.list)
        self.split.addWidget(self._scroll)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([330, 410])
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.split, 1)
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setAccessibleName(self.tr("Appraise"))
        keys_to(self, self.list)

    def _connect(self) -> None:
        self.head.sheetChosen.connect(self._choose_sheet)
        self.head.whoseChosen.connect(lambda _: self._turn_whose())
        self.head.scaleChosen.connect(self._choose_scale)
        self.list.asked.connect(self._do)
        self.list.turned.connect(self._turn)
        self.detail.levelPressed.connect(self.rate)
        self.detail.reasonWritten.connect(self._write_reason)
        self.detail.evidenceTicked.connect(self._tick)
        self.acts.done.connect(self._upkeep.read)
        self.detail.landAsked.connect(self.landAsked)
        self.detail.left.connect(self.list.setFocus)
        self._session.closing.connect(self._forget)

    @property
    def current(self) -> Subject | None:
        """Return the criterion or check in hand."""
        return self._rows.at(self.list.currentIndex().row())

    @property
    def rating(self) -> Rating | None:
        """Return what was said of it, by whom the keys rate for now."""
        return self._rows.own(self.current, self.head.origin) if self.current else None

    def open(self, report: ReportId | None) -> None:
        """Be about this report (or about none) from now on."""
        self.save()
        self._report = report
        self._labels = []
        self._upkeep.reread()

    def save(self) -> None:
        """Write down the reason being written."""
        self.detail.reason.save()

    def _forget(self) -> None:
        self.save()
        self._report = None
        self._rows.show((), None)

    def _list(self) -> None:
        """Read what can be rated, and what was said of it in this report."""
        project, known = self._session.project, settings.load().panes
        own, theirs = (known.get(f"appraise.{whose}", "") for whose in ("reviewer", "report"))
        self._scales = scales_of(project.protocol.all(), own, theirs)
        self._sheets = sheets(project, self._report, self._scales) if self._scales else []
        if self._report and not self._labels:
            self._labels = [one.label for one in project.reports.facts(self._report)]
        self.head.offer(self._sheets, self._chosen)
        is_full = bool(self._sheets and self._report)
        self._stack.setCurrentIndex(0 if is_full else 1)
        self._empty.setText(self._why_empty())
        self._show()

    def _why_empty(self) -> str:
        if self._sheets:
            return self.tr("Open a report to appraise it.")
        return self.tr(
            "Nothing to appraise reports on yet. Add a codebook with rating scales, such as "
            "“Synthesis review: attributes, screening, ratings, forms”: File › Add a Codebook."
        )

    @property
    def sheet(self) -> Sheet | None:
        """Return what is rated now."""
        at = self.head.sheet.currentIndex()
        return self._sheets[at] if 0 <= at < len(self._sheets) else None

    def _show(self) -> None:
        sheet, me = self.sheet, self._session.project.coder.id
        if sheet and sheet.is_checklist:
            self.head.show_origin("reviewer")
        self._rows.show(sheet.subjects if sheet else (), me)
        if not self.list.currentIndex().isValid() and sheet:
            self.list.setCurrentIndex(self._rows.index(0))
        self._turn()

    def _choose_sheet(self) -> None:
        self.save()
        self._chosen = self.sheet.id if self.sheet else None
        self._show()

    def _turn_whose(self) -> None:
        """Have the keys give the other rating: one's own, or the report's."""
        if self.sheet is None or self.sheet.is_checklist:
            return
        self.save()
        other: Origin = "report" if self.head.origin == "reviewer" else "reviewer"
        self.head.show_origin(other)
        self._turn()

    def _choose_scale(self, key: str) -> None:
        if self._scales is None:
            return
        known = settings.load()
        panes = {**known.panes, f"appraise.{self.head.origin}": key}
        settings.save(replace(known, panes=panes))
        scale = next((one.id for one in self._scales.all if one.key == key), None)
        if self.current and scale:
            self._asked = (self.current.id, self.head.origin), scale
        self._upkeep.read()

    def _turn(self) -> None:
        """Show the one in hand."""
        subject, scale = self.current, self._scale
        if subject is None or scale is None or self._scales is None:
            return
        free = self.sheet is not None and not self.sheet.is_checklist
        self.head.show_scales(self._scales.all, scale, free=free)
        self.detail.show_subject(subject, scale, self.rating, self._place)
        self.detail.tell_others(self._others(subject))

    @property
    def in_hand(self) -> InHand | None:
        """Return what the keys rate now."""
        subject, scale, report = self.current, self._scale, self._report
        if subject is None or scale is None or report is None:
            return None
        return InHand(report, subject, self.head.origin, scale, self.rating)

    @property
    def _scale(self) -> Item | None:
        """Return the scale chosen for the one in hand, else the one it is rated on."""
        if self.current is None:
            return None
        every = {one.id: one for one in self._scales.all} if self._scales else {}
        place, scale = self._asked or (None, None)
        if scale and place == (self.current.id, self.head.origin):
            return every.get(scale)
        rated = every.get(self.rating.scale) if self.rating else None
        return rated or self.current.scale_of(self.head.origin)

    def _place(self, coding: Coding) -> str:
        at = coding.page
        if coding.is_lost:
            return page_place("", at, is_former=True)
        return page_place(self._labels[at] if at < len(self._labels) else "", at)

    def _others(self, subject: Subject) -> str:
        """Tell the rating beside it, and what others said once one has said something oneself."""
        me = self._session.project.coder.id
        mine = self.head.origin == "reviewer"
        beside = subject.rated(me, "report" if mine else "reviewer")
        words = self.tr("The report says: %1") if mine else self.tr("You say: %1")
        told = [words.replace("%1", beside.shown)] if beside else []
        if subject.rated(me, self.head.origin) is None:
            return "\n".join(told)
        names = {one.id: one.name for one in self._session.project.coders.all()}
        some = [
            one for one in subject.ratings if one.coder != me and one.origin == self.head.origin
        ]
        told += [f"{names.get(one.coder, '')}: {one.shown}" for one in some]
        return "\n".join(told)

    def _do(self, act: str) -> None:
        """Do what a key stands for."""
        acts: dict[str, Callable[[], object]] = {
            "whose": self._turn_whose,
            "reason": lambda: self._give_keys(self.detail.reason),
            "evidence": lambda: self._give_keys(self.detail.ticks),
            "show": self._land,
            "clear": self.clear,
            "close": self.closed.emit,
        }
        if act in acts:
            acts[act]()
        elif act.startswith(LEVEL) and self._scale:
            level = pressed(self._scale, act.removeprefix(LEVEL))
            if level is None:
                told = self.tr("This scale has no level at that key.")
                self._session.told.emit(told, 0)
            else:
                self.rate(level)

    def rate(self, level: str) -> None:
        """Give the one in hand a level, on the scale that is shown."""
        self.save()
        hand = self.in_hand
        if hand is None:
            return
        rating = hand.rating
        if rating and (rating.level, rating.scale) == (level, hand.scale.id):
            self.detail.levels.show_level(level)
        else:
            self.acts.rate(hand, level)

    def clear(self) -> None:
        """Take back what was said of the one in hand."""
        self.detail.reason.discard()
        if self.in_hand:
            self.acts.clear(self.in_hand)

    def add_evidence(self, codings: Sequence[CodingId], passages: Sequence[Passage]) -> None:
        """Put codings or passages behind the rating in hand."""
        if self.in_hand:
            self.acts.support(self.in_hand, codings, passages)

    def _write_reason(self, reason: str, _goes_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self.in_hand:
            self.acts.justify(self.in_hand, reason)

    def _tick(self, ticked: list[bytes]) -> None:
        if self.in_hand:
            self.acts.tick(self.in_hand, ticked, self.detail.passages)

    def _give_keys(self, widget: QWidget) -> None:
        """Give the keys to a part of the detail, scrolled into sight."""
        if widget.isVisible():
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list; Enter asks for no code here."""
        if event.key() == Qt.Key.Key_Escape:
            self.save()
            self.list.setFocus()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _land(self) -> None:
        """Show the first evidence on its page."""
        subject, rating = self.current, self.rating
        given = [one.coding or one for one in rating.evidence] if rating else []
        some = given or [one.id for one in (subject.codings if subject else ())]
        if some:
            self.landAsked.emit(some[0])
