"""Merging and previewing tens of thousands of operations takes other ways to the same end."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from coder.model.errors import DamagedProjectError
from coder.model.team import Preview
from coder.progress import Work, finish
from coder.project import Project
from coder.services import previewing
from coder.store import rows, staging
from coder.store.runs import Runs
from tests.building import place
from tests.coder.merging_made import Working, base, copy_of, digest, merge_into, preview
from tests.revised import KEPT, code_words, coded_project, revised_file, the_report

Patch = pytest.MonkeyPatch


@pytest.fixture
def copies(tmp_path: Path) -> list[Path]:
    """Return copies of a project, in two of which somebody coded."""
    start = base(tmp_path)
    made = [copy_of(start, name) for name in ("ours", "theirs", "others")]
    for path, person in zip(made[1:], ("Coder A", "Coder B"), strict=True):
        worker = Working(path, person)
        for number in range(8):
            worker.code(number, number % 2, "" if number % 3 else f"memo {number}")
        worker.close()
    return made


def counted(path: Path, others: list[Path], patch: Patch) -> bool:
    """Say whether a preview is counted; it is what comes of the merge."""
    ways: list[str] = []
    real = previewing._merged

    def merged(*args: Any) -> Work[list[Preview]]:  # noqa: ANN401 - passed on
        ways.append("merged")
        return real(*args)

    with patch.context() as here:
        here.setattr(previewing, "MUCH", 1)
        here.setattr(previewing, "_merged", merged)
        told = preview(path, others)
    before = digest(path)
    target = copy_of(path, "merged")
    assert [one.preview for one in merge_into(target, others, at_once=True)] == told
    assert digest(path) == before
    return not ways


def test_new_codings_are_counted(copies: list[Path], monkeypatch: Patch) -> None:
    assert counted(copies[0], copies[1:], monkeypatch)


def test_codings_that_were_changed_since_are_counted(
    copies: list[Path], monkeypatch: Patch
) -> None:
    worker = Working(copies[1], "Coder A")
    for number in (1, 2, 3):
        worker.own_coding(number, number, "said otherwise")
    worker.change_code(0, 3, "defined otherwise")
    worker.close()
    assert counted(copies[0], copies[1:], monkeypatch)


def test_a_second_sending_is_counted_when_the_first_is_here(
    copies: list[Path], monkeypatch: Patch
) -> None:
    merge_into(copies[0], copies[1:])
    worker = Working(copies[1], "Coder A")
    worker.code(3, 1, "later")
    worker.own_coding(0, 2, "said otherwise later")
    worker.close()
    assert counted(copies[0], copies[1:], monkeypatch)


def test_a_new_report_that_may_be_one_of_ours_is_told(
    copies: list[Path], monkeypatch: Patch
) -> None:
    worker = Working(copies[1], "Coder A")
    worker.report(0, 0, "")
    worker.close()
    assert any(one.kind == "report" for one in preview(copies[0], copies[1:])[0].proposals)
    assert counted(copies[0], copies[1:], monkeypatch)


def test_work_that_rests_on_passages_that_are_here_is_counted(
    copies: list[Path], monkeypatch: Patch
) -> None:
    """A work file does not bring the passages that the copy was made with."""
    lead = Project.open(copies[0])
    lead.become("Coder L")
    target = finish(lead.sharing.share(copies[0].with_name("handed.evc"), for_="Coder A"))
    lead.close()
    worker = Working(target, "Coder A")
    project = worker.project
    (known,) = project.codings.listing()
    for code in project.codebook.codes():
        project.codings.add(place(project, known.report, (0, 0, 30)), [code.id], "on the same")
    work = finish(project.sharing.share_work(target.with_name("work.evw")))
    worker.close()
    assert counted(copies[0], [work], monkeypatch)


@pytest.mark.parametrize(
    "why", ["both hold the same", "a code is gone", "one deletes what the other codes with"]
)
def test_what_is_no_matter_of_counting_is_merged_and_taken_back(
    copies: list[Path], monkeypatch: Patch, why: str
) -> None:
    others = copies[1:]
    if why == "both hold the same":
        others.append(copy_of(copies[1], "the same again"))
    else:
        here = why == "a code is gone"
        worker = Working(copies[0 if here else 2], "Coder L" if here else "Coder B")
        worker.change_code(1, 4, "")
        worker.close()
    assert not counted(copies[0], others, monkeypatch)


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_another_file_of_a_report_is_no_matter_of_counting(
    tmp_path: Path, monkeypatch: Patch, side: str
) -> None:
    """Codings go along with it, whoever put it in the place of the first."""
    start = coded_project(tmp_path / "start.evc")
    start.close()
    ours, theirs = copy_of(start.path, "ours"), copy_of(start.path, "theirs")
    for path in (ours, theirs):
        project = Project.open(path)
        project.become("Coder L" if path == ours else "Coder B")
        code_words(project, KEPT, project.codebook.codes()[0].id)
        if path.stem == side:
            finish(project.reports.replace(the_report(project), revised_file(tmp_path), no_words))
        project.close()
    assert not counted(ours, [theirs], monkeypatch)


def no_words(*_: object) -> None:
    """Give no password."""


WORDS = (
    "", "null", "a \x00 in it", 'said ":[" and ":{"', "\\u0000", "a tab\tand a line\n",
    'a quote" and a slash\\', "é 漢 😀 \u2028",
)  # fmt: skip


def test_rows_of_any_words_are_put_as_python_puts_them(copies: list[Path]) -> None:
    """Whoever folds them: SQLite in a merge, Python where each row is made."""
    worker = Working(copies[1], "Coder A")
    project = worker.project
    code, report = project.codebook.codes()[0].id, project.reports.all()[0].id
    for at, words in enumerate(WORDS):
        project.codings.add(place(project, report, (0, 3 * at, 3 * at + 40)), [code], words)
    worker.close()
    merge_into(copies[0], copies[1:2])
    digest(copies[0])
    project = Project.open(copies[0])
    memos = [one.memo for one in project.codings.listing()]
    project.close()
    assert set(WORDS) <= set(memos)


def test_nothing_plain_is_folded_in_python(copies: list[Path], monkeypatch: Patch) -> None:
    def first_row(line: Sequence[Any]) -> dict[str, Any]:
        assert line[5] not in {"coding", "passage", "action"}
        return real(line)

    real = rows.first_row
    monkeypatch.setattr(rows, "first_row", first_row)
    (receipt,) = merge_into(copies[0], copies[1:2])
    assert receipt.preview.new["codings"] == 8
    assert receipt.preview.new["memos"] == 3


ALTERED = (
    "UPDATE op SET hlc = hlc + 65536 WHERE rowid = (SELECT max(rowid) FROM op)",
    "UPDATE op SET patch = replace(patch, 'memo 6', 'memo 7')",
    "UPDATE op SET \"table\" = 'nothing' WHERE rowid = (SELECT max(rowid) FROM op)",
)


@pytest.mark.parametrize("fate", ["goes on", "is killed"])
@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_operation_is_found_while_others_are_merged(
    copies: list[Path], monkeypatch: Patch, how: str, fate: str
) -> None:
    """By a process of its own; should that one be killed, all the same."""
    before = digest(copies[0])
    with sqlite3.connect(copies[2]) as db:
        db.execute(how)
    db.close()
    seen: list[int] = []
    real = staging._Looking.found

    def found(looking: staging._Looking) -> int:
        if fate == "is killed":
            looking._process.kill()
            looking._process.join()
        seen.append(real(looking))
        return seen[-1]

    monkeypatch.setattr(staging, "MUCH", 1)
    monkeypatch.setattr(staging._Looking, "found", found)
    with pytest.raises(DamagedProjectError, match=r"others\.evc"):
        merge_into(copies[0], copies[1:], at_once=True)
    assert "nothing" in how or seen[0] > 0
    assert digest(copies[0]) == before


def test_runs_are_a_set_of_operations() -> None:
    one, other = bytes(16), b"\1" * 16
    some = Runs.of([(one, 3), (one, 1), (one, 2), (other, 7), (one, 5)])
    assert [tuple(run) for run in some] == [(one, 1, 3), (one, 5, 5), (other, 7, 7)]
    assert len(some) == 5
    assert (one, 2) in some
    assert (one, 4) not in some
    assert (other, 2) not in some
    assert Runs.unpack(some.pack()) == some
    assert [tuple(run) for run in some | Runs.of([(one, 4)])] == [(one, 1, 5), (other, 7, 7)]
    assert not Runs()
    assert not Runs.unpack(b"")
