"""The laws of merging, over random work of several people in copies of one project.

Numbers are those of the list that the design of merging names: 1 commutative, 2 associative,
3 idempotent, 4 neutral, 5 fast-forward, 6 tables are the fold of the log, 7 preview is result,
8 undo is the inverse, 9 nothing is lost in silence, 10 an informed edit settles, 11 no quarrel
with oneself, 12 the log is the union, 13 nothing refers to what is not there.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Select, select

from coder.model.errors import ProjectError
from coder.model.team import Conflict
from coder.progress import finish
from coder.project import Project
from coder.services import previewing
from coder.store import schema, unmerge
from coder.store.fold import DELETED, Op, fold
from coder.store.ops import from_patch, of_rows
from tests.coder.merging_made import (
    PEOPLE,
    VERBS,
    Working,
    base,
    copy_of,
    digest,
    merge_into,
    merged,
    new_folder,
    preview,
)

Did = tuple[str, int, int, str]
DOING = st.tuples(
    st.sampled_from(VERBS), st.integers(0, 5), st.integers(0, 11), st.sampled_from(["", "x", "y"])
)
SCRIPT = st.lists(DOING, max_size=7)
ROUNDS = st.lists(st.tuples(SCRIPT, SCRIPT, SCRIPT), min_size=1, max_size=2)
"""What three people do, then, if there is a second round, again after one took in another's."""
EXAMPLES = int(os.environ.get("EVIDENCE_CODER_EXAMPLES", "10"))
COMMON = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate],
)


@contextmanager
def at_work(rounds: Sequence[Sequence[Sequence[Did]]]) -> Iterator[tuple[Path, list[Path]]]:
    """Give a base and the copies of three people who worked as told."""
    folder = new_folder()
    try:
        start = base(folder)
        copies = [copy_of(start, name) for name in PEOPLE]
        for number, scripts in enumerate(rounds):
            if number:
                merge_into(copies[0], [copies[1]])
            for path, person, script in zip(copies, PEOPLE, scripts, strict=True):
                work(path, person, script)
        yield start, copies
    finally:
        shutil.rmtree(folder)


def work(path: Path, person: str, script: Sequence[Did]) -> None:
    """Do what the script says in a copy; what is refused is left out."""
    one = Working(path, person)
    try:
        for did in script:
            with suppress(ProjectError):
                one.do(*did)
    finally:
        one.close()


def ops(path: Path) -> set[tuple[bytes, int]]:
    with sqlite3.connect(path) as db:
        return set(db.execute("SELECT replica, seq FROM op"))


def check_order(rounds: Sequence[Sequence[Sequence[Did]]]) -> None:
    """Laws 1, 2, 6, 12: any order and any grouping give the same project."""
    with at_work(rounds) as (_, copies):
        digests = {
            digest(merged(first, others, f"order {number}", at_once=number % 2 == 0))
            for number, (first, *others) in enumerate(list(permutations(copies))[::2])
        }
        inner = merged(copies[1], copies[2:], "inner")
        grouped = merged(copies[0], [inner], "grouped")
        assert digests == {digest(grouped)}
        assert ops(grouped) == set.union(*map(ops, copies))


def check_again(rounds: Sequence[Sequence[Sequence[Did]]]) -> None:
    """Laws 3, 4, 5: itself, the base, or the same again change nothing; a descendant is taken."""
    with at_work(rounds) as (start, copies):
        both = merged(copies[0], copies[1:2], "both")
        before = digest(both)
        for name, others in (
            ("again", copies[:2]),
            ("with the base", [start]),
            ("copy of itself", [copy_of(both, "itself")]),
        ):
            assert digest(merged(both, others, name)) == before
        assert digest(merged(start, copies[:1], "forward")) == digest(copies[0])


def check_preview_and_undo(rounds: Sequence[Sequence[Sequence[Did]]]) -> None:
    """Laws 7, 8: the preview is what comes; undo takes it back, redo brings it again."""
    with at_work(rounds) as (_, copies):
        before = digest(copies[0])
        told = preview(copies[0], copies[1:])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(previewing, "MUCH", 0)
            assert preview(copies[0], copies[1:]) == told, "counted or merged and taken back"
        assert digest(copies[0]) == before, "a preview changes nothing"
        receipts = merge_into(copies[0], copies[1:], at_once=True)
        assert [one.preview for one in receipts] == told
        after = digest(copies[0])
        if all(one.is_empty for one in told):
            return
        for is_emptied in (True, False):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(unmerge, "_less_stays", lambda *_, way=is_emptied: way)
                acted(copies[0], Project.undo)
            assert digest(copies[0]) == before
            acted(copies[0], Project.redo)
            assert digest(copies[0]) == after


