"""What a report is about, among the themes that the project knows."""

import re
from collections.abc import Mapping, Sequence

from coder.analysis.suggest_facts import Fact, why
from coder.analysis.suggest_sheet import level
from coder.model.protocol import Choice
from coder.model.suggestion import Suggestion

# Words for the themes that come with the program; any other is known by its name.
_WORDS: Mapping[str, str] = {
    "social-protection": r"social (?:protection|security|assistance|insurance|health protection)"
    r"|protection sociale|securite sociale|proteccion social|seguridad social|protecao social"
    r"|cash transfers?|pensions?|unemployment insurance|graduation approach|ultra-poor",
    "employment": r"employment|\bjobs?\b|emplois?\b|empleos?\b|empregos?\b|livelihoods?",
    "skills": r"skills|training|education|\btvet\b|competences|formation|educacion|educacao"
    r"|competencias|apprenticeships?",
    "health": r"health|sante\b|salud\b|saude\b|\bhiv\b|covid",
    "migration": r"migra\w+|refugees?|refugie\w*|displace\w+|desplazad\w+",
    "gender": r"gender|women|\bgenre\b|femmes?|genero|mujer(?:es)?|mulher(?:es)?",
    "rights": r"child labou?r|forced labou?r|human rights|rights at work|travail des enfants"
    r"|trabajo infantil|trabalho infantil|discrimination|racism|labou?r standards|direitos"
    r"|droits humains|derechos humanos",
    "governance": r"governance|social dialogue|dialogue social|gobernanza|dialogo social"
    r"|institution\w*|public finance|management and administration",
    "environment": r"climat\w+|environment\w*|clima\b|redd\+?|carbon\w*|environnement\w*"
    r"|medio ambiente|meio ambiente|ambiental|green (?:jobs|economy)",
    "enterprises": r"enterprises?|entreprises?|empresas?|value chains?|microfinance|\bmarkets?\b"
    r"|business(?:es)?",
}


def themes(
    told: Sequence[Fact], titles: Sequence[Suggestion], choices: Sequence[Choice]
) -> list[Suggestion]:
    """Return the themes that the key words name, else those that the title does."""
    for fact in told:
        if fact.key == "themes":
            where = (fact.sheet.number, fact.start, fact.end)
            found = _named(fact.text, choices)
            if found:
                return [_made(found, where, why(fact), 0.7)]
    for title in titles[:1]:
        found = _named(title.value, choices)
        if found:
            where = (title.page, title.start, title.end)
            return [_made(found, where, "In the title", 0.55)]
    return []


def _named(text: str, choices: Sequence[Choice]) -> list[Choice]:
    plain = level(text)
    found = []
    for choice in choices:
        words = _WORDS.get(choice.key, "")
        own = rf"\b{re.escape(level(choice.name))}\b"
        if re.search(rf"\b(?:{words})|{own}" if words else own, plain):
            found.append(choice)
    return found


def _made(
    found: Sequence[Choice], where: tuple[int, int, int], reason: str, sure: float
) -> Suggestion:
    value = ";".join(choice.key for choice in found)
    shown = ", ".join(choice.name for choice in found)
    return Suggestion("themes", value, shown, *where, reason, sure)
