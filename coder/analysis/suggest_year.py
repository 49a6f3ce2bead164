"""The year in which a report was finished, from the dates on its first pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from coder.analysis.suggest_facts import Fact, why
from coder.analysis.suggest_sheet import Line, Opening, Sheet, level
from coder.model.suggestion import Suggestion

_PAGES = 4
_LEAST = 0.3
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre"
    "|noviembre|diciembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro"
    "|novembro|dezembro"
)
_YEAR = r"(?P<year>(?:19[89]|20[0-4])\d)"
_SPACE = r"[\s.,]{1,3}"
# What a line may say, how sure that is of the year of the report, and how it is told.
_KINDS: Sequence[tuple[re.Pattern[str], float, str]] = [
    (re.compile(pattern), sure, told)
    for pattern, sure, told in (
        # The day a document was given out.
        (rf"distr\W[^\n]{{0,20}}\n?\s*\d{{1,2}} (?:{_MONTH}) {_YEAR}", 0.95, "The date it bears"),
        (
            (
                rf"^(?:[\w .'-]{{2,40}},\s*)?(?:\d{{1,2}}(?:er|st|nd|rd|th)?{_SPACE})?(?:de )?"
                rf"(?:{_MONTH})(?:{_SPACE}\d{{1,2}})?{_SPACE}(?:de |del )?{_YEAR}\W*$"
            ),
            0.85,
            "The date it bears",
        ),
        (rf"^\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}\W*$", 0.8, "The date it bears"),
        (
            (
                rf"(?:evaluation|final|report|rapport|informe|relatorio)\W[^\n]{{0,40}}\b"
                rf"(?:{_MONTH})\s+{_YEAR}\W*$"
            ),
            0.8,
            "The date it bears",
        ),
        (
            (
                r"\bvol(?:ume|\.)? ?\d+[^\n]{0,12}\b(?:pp?|no|nos|n|issue)\b"
                rf"[^\n]{{0,30}}\b{_YEAR}\b"
            ),
            0.9,
            "The volume it appeared in",
        ),
        (rf"^(?:[^\n]{{2,40}}[,•·]\s*|[\w ]{{3,20}} ){_YEAR}\W*$", 0.65, "Place and year"),
        (rf"^\W*{_YEAR}\W*$", 0.7, "A year that stands alone"),
        (rf"(?:©|\(c\)|copyright)[^\n]{{0,60}}{_YEAR}", 0.6, "The year of the copyright"),
        (rf"\b(?:{_MONTH}){_SPACE}(?:de |del )?{_YEAR}", 0.45, "A date on the first pages"),
        (rf"/{_YEAR}(?:/|\b)", 0.4, "The year in its symbol"),
        (rf"[,(:]\s*{_YEAR}\)?\W*$", 0.35, "A year on the first pages"),
    )
]
_OTHER = re.compile(
    r"\b(?:session|adopted|resolution|item \d|loi n|law|decret|decreto|lei|since|depuis|desde"
    r"|from|period|start|begin|reprint\w*|accessed|start date|end date)\b"
)
_LAST = re.compile(
    rf"(?:(?:©|\(c\)|copyright)[^\n]{{0,60}}|^[^\n]{{0,40}}\b(?:{_MONTH})\W+){_YEAR}\W*$"
)


def year(opening: Opening, told: Sequence[Fact], titles: Sequence[Suggestion]) -> list[Suggestion]:
    """Return when a report was finished, best first, each year once, none still to come."""
    dated = [_doubted(one, titles) for one in _by_dates(opening)]
    found = sorted([*_by_facts(told), *dated], key=lambda one: -one.confidence)
    now = datetime.now(UTC).year
    kept: dict[str, Suggestion] = {}
    for one in found:
        if int(one.value) <= now + 1 and one.confidence >= _LEAST:
            kept.setdefault(one.value, one)
    return list(kept.values())[:3]


def _doubted(one: Suggestion, titles: Sequence[Suggestion]) -> Suggestion:
    """Return it with less confidence where the year is part of the title: its subject, often."""
    inside = any(
        title.page == one.page and title.start <= one.start and one.end <= title.end
        for title in titles
    )
    return replace(one, confidence=round(one.confidence * 0.6, 2)) if inside else one


def _by_facts(told: Sequence[Fact]) -> Iterator[Suggestion]:
    for fact in told:
        years = re.findall(r"\b(?:19[89]|20[0-4])\d\b", fact.text)
        if fact.key == "year" and years:
            where = (fact.sheet.number, fact.start, fact.end)
            sure = 0.97 if fact.in_block else 0.92
            yield Suggestion("year", years[-1], years[-1], *where, why(fact), sure)


def _by_dates(opening: Opening) -> Iterator[Suggestion]:
    for sheet in opening.first[:_PAGES]:
        away = 0.06 * sheet.number
        for at, line in enumerate(sheet.lines):
            yield from _in_line(sheet, line, _lines(sheet, at), away)
    for sheet in opening.sheets[-2:]:
        if sheet.number < _PAGES:
            continue
        for line in sheet.lines:
            match = _LAST.search(level(line.text))
            if match:
                where = (sheet.number, line.start, line.end)
                told = f"A date on page {sheet.number + 1}"
                yield Suggestion("year", match["year"], match["year"], *where, told, 0.5)


def _lines(sheet: Sheet, at: int) -> str:
    """Return a line with the one above it, levelled: dates are printed below what they are of."""
    line, above = sheet.lines[at], sheet.lines[max(at - 1, 0)]
    return sheet.level[above.start : line.end] if at else sheet.level[line.start : line.end]


def _in_line(sheet: Sheet, line: Line, both: str, away: float) -> Iterator[Suggestion]:
    plain = level(line.text)
    if not re.search(r"(?:19|20)\d\d", plain):
        return
    doubt = 0.3 if _OTHER.search(plain) else 0.0
    for pattern, sure, told in _KINDS:
        match = pattern.search(plain) or (pattern.search(both) if sure > 0.9 else None)
        if match:
            where = (sheet.number, line.start, line.end)
            reason = f"{told}, on page {sheet.number + 1}"
            confidence = round(max(sure - away - doubt, 0.1), 2)
            yield Suggestion("year", match["year"], match["year"], *where, reason, confidence)
            return
