"""Which pages the coder has read: a fact of this copy alone, never sent to anybody.

It is kept by the text of a report: of a file that was replaced nothing has been read yet.
"""

import json
from collections.abc import Mapping

from coder.model.ids import ReportId
from coder.services.door import Door
from coder.store import local
from coder.store.reports import text_hashes, texts_of

READ = 2.0
"""Seconds on a page from which it counts as read."""


class Readings:
    """Seconds that the current coder dwelt on each page."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def get(self, report: ReportId) -> dict[int, float]:
        """Return the seconds by page (from 0)."""
        return _unpacked(self._door.read(local.get, self._key(report)))

    def add(self, report: ReportId, seconds: Mapping[int, float]) -> None:
        """Add seconds to pages."""
        if not seconds:
            return
        known = self.get(report)
        for page, more in seconds.items():
            known[page] = round(known.get(page, 0.0) + more, 1)
        self._door.put_local(self._key(report), json.dumps(known))

    def pages_read(self) -> dict[ReportId, int]:
        """Return how many pages of each report were read, reports without any left out."""
        stored = self._door.read(local.beginning, self._prefix)
        current = self._door.read(text_hashes)
        counts = {
            report: _count(stored.get(self._prefix + _named(report, text_hash)))
            for report, text_hash in current.items()
        }
        return {report: count for report, count in counts.items() if count}

    def _key(self, report: ReportId) -> str:
        texts = self._door.read(texts_of, [report])
        return self._prefix + _named(report, texts.get(report, ""))

    @property
    def _prefix(self) -> str:
        return f"read:{self._door.coder.id.hex()}:"


def _named(report: ReportId, text_hash: str) -> str:
    return f"{report.hex()}:{text_hash}"


def _count(stored: str | None) -> int:
    return sum(seconds >= READ for seconds in _unpacked(stored).values())


def _unpacked(stored: str | None) -> dict[int, float]:
    return {int(page): float(seconds) for page, seconds in json.loads(stored or "{}").items()}
