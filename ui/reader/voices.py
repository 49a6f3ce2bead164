"""Whose codings are on the pages, and the words that coders wrote about them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from coder.model.ids import CoderId, CodingId


class Words(NamedTuple):
    """What a coder wrote about a coding: its memo, and the caption if it is an area."""

    memo: str = ""
    caption: str = ""


def _nothing(_coding: CodingId) -> Words:
    return Words()


@dataclass(frozen=True, slots=True)
class Voices:
    """The initials of coders, which of them is looking, and where to read what they wrote.

    `words` is asked for one coding at a time, when it is pointed at or its area comes into view.
    """

    initials: Mapping[CoderId, str] = field(default_factory=dict)
    me: CoderId | None = None
    words: Callable[[CodingId], Words] = _nothing

    def is_other(self, coder: CoderId) -> bool:
        """Say whether it is somebody else than the one who is looking."""
        return self.me is not None and coder != self.me

    def initials_of(self, coder: CoderId) -> str:
        """Return the initials of somebody else; nothing for the one who is looking."""
        return self.initials.get(coder, "") if self.is_other(coder) else ""
