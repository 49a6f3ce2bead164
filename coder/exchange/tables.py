"""Tables that people bring: CSV as any program writes it, and Excel workbooks."""

import codecs
import csv
import io
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from zipfile import BadZipFile

from coder.model.errors import TableFileError

Row = dict[str, str]
"""One line of a table by column name (lower case); every asked column is there, "" if empty."""


def read_table(
    path: Path, required: Sequence[str], optional: Sequence[str] = ()
) -> list[tuple[int, Row]]:
    """Return the lines of a table with the line number that a spreadsheet shows for each.

    Column names may be in any order and case; other columns are ignored, empty lines too.

    Raises:
        TableFileError: the file cannot be read, is no table, or lacks a required column.
    """
    return _rows(path, iter(read_lines(path)), required, optional)


def read_lines(path: Path) -> Iterable[Sequence[str]]:
    """Return the lines of a table as they are, the first one and empty ones too.

    Raises:
        TableFileError: the file cannot be read, or is no table.
    """
    try:
        return _excel(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    except OSError as error:
        raise TableFileError(f"“{path}” cannot be read: {error.strerror or error}.") from error


def _rows(
    path: Path,
    lines: Iterator[Sequence[str]],
    required: Sequence[str],
    optional: Sequence[str],
) -> list[tuple[int, Row]]:
    head = [name.strip().casefold() for name in next(lines, [])]
    if not any(head):
        raise TableFileError(
            f"“{path.name}” has nothing in its first line. That line must name the columns "
            f"{', '.join(required)}."
        )
    missing = [name for name in required if name not in head]
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        raise TableFileError(
            f"“{path.name}” has no column {names}. Its first line must name the columns "
            f"{', '.join(required)}; it may also name {', '.join(optional)}."
        )
    wanted = {name: head.index(name) for name in (*required, *optional) if name in head}
    found = []
    for number, line in enumerate(lines, start=2):
        if not any(cell.strip() for cell in line):
            continue
        row = dict.fromkeys((*required, *optional), "")
        row.update({name: line[at] for name, at in wanted.items() if at < len(line)})
        found.append((number, row))
    return found


def _csv(path: Path) -> Iterable[Sequence[str]]:
    text = decoded(path)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise TableFileError(
            f"“{path.name}” is not a well-formed table: {error}. Open it in a spreadsheet "
            "program and save it as .csv or .xlsx again."
        ) from error


def decoded(path: Path) -> str:
    """Return the text of a file: UTF-8, UTF-16 as Excel's "Unicode text" has it, or Windows.

    Raises TableFileError for a file that is no text, OSError for one that cannot be read.
    """
    raw = path.read_bytes()
    try:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return raw.decode("utf-16")
        if b"\x00" not in raw:
            return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
    raise TableFileError(f"“{path.name}” is not a table: save it as .csv or .xlsx.")


def _excel(path: Path) -> Iterable[Sequence[str]]:
    import openpyxl  # noqa: PLC0415 - takes 0.15 s to load; only those who bring workbooks pay
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    broken = (InvalidFileException, BadZipFile, zlib.error, SyntaxError, EOFError, KeyError,
              ValueError, IndexError, TypeError, AttributeError)  # fmt: skip
    try:
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                lines = book.worksheets[0].iter_rows(values_only=True)
                return [[_text(value) for value in line] for line in lines]
            finally:
                book.close()
    except broken as error:
        raise TableFileError(
            f"“{path.name}” is not an Excel workbook that can be read. Save it as .xlsx again."
        ) from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)
