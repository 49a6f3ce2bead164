"""What is written for an attribute or a field, read by its type; and shown again.

Canonical values: text as written; a number or a date as "1200000.5", "2016-05-01", "2016-05" or
"2016"; one choice, or several in the order of the choices, by key; countries as ISO 3166 alpha-2,
sorted; cards by id. What is several is joined by ";". "" is nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from coder.model.errors import ValueMistake
from coder.model.protocol import Choice, Item
from coder.text import countries, languages
from coder.text.bare import squeezed
from coder.text.dates import read_date, show_date

_NOTHING = frozenset({"", "n/a", "-", "–", "—", "…", "..."})
_CARD = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_GROUPED = {
    ",": re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
}
_SPACES = re.compile(r"(?<=\d)['’\s](?=\d{3}(?:\D|$))")
_CUTS = (r"[;|\n]", r",", r"\s(?:and|et|y|e|und)\s|[&/+]")
"""What lists are cut at: first at what no name holds, further only where nothing is known."""
_MOST_DIGITS = 30
_MOST_LISTED = 10
_MOST_IN_ONE = 4


def read_value(item: Item, written: str) -> str:
    """Return the canonical form of what is written for an attribute or a field.

    Raises:
        ValueMistake: it is none of its values; says why, and what to write.
    """
    if item.type not in ("text", "long", "") and written.strip().casefold() in _NOTHING:
        return ""
    return _READERS.get(item.type, _text)(item, written)


def show_value(item: Item, canonical: str) -> str:
    """Return a canonical value as people read it: names of choices, English names otherwise."""
    if not canonical:
        return ""
    show = _SHOWN.get(item.type)
    return show(item, canonical) if show else canonical


def _text(item: Item, written: str) -> str:
    plain = " ".join(written.split())
    return languages.code_of(plain) or plain if item.key == "language" else plain


def _long(_: Item, written: str) -> str:
    return "\n".join(line.rstrip() for line in written.strip().splitlines())


def _number(item: Item, written: str) -> str:
    plain = _SPACES.sub("", written.strip()).replace("−", "-")
    if _GROUPED[","].fullmatch(plain):
        plain = plain.replace(",", "")
    elif _GROUPED["."].fullmatch(plain) and ("," in plain or plain.count(".") > 1):
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if item.key == "year" and not _NUMBER.fullmatch(plain):
        with suppress(ValueMistake):
            plain = read_date(written)[:4]
    if not _NUMBER.fullmatch(plain) or len(plain) > _MOST_DIGITS:
        raise ValueMistake(
            f"“{_brief(written)}” is not a number. Write {item.name} in figures alone, "
            "such as 2016 or 1200000.5."
        )
    number = format(Decimal(plain), "f")
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return "0" if number in ("-0", "") else number


def _date(_: Item, written: str) -> str:
    return read_date(written)


def _one(item: Item, written: str) -> str:
    found = _choices(item).get(squeezed(written))
    if found is None:
        raise _no_choice(item, written)
    return found


def _several(item: Item, written: str) -> str:
    known = _choices(item)
    found, wrong = _listed(written, lambda part: known.get(squeezed(part), ""))
    if wrong:
        raise _no_choice(item, wrong[0])
    return ";".join(one.key for one in item.choices if one.key in found)


def _countries(_: Item, written: str) -> str:
    found, wrong = _listed(written, countries.code_of)
    if wrong:
        near = countries.like(wrong[0])
        meant = f" Did you mean {near}?" if near else ""
        raise ValueMistake(
            f"“{_brief(wrong[0])}” is not the name or the code of a country.{meant} "
            "Put a semicolon between two countries."
        )
    return ";".join(sorted(found))


def _cards(_: Item, written: str) -> str:
    found = [part.strip().lower().replace("-", "") for part in written.split(";")]
    if not all(map(_CARD.fullmatch, found)):
        raise ValueMistake(f"“{_brief(written)}” names no cards.")
    return ";".join(dict.fromkeys(found))


def _listed(written: str, known: Callable[[str], str]) -> tuple[set[str], list[str]]:
    """Return what a list names, and what in it is not known; cut no finer than is needed."""
    found: set[str] = set()
    waiting = [written]
    for cut in _CUTS:
        waiting = [part for one in waiting for part in _unknown(one, cut, known, found)]
    return found, waiting


def _unknown(text: str, cut: str, known: Callable[[str], str], found: set[str]) -> Iterator[str]:
    """Add to `found` what is known of a list cut at `cut`, and yield the other parts.

    Parts that are one name together, for a name may hold what lists are cut at, are not cut.
    """
    marks = list(re.finditer(cut, text))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    at = 0
    while at < len(starts):
        reach = range(min(len(ends), at + _MOST_IN_ONE), at, -1)
        last = next((one for one in reach if known(text[starts[at] : ends[one - 1]])), 0)
        if last:
            found.add(known(text[starts[at] : ends[last - 1]]))
        elif text[starts[at] : ends[at]].strip():
            yield text[starts[at] : ends[at]].strip()
        at = max(last, at + 1)


def _choices(item: Item) -> Mapping[str, str]:
    """Return the keys of the choices by all that they are called, squeezed; keys come first."""
    return _called(item.choices)


@lru_cache(maxsize=64)
def _called(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in choices:
        found.setdefault(squeezed(one.key), one.key)
    for one in choices:
        for called in (one.name, *one.also):
            found.setdefault(squeezed(called), one.key)
    return found


def _no_choice(item: Item, written: str) -> ValueMistake:
    names = [one.name for one in item.choices]
    near = get_close_matches(written.strip(), names, n=1, cutoff=0.7)
    listed = ", ".join(names[:_MOST_LISTED]) + (" …" if len(names) > _MOST_LISTED else "")
    meant = f" Did you mean {near[0]}?" if near else f" They are: {listed}."
    return ValueMistake(f"“{_brief(written)}” is no choice of {item.name}.{meant}")


def _brief(written: str) -> str:
    plain = " ".join(written.split())
    return plain if len(plain) <= 80 else f"{plain[:79]}…"


def _language_name(item: Item, canonical: str) -> str:
    return languages.name_of(canonical) if item.key == "language" else canonical


def _choice_names(item: Item, canonical: str) -> str:
    names = {one.key: one.name for one in item.choices}
    return "; ".join(names.get(key, key) for key in canonical.split(";"))


def _country_names(_: Item, canonical: str) -> str:
    return "; ".join(countries.name_of(code) for code in canonical.split(";"))


_READERS: Mapping[str, Callable[[Item, str], str]] = {
    "text": _text,
    "long": _long,
    "number": _number,
    "date": _date,
    "one": _one,
    "several": _several,
    "countries": _countries,
    "cards": _cards,
}
_SHOWN: Mapping[str, Callable[[Item, str], str]] = {
    "text": _language_name,
    "": _language_name,
    "date": lambda _, canonical: show_date(canonical),
    "one": _choice_names,
    "several": _choice_names,
    "countries": _country_names,
}
