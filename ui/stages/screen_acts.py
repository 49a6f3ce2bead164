"""What is done to the report in hand: answers, proofs, decisions, and going on to the next."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from coder.model.errors import ProjectError
from coder.model.ids import ItemId, ReportId
from coder.model.protocol import Item
from coder.model.screening import Answer, Screening, Verdict
from ui import ask
from ui.panels.screen import verdict_signs as signs
from ui.panels.screen.criteria import CriteriaPanel
from ui.panels.screen.listing import ScreenList
from ui.panels.screen.verdict import VerdictPanel
from ui.session import Session
from ui.stages.screen_pages import ScreenPages
from ui.stages.screen_terms import ScreenTerms

_BY_KEYS = Qt.FocusReason.ShortcutFocusReason


class Desk(Protocol):
    """The parts of the Screening page, and what it shows."""

    screening: Screening | None
    stages: list[Item]
    list: ScreenList
    pages: ScreenPages
    criteria: CriteriaPanel
    verdict: VerdictPanel
    terms: ScreenTerms

    @property
    def stage(self) -> ItemId | None:
        """The stage in hand."""

    def refresh(self) -> None:
        """Read how everything stands."""

    def take(self, report: ReportId) -> None:
        """Have a report in hand."""

    def choose_stage(self, stage: ItemId) -> None:
        """Screen at another stage."""


class ScreenActs(QObject):
    """Does what keys, buttons and menus ask; what is refused is told."""

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__()
        self._session, self._desk = session, desk

    @property
    def _report(self) -> ReportId | None:
        return self._desk.screening.report if self._desk.screening else None

    def _attempt(self, act: Callable[[], object]) -> bool:
        """Do something; False when it was refused, the user having been told why."""
        return ask.attempt(self._desk.criteria, act)

    def answer(self, answer: Answer) -> None:
        """Answer the criterion that is looked at, and go on to the next one."""
        item = self._desk.criteria.criterion
        if item and self.answer_for(item.id, answer) and answer:
            self._desk.criteria.step()

    def answer_for(self, criterion: ItemId, answer: Answer) -> bool:
        """Answer a criterion; the same answer again takes back nothing."""
        report = self._report
        if report is None:
            return False
        screening = self._session.project.screening
        return self._attempt(lambda: screening.answer(report, criterion, answer))

    def note(self, criterion: ItemId, note: str) -> None:
        """Write what is noted of a criterion; what it is answered stays."""
        one = self._desk.screening
        if one is None or not self._session.is_open:
            return
        found = next((each for each in one.answers if each.criterion.id == criterion), None)
        said: Answer = found.answer if found and not found.by_itself else ""
        screening = self._session.project.screening
        self._attempt(lambda: screening.answer(one.report, criterion, said, note))

    def prove(self) -> None:
        """Hold what is selected against the criterion that is looked at."""
        pages, item, report = self._desk.pages, self._desk.criteria.criterion, self._report
        if report is None or item is None:
            return
        passage = pages.selected()
        if passage is None:
            told = self.tr("Select the words that prove it first: F6 goes to the pages.")
            self._session.told.emit(told, 0)
            return
        screening = self._session.project.screening
        if self._attempt(lambda: screening.prove(report, item.id, passage)):
            pages.pane.view.clear_selection()
            self._session.told.emit(self.tr("Proof of “%1”").replace("%1", item.name), 1)

    def unprove(self) -> None:
        """Take the proof away that is looked at."""
        proof = self._desk.criteria.proof_in_hand
        if proof is not None:
            screening = self._session.project.screening
            self._attempt(lambda: screening.unprove(proof))

    def choose(self, verdict: Verdict) -> None:
        """Choose a verdict: the rule's decides at once, another wants its reason."""
        self._desk.verdict.choose(verdict)

    def decide(self) -> None:
        """Decide as the rule says, or as it is chosen, and go on to the next report."""
        self._desk.verdict.decide()

    def decided(self, verdict: Verdict, reason: str) -> None:
        """Put a decision down; where one stands and the rule is silent, only go on."""
        desk, report, one = self._desk, self._report, self._desk.screening
        if report is None or desk.stage is None or one is None:
            return
        desk.criteria.keep_note()
        if verdict or one.rule or one.decision is None:
            try:
                self._session.project.screening.decide(report, desk.stage, verdict, reason)
            except ProjectError as error:
                self._session.told.emit(str(error), 0)
                if verdict:
                    desk.verdict.say(str(error))
                else:
                    desk.criteria.begin()
                    desk.criteria.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            desk.refresh()
            self._tell_decision()
        self._go_on(report)

    def decide_all(self) -> None:
        """Decide as the rule says wherever it says something, on all that wait: one act."""
        desk, stage = self._desk, self._desk.stage
        if stage is None:
            return
        desk.criteria.keep_note()
        try:
            count = self._session.project.screening.decide_by_rule(stage)
        except ProjectError as error:
            ask.tell(desk.criteria, str(error))
            return
        if not count:
            told = self.tr("The rule says nothing yet of what waits here. Answer criteria first.")
            self._session.told.emit(told, 0)
            return
        reports = "1 report" if count == 1 else f"{count} reports"
        self._session.told.emit(f"Decided by the rule: {reports}.", 1)
        desk.refresh()

    def _tell_decision(self) -> None:
        """Say how the report in hand was decided: the next one comes at once."""
        one, row = self._desk.screening, self._desk.list.current_row
        if one and one.decision and row:
            verdict = signs.STATES[one.decision.verdict]
            self._session.told.emit(f"{verdict}: {row.name}", 1)

    def _go_on(self, report: ReportId) -> None:
        """Go to the next report that is to be screened, or say that there is none."""
        after = self._desk.list.next_open(report)
        if after is not None:
            self._desk.take(after)
        self._desk.criteria.setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw(self) -> None:
        """Take one's decision back."""
        report, stage, one = self._report, self._desk.stage, self._desk.screening
        if report and stage and one and one.decision:
            screening = self._session.project.screening
            self._attempt(lambda: screening.withdraw(report, stage))

    def go_to_report(self, direction: int) -> None:
        """Go to the next report listed (1) or the one before (-1)."""
        report = self._desk.list.neighbour(direction)
        if report is not None:
            self._desk.take(report)

    def go_to_stage(self) -> None:
        """Screen at the next stage."""
        ids = [one.id for one in self._desk.stages]
        if len(ids) > 1 and self._desk.stage in ids:
            self._desk.choose_stage(ids[(ids.index(self._desk.stage) + 1) % len(ids)])

    def go_to_term(self, direction: int) -> None:
        """Go to the next place of a term (1) or the one before (-1)."""
        self._desk.terms.go(direction)

    def write_note(self) -> None:
        """Write a note on the criterion."""
        self._desk.criteria.note.setFocus(_BY_KEYS)

    def write_reason(self) -> None:
        """Write the reason of the verdict."""
        self._desk.verdict.reason.setFocus(_BY_KEYS)

    def next_pane(self, direction: int) -> None:
        """Give the keys to the next pane that is shown: reports, pages, criteria."""
        panes: list[QWidget] = [self._desk.list, self._desk.pages, self._desk.criteria]
        shown, focus = [pane for pane in panes if pane.isVisible()], QApplication.focusWidget()
        places = (at for at, one in enumerate(shown) if focus and one.isAncestorOf(focus))
        pane = shown[(next(places, len(shown) - 1) + direction) % len(shown)]
        if pane is self._desk.pages:
            self._desk.pages.focus()
        else:
            pane.setFocus(_BY_KEYS)

    def fold_list(self) -> None:
        """Fold the list of reports, or show it."""
        self._desk.list.setVisible(self._desk.list.isHidden())

    def do(self, act: str) -> None:
        """Do what a key in the list of criteria stands for."""
        acts: dict[str, Callable[[], object]] = {
            "decide": self.decide,
            "scroll on": lambda: self._desk.pages.scroll_by_view(1),
            "scroll back": lambda: self._desk.pages.scroll_by_view(-1),
            "unprove": self.unprove,
            "leave": self._desk.verdict.give_up,
        }
        if act in acts:
            acts[act]()
