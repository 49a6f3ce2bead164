"""The rule of screening gives the verdict that is printed, for every mix of answers."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.screening_rule import NONE_MET, RULE, answered_by, ruled, weighed
from coder.model.ids import CodebookId, ItemId, new_id
from coder.model.protocol import Condition, Item
from coder.model.screening import ANSWERS, Answer, Answered


def criterion(role: str, name: str = "", **options: object) -> Item:
    """Return a criterion."""
    return Item(
        ItemId(new_id()), CodebookId(bytes(16)), None, "criterion", name or role, name or role,
        role=role, options=options,
    )  # fmt: skip


def answers(**given: Answer) -> list[Answered]:
    """Return answers by names such as gate1, include2, possible, exclude1."""
    return [
        Answered(criterion(name.rstrip("0123456789"), name), answer)
        for name, answer in given.items()
    ]


@pytest.mark.parametrize(
    ("said", "verdict", "line", "by"),
    [
        ({"gate1": "met", "gate2": "not-met", "include": "met"}, "exclude", 1, "gate2"),
        ({"gate": "met", "include": "met", "exclude": "met"}, "exclude", 1, "exclude"),
        ({"exclude": "met", "gate": "not-met"}, "exclude", 1, "gate"),
        ({"gate": "met", "include1": "not-met", "include2": "met"}, "include", 2, None),
        ({"gate1": "met", "gate2": "met"}, "include", 2, None),
        ({"gate": "met", "exclude": ""}, "", 5, None),
        ({"gate": "met", "exclude": "not-met"}, "include", 2, None),
        ({"gate": "", "include": "met"}, "possible", 3, None),
        ({"gate": "unclear", "include": "met"}, "possible", 3, None),
        ({"gate": "met", "include": "not-met", "possible": "met"}, "possible", 3, None),
        ({"gate": "met", "include": "", "possible": "met"}, "possible", 3, None),
        ({"gate": "met", "include": "unclear"}, "possible", 3, None),
        ({"gate": "met", "include": "not-met", "possible": "not-met"}, "exclude", 4, None),
        ({"gate": "", "include": "not-met", "possible": ""}, "", 5, None),
        ({"gate": "", "include": ""}, "", 5, None),
        ({}, "", 5, None),
        ({"exclude": ""}, "", 5, None),
        ({"possible": ""}, "", 5, None),
    ],
)
def test_rule(said: dict[str, Answer], verdict: str, line: int, by: str | None) -> None:
    """Each line of the rule, and what it says of itself."""
    found = ruled(answers(**said))
    assert (found.verdict, found.line) == (verdict, line)
    assert (found.criterion.name if found.criterion else None) == by
    assert found.says.endswith(".")
    assert bool(found.reason) == (verdict == "exclude")


def test_reasons() -> None:
    """An exclusion says by itself why."""
    assert ruled(answers(gate="not-met")).reason == "gate"
    assert ruled(answers(include="not-met")).reason == NONE_MET
    assert len(RULE) == 5


MIXES = st.lists(
    st.tuples(st.sampled_from(("gate", "include", "possible", "exclude")),
              st.sampled_from((*ANSWERS, ""))),
    max_size=6,
)  # fmt: skip


@given(MIXES)
def test_rule_as_printed(mix: list[tuple[str, Answer]]) -> None:
    """The verdict is that of the first printed line that fits, whatever the answers."""
    found = ruled([Answered(criterion(role), answer) for role, answer in mix])
    said = {role: [answer for one, answer in mix if one == role] for role, _ in mix}
    gates, includes = said.get("gate", []), said.get("include", [])
    may, excludes = said.get("possible", []), said.get("exclude", [])
    if "not-met" in gates or "met" in excludes:
        assert found.verdict == "exclude"
    elif "met" in includes and all(one == "met" for one in gates):
        assert found.verdict == "include"
    elif not includes and gates and all(one == "met" for one in gates):
        everything_said = all(one == "not-met" for one in excludes)
        assert (found.verdict == "include") == everything_said
    elif "met" in includes or "met" in may or any(answer == "unclear" for _, answer in mix):
        assert found.verdict == "possible"
    elif includes + may and all(one == "not-met" for one in includes + may):
        assert found.verdict == "exclude"
    elif gates or includes or may:
        assert found.verdict == ""


@given(MIXES)
def test_order_matters_not(mix: list[tuple[str, Answer]]) -> None:
    """The order of criteria may change which one is named, never the verdict."""
    some = [Answered(criterion(role), answer) for role, answer in mix]
    verdicts = {ruled(list(one)).verdict for one in itertools.islice(
        itertools.permutations(some), 24)}  # fmt: skip
    assert len(verdicts) == 1


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("2012", "met"), ("2018", "met"), ("2018.0", "met"), ("2011", "not-met"),
        ("2019", "not-met"), ("", ""), ("2016-05-01", "met"), ("2019-01", "not-met"),
        ("about 2016", ""),
    ],
)  # fmt: skip
def test_period(value: str, answer: Answer) -> None:
    """Bounds are inclusive; a date counts by its year; what is no number leaves the gate open."""
    found, why = weighed(Condition("year", 2012, 2018), value, "Year completed", value)
    assert found == answer
    assert why.startswith("Year completed is ")


def test_choices() -> None:
    """One of several is enough, whatever the case; an open bound binds nothing."""
    languages = Condition("language", one_of=("en", "fr"))
    assert weighed(languages, "FR", "Language", "French") == ("met", "Language is French")
    assert weighed(languages, "de;en", "Language", "")[0] == "met"
    assert weighed(languages, "de", "Language", "")[0] == "not-met"
    assert weighed(Condition("year", most=2018), "1990", "Year", "")[0] == "met"
    assert weighed(Condition("budget", least=5e5), "1200000.5", "Budget", "")[0] == "met"


def test_only_gates_answer_themselves() -> None:
    """A test on another criterion than a gate is left to people; an unknown attribute is named."""
    test = {"attribute": "year", "to": 2018}
    named = {"year": ("Year completed", "2016")}
    gate = answered_by(criterion("gate", test=test), {"year": "2016"}, named)
    assert (gate.answer, gate.by_itself, gate.why) == ("met", True, "Year completed is 2016")
    other = answered_by(criterion("include", test=test), {"year": "2016"}, named)
    assert (other.answer, other.by_itself, other.why) == ("", False, "")
    lost = answered_by(criterion("gate", test=test), {}, {})
    assert (lost.answer, lost.by_itself, lost.why) == ("", False, "“year” is not known")
