"""The groups of rows, in the order they run."""

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import store_rows
from benchmarks.rows import Row

Group = Callable[..., Iterator[Row]]


def groups() -> dict[str, Group]:
    """Return the groups by name; those with a window load Qt when they are named."""
    from benchmarks import start_rows, window_rows

    return {
        "start": start_rows.starting,
        "add": store_rows.adding,
        "project": store_rows.project_rows,
        "reading": window_rows.reading,
    }


def run(folder: Path, *, quick: bool, only: str) -> Iterator[Row]:
    """Run the groups whose name holds `only`."""
    for name, group in groups().items():
        if only in name:
            yield from group(folder, quick=quick)
