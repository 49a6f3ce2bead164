"""The title of a report: what stands out on its first pages, or what the file calls itself."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from coder.analysis.suggest_sheet import Line, Opening, Sheet, level, tidy
from coder.model.suggestion import Suggestion

_PAGES = 3
_LONGEST = 300
# What stands in large print on title pages and is no title: mastheads, kinds, notices.
_STOP = re.compile(
    r"(?:united nations|nations unies|naciones unidas|general assembly|security council"
    r"|economic and social council|assemblee generale|official records|executive board"
    r"|distr\b|original ?:|for (?:decision|information)|(?:annual|regular|first|second) session"
    r"|item \d|summary|resume|resumen|resumo|abstract|(?:table of )?contents|table des matieres"
    r"|sommaire|indice|sumario|conteudo|quick facts|faits? (?:en bref|saillants)|cover page"
    r"|(?:policy research |research )?working paper|discussion paper|document de travail"
    r"|documento de trabajo|public disclosure|provided in cooperation|suggested citation"
    r"|conducted by|prepared by|funded by|documento elaborado|financed by|electronic copy"
    r"|international labou?r organi[sz]ation\b|evaluation office|evaluation service"
    r"|oficina de evaluacion|bureau de l'evaluation|issn|isbn|https?:|www\.|©|copyright"
    r"|background|introduction|acknowledge?ments?|remerciements|agradecimientos"
    r"|click to|seventy|eightieth|sixty|\(?\d{1,2}\W*\w+ \d{4}"
    r"|preface|foreword|avant-propos|prologo|list of|commission on|agenda items?)",
)
_KIND = re.compile(
    r"evaluat|evaluac|avalia|review|report|rapport|informe|relatorio|assessment|ndc"
)
_EVALUATION = re.compile(
    r"(?:(?:final|impact|independent|external|internal|joint|mid-?term|thematic|cluster) ){0,3}"
    r"(?:evaluation|evaluacion|avaliacao)\b"
)
_AFTER = re.compile(
    r"(?:summary|abstract|resume|resumen|resumo|report of the|rapport de|informe d|prepared by)"
)
_ORGANIZED = re.compile(
    r"^(?:the )?[\w' ]{0,40}\b(?:organi[sz]ation|fund|bank|consult\w*|council|office|agency"
    r"|institute|universidad|facultad|centro|ministry|ministere|instituto|portfolio"
    r"|commission|unit|programme)(?: \w+){0,3}$"
)
_JUNK = re.compile(
    r"microsoft|untitled|\.(?:docx?|pdf|cdr|indd|pptx?|qxd)\b|^document\d*$|\bdocument$|_|^slide"
)
_DATE_LIKE = re.compile(r"^[\d\W]+$|^\w{3,10}\.? (?:de )?(?:19|20)\d\d$")


class _Group(NamedTuple):
    """Lines of one size that follow each other, and what of a page they are."""

    sheet: Sheet
    start: int
    end: int
    size: float
    top: float
    text: str
    following: str


def title(opening: Opening) -> list[Suggestion]:
    """Return what the title may be, best first, at most two."""
    scored = [(_score(opening, one), one) for one in _groups(opening)]
    scored = sorted((one for one in scored if one[0] > 0), key=lambda one: -one[0])
    own = "" if _is_junk(opening.title, opening.file_name) else tidy(opening.title)
    found = [_own(opening, own, [one for _, one in scored])] if own else []
    best = scored[0][0] if scored else 0.0
    for score, group in scored:
        if len(found) == 2 or score < 0.85 * best:
            break
        if all(_alike(known.value, group.text) < 0.6 for known in found):
            few = len(group.text.split()) < 3
            found.append(_printed(group, 0.35 if few else 0.5 if found else 0.75))
    return found


def _own(opening: Opening, own: str, groups: list[_Group]) -> Suggestion:
    """Return the file's own title, as it is printed if it is."""
    words = r"\s+".join(re.escape(word) for word in level(own).split())
    for sheet in opening.first[:_PAGES]:
        match = re.search(words, sheet.level)
        if match:
            why = f"What the file calls itself; it stands on page {sheet.number + 1}"
            return Suggestion("title", own, own, sheet.number, *match.span(), why, 0.9)
    likest = max(groups, key=lambda one: _alike(own, one.text), default=None)
    if likest and _alike(own, likest.text) > 0.6:
        return _printed(likest, 0.85)
    return Suggestion("title", own, own, -1, 0, 0, "What the file calls itself", 0.6)


