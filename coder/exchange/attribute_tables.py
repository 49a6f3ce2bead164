"""Long lists that people bring: every column of a spreadsheet, a CSV file or a RIS file."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from coder.exchange.tables import decoded, read_lines
from coder.model.errors import TableFileError

_MOST_ROWS = 100_000
_MARK = re.compile(r"^\s*TY\s{0,3}-", re.MULTILINE)
_RIS = {
    "Number": ("label",),
    "Title": ("title", "primary_title"),
    "Short title": ("short_title",),
    "Serial number": ("issn", "number"),
    "Authors": ("authors", "first_authors"),
    "Year": ("year", "publication_year"),
    "Date": ("date",),
    "Language": ("language",),
    "Publisher": ("publisher",),
    "Place": ("place_published",),
    "Address": ("urls", "url"),
    "DOI": ("doi",),
    "Database": ("name_of_database", "database_provider"),
    "Keywords": ("keywords",),
    "Abstract": ("abstract", "notes_abstract"),
    "Notes": ("notes",),
    "File": ("file_attachments1", "file_attachments2"),
}
"""The columns a RIS file is read as, and what rispy calls their fields, the first given."""


class Listing(NamedTuple):
    """A table as it was read: its columns, and each row with the line a spreadsheet shows.

    Of a RIS file the rows are its references, counted from 1.
    """

    columns: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]]


def read_listing(path: Path) -> Listing:
    """Return all that a file lists.

    The first line that says something names the columns; a column without a name goes by its
    letter, one of a name that was there by its number too. Empty columns and lines are left out.

    Raises:
        TableFileError: the file cannot be read, is no table, or lists nothing.
    """
    listing = _references(path) if path.suffix.lower() == ".ris" else _table(path)
    if not listing.rows:
        raise TableFileError(f"“{path.name}” lists nothing below its first line.")
    if len(listing.rows) > _MOST_ROWS:
        raise TableFileError(
            f"“{path.name}” lists {len(listing.rows):,} reports; at most {_MOST_ROWS:,} can be "
            "imported at once."
        )
    return listing


def _table(path: Path) -> Listing:
    lines = [
        (number, [cell.strip() for cell in line])
        for number, line in enumerate(read_lines(path), start=1)
        if any(cell.strip() for cell in line)
    ]
    if lines and lines[0][1][0].lower().startswith("sep="):
        lines = lines[1:]
    if not lines:
        raise TableFileError(f"“{path.name}” is empty. Its first line must name the columns.")
    (_, head), *rest = lines
    width = max(len(line) for _, line in lines)
    used = [at for at in range(width) if any(at < len(line) and line[at] for _, line in lines)]
    names = _named([head[at] if at < len(head) else "" for at in range(width)])
    rows = [
        (number, tuple(line[at] if at < len(line) else "" for at in used)) for number, line in rest
    ]
    return Listing(tuple(names[at] for at in used), rows)


def _named(head: Sequence[str]) -> list[str]:
    found: list[str] = []
    for at, cell in enumerate(head):
        name = given = " ".join(cell.split()) or f"Column {_letters(at)}"
        number = 1
        while name in found:
            number += 1
            name = f"{given} ({number})"
        found.append(name)
    return found


def _letters(at: int) -> str:
    """Return the letters that a spreadsheet gives a column (from 0)."""
    letters = ""
    at += 1
    while at:
        at, digit = divmod(at - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _references(path: Path) -> Listing:
    # Only those who bring references pay for the reader.
    import rispy  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        text = decoded(path)
    except OSError as error:
        raise TableFileError(f"“{path}” cannot be read: {error.strerror or error}.") from error
    first = _MARK.search(text)
    if first is None:
        raise TableFileError(
            f"“{path.name}” is no RIS file: no line of it begins with “TY  - ”. Export it from "
            "the reference manager as RIS again."
        )
    try:
        entries = rispy.loads(text[first.start() :].lstrip(), skip_unknown_tags=True)
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise TableFileError(
            f"“{path.name}” is not a RIS file that can be read: {error}. Export it from the "
            "reference manager again."
        ) from error
    said = [
        (number, [_field(entry, names) for names in _RIS.values()])
        for number, entry in enumerate(entries, start=1)
    ]
    used = [at for at in range(len(_RIS)) if any(line[at] for _, line in said)]
    names = tuple(_RIS)
    rows = [(number, tuple(line[at] for at in used)) for number, line in said]
    return Listing(tuple(names[at] for at in used), rows)


def _field(entry: dict[str, Any], names: Sequence[str]) -> str:
    given = next((entry[name] for name in names if entry.get(name)), "")
    text = "; ".join(map(str, given)) if isinstance(given, list) else str(given)
    # RIS writes a date as 2016/05/01/ and leaves empty what is not known.
    return text.strip().rstrip("/") if names[0] in ("year", "date") else text.strip()
