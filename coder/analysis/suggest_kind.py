"""What kind of report it is: type, timing and nature of the evaluation, or no evaluation."""

import re
from collections.abc import Iterator, Mapping, Sequence

from coder.analysis.suggest_facts import Fact, why
from coder.analysis.suggest_sheet import Opening, level
from coder.model.suggestion import Suggestion

_EVALUATION = r"evaluati\w+|evaluac\w+|avaliac\w+"
_KINDS: Mapping[str, Sequence[tuple[str, str]]] = {
    "type": (
        ("meta", r"synthesis|meta-? ?(?:analysis|evaluation)|systematic review|synthese|sintesis"),
        ("joint", r"\bjoint\b|conjointe?|conjunta"),
        ("cluster", r"cluster|groupee|agrupad[ao]"),
        (
            "country-programme",
            r"country program\w+|programme (?:de|par) pays|programa de pais|cpe\b",
        ),
        ("strategy", r"strateg\w+|estrateg\w+|high-level|haut niveau|alto nivel|\bpolicy\b"),
        ("thematic", r"themati\w+|tematic\w+|centrali[sz]ed"),
        ("project", r"project\w*|projets?|proyectos?|projetos?|program\w*|pilot\b"),
    ),
    "timing": (
        (
            "mid-term",
            (
                r"mid-? ?term|interim|mi-? ?parcours|a mi-chemin|intermedi[ao]|medio termino"
                r"|intercalar|meio termo|medio prazo"
            ),
        ),
        ("ex-post", r"ex-? ?post\b|post-project|retrospective"),
        ("final", r"\bfinale?s?\b|terminal|end-of-project|end of project|endline"),
    ),
    "nature": (
        ("self", r"self-? ?evaluation|auto-? ?evaluation|autoevaluacion|autoavaliacao"),
        ("independent", r"\bindepend\w+"),
        ("internal", r"\bintern(?:al|e|a|o)\b"),
        ("external", r"\bextern(?:al|e|a|o)\b"),
    ),
}
_SHOWN = {
    "country-programme": "Country programme",
    "strategy": "Strategy or high-level",
    "meta": "Synthesis or meta-evaluation",
    "other": "Other document",
    "self": "Self-evaluation",
}
# What calls itself so is no evaluation, even where it speaks of evaluations.
_NONE = re.compile(
    r"progress report|(?:annual|activity|inception|status) report|rapport (?:annuel|d'activite"
    r"|d'avancement)|informe (?:anual|de progreso|de avance)|relatorio (?:anual|de progresso)"
    r"|working paper|discussion paper|document de travail|documento de trabajo|policy brief"
    r"|project document|document de projet|documento de proyecto|terms of reference|letter dated"
    r"|nationally determined|determinada? a nivel nacional|determinee au niveau national"
    r"|nacionalmente determinad|strategic plan\b|official records|distr\. ?: ?general"
    r"|\bvol(?:ume|\.)? \d+,? ?(?:\(\d+\)|\bno\b|\bpp\b)"
)
_PHRASE = rf"(?:{{}})(?: (?:independent|internal|external|project))? (?:{_EVALUATION})"
_PHRASES = 2
"""So often a phrase such as “final evaluation” stands in the first pages to tell the timing."""


def kinds(
    opening: Opening, told: Sequence[Fact], titles: Sequence[Suggestion]
) -> list[Suggestion]:
    """Return type, timing and nature, from facts, the title and the first page."""
    found = [*_by_facts(told), *_by_title(titles)]
    found += _document(opening, titles)
    if _is_evaluation(opening, titles, told) and not any(
        one.value in {"other", "meta"} for one in found
    ):
        found += [*_by_page(opening), *_by_phrases(opening)]
    return _best(found)


def _best(found: Sequence[Suggestion]) -> list[Suggestion]:
    kept: dict[tuple[str, str], Suggestion] = {}
    for one in sorted(found, key=lambda one: -one.confidence):
        kept.setdefault((one.attribute, one.value), one)
    return list(kept.values())


def _made(
    key: str, value: str, where: tuple[int, int, int], reason: str, sure: float
) -> Suggestion:
    shown = _SHOWN.get(value) or value.capitalize()
    return Suggestion(key, value, shown, *where, reason, round(sure, 2))


