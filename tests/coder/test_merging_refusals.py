"""What cannot be merged ends in a plain message and leaves both files as they were."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coder.model.errors import (
    BusyProjectError,
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectError,
)
from coder.progress import finish
from coder.project import Project
from coder.store import schema
from coder.store.op_hash import hash_of
from tests.building import place
from tests.coder.merging_made import Working, base, copy_of, digest, merge_into

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Return two copies of a project; in the second Coder B has worked."""
    start = base(tmp_path)
    ours, theirs = copy_of(start, "ours"), copy_of(start, "theirs")
    worker = Working(theirs, "Coder B")
    for number in range(40):
        worker.code(number, number % 2, f"memo {number}")
    worker.report(0, 0, "")
    worker.close()
    return ours, theirs


def refused(ours: Path, theirs: Path, error: type[ProjectError], words: str) -> None:
    """Look that preview and merge are refused in these words, and both files are unchanged."""
    before = digest(ours)
    kept = theirs.read_bytes() if theirs.is_file() else b""
    project = Project.open(ours)
    try:
        project.become("Coder L")
        start = project.digest()
        for act in (project.merging.preview, project.merging.merge):
            with pytest.raises(error, match=words):
                finish(act([theirs]))  # type: ignore[operator]
        assert project.digest() == start == before
        assert project.merging.receipts() == []
        assert finish(project.check()) == []
    finally:
        project.close()
    if kept and theirs != ours:
        assert theirs.read_bytes() == kept


def test_what_is_no_project(pair: tuple[Path, Path], tmp_path: Path) -> None:
    ours, _ = pair
    notes = tmp_path / "notes.evc"
    notes.write_text("nothing of ours")
    refused(ours, notes, NotAProjectError, "notes.evc” is not an Evidence Coder project")
    refused(ours, tmp_path / "gone.evc", NotAProjectError, "There is no file")
    (tmp_path / "empty").mkdir()
    refused(ours, tmp_path / "empty", NotAProjectError, "no project")
    refused(ours, ours, ProjectError, "is the project itself")


SENSELESS = (
    ("coding", "memo", '"\\ud800"'), ("coding", "memo", "[1]"), ("coding", "memo", "[" * 9_000),
    ("code", "memo", "[1]"), ("code", "position", "9" * 30), ("passage", "ranges", '"[]"'),
    ("passage", "quote", '0,"a":[1]'),
)  # fmt: skip


