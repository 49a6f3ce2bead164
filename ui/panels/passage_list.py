"""The codings of a report or of the project, kept in reading order and filtered in memory."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import attrgetter

from coder.model.coding import Coding
from coder.model.ids import CodeId, CoderId, CodingId, ReportId
from ui.panels.coding_signs import of_kind

_MARKS = re.compile("[\u0300-\u036f\u00ad]")
_PLAIN = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("«", '"'), ("»", '"'))
_IN_REPORT = attrgetter("page", "start", "end", "created", "id")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list shows: codes and coders (None is all), and words that all must occur.

    `kind` is one of `ui.panels.coding_signs.KINDS`, or "" for all.
    """

    codes: AbstractSet[CodeId] | None = None
    coders: AbstractSet[CoderId] | None = None
    words: str = ""
    kind: str = ""


class PassageList:
    """Codings by report and in reading order; follows single changes without reading all again."""

    def __init__(self, codings: Iterable[Coding], reports: Sequence[ReportId]) -> None:
        self._order: Mapping[ReportId, int] = {one: place for place, one in enumerate(reports)}
        self._codings = self._sorted(codings)
        self._texts: dict[CodingId, str] = {}
        self._unread = list(self._codings)

    def __len__(self) -> int:
        return len(self._codings)

    def replace(self, gone: Collection[CodingId], now: Sequence[Coding]) -> None:
        """Take out the codings `gone` and put in those of `now`, at their places."""
        out = {*gone, *(coding.id for coding in now)}
        kept = [coding for coding in self._codings if coding.id not in out]
        self._codings = self._sorted([*kept, *now])
        self._unread = [coding for coding in self._unread if coding.id not in out]
        self._unread.extend(now)
        for one in out:
            self._texts.pop(one, None)

    def prepare(self, most: int) -> bool:
        """Make the texts of so many codings ready to be searched; say whether more are left."""
        some, self._unread = self._unread[:most], self._unread[most:]
        if some:
            words = "\0".join(f"{one.quote}\n{one.memo}\n{one.caption}" for one in some)
            ids = (one.id for one in some)
            self._texts.update(zip(ids, plain(words).split("\0"), strict=True))
        return bool(self._unread)

    def filtered(self, wanted: Wanted) -> list[Coding]:
        """Return the codings that fit, in order. Words are looked for in quotes and memos."""
        found: Iterable[Coding] = self._codings
        words = plain(wanted.words).split()
        if words:
            found = self._with_words(words)
        codes, coders = wanted.codes, wanted.coders
        if codes is not None:
            found = [coding for coding in found if coding.code in codes]
        if coders is not None:
            found = [coding for coding in found if coding.coder in coders]
        if wanted.kind:
            found = [coding for coding in found if of_kind(wanted.kind, coding)]
        return list(found)

    def _with_words(self, words: Sequence[str]) -> list[Coding]:
        self.prepare(len(self._unread))
        texts = self._texts
        return [one for one in self._codings if all(word in texts[one.id] for word in words)]

    def _sorted(self, codings: Iterable[Coding]) -> list[Coding]:
        """Return codings by report and in reading order; quick also for thousands."""
        found = sorted(codings, key=_IN_REPORT)
        return sorted(found, key=lambda one: self._order.get(one.report, len(self._order)))


def plain(text: str) -> str:
    """Return text without case, accents and typographic finery; quick also for megabytes."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
        text = _DASHES.sub("-", text)
        for fine, simple in _PLAIN:
            text = text.replace(fine, simple)
    return text.casefold()
