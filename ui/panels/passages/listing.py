"""The codings of a report or of the project, kept in reading order and filtered in memory."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from coder.model.coding import Coding
from coder.model.ids import CodeId, CoderId, CodingId, PassageId, ReportId
from ui.panels.passages.coding_signs import of_kind

_MARKS = re.compile("[\u0300-\u036f\u00ad]")
_PLAIN = (
    *((fine, "'") for fine in "’‘"),
    *((fine, '"') for fine in "“”«»"),
    *((dash, "-") for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
)
_IN_REPORT = attrgetter("page", "start", "end", "created", "id")


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
        self._texts: dict[PassageId | str, str] = {}
        self._unread = self._texts_of(self._codings)

    def __len__(self) -> int:
        return len(self._codings)

    def replace(self, gone: Collection[CodingId], now: Sequence[Coding]) -> None:
        """Take out the codings `gone` and put in those of `now`, at their places."""
        out = {*gone, *(coding.id for coding in now)}
        kept = [coding for coding in self._codings if coding.id not in out]
        self._codings = self._sorted([*kept, *now])
        self._unread.update(self._texts_of(now))

    def prepare(self, most: int) -> bool:
        """Make so many texts ready to be searched; say whether more are left."""
        for key in list(islice(self._unread, most)):
            self._texts[key] = plain(self._unread.pop(key))
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
        found = self._codings
        for word in words:
            held = {key for key, text in self._texts.items() if word in text}
            found = [
                one
                for one in found
                if one.passage in held or one.memo in held or one.caption in held
            ]
        return found

    def _texts_of(self, codings: Sequence[Coding]) -> dict[PassageId | str, str]:
        """Return what is to be searched, each text once: quotes by passage, others by themselves.

        No word that is looked for has a space in it, so each is in one of them or in none.
        """
        texts: dict[PassageId | str, str] = {one.passage: one.quote for one in codings}
        said = {one.memo for one in codings} | {one.caption for one in codings}
        texts.update((words, words) for words in said)
        return texts

    def _sorted(self, codings: Iterable[Coding]) -> list[Coding]:
        """Return codings by report and in reading order; quick also for thousands."""
        found = sorted(codings, key=_IN_REPORT)
        return sorted(found, key=lambda one: self._order.get(one.report, len(self._order)))


def plain(text: str) -> str:
    """Return text without case, accents and typographic finery; quick for text with little."""
    if not text.isascii():
        text = _simple(text)
    if not text.isascii():
        text = _simple(_MARKS.sub("", unicodedata.normalize("NFKD", text)))
    return text.casefold()


def _simple(text: str) -> str:
    for fine, simple in _PLAIN:
        text = text.replace(fine, simple)
    return text