@pytest.mark.parametrize(("table", "name", "value"), SENSELESS, ids=range(len(SENSELESS)))
def test_what_makes_no_sense_though_its_hash_fits(
    pair: tuple[Path, Path], table: str, name: str, value: str
) -> None:
    """Another program can write anything, with a hash to it."""
    ours, theirs = pair
    with sqlite3.connect(theirs) as db:
        query = "SELECT person, patch FROM op WHERE \"table\" = ? AND prev = x'' LIMIT 1"
        person, patch = db.execute(query, (table,)).fetchone()
        said = json.dumps({**json.loads(patch), name: "@"}, separators=(",", ":"))
        said = said.replace('"@"', value)
        op = (b"\1" * 16, 1, 1 << 16, person, b"\2" * 16, table, b"\3" * 16, b"", said)
        db.execute("INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*op, hash_of(*op)))
    db.close()
    refused(ours, theirs, DamagedProjectError, "its history does not hold together")


def test_a_time_after_which_there_is_none(pair: tuple[Path, Path]) -> None:
    """Clocks never go back: with that one reached nobody could write to the project any more."""
    ours, theirs = pair
    with sqlite3.connect(theirs) as db:
        query = "SELECT person, patch FROM op WHERE \"table\" = 'action' LIMIT 1"
        person, patch = db.execute(query).fetchone()
        act = b"\2" * 16
        op = (b"\1" * 16, 1, (1 << 63) - 1, person, act, "action", act, b"", patch)
        db.execute("INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*op, hash_of(*op)))
    db.close()
    refused(ours, theirs, DamagedProjectError, "its history was altered")


def test_a_newer_project(pair: tuple[Path, Path]) -> None:
    ours, theirs = pair
    with sqlite3.connect(theirs) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    refused(ours, theirs, NewerProjectError, "theirs.evc” was made by a newer")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_project_cut_short(pair: tuple[Path, Path], share: float) -> None:
    ours, theirs = pair
    whole = theirs.read_bytes()
    theirs.write_bytes(whole[: int(len(whole) * share)])
    refused(ours, theirs, DamagedProjectError, "theirs.evc” is damaged")


ALTERED: dict[str, str] = {
    "what an operation says": "UPDATE op SET patch = replace(patch, 'memo 7', 'memo 8')",
    "who did it": "UPDATE op SET person = zeroblob(16) WHERE seq = 5",
    "when": "UPDATE op SET hlc = hlc + 65536",
    "what it had seen": "UPDATE op SET prev = zeroblob(24) WHERE prev != ''",
    "its hash": "UPDATE op SET hash = zeroblob(16)",
    "a table that is not ours": "UPDATE op SET \"table\" = 'nothing'",
    "no JSON": "UPDATE op SET patch = 'x'",
    "the text of a report": "UPDATE page SET text = 'x' || text",
    "a page of a report": "DELETE FROM page WHERE number = 0",
    "a missing table": "DROP TABLE op",
}


@pytest.mark.parametrize("how", ALTERED)
def test_a_project_that_was_altered(pair: tuple[Path, Path], how: str) -> None:
    ours, theirs = pair
    with sqlite3.connect(theirs) as db:
        db.execute(ALTERED[how])
    refused(ours, theirs, ProjectError, "theirs.evc”")


def test_a_pdf_that_is_another(pair: tuple[Path, Path]) -> None:
    ours, theirs = pair
    with sqlite3.connect(theirs) as db:
        db.execute("UPDATE blob SET bytes = x'255044462d'")
    before = digest(ours)
    with pytest.raises(DamagedProjectError, match="a PDF in it is not the one"):
        merge_into(ours, [theirs])
    assert digest(ours) == before


def test_flipped_bits(pair: tuple[Path, Path]) -> None:
    """A file with any bit flipped is refused, or brings what the whole file brings."""
    ours, theirs = pair
    whole, chance = theirs.read_bytes(), random.Random(5)
    good = copy_of(ours, "good")
    merge_into(good, [theirs])
    before, wanted, caught = digest(ours), digest(good), 0
    for number in range(24):
        flipped = bytearray(whole)
        flipped[chance.randrange(100, len(whole))] ^= 1 << chance.randrange(8)
        theirs.write_bytes(flipped)
        target = copy_of(ours, f"flip {number}")
        try:
            merge_into(target, [theirs])
        except ProjectError:
            caught += 1
            assert digest(target) == before
        else:
            assert digest(target) == wanted
        target.unlink()
    assert caught > 0


def test_a_file_that_is_open_elsewhere(pair: tuple[Path, Path]) -> None:
    ours, theirs = pair
    script = (
        "import sys, time; from pathlib import Path; from coder.project import Project\n"
        "project = Project.open(Path(sys.argv[1])); project.put_local('here', '1')\n"
        "print('open', flush=True); sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(theirs)],
        cwd=TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        assert process.stdout.readline() == b"open\n"
        refused(ours, theirs, BusyProjectError, "theirs.evc” is open in another window")
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait()
    merge_into(ours, [theirs])


def test_two_histories_under_one_mark(pair: tuple[Path, Path]) -> None:
    """Law 16: a replica that says two things is refused."""
    ours, theirs = pair
    with sqlite3.connect(ours) as db:
        (replica,) = db.execute("SELECT replica FROM op LIMIT 1").fetchone()
        db.execute("UPDATE op SET hash = zeroblob(16) WHERE replica = ? AND seq = 3", (replica,))
    with pytest.raises(ProjectError, match="another history under the same marks"):
        merge_into(ours, [theirs])


def test_one_bad_file_of_several_brings_nothing(pair: tuple[Path, Path], tmp_path: Path) -> None:
    ours, theirs = pair
    folder = tmp_path / "inbox"
    folder.mkdir()
    shutil.copyfile(theirs, folder / "a.evc")
    (folder / "b.evw").write_bytes(b"EVIDENCE-WORK-1\nnot whole")
    (folder / "notes.txt").write_text("left alone")
    before = digest(ours)
    with pytest.raises(DamagedProjectError, match=r"b\.evw"):
        merge_into(ours, [folder], at_once=True)
    assert digest(ours) == before
    (folder / "b.evw").unlink()
    (receipt,) = merge_into(ours, [folder], at_once=True)
    assert receipt.source == "a.evc"


def test_a_file_not_closed_and_one_of_an_older_version(pair: tuple[Path, Path]) -> None:
    """They are looked at in copies: what was half written is taken back there, not here."""
    ours, _ = pair
    old = ours.with_name("old.evc")
    import gzip

    kept = Path(__file__).parent / "kept" / "version-1.evc.gz"
    old.write_bytes(gzip.decompress(kept.read_bytes()))
    before = old.read_bytes()
    (receipt,) = merge_into(ours, [old])
    assert receipt.preview.new["codings"] == 5
    assert old.read_bytes() == before
    assert sorted(one.name for one in ours.parent.iterdir()) == [
        "base.evc", "old.evc", "ours.evc", "theirs.evc"
    ]  # fmt: skip
    digest(ours)


@pytest.mark.parametrize("room", [2, 20, 60])
def test_a_full_disk(pair: tuple[Path, Path], room: int) -> None:
    """The file may grow by so many pages and no more: nothing of the merge stays."""
    ours, theirs = pair
    before = digest(ours)
    project = Project.open(ours)
    project.become("Coder L")
    pages = project._db.exec_driver_sql("PRAGMA page_count").scalar()
    project._db.exec_driver_sql(f"PRAGMA max_page_count = {int(pages or 0) + room}")
    if room > 2:
        worker = Working(theirs, "Coder B")
        for number in range(160):
            worker.code(number, number % 12, "a long memo " * 40)
        worker.close()
    with pytest.raises(ProjectError, match="disk is full"):
        finish(project.merging.merge([theirs]))
    assert project.digest() == before
    project.close()
    assert digest(ours) == before
    merge_into(ours, [theirs])


MERGER = """
import sys
from pathlib import Path
from coder.progress import finish
from coder.project import Project
project = Project.open(Path(sys.argv[1]))
print("ready", flush=True)
finish(project.merging.merge([Path(sys.argv[2])]))
print("done", flush=True)
project.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_kill_in_the_middle_of_a_merge(pair: tuple[Path, Path]) -> None:
    """Law 17: after SIGKILL the project is as before, or as after."""
    start, theirs = pair
    Working(start, "Coder L").close()
    worker = Working(theirs, "Coder B")
    code = worker.project.codebook.codes()[0].id
    for report in worker.project.reports.all():
        places = [place(worker.project, report.id, (0, at, at + 9)) for at in range(60)]
        worker.project.codings.add_many([(one, code, "many") for one in places])
    worker.close()
    after, before = copy_of(start, "after"), digest(start)
    merge_into(after, [theirs])
    allowed, chance = {before, digest(after)}, random.Random(3)
    seen, took = [], _how_long(copy_of(start, "timed"), theirs)
    for number in range(12):
        target = copy_of(start, f"killed {number}")
        process = _merging(target, theirs)
        time.sleep(chance.uniform(0.0, took * 1.1))
        os.kill(process.pid, signal.SIGKILL)
        assert process.stdout is not None
        is_done = b"done" in process.stdout.read()
        process.stdout.close()
        process.wait()
        found = digest(target)
        assert found in allowed
        assert not is_done or found != before
        seen.append(found == before)
        finish_merging(target, theirs, allowed)
    assert any(seen), "every kill came too late"


def finish_merging(target: Path, theirs: Path, allowed: set[str]) -> None:
    """Merge again after a kill: it comes to the same as if nothing had been."""
    merge_into(target, [theirs])
    assert digest(target) in allowed


def _merging(target: Path, theirs: Path) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", MERGER, str(target), str(theirs)], cwd=TOP, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def _how_long(target: Path, theirs: Path) -> float:
    process = _merging(target, theirs)
    begin = time.perf_counter()
    assert process.stdout is not None
    process.stdout.readline()
    took = time.perf_counter() - begin
    process.stdout.close()
    process.wait()
    return took


def test_a_cancelled_merge_changes_nothing(pair: tuple[Path, Path]) -> None:
    ours, theirs = pair
    other = copy_of(theirs, "another")
    before = digest(ours)
    project = Project.open(ours)
    project.become("Coder L")
    work = project.merging.merge([theirs, other])
    next(work)
    next(work)
    work.close()
    assert project.digest() == before
    project.close()
    assert digest(ours) == before
