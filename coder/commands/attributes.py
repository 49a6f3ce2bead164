"""`import-attributes`, `attach` and `show attributes`: what is noted of each report."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coder.commands.adding import attach
from coder.commands.console import Console
from coder.commands.opening import opened
from coder.model import ids
from coder.model.attribute import ImportPreview
from coder.model.errors import NotFoundError
from coder.model.ids import ItemId
from coder.model.protocol import Item
from coder.project import Project


def register(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add these commands and their arguments, each made by `command`."""
    about = "import what is noted of reports from a .xlsx, .csv or .ris file"
    bring = command("import-attributes", import_attributes, about)
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--preview", action="store_true", help="tell what it does, change nothing")
    which = "which attribute a column is, by key or name; nothing after “=” leaves it out"
    bring.add_argument(
        "--match", action="append", default=[], metavar="COLUMN=ATTRIBUTE", help=which
    )
    gives = command("attach", attach, "give a report that has no file its PDF")
    gives.add_argument("report", metavar="REPORT", help="its number or title")
    gives.add_argument("file", type=Path, metavar="FILE")
    gives.add_argument("--password", help="for an encrypted file")


def import_attributes(options: argparse.Namespace, console: Console) -> int:
    """Import a long list, or tell what that would do; each wrong cell is named."""
    with opened(options) as project:
        attributes = project.attributes.defined()
        matches = dict(_match(attributes, one) for one in options.match)
        preview = project.attributes.preview_import(options.file, matches)
        if not (options.preview or any(one.attribute for one in preview.columns)):
            project.attributes.import_table(options.file, matches)  # It says why it cannot.
        for one in preview.problems:
            where = f"row {one.row}" + (f", {one.column}" if one.column else "")
            console.trouble(f"{where}: {one.message}")
        told = _preview(preview, attributes)
        if options.preview or preview.problems:
            console.result(told, *_lines(preview, attributes))
            return 1 if preview.problems else 0
        done = project.attributes.import_table(options.file, matches)
    value = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
    counts = f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged."
    console.result({**value, "columns": told["columns"]}, counts)
    return 0


def listed(project: Project) -> list[dict[str, Any]]:
    """Return the reports with what the attributes say of them, canonical and as it is shown."""
    told = project.attributes.table()
    numbers = {report.id: report.number or report.title for report in told.reports}
    values = project.attributes.all_values()
    return [
        {
            "id": ids.text(report.id),
            "report": report.file_name or report.number or report.title,
            "has_file": report.has_file,
            "duplicate_of": numbers.get(report.duplicate_of, "") if report.duplicate_of else "",
            "attributes": values[report.id],
            "shown": {
                item.key: told.shown(report.id, item.id)
                for item in reversed(told.attributes)
                if told.shown(report.id, item.id)
            },
        }
        for report in told.reports
    ]


def _match(attributes: tuple[Item, ...], written: str) -> tuple[str, ItemId | None]:
    """Return the column and the attribute that `COLUMN=ATTRIBUTE` names; none leaves it out."""
    column, _, named = written.rpartition("=")
    wanted = named.strip().casefold()
    if not wanted:
        return column, None
    for item in attributes:
        if wanted in (item.key.casefold(), item.name.casefold()):
            return column, item.id
    known = ", ".join(item.key for item in attributes)
    raise NotFoundError(f"The project has no attribute “{named}”. It has: {known or 'none'}.")


def _preview(preview: ImportPreview, attributes: tuple[Item, ...]) -> dict[str, Any]:
    keys = {item.id: item.key for item in attributes}
    return {
        "columns": [
            {
                "name": one.name,
                "attribute": keys.get(one.attribute, "") if one.attribute else "",
                "is_file": one.is_file,
                "sample": list(one.sample),
            }
            for one in preview.columns
        ],
        "rows": preview.rows,
        "new": preview.new,
        "known": preview.known,
        "problems": [
            {"row": one.row, "column": one.column, "message": one.message}
            for one in preview.problems
        ],
    }


def _lines(preview: ImportPreview, attributes: tuple[Item, ...]) -> list[str]:
    names = {item.id: item.name for item in attributes}
    lines = []
    for one in preview.columns:
        taken = names.get(one.attribute, "") if one.attribute else ""
        told = taken or ("name of the file" if one.is_file else "left out")
        lines.append(f"{one.name}: {told}")
    counts = f"{preview.rows} rows: {preview.new} new reports, {preview.known} known."
    wrong = len(preview.problems)
    return [*lines, counts, *([f"{wrong} problems. Nothing was imported."] if wrong else [])]
