"""Facts that a report tells beside their names: “Countries: Cambodia”, a block of quick facts."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from coder.analysis.suggest_sheet import Block, Opening, Sheet, level, tidy

_PAGES = 6
_LONGEST = 400

# Small letters, no accents; what stands for nothing ("-") only ends the fact before it.
_LABELS: Mapping[str, str] = {
    "title": "project title|title of (?:the )?project|joint programme title|programme title"
    "|evaluation title|report title|titre du projet|intitule du projet|titre de l'evaluation"
    "|titulo del proyecto|titulo de la evaluacion|titulo do projeto|titulo da avaliacao",
    "countries": r"countr(?:y|ies)(?:\(ies\))?|country/countries|countries covered|pays"
    r"|pays concernes?|pais(?:es)?(?:\(es\))?|pais/es|paises abrangidos",
    "year": "evaluation date|date of (?:the )?evaluation|date of (?:the )?report|report date"
    "|date de l'evaluation|date d'evaluation|fecha de (?:la )?evaluacion|data da avaliacao"
    "|evaluation completed|date of completion",
    "type": "evaluation type|type of evaluation|type d'evaluation|type de l'evaluation"
    "|tipo de (?:la )?evaluacion|tipo de avaliacao|tipo da avaliacao",
    "timing": "evaluation timing|timing of (?:the )?evaluation|moment de l'evaluation"
    "|calendrier de l'evaluation|momento de la evaluacion|calendario de la evaluacion"
    "|plazo de la evaluacion|momento da avaliacao|calendario da avaliacao",
    "nature": "evaluation nature|nature of (?:the )?evaluation|nature de l'evaluation"
    "|naturaleza de la evaluacion|caracter de la evaluacion|natureza da avaliacao",
    "commissioner": "commissioning office|commissioned by|evaluation commissioned by"
    "|administrative office|responsible office|commanditaire|commandite par"
    "|bureau administratif|bureau responsable|unite administrative|oficina administrativa"
    "|oficina responsable|encargad[ao] por|escritorio administrativo|escritorio responsavel",
    "evaluators": r"evaluation consultants?(?:\(s\))?|evaluators?(?:\(s\))?|evaluation team"
    r"|(?:names? of )?consultants?(?:\(s\))?|evaluateurs?(?:\(s\)|\(trice\))?|evaluatrices?"
    r"|equipe d'evaluation|consultor(?:es)?(?:\(es\))?|evaluador(?:es)?(?:\(es\))?"
    r"|equipo (?:evaluador|de evaluacion)|avaliador(?:es)?(?:\(es\))?|equipe de avaliacao"
    r"|conducted by|realise par|realizad[ao] por",
    "symbol": "(?:dc|tc|project|document) symbol|symbol|(?:project|tc|dc) (?:code|number)"
    "|code du projet|cote du projet|numero du projet|codigo del? proyecto|simbolo"
    "|numero del proyecto|codigo do projeto",
    "money": r"donors?(?:\(s\))? ?(?:&|and) ?budget|donateurs? et budget|bailleurs? et budget"
    r"|donantes?(?:\(s\))? y presupuesto|doador(?:es)? e orcamento",
    "donor": r"donors?(?:\(s\))?|funded by|financed by|funding agency|funding partners?"
    r"|bailleurs?(?:\(s\))?(?: de fonds)?|donateurs?(?:\(s\))?|finance par|donantes?(?:\(s\))?"
    r"|financiad[ao] por|financiador(?:es)?|doador(?:es)?(?:\(es\))?",
    "budget": r"(?:total |project |overall |approved )?budget(?: \([^)]{0,40}\))?"
    r"|budget (?:total|du projet|global)|presupuesto(?: total| del proyecto)?"
    r"|orcamento(?: total| do projeto)?",
    "themes": "key ?words?|mots?-? ?cles?|palabras? claves?|palavras?-? ?chaves?|themes?"
    "|thematic areas?",
    "-": "technical office|evaluation managers?|technical area|unite technique|bureau technique"
    "|oficina tecnica|escritorio tecnico|(?:start|end) date|project duration|other agencies"
    "|gestionnaire de l'evaluation|responsable de l'evaluation|gestor de la evaluacion"
    "|responsable de la evaluacion|gestor da avaliacao|short title|quick facts|sectors?"
    "|implementing (?:partners?|agency)|lead agency|list of punos|budget lines?|duration",
}
_ANY = "|".join(f"(?P<k{at}>{labels})" for at, labels in enumerate(_LABELS.values()))
_KEYS = tuple(_LABELS)
_COLON = re.compile(rf"(?<![\w-])(?:{_ANY}) ?:")
_ALONE = re.compile(rf"(?:{_ANY}) ?:?")
_OTHER = re.compile(r"^[^\W\d_][^:\n]{2,40}:\s", re.MULTILINE)


class Fact(NamedTuple):
    """What stands beside a name: from `start` up to `end` in its page, in one line as `text`."""

    key: str
    label: str
    sheet: Sheet
    start: int
    end: int
    text: str
    in_block: bool


def facts(opening: Opening) -> list[Fact]:
    """Return the facts of the first pages in reading order.

    `in_block` tells of those on a page with at least three different ones: quick facts.
    """
    found: list[Fact] = []
    for sheet in opening.first[:_PAGES]:
        here = list(_beside(sheet))
        many = len({fact.key for fact in here}) >= 3
        found += [fact._replace(in_block=many) for fact in here]
    return found


def _beside(sheet: Sheet) -> Iterator[Fact]:
    blocks = sheet.blocks
    for at, block in enumerate(blocks):
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        plain = sheet.level[block.start : block.end]
        alone = _ALONE.fullmatch(plain.strip())
        if alone and below is not None:
            yield from _whole(sheet, alone, block, below)
        else:
            yield from _inside(sheet, block, plain)


def _whole(sheet: Sheet, match: re.Match[str], label: Block, block: Block) -> Iterator[Fact]:
    """Yield the block that stands below a block that is nothing but a name."""
    is_next = _ALONE.match(sheet.level[block.start : block.end])
    if len(block.text) <= _LONGEST and not (is_next and ":" in block.text):
        yield from _fact(sheet, match, tidy(label.text), block.start, block.end)


def _inside(sheet: Sheet, block: Block, plain: str) -> Iterator[Fact]:
    """Yield what follows the names in a block, each up to the next."""
    matches = [one for one in _COLON.finditer(plain) if _begins(block.text, one.start())]
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(plain)
        other = _OTHER.search(block.text, match.end() + 1, end)
        end = min(end, other.start()) if other and other.start() > match.end() else end
        end = min(end, match.end() + _LONGEST)
        label = tidy(block.text[match.start() : match.end()].rstrip(" :"))
        yield from _fact(sheet, match, label, block.start + match.end(), block.start + end)


def _begins(text: str, at: int) -> bool:
    """Say whether a name stands at the beginning of a line, or begins with a capital."""
    return at == 0 or text[at - 1] == "\n" or text[at].isupper()


def _fact(sheet: Sheet, match: re.Match[str], label: str, start: int, end: int) -> Iterator[Fact]:
    key = _KEYS[int((match.lastgroup or "k0")[1:])]
    written = sheet.text[start:end]
    text = tidy(written).strip("*• ")
    if key == "-" or not any(one.isalnum() for one in text):
        return
    start += len(written) - len(written.lstrip())
    end -= len(written) - len(written.rstrip())
    yield Fact(key, label.strip(" :"), sheet, start, end, text, in_block=False)


def why(fact: Fact) -> str:
    """Return in plain words where a fact stands."""
    place = "In the quick facts" if fact.in_block else "Beside its name"
    return f"{place} of page {fact.sheet.number + 1}: “{fact.label}”"


def says(fact: Fact, pattern: str) -> bool:
    """Say whether a pattern, in small letters without accents, is in what a fact says."""
    return re.search(pattern, level(fact.text)) is not None
