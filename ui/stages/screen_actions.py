"""What the menus offer while one screens: words, keys, and what is done."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from coder.model.screening import Answer, Verdict


class Screens(Protocol):
    """What the actions have done by the page."""

    def answer(self, answer: Answer) -> None:
        """Answer the criterion that is looked at."""

    def prove(self) -> None:
        """Hold what is selected against it."""

    def unprove(self) -> None:
        """Take the proof away that is looked at."""

    def decide(self) -> None:
        """Decide, and go on."""

    def decide_all(self) -> None:
        """Decide as the rule says on all that wait."""

    def choose(self, verdict: Verdict) -> None:
        """Choose a verdict."""

    def withdraw(self) -> None:
        """Take one's decision back."""

    def go_to_report(self, direction: int) -> None:
        """Go to the next report, or the one before."""

    def go_to_stage(self) -> None:
        """Screen at the next stage."""

    def go_to_term(self, direction: int) -> None:
        """Go to the next place of a term, or the one before."""

    def write_note(self) -> None:
        """Write a note on the criterion."""

    def write_reason(self) -> None:
        """Write the reason of the verdict."""

    def next_pane(self, direction: int) -> None:
        """Give the keys to the next pane, or the one before."""

    def fold_list(self) -> None:
        """Fold the list of reports, or show it."""


class Row(NamedTuple):
    """One action: words, keys, the menu it stands in, and what is done.

    A `spare` key is taken from the pages and lists, but never from a field one writes in.
    """

    text: str
    keys: tuple[str, ...]
    menu: str
    act: Callable[[], object]


def actions(page: Screens, parent: QWidget) -> list[QAction]:
    """Return the actions of the page; their keys work wherever one is on it but in a field."""
    made = []
    for row in (*_answers(page), *_verdicts(page), *_ways(page)):
        action = QAction(QCoreApplication.translate("ScreenStage", row.text), parent)
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setData(row.menu)
        action.triggered.connect(lambda _=False, act=row.act: act())
        parent.addAction(action)
        made.append(action)
    return made


def _answers(page: Screens) -> Iterator[Row]:
    yield Row("Criterion Met", ("M", "1"), "edit", lambda: page.answer("met"))
    yield Row("Criterion Unclear", ("U", "2"), "edit", lambda: page.answer("unclear"))
    yield Row("Criterion Not Met", ("N", "3"), "edit", lambda: page.answer("not-met"))
    yield Row("Take the Answer Back", ("0",), "edit", lambda: page.answer(""))
    yield Row("Selection Is Proof", ("P",), "edit", page.prove)
    yield Row("Note on the Criterion", ("F2",), "edit", page.write_note)


def _verdicts(page: Screens) -> Iterator[Row]:
    yield Row("Include", ("I",), "edit", lambda: page.choose("include"))
    yield Row("Possible", ("B",), "edit", lambda: page.choose("possible"))
    yield Row("Exclude", ("X",), "edit", lambda: page.choose("exclude"))
    yield Row("Reason of the Verdict", ("F4",), "edit", page.write_reason)
    yield Row("Decide on All That Wait by the Rule", (), "edit", page.decide_all)
    yield Row("Withdraw My Decision", ("Backspace",), "edit", page.withdraw)


def _ways(page: Screens) -> Iterator[Row]:
    yield Row("Next Report", ("J",), "go", lambda: page.go_to_report(1))
    yield Row("Report Before", ("K",), "go", lambda: page.go_to_report(-1))
    yield Row("Next Stage of Screening", ("S",), "go", page.go_to_stage)
    yield Row("Next Term", ("F3",), "go", lambda: page.go_to_term(1))
    yield Row("Term Before", ("Shift+F3",), "go", lambda: page.go_to_term(-1))
    yield Row("Next Pane", ("F6",), "go", lambda: page.next_pane(1))
    yield Row("Previous Pane", ("Shift+F6",), "go", lambda: page.next_pane(-1))
    yield Row("Show List of Reports", ("F8",), "", page.fold_list)
