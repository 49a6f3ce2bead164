"""The level of characters: is each character of a report coded by each coder, code by code?

Areas have no characters and are left out.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Self

import numpy as np

from coder.analysis.coded import Coded
from coder.analysis.coefficients import divided
from coder.analysis.line import Cover, Line
from coder.analysis.sums import Floats, Ints, Sums
from coder.analysis.unitizing import Cuts, code_alpha, code_alphas, parted, u_alpha
from coder.model.agreement import NOT_EXCLUSIVE


@dataclass(frozen=True, slots=True)
class CharacterLevel(Sums):
    """Reports × codes, in characters, summed over pairs of coders who both worked on the report.

    both, first, second: coded by both, by the first, by the second; length: of the report.
    chance: agreeing by chance, taken for each report, code and pair. cuts: of each code against
    no code. all_codes: cuts of all codes together (reports), None unless nobody put two codes on
    the same text.
    """

    both: Floats
    first: Floats
    second: Floats
    length: Floats
    chance: Floats
    cuts: Cuts
    all_codes: Cuts | None

    @classmethod
    def of(cls, coded: Coded) -> Self:
        """Compare the text coded by each two coders."""
        coders = coded.counts.shape[2]
        covers = [Cover.of(Line.of(coded, coder)) for coder in range(coders)]
        own = [_by_piece(cover, cover.end - cover.start, coded) for cover in covers]
        texts = coded.lengths[:, None].astype(float)
        both, first, second, length, chance = (np.zeros(coded.counts.shape[:2]) for _ in range(5))
        for one, other in combinations(range(coders), 2):
            compared = (coded.at_work[:, one] & coded.at_work[:, other])[:, None]
            a, b = own[one] * compared, own[other] * compared
            within = covers[other].within(covers[one].start, covers[one].end)
            both += _by_piece(covers[one], within, coded) * compared
            first += a
            second += b
            length += texts * compared
            chance += compared * divided(a * b + (texts - a) * (texts - b), texts, otherwise=0.0)
        cuts = _cuts(coded, covers, own, (both, first + second, length))
        return cls(both, first, second, length, chance, cuts, _all_codes(coded, covers))

    def over_codes(self) -> Self:
        """Return the same: what is expected by chance is taken code by code."""
        return self

    def notes(self) -> dict[str, str]:
        """Return which measures are not defined at all, and why."""
        if self.all_codes:
            return {}
        return dict.fromkeys(("u_alpha_codes", "cu_alpha", "ku_alpha"), NOT_EXCLUSIVE)

    def values(self, _: int, *, pooled: bool) -> dict[str, Floats]:
        """Return the measures of each code, or `pooled` over codes.

        The kappa is NVivo's: agreement and chance are taken for each report and code, in
        characters, and summed, K = (agreeing - chance) / (all - chance).
        """
        axis = self.both.ndim - 1
        both, coded, length, chance = self.both, self.first + self.second, self.length, self.chance
        if pooled:
            both, coded, length, chance = (
                part.sum(axis=axis) for part in (both, coded, length, chance)
            )
        agreeing = length - coded + 2 * both
        found, expected = parted(self.cuts)
        if pooled:
            found, expected = found.sum(axis=axis), expected.sum(axis=axis)
        return {
            "shared_text": divided(2 * both, coded),
            "character_percent": divided(agreeing, length),
            "character_kappa": divided(agreeing - chance, length - chance),
            "u_alpha": 1 - divided(found, expected),
            **self._of_all_codes(pooled=pooled),
        }

    def _of_all_codes(self, *, pooled: bool) -> dict[str, Floats]:
        if not pooled:
            each = (
                code_alphas(self.all_codes) if self.all_codes else np.full_like(self.both, np.nan)
            )
            return {"ku_alpha": each}
        if not self.all_codes:
            nothing = np.full(self.both.shape[:-1], np.nan)
            return {"u_alpha_codes": nothing, "cu_alpha": nothing}
        return {"u_alpha_codes": u_alpha(self.all_codes), "cu_alpha": code_alpha(self.all_codes)}

    def counts(self) -> dict[str, Floats]:
        """Return the table of counts of each code, in characters."""
        return {
            "characters": self.length,
            "both": self.both,
            "first": self.first - self.both,
            "second": self.second - self.both,
            "neither": self.length - self.first - self.second + self.both,
        }


def _by_piece(cover: Cover, amounts: Ints, coded: Coded) -> Floats:
    reports, codes, _ = coded.counts.shape
    sums = np.bincount(cover.piece, amounts, reports * codes)
    return sums.reshape(reports, codes).astype(float)


def _cuts(
    coded: Coded,
    covers: list[Cover],
    own: list[Floats],
    pairs: tuple[Floats, Floats, Floats],
) -> Cuts:
    """Return the cuts (reports, codes, 2, 2) of each code alone: gap and code.

    The same as `Cuts.of` for each report and code, from sums taken for all of them at once.
    """
    both, either, length = pairs
    others = np.maximum(1, coded.at_work.sum(axis=1) - 1)[:, None].astype(float)
    apart = (either - 2 * both) / others
    lengths = np.empty((*both.shape, 2, 2))
    lengths[..., 1, 1] = 2 * both / others
    lengths[..., 0, 1] = lengths[..., 1, 0] = apart
    lengths[..., 0, 0] = 2 * (length - either + both) / others
    chance = np.zeros((*both.shape, 2))
    for coder, cover in enumerate(covers):
        present = coded.at_work[:, coder, None]
        chance[..., 0] += present * (coded.lengths[:, None] - own[coder])
        chance[..., 1] += present * _by_piece(cover, (cover.end - cover.start) ** 2, coded)
    return Cuts(lengths, chance, np.zeros_like(chance))


def _all_codes(coded: Coded, covers: list[Cover]) -> Cuts | None:
    """Return the cuts (reports, codes + 1, codes + 1), None where codes are not exclusive."""
    reports, codes, coders = coded.counts.shape
    before = np.concatenate(([0], np.cumsum(coded.lengths)[:-1]))
    segments = []
    for cover in covers:
        report, code = cover.piece // codes, cover.piece % codes
        begin = before[report] * codes + code * coded.lengths[report]
        some = np.stack((cover.start - begin, cover.end - begin, code + 1), axis=1)
        order = np.lexsort((some[:, 0], report))
        some, report = some[order], report[order]
        if ((some[1:, 0] < some[:-1, 1]) & (report[1:] == report[:-1])).any():
            return None
        segments.append(np.split(some, np.searchsorted(report, np.arange(1, reports))))
    each = [
        Cuts.of(
            [segments[coder][report] for coder in range(coders) if coded.at_work[report, coder]],
            int(coded.lengths[report]),
            codes,
        )
        for report in range(reports)
    ]
    if not each:
        return Cuts(np.zeros((0, 1, 1)), np.zeros((0, 1)), np.zeros((0, 1)))
    parts = ([getattr(one, name) for one in each] for name in ("lengths", "own", "paired"))
    return Cuts(*(np.stack(part) for part in parts))