def _matches(key: str, plain: str) -> Iterator[tuple[str, re.Match[str]]]:
    for value, pattern in _KINDS[key]:
        match = re.search(pattern, plain)
        if match:
            yield value, match


def _by_facts(told: Sequence[Fact]) -> Iterator[Suggestion]:
    """Yield what is said beside “Evaluation type” and the like; one line may say all three."""
    for fact in told:
        if fact.key not in {"type", "timing", "nature"} or len(fact.text) > 120:
            continue
        where = (fact.sheet.number, fact.start, fact.end)
        for key in _KINDS:
            for value, _ in _matches(key, level(fact.text)):
                sure = 0.95 if key == fact.key else 0.8
                yield _made(key, value, where, why(fact), sure - 0.05 * (not fact.in_block))
                break


def _by_title(titles: Sequence[Suggestion]) -> Iterator[Suggestion]:
    for title in titles[:1]:
        plain = level(title.value)
        where = (title.page, title.start, title.end)
        if re.search(_KINDS["type"][0][1], plain):
            yield _made("type", "meta", where, "In the title", 0.7)
            return
        if not re.search(_EVALUATION, plain) or _NONE.search(plain):
            continue
        for key in _KINDS:
            for value, _ in _matches(key, plain):
                yield _made(key, value, where, "In the title", 0.8 if key != "type" else 0.6)
                break


def _document(opening: Opening, titles: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Yield what calls itself something else than an evaluation."""
    for sheet in opening.first[:1]:
        for line in sheet.lines:
            plain = level(line.text)
            where = (sheet.number, line.start, line.end)
            if re.search(_KINDS["type"][0][1], plain) and "review" in plain:
                yield _made("type", "meta", where, "On the first page", 0.75)
                return
            if _NONE.search(plain) and len(plain) < 120:
                yield _made("type", "other", where, "What it calls itself", 0.65)
                return
    for title in titles[:1]:
        if _NONE.search(level(title.value)):
            where = (title.page, title.start, title.end)
            yield _made("type", "other", where, "What it calls itself", 0.65)


def _is_evaluation(opening: Opening, titles: Sequence[Suggestion], told: Sequence[Fact]) -> bool:
    """Say whether a report calls itself an evaluation: in title, facts or large print."""
    if any(re.search(_EVALUATION, level(title.value)) for title in titles[:1]):
        return True
    if any(fact.key in {"type", "timing", "nature"} for fact in told):
        return True
    return any(_is_headed(line.text) for sheet in opening.first[:1] for line in sheet.lines)


def _is_headed(text: str) -> bool:
    """Say whether a line says “Evaluation” and not much else."""
    plain = level(text)
    return (
        len(plain) < 60
        and re.search(rf"^\W*(?:[\w-]+ ){{0,4}}(?:{_EVALUATION})\b", plain) is not None
    )


def _by_page(opening: Opening) -> Iterator[Suggestion]:
    """Yield what short lines of the first page say beside “evaluation”, a project else."""
    for sheet in opening.first[:1]:
        for line in sheet.lines:
            plain = level(line.text)
            if not re.search(_EVALUATION, plain) or len(plain) > 90:
                continue
            where = (sheet.number, line.start, line.end)
            for key in ("timing", "nature", "type"):
                for value, _ in _matches(key, plain):
                    yield _made(key, value, where, "On the first page", 0.6)
                    break
            yield _made("type", "project", where, "It is an evaluation; see of what", 0.35)


def _by_phrases(opening: Opening) -> Iterator[Suggestion]:
    """Yield timing and nature as the first pages speak of the evaluation itself."""
    for key in ("timing", "nature"):
        hits = {
            value: [
                (sheet, match)
                for sheet in opening.first
                for match in re.finditer(_PHRASE.format(pattern), sheet.level)
            ]
            for value, pattern in _KINDS[key]
        }
        best, other = sorted(hits, key=lambda value: -len(hits[value]))[:2]
        most = len(hits[best])
        if most >= _PHRASES and most >= 2 * len(hits[other]):
            sheet, match = hits[best][0]
            where = (sheet.number, *match.span())
            reason = f"So called {most} times on the first pages"
            yield _made(key, best, where, reason, 0.55)
