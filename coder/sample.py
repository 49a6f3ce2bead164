"""The sample project: two made-up reports, coded by two coders."""

from contextlib import closing
from pathlib import Path

from coder import paths
from coder.codebooks import find, load
from coder.exchange.tables import read_table
from coder.model.errors import ProjectError
from coder.progress import Work
from coder.project import Project
from coder.services.coding_table import COLUMNS, OPTIONAL
from coder.store import file_copies

NAME = "Sample project"
CODEBOOKS = ("oecd-dac-criteria", "synthesis-review")


def make(path: Path) -> Work[None]:
    """Write the sample project to `path`: it is there when all of it is.

    Raises:
        ProjectError: the file is there already or cannot be written.
    """
    folder = paths.resources() / "sample"
    books = [load(find(key)) for key in CODEBOOKS]
    with file_copies.made(path) as partial:
        coder = ("Coder A", "CA", "#0072B2")
        with closing(Project.create(partial, coder, books, name=NAME)) as project:
            added = yield from project.reports.add(sorted(folder.glob("*.pdf")), lambda *_: None)
            rows = read_table(folder / "codings.csv", COLUMNS, OPTIONAL)
            outcome = yield from project.code_table(rows)
            if added.refused or outcome.unplaced:
                raise ProjectError(
                    "The sample that comes with the program is incomplete. Install it again."
                )
