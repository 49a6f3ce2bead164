"""A workbook being written: its formats, and cells in which text stays text."""

from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MAX_CELL = 32_767
"""The most characters (UTF-16 units) that a cell of Excel holds."""
MAX_ROWS = 1_048_576 - 1
_CONTINUES = "… (continues in the next row)"
_CONTINUED = "(continued) …"

_STYLES: dict[str, dict[str, Any]] = {
    "plain": {"valign": "top"},
    "wrapped": {"valign": "top", "text_wrap": True},
    "title": {"bold": True, "font_size": 16},
    "head": {
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "bg_color": "#E8ECF0",
        "bottom": 1,
        "bottom_color": "#8A96A3",
    },
    "group": {"bold": True, "valign": "top", "bg_color": "#D5DCE3"},
    "count": {"align": "center", "valign": "top"},
    "link": {"align": "center", "valign": "top", "font_color": "#1B5E93", "underline": 1},
    "sum": {"align": "center", "valign": "top", "bold": True, "bg_color": "#F3F5F7"},
    "sum link": {
        "align": "center",
        "valign": "top",
        "bold": True,
        "bg_color": "#F3F5F7",
        "font_color": "#1B5E93",
        "underline": 1,
    },
}


def clean(text: str) -> str:
    """Return text that can be written to a file: lone surrogates become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def units(text: str) -> int:
    """Return the length of `text` as Excel counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parts(text: str) -> list[str]:
    """Cut a text that is too long for a cell into texts that fit and say that they go on."""
    if units(text) <= MAX_CELL:
        return [text]
    room = (MAX_CELL - len(_CONTINUES) - len(_CONTINUED)) // 2
    pieces = [text[at : at + room] for at in range(0, len(text), room)]
    last = len(pieces) - 1
    return [
        (_CONTINUED if at else "") + piece + (_CONTINUES if at < last else "")
        for at, piece in enumerate(pieces)
    ]


class Book:
    """An Excel workbook in which nothing that looks like a formula or an address becomes one."""

    def __init__(self, path: Path, when: datetime) -> None:
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"created": when.replace(tzinfo=None)})
        self._formats = {name: self._book.add_format(style) for name, style in _STYLES.items()}

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet."""
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(0)
        return sheet

    def style(self, name: str) -> Format:
        """Return one of the workbook's formats."""
        return self._formats[name]

    def swatch(self, colour: str) -> Format:
        """Return a format filled with a colour (#rrggbb)."""
        if colour not in self._formats:
            self._formats[colour] = self._book.add_format({"bg_color": colour})
        return self._formats[colour]

    def close(self) -> None:
        """Write the file; raises OSError when it cannot be written."""
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error
