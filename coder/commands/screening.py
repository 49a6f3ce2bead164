"""`screen`, `flow` and `show decisions`: screening by tables, and what came of it."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coder.commands.console import Console
from coder.commands.opening import opened
from coder.exchange.tables import read_table
from coder.model import ids
from coder.model.balance import Balance
from coder.model.flow import Count, Flow, Reason
from coder.model.ids import CoderId
from coder.model.report import Report
from coder.model.screening import Decision, Status
from coder.project import Project

Item = dict[str, Any]
Register = Callable[..., argparse.ArgumentParser]


def register(command: Register) -> None:
    """Add the commands to those that there are."""
    about = (
        "take over a table of decisions: columns report, stage, verdict, reason, coder, criteria"
    )
    one = command("screen", screen, about)
    one.add_argument("table", type=Path, metavar="TABLE")
    one = command("flow", flow, "count and draw the flow of reports through screening", acts=False)
    one.add_argument("out", type=Path, nargs="?", metavar="OUT.(svg|png|csv|xlsx)")
    one.add_argument("--balance", action="store_true", help="long list and final list instead")
    units = ("reports", "projects")
    one.add_argument("--by", choices=units, default="reports", help="what bars count")


def screen(options: argparse.Namespace, console: Console) -> int:
    """Take a table of decisions over as one act; a row that cannot be is named, and none is."""
    with opened(options) as project:
        columns = project.screening.table_columns()
        rows = read_table(options.table, ("report",), columns)
        done = project.screening.decide_table(rows)
    refused = [{"row": row, "reason": reason} for row, reason in done.refused]
    counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
    for row, reason in done.refused:
        console.trouble(f"row {row}: {reason}")
    if refused:
        console.result({**counts, "refused": refused}, "Nothing was taken over.")
        return 1
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    console.result({**counts, "refused": refused}, f"Decisions: {said}.")
    return 0


def flow(options: argparse.Namespace, console: Console) -> int:
    """Tell the flow, or the balance, and write it where asked."""
    from coder.exchange.screening_files import (  # noqa: PLC0415 - loads the drawing
        write_balance,
        write_flow,
    )

    with opened(options) as project:
        counted = project.flow()
        balance = project.balance() if options.balance else None
    written = [str(options.out)] if options.out else []
    if options.out and balance is not None:
        write_balance(balance, options.out, unit=options.by)
    elif options.out:
        write_flow(counted, options.out)
    told = _balance(balance) if balance is not None else _flow(counted)
    lines = _balance_lines(balance) if balance is not None else _flow_lines(counted)
    if written:
        lines = [f"Wrote {options.out}."]
    console.result({"written": written, **told}, *lines)
    return 0


def decisions(project: Project) -> list[Item]:
    """List every decision: stage by stage, in the order of reports."""
    reports = {one.id: one for one in project.reports.all()}
    coders = {one.id: one.name for one in project.coders.people()}
    coders[ids.CONSENSUS] = "Consensus"
    found = []
    for stage in project.screening.stages():
        for status in project.screening.statuses(stage.id):
            report = reports[status.report]
            found += [
                _decision(project, one, report, status, stage.key, coders)
                for one in status.decisions
            ]
    return found


def _decision(
    project: Project,
    one: Decision,
    report: Report,
    status: Status,
    stage: str,
    coders: dict[CoderId, str],
) -> Item:
    criterion = project.protocol.all().by_id.get(one.criterion) if one.criterion else None
    return {
        "id": ids.text(one.id),
        "report": report.file_name or report.title,
        "number": report.number,
        "stage": stage,
        "coder": coders.get(one.coder, ""),
        "verdict": one.verdict,
        "rule": one.rule,
        "overruled": one.is_overruled,
        "criterion": criterion.key if criterion else "",
        "reason": one.reason,
        "created": one.created,
        "by": coders.get(one.by, "") if one.by else "",
        "stale": one.is_stale,
        "state": status.state,
    }


def _flow(flow: Flow) -> Item:
    return {
        "identified": {
            **_count(flow.identified),
            "sources": [
                {"source": one.key, "name": one.name, **_count(one.count)} for one in flow.sources
            ],
        },
        "duplicates": _count(flow.duplicates),
        "screened": _count(flow.screened),
        "excluded": {**_count(flow.excluded), "reasons": _reasons(flow.screening_reasons)},
        "not_screened_yet": _count(flow.of("open")),
        "screening_conflicts": _count(flow.of("conflict")),
        "sought": _count(flow.sought),
        "awaiting": _count(flow.awaiting),
        "not_retrieved": _count(flow.not_retrieved),
        "assessed": _count(flow.assessed),
        "excluded_in_full": {**_count(flow.rejected), "reasons": _reasons(flow.reasons)},
        "not_assessed_yet": _count(flow.of("undecided")),
        "assessment_conflicts": _count(flow.of("unsettled")),
        "possible": _count(flow.possible),
        "included": _count(flow.included),
        "stages": list(flow.stages),
    }


def _count(count: Count) -> Item:
    return {"reports": count.reports, "projects": count.projects}


def _reasons(reasons: tuple[Reason, ...]) -> list[Item]:
    return [{"reason": one.name, **_count(one.count)} for one in reasons]


def _flow_lines(flow: Flow) -> list[str]:
    from coder.exchange.flow_picture import told  # noqa: PLC0415 - see above

    lines = []
    for _, head, detail, reports, projects in told(flow):
        name = f"  {detail}" if detail else head
        lines.append(f"{name}: {_many(reports, 'report')}, {_many(projects, 'project')}")
    return lines


def _many(count: int, what: str) -> str:
    return f"{count:,} {what if count == 1 else f'{what}s'}"


def _balance(balance: Balance) -> Item:
    return {
        "long": _count(balance.long),
        "final": _count(balance.final),
        "by": {
            dimension.key: [
                {
                    "value": row.value.key,
                    "name": row.value.name,
                    "long": _count(row.long),
                    "final": _count(row.final),
                }
                for row in balance.margin(dimension.key)
            ]
            for dimension in balance.dimensions
        },
        "crossed": _crossed(balance),
    }


def _crossed(balance: Balance) -> list[Item]:
    from coder.exchange.balance_picture import crosses  # noqa: PLC0415 - see above

    return [
        {
            "attributes": [cross.rows.key, cross.columns.key],
            "values": [first.key, second.key],
            "long": _count(long),
            "final": _count(final),
        }
        for cross in crosses(balance)
        for first, cells in zip(cross.rows.values, cross.cells, strict=True)
        for second, (long, final) in zip(cross.columns.values, cells, strict=True)
        if long
    ]


def _balance_lines(balance: Balance) -> list[str]:
    long, final = (_many(one.reports, "report") for one in (balance.long, balance.final))
    lines = [f"Long list: {long}. Final list: {final}."]
    for dimension in balance.dimensions:
        lines.append(dimension.name)
        lines += [
            f"  {row.value.name}: {row.long.reports:,} → {row.final.reports:,}"
            for row in balance.margin(dimension.key)
        ]
    return lines