def acted(path: Path, act: Callable[[Project], object]) -> None:
    """Do something in a closed project."""
    project = Project.open(path)
    act(project)
    project.close()


def check_nothing_lost(rounds: Sequence[Sequence[Sequence[Did]]]) -> None:
    """Laws 9, 13: what its writer left there is there or in dispute, and refers to what is."""
    with at_work(rounds) as (_, copies):
        every = merged(copies[0], copies[1:], "every")
        result = Project.open(every)
        try:
            listed = {one.row: one for one in result.merging.conflicts()}
            codings = {one.id: one for one in result.codings.listing()}
            codes = {one.id for one in result.codebook.codes()}
            people = {one.id for one in result.coders.all()}
            reports = {one.id for one in result.reports.all()}
            for one in codings.values():
                assert one.code in codes
                assert one.coder in people
                assert one.report in reports
            judged_of_what_is(result, reports, people)
            for path, person in zip(copies, PEOPLE, strict=True):
                memos_kept(path, person, result, listed)
        finally:
            result.close()


def judged_of_what_is(
    result: Project, reports: Collection[bytes], people: Collection[bytes]
) -> None:
    """Look that ratings and cards are of what there is, and by whom there is."""
    items = {one.id for one in result.protocol.all().items}
    codes = {one.id for one in result.codebook.codes()}
    for rating in result.ratings.all():
        assert rating.report in reports
        assert rating.coder in people
        assert rating.subject in codes
        assert rating.scale in items
    for card in result.cards.all():
        assert card.report in reports
        assert card.coder in people
        assert {card.form, *card.entries} <= items


def judgements_kept(
    copy: Project, person: bytes, result: Project, listed: Container[bytes]
) -> None:
    """Look that a person's own ratings and cards are in the result as they left them."""
    ratings = {one.id: one for one in result.ratings.all()}
    cards = {one.id: one for one in result.cards.all()}
    for one in copy.ratings.all():
        if one.coder == person and one.id in ratings:
            there = ratings[one.id]
            is_same = (there.level, there.justification) == (one.level, one.justification)
            assert is_same or one.id in listed
    for card in copy.cards.all():
        if card.coder == person and card.id in cards:
            kept = cards[card.id].entries
            for field, entry in card.entries.items():
                assert field in kept
                assert kept[field].value == entry.value or entry.id in listed
    mine: set[bytes] = {one.id for one in copy.ratings.all() if one.coder == person}
    mine |= {one.id for one in copy.cards.all() if one.coder == person}
    gone = mine - ratings.keys() - cards.keys()
    histories = result.read(of_rows, sorted(gone))
    assert all(fold(history).deleted for history in histories.values())
    assert len(histories) == len(gone), "only who saw it can have deleted it"


def memos_kept(path: Path, person: str, result: Project, listed: dict[bytes, object]) -> None:
    """Look that a person's own codings, states and memos are in the result, word for word."""
    copy = Project.open(path)
    try:
        coder = copy.coders.named(person)
        assert coder is not None
        there = {one.id: one for one in result.codings.listing()}
        for one in copy.codings.listing(coders={coder.id}):
            if one.id in there:
                assert there[one.id].memo == one.memo or one.id in listed
        deleted = {row for row, _ in _deleted_apart(result, copy)}
        mine = {one.id for one in copy.codings.listing(coders={coder.id})}
        assert mine - there.keys() <= deleted, "only who saw a coding can have deleted it"
        judgements_kept(copy, coder.id, result, listed)
        said = {(one.report, one.coder): one.state for one in result.team.assignments()}
        for one in copy.team.assignments():
            if one.coder == coder.id and one.state == "done":
                gone = one.report not in {report.id for report in result.reports.all()}
                assert gone or said.get((one.report, one.coder)) == "done" or listed
    finally:
        copy.close()


