"""The coded matrix as an Excel workbook: counts, quotes, every coding, codebook, reports.

The file is written beside its place and moved there when it is whole, so an export that fails
leaves an older one as it was.
"""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from coder.analysis.collation import Collation
from coder.exchange import (
    agreement_sheets,
    card_sheets,
    grids,
    judged_sheets,
    rating_sheets,
    report_sheet,
    screening_sheets,
    sheets,
    team_sheets,
)
from coder.exchange.cells import MAX_COLUMNS, MAX_ROWS, Book
from coder.exchange.layout import Layout
from coder.model.agreement import Compared
from coder.model.errors import ProjectError
from coder.model.team import Receipt
from coder.progress import Progress, Work

Counts = dict[str, int]


def write_workbook(
    told: Collation,
    target: Path,
    who: str,
    when: datetime,
    program: str,
    compared: Compared | None = None,
    receipts: Sequence[Receipt] = (),
) -> Work[Counts]:
    """Write all sheets to `target`; return how many of each thing went over.

    With `compared` there are sheets of agreement and disagreements, with `receipts` one of merges.

    Raises:
        ProjectError: the file cannot be written, or a sheet cannot hold so much.
    """
    layout = Layout(told)
    _check(layout, target)
    partial = target.with_name(f".{target.name}.part")
    complete = False
    try:
        book = Book(partial, when)
        yield from _fill(book, layout, who, when, program, compared, receipts)
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
            _remove(partial)
    counts = {
        "reports": len(told.reports),
        "codes": len(told.codes),
        "codings": len(told.rows),
        "coders": len(told.coders),
    }
    judged = {"ratings": len(told.judgements.ratings), "cards": len(told.judgements.cards)}
    return counts | {name: count for name, count in judged.items() if count}


def _fill(
    book: Book,
    layout: Layout,
    who: str,
    when: datetime,
    program: str,
    compared: Compared | None,
    receipts: Sequence[Receipt],
) -> Work[None]:
    """Write the sheets; a step is a row of *Codings*, which takes nearly all the time."""
    rows = len(layout.lines)
    yield Progress(0, 2 * rows, "Writing counts and quotes")
    team = layout.told.team
    more = {**_judged(layout, compared), **team_sheets.about(team, receipts)}
    forms = card_sheets.about(layout, (*sheets.ALWAYS, *more))
    sheets.read_me(book, layout, who, when, program, {**more, **forms})
    grids.matrix(book, layout)
    grids.quotes(book, layout)
    yield Progress(0, 2 * rows, "Writing the codings")
    for done in sheets.codings(book, layout):
        yield Progress(done, 2 * rows, "Writing the codings")
    sheets.codebook(book, layout)
    report_sheet.reports(book, layout)
    screening_sheets.write(book, layout, layout.told.screening)
    if "Ratings" in more:
        rating_sheets.ratings(book, layout)
    card_sheets.cards(book, layout, (*sheets.ALWAYS, *more))
    if judged_sheets.NAME in more and compared:
        judged_sheets.judgements(book, compared.agreement)
    if compared and compared.agreement.double_coded:
        agreement_sheets.agreement(book, compared.agreement)
        for _ in agreement_sheets.disagreements(book, layout, compared):
            yield Progress(rows, 2 * rows, "Writing the disagreements")
    team_sheets.write(book, layout, team, receipts)
    yield Progress(rows, 2 * rows, "Saving the workbook")


def _judged(layout: Layout, compared: Compared | None) -> dict[str, str]:
    """Return the sheets of screening, ratings, agreement that there are, and what they tell."""
    found = screening_sheets.about(layout.told.screening)
    if layout.told.judgements.ratings:
        found |= rating_sheets.ABOUT
    if compared and compared.agreement.double_coded:
        found |= agreement_sheets.ABOUT
    if compared and compared.agreement.judgements:
        found |= judged_sheets.ABOUT
    return found


def _check(layout: Layout, target: Path) -> None:
    """Refuse what cannot be written before anything is."""
    if target.is_dir():
        raise ProjectError(f"“{target}” is a folder. Give the workbook a name in it.")
    if len(layout.lines) >= MAX_ROWS:
        raise ProjectError(
            f"{len(layout.lines):,} rows of codings are more than a sheet of Excel holds "
            f"({MAX_ROWS:,}). Export the coders one at a time."
        )
    if len(layout.columns) + 2 > MAX_COLUMNS:
        raise ProjectError(
            f"{len(layout.columns):,} codes are more than a sheet of Excel has columns "
            f"({MAX_COLUMNS:,})."
        )


def _remove(partial: Path) -> None:
    try:
        partial.unlink(missing_ok=True)
    except OSError:
        return
