"""All rows by group, in the order they run: what a row's name begins with, and who takes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.rows import Row


@dataclass(frozen=True)
class Group:
    """Rows that share what they are measured on.

    `place` is "module:function"; the module, and with it Qt, is loaded when the group runs.
    `rows` are the beginnings of the names of its rows; sizes may follow them.
    """

    name: str
    place: str
    rows: tuple[str, ...]

    def run(self, folder: Path, *, quick: bool) -> Iterator[Row]:
        """Take all rows of the group."""
        module, function = self.place.split(":")
        taking: Callable[..., Iterator[Row]] = getattr(import_module(module), function)
        return taking(folder, quick=quick)

    def has(self, words: str) -> bool:
        """Say whether one of its rows goes by these words, as far as its name is known before."""
        return any(words in row or row in words for row in self.rows)


GROUPS = (
    Group("start", "benchmarks.start_rows:starting", ("start to usable window",)),
    Group("add", "benchmarks.store_rows:adding", ("add ",)),
    Group(
        "find",
        "benchmarks.store_rows:finding",
        ("find as you type in a report", "find as you type, slowest letter, in a report"),
    ),
    Group(
        "project",
        "benchmarks.store_rows:project_rows",
        (
            "open a project, without the window",
            "passages by words, without the window",
            "passages by code, without the window",
            "matrix (",
            "Excel workbook",
            "find as you type in the project",
            "find as you type, slowest letter, in the project",
            "search command",
            "undo of one act",
            "one coding, without the window",
            "undo of an act on",
        ),
    ),
    Group(
        "agreement",
        "benchmarks.agreement_rows:agreement_rows",
        (
            "agreement, 2 coders",
            "agreement, 4 coders",
            "disagreements of 4 coders",
        ),
    ),
    Group(
        "merge",
        "benchmarks.merge_rows:merging",
        (
            "merge of ",
            "preview of a merge",
            "merging again",
            "undo of a merge",
        ),
    ),
    Group(
        "project start",
        "benchmarks.start_rows:starting_with_project",
        ("start with a project",),
    ),
    Group(
        "window",
        "benchmarks.desk_rows:project_in_window",
        (
            "open a project, window usable",
            "passages filtered, first word typed",
            "passages filtered (",
            "matrix stage",
            "a disagreement settled, key to painted",
        ),
    ),
    Group(
        "reading",
        "benchmarks.window_rows:reading",
        (
            "layout of a report",
            "first page sharp",
            "scroll: a frame, p95",
            "scroll: a frame, longest",
            "scroll: longest stall",
            "a page delivered",
            "selection drag, one move",
            "selection drag, p95",
            "a frame with 2,000 highlights",
            "open a report with",
            "one coding: key press",
            "memory of the window",
            "memory of the worker",
        ),
    ),
)


def chosen(only: str) -> list[Group]:
    """Return the group of this name or, there being none, those with rows that hold the words."""
    named = [group for group in GROUPS if group.name == only]
    return named or [group for group in GROUPS if group.has(only)]


def run(folder: Path, *, quick: bool, only: str) -> Iterator[Row]:
    """Take the rows of the group called `only`, or all rows whose names hold these words."""
    is_group = any(group.name == only for group in GROUPS)
    for group in chosen(only):
        for row in group.run(folder, quick=quick):
            if is_group or only in row.name:
                yield row
