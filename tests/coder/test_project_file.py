"""A project file is kept, refused or copied whole; what was shown as done survives a kill."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coder.model.coding import Coding
from coder.model.errors import (
    BusyProjectError,
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectError,
)
from coder.progress import finish
from coder.project import Project
from coder.store import file, schema, upgrade
from tests.building import add_report, place

TOP = Path(__file__).resolve().parents[2]
CODER = ("Coder A", "A", "#0072B2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a closed project with a report, two codes and a coding."""
    target = tmp_path / "p.evc"
    project = Project.create(target, CODER)
    report = add_report(project, "E1")
    code = project.codebook.add(None, None, "Reach")
    project.codebook.add(None, None, "Costs")
    project.codings.add(place(project, report.id, (0, 0, 30)), [code], "why")
    project.close()
    return target


def test_what_is_not_a_project_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "notes.evc"
    other.write_text("not a database")
    with pytest.raises(NotAProjectError, match="not an Evidence Coder project"):
        Project.open(other)
    with sqlite3.connect(tmp_path / "other.evc") as db:
        db.execute("CREATE TABLE t (x)")
    with pytest.raises(NotAProjectError):
        Project.open(tmp_path / "other.evc")
    with pytest.raises(NotAProjectError, match="There is no file"):
        Project.open(tmp_path / "gone.evc")
    with pytest.raises(NotAProjectError, match="is a folder"):
        Project.open(tmp_path)


def test_a_newer_project_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerProjectError, match="newer Evidence Coder"):
        Project.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_project_cut_short_is_refused(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(DamagedProjectError, match="damaged"):
        Project.open(path)


def test_overwritten_pages_are_noticed(path: Path) -> None:
    """After an unclean end the whole file is looked at before anything is shown."""
    with sqlite3.connect(path) as db:
        db.execute("UPDATE local SET value = '0' WHERE key = 'closed'")
    content = bytearray(path.read_bytes())
    for at in range(8192, len(content), 4096):
        content[at : at + 64] = b"\xff" * 64
    path.write_bytes(content)
    with pytest.raises(DamagedProjectError):
        Project.open(path)


def test_a_second_program_is_kept_out(path: Path) -> None:
    project = Project.open(path)
    script = (
        "import sys; from pathlib import Path; from coder.project import Project\n"
        "from coder.model.errors import BusyProjectError\n"
        "try: Project.open(Path(sys.argv[1]))\n"
        "except BusyProjectError as error: print(error); sys.exit(7)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=TOP, capture_output=True, check=False
    )
    assert done.returncode == 7
    assert "open in another window" in done.stdout.decode()
    with pytest.raises(BusyProjectError):
        Project.open(path)
    project.close()
    Project.open(path).close()


def test_a_new_project_never_replaces_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="already a file"):
        Project.create(path, CODER)
    assert path.read_bytes() == before


def test_a_copy_says_the_same_and_is_closed(path: Path, tmp_path: Path) -> None:
    project = Project.open(path)
    project.codebook.add(None, None, "Fit")
    copy = tmp_path / "copy.evc"
    project.save_copy(copy)
    with pytest.raises(ProjectError, match="itself"):
        project.save_copy(path)
    digest = project.digest()
    project.close()
    other = Project.open(copy)
    assert other.digest() == digest
    assert finish(other.check()) == []
    other.close()
    assert {one.name for one in tmp_path.iterdir()} == {"copy.evc", "p.evc"}


def test_undo_reaches_back_over_a_reopening(path: Path) -> None:
    project = Project.open(path)
    assert project.undo_label == "Code as Reach"
    project.undo()
    assert project.codings.listing() == []
    project.close()
    project = Project.open(path)
    assert project.redo_label == "Code as Reach"
    project.redo()
    assert [one.memo for one in project.codings.listing()] == ["why"]
    project.close()


def test_another_coders_acts_are_not_undone(path: Path) -> None:
    project = Project.open(path)
    project.become("Coder B")
    assert project.undo_label is None
    coding = project.codings.listing()[0]
    with pytest.raises(ProjectError, match="another coder"):
        project.codings.delete([coding.id])
    project.close()


def test_the_check_notices_what_was_tampered_with(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE coding SET memo = 'forged'")
        db.execute("UPDATE op SET patch = replace(patch, 'Reach', 'Breach')")
        db.execute("UPDATE page SET text = 'x' || substr(text, 2)")
        db.execute("UPDATE blob SET bytes = x'00'")
    project = Project.open(path)
    problems = "\n".join(finish(project.check()))
    project.close()
    for word in ("A coding", "was altered", "not the one that was added", "no longer says"):
        assert word in problems


def test_an_older_file_is_upgraded_on_a_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, later = schema.VERSION, schema.VERSION + 1
    monkeypatch.setattr(schema, "VERSION", later)
    monkeypatch.setattr(
        upgrade,
        "STEPS",
        {later: lambda db: db.exec_driver_sql("UPDATE project SET memo = 'upgraded'") and None},
    )
    monkeypatch.setattr(file, "upgrade", lambda db, old: upgrade.upgrade(db, old, later))
    before = path.read_bytes()
    project = Project.open(path)
    assert project.memo == "upgraded"
    project.close()
    backup = path.with_name(f"p (before upgrade from version {now}).evc")
    assert backup.read_bytes() == before


def test_a_failed_upgrade_leaves_the_file_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = schema.VERSION + 1
    monkeypatch.setattr(schema, "VERSION", later)
    monkeypatch.setattr(
        upgrade,
        "STEPS",
        {later: lambda db: db.exec_driver_sql("UPDATE nothing SET x = 1") and None},
    )
    monkeypatch.setattr(file, "upgrade", lambda db, old: upgrade.upgrade(db, old, later))
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="unchanged"):
        Project.open(path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.upgrade"))


WORKER = """
import sys
from pathlib import Path
from coder.project import Project
from tests.building import place
project = Project.open(Path(sys.argv[1]))
report = project.reports.all()[0].id
code = project.codebook.codes()[0].id
for number in range(10_000):
    if number % 4 == 3:
        project.undo()
        print("undone", flush=True)
    else:
        passage = place(project, report, (0, number % 60, 100))
        print(project.codings.add(passage, [code], str(number))[0].hex(), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_kill_at_any_moment_keeps_what_was_shown(path: Path) -> None:
    """Law 17: after SIGKILL every act that was acknowledged is there, and none is half there."""
    rng = random.Random(7)
    expected: list[str] = [one.id.hex() for one in _opened(path)]
    for _ in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(path)], cwd=TOP, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.12))
        os.kill(process.pid, signal.SIGKILL)
        shown = [first.strip(), *process.stdout.read().split()]
        process.wait()
        process.stdout.close()
        for one in shown:
            if one == "undone":
                expected.pop()
            elif one not in expected:
                expected.append(one)
        found = [one.id.hex() for one in _opened(path)]
        assert set(expected) ^ set(found) <= {*found[-1:], *expected[-1:]}
        assert len(set(expected) ^ set(found)) <= 1, "at most the act in progress"
        expected = found


def _opened(path: Path) -> list[Coding]:
    project = Project.open(path)
    try:
        assert finish(project.check()) == []
        return sorted(project.codings.listing(), key=lambda one: one.id)
    finally:
        project.close()
