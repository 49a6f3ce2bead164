"""Which attribute a column of somebody's table is, by how it is called."""

from collections.abc import Mapping, Sequence
from typing import Final

from coder.model.errors import TableFileError
from coder.model.ids import ItemId
from coder.model.protocol import Item
from coder.text.bare import squeezed

FILE: Final = "file"
"""What a column is that names the files of reports."""
Match = Item | str | None
_FILES = frozenset({"file", "filename", "pdf", "pdffile", "fichier", "nomdufichier", "archivo"})
_ALSO: Mapping[str, str] = {
    "number": "no nr num numero reportno reportnumber reportid id ref reference code evaluationno",
    "title": "reporttitle titleofreport evaluationtitle titre titulo name projecttitle",
    "symbol": "projectsymbol projectcode dcsymbol tcsymbol cote symbolofproject projectno "
    "projectnumber grantnumber",
    "language": "lang langue idioma lingua reportlanguage",
    "year": "yearcompleted date completed completiondate yearofcompletion evaluationdate "
    "publicationyear yearofpublication annee ano",
    "countries": "country countrycovered countriescovered pays pais paises iso iso2",
    "region": "regions regioncovered",
    "themes": "theme topic topics subject sector themes tema temas",
    "type": "evaluationtype typeofevaluation typeofreport documenttype reporttype",
    "timing": "evaluationtiming timingofevaluation moment",
    "nature": "evaluationnature natureofevaluation independence",
    "evaluators": "evaluator consultant consultants evaluationconsultant evaluationconsultants "
    "author authors auteur auteurs autor autores evaluationteam",
    "commissioner": "commissionedby commissioningoffice administrativeoffice office organisation "
    "organization publisher",
    "donor": "donors fundedby funder funding donateur donante financedby",
    "budget": "totalbudget projectbudget amount budgetusd budgetus",
    "family": "project projectid familyid projectfamily",
    "role": "roleinfamily",
    "source": "identifiedthrough database searchsource",
    "retrieval": "fulltext retrieved",
    "url": "link web website urls href address weblink",
}
"""Other names of columns for attributes that shipped codebooks define, by their keys, squeezed."""


def match_columns(
    names: Sequence[str], attributes: Sequence[Item], matches: Mapping[str, ItemId | None]
) -> list[tuple[str, Match]]:
    """Return what each column is: an attribute, `FILE`, or None.

    `matches` says it for some by their names; the others are matched by theirs, each attribute to
    one column.

    Raises:
        TableFileError: `matches` takes two columns for one attribute.
    """
    found = _said(names, attributes, matches)
    taken = {item.id for item in found.values() if isinstance(item, Item)}
    for called in _ways(attributes):
        for name in names:
            item = called.get(squeezed(name))
            if name not in found and item is not None and item.id not in taken:
                found[name] = item
                taken.add(item.id)
    for name in names:
        found.setdefault(name, FILE if squeezed(name) in _FILES else None)
    return [(name, found[name]) for name in names]


def _said(
    names: Sequence[str], attributes: Sequence[Item], matches: Mapping[str, ItemId | None]
) -> dict[str, Match]:
    """Return what columns are of which somebody said it."""
    by_id = {item.id: item for item in attributes}
    taken: dict[ItemId, str] = {}
    found: dict[str, Match] = {}
    for name in filter(matches.__contains__, names):
        item = by_id.get(matches[name] or ItemId(b""))
        found[name] = item
        if item is not None and taken.setdefault(item.id, name) != name:
            raise TableFileError(
                f"“{taken[item.id]}” and “{name}” cannot both be {item.name}. Leave one out."
            )
    return found


def _ways(attributes: Sequence[Item]) -> tuple[dict[str, Item], dict[str, Item]]:
    """Return the attributes by what they are called for sure, and by what they may be called."""
    sure: dict[str, Item] = {}
    for item in attributes:
        for called in (squeezed(item.key), squeezed(item.name)):
            sure.setdefault(called, item)
    also: dict[str, Item] = {}
    for item in attributes:
        for called in _ALSO.get(item.key, "").split():
            also.setdefault(called, item)
    return sure, also
