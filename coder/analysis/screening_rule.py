"""The rule that turns answers into a verdict, and gates that attributes answer by themselves.

Pure: no project, no database. The rule is printed beside the criteria as `RULE` has it.
"""

from collections.abc import Iterable, Mapping, Sequence

from coder.model.protocol import Condition, Item
from coder.model.screening import Answer, Answered, Ruling

RULE = (
    "A gate not met, or an excluding criterion met: exclude.",
    (
        "Otherwise, an including criterion met and every gate met: include. A stage without "
        "including criteria includes when every gate is met and no excluding criterion is open."
    ),
    (
        "Otherwise, an including criterion met while a gate is open or unclear, a may-include "
        "criterion met, or anything unclear: possible."
    ),
    "Otherwise, every including and may-include criterion not met: exclude.",
    "Otherwise it is not decided yet.",
)
NONE_MET = "No including criterion is met"
"""The reason of an exclusion that no single criterion gives."""


def ruled(answers: Sequence[Answered]) -> Ruling:
    """Return what the rule says of the answers to all criteria of a stage, in their order."""
    return _excluded(answers) or _included(answers) or _possible(answers) or _undecided(answers)


def _excluded(answers: Sequence[Answered]) -> Ruling | None:
    gates = (one for one in answers if _is(one, "gate") and one.answer == "not-met")
    met = (one for one in answers if _is(one, "exclude") and one.answer == "met")
    found = next(gates, None) or next(met, None)
    if found is None:
        return None
    name = found.criterion.name
    why = f" ({found.why})" if found.by_itself and found.why else ""
    return Ruling("exclude", 1, f"Excluded: {name}{why}.", found.criterion, name)


def _included(answers: Sequence[Answered]) -> Ruling | None:
    gates = [one for one in answers if _is(one, "gate")]
    if not answers or any(one.answer != "met" for one in gates):
        return None
    including = [one for one in answers if _is(one, "include")]
    met = [one for one in including if one.answer == "met"]
    if met:
        return Ruling("include", 2, f"Included: {_names(met)}.")
    if including or any(_is(one, "exclude") and one.answer != "not-met" for one in answers):
        return None
    if not gates and any(_is(one, "possible") for one in answers):
        return None
    return Ruling("include", 2, "Included: every gate is met." if gates else "Included.")


def _possible(answers: Sequence[Answered]) -> Ruling | None:
    met = [one for one in answers if one.answer == "met"]
    including = [one for one in met if _is(one, "include")]
    if including:
        open_ = [one for one in answers if _is(one, "gate") and one.answer != "met"]
        return Ruling("possible", 3, f"Possible: {_names(including)}, but {_open(open_)}.")
    may = [one for one in met if _is(one, "possible")]
    if may:
        return Ruling("possible", 3, f"Possible: {_names(may)}.")
    unclear = [one for one in answers if one.answer == "unclear"]
    if unclear:
        return Ruling("possible", 3, f"Possible: unclear whether {_names(unclear)}.")
    return None


def _undecided(answers: Sequence[Answered]) -> Ruling:
    wanted = [one for one in answers if _is(one, "include", "possible")]
    if wanted and all(one.answer == "not-met" for one in wanted):
        return Ruling("exclude", 4, f"Excluded: {NONE_MET.lower()}.", None, NONE_MET)
    left = sum(one.answer == "" for one in answers)
    what = "1 criterion is" if left == 1 else f"{left} criteria are"
    return Ruling("", 5, f"Not decided yet: {what} not answered.")


def _is(one: Answered, *roles: str) -> bool:
    return one.criterion.role in roles


def _names(some: Iterable[Answered]) -> str:
    return ", ".join(f"“{one.criterion.name}”" for one in some)


def _open(gates: Sequence[Answered]) -> str:
    verb = "is" if len(gates) == 1 else "are"
    return f"{_names(gates)} {verb} not known to be met"


def weighed(test: Condition, value: str, name: str, shown: str) -> tuple[Answer, str]:
    """Return how a gate answers itself from the value of its attribute, and why.

    `value` is as it is kept ("" for nothing), `shown` as people read it, `name` what the
    attribute is called. The answer is "" where the value is missing or is no number.
    """
    if not value:
        return "", f"{name} is not known"
    why = f"{name} is {shown or value}"
    if test.one_of:
        said = {one.strip().casefold() for one in value.split(";")}
        return ("met" if said & {one.casefold() for one in test.one_of} else "not-met"), why
    number = _number(value)
    if number is None:
        return "", f"{why}, which is no number"
    is_within = (test.least is None or test.least <= number) and (
        test.most is None or number <= test.most
    )
    return ("met" if is_within else "not-met"), why


def _number(value: str) -> float | None:
    """Return a number, or the year of a date that is written as ISO 8601."""
    try:
        return float(value)
    except ValueError:
        year = value[:4]
        return float(year) if year.isdecimal() and value[4:5] == "-" else None


def answered_by(
    criterion: Item, values: Mapping[str, str], named: Mapping[str, tuple[str, str]]
) -> Answered:
    """Return a criterion as an attribute answers it, or open where none does.

    `values` are those of the report by the keys of attributes; `named` gives for a key the name
    of the attribute and its value as people read it.
    """
    test = criterion.test if criterion.role == "gate" else None
    if test is None:
        return Answered(criterion)
    name, shown = named.get(test.attribute, (f"“{test.attribute}”", ""))
    answer, why = weighed(test, values.get(test.attribute, ""), name, shown)
    return Answered(criterion, answer, by_itself=bool(answer), why=why)
