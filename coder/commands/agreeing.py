"""`agreement`: how far coders agree, in their codings, decisions and ratings."""

import argparse
from collections.abc import Iterator
from typing import Any

from coder.commands.console import Console
from coder.commands.naming_people import people_named
from coder.commands.opening import opened
from coder.model.agreement import (
    COUNTS,
    HEADLINE,
    MEASURES,
    STATEMENT,
    UNITS,
    Agreement,
    AgreementLevel,
    AgreementRow,
    Measure,
)

_PARTS = {
    "coders": "By coders",
    "code": "By code",
    "report": "By report",
    "subject": "By what was judged",
}


def agreement(options: argparse.Namespace, console: Console) -> int:
    """Print the agreement of the coders named, or of all who coded."""
    with opened(options) as project:
        people = people_named(project, options.coders) if options.coders else None
        found = console.drive(project.agreement(people))
        files = {report.id: report.file_name for report in project.reports.all()}
    value = {
        "coders": list(found.names),
        "reports": found.reports,
        "double_coded": [files[report] for report in found.double_coded],
        "basis": found.basis,
        "statement": STATEMENT,
        "headline": {"measure": HEADLINE, **_figure(found.headline)},
        "levels": {name: _level(level) for name, level in found.levels.items()},
        "left_out": found.left_out,
        "warnings": list(found.warnings),
        "bootstraps": found.bootstraps,
    }
    console.result(value, *_lines(found))
    return 0


def _level(level: AgreementLevel) -> dict[str, Any]:
    value = {
        "unit": level.unit or UNITS[level.name],
        "overall": _row(level.overall),
        "coders": [_row(row) for row in level.pairs],
    }
    value["reports"] = [_row(row) for row in level.reports]
    if level.is_of_judgements:
        subjects = [_row(row) for row in level.subjects]
        return {"title": level.title, "basis": level.basis, **value, "subjects": subjects}
    return {**value, "codes": [_row(row) for row in level.codes]}


def _row(row: AgreementRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "counts": row.counts,
        "measures": {one.name: _figure(one) for one in row.measures},
    }


def _figure(one: Measure) -> dict[str, Any]:
    """Return a figure as JSON: null where it is not defined, with the reason."""
    if not one.is_defined:
        return {"value": None, "why": one.note}
    value: dict[str, Any] = {"value": round(one.value, 6)}
    if one.has_interval:
        value |= {"low": round(one.low, 6), "high": round(one.high, 6)}
    return value


def _lines(found: Agreement) -> Iterator[str]:
    yield f"Agreement of {', '.join(found.names)}, {found.basis}"
    yield f"{MEASURES[HEADLINE]}: {found.headline.told}"
    yield STATEMENT
    if found.bootstraps:
        yield f"[…] are 95 % intervals; reports drawn {found.bootstraps:,} times."
    for warning in found.warnings:
        yield f"Note: {warning}"
    for level in found.levels.values():
        yield ""
        if level.title:
            yield f"{level.title}, {level.basis}"
        yield level.unit or UNITS[level.name]
        for measure in level.overall.measures:
            yield f"  {MEASURES[measure.name]}: {measure.told}"
        yield f"  {_counts(level.overall)}"
        for part, rows in level.parts[1:]:
            if not rows or (part == "coders" and len(rows) < 2):
                continue
            yield f"  {_PARTS[part]}"
            yield from (f"    {_line(row)}" for row in rows)


def _line(row: AgreementRow) -> str:
    figures = (f"{one.name} {one.told}" for one in row.measures if one.is_defined)
    missing = [one.name for one in row.measures if not one.is_defined]
    rest = f"  n/a: {', '.join(missing)}" if missing else ""
    return f"{row.name}: {'  '.join(figures)}{rest}"


def _counts(row: AgreementRow) -> str:
    return ", ".join(f"{COUNTS[name].lower()} {count:,}" for name, count in row.counts.items())
