"""Long work tells how far it is by yielding, and returns its value; closing it cancels it."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` steps, and in words what is being done now."""

    done: int
    total: int
    label: str


T = TypeVar("T")
Work = Generator[Progress, None, T]


def finish(work: Work[T]) -> T:
    """Run `work` to its end without showing anything; return its value."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            value: T = stop.value
            return value
