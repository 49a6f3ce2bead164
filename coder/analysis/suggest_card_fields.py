"""Which words of a recognised card belong to which field, by the labels that reports print."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from coder.analysis.suggest_cards import Piece, Recognised, words
from coder.analysis.suggest_sheet import level
from coder.model.suggestion import DraftField

_LABELS: Mapping[str, Mapping[str, str]] = {
    "finding": {"evidence": r"evidence|preuves?|evidencias?"},
    "recommendation": {
        "addressee": r"addressed to|addressees?|responsible(?: units?| office| party)?"
        r"|destinataires?|adressee? a|dirigid[ao] a|destinatarios?|responsables?",
        "priority": r"priority(?: level)?|(?:niveau de )?priorite|prioridad|prioridade",
        "timing": r"timing|time ?frame|timeline|deadline|echeance|delais?|plazo|prazo",
        "resources": r"resources?(?: implications?| required)?|ressources?|recursos",
        "response": r"management response|reponse de la direction|respuesta de la direccion"
        r"|resposta da direcao",
    },
    "lesson": {
        "context": r"context(?:e|o)?\b.{0,60}",
        "users": r"target(?:ed)? (?:users|groups?)\b.{0,40}|utilisateurs vises.{0,40}"
        r"|usuarios.{0,40}",
        "challenges": r"challenges?\b.{0,60}|difficultes\b.{0,60}|desafios\b.{0,60}",
        "success": r"success(?:es)?\b.{0,60}|reussites?\b.{0,60}|exitos?\b.{0,60}",
        "administration": r"(?:ilo )?administrative issues.{0,80}"
        r"|questions administratives.{0,80}",
    },
    "good-practice": {
        "conditions": r"relevant conditions.{0,120}|conditions pertinentes.{0,120}",
        "cause-effect": r"establish a clear cause.{0,60}|relation de cause.{0,60}",
        "impact": r"indicate measurable impact.{0,60}|measurable impact.{0,60}",
        "replication": r"potential for replication.{0,60}"
        r"|potentiel de re(?:plication|production).{0,60}",
        "links": r"upward links.{0,120}|liens.{0,20}objectifs.{0,60}",
        "other": r"other documents.{0,60}|autres documents.{0,60}",
    },
}
_SUMMARY = (
    r"brief (?:description|summary).{0,120}|breve descri\w+.{0,120}|description breve.{0,80}"
)


class _Cut(NamedTuple):
    """From which line a field begins, and after how many characters of it."""

    at: int
    key: str
    skip: int


def fields(found: Recognised, main: str, known: Sequence[str]) -> tuple[DraftField, ...]:
    """Return the fields of a card with their words and places, the main one first.

    `main` is the key of the field for its words, `known` are the keys of all fields of its form.
    """
    cuts = [_Cut(0, main, 0), *_cuts(found, main, set(known)), _Cut(len(found.lines), "", 0)]
    parts: dict[str, DraftField] = {}
    for here, following in pairwise(cuts):
        made = _made(here, found.lines[here.at : following.at])
        if made is not None:
            parts.setdefault(here.key, made)
    if found.label and "criterion" in known:
        page, start, end = found.label_at
        parts.setdefault("criterion", DraftField("criterion", found.label, page, start, page, end))
    return tuple(sorted(parts.values(), key=lambda one: one.key != main))


def _cuts(found: Recognised, main: str, known: set[str]) -> Iterator[_Cut]:
    """Yield where labels of fields stand: before a colon, or alone at the beginning of a block."""
    labels = {main: _SUMMARY, **_LABELS.get(found.form, {})}
    block = (-1, -1)
    for at, line in enumerate(found.lines):
        begins = (line.page, line.block) != block
        block = (line.page, line.block)
        plain = level(line.text)
        for key, pattern in labels.items():
            if key not in known:
                continue
            match = re.match(rf"\W*(?:{pattern})\s?:\s*", plain)
            if match or (begins and re.fullmatch(rf"\W*(?:{pattern})\W*", plain)):
                yield _Cut(at, key, match.end() if match else len(line.text))
                break


def _made(cut: _Cut, lines: Sequence[Piece]) -> DraftField | None:
    """Return the field that begins at a cut and has these lines, None when it is empty."""
    if not lines:
        return None
    first = lines[0]
    rest = first._replace(start=first.start + cut.skip, text=first.text[cut.skip :])
    kept = [one for one in (rest, *lines[1:]) if one.text.strip()]
    text = words(kept)
    if not any(map(str.isalnum, text)):
        return None
    first, last = kept[0], kept[-1]
    return DraftField(cut.key, text, first.page, first.start, last.page, last.end)
