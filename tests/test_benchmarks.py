"""The benchmarks: which rows there are, what one says, and the document that is printed."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from benchmarks.groups import GROUPS, Group, chosen
from benchmarks.rows import Budget, row

TOP = Path(__file__).resolve().parents[1]
KEYS = ["name", "value", "unit", "floor", "ratio", "budget", "within"]


def _printed(*options: str) -> str:
    command = [sys.executable, "-m", "benchmarks", "--quick", *options]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=TOP, env=environment
    )
    return done.stdout


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [
        *json.loads(_printed("--json", "--only", "start")),
        *json.loads(_printed("--json", "--only", "find")),
    ]


def test_every_row_and_group_has_a_name_of_its_own() -> None:
    groups = [group.name for group in GROUPS]
    beginnings = [beginning for group in GROUPS for beginning in group.rows]
    assert len(set(groups)) == len(groups)
    for one in beginnings:
        assert [other for other in beginnings if other.startswith(one)] == [one]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_group_is_there_to_be_run(group: Group) -> None:
    module, function = group.place.split(":")
    assert callable(getattr(import_module(module), function))
    assert group.rows


def test_only_takes_a_group_by_its_name_or_rows_by_part_of_theirs() -> None:
    def names(only: str) -> list[str]:
        return [group.name for group in chosen(only)]

    assert names("window") == ["window"]
    assert names("workbook") == ["project"]
    assert names("key press") == ["reading"]
    assert names("") == [group.name for group in GROUPS]
    assert names("no such row") == []


def test_the_document_is_a_list_of_rows_of_seven_fields(rows: list[dict[str, Any]]) -> None:
    assert [list(one) for one in rows] == [KEYS] * len(rows)
    for one in rows:
        assert one["value"] > 0
        assert one["floor"] > 0
        assert one["ratio"] == pytest.approx(one["value"] / one["floor"], rel=0.05, abs=0.02)
        assert (one["within"] is None) == (one["budget"] == "") == ("slowest" in one["name"])
        assert one["budget"] == "" or one["budget"].startswith("≤ ")


def test_rows_are_named_as_the_registry_says(rows: list[dict[str, Any]]) -> None:
    named = [beginning for group in GROUPS for beginning in group.rows]
    for one in rows:
        assert sum(one["name"].startswith(beginning) for beginning in named) == 1
    assert len({one["name"] for one in rows}) == len(rows) == 3


def test_a_table_is_markdown_when_asked_for() -> None:
    lines = _printed("--markdown", "--only", "find").splitlines()
    assert lines[0].split(" | ")[0] == "| what"
    assert {line.count("|") for line in lines} == {7}
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("value", "floor", "budget", "within"),
    [
        (10.0, None, Budget(), None),
        (10.0, 5.0, Budget(), None),
        (10.0, None, Budget(at_most=10), True),
        (10.1, None, Budget(at_most=10), False),
        (10.0, 5.0, Budget(times=2), True),
        (10.0, 4.0, Budget(times=2), False),
        (10.0, 4.0, Budget(at_most=500, times=2), False),
        (501.0, 400.0, Budget(at_most=500, times=2), False),
    ],
)
def test_a_budget_is_kept_only_when_all_of_it_is(
    value: float, floor: float | None, budget: Budget, *, within: bool | None
) -> None:
    found = row("a row", value, "ms", budget, floor)
    assert found.within is within
    assert found.ratio == (value / floor if floor else None)


def test_a_ratio_without_a_floor_is_an_error() -> None:
    with pytest.raises(ValueError, match="floor"):
        row("a row", 1.0, "ms", Budget(times=2))
