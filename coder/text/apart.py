"""What on a page stands apart from its text: running heads and feet, page numbers, footnotes."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from coder.model.report import PageText, Run


class Apart(NamedTuple):
    """The runs of characters of one page that repeat on others, and those of its footnotes."""

    running: tuple[Run, ...] = ()
    notes: tuple[Run, ...] = ()

    def write(self) -> str:
        """Return both as JSON, "" when there is neither."""
        return json.dumps(self, separators=(",", ":")) if any(self) else ""


class Edges(NamedTuple):
    """What of a page must be kept to tell, once all pages are known, what stands apart on it."""


def read(written: str) -> Apart:
    """Return what `Apart.write` wrote."""
    if not written:
        return Apart()
    running, notes = json.loads(written)
    return Apart(tuple(map(tuple, running)), tuple(map(tuple, notes)))


def edges(page: PageText) -> Edges:
    """Return what to keep of a page."""
    return Edges()


def recognise(pages: Sequence[Edges]) -> list[Apart]:
    """Return for each page of a report what stands apart on it."""
    return [Apart() for _ in pages]
