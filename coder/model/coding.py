"""Coders and their codings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from coder.model.ids import CodeId, CoderId, CodingId, PassageId, ReportId
from coder.model.quads import OnPage, StoredQuads


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes."""

    id: CoderId
    name: str
    initials: str
    colour: str
    codings: int = 0


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder put one code on one passage, as lists show it.

    `direction` says what the evidence says of the code: "", "+", "-" or "±"; `depth` how much of
    the passage is about it: "", "central" or "limited". `caption` is the coder's name for an area.
    `moved` tells how the passage was found again in a file that replaced the one it was coded in
    ("exact", "folded", "head and tail", "position only" or "lost"; "" once settled, or never
    moved) and `origin` which passage it was before. `under` is the mark of the wording of its code
    that the coder had before them ("" in a coding from before wordings were kept).
    """

    id: CodingId
    passage: PassageId
    report: ReportId
    code: CodeId
    coder: CoderId
    page: int
    start: int
    end_page: int
    end: int
    quote: str
    memo: str
    created: str
    is_area: bool = False
    direction: str = ""
    depth: str = ""
    caption: str = ""
    moved: str = ""
    origin: PassageId | None = None
    under: str = ""

    @property
    def is_lost(self) -> bool:
        """Say whether its passage is in a file that the report has no more, and nowhere else."""
        return self.moved == "lost"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the page view needs of one coding to paint it: the quads, by page."""

    coding: CodingId
    passage: PassageId
    code: CodeId
    coder: CoderId
    page: int
    start: int
    quads: Sequence[OnPage]
    is_area: bool = False
    direction: str = ""
    depth: str = ""
    has_memo: bool = False
    moved: str = ""

    @property
    def pages(self) -> Collection[int]:
        """Return the pages (from 0) it is on, each once."""
        quads = self.quads
        return quads.pages if isinstance(quads, StoredQuads) else {page for page, _ in quads}


def together(codings: Sequence[Coding]) -> dict[str, Any]:
    """Return what several codings of one code say when they become one; no judgement is lost."""
    directions = {one.direction for one in codings if one.direction}
    depths = {one.depth for one in codings if one.depth}
    captions = [one.caption for one in codings if one.caption]
    return {
        "memo": "\n\n".join(dict.fromkeys(one.memo for one in codings if one.memo)),
        "direction": "±" if len(directions) > 1 else "".join(directions),
        "depth": "central" if len(depths) > 1 else "".join(depths),
        "caption": captions[0] if captions else "",
    }
