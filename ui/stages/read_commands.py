"""What the menus and their keys do while one reads."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from ui.panels.codes.pane import CodebookPanel
from ui.panels.contents.pane import Contents
from ui.reader.view import ReaderView
from ui.stages.read_bench import Bench
from ui.stages.read_differ import Adjudicating
from ui.stages.read_find import Finding
from ui.stages.read_tabs import ReadTabs
from ui.stages.reading import Reading
from ui.stages.report_switch import ReportSwitch


class Shell(Protocol):
    """The parts of the Read stage."""

    adjudicating: Adjudicating
    bench: Bench
    codebook: CodebookPanel
    contents: Contents
    finding: Finding
    reading: Reading
    switch: ReportSwitch
    tabs: ReadTabs


class Commands:
    """Does with the parts of the stage what an action asks.

    `opens_new_tab` says that the report chosen next goes into a tab of its own; `is_dimmed` that
    paper is shown darker, in tabs to come too.
    """

    def __init__(self, stage: Shell) -> None:
        self._stage = stage
        self.opens_new_tab = False
        self.is_dimmed = False

    @property
    def view(self) -> ReaderView:
        """Return the pages one works on."""
        return self._stage.reading.view

    def settle(self) -> None:
        """List where coders differ, and show the first place."""
        self._stage.adjudicating.begin()

    def next_difference(self, direction: int) -> None:
        """Go to the next place where coders differ, or the one before."""
        self._stage.adjudicating.step(direction)

    def finish_report(self) -> None:
        """Say that one is done with the report, or take that back."""
        self._stage.adjudicating.finish_report()

    def show_left(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        """Show the left column, or fold it."""
        self._stage.bench.left.setVisible(shown)

    def show_right(self, shown: bool) -> None:  # noqa: FBT001
        """Show the right panes, or fold them."""
        self._stage.bench.aside.setVisible(shown)

    def show_contents(self) -> None:
        """Show the outline; when it is shown, the pages."""
        left, contents = self._stage.bench.left, self._stage.contents
        is_there = left.isVisible() and left.current is contents.outline
        self.bring(contents.pages if is_there else contents.outline)
        left.current.setFocus()

    def filter_codes(self) -> None:
        """Go to the filter of the codes."""
        self.bring(self._stage.codebook)
        self._stage.codebook.focus_filter()

    def find(self, *, everywhere: bool) -> None:
        """Look for words in the report, or in all reports."""
        self.bring(self._stage.finding.panel)
        self._stage.finding.begin(everywhere=everywhere)

    def find_next(self, direction: int) -> None:
        """Go to the next place found, or the one before; without any, have words looked for."""
        if not self._stage.finding.go_on(direction):
            self.find(everywhere=False)

    def ask_report(self) -> None:
        """Have another report chosen."""
        self._stage.switch.ask()

    def new_tab(self) -> None:
        """Have a report chosen for a tab of its own."""
        self.opens_new_tab = True
        self._stage.switch.ask()

    def close_tab(self) -> None:
        """Close the tab one works in."""
        self._stage.tabs.close_tab()

    def next_tab(self, direction: int) -> None:
        """Work in the next tab."""
        self._stage.tabs.turn(direction)

    def show_two(self, two: bool) -> None:  # noqa: FBT001
        """Show two reports side by side, or one."""
        self._stage.reading.show_two(two=two)

    def dim(self, dimmed: bool) -> None:  # noqa: FBT001
        """Show the paper darker, or as it is."""
        self.is_dimmed = dimmed
        for tab in self._stage.tabs:
            tab.pane.view.set_dimmed(dimmed)

    def next_pane(self, direction: int) -> None:
        """Give the keys to the next pane that is shown."""
        pages = [tab.pane.view for tab in self._stage.tabs.visible]
        self._stage.bench.next_pane(pages, direction)

    def bring(self, panel: QWidget) -> None:
        """Bring a panel of the left column to the front."""
        self._stage.bench.left.bring(panel)
