"""Findings, recommendations, lessons and good practices that a report numbers or heads itself.

Rather one too few than one too many: a card begins where a line begins with the word of its form,
a capital, and a number or a colon; never where the words run on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from coder.analysis.suggest_sheet import Line, Sheet, body_size, level, tidy
from coder.model.report import OutlineEntry
from coder.text.repair import repaired

_MOST_LINES = 120
"""A card ends after so many lines at the latest: about two and a half pages."""

_LEAST_WORDS = 4
_SAME = 0.4
"""Two cards of one number that share this part of their words are one, told twice."""

_KIND = r"(?:(?:key|main|strategic|overall|emerging|major|general|principal\w*|cle)\s)?"
_NUMBER = r"\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?"
_ROMAN = r"[ivx]{1,5}|[a-h]"
_LEADERS = re.compile(r"(?:\.\s?){4,}|…\s*\d+$|\s\d+$")
_ITEM = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_PARAGRAPH = re.compile(r"\d{1,3}\.(?:\s|$)")
_SECTION = re.compile(
    r"(?:(?:\d+(?:\.\d+)*|[ivx]+)[.)]?\s+)?(?:conclusions?|annex\w*(?: \w+)?|appendi\w+(?: \w+)?"
    r"|introduction|background|methodology|references|bibliograph\w+|bibliografia|contents"
    r"|(?:main |key )?(?:findings|recommendations|lessons learned|good practices)(?: and [\w ]+)?"
    r"|conclusiones|conclusoes|recommandations|recomendaciones|recomendacoes|constats"
    r"|lecons apprises|enseignements(?: tires)?|lecciones aprendidas|licoes aprendidas|anexos?)\W*"
)


class Recognised(NamedTuple):
    """A card as the report prints it: of which form, its number and heading, and where it stands.

    `lines` are its lines after the heading, the first and last of them cut to what belongs to it;
    `label` is what stands before the heading in its line, such as a criterion; it stands on a page
    from one place to another: `label_at`.
    """

    form: str
    number: str
    heading: str
    label: str
    label_at: tuple[int, int, int]
    lines: tuple["Piece", ...]

    @property
    def text(self) -> str:
        """Return its words, line ends mended."""
        return words(self.lines)


class Piece(NamedTuple):
    """Part of a line: from `start` up to `end` in the text of a page, in a block of it."""

    page: int
    start: int
    end: int
    block: int
    text: str


class _Mark(NamedTuple):
    """Where a card begins: in which line, its heading from `start`, its words from `after`."""

    at: int
    start: int
    after: int
    form: str
    number: str
    label: str
    alone: bool


class _Place(NamedTuple):
    sheet: Sheet
    line: Line
    begins: bool


def words(pieces: Sequence[Piece]) -> str:
    """Return the words of pieces of lines, line ends and hyphens mended."""
    exact = "\n".join(piece.text for piece in pieces)
    return tidy(repaired(exact, exact))


def recognise(
    sheets: Sequence[Sheet],
    outline: Iterable[OutlineEntry],
    headings: Mapping[str, Sequence[str]],
) -> list[Recognised]:
    """Return the cards of a report in reading order.

    `headings` names by form the words (singular) that its cards are headed with.
    """
    pattern = _pattern(headings)
    if pattern is None:
        return []
    finder, inside, forms = pattern
    places = list(_places(sheets))
    titles = _titles(outline)
    body = body_size(sheets)
    stops = [at for at, place in enumerate(places) if _stops(place, titles, body)]
    marks = [*_marks(places, finder, inside, forms)]
    marks = sorted({*marks, *_items(places, stops, marks, headings)}, key=lambda one: one[:2])
    return _once(_cut(places, stops, marks))


def _pattern(
    headings: Mapping[str, Sequence[str]],
) -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, str]] | None:
    """Return what a line begins with where a card does, and what may stand within a line."""
    forms = {
        " ".join(level(word).split()): form for form, some in headings.items() for word in some
    }
    if not forms:
        return None
    longest = sorted(forms, key=lambda word: -len(word))
    either = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest)
    label = r"(?P<label>[^\W\d_][\w ,&/'()-]{2,60}:\s?)?"
    box = r"(?:(?:box|encadre|recuadro|caixa)\s\d+\s?[:.]\s?)?"
    sign = r"(?:n[o°º]?[.°º]?\s?|#\s?|number\s)?"
    finder = re.compile(
        rf"(?P<head>{label}{box}{_KIND}(?P<word>{either})"
        rf"(?:\s(?:apprise|learned|aprendida|emergente|tire))?"
        rf"(?:\s{sign}(?:(?P<number>{_NUMBER})(?P<end>\s?[:.–—-](?=\s|$)|\s?\)|\s*$)"
        rf"|(?P<roman>{_ROMAN})\s?:)|\s?(?P<colon>:)))\s*"
    )
    inside = re.compile(
        rf"(?<=[.!?] )(?P<head>{label}{_KIND}(?P<word>{either})\s{sign}"
        rf"(?P<number>{_NUMBER})\s?:)\s*"
    )
    return finder, inside, forms


def _places(sheets: Sequence[Sheet]) -> Iterator[_Place]:
    """Yield the lines of the body; `begins` tells of the first in its block."""
    for sheet in sheets:
        last = -1
        for line in sheet.lines:
            if not line.apart:
                yield _Place(sheet, line, line.block != last)
            last = line.block


def _titles(outline: Iterable[OutlineEntry]) -> dict[int, list[str]]:
    titles: dict[int, list[str]] = {}
    for entry in outline:
        if len(entry.title.strip()) >= 4:
            titles.setdefault(entry.page, []).append(level(tidy(entry.title)))
    return titles


def _stops(place: _Place, titles: Mapping[int, Sequence[str]], body: float) -> bool:
    """Say whether a line is a heading at which the card above it ends."""
    if not place.begins:
        return False
    plain = level(tidy(place.line.text))
    if _SECTION.fullmatch(plain):
        return True
    if place.line.size > 1.12 * body and len(plain) < 120 and any(map(str.isalpha, plain)):
        return True
    return len(plain) >= 4 and any(
        title.startswith(plain) or (len(title) >= 12 and plain.startswith(title))
        for title in titles.get(place.sheet.number, ())
    )


def _marks(
    places: Sequence[_Place],
    finder: re.Pattern[str],
    inside: re.Pattern[str],
    forms: Mapping[str, str],
) -> Iterator[_Mark]:
    words_of_forms = re.compile("|".join({re.escape(word.split()[0]) for word in forms}))
    for at, place in enumerate(places):
        line = place.line
        if not words_of_forms.search(plain := level(line.text)):
            continue
        match = finder.match(plain)
        if match and _heads(places, at, match):
            number = match["number"] or (match["roman"] or "").upper()
            yield _mark(at, line, match, forms, number)
        for match in inside.finditer(plain):
            if line.text[match.start("word")].isupper():
                yield _mark(at, line, match, forms, match["number"])


def _mark(
    at: int, line: Line, match: re.Match[str], forms: Mapping[str, str], number: str
) -> _Mark:
    word = " ".join(match["word"].split())
    start, after = line.start + match.start(), line.start + match.end()
    label = tidy(line.text[match.start("label") : match.end("label")]) if match["label"] else ""
    return _Mark(at, start, after, forms[word], number, label.rstrip(" :"), after >= line.end)


def _heads(places: Sequence[_Place], at: int, match: re.Match[str]) -> bool:
    """Say whether a line that begins like a card does head one: no entry of contents, no prose."""
    place = places[at]
    text = place.line.text
    if not text[match.start("word")].isupper() or _LEADERS.search(text[match.end("head") :]):
        return False
    return place.begins or _ended(places[at - 1], place)


def _ended(above: _Place, place: _Place) -> bool:
    """Say whether what stands above ended: with its sentence, its page or its size."""
    if above.sheet is not place.sheet or above.line.text.rstrip()[-1:] in ".!?:;)”":
        return True
    return abs(above.line.size - place.line.size) > 0.08 * place.line.size


def _items(
    places: Sequence[_Place],
    stops: Sequence[int],
    marks: Sequence[_Mark],
    headings: Mapping[str, Sequence[str]],
) -> Iterator[_Mark]:
    """Yield the numbered points under a heading that is the plural of a form's word.

    They count from 1 without a gap, and there are at least two of them.
    """
    marked = {mark.at for mark in marks}
    for stop, after in pairwise([*stops, len(places)]):
        form = _listed(level(tidy(places[stop].line.text)), headings)
        if not form or marked & set(range(stop, after)):
            continue
        found: list[_Mark] = []
        for at in range(stop + 1, after):
            line = places[at].line
            match = _ITEM.match(line.text)
            if match and int(match[1]) == len(found) + 1:
                begin = line.start + match.end()
                found.append(_Mark(at, line.start, begin, form, match[1], "", alone=False))
        if len(found) >= 2 and found[0].at - stop <= 12:
            yield from found


def _listed(title: str, headings: Mapping[str, Sequence[str]]) -> str:
    """Return the form whose points stand under a heading, "" where it names none or several."""
    found = {
        form
        for form, some in headings.items()
        for word in some
        if re.search(rf"\b{_plural(level(word))}\b", title)
    }
    return found.pop() if len(found) == 1 and len(title.split()) <= 6 else ""


def _plural(word: str) -> str:
    """Return a pattern for the plural of a word or of all words of a name."""
    parts = []
    for part in word.split():
        stem = re.sub(r"(?:cao|cion|coes)$", "", part)
        parts.append(rf"{stem}(?:coes|ciones)" if stem != part else rf"{re.escape(part)}s?")
    return r"\s".join([*parts[:-1], parts[-1].removesuffix("?")])


def _cut(
    places: Sequence[_Place], stops: Sequence[int], marks: Sequence[_Mark]
) -> Iterator[Recognised]:
    """Yield the cards, each from its mark up to the next mark or heading."""
    headed = set(stops) - {mark.at for mark in marks}
    for mark, following in pairwise([*marks, None]):
        assert mark is not None
        limit = min(len(places), mark.at + _MOST_LINES)
        last, offset = limit, -1
        if following is not None and following.at < limit:
            last, offset = following.at, following.start
        pieces = list(_pieces(places, mark, headed, last, offset))
        pieces = _trimmed(pieces)
        if len(words(pieces).split()) >= _LEAST_WORDS:
            line = places[mark.at].line
            heading = places[mark.at].sheet.text[mark.start : min(mark.after, line.end)]
            heading = tidy(heading).rstrip(" :.–—-)")
            label_at = (places[mark.at].sheet.number, mark.start, mark.start + len(mark.label))
            card = (mark.form, mark.number, heading, mark.label, label_at)
            yield Recognised(*card, tuple(pieces))


def _pieces(
    places: Sequence[_Place], mark: _Mark, headed: set[int], last: int, offset: int
) -> Iterator[Piece]:
    for at in range(mark.at, min(last + 1, len(places))):
        place = places[at]
        start, end = place.line.start, place.line.end
        if at == mark.at:
            start = mark.after
        elif at in headed or (mark.alone and at > mark.at + 1 and _counts(place)):
            return
        if at == last:
            end = min(end, offset)
        if start < end:
            text = place.sheet.text[start:end]
            yield Piece(place.sheet.number, start, end, place.line.block, text)


def _counts(place: _Place) -> bool:
    """Say whether a numbered paragraph begins here: the text after a recommendation goes on."""
    return place.begins and _PARAGRAPH.match(place.line.text) is not None


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Return pieces without the foot of their last page, where it has a number and no sentence."""
    kept = list(pieces)
    while len(kept) > 1:
        edge = kept[-1]
        block = [one for one in kept if (one.page, one.block) == (edge.page, edge.block)]
        text = words(block)
        if len(text) > 90 or text[-1:] in ".!?;)”’»…" or len(block) == len(kept):
            break
        kept = kept[: len(kept) - len(block)]
    foot = pieces[len(kept) :]
    return kept if any(one.text.strip(" -–|").isdecimal() for one in foot) else pieces


def _once(found: Iterable[Recognised]) -> list[Recognised]:
    """Return cards without those that a summary tells shorter under the same number."""
    kept: list[Recognised] = []
    for one in found:
        twin = next((known for known in kept if _is_same(known, one)), None)
        if twin is None:
            kept.append(one)
        elif len(one.text) > len(twin.text):
            kept[kept.index(twin)] = one
    return sorted(kept, key=lambda one: one.lines[0][:2])


def _is_same(one: Recognised, other: Recognised) -> bool:
    if (one.form, one.number) != (other.form, other.number):
        return False
    here, there = set(level(one.text).split()), set(level(other.text).split())
    return len(here & there) >= _SAME * min(len(here), len(there))
