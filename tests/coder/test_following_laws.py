"""Taking codings along to another file of their report: the order of merging does not matter.

Three people replace the file of a report, code, change their minds and settle what moved, each in
a copy. Whoever merges what when: how things stand is the same, and so is what is in dispute. The
logs differ by the quiet acts that took codings along, and by nothing else.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from coder.model.errors import ProjectError
from coder.model.ids import PassageId
from coder.model.passage import Passage
from coder.progress import finish
from coder.project import Project
from coder.services import evidence_following, previewing, replacing
from coder.store import codings, schema
from coder.store.fold import fold
from coder.store.log import Writer
from coder.store.ops import of_rows
from tests.coder.following_made import VERBS, Following, base, own
from tests.coder.merging_made import (
    PEOPLE,
    copy_of,
    merge_into,
    merged,
    new_folder,
    preview,
)
from tests.coder.test_merging_laws import COMMON, EXAMPLES, Did

DOING = st.tuples(
    st.sampled_from(VERBS), st.integers(0, 5), st.integers(0, 11), st.sampled_from(["", "x", "y"])
)
SCRIPT = st.lists(DOING, max_size=5)
ROUNDS = st.lists(st.tuples(SCRIPT, SCRIPT, SCRIPT), min_size=1, max_size=2)
"""What three people do, then, if there is a second round, again after one took in another's."""
Row = Mapping[str, Any]
Rounds = Sequence[Sequence[Sequence[Did]]]


class Standing(NamedTuple):
    """How things stand in a project, and what is in dispute."""

    digest: str
    conflicts: frozenset[tuple[str, bytes, str, bytes]]


def work(path: Path, person: str, script: Sequence[Did]) -> None:
    """Do what the script says in a copy; what is refused is left out."""
    one = Following(path, person)
    try:
        for did in script:
            try:
                one.do(*did)
            except ProjectError:
                continue
    finally:
        one.close()


def standing(path: Path) -> Standing:
    """Return how things stand in a closed project, which holds together."""
    project = Project.open(path)
    try:
        assert finish(project.check()) == []
        return Standing(project.state_digest(), project.read(_conflicts))
    finally:
        project.close()


def _conflicts(db: Connection) -> frozenset[tuple[str, bytes, str, bytes]]:
    return frozenset((one.table, one.row, one.field, one.ops) for one in _all(db))


def _all(db: Connection) -> Sequence[object]:
    return db.execute(select(schema.conflict)).all()


def check_order(rounds: Rounds, orders: Sequence[Sequence[int]]) -> None:
    """Laws 1, 2, 3, 7, 9: any order, any grouping, again; the preview tells; nothing is lost."""
    folder = new_folder()
    try:
        copies = at_work(folder, rounds)
        made = []
        for number, order in enumerate(orders):
            first, *others = (copies[one] for one in order)
            made.append(merged(first, others, f"order {number}", at_once=number % 2 == 0))
        one, two, three, four = (copies[one] for one in orders[0])
        inner = merged(three, [four], "inner")
        made.append(merged(merged(one, [two], "outer"), [inner], "grouped"))
        wanted = standing(made[0])
        for path in made[1:]:
            assert standing(path) == wanted, path.stem
        nothing_lost(made[0], copies[:3])
        merge_into(made[0], made[1:])
        assert standing(made[0]) == wanted, "all of them once more"
        told_before(copies[0], copies[1:3])
    finally:
        shutil.rmtree(folder)


def at_work(folder: Path, rounds: Rounds) -> list[Path]:
    """Return the copies of three people who worked, and what one sent before the last round."""
    start = base(folder)
    copies = [copy_of(start, name) for name in PEOPLE]
    sent = start
    for number, scripts in enumerate(rounds):
        if number:
            sent = copy_of(copies[1], "sent")
            merge_into(copies[0], [copies[2]])
        for path, person, script in zip(copies, PEOPLE, scripts, strict=True):
            work(path, person, script)
    return [*copies, sent]


def told_before(path: Path, others: Sequence[Path]) -> None:
    """Look that a preview tells what comes, counted or merged and taken back; and undo."""
    before = standing(path)
    told = preview(path, others)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(previewing, "MUCH", 0)
        assert preview(path, others) == told, "counted or merged and taken back"
    receipts = merge_into(path, others, at_once=True)
    assert [one.preview for one in receipts] == told
    if not all(one.is_empty for one in told):
        project = Project.open(path)
        project.undo()
        project.close()
        assert standing(path) == before


