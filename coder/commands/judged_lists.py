"""`show ratings` and `show cards`: what was rated, and the cards that were filled in."""

from typing import Any

from coder.analysis.judgements import Judgements, read_judgements
from coder.model import ids
from coder.model.support import Support
from coder.project import Project

Item = dict[str, Any]


def ratings(project: Project) -> list[Item]:
    """Return every rating with what stands behind it."""
    told = project.read(read_judgements)
    files = _files(project)
    scales = told.protocol.by_id
    return [
        {
            "id": ids.text(one.id),
            "report": files[one.report],
            "subject": told.subjects.get(one.subject, ""),
            "origin": one.origin,
            "scale": scales[one.scale].key if one.scale in scales else "",
            "level": one.level,
            "name": one.shown,
            "step": one.value,
            "coder": told.coders.get(one.coder, ""),
            "justification": one.justification,
            "created": one.created,
            "by": told.coders.get(one.by, "") if one.by else "",
            "stale": one.is_stale,
            "evidence": [_support(piece, told) for piece in one.evidence],
        }
        for one in told.ratings
    ]


def cards(project: Project) -> list[Item]:
    """Return every card with its values and the passages behind each."""
    told = project.read(read_judgements)
    files, items = _files(project), told.protocol.by_id
    return [
        {
            "id": ids.text(one.id),
            "report": files[one.report],
            "form": items[one.form].key if one.form in items else "",
            "name": one.name,
            "number": one.number,
            "state": one.state,
            "coder": told.coders.get(one.coder, ""),
            "page": None if one.page is None else one.page + 1,
            "created": one.created,
            "memo": one.memo,
            "fields": [
                {
                    "field": items[entry.field].key if entry.field in items else "",
                    "value": entry.value,
                    "shown": entry.shown,
                    "evidence": [_support(piece, told) for piece in entry.support],
                }
                for entry in one.entries.values()
            ],
        }
        for one in told.cards
    ]


def _files(project: Project) -> dict[ids.ReportId, str]:
    """Return the files of reports; the title of one that is known by its particulars alone."""
    return {one.id: one.file_name or one.title for one in project.reports.all()}


def _support(one: Support, told: Judgements) -> Item:
    return {
        "id": ids.text(one.id),
        "page": one.page + 1,
        "page_label": one.page_label,
        "quote": one.quote,
        "codings": [ids.text(coding) for coding in told.behind([one])],
        "former_file": one.is_former,
    }