def _printed(group: _Group, sure: float) -> Suggestion:
    why = f"What stands out on page {group.sheet.number + 1}"
    where = (group.sheet.number, group.start, group.end)
    return Suggestion("title", group.text, group.text, *where, why, sure)


def _is_junk(own: str, file_name: str) -> bool:
    """Say whether a file calls itself by what is no title, or by its name."""
    plain = level(tidy(own))
    stem = level(tidy(file_name.rsplit(".", 1)[0].replace("_", " ")))
    return len(plain.split()) < 3 or plain == stem or bool(_JUNK.search(plain))


def _alike(one: str, other: str) -> float:
    """Return how like two titles are (0 to 1)."""
    matcher = SequenceMatcher(None, level(tidy(one)), level(tidy(other)), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.5 else 0.0


def _groups(opening: Opening) -> list[_Group]:
    found: list[_Group] = []
    for sheet in opening.first[:_PAGES]:
        for group in _runs(sheet):
            # A title that ends with a colon goes on with what stands below it.
            if found and found[-1].sheet is sheet and found[-1].text.endswith(":"):
                above = found.pop()
                text = f"{above.text} {group.text}"
                found.append(above._replace(end=group.end, text=text, following=group.following))
                continue
            found.append(group)
    return found


def _runs(sheet: Sheet) -> Iterator[_Group]:
    run: list[Line] = []
    for line in [*sheet.lines, None]:
        if line and run and _goes_on(run[-1], line):
            run.append(line)
            continue
        if run:
            yield _group(sheet, run, line.text if line else "")
        run = [line] if line and not _stops(line.text) else []


def _stops(text: str) -> bool:
    plain = level(text)
    return bool(_STOP.match(plain) or _DATE_LIKE.match(plain))


def _goes_on(above: Line, line: Line) -> bool:
    """Say whether a line belongs to the run above it: the same size, right below."""
    if _stops(line.text) or abs(above.size - line.size) > 0.08 * above.size:
        return False
    return 0 < line.top - above.top < 2.0 * max(line.size, above.size)


def _group(sheet: Sheet, run: list[Line], following: str) -> _Group:
    start, end = run[0].start, run[-1].end
    size = max(line.size for line in run)
    return _Group(sheet, start, end, size, run[0].top, tidy(sheet.text[start:end]), following)


def _score(opening: Opening, group: _Group) -> float:
    """Return how much a run of lines looks like the title; 0 or less: it is none."""
    plain = level(group.text)
    words = len(plain.split())
    letters = sum(one.isalpha() for one in plain)
    if len(plain) > _LONGEST or words < 2 or letters < 0.6 * len(plain) or plain.endswith(":"):
        return 0.0
    ratio = min(group.size / opening.body, 2.5) if opening.body else 1.0
    score = (ratio - 1.0) * 1.2 - 0.15 * group.sheet.number
    score += 0.6 * _is_heading(opening, group) + 0.3 * bool(_KIND.search(plain))
    score += 0.2 * bool(_EVALUATION.match(plain))
    score += 0.5 * bool(_AFTER.match(level(group.following)))
    score += min(words, 10) * 0.04
    score -= 0.8 * bool(_ORGANIZED.match(plain)) + 1.2 * (words < 4)
    return score - 0.5 * (group.text.count(",") > 0.25 * words)


def _is_heading(opening: Opening, group: _Group) -> bool:
    """Say whether a run begins like a heading of its page."""
    plain = level(group.text)
    return any(
        entry.page == group.sheet.number and plain.startswith(level(tidy(entry.title))[:24])
        for entry in opening.outline
    )
