"""The sample project: two made-up reports, coded by two coders."""

from pathlib import Path

from coder import paths
from coder.codebooks import find, load
from coder.exchange.tables import read_table
from coder.model.errors import ProjectError
from coder.progress import Work
from coder.project import Project
from coder.services.coding_table import COLUMNS, OPTIONAL

NAME = "Sample project"
CODEBOOKS = ("oecd-dac-criteria", "synthesis-review")


def make(path: Path) -> Work[None]:
    """Write the sample project to `path`; what was begun is removed if it cannot be ended.

    Raises:
        ProjectError: the file is there already or cannot be written.
    """
    folder = paths.resources() / "sample"
    books = [load(find(key)) for key in CODEBOOKS]
    project = Project.create(path, ("Coder A", "CA", "#0072B2"), books, name=NAME)
    complete = False
    try:
        added = yield from project.reports.add(sorted(folder.glob("*.pdf")), lambda *_: None)
        rows = read_table(folder / "codings.csv", COLUMNS, OPTIONAL)
        outcome = yield from project.code_table(rows)
        if added.refused or outcome.unplaced:
            raise ProjectError(
                "The sample that comes with the program is incomplete. Install it again."
            )
        complete = True
    finally:
        project.close()
        if not complete:
            path.unlink(missing_ok=True)
