"""The language of a text, told by the small words that every sentence of it needs."""

import re
from collections import Counter
from collections.abc import Mapping

from coder.analysis.suggest_sheet import Block, Opening, Sheet, level, tidy
from coder.model.suggestion import Suggestion
from coder.text.languages import NAMES


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that make up a third of any prose in their language. One that several languages share
# counts for each of them and so decides nothing; those of one language alone decide.
_WORDS: Mapping[str, frozenset[str]] = {
    "en": _set(
        "the of and to in is for that with on are was as by from this be at an or it which have"
        " has were not their its been these would will can but"
    ),
    "fr": _set(
        "le la les de des du et en à dans un une pour par sur que qui est au aux ce cette sont"
        " avec plus ne pas ou il ont été leur leurs qu"
    ),
    "es": _set(
        "el la los las de del y en que a un una por con para se es su sus al lo como más o este"
        " esta son fue no entre ha sobre también"
    ),
    "pt": _set(
        "o a os as de do da dos das e em que um uma por com para se é no na nos nas ao à pelo pela"
        " não mais como são seu sua ou foi também"
    ),
    "de": _set(
        "der die das und in den von zu mit für auf ist im dem des ein eine nicht als auch es an"
        " werden aus sich bei oder nach wird sind"
    ),
    "it": _set(
        "il la di e che in un una per con del della dei delle è non si le da al sono nel alla più"
        " come anche i gli ha o questo"
    ),
}
_SCRIPTS: Mapping[str, tuple[str, str]] = {
    "ar": ("\u0600", "\u06ff"),
    "ru": ("\u0400", "\u04ff"),
    "zh": ("\u4e00", "\u9fff"),
}
# What files are called, where there is nothing else to go by.
_FILE_WORDS: Mapping[str, frozenset[str]] = {
    "en": _set(
        "report evaluation final midterm mid term review summary annex draft progress project"
        " assessment study scan scanned version english eng en of and the"
    ),
    "fr": _set(
        "rapport evaluation finale mi parcours synthese resume annexe projet etude numerise"
        " version francais fra fr du des et la"
    ),
    "es": _set(
        "informe evaluacion intermedia final resumen anexo proyecto estudio escaneado espanol esp"
        " es del de la y"
    ),
    "pt": _set(
        "relatorio avaliacao intercalar final resumo anexo projeto estudo digitalizado portugues"
        " por pt do da e"
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 12
"""With fewer small words than this, nothing is said of a text."""


def tell(text: str) -> tuple[str, float]:
    """Return the language of a text and how sure that is (0 to 1); ("", 0.0) when too short."""
    script = _script(text)
    if script:
        return script, 0.97
    counts = Counter(word.casefold() for word in _WORD.findall(text))
    shared = Counter(word for words in _WORDS.values() for word in words)
    scores = {
        language: sum(counts[word] / shared[word] for word in words)
        for language, words in _WORDS.items()
    }
    best, other = sorted(scores, key=lambda one: -scores[one])[:2]
    hits = sum(counts[word] for word in _WORDS[best])
    if hits < _FEW:
        return "", 0.0
    lead = (scores[best] - scores[other]) / scores[best]
    # Prose has a third of such words, tables and lists few.
    weight = min(1.0, hits / (0.15 * sum(counts.values())))
    return best, round(0.5 + 0.48 * min(1.0, lead * 1.5) * weight, 2)


def _script(text: str) -> str:
    letters = [one for one in text if one.isalpha()]
    for language, (first, last) in _SCRIPTS.items():
        inside = sum(first <= one <= last for one in letters)
        if inside >= _FEW and inside > len(letters) / 2:
            return language
    return ""


def language(opening: Opening) -> list[Suggestion]:
    """Return the language in which a report is written; its file's name must do for a scan."""
    text = "\n".join(sheet.text for sheet in opening.sheets)
    if not text.strip():
        return _by_headings(opening) or _by_name(opening)
    found, sure = tell(text)
    if not found:
        found, sure = tell(f"{text}\n{_headings(opening)}")
    if not found:
        return _by_name(opening)
    place = _prose(opening, found)
    why = "The small words of the first pages"
    if place is None:
        return [Suggestion("language", found, NAMES[found], -1, 0, 0, why, sure)]
    sheet, block = place
    end = min(block.end, block.start + 240)
    where = (sheet.number, block.start, end)
    return [Suggestion("language", found, NAMES[found], *where, why, sure)]


def _prose(opening: Opening, wanted: str) -> tuple[Sheet, Block] | None:
    """Return the first paragraph in this language, or the first long line of such a page."""
    for sheet in opening.sheets:
        for block in sheet.blocks:
            if len(block.text) > 150 and tell(block.text)[0] == wanted:
                return sheet, block
    for sheet in opening.sheets:
        if tell(sheet.text)[0] == wanted:
            line = max(sheet.lines, key=lambda one: len(one.text))
            return sheet, Block(line.start, line.end, line.text)
    return None


def _headings(opening: Opening) -> str:
    return "\n".join(entry.title for entry in opening.outline)


def _by_headings(opening: Opening) -> list[Suggestion]:
    found, sure = tell(_headings(opening))
    if not found:
        return []
    why = "The pages are scans; these are the words of the file's contents"
    return [Suggestion("language", found, NAMES[found], -1, 0, 0, why, min(sure, 0.8))]


def _by_name(opening: Opening) -> list[Suggestion]:
    """Return the language of the words in the names of a file without text, a guess at best."""
    words = set(_WORD.findall(level(f"{opening.title} {opening.file_name}")))
    words.discard("pdf")
    shared = Counter(word for known in _FILE_WORDS.values() for word in known)
    hits = {
        language: sum(word in words and shared[word] == 1 for word in known)
        for language, known in _FILE_WORDS.items()
    }
    best, other = sorted(hits, key=lambda one: -hits[one])[:2]
    if hits[best] <= hits[other]:
        return []
    why = "The pages are scans; only the file's name can be read"
    return [Suggestion("language", best, NAMES[best], -1, 0, 0, tidy(why), 0.35)]