def nothing_lost(path: Path, copies: Sequence[Path]) -> None:
    """Look that what its coder left there is there, or was deleted by who had seen it."""
    result = Project.open(path)
    try:
        for copy, name in zip(copies, PEOPLE, strict=True):
            theirs = Project.open(copy)
            gone = own(theirs, name) - own(result, name)
            theirs.close()
            histories = result.read(of_rows, list(gone))
            assert all(fold(history).deleted for history in histories.values())
            assert len(histories) == len(gone)
    finally:
        result.close()


SENT_THEN_DELETED: Rounds = [
    [[("replace", 0, 1, "")], [("code", 0, 2, "x")], []],
    [[], [("on_own", 2, 0, "")], []],
]
RIVAL_FILES: Rounds = [[[("replace", 0, 1, "")], [("replace", 0, 2, "")], [("code", 1, 2, "x")]]]
RIVALS_AND_ACCEPTED: Rounds = [
    [[("replace", 0, 3, "")], [("replace", 0, 2, "")], [("judge", 1, 2, "x")]],
    [[("on_moved", 1, 1, "")], [("on_moved", 0, 0, "")], [("replace", 0, 1, "")]],
]
A_VALUE_OF_NEITHER: Rounds = [
    [[("replace", 0, 1, "")], [("replace", 0, 2, "")], [("judge", 0, 0, "")]]
]
THERE_AND_BACK: Rounds = [[[], [], [("replace", 0, 3, ""), ("replace", 0, 0, "")]]]
EVERY_WAY = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]]


@pytest.mark.parametrize(
    "rounds",
    [SENT_THEN_DELETED, RIVAL_FILES, RIVALS_AND_ACCEPTED, A_VALUE_OF_NEITHER, THERE_AND_BACK],
)
def test_known_ways_to_come_to_something_else(rounds: Rounds) -> None:
    check_order(rounds, EVERY_WAY)


Patch = pytest.MonkeyPatch


def edited(patch: Patch) -> None:
    """To take a coding along is to edit it."""

    def take_along(self: Writer, table: str, changes: Sequence[tuple[bytes, bytes, Row]]) -> None:
        self.update(table, [(row, values) for row, _, values in changes])

    patch.setattr(Writer, "take_along", take_along)


def lost_for_ever(patch: Patch) -> None:
    """What was not found in one file is not looked for in another."""
    patch.setattr(codings, "lost", lambda _db, _report: [])


def from_where_it_is(patch: Patch) -> None:
    """A coding that has stayed is looked for from where it is, not from where it was put."""

    def values(before: PassageId, now: Passage | None, how: str) -> dict[str, object]:
        told = real(before, now, how)
        return told if told["moved"] else {**told, "origin": None}

    real = replacing._values
    patch.setattr(replacing, "_values", values)


def proved_where_it_is(patch: Patch) -> None:
    """Evidence is looked for from where it was found last."""
    patch.setattr(evidence_following, "_meant", lambda _db, rows: dict(rows))


@pytest.mark.parametrize(
    ("mutant", "rounds"),
    [
        (edited, SENT_THEN_DELETED),
        (lost_for_ever, RIVAL_FILES),
        (from_where_it_is, THERE_AND_BACK),
        (proved_where_it_is, A_VALUE_OF_NEITHER),
    ],
)
def test_the_law_bites(mutant: Callable[[Patch], None], rounds: Rounds) -> None:
    """An engine that follows in one of the usual wrong ways breaks it."""
    with pytest.MonkeyPatch.context() as patch:
        mutant(patch)
        with pytest.raises(AssertionError):
            check_order(rounds, EVERY_WAY)


def test_whoever_takes_codings_along_it_comes_to_the_same() -> None:
    @settings(COMMON, max_examples=EXAMPLES)
    @given(ROUNDS, st.lists(st.permutations(range(4)), min_size=3, max_size=3))
    def holds(rounds: Rounds, orders: Sequence[Sequence[int]]) -> None:
        check_order(rounds, orders)

    holds()
