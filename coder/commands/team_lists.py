"""The lists of `show` that tell of the team: who did what, and what was settled."""

from datetime import UTC, datetime
from typing import Any

from coder.model import ids
from coder.model.codebook import paths
from coder.model.coding import Coding
from coder.model.ids import CodingId
from coder.project import Project

Item = dict[str, Any]


def coders(project: Project) -> list[Item]:
    """Return the people, with how far they are."""
    return [
        {
            "id": ids.text(work.coder.id),
            "coder": work.coder.name,
            "initials": work.coder.initials,
            "colour": work.coder.colour,
            "codings": work.codings,
            "allocated": work.allocated,
            "done": work.done,
            "begun": work.begun,
            "not_begun": work.not_begun,
            "last": "" if work.last is None else when(work.last),
        }
        for work in project.team.work()
    ]


def settlements(project: Project) -> list[Item]:
    """Return what was settled, in the order it was, with what coders coded and what stands."""
    every = project.settling.settlements()
    if not every:
        return []
    files = {report.id: report.file_name for report in project.reports.all()}
    codes = paths(project.codebook.codes())
    names = {coder.id: coder.name for coder in project.coders.all()}
    codings = {one.id: one for one in project.codings.listing()}

    def said(some: tuple[CodingId, ...]) -> list[Item]:
        found = [codings[one] for one in some if one in codings]
        return [_said(one, codes[one.code], names) for one in sorted(found, key=_order)]

    return [
        {
            "id": ids.text(one.id),
            "report": files[one.report],
            "codes": [codes[code] for code in one.codes],
            "verdict": one.verdict,
            "kind": one.kind,
            "reason": one.reason,
            "coder": names.get(one.coder, ""),
            "created": one.created,
            "stale": one.is_stale,
            "codings": said(one.codings),
            "results": said(one.results),
        }
        for one in every
    ]


def when(at: int) -> str:
    """Return a time in Unix milliseconds as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")


def _said(one: Coding, code: str, names: dict[ids.CoderId, str]) -> Item:
    return {
        "id": ids.text(one.id),
        "page": one.page + 1,
        "quote": one.quote,
        "code": code,
        "coder": names.get(one.coder, ""),
    }


def _order(coding: Coding) -> tuple[int, int, bytes]:
    return coding.page, coding.start, coding.id
