"""Coders and their codings."""

from dataclasses import dataclass

from coder.model.geometry import Quad
from coder.model.ids import CodeId, CoderId, CodingId, PassageId, ReportId


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
    """One coder put one code on one passage, as lists show it."""

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


@dataclass(frozen=True, slots=True)
class Mark:
    """What the page view needs of one coding to paint it: the quads, by page."""

    coding: CodingId
    passage: PassageId
    code: CodeId
    coder: CoderId
    page: int
    start: int
    quads: tuple[tuple[int, Quad], ...]
