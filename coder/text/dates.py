"""Dates as people write them, in four languages, whole or as far as they are known."""

import re
from datetime import date

from coder.model.errors import ValueMistake
from coder.text.bare import bare

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NAMES = (
    "january|janvier|enero|janeiro", "february|fevrier|febrero|fevereiro",
    "march|mars|marzo|marco", "april|avril|abril", "may|mai|mayo|maio",
    "june|juin|junio|junho", "july|juillet|julio|julho", "august|aout|agosto",
    "september|septembre|septiembre|setembro|sept", "october|octobre|octubre|outubro",
    "november|novembre|noviembre|novembro", "december|decembre|diciembre|dezembro",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?)?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})([-/.]))?(\d{1,2})[-/.](\d{4})")
_LITTLE = frozenset({"de", "of", "le", "the", "er", "st", "nd", "rd", "th", "del", "do"})


def read_date(written: str) -> str:
    """Return a date as ISO 8601 has it: "2016-05-01", "2016-05" or "2016".

    Raises:
        ValueMistake: it is none, or could be two; says what to write.
    """
    plain = written.strip()
    iso = _ISO.fullmatch(plain)
    if iso:
        return _checked(written, *iso.groups())
    figures = _DAY_FIRST.fullmatch(plain)
    if figures:
        day, mark, month, year = figures.groups()
        if day and mark != "." and day != month and int(day) <= 12 and int(month) <= 12:
            raise ValueMistake(
                f"“{written.strip()}” could be two dates. Write {year}-{int(month):02}-"
                f"{int(day):02} or {year}-{int(day):02}-{int(month):02}."
            )
        if day and int(month) > 12:
            day, month = month, day
        return _checked(written, year, month, day)
    return _in_words(written)


def show_date(canonical: str) -> str:
    """Return a date as people read it: "1 May 2016", "May 2016" or "2016"."""
    parts = canonical.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) not in (2, 3):
        return canonical
    if not 1 <= int(parts[1]) <= 12:
        return canonical
    month = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def _in_words(written: str) -> str:
    words = [re.sub(r"(?<=\d)(?:st|nd|rd|th|er|o)$", "", one) for one in bare(written).split()]
    words = [one for one in words if one not in _LITTLE]
    months = [at for at, one in enumerate(words) if _month(one)]
    if len(months) != 1 or len(words) not in (2, 3):
        raise _no_date(written)
    month = _month(words.pop(months[0]))
    year = next((one for one in words if len(one) == 4), "")
    days = [one for one in words if one != year]
    if not year.isdecimal() or not all(one.isdecimal() for one in days):
        raise _no_date(written)
    return _checked(written, year, str(month), days[0] if days else None)


def _month(word: str) -> int:
    """Return the month (from 1) of a word of three letters or more, 0 for none or several."""
    if len(word) < 3 or not word.isalpha():
        return 0
    named = [
        number
        for number, names in enumerate(_NAMES, start=1)
        if any(one.startswith(word) for one in names.split("|"))
    ]
    return named[0] if len(named) == 1 else 0


def _checked(written: str, year: str, month: str | None, day: str | None) -> str:
    try:
        found = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        raise _no_date(written) from None
    return found[: 10 if day else 7 if month else 4]


def _no_date(written: str) -> ValueMistake:
    plain = " ".join(written.split())[:80]
    return ValueMistake(
        f"“{plain}” is not a date. Write it as 2016-05-01, or 2016-05 or 2016 where no more is "
        "known."
    )
