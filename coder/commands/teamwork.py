"""`share` and `merge`, and the lists of what a merge leaves to be settled."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from coder.commands.console import Console
from coder.commands.opening import opened
from coder.commands.team_lists import when
from coder.model import ids, team_words
from coder.model.errors import ProjectError
from coder.model.ids import ReportId
from coder.model.team import Conflict, Contribution, Detail, Moved, Preview, Proposal
from coder.project import Project

Item = dict[str, Any]
_COUNTS = ("new", "changed", "deleted")


def share(options: argparse.Namespace, console: Console) -> int:
    """Write a copy for a reviewer, or only the work that was done in this copy."""
    if options.work and (options.blind or options.reports is not None or options.recipient):
        raise ProjectError(
            "--work sends what was done here; it goes without --for, --reports and --blind."
        )
    with opened(options) as project:
        if options.work:
            work = project.sharing.share_work(_ending(options.out, ".evw"))
        else:
            work = project.sharing.share(
                _ending(options.out, ".evc"),
                for_=options.recipient,
                reports=_reports(project, options.reports),
                blind=options.blind,
            )
        written = console.drive(work)
    size = written.stat().st_size
    console.result({"written": str(written), "bytes": size}, f"Wrote {written}: {_size(size)}.")
    return 0


def merge(options: argparse.Namespace, console: Console) -> int:
    """Bring in others' work, or tell what that would bring."""
    with opened(options) as project:
        merging = project.merging
        if options.preview:
            told = console.drive(merging.preview(options.others))
        else:
            told = [one.preview for one in console.drive(merging.merge(options.others))]
        digest = project.digest()
    value = {**_together(told), "files": [_file(one) for one in told], "digest": digest}
    console.result(value, *(line for one in told for line in _lines(one)))
    return 0


def conflicts(project: Project) -> list[Item]:
    """Return what is in dispute, and who says what."""
    return [_conflict(one) for one in project.merging.conflicts()]


def proposals(project: Project) -> list[Item]:
    """Return what may be the same under two names or files."""
    return [_proposal(one) for one in project.merging.proposals()]


def receipts(project: Project) -> list[Item]:
    """Return what was merged, when, and what it brought."""
    return [
        {
            "id": ids.text(one.id),
            "when": when(one.at),
            "coder": one.who,
            "source": one.source,
            "undone": one.undone,
            **_file(one.preview),
        }
        for one in project.merging.receipts()
    ]


def conflicts_in_words(project: Project) -> list[str]:
    """Return what is in dispute, and below each who says what."""
    lines = []
    for one in project.merging.conflicts():
        lines.append(team_words.conflict(one))
        lines += [f"  {each.who}: {team_words.rival(one, each)}" for each in one.values]
        lines += [f"  still used by {one.used}"] * bool(one.used)
    return lines


def proposals_in_words(project: Project) -> list[str]:
    """Return what may be the same, as questions."""
    return [team_words.proposal(one) for one in project.merging.proposals()]


def receipts_in_words(project: Project) -> list[str]:
    """Return what was merged, in the order it was, and below each what it brought."""
    lines = []
    for one in project.merging.receipts():
        undone = " (undone)" if one.undone else ""
        lines.append(f"{when(one.at)}  {one.source}, merged by {one.who}{undone}")
        lines += [f"  {line}" for line in team_words.in_full(one.preview)]
    return lines


def _reports(project: Project, named: list[str] | None) -> list[ReportId] | None:
    return None if named is None else [project.reports.find(one).id for one in named]


def _ending(path: Path, ending: str) -> Path:
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"


def _together(told: list[Preview]) -> Item:
    """Return what all files bring together."""
    counts: Item = {}
    for name in _COUNTS:
        every = [getattr(one, name) for one in told]
        kinds = sorted({kind for some in every for kind in some})
        counts[name] = {kind: sum(some.get(kind, 0) for some in every) for kind in kinds}
    return {
        **counts,
        "conflicts": [_conflict(one) for some in told for one in some.conflicts],
        "proposals": [_proposal(one) for some in told for one in some.proposals],
        "moved": [_moved(one) for some in told for one in some.moved],
    }


def _file(one: Preview) -> Item:
    return {
        "source": one.source,
        "by": one.by,
        "coders": [_contribution(each) for each in one.contributions],
        **{name: dict(getattr(one, name)) for name in _COUNTS},
        "missing": list(one.missing),
        "details": [_detail(each) for each in one.details],
    }


def _detail(one: Detail) -> Item:
    return {name: value for name, value in asdict(one).items() if name != "who"}


def _contribution(one: Contribution) -> Item:
    counts = {"new": one.new, "changed": one.changed, "deleted": one.deleted}
    return {"coder": one.name, **counts, "reports": one.reports}


def _conflict(one: Conflict) -> Item:
    return {
        "id": ids.text(one.row),
        "kind": one.table,
        "name": one.name,
        "field": one.field,
        "values": [
            {
                "value": each.value,
                "deleted": each.deleted,
                "coder": each.who,
                "when": when(each.at),
            }
            for each in one.values
        ],
    }


def _proposal(one: Proposal) -> Item:
    return {
        "kind": one.kind,
        "ours": one.our_name,
        "theirs": one.their_name,
        "why": one.why,
        "differ": one.differ,
        "our_id": ids.text(one.ours),
        "their_id": ids.text(one.theirs),
    }


def _moved(one: Moved) -> Item:
    return {
        "id": ids.text(one.coding),
        "report": one.report,
        "quote": one.quote,
        "moved": one.how,
    }


def _lines(one: Preview) -> list[str]:
    if one.is_empty:
        return [f"{one.source}: nothing new."]
    return [f"{one.source}:", *(f"  {line}" for line in team_words.in_full(one))]
