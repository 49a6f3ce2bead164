"""Agreement about where passages begin and end: Krippendorff's alphas for unitizing.

Source: K. Krippendorff, Y. Mathet, S. Bouvry, A. Widlöcher, On the reliability of unitizing
textual continua: Further developments, Quality & Quantity 50 (2016) 2347-2364. A continuum is the
text of a report; each coder cuts it into segments with a code and the gaps between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from coder.analysis.coefficients import divided
from coder.analysis.sums import Floats, Ints, Sums


@dataclass(frozen=True, slots=True)
class Cuts(Sums):
    """What the coders' segments have in common; all of it adds up over reports.

    Axis q + 1 is the gap (0) and the q codes. lengths (…, q + 1, q + 1): for how many characters
    one coder has the code of the row and another that of the column, by eq. 20 over pairs of
    coders. own (…, q + 1): what pairs with itself by chance, squares of segments and lengths of
    gaps. paired (…, q + 1): the same for what of a segment others have coded at all.
    """

    lengths: Floats
    own: Floats
    paired: Floats

    @classmethod
    def of(cls, coders: Sequence[Ints], length: int, codes: int) -> Self:
        """Return the cuts of one report of `length` characters.

        `coders` has for each coder (n, 3) segments: start, end, code 1 … `codes`; those of one
        coder do not overlap.
        """
        whole = [_with_gaps(segments, length) for segments in coders] if length else []
        lengths = np.zeros((codes + 1, codes + 1))
        own, paired = np.zeros(codes + 1), np.zeros(codes + 1)
        for at, mine in enumerate(whole):
            others = [other for place, other in enumerate(whole) if place != at]
            size = mine[:, 1] - mine[:, 0]
            np.add.at(own, mine[:, 2], np.where(mine[:, 2] == 0, size, size**2))
            shared = np.zeros(len(mine))
            for other in others:
                rows, values, width = _overlaps(mine, other)
                np.add.at(lengths, (mine[rows, 2], values), width / len(others))
                np.add.at(shared, rows, np.where(values == 0, 0, width) / len(others))
            np.add.at(paired, mine[:, 2], shared**2)
        paired[0] = 0
        return cls(lengths, own, paired)


def u_alpha(cuts: Cuts) -> Floats:
    """Return how far coders agree in cutting and coding, gaps included (eq. 28)."""
    return 1 - divided(*parted(cuts))


def parted(cuts: Cuts) -> tuple[Floats, Floats]:
    """Return the lengths that coders treat differently: those found, those expected by chance."""
    return _apart(cuts.lengths), _apart(_expected(cuts.lengths, cuts.own))


def relevance_alpha(cuts: Cuts) -> Floats:
    """Return how far coders agree in what is coded at all, whatever the code: |u alpha."""
    expected = _expected(cuts.lengths, cuts.own)
    return 1 - divided(_coded_and_not(cuts.lengths), _coded_and_not(expected))


def code_alpha(cuts: Cuts) -> Floats:
    """Return how far coders agree in the codes of what both have coded: cu alpha (eq. 36)."""
    lengths = cuts.lengths[..., 1:, 1:]
    expected = _expected(lengths, cuts.paired[..., 1:])
    return 1 - divided(_apart(lengths), _apart(expected))


def code_alphas(cuts: Cuts) -> Floats:
    """Return the same for each code (…, q) against all others."""
    lengths = cuts.lengths[..., 1:, 1:]
    expected = _expected(lengths, cuts.paired[..., 1:])
    found, chance = (np.diagonal(one, axis1=-2, axis2=-1) for one in (lengths, expected))
    each = lengths.sum(axis=-1)
    return 1 - divided(each - found, each - chance)


def _with_gaps(segments: Ints, length: int) -> Ints:
    """Return segments and the gaps between them (code 0), in order, none empty."""
    ordered = segments[np.argsort(segments[:, 0], kind="stable")]
    begins = np.concatenate(([0], ordered[:, 1]))
    ends = np.concatenate((ordered[:, 0], [length]))
    gaps = np.stack((begins, ends, np.zeros_like(begins)), axis=1)
    both = np.concatenate((gaps, ordered))
    both = both[both[:, 1] > both[:, 0]]
    return both[np.argsort(both[:, 0], kind="stable")]


def _overlaps(mine: Ints, other: Ints) -> tuple[Ints, Ints, Floats]:
    """Return for each stretch that no cut divides: my segment, the other's code, the length."""
    cuts = np.union1d(mine[:, 0], other[:, 0])
    ends = np.append(cuts[1:], mine[-1, 1])
    rows = np.searchsorted(mine[:, 0], cuts, side="right") - 1
    values = other[np.searchsorted(other[:, 0], cuts, side="right") - 1, 2]
    return rows, values, (ends - cuts).astype(float)


def _expected(lengths: Floats, own: Floats) -> Floats:
    """Return what chance would give: no segment is paired with itself."""
    each = lengths.sum(axis=-1)
    total = each.sum(axis=-1)
    product = each[..., :, None] * each[..., None, :]
    diagonal = np.arange(own.shape[-1])
    product[..., diagonal, diagonal] -= own
    part = divided(total, total**2 - own.sum(axis=-1))
    expected: Floats = product * part[..., None, None]
    return expected


def _apart(lengths: Floats) -> Floats:
    return np.asarray(lengths.sum(axis=(-2, -1)) - lengths.trace(axis1=-2, axis2=-1))


def _coded_and_not(lengths: Floats) -> Floats:
    return np.asarray(lengths[..., 0, 1:].sum(axis=-1) + lengths[..., 1:, 0].sum(axis=-1))
