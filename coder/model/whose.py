"""Whose codings are shown: all coders', some coders', or what the team agrees on."""

from collections.abc import Collection
from enum import Enum

from coder.model.ids import CoderId


class Whose(Enum):
    """Whose codings are shown when it is not those of coders one names."""

    ALL = "all"
    """Those of all people; what was settled, which says again what they said, is left out."""
    CONSENSUS = "consensus"
    """What was settled, and what all who coded a report agree on."""


Shown = Whose | Collection[CoderId] | None
"""Whose codings are shown; None is `Whose.ALL` where there are counts and exports."""
