"""Which page is meant by what was typed: the number printed on it, or its count in the file."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_WORDS = re.compile(r"^\s*(?:pages?|pp?\.?|s\.|pág\.?)\s*(?=\S)", re.IGNORECASE)
_COUNTED = re.compile(r"^\s*(\d+)\s*(?:of|/|von|de|sur)\s*\d+\s*$", re.IGNORECASE)


class Named(NamedTuple):
    """The page (from 0) that was meant.

    `others` are the pages that might have been meant as well: printed alike, or counted so.
    """

    page: int
    others: tuple[int, ...] = ()


def page_named(written: str, labels: Sequence[str], current: int = -1) -> Named | None:
    """Return the page with this printed label, else with this count; None if there is none.

    "iv", "23", "p. 23" and "23 of 80" are understood, the last as a count. Of several printed
    alike it is the next one after `current` (from 0).
    """
    count = len(labels)
    counted = _COUNTED.match(_WORDS.sub("", written))
    if counted is not None:
        page = int(counted[1]) - 1
        return Named(page) if 0 <= page < count else None
    wanted = _WORDS.sub("", written).strip().casefold()
    printed = [page for page, label in enumerate(labels) if label and label.casefold() == wanted]
    is_number = wanted.isascii() and wanted.isdigit()
    page = int(wanted) - 1 if is_number else -1
    also = [page] if 0 <= page < count and page not in printed else []
    if not printed:
        return Named(also[0]) if also else None
    chosen = next((one for one in printed if one > current), printed[0])
    return Named(chosen, tuple(one for one in printed + also if one != chosen))
