"""`new` and `demo`: making projects."""

import argparse
from pathlib import Path

from coder import sample
from coder.codebooks import find, load
from coder.commands.console import Console
from coder.project import Project
from coder.services.coders import initials_of


def new(options: argparse.Namespace, console: Console) -> int:
    """Make a project with the codebooks named."""
    name = options.coder or "Coder A"
    books = [load(find(one)) for one in options.codebook]
    project = Project.create(_with_ending(options.project), (name, initials_of(name), ""), books)
    try:
        codes = project.codebook.codes()
        titles = [book.key for book in project.codebook.codebooks()]
    finally:
        project.close()
    value = {"project": str(project.path), "codebooks": titles, "codes": len(codes)}
    console.result(value, f"Made {project.path} with {len(codes)} codes.")
    return 0


def demo(options: argparse.Namespace, console: Console) -> int:
    """Write the sample project."""
    path = _with_ending(options.project or Path(f"{sample.NAME}.evc"))
    console.drive(sample.make(path))
    project = Project.open(path)
    try:
        reports, codings = len(project.reports.all()), len(project.codings.listing())
    finally:
        project.close()
    value = {"project": str(path), "reports": reports, "codings": codings}
    console.result(value, f"Made {path}: {reports} reports, {codings} codings.")
    return 0


def _with_ending(path: Path) -> Path:
    return path if path.suffix.lower() == ".evc" else path.with_name(path.name + ".evc")
