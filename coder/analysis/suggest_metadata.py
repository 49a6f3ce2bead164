"""All that a report tells of itself, put together; pure over its first and last pages."""

from collections.abc import Iterable, Sequence

from coder.analysis.suggest_countries import countries, region
from coder.analysis.suggest_facts import Fact, facts, why
from coder.analysis.suggest_kind import kinds
from coder.analysis.suggest_language import language
from coder.analysis.suggest_money import money
from coder.analysis.suggest_people import people
from coder.analysis.suggest_sheet import Opening
from coder.analysis.suggest_symbol import symbol
from coder.analysis.suggest_themes import themes
from coder.analysis.suggest_title import title
from coder.analysis.suggest_year import year
from coder.model.protocol import Choice
from coder.model.suggestion import Suggestion

ORDER = (
    "title",
    "symbol",
    "language",
    "year",
    "countries",
    "region",
    "themes",
    "type",
    "timing",
    "nature",
    "evaluators",
    "commissioner",
    "donor",
    "budget",
    "currency",
)
"""The attributes that can be suggested, by key, in the order in which they are told."""


def suggest(opening: Opening, known_themes: Sequence[Choice] = ()) -> list[Suggestion]:
    """Return what a report tells of itself, attribute by attribute, best first for each.

    `known_themes` are the choices among which its themes are.
    """
    told = facts(opening)
    titles = [*_project_title(told), *title(opening)]
    spoken = language(opening)
    where = countries(opening, told, titles, spoken[0].value if spoken else "")
    found = [
        *titles,
        *symbol(opening, told),
        *spoken,
        *year(opening, told, titles),
        *where,
        *region(where, titles),
        *themes(told, titles, known_themes),
        *kinds(opening, told, titles),
        *people(opening, told),
        *money(opening, told),
    ]
    return _ordered(found)


def _project_title(told: Sequence[Fact]) -> list[Suggestion]:
    """Return the title told among the facts; the report's own says more, so it is second best."""
    return [
        Suggestion(
            "title", fact.text, fact.text, fact.sheet.number, fact.start, fact.end, why(fact), 0.6
        )
        for fact in told
        if fact.key == "title"
    ][:1]


def _ordered(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return suggestions by attribute, best first, nothing twice."""
    kept: dict[tuple[str, str], Suggestion] = {}
    for one in sorted(found, key=lambda one: (ORDER.index(one.attribute), -one.confidence)):
        kept.setdefault((one.attribute, one.value), one)
    return list(kept.values())
