"""`export`: the coded matrix as a workbook."""

import argparse

from coder.commands.console import Console
from coder.commands.naming_people import whose_named
from coder.commands.opening import opened
from coder.model.errors import ProjectError


def export(options: argparse.Namespace, console: Console) -> int:
    """Write the workbook of the codings asked for; the ending of its name says which kind."""
    if options.out.suffix.lower() != ".xlsx":
        raise ProjectError(
            f"“{options.out.name}”: this version writes Excel workbooks; end the name in .xlsx."
        )
    with opened(options) as project:
        whose = whose_named(project, options.whose)
        counts = console.drive(project.export(options.out, whose))
    value = {"written": [str(options.out)], "counts": counts}
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    console.result(value, f"Wrote {options.out}: {said}.")
    return 0
