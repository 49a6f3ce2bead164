"""What one looks at: what is selected on the page, or the coded passage that was clicked."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QObject, QTimer, SignalInstance

from coder.model.coding import Coding
from coder.model.ids import CodingId, PassageId
from coder.model.passage import Passage
from ui.panels.passages.inspector import Inspector
from ui.panels.passages.section import Looked
from ui.reader.view import ReaderView
from ui.session import Session
from ui.stages import extents
from ui.stages.open_report import OpenReport
from ui.widgets.labels import page_place

_SETTLE = 60
"""Milliseconds after which a selection that is still being drawn shows in the passage pane."""


class Looking(QObject):
    """Shows in the passage pane, and lights on the page, what is looked at in the report in hand.

    `before` holds the codings in hand when a passage was last looked at: a selection drawn since
    does not put them out of mind.
    """

    def __init__(self, session: Session, inspector: Inspector, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._inspector = inspector
        self.opened: OpenReport | None = None
        self.before: tuple[CodingId, ...] = ()
        self._keeps = False
        self._fresh: PassageId | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._show_selection)
        inspector.handChanged.connect(self._hand_changed)

    def attach(self, opened: OpenReport) -> None:
        """Look at this report from now on."""
        self.opened = opened
        for signal, slot in self._wires(opened):
            signal.connect(slot)
        self._show_selection()

    def detach(self) -> None:
        """Look at no report."""
        self._settle.stop()
        opened, self.opened = self.opened, None
        self.before = ()
        self._inspector.look_at([])
        if opened:
            opened.pane.view.light([])
            opened.pane.view.edit_extent(None)
            for signal, slot in self._wires(opened):
                signal.disconnect(slot)

    def _wires(self, opened: OpenReport) -> list[tuple[SignalInstance, Callable[..., object]]]:
        view = opened.pane.view
        return [
            (view.selectionChanged, self._selection_changed),
            (view.codingsClicked, self.at_codings),
            (opened.differed, self._follow),
        ]

    @property
    def view(self) -> ReaderView:
        """Return the pages; there must be a report."""
        assert self.opened is not None
        return self.opened.pane.view

    @property
    def has_selection(self) -> bool:
        """Say whether anything is selected on the page."""
        return self.opened is not None and self.view.has_selection

    @property
    def hand(self) -> list[Coding]:
        """Return the own codings that the keys act on."""
        return self._inspector.in_hand

    @property
    def anything(self) -> bool:
        """Say whether there is something that could be coded."""
        return self.has_selection or (self.opened is not None and bool(self._inspector.looked))

    def target(self) -> Passage | None:
        """Return the passage that a code goes to now."""
        looked = self._inspector.looked
        if self.has_selection:
            return self._selected()
        if self.opened and looked and looked[0].id:
            return self._session.project.codings.passage(looked[0].id)
        return None

    def _selected(self) -> Passage | None:
        """Return what is selected as a passage."""
        assert self.opened is not None
        project, opened = self._session.project, self.opened
        ranges, area = self.view.selection(), self.view.area()
        if area:
            return extents.area(project, opened, *area)
        return extents.passage(project, opened, ranges) if ranges else None

    def at_codings(self, codings: Sequence[CodingId]) -> None:
        """Show codings that were clicked, each passage with all that is on it.

        The first of one's own among them comes in hand; clicked again, the next one does, on
        whichever of the passages it is.
        """
        if self.opened is None:
            return
        shown = {mark.coding: mark for mark in self.opened.marks.marks}
        known = [shown[coding] for coding in codings if coding in shown]
        passages = list(dict.fromkeys(mark.passage for mark in known))
        me = self._session.project.coder.id
        mine = sorted(
            (passages.index(mark.passage), mark.coding) for mark in known if mark.coder == me
        )
        own = [coding for _, coding in mine]
        hand = [one.id for one in self._inspector.in_hand]
        at = own.index(hand[0]) + 1 if hand and hand[0] in own else 0
        self.at(passages, own[at % len(own) :][:1] if own else ())
        self._keeps = True

    def away(self) -> None:
        """Look at nothing."""
        self.at([])

    def after(self, codings: Sequence[CodingId]) -> None:
        """Look at codings that something was done to, and have them in hand."""
        if self.opened is None:
            return
        had_selection = self.has_selection
        self.view.clear_selection()
        passages = self.opened.marks.places_of(codings[:1])
        self.at(passages, codings)
        self._fresh = passages[0] if had_selection and passages else self._fresh
        self._keeps = True

    def at(self, passages: Sequence[PassageId], hand: Collection[CodingId] | None = None) -> None:
        """Show coded passages in the pane and light them on the page."""
        self._settle.stop()
        self._fresh = self._fresh if self._fresh in passages else None
        looked = [one for one in map(self._coded, passages) if one.codings]
        self._inspector.look_at(looked, hand)
        if self.opened:
            self.view.light([one.id for one in looked if one.id])
        self._take_hand()

    def _take_hand(self) -> None:
        """Have the handles at the ends of what is in hand, one passage of several or the only."""
        self.before = tuple(one.id for one in self._inspector.in_hand)
        passages = {one.passage for one in self._inspector.in_hand}
        if self.opened is None:
            return
        found = self._session.project.codings.passage(*passages) if len(passages) == 1 else None
        if found and found.is_area:
            page, quad = found.quads[0]
            self.view.edit_area((page, quad.rect))
        else:
            self.view.edit_extent(found.ranges if found else None)

    def _coded(self, passage: PassageId) -> Looked:
        assert self.opened is not None
        found = self._session.project.codings.passage(passage)
        return self._looked(found, passage, self.opened.marks.codings_on(passage))

    def _looked(
        self, found: Passage, known: PassageId | None, codings: tuple[CodingId, ...]
    ) -> Looked:
        assert self.opened is not None
        facts = self.opened.facts
        place = page_place(facts[found.page].label if found.page < len(facts) else "", found.page)
        if found.is_area:
            place = self.tr("Area on {}").format(place)
        return Looked(known, found.quote, place, codings, found.is_area)

    def _hand_changed(self) -> None:
        if not self.has_selection:
            self._take_hand()

    def _selection_changed(self) -> None:
        self._settle.start()

    def _show_selection(self) -> None:
        """Show what is selected; with nothing selected any more, let go of what was looked at.

        A click on a highlight selects nothing too: what it showed is kept.
        """
        keeps, self._keeps = self._keeps, False
        passage = self._selected() if self.has_selection else None
        if passage and self.opened:
            codings = self.opened.marks.codings_on(passage.id)
            known = passage.id if codings else None
            self._inspector.look_at([self._looked(passage, known, codings)])
            self.view.light([])
            self.view.edit_extent(None)
        elif not keeps and self._inspector.looked:
            self.at([])

    def _follow(self, _difference: object) -> None:
        """Show what became of the passages looked at; what was moved is looked at where it is.

        What was selected and is coded no more is selected again: another code is wanted.
        """
        if self.opened is None:
            return
        marks, passages, fresh = self.opened.marks, list[PassageId](), self._fresh
        for one in self._inspector.looked:
            if one.id:
                stays = marks.codings_on(one.id)
                passages += [one.id] if stays else marks.places_of(one.codings)
        if passages or any(one.id for one in self._inspector.looked):
            there = {mark.coding for mark in marks.marks}
            hand = [one.id for one in self.hand if one.id in there]
            self.at(list(dict.fromkeys(passages)), hand or None)
        if fresh and not passages and not self.has_selection:
            self._select(self._session.project.codings.passage(fresh))

    def _select(self, passage: Passage) -> None:
        """Select the words or the area of a passage."""
        if passage.is_area:
            page, quad = passage.quads[0]
            self.view.select_area(page, quad.rect)
        else:
            self.view.select(passage.ranges)
