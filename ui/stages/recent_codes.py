"""The codes one used last, to offer them first."""

from collections.abc import Iterable, Sequence

from coder.model.coding import Coding
from coder.model.ids import CodeId, CoderId

_KEPT = 12


class RecentCodes:
    """Codes in the order of their last use, the latest first."""

    def __init__(self) -> None:
        self._codes: list[CodeId] = []

    @property
    def codes(self) -> Sequence[CodeId]:
        """Return the codes used last, the latest first."""
        return tuple(self._codes)

    def use(self, codes: Iterable[CodeId]) -> None:
        """Note that codes were used just now."""
        for code in codes:
            if code in self._codes:
                self._codes.remove(code)
            self._codes.insert(0, code)
        del self._codes[_KEPT:]

    def learn(self, codings: Iterable[Coding], coder: CoderId) -> None:
        """Take over what a coder used in earlier codings, behind what was used since."""
        latest: dict[CodeId, str] = {}
        for one in codings:
            if one.coder == coder and one.created >= latest.get(one.code, ""):
                latest.pop(one.code, None)  # of those of one moment, the last listed is the latest
                latest[one.code] = one.created
        since = self._codes
        self._codes = []
        self.use(sorted(latest, key=lambda code: latest[code]))
        self.use(reversed(since))
