"""`add`, `replace` and `attach`: report PDFs into a project."""

import argparse
from pathlib import Path

from coder.commands.console import Console
from coder.commands.opening import opened


def add(options: argparse.Namespace, console: Console) -> int:
    """Add files and folders; each refused file is named with the reason."""

    def password(_path: Path, wrong: bool) -> str | None:  # noqa: FBT001
        return None if wrong else options.password

    with opened(options, by_steps=True) as project:
        done = console.drive(project.reports.add(options.files, password))
    value = {
        "added": [
            {
                "file": report.file_name,
                "report": report.title,
                "sha256": report.sha256,
                "pages": report.pages,
                "pages_without_text": report.pages_without_text,
            }
            for report in done.added
        ],
        "known": [
            {"file": str(path), "report": report.title, "sha256": report.sha256}
            for path, report in done.known
        ],
        "refused": [{"file": str(path), "reason": reason} for path, reason in done.refused],
    }
    for path, reason in done.refused:
        console.trouble(f"{path}: {reason}")
    lines = [
        f"{report.file_name}: {report.pages} pages"
        + (f", {report.pages_without_text} of them scans" if report.pages_without_text else "")
        for report in done.added
    ]
    counts = f"{len(done.added)} added, {len(done.known)} known, {len(done.refused)} refused."
    console.result(value, *lines, counts)
    return 1 if done.refused and not (done.added or done.known) else 0


def replace(options: argparse.Namespace, console: Console) -> int:
    """Put a corrected PDF in the place of a report; tell how its codings were found again."""

    def password(_path: Path, wrong: bool) -> str | None:  # noqa: FBT001
        return None if wrong else options.password

    with opened(options) as project:
        report = project.reports.find(options.report)
        done = console.drive(project.reports.replace(report.id, options.file, password))
    moved = dict(sorted(done.moved.items()))
    value = {"report": done.report.title, "file": done.report.file_name, "codings": moved}
    lines = [f"{count} codings: {how}" for how, count in moved.items()]
    console.result(value, f"{done.report.title} has the file {done.report.file_name} now.", *lines)
    return 0


def attach(options: argparse.Namespace, console: Console) -> int:
    """Give a report without a file its PDF."""

    def password(_path: Path, wrong: bool) -> str | None:  # noqa: FBT001
        return None if wrong else options.password

    with opened(options) as project:
        report = project.reports.find(options.report)
        done = console.drive(project.reports.attach(report.id, options.file, password))
    value = {"report": done.title, "file": done.file_name, "sha256": done.sha256}
    console.result(value, f"{done.title} has the file {done.file_name} now.")
    return 0
