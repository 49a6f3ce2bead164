"""Two quotes, word by word: what is in the one and not in the other."""

import html
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from ui.widgets.labels import breakable

_MOST = 500
"""Words of a quote that are compared; so many take a few milliseconds."""


class Run(NamedTuple):
    """Some words of a quote; `differs` when the other quote has others there."""

    words: str
    differs: bool


def compared(before: str, now: str) -> tuple[list[Run], list[Run]]:
    """Return both quotes in runs, words that differ apart from those that are the same."""
    old, new = before.split()[:_MOST], now.split()[:_MOST]
    same = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    left, right = [False] * len(old), [False] * len(new)
    for block in same:
        for at in range(block.size):
            left[block.a + at] = right[block.b + at] = True
    return list(_runs(old, left)), list(_runs(new, right))


def _runs(words: Sequence[str], are_same: Sequence[bool]) -> Iterator[Run]:
    pairs = zip(words, are_same, strict=True)
    for is_same, some in groupby(pairs, key=lambda pair: pair[1]):
        yield Run(" ".join(word for word, _ in some), not is_same)


def written(runs: Sequence[Run], tint: str) -> str:
    """Return runs as rich text: what differs is underlined, on a ground of colour `tint`."""
    parts = []
    for run in runs:
        words = html.escape(breakable(run.words))
        style = f"background-color: {tint}; text-decoration: underline"
        parts.append(f'<span style="{style}">{words}</span>' if run.differs else words)
    return "“" + " ".join(parts) + "”"
