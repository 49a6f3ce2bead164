"""The coded matrix as an Excel workbook: counts, quotes, every coding, codebook, reports.

The file is written beside its place and moved there when it is whole, so an export that fails
leaves an older one as it was.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from coder.analysis.collation import Collation
from coder.exchange import sheets
from coder.exchange.cells import MAX_ROWS, Book
from coder.exchange.layout import Layout
from coder.model.errors import ProjectError
from coder.progress import Progress, Work

Counts = dict[str, int]


def write_workbook(
    told: Collation, target: Path, who: str, when: datetime, program: str
) -> Work[Counts]:
    """Write all sheets to `target`; return how many of each thing went over.

    Raises:
        ProjectError: the file cannot be written, or there are too many codings for a sheet.
    """
    if len(told.rows) >= MAX_ROWS:
        raise ProjectError(
            f"{len(told.rows):,} codings are more than a sheet of Excel holds ({MAX_ROWS:,}). "
            "Export the coders one at a time."
        )
    partial = target.with_name(f".{target.name}.part")
    layout = Layout(told)
    steps: list[tuple[str, Callable[[Book], None]]] = [
        ("Read me", lambda book: sheets.read_me(book, layout, who, when, program)),
        ("Matrix", lambda book: sheets.matrix(book, layout)),
        ("Quotes", lambda book: sheets.quotes(book, layout)),
        ("Codings", lambda book: sheets.codings(book, layout)),
        ("Codebook", lambda book: sheets.codebook(book, layout)),
        ("Reports", lambda book: sheets.reports(book, layout)),
    ]
    complete = False
    try:
        book = Book(partial, when)
        for done, (name, write) in enumerate(steps):
            yield Progress(done, len(steps) + 1, f"Writing the sheet {name}")
            write(book)
        yield Progress(len(steps), len(steps) + 1, "Saving the workbook")
        book.close()
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
        complete = True
    except OSError as error:
        raise ProjectError(
            f"“{target}” cannot be written: {error.strerror or error}. If it is open in Excel, "
            "close it there; else choose another folder."
        ) from error
    finally:
        if not complete:
            partial.unlink(missing_ok=True)
    return {
        "reports": len(told.reports),
        "codes": len(told.codes),
        "codings": len(told.rows),
        "coders": len(told.coders),
    }
