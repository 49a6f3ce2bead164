"""`show` and `search`: what the project holds, as lists."""

import argparse
from collections.abc import Callable
from typing import Any

from coder.commands import attributes, judged_lists, screening, team_lists, teamwork
from coder.commands.console import Console
from coder.commands.opening import opened
from coder.model import ids
from coder.model.codebook import paths
from coder.model.coding import Coding
from coder.project import Project

Item = dict[str, Any]


def show(options: argparse.Namespace, console: Console) -> int:
    """Print one of the lists."""
    with opened(options) as project:
        items = LISTS[options.what](project)
        told = IN_WORDS.get(options.what)
        lines = [_line(item) for item in items] if told is None else told(project)
    console.result(items, *lines)
    return 0


def search(options: argparse.Namespace, console: Console) -> int:
    """Print every place where the words stand."""
    words = " ".join(options.words)
    with opened(options) as project:
        names = {report.id: report.file_name for report in project.reports.all()}
        items: list[Item] = [
            {
                "report": names[hit.report],
                "page": hit.page + 1,
                "start": hit.start,
                "end": hit.end,
                "snippet": hit.snippet,
                "kind": hit.kind,
            }
            for hit in project.search.find(words)
        ]
    lines = [
        f"{one['report']} p. {one['page']} ({one['kind']}): {one['snippet']}" for one in items
    ]
    console.result(items, *lines, f"{len(items)} found.")
    return 0


def _reports(project: Project) -> list[Item]:
    return [
        {
            "id": ids.text(report.id),
            "report": report.file_name,
            "number": report.number,
            "title": report.title,
            "sha256": report.sha256,
            "pages": report.pages,
            "pages_without_text": report.pages_without_text,
            "encrypted": report.encrypted,
            "codings": report.codings,
            "has_file": report.has_file,
            "memo": report.memo,
            "added": report.added,
        }
        for report in project.reports.all()
    ]


def _codes(project: Project) -> list[Item]:
    codes = project.codebook.codes()
    by_path = paths(codes)
    books = {book.id: book.key for book in project.codebook.codebooks()}
    fields = ("name", "definition", "apply_when", "do_not_apply_when", "example", "colour", "key")
    return [
        {
            "id": ids.text(code.id),
            "code": by_path[code.id],
            "codebook": books[code.codebook],
            **{field: getattr(code, field) for field in fields},
            "assignable": code.assignable,
            "memo": code.memo,
            "codings": code.codings,
        }
        for code in codes
    ]


def _codings(project: Project) -> list[Item]:
    reports = {report.id: report for report in project.reports.all()}
    codes = paths(project.codebook.codes())
    coders = {coder.id: coder.name for coder in project.coders.all()}
    labels = project.reports.labels()
    quads = {
        mark.coding: [[page + 1, *(round(at, 2) for at in quad.rect)] for page, quad in mark.quads]
        for report in reports
        for mark in project.codings.marks(report)
    }
    return [
        {
            "id": ids.text(coding.id),
            "report": reports[coding.report].file_name,
            "sha256": _file(project, coding) or reports[coding.report].sha256,
            "page": coding.page + 1,
            "page_label": "" if coding.is_lost else labels.get((coding.report, coding.page), ""),
            "start": coding.start,
            "end": coding.end,
            "quote": coding.quote,
            "code": codes[coding.code],
            "coder": coders[coding.coder],
            "memo": coding.memo,
            "created": coding.created,
            "kind": "area" if coding.is_area else "text",
            "direction": coding.direction,
            "depth": coding.depth,
            "caption": coding.caption,
            "moved": coding.moved,
            "rects": quads.get(coding.id, []),
        }
        for coding in project.codings.listing()
    ]


def _file(project: Project, coding: Coding) -> str:
    """Return the fingerprint of the file before, for a coding that the present one has not."""
    if not coding.is_lost:
        return ""
    return project.reports.sha256(coding.report, project.codings.passage(coding.passage).text_hash)


def _history(project: Project) -> list[Item]:
    coders = project.coders.names()
    return [
        {
            "id": ids.text(act.id),
            "when": team_lists.when(act.at),
            "coder": coders.get(act.person, ""),
            "kind": act.kind,
            "act": act.label,
        }
        for act in project.history()
    ]


LISTS: dict[str, Callable[[Project], list[Item]]] = {
    "attributes": attributes.listed,
    "conflicts": teamwork.conflicts,
    "proposals": teamwork.proposals,
    "receipts": teamwork.receipts,
    "reports": _reports,
    "codes": _codes,
    "codings": _codings,
    "coders": team_lists.coders,
    "history": _history,
    "settlements": team_lists.settlements,
    "ratings": judged_lists.ratings,
    "cards": judged_lists.cards,
    "decisions": screening.decisions,
}

IN_WORDS: dict[str, Callable[[Project], list[str]]] = {
    "conflicts": teamwork.conflicts_in_words,
    "proposals": teamwork.proposals_in_words,
    "receipts": teamwork.receipts_in_words,
}
"""Lists that are told in sentences where nobody wants them as JSON."""


def _line(item: Item) -> str:
    left_out = ("id", "sha256", "rects", "start", "end", "shown")
    kept = (_said(key, value) for key, value in item.items() if key not in left_out)
    return "  ".join(filter(None, kept))


def _said(key: str, value: object) -> str:
    """Return a value as a line tells it; numbers with their names, of objects how many."""
    name = key.replace("_", " ")
    if value is None or isinstance(value, bool):
        return name if value else ""
    if isinstance(value, int):
        return f"{name} {value}"
    if isinstance(value, dict):
        return "  ".join(f"{key} {one}" for key, one in value.items())
    if isinstance(value, list):
        if any(isinstance(one, dict) for one in value):
            return f"{name} {len(value)}"
        return ", ".join(map(str, value))
    return str(value)
