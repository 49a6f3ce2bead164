"""`export`: the coded matrix as a workbook."""

import argparse

from coder.commands.console import Console
from coder.commands.opening import opened
from coder.model.errors import ProjectError


def export(options: argparse.Namespace, console: Console) -> int:
    """Write the workbook; the ending of its name says which kind of file."""
    if options.out.suffix.lower() != ".xlsx":
        raise ProjectError(
            f"“{options.out.name}”: this version writes Excel workbooks; end the name in .xlsx."
        )
    with opened(options) as project:
        counts = console.drive(project.export(options.out))
    value = {"written": [str(options.out)], "counts": counts}
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    console.result(value, f"Wrote {options.out}: {said}.")
    return 0
