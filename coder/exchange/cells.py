"""A workbook being written: its formats, and cells in which text stays text."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from coder.exchange.quick_sheet import QuickSheet

MAX_CELL = 32_767
"""The most characters (UTF-16 units) that a cell of Excel holds."""
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_LINKS = 65_530
"""The most links that a sheet of Excel holds."""
LINE_POINTS, MAX_POINTS = 15.0, 409.0
"""The height of a line of text, and the most that a row can be high."""
CONTINUES = "… (continues in the next row)"
CONTINUED = "(continued) …"

_BREAKS = re.compile("\r\n?")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE = "#8A96A3"
_LINK = {"font_color": "#1B5E93", "underline": 1}
_TOP = {"valign": "top"}
_HEAD = {
    "bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8ECF0",
    "bottom": 1, "bottom_color": _LINE,
}  # fmt: skip
_NUMBER = {"align": "center", "valign": "top", "num_format": "#,##0"}
_SUM = {**_NUMBER, "bold": True, "bg_color": "#F3F5F7"}
_GROUP = {"bold": True, "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}

_STYLES: dict[str, dict[str, Any]] = {
    "plain": _TOP,
    "wrapped": {**_TOP, "text_wrap": True},
    "quote": {**_TOP, "text_wrap": True, "font_size": 9},
    "middle": {**_TOP, "align": "center"},
    "clipped": {**_TOP, "align": "fill", "font_color": "#6A747E"},
    "title": {"bold": True, "font_size": 16},
    "field": {**_TOP, "bold": True, "font_color": "#4A5560"},
    "fact": {**_TOP, "text_wrap": True, "align": "left", "num_format": "#,##0"},
    "sheet link": {**_TOP, **_LINK, "bold": True},
    "section": {"bold": True, "font_size": 12, "bottom": 1, "bottom_color": _LINE},
    "head": _HEAD,
    "book": {**_GROUP, "bg_color": "#C9D2DB"},
    "branch": {**_GROUP, "bg_color": "#DCE3E9", "bold": False, "font_color": "#333B44"},
    "count": _NUMBER,
    "figure": {**_NUMBER, "num_format": "0.00"},
    "link": {**_NUMBER, **_LINK},
    "sum": _SUM,
    "sum link": {**_SUM, **_LINK},
    "total": {**_SUM, "top": 1, "top_color": _LINE},
    "total head": {"bold": True, "bg_color": "#F3F5F7", "top": 1, "top_color": _LINE},
}


def clean(text: str) -> str:
    """Return text that a workbook can hold: what no file can hold becomes �, line ends plain."""
    if text.isprintable():
        return text
    return _UNWRITABLE.sub("\ufffd", _BREAKS.sub("\n", text))


def units(text: str) -> int:
    """Return the length of `text` as Excel counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parts(text: str) -> list[str]:
    """Cut a text that is too long for a cell into texts that fit and say that they go on."""
    if len(text) <= MAX_CELL // 2 or units(text) <= MAX_CELL:
        return [text]
    room = (MAX_CELL - len(CONTINUES) - len(CONTINUED)) // 2
    pieces = [text[at : at + room] for at in range(0, len(text), room)]
    last = len(pieces) - 1
    return [
        (CONTINUED if at else "") + piece + (CONTINUES if at < last else "")
        for at, piece in enumerate(pieces)
    ]


def short(text: str) -> str:
    """Return a name cleaned; one that no cell holds ends with how much of it is missing."""
    cleaned = clean(text)
    if len(cleaned) <= MAX_CELL // 2:
        return cleaned
    kept = cleaned[: MAX_CELL // 2 - 40]
    return f"{kept}… ({len(cleaned) - len(kept):,} more characters)"


def lines_in(text: str, width: float) -> int:
    """Return about how many lines a text takes in a column `width` characters wide."""
    return text.count("\n") + int(len(text) // width) + 1


def points(lines: int) -> float:
    """Return the height of a row of so many lines; Excel shows no higher ones."""
    return min(MAX_POINTS, LINE_POINTS * lines)


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

    def sheet(self, name: str, heads: int) -> Worksheet:
        """Add a sheet that prints on landscape A4, its first `heads` rows on every page."""
        sheet: Worksheet = self._book.add_worksheet(name, QuickSheet)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8&F · &A&R&8&P / &N")
        if heads:
            sheet.repeat_rows(0, heads - 1)
        return sheet

    def style(self, name: str) -> Format:
        """Return one of the workbook's formats."""
        return self._formats[name]

    def swatch(self, colour: str) -> Format:
        """Return a format filled with a colour (#rrggbb)."""
        return self._made(colour, {"bg_color": colour})

    def code_head(self, colour: str) -> Format:
        """Return the format of a heading underlined in the colour (#rrggbb) of its code."""
        return self._made(f"head {colour}", {**_HEAD, "bottom": 5, "bottom_color": colour})

    def _made(self, name: str, style: dict[str, Any]) -> Format:
        if name not in self._formats:
            self._formats[name] = self._book.add_format(style)
        return self._formats[name]

    def close(self) -> None:
        """Write the file; raises OSError when it cannot be written."""
        try:
            self._book.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args else None
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
