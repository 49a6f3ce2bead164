"""The columns of the table of reports: what a report is, and what its attributes say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.model.attribute import OWN
from coder.model.protocol import Item

NUMBER, TITLE, PAGES, READ, SCANS, CODINGS, FILE, ADDED, MEMO = range(9)
_HEADS = ("Number", "Title", "Pages", "Read", "Without text", "Codings", "File", "Added", "Memo")
_WIDTHS = (96, 320, 72, 96, 184, 80, 176, 104, 120)
_BY_TYPE = {"number": 96, "date": 112, "one": 144, "several": 192, "countries": 176, "long": 240}
_TEXT = 152
_FEW = 80
"""A number of a few figures, such as a year, needs no more pixels."""

COUNTS = (PAGES, CODINGS)
QUIET = (SCANS, FILE, ADDED)
EDITED = {NUMBER: "number", TITLE: "title", MEMO: "memo"}
"""The fields of a report that are edited in their cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` names it in the settings; `item` is the attribute it shows, if any.

    `is_own` tells a column of the report itself from one of an attribute beside it.
    """

    key: str
    head: str
    width: int
    item: Item | None = None
    is_own: bool = True

    @property
    def is_number(self) -> bool:
        """Say whether the column shows figures, which stand at the right."""
        return self.item is not None and self.item.type == "number"

    @property
    def tip(self) -> str:
        """Return what the attribute means, "" for none."""
        return self.item.definition if self.item else ""


def columns_of(attributes: Sequence[Item]) -> tuple[Column, ...]:
    """Return the columns by their fixed places, those of attributes after those of the report."""
    own = {item.key: item for item in reversed(attributes) if item.key in OWN}
    fixed = [
        Column(f"report.{head.lower()}", head, _WIDTHS[at], own.get(EDITED.get(at, "")))
        for at, head in enumerate(_HEADS)
    ]
    added, taken = [], set[str]()
    for item in attributes:
        if item.key in OWN:
            continue
        key = item.key if item.key not in taken else f"{item.key}.{item.id.hex()[:8]}"
        taken.add(key)
        added.append(Column(key, item.name, _width(item), item, is_own=False))
    return (*fixed, *added)


def _width(item: Item) -> int:
    if item.type == "number" and len(item.name) < len("Year completed") + 1:
        return _FEW if item.key == "year" else _BY_TYPE["number"]
    return _BY_TYPE.get(item.type, _TEXT)


def in_sight(columns: Sequence[Column]) -> list[int]:
    """Return the places of the columns as people see them from left to right.

    Attributes stand between what is done with a report and where it comes from.
    """
    first = [NUMBER, TITLE, PAGES, READ, CODINGS]
    last = [SCANS, FILE, ADDED, MEMO]
    if len(columns) == len(_HEADS):
        return list(range(len(_HEADS)))
    return [*first, *range(len(_HEADS), len(columns)), *last]


def groups(columns: Sequence[Column]) -> list[tuple[str, list[int]]]:
    """Return the places of columns under the headings of their groups, own columns first."""
    found: dict[str, list[int]] = {"Report": []}
    for at, column in enumerate(columns):
        if column.is_own:
            found["Report"].append(at)
        else:
            assert column.item is not None
            found.setdefault(column.item.group or "Attributes", []).append(at)
    return list(found.items())


def named(columns: Iterable[Column], written: str) -> Column | None:
    """Return the column that is called so, by its key or the beginning of its head."""
    wanted = written.casefold()
    listed = list(columns)
    by_key = (one for one in listed if one.key.removeprefix("report.") == wanted)
    by_head = (one for one in listed if one.head.casefold().startswith(wanted))
    return next(by_key, None) or next(by_head, None)
