"""Screening in copies of one project obeys the laws of merging and of undo.

These are runs of screening alone, in which its acts meet far more often than among all others.
"""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coder.model.errors import ProjectError
from coder.model.ids import CONSENSUS
from coder.project import Project
from tests.coder.merging_made import PEOPLE, Working, base, new_folder
from tests.coder.screening_scene import rows_of
from tests.coder.test_merging_laws import LAWS, Did

ACTS = ("decide", "decide", "answer", "answer", "undo", "report", "definition", "settle")
DOING = st.tuples(
    st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 11), st.sampled_from(["", "x", "y"])
)
SCRIPT = st.lists(DOING, min_size=2, max_size=8)
TABLES = ("answer", "decision", "evidence", "value")
COMMON = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate],
)


@pytest.mark.parametrize("law", LAWS)
def test_law(law: str) -> None:
    """Each law of merging, over work of three people who screen."""

    @settings(COMMON, max_examples=4)
    @given(st.tuples(SCRIPT, SCRIPT, SCRIPT))
    def holds(scripts: tuple[list[Did], list[Did], list[Did]]) -> None:
        LAWS[law]([scripts])

    holds()


@settings(COMMON, max_examples=6)
@given(SCRIPT.map(lambda script: [did for did in script if did[0] in ("decide", "answer")]))
def test_undo_is_the_inverse(script: list[Did]) -> None:
    """Taking back every act gives what was before it, doing it again what was after it."""
    folder = new_folder()
    one = Working(base(folder), PEOPLE[0])
    try:
        states = [_state(one.project)]
        for did in script:
            acts = len(one.project.history())
            with suppress(ProjectError):
                one.do(*did)
            if len(one.project.history()) > acts:
                states.append(_state(one.project))
        for state in reversed(states[:-1]):
            one.project.undo()
            assert _state(one.project) == state
        for state in states[1:]:
            one.project.redo()
            assert _state(one.project) == state
    finally:
        one.close()
        shutil.rmtree(folder)


def _state(project: Project) -> dict[str, set[tuple[object, ...]]]:
    return {table: rows_of(project, table) for table in TABLES}


@settings(COMMON, max_examples=6)
@given(st.tuples(SCRIPT, SCRIPT))
def test_own_rows_only(scripts: tuple[list[Did], list[Did]]) -> None:
    """Whoever screens touches no answer and no decision of another coder."""
    folder = new_folder()
    path = base(folder)
    for person, script in zip(PEOPLE, scripts, strict=False):
        before = _theirs(path, person)
        one = Working(path, person)
        try:
            for did in script:
                if did[0] in ("decide", "answer"):
                    with suppress(ProjectError):
                        one.do(*did)
        finally:
            one.close()
        assert _theirs(path, person) == before
    shutil.rmtree(folder)


def _theirs(path: Path, person: str) -> set[tuple[object, ...]]:
    """Return the answers and decisions of everybody but this person and Consensus."""
    project = Project.open(path)
    try:
        own = project.coders.named(person)
        assert own is not None
        every = rows_of(project, "answer") | rows_of(project, "decision")
        return {row for row in every if not {own.id, CONSENSUS} & {row[3]}}
    finally:
        project.close()