def _deleted_apart(result: Project, copy: Project) -> set[tuple[bytes, bytes]]:
    """Return codings of `copy` that somebody deleted who had seen all of their history."""
    rows = [one.id for one in copy.codings.listing()]
    histories = result.read(of_rows, rows)
    return {(row, row) for row, history in histories.items() if fold(history).deleted}


def check_nothing_silent(rounds: Sequence[Sequence[Sequence[Did]]]) -> None:
    """Law 9, by the log: what nobody overwrote knowingly shows, or is in dispute."""
    with at_work(rounds) as (_, copies):
        every = Project.open(merged(copies[0], copies[1:], "every"))
        try:
            rows = every.read(lambda db: list(db.scalars(select(schema.op.c.row).distinct())))
            histories = every.read(of_rows, rows)
            disputed = every.read(_disputed)
            for row, history in histories.items():
                if history[0].table in schema.FOLDED.keys() - {"action"}:
                    _is_heard(every, row, history, disputed)
        finally:
            every.close()


def _disputed(db: Connection) -> set[tuple[bytes, str]]:
    return {(line.row, line.field) for line in db.execute(select(schema.conflict))}


def _is_heard(
    project: Project, row: bytes, history: list[Op], disputed: set[tuple[bytes, str]]
) -> None:
    """Look that every head of a row that two wrote shows in the table, or is in dispute."""
    seen = {key for op in history for key in op.prev}
    heads = [op for op in history if op.key not in seen and op.prev]
    if len(heads) < 2:
        return
    table = history[0].table
    shown = project.read(lambda db: db.execute(_row(table, row)).mappings().first())
    deletes = [op for op in heads if op.patch.get(DELETED) == 1]
    if shown is None:
        assert len(deletes) == len(heads), "somebody changed what is gone"
        return
    assert not deletes or {(row, DELETED), (row, "_used")} & disputed
    for op in heads:
        for name, value in from_patch(table, op.patch).items():
            is_shown = shown[name] == value or (name == "memo" and str(value) in str(shown[name]))
            assert is_shown or (row, name) in disputed, f"{name} of a {table} went in silence"


def _row(table: str, row: bytes) -> Select[Any]:
    return select(schema.FOLDED[table]).where(schema.FOLDED[table].c.id == row)


def check_informed(rounds: Sequence[Sequence[Sequence[Did]]]) -> None:
    """Law 10: what somebody settles who saw it all is settled everywhere. Law 11: none alone."""
    with at_work(rounds) as (_, copies):
        alone = Project.open(copies[2])
        assert alone.merging.conflicts() == []
        alone.close()
        every = merged(copies[0], copies[1:], "every")
        project = Project.open(every)
        try:
            while listed := project.merging.conflicts():
                settle(project, listed[0])
                assert len(project.merging.conflicts()) < len(listed), "one is settled at once"
            assert project.merging.conflicts() == []
            assert finish(project.check()) == []
        finally:
            project.close()
        wanted = digest(every)
        for path in copies:
            assert digest(merged(path, [every], f"told {path.stem}")) == wanted


def settle(project: Project, one: Conflict) -> None:
    """Settle a conflict, in words of one's own where that can be."""
    if one.field in {"memo", "name", "definition", "title"}:
        project.merging.settle(one, f"settled {one.field}")
        table = schema.FOLDED[one.table].c
        query = select(table[one.field]).where(table.id == one.row)
        assert project.read(lambda db: db.scalar(query)) == f"settled {one.field}"
    else:
        project.merging.settle(one, one.values[-1].op)


LAWS: dict[str, Callable[[Sequence[Sequence[Sequence[Did]]]], None]] = {
    "order": check_order,
    "again": check_again,
    "preview and undo": check_preview_and_undo,
    "nothing lost": check_nothing_lost,
    "nothing silent": check_nothing_silent,
    "informed": check_informed,
}


@pytest.mark.parametrize("law", LAWS)
def test_law(law: str) -> None:
    """Each law, over many projects."""

    @settings(COMMON, max_examples=EXAMPLES)
    @given(ROUNDS)
    def holds(rounds: Sequence[Sequence[Sequence[Did]]]) -> None:
        LAWS[law](rounds)

    holds()
