"""`export`: the coded matrix as a workbook, or a codebook of the project as its file."""

import argparse

from coder.commands.console import Console
from coder.commands.naming_people import whose_named
from coder.commands.opening import opened
from coder.model.errors import ProjectError


def export(options: argparse.Namespace, console: Console) -> int:
    """Write the codings asked for, or a codebook; the ending of the file's name says which."""
    ending = options.out.suffix.lower()
    if ending == ".toml":
        return _codebook(options, console)
    if ending != ".xlsx":
        raise ProjectError(
            f"“{options.out.name}”: this version writes Excel workbooks (.xlsx) and codebook "
            "files (.toml); end the name in one of them."
        )
    with opened(options) as project:
        whose = whose_named(project, options.whose)
        counts = console.drive(project.export(options.out, whose))
    value = {"written": [str(options.out)], "counts": counts}
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    console.result(value, f"Wrote {options.out}: {said}.")
    return 0


def _codebook(options: argparse.Namespace, console: Console) -> int:
    """Write one codebook of the project as the file that people read and edit."""
    with opened(options) as project:
        book = project.codebook_files.named(options.codebook)
        file = project.codebook_files.save(book.id, options.out)
    counts = {"codes": len(file.codes), "definitions": len(file.items)}
    value = {"written": [str(options.out)], "codebook": book.key, "counts": counts}
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    console.result(value, f"Wrote the codebook “{book.title}” to {options.out}: {said}.")
    return 0
