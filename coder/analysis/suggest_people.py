"""Who evaluated, and which office commissioned the evaluation."""

import re
from collections.abc import Iterator, Sequence

from coder.analysis.suggest_facts import Fact, why
from coder.analysis.suggest_sheet import Opening, level, tidy
from coder.model.suggestion import Suggestion

_PAGES = 4
_LONGEST = 250
_BY = (
    (
        "evaluators",
        re.compile(
            r"^(?:report )?(?:prepared|conducted|written|evaluated|authored) by\b:?\s*"
            r"|^(?:prepare|realise|redige|elabore) par\b ?:?\s*"
            r"|^(?:documento )?(?:elaborado|preparad[oa]|realizad[oa]) ?por\b ?:?\s*"
        ),
    ),
    (
        "commissioner",
        re.compile(r"^(?:evaluation )?commissioned by\b:?\s*|^commanditee? par\b ?:?\s*"),
    ),
)


def people(opening: Opening, told: Sequence[Fact]) -> list[Suggestion]:
    """Return evaluators and commissioning office, best first for each."""
    found = [*_by_facts(told), *_by_lines(opening)]
    kept: dict[tuple[str, str], Suggestion] = {}
    for one in sorted(found, key=lambda one: -one.confidence):
        kept.setdefault((one.attribute, one.value), one)
    return list(kept.values())


def _by_facts(told: Sequence[Fact]) -> Iterator[Suggestion]:
    for fact in told:
        if fact.key in {"evaluators", "commissioner"} and len(fact.text) <= _LONGEST:
            where = (fact.sheet.number, fact.start, fact.end)
            # The office that runs a project has often, yet not always, its evaluation made.
            runs = fact.key == "commissioner" and "commission" not in level(fact.label)
            sure = 0.6 if runs else 0.92 if fact.in_block else 0.8
            yield Suggestion(fact.key, fact.text, fact.text, *where, why(fact), sure)


def _by_lines(opening: Opening) -> Iterator[Suggestion]:
    """Yield what follows “Prepared by” and the like at the beginning of a line."""
    for sheet in opening.first[:_PAGES]:
        for at, line in enumerate(sheet.lines):
            plain = level(line.text)
            for key, pattern in _BY:
                match = pattern.match(plain)
                if match is None:
                    continue
                start, end = line.start + match.end(), line.end
                if start >= end and at + 1 < len(sheet.lines):
                    start, end = sheet.lines[at + 1].start, sheet.lines[at + 1].end
                text = tidy(sheet.text[start:end])
                if 3 <= len(text) <= 120 and _names(text):
                    reason = f"On page {sheet.number + 1}: “{tidy(match[0]).rstrip(' :')}”"
                    sure = round(0.65 - 0.05 * sheet.number, 2)
                    yield Suggestion(key, text, text, sheet.number, start, end, reason, sure)


def _names(text: str) -> bool:
    """Say whether words read like names: most begin with a capital."""
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) >= 0.6 * len(words) > 0
