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
