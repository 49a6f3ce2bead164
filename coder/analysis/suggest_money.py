"""Donor, budget and its currency."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from coder.analysis.suggest_facts import Fact, why
from coder.analysis.suggest_sheet import Opening, Sheet, tidy
from coder.model.suggestion import Suggestion

_SIGNS = {
    "€": "EUR",
    "$": "USD",
    "US$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "R$": "BRL",
    "C$": "CAD",
    "A$": "AUD",
    "FCFA": "XOF",
    "EURO": "EUR",
    "EUROS": "EUR",
    "USD$": "USD",
}
_CODES = (
    "USD|EUR|GBP|CHF|SEK|NOK|DKK|CAD|AUD|JPY|NZD|KRW|XOF|XAF|BRL|ZAR|INR|CNY|PYG|MXN|COP|PEN|KES"
)
_CURRENCY = rf"(?:US ?\$|USD\$|R\$|C\$|A\$|[€£¥$]|\b(?:{_CODES}|FCFA|[Ee]uros?|EUROS?)\b)"
_NUMBER = r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3}){1,5}(?:[.,]\d{1,2})?|\d{1,13}(?:[.,]\d{1,3})?"
_SCALE = r"(?:millions?|millones|milh[õo]es|million|mio|M|bn|billion|milliards?)\b"
_MONEY = re.compile(
    rf"(?P<before>{_CURRENCY})\s?(?P<one>{_NUMBER})(?:\s?(?P<scale>{_SCALE}))?"
    rf"|(?<!\d)(?P<other>{_NUMBER})(?:\s?(?P<larger>{_SCALE}))?(?:\s(?:de|of))?\s?(?P<after>{_CURRENCY})"
)
_PHRASE = re.compile(
    r"(?:budget|presupuesto|or[çc]amento)(?: (?:total|global|approved|of|de|d'un|is|was|est|es|é"
    r"|amount\w*|to|montant))*[^.\n]{0,30}$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^[\s,;:(–-]+|[\s,;:(–-]+$")


class Amount(NamedTuple):
    """An amount of money in a text: as a number, its currency (three letters), its place."""

    value: str
    currency: str
    start: int
    end: int


def amounts(text: str) -> list[Amount]:
    """Return the amounts of money named in a text, in order."""
    found = []
    for match in _MONEY.finditer(text):
        written = match["one"] or match["other"]
        value = _number(written, match["scale"] or match["larger"] or "")
        sign = (match["before"] or match["after"]).upper().replace(" ", "")
        if value:
            found.append(Amount(value, _SIGNS.get(sign, sign), *match.span()))
    return found


def _number(written: str, scale: str) -> str:
    """Return a number as written in English, French or Spanish, plainly; "" when it is none."""
    digits = re.sub(r"[ '’\u00a0\u202f]", "", written)
    marks = re.findall(r"[.,]", digits)
    if marks:
        last = marks[-1]
        decimals = len(digits) - digits.rindex(last) - 1
        grouped = decimals == 3 and not scale and (len(marks) == 1 or len(set(marks)) == 1)
        whole, _, part = digits.rpartition(last)
        digits = re.sub(r"[.,]", "", digits if grouped else whole) + (
            "" if grouped else f".{part}"
        )
    factor = 1
    if scale:
        factor = 10**9 if scale.lower().startswith(("bn", "bil", "milliard")) else 10**6
    try:
        value = Decimal(digits) * factor
    except InvalidOperation:
        return ""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def money(opening: Opening, told: Sequence[Fact]) -> list[Suggestion]:
    """Return donor, budget and currency: from facts, else from where a budget is spoken of."""
    found = [*_by_facts(told)]
    if not any(one.attribute == "budget" for one in found):
        found += _by_phrase(opening)
    return found


def _by_facts(told: Sequence[Fact]) -> Iterator[Suggestion]:
    for fact in told:
        sure = 0.92 if fact.in_block else 0.8
        if fact.key in {"budget", "money"}:
            yield from _budget(fact, sure)
        if fact.key == "donor":
            yield _donor(fact, fact.start, fact.end, fact.text, sure)
        if fact.key == "money":
            yield from _donor_before(fact, sure)


def _budget(fact: Fact, sure: float) -> Iterator[Suggestion]:
    written = fact.sheet.text[fact.start : fact.end]
    here = amounts(written)
    where = (fact.sheet.number, fact.start, fact.end)
    if here:
        yield from _sum(fact.sheet, here[0], fact.start, why(fact), sure)
    elif fact.key == "budget" and re.fullmatch(_NUMBER, fact.text):
        value = _number(fact.text, "")
        if value:
            yield Suggestion("budget", value, value, *where, why(fact), round(sure - 0.1, 2))


def _sum(sheet: Sheet, one: Amount, offset: int, reason: str, sure: float) -> Iterator[Suggestion]:
    where = (sheet.number, offset + one.start, offset + one.end)
    yield Suggestion("budget", one.value, one.value, *where, reason, sure)
    yield Suggestion("currency", one.currency, one.currency, *where, reason, sure)


def _donor(fact: Fact, start: int, end: int, text: str, sure: float) -> Suggestion:
    return Suggestion("donor", text, text, fact.sheet.number, start, end, why(fact), sure)


def _donor_before(fact: Fact, sure: float) -> Iterator[Suggestion]:
    """Yield the donor of a line that tells the budget too: what stands before the amount."""
    written = fact.sheet.text[fact.start : fact.end]
    here = amounts(written)
    part = written[: here[0].start] if here else written
    text = _JOINT.sub("", tidy(part))
    if any(map(str.isalpha, text)):
        end = fact.start + len(part.rstrip(" ,;:(–-\n"))
        yield _donor(fact, fact.start, end, text, sure)


def _by_phrase(opening: Opening) -> Iterator[Suggestion]:
    """Yield the first amount that stands right after the word budget."""
    for sheet in opening.first:
        for one in amounts(sheet.text):
            before = sheet.text[max(one.start - 70, 0) : one.start].replace("\n", " ")
            if _PHRASE.search(before):
                reason = f"Where page {sheet.number + 1} speaks of the budget"
                yield from _sum(sheet, one, 0, reason, 0.5)
                return
