"""The countries that a report is about: told by where they are named, not by being named."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coder.analysis.suggest_facts import Fact, why
from coder.analysis.suggest_gazetteer import REGIONS, Mention, Names, mentions, names
from coder.analysis.suggest_sheet import Opening, Sheet, level
from coder.model.suggestion import Suggestion
from coder.text.countries import name_of

_HEADINGS = 3
"""With so many headings that are names of countries and nothing else, these are its chapters."""

_MANY = 15
_SENDER = re.compile(
    r"(?:representative|ambassador|mission|embassy|minist\w+(?: of [\w ]{1,30})?|government"
    r"|representante|representant|embajador|ambassadeur|gouvernement|gobierno) (?:of|de|du|da|do)"
    r"(?: the| la| el)?\s+$"
)
_ENTRY = re.compile(r"(?:\.\s?){4,}|…")
_LEADERS = " .…\t\N{NO-BREAK SPACE}0123456789"
_WORLD = re.compile(
    r"\b(?:global|worldwide|world|interregional|inter-regional|mondial\w*|mundial\w*|globale?s?)\b"
)
_PARTS = (
    ("africa", r"\b(?:africa|afrique|sub-saharan|sahel|maghreb|african|africaine?s?)\b"),
    (
        "americas",
        (
            r"\b(?:latin america|americas|caribbean|amerique latine|caraibes|america latina"
            r"|caribe|andean|central america|andin[ao]s?)\b"
        ),
    ),
    ("arab-states", r"\b(?:arab states|middle east|etats arabes|estados arabes|moyen-orient)\b"),
    ("asia-pacific", r"\b(?:asia|pacific|asie|pacifique|asean)\b"),
    ("europe-central-asia", r"\b(?:europe|central asia|balkans?|europa|asie centrale)\b"),
)
_REGION_NAMES = {
    "africa": "Africa",
    "americas": "Americas",
    "arab-states": "Arab States",
    "asia-pacific": "Asia and the Pacific",
    "europe-central-asia": "Europe and Central Asia",
    "interregional": "Interregional",
}


class _Named(NamedTuple):
    sheet: Sheet
    mention: Mention


def countries(
    opening: Opening, told: Sequence[Fact], titles: Sequence[Suggestion], language: str
) -> list[Suggestion]:
    """Return which countries a report covers, best first; nothing for a region or the world."""
    known = names(language)
    found = [
        *_by_facts(told, known),
        *_by_title(opening, titles, known),
        *_by_headings(opening, known),
        *_by_mentions(opening, known),
        *_by_name(opening, known),
    ]
    kept = {one.value: one for one in reversed(found)}
    ordered = [one for one in found if kept[one.value] is one]
    return sorted(ordered, key=lambda one: -one.confidence)


def suggestion(
    codes: Iterable[str], where: tuple[int, int, int], reason: str, sure: float
) -> Suggestion:
    """Return these countries as a suggestion."""
    ordered = sorted(set(codes))
    shown = ", ".join(map(name_of, ordered))
    return Suggestion("countries", ";".join(ordered), shown, *where, reason, sure)


def _by_facts(told: Sequence[Fact], known: Names) -> list[Suggestion]:
    for fact in told:
        if fact.key == "countries":
            found = mentions(fact.text, level(fact.text), known)
            if found:
                where = (fact.sheet.number, fact.start, fact.end)
                sure = 0.97 if fact.in_block else 0.92
                return [suggestion((one.country for one in found), where, why(fact), sure)]
    return []


def _by_title(opening: Opening, titles: Sequence[Suggestion], known: Names) -> list[Suggestion]:
    """Return the countries in the title, but for the one that sends a letter."""
    for title in titles[:1]:
        plain = level(title.value)
        found = [
            one
            for one in mentions(title.value, plain, known)
            if not _SENDER.search(plain[: one.start])
        ]
        if found:
            where = (title.page, title.start, title.end)
            return [suggestion((one.country for one in found), where, "In the title", 0.9)]
    # A title page that says little more than the name of the country.
    for sheet in opening.first[:1]:
        for line in sheet.lines:
            whole = _whole(line.text, known)
            if whole and line.size > 1.2 * opening.body:
                where = (sheet.number, line.start, line.end)
                return [suggestion([whole], where, "In large print on the first page", 0.85)]
    return []


def _whole(text: str, known: Names) -> str:
    """Return the country that a line names and nothing else, dots and page numbers apart."""
    bare = text.rstrip(_LEADERS)
    found = mentions(bare, level(bare), known)
    if len(found) != 1 or found[0].start > 4 or len(bare) - found[0].end > 2:
        return ""
    prefix = bare[: found[0].start].strip(" .)0123456789IVXivx-")
    return "" if prefix else found[0].country


def _by_headings(opening: Opening, known: Names) -> list[Suggestion]:
    """Return the countries that chapters are named after, from the contents or the headings.

    They are chapters where at least four in ten of their kind are named so.
    """
    entries = [
        (sheet, line, _whole(line.text, known))
        for sheet in opening.first
        for line in sheet.lines
        if _ENTRY.search(line.text)
    ]
    listed = [(sheet, line, code) for sheet, line, code in entries if code]
    if _are_chapters({code for *_, code in listed}, len(listed), len(entries)):
        sheet, line, _ = listed[0]
        last = [one for other, one, _ in listed if other is sheet][-1]
        where = (sheet.number, line.start, last.end)
        codes = {code for *_, code in listed}
        return [suggestion(codes, where, "The contents list a chapter on each", 0.8)]
    named = [(one, code) for one in opening.outline if (code := _whole(one.title, known))]
    levels = {one.level for one, _ in named}
    alike = sum(one.level in levels for one in opening.outline)
    titles = {code for _, code in named}
    if not _are_chapters(titles, len(named), alike):
        return []
    return [suggestion(titles, (-1, 0, 0), "Chapters are named after them", 0.75)]


def _are_chapters(codes: set[str], named: int, alike: int) -> bool:
    return _HEADINGS <= len(codes) <= _MANY and named >= 0.4 * alike


def _by_mentions(opening: Opening, known: Names) -> list[Suggestion]:
    """Return what is named far more often than any other country, or two or three that are."""
    named = [
        _Named(sheet, one)
        for sheet in opening.sheets
        for one in mentions(sheet.text, sheet.level, known)
    ]
    counts = Counter(one.mention.country for one in named)
    ranked = counts.most_common(5)
    if not ranked or ranked[0][1] < 2:
        return []
    top = ranked[0][1]
    chosen = [code for code, count in ranked if count > 0.5 * top]
    part = sum(counts[code] for code in chosen) / len(named)
    ahead = len(ranked) == 1 or top >= 4 * ranked[1][1]
    least = 0.45 if ahead and top >= 8 else 0.6
    if part < least or len(chosen) > 3 or (len(chosen) > 1 and top < 8):
        return []
    sure = 0.35 + 0.4 * part * min(1.0, top / 8) - 0.1 * (len(chosen) - 1)
    place = next(one for one in named if one.mention.country == ranked[0][0])
    where = (place.sheet.number, place.mention.start, place.mention.end)
    reason = f"Named {top} times in the pages looked at, others seldom"
    return [suggestion(chosen, where, reason, round(sure, 2))]


def _by_name(opening: Opening, known: Names) -> list[Suggestion]:
    """Return the country in a file's name, where nothing is printed that can be read."""
    if opening.has_text:
        return []
    words = re.sub(r"[_\W]+", " ", f"{opening.title} {opening.file_name}").title()
    found = mentions(words, level(words), known)
    if not found:
        return []
    reason = "In the file's name; the pages are scans"
    return [suggestion((one.country for one in found), (-1, 0, 0), reason, 0.4)]


def region(found: Sequence[Suggestion], titles: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the region of the countries, or the part of the world that the title names."""
    if found:
        best = found[0]
        codes = {REGIONS.get(code, "") for code in best.value.split(";")} - {""}
        if not codes:
            return []
        value = codes.pop() if len(codes) == 1 else "interregional"
        where = (best.page, best.start, best.end)
        reason = f"Where {best.shown} lies" if ";" not in best.value else "Where the countries lie"
        return [_region(value, where, reason, best.confidence)]
    for title in titles[:1]:
        plain = level(title.value)
        parts = {key for key, pattern in _PARTS if re.search(pattern, plain)}
        where = (title.page, title.start, title.end)
        if len(parts) == 1:
            return [_region(parts.pop(), where, "In the title", 0.7)]
        if parts or _WORLD.search(plain):
            return [_region("interregional", where, "In the title", 0.6)]
    return []


def _region(value: str, where: tuple[int, int, int], reason: str, sure: float) -> Suggestion:
    return Suggestion("region", value, _REGION_NAMES[value], *where, reason, sure)
