"""The level of passages: what of each coding has the other coder coded alike?

`overlap` gives each passage the part of it that the other coder gave the same code: of a text
passage the part of its characters, of an area the part of its rectangle. Its mean over the
passages of both is the F-measure with partial credit; `f1` is the same with whole passages,
matched one to one where two share at least half of what they cover together. Neither needs to
know how much text was left uncoded: there is no number of passages that nobody marked. Cohen's
kappa tends to the F-measure as that number grows (G. Hripcsak, A. S. Rothschild, J. Am. Med.
Inform. Assoc. 12 (2005) 296-298), so nothing is left to correct for chance.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Self

import numpy as np

from coder.analysis.coded import Area, Coded
from coder.analysis.coefficients import divided
from coder.analysis.line import Cover, Line, meetings, one_to_one
from coder.analysis.sums import Floats, Ints, Sums
from coder.model.extent import alike, part_in

MATCHED = 0.5
"""Two passages are matched when they share so much of what they cover together."""


@dataclass(frozen=True, slots=True)
class PassageLevel(Sums):
    """Reports × codes, summed over pairs of coders who both worked on the report.

    shared: the parts of passages that the other has coded alike; matched: pairs of passages;
    first, second: how many passages there are of the first and of the second coder. passages and
    areas are numbers of codings, each counted once.
    """

    shared: Floats
    matched: Floats
    first: Floats
    second: Floats
    passages: Floats
    areas: Floats

    @classmethod
    def of(cls, coded: Coded) -> Self:
        """Compare the passages of each two coders."""
        reports, codes, coders = coded.counts.shape
        lines = [Line.of(coded, coder) for coder in range(coders)]
        covers = [Cover.of(line) for line in lines]
        areas = [_areas(coded, coder) for coder in range(coders)]
        numbers = [
            _by_piece(line.piece, coded) + _by_piece(_pieces(some, codes), coded)
            for line, some in zip(lines, areas, strict=True)
        ]
        shared, matched, first, second = (np.zeros((reports, codes)) for _ in range(4))
        for one, other in combinations(range(coders), 2):
            compared = (coded.at_work[:, one] & coded.at_work[:, other])[:, None]
            shared += compared * (
                _shared(lines[one], covers[other], coded)
                + _shared(lines[other], covers[one], coded)
                + _shared_areas(areas[one], areas[other], coded)
                + _shared_areas(areas[other], areas[one], coded)
            )
            matched += compared * (
                _matched(lines[one], lines[other], coded)
                + _matched_areas(areas[one], areas[other], coded)
            )
            first += compared * numbers[one]
            second += compared * numbers[other]
        drawn = np.sum([_by_piece(_pieces(some, codes), coded) for some in areas], axis=0)
        return cls(shared, matched, first, second, np.sum(numbers, axis=0), drawn)

    def over_codes(self) -> Self:
        """Return the same with all codes as one, for rows that are not by code."""
        return self.merged(1)

    def notes(self) -> dict[str, str]:
        """Return which measures are not defined at all, and why."""
        return {}

    def values(self, _: int, *, pooled: bool) -> dict[str, Floats]:
        """Return the measures of each code, or `pooled` over codes."""
        this = self.total(self.shared.ndim - 1) if pooled else self
        every = this.first + this.second
        return {
            "overlap": divided(this.shared, every),
            "f1": divided(2 * this.matched, every),
        }

    def counts(self) -> dict[str, Floats]:
        """Return the table of counts of each code."""
        return {
            "passages": self.passages,
            "areas": self.areas,
            "first": self.first - self.matched,
            "second": self.second - self.matched,
            "matched": self.matched,
        }


def _by_piece(pieces: Ints, coded: Coded, weights: Floats | None = None) -> Floats:
    """Return sums (reports, codes) of what is of each piece of the line."""
    reports, codes, _ = coded.counts.shape
    return np.bincount(pieces, weights, reports * codes).reshape(reports, codes).astype(float)


def _shared(line: Line, cover: Cover, coded: Coded) -> Floats:
    inside = cover.within(line.start, line.end)
    each = np.bincount(line.owner, inside, len(line.length)).astype(float)
    return _by_piece(line.piece, coded, divided(each, line.length.astype(float), otherwise=0.0))


def _matched(one: Line, other: Line, coded: Coded) -> Floats:
    first, second, likeness = meetings(one, other)
    enough = likeness >= MATCHED
    kept = one_to_one(first[enough], second[enough], likeness[enough])
    return _by_piece(one.piece[first[enough][kept]], coded)


def _areas(coded: Coded, coder: int) -> list[Area]:
    return [area for area in coded.areas if area.coder == coder]


def _pieces(areas: list[Area], codes: int) -> Ints:
    return np.array([one.report * codes + one.code for one in areas], np.int64)


def _candidates(one: list[Area], other: list[Area]) -> list[tuple[int, int]]:
    """Return the numbers of areas with the same code on the same page."""
    on = defaultdict(list)
    for at, area in enumerate(other):
        on[area.report, area.code, area.page].append(at)
    return [
        (at, there)
        for at, area in enumerate(one)
        for there in on.get((area.report, area.code, area.page), ())
    ]


def _shared_areas(one: list[Area], other: list[Area], coded: Coded) -> Floats:
    shared = np.zeros(len(one))
    for at, there in _candidates(one, other):
        mine, theirs = one[at], other[there]
        shared[at] += part_in((mine.page, mine.rect), (theirs.page, theirs.rect))
    return _by_piece(_pieces(one, coded.counts.shape[1]), coded, np.minimum(shared, 1.0))


def _matched_areas(one: list[Area], other: list[Area], coded: Coded) -> Floats:
    likeness = {
        (at, there): alike((one[at].page, one[at].rect), (other[there].page, other[there].rect))
        for at, there in _candidates(one, other)
    }
    pairs = [pair for pair, value in likeness.items() if value >= MATCHED]
    first, second = (np.array([pair[at] for pair in pairs], np.int64) for at in (0, 1))
    kept = one_to_one(first, second, np.array([likeness[pair] for pair in pairs]))
    return _by_piece(_pieces(one, coded.counts.shape[1])[first[kept]], coded)
