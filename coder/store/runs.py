"""Which operations: runs of numbers by replica, for a hundred thousand of them are a few runs."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self


class Run(NamedTuple):
    """The operations of a replica from number `first` to number `last`, both included."""

    replica: bytes
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Runs:
    """A set of operations."""

    by_replica: Mapping[bytes, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Iterable[tuple[bytes, int]]) -> Self:
        """Return the set of these operations, given as replica and number."""
        return cls._joined((replica, seq, seq) for replica, seq in keys)

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Read what `pack` wrote."""
        if not packed:
            return cls()
        written = json.loads(zlib.decompress(packed))
        return cls._joined(
            (bytes.fromhex(replica), first, last)
            for replica, some in written.items()
            for first, last in some
        )

    def pack(self) -> bytes:
        """Write them down in few bytes."""
        return zlib.compress(
            json.dumps({key.hex(): some for key, some in self.by_replica.items()}).encode()
        )

    def __or__(self, other: "Runs") -> "Runs":
        return self._joined([*self, *other])

    def __sub__(self, other: "Runs") -> "Runs":
        left = []
        for replica, first, last in self:
            for low, high in other.by_replica.get(replica, ()):
                if low <= last and high >= first:
                    left.append((replica, first, low - 1))
                    first = high + 1  # noqa: PLW2901 - the rest of the run
            left.append((replica, first, last))
        return self._joined(run for run in left if run[1] <= run[2])

    def __iter__(self) -> Iterator[Run]:
        for replica, some in self.by_replica.items():
            for first, last in some:
                yield Run(replica, first, last)

    def __len__(self) -> int:
        return sum(last - first + 1 for _, first, last in self)

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, tuple):
            return False
        replica, seq = key
        return any(first <= seq <= last for first, last in self.by_replica.get(replica, ()))

    @classmethod
    def _joined(cls, runs: Iterable[tuple[bytes, int, int]]) -> Self:
        found: dict[bytes, list[tuple[int, int]]] = {}
        for replica, first, last in sorted(runs):
            known = found.setdefault(replica, [])
            if known and first <= known[-1][1] + 1:
                known[-1] = known[-1][0], max(known[-1][1], last)
            else:
                known.append((first, last))
        return cls({replica: tuple(some) for replica, some in found.items()})
