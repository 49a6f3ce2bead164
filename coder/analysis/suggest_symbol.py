"""The symbol of a report or its project: RAF/13/04/IRL, JIU/REP/2025/1, WPS5959."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from coder.analysis.suggest_facts import Fact, why
from coder.analysis.suggest_sheet import Line, Opening, Sheet, tidy
from coder.model.suggestion import Suggestion

_PAGES = 3
_PROJECT = re.compile(r"(?<![\w/])[A-Z]{3}/\d\d/\d{2,3}/[A-Z]{3}(?![\w/])")
_PART = r"(?:(?:Rev|Add|Corr|Amend)\.\d+|[A-Z0-9][A-Z0-9.]*)"
_ONE = rf"[A-Z]{{1,8}}(?:\.\d+)?(?:/{_PART}(?:\(\w+\))?){{2,6}}"
_DOCUMENT = re.compile(
    rf"{_ONE}(?:[–-]{_ONE})?(?:\s\((?:Part|Partie|Parte)\s[IVX\d]+\))?(?![\w/])"
)
_SERIES = re.compile(r"[A-Z]{2,5}[ -]?\d{3,6}(?!\w)")


def symbol(opening: Opening, told: Sequence[Fact]) -> list[Suggestion]:
    """Return the symbols that stand alone on the first pages, best first."""
    found = sorted([*_by_facts(told), *_by_lines(opening)], key=lambda one: -one.confidence)
    kept: dict[str, Suggestion] = {}
    for one in found:
        kept.setdefault(one.value, one)
    return list(kept.values())[:2]


def _by_facts(told: Sequence[Fact]) -> Iterator[Suggestion]:
    for fact in told:
        if fact.key == "symbol" and len(fact.text) <= 60 and any(map(str.isdigit, fact.text)):
            where = (fact.sheet.number, fact.start, fact.end)
            sure = 0.95 if fact.in_block else 0.85
            yield Suggestion("symbol", fact.text, fact.text, *where, why(fact), sure)


def _by_lines(opening: Opening) -> Iterator[Suggestion]:
    heads = Counter(
        tidy(match[0])
        for sheet in opening.sheets
        for line in sheet.lines
        if (match := _DOCUMENT.search(line.text)) and _alone(line, match)
    )
    for sheet in opening.first[:_PAGES]:
        for line in sheet.lines:
            yield from _in_line(sheet, line, heads)


def _alone(line: Line, match: re.Match[str]) -> bool:
    """Say whether a line says little besides the symbol."""
    return len(line.text) - len(match[0]) <= 30


def _in_line(sheet: Sheet, line: Line, heads: Counter[str]) -> Iterator[Suggestion]:
    away = 0.1 * sheet.number
    project = _PROJECT.search(line.text)
    if project:
        yield _made(sheet, line, project, "A project's symbol", 0.8 - away)
        return
    document = _DOCUMENT.search(line.text)
    if document and _alone(line, document) and any(map(str.isdigit, document[0])):
        often = sum(count for head, count in heads.items() if head in tidy(document[0])) >= 3
        told = "It heads the pages" if often else "It stands alone"
        yield _made(sheet, line, document, told, (0.95 if often else 0.7) - away)
        return
    series = _SERIES.fullmatch(line.text)
    if series and sheet.number == 0:
        yield _made(sheet, line, series, "It stands alone", 0.5)


def _made(sheet: Sheet, line: Line, match: re.Match[str], told: str, sure: float) -> Suggestion:
    text = tidy(match[0]).rstrip(".")
    where = (sheet.number, line.start + match.start(), line.start + match.end())
    return Suggestion("symbol", text, text, *where, f"{told}, on page {sheet.number + 1}", sure)
