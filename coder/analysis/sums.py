"""Counts that add up over reports, so that a thousand resamplings are weighted sums of them."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sums:
    """Arrays, and other sums, whose leading axes are the same and may be summed over."""

    def total(self, axis: int = 0) -> Self:
        """Return the sum over one of the leading axes, the first by default."""
        return self.each(lambda part: np.asarray(part.sum(axis=axis)))

    def merged(self, axis: int) -> Self:
        """Return the sum over one of the leading axes, which stays as one of length 1."""
        return self.each(lambda part: np.asarray(part.sum(axis=axis, keepdims=True)))

    def drawn(self, times: Floats) -> Self:
        """Return sums over the first axis (n), each entry taken so often as `times` (b, n) says.

        The result's first axis is b: with resampled reports as `times`, a bootstrap.
        """
        # Not a matrix product: BLAS takes all cores for it and is slower when others need them.
        return self.each(lambda part: np.einsum("br,r...->b...", times, part))

    def shaped(self, *axes: int) -> Self:
        """Return the same with the first axis cut into these."""
        return self.each(lambda part: part.reshape(*axes, *part.shape[1:]))

    def each(self, act: Callable[[Floats], Floats]) -> Self:
        """Return the same after doing something to each array; what is None stays so."""
        changed: list[object] = []
        for field in fields(self):
            part = getattr(self, field.name)
            if isinstance(part, Sums):
                changed.append(part.each(act))
            else:
                changed.append(None if part is None else act(part))
        return type(self)(*changed)
