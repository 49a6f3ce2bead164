"""What keys and menus do on the Screening page, besides what the page does itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from coder.model.screening import Answer, Verdict
from ui.stages.screening import ScreeningPage

_BY_KEYS = Qt.FocusReason.ShortcutFocusReason


class ScreenCommands:
    """Does with the parts of the page what an action asks."""

    def __init__(self, page: ScreeningPage) -> None:
        self._page = page

    def answer(self, answer: Answer) -> None:
        """Answer the criterion that is looked at."""
        self._page.answer(answer)

    def prove(self) -> None:
        """Hold what is selected against the criterion."""
        self._page.prove()

    def unprove(self) -> None:
        """Take the proof away that is looked at."""
        self._page.unprove()

    def decide(self) -> None:
        """Decide, and go on."""
        self._page.decide()

    def choose(self, verdict: Verdict) -> None:
        """Choose a verdict."""
        self._page.verdict.choose(verdict)

    def withdraw(self) -> None:
        """Take one's decision back."""
        self._page.withdraw()

    def go_to_report(self, direction: int) -> None:
        """Go to the next report, or the one before."""
        self._page.go_to_report(direction)

    def go_to_stage(self) -> None:
        """Screen at the next stage."""
        self._page.go_to_stage()

    def go_to_term(self, direction: int) -> None:
        """Go to the next place of a term, or the one before."""
        self._page.go_to_term(direction)

    def write_note(self) -> None:
        """Write a note on the criterion."""
        self._page.criteria.note.setFocus(_BY_KEYS)

    def write_reason(self) -> None:
        """Write the reason of the verdict."""
        self._page.verdict.reason.setFocus(_BY_KEYS)

    def next_pane(self, direction: int) -> None:
        """Give the keys to the next pane that is shown: reports, pages, criteria."""
        panes: list[QWidget] = [self._page.list, self._page.pages, self._page.criteria]
        shown = [pane for pane in panes if pane.isVisible()]
        focus = QApplication.focusWidget()
        at = next(
            (at for at, pane in enumerate(shown) if focus and pane.isAncestorOf(focus)),
            len(shown) - 1,
        )
        pane = shown[(at + direction) % len(shown)]
        if pane is self._page.pages:
            self._page.pages.focus()
        else:
            pane.setFocus(_BY_KEYS)

    def fold_list(self) -> None:
        """Fold the list of reports, or show it."""
        self._page.list.setVisible(self._page.list.isHidden())
