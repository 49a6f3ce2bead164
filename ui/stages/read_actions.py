"""What the menus offer while one reads: words, keys, and what is done."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.reader.layout import Arrangement
from ui.reader.view import ReaderView
from ui.reader.zoom import Fit

ARRANGEMENTS = {
    Arrangement.COLUMN: "One Column of Pages",
    Arrangement.TWO_PAGES: "Two Pages Side by Side",
    Arrangement.BOOK: "Two Pages as in a Book",
    Arrangement.SINGLE: "One Page at a Time",
}


class Reads(Protocol):
    """What the actions have done by the stage."""

    @property
    def view(self) -> ReaderView:
        """The pages one works on."""

    def show_left(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        """Show the left column, or fold it."""

    def show_right(self, shown: bool) -> None:  # noqa: FBT001
        """Show the right panes, or fold them."""

    def show_contents(self) -> None:
        """Show outline or pages."""

    def filter_codes(self) -> None:
        """Go to the filter of the codes."""

    def find(self, *, everywhere: bool) -> None:
        """Look for words in the report, or in all reports."""

    def find_next(self, direction: int) -> None:
        """Go to the next place found, or the one before."""

    def ask_report(self) -> None:
        """Have another report chosen."""

    def new_tab(self) -> None:
        """Have a report chosen for a tab of its own."""

    def close_tab(self) -> None:
        """Close the tab one works in."""

    def next_tab(self, direction: int) -> None:
        """Work in the next tab."""

    def show_two(self, two: bool) -> None:  # noqa: FBT001
        """Show two reports side by side, or one."""

    def dim(self, dimmed: bool) -> None:  # noqa: FBT001
        """Show the paper darker, or as it is."""

    def next_pane(self, direction: int) -> None:
        """Give the keys to the next pane."""

    def settle(self) -> None:
        """List where coders differ."""

    def next_difference(self, direction: int) -> None:
        """Go to the next place where coders differ, or the one before."""

    def finish_report(self) -> None:
        """Say that one is done with the report, or take that back."""


class Row(NamedTuple):
    """One action: words, keys, menu, what is done, and whether it is on (None: no switch).

    The keys of what is done on the page belong to the pages: elsewhere they mean other things.
    """

    text: str
    keys: str
    menu: str
    act: Callable[..., object]
    on: bool | None = None
    on_page: bool = False


def actions(stage: Reads, parent: QWidget) -> dict[str, QAction]:
    """Return the actions of the stage by their words; their keys work while it is shown."""
    made: dict[str, QAction] = {}
    groups = (_panes, _finding, _tabs, _pages, _coding, _team)
    for row in (row for group in groups for row in group(stage)):
        made[row.text] = _action(row, parent)
    made |= _arrangements(stage, parent)
    return made


def _action(row: Row, parent: QWidget) -> QAction:
    action = QAction(QCoreApplication.translate("ReadStage", row.text), parent)
    action.setShortcut(QKeySequence(row.keys))
    action.setData(row.menu)
    if row.on_page:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    if row.on is None:
        action.triggered.connect(lambda _=False: row.act())
    else:
        action.setCheckable(True)
        action.setChecked(row.on)
        action.triggered.connect(row.act)
    parent.addAction(action)
    return action


def _panes(stage: Reads) -> Iterator[Row]:
    yield Row("Show Left Pane", "F8", "", stage.show_left, on=True)
    yield Row("Show Passage Panes", "F9", "", stage.show_right, on=True)
    yield Row("Show Contents", "F7", "", stage.show_contents)
    yield Row("Filter Codes", "Ctrl+L", "edit", stage.filter_codes)
    yield Row("Next Pane", "F6", "go", lambda: stage.next_pane(1))
    yield Row("Previous Pane", "Shift+F6", "go", lambda: stage.next_pane(-1))


def _finding(stage: Reads) -> Iterator[Row]:
    yield Row("Find in Report…", "Ctrl+F", "edit", lambda: stage.find(everywhere=False))
    yield Row("Find in Project…", "Ctrl+Shift+F", "edit", lambda: stage.find(everywhere=True))
    yield Row("Find Next", "F3", "edit", lambda: stage.find_next(1))
    yield Row("Find Previous", "Shift+F3", "edit", lambda: stage.find_next(-1))


def _tabs(stage: Reads) -> Iterator[Row]:
    yield Row("Switch Report…", "Ctrl+Shift+O", "go", stage.ask_report)
    yield Row("Open Report in New Tab…", "Ctrl+T", "go", stage.new_tab)
    yield Row("Next Tab", "Ctrl+Tab", "go", lambda: stage.next_tab(1))
    yield Row("Previous Tab", "Ctrl+Shift+Tab", "go", lambda: stage.next_tab(-1))
    yield Row("Close Tab", "Ctrl+W", "go", stage.close_tab)
    yield Row("Two Reports Side by Side", "Ctrl+D", "", stage.show_two, on=False)


def _pages(stage: Reads) -> Iterator[Row]:
    for text, keys, act in (
        ("Next Coding", "Alt+Down", lambda: stage.view.go_to_coding(1)),
        ("Previous Coding", "Alt+Up", lambda: stage.view.go_to_coding(-1)),
        ("Next Uncoded Page", "Alt+PgDown", lambda: stage.view.go_to_uncoded(1)),
        ("Previous Uncoded Page", "Alt+PgUp", lambda: stage.view.go_to_uncoded(-1)),
    ):
        yield Row(text, keys, "go", act, on_page=True)
    yield Row("Fit Width", "Ctrl+0", "", lambda: stage.view.set_zoom(Fit.WIDTH))
    yield Row("Fit Page", "Ctrl+Shift+0", "", lambda: stage.view.set_zoom(Fit.PAGE))
    yield Row("Rotate View", "Ctrl+Shift+R", "", lambda: _turn(stage.view))
    yield Row("Dim the Paper", "", "", stage.dim, on=False)


def _team(stage: Reads) -> Iterator[Row]:
    yield Row("Done with This Report", "Ctrl+Shift+Return", "code", stage.finish_report)
    yield Row("Settle Differences", "Ctrl+Shift+L", "code", stage.settle)
    yield Row("Next Difference", "Ctrl+Alt+Down", "go", lambda: stage.next_difference(1))
    yield Row("Previous Difference", "Ctrl+Alt+Up", "go", lambda: stage.next_difference(-1))


def _coding(stage: Reads) -> Iterator[Row]:
    yield Row("Code…", "Return", "code", partial(_ask_code, stage), on_page=True)
    for text, keys, act in (
        ("Memo", "F2", "memo"),
        ("In-Vivo Code", "Ctrl+I", "in vivo"),
        ("Give Another Code…", "Ctrl+R", "recode"),
        ("Copy to Another Code…", "Ctrl+Shift+D", "copy code"),
        ("Split Coding Here", "Ctrl+Shift+S", "split"),
        ("Join with Next Coding", "Ctrl+J", "join"),
        ("Move Coding to Selection", "Ctrl+M", "move"),
        ("Direction: For", "+", "+"),
        ("Direction: Against", "-", "-"),
        ("Direction: Mixed", "*", "±"),
        ("Depth: Central", ">", "central"),
        ("Depth: Limited", "<", "limited"),
        ("Copy with Citation", "Ctrl+Shift+C", "cite"),
        ("Delete Coding", "Del", "delete"),
    ):
        yield Row(text, keys, "code", partial(_ask, stage, act), on_page=True)


def _ask(stage: Reads, act: str) -> None:
    stage.view.keyAct.emit(act)


def _ask_code(stage: Reads) -> None:
    stage.view.codeRequested.emit()


def _turn(view: ReaderView) -> None:
    view.set_rotation((view.rotation + 90) % 360)


def _arrangements(stage: Reads, parent: QWidget) -> dict[str, QAction]:
    """Return actions of which one is on."""
    group = QActionGroup(parent)
    made: dict[str, QAction] = {}
    for arrangement, text in ARRANGEMENTS.items():

        def arrange(_: bool, wanted: Arrangement = arrangement) -> None:  # noqa: FBT001
            stage.view.set_arrangement(wanted)

        made[text] = _action(Row(text, "", "", arrange, arrangement is Arrangement.COLUMN), parent)
        group.addAction(made[text])
    return made
