"""The pages of reports ready to be searched: folded once, and kept while there is room."""

from collections import OrderedDict
from collections.abc import Iterator

from coder.model.ids import ReportId
from coder.services.door import Door
from coder.store import reports
from coder.text.finding_fold import Texture
from coder.text.fold import Folded, fold

ROOM = 24_000_000
"""Characters that are kept folded: about eight bytes each."""


class FoldedPages:
    """Folds reports page by page and keeps them; the one asked for last always stays."""

    def __init__(self, door: Door, room: int = ROOM) -> None:
        self._door, self._room = door, room
        self._kept: OrderedDict[ReportId, tuple[str, list[Folded]]] = OrderedDict()
        self._size = 0
        self._sharp: tuple[object, dict[int, Folded]] = (None, {})

    def reports(self) -> dict[ReportId, str]:
        """Return the reports there are now, in order, with their texts; forget what is gone."""
        texts = self._door.read(reports.text_hashes)
        for report, (text_hash, _) in list(self._kept.items()):
            if texts.get(report) != text_hash:
                self._drop(report)
        return texts

    def of(self, report: ReportId, text_hash: str) -> Iterator[Folded]:
        """Yield the pages of a report in order, each folded when it is reached.

        They are kept once all were reached.
        """
        known = self._kept.get(report)
        if known is not None and known[0] == text_hash:
            self._kept.move_to_end(report)
            yield from known[1]
            return
        pages: list[Folded] = []
        for text in self._door.read(reports.plain_texts, report):
            pages.append(fold(text))
            yield pages[-1]
        self._keep(report, text_hash, pages)

    def sharp(self, report: ReportId, text_hash: str, texture: Texture) -> dict[int, Folded]:
        """Return where pages of one report are kept in one texture, by their numbers.

        Only those of the report and the texture asked for last are.
        """
        key = report, text_hash, texture
        if self._sharp[0] != key:
            self._sharp = key, {}
        return self._sharp[1]

    def __contains__(self, report: ReportId) -> bool:
        """Say whether a report is ready."""
        return report in self._kept

    @property
    def is_full(self) -> bool:
        """Say whether another report can only be kept in the place of one that is."""
        return self._size >= self._room

    def _keep(self, report: ReportId, text_hash: str, pages: list[Folded]) -> None:
        self._drop(report)
        self._kept[report] = text_hash, pages
        self._size += _length(pages)
        while self._size > self._room and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def _drop(self, report: ReportId) -> None:
        _, pages = self._kept.pop(report, ("", []))
        self._size -= _length(pages)


def _length(pages: list[Folded]) -> int:
    return sum(len(page.source) for page in pages)
