"""A project whose bytes were altered is told to be damaged, plainly, and never breaks us."""

import gzip
import os
import shutil
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from coder import commands, paths
from coder.commands import showing
from coder.model.errors import DamagedProjectError, NotAProjectError, ProjectError
from coder.progress import finish
from coder.project import Project
from coder.store.op_hash import hash_of
from tests.coder.merging_made import Working, base, copy_of, digest, merge_into

NO_TEXT = "CAST(x'ff41' AS TEXT)"
"""What is told to be text and is none."""
ALTERED: dict[str, str] = {
    "no JSON in the history": "UPDATE op SET patch = '{' WHERE seq = 5",
    "no text in the history": f"UPDATE op SET patch = {NO_TEXT} WHERE seq = 5",
    "no keys in the history": "UPDATE op SET prev = 7 WHERE seq = 5",
    "a row that is no text": f"UPDATE code SET name = {NO_TEXT}",
    "a row that has no ids": "UPDATE coding SET code = 'x'",
    "a passage without its place": "UPDATE passage SET boxes = x'00'",
    "geometry that cannot be unpacked": "UPDATE page SET packed = substr(packed, 1, 40)",
    "no geometry": "UPDATE page SET packed = x''",
    "the text of a page": f"UPDATE page SET text = {NO_TEXT}",
    "a page": "DELETE FROM page WHERE number = 0",
    "a PDF": "DELETE FROM blob",
    "a report": "UPDATE report SET title = x'ff'",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed project of two reports and a coding."""
    return base(tmp_path)


def garble_schema(path: Path) -> None:
    """Put a byte that is no text into the name of a table that makes no sense."""
    whole = path.read_bytes()
    assert whole.count(b"tablecodingcoding") == 1
    path.write_bytes(whole.replace(b"tablecodingcoding", b"tablec\xbddingcoding", 1))


@pytest.mark.parametrize("how", ALTERED)
def test_check_tells_of_it(path: Path, how: str) -> None:
    """Whatever was altered: it is a problem in plain words, not an end in the middle."""
    with sqlite3.connect(path) as db:
        assert db.execute(ALTERED[how]).rowcount > 0
    project = Project.open(path)
    try:
        problems = finish(project.check())
    finally:
        project.close()
    assert problems
    assert all("\n" not in one and "Error" not in one for one in problems)


def test_what_was_found_before_the_end_of_the_history_is_told(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE op SET patch = patch || ' ', hash = hash WHERE rowid = 1")
        db.execute("UPDATE op SET patch = '{' WHERE rowid = (SELECT max(rowid) FROM op)")
    project = Project.open(path)
    problems = finish(project.check())
    project.close()
    assert any("was altered" in one for one in problems)
    assert any("history cannot be read" in one for one in problems)


def test_tables_that_say_no_text(path: Path) -> None:
    """SQLite's own words about it are no text then, and a Python of its own cannot say them."""
    theirs = copy_of(path, "theirs")
    garble_schema(theirs)
    with pytest.raises(DamagedProjectError, match=r"theirs\.evc” is damaged: its contents"):
        Project.open(theirs)
    before = digest(path)
    with pytest.raises(DamagedProjectError, match=r"theirs\.evc” is damaged"):
        merge_into(path, [theirs])
    assert digest(path) == before


def test_what_cannot_be_read_is_told_without_the_words_of_the_database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute(f"UPDATE page SET text = {NO_TEXT}")
    project = Project.open(path)
    report = project.reports.all()[0].id
    for ask in (project.reports.plain_texts, project.reports.page_texts):
        with pytest.raises(ProjectError, match=r"^“base\.evc” cannot be read: its contents do"):
            ask(report)
    project.close()


def test_a_damaged_row_that_keeps_the_project_from_opening(path: Path) -> None:
    """The file is let go of: another program can have it."""
    with sqlite3.connect(path) as db:
        db.execute(f"UPDATE coder SET name = {NO_TEXT}")
    with pytest.raises(ProjectError, match="its contents do not hold together"):
        Project.open(path)
    with sqlite3.connect(path, timeout=0.1) as db:
        db.execute("UPDATE coder SET name = 'Coder A'")


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are POSIX")
def test_a_pipe_is_no_project_and_nobody_waits_for_it(path: Path) -> None:
    pipe = path.with_name("pipe.evc")
    os.mkfifo(pipe)
    with pytest.raises(NotAProjectError):
        Project.open(pipe)
    with pytest.raises(NotAProjectError):
        merge_into(path, [pipe])


def test_a_command_tells_of_what_nobody_foresaw(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 1 and two plain lines; what it was is in the log."""

    def broken(_project: Project) -> list[dict[str, object]]:
        raise KeyError(7)

    monkeypatch.setattr(paths.platformdirs, "user_log_dir", lambda *_, **__: str(tmp_path))
    monkeypatch.setitem(showing.LISTS, "codes", broken)
    assert commands.run(["show", str(path), "codes", "--json"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 2
    assert "Traceback" not in told.err
    assert str(tmp_path / "errors.log") in told.err
    assert "KeyError: 7" in (tmp_path / "errors.log").read_text(encoding="utf-8")


def cut_off(path: Path) -> bytes:
    """Return the journal of an act on a file that was cut off in its middle; the act stays."""
    journal = path.with_name(path.name + "-journal")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN")
    db.execute("UPDATE op SET patch = patch || ' '")
    db.execute("CREATE TABLE more AS SELECT randomblob(3000) FROM op, op AS again LIMIT 200")
    kept = journal.read_bytes()
    db.execute("COMMIT")
    db.close()
    return kept


def test_a_journal_that_was_left_is_not_taken_for_that_of_a_new_copy(
    path: Path, tmp_path: Path
) -> None:
    """A program that is killed while it writes a copy leaves one, and its copy beside it."""
    target = tmp_path / "copy.evc"
    for name in ("copy.evc", "copy.evc.part"):
        other = copy_of(path, "other")
        (tmp_path / f"{name}-journal").write_bytes(cut_off(other))
    project = Project.open(path)
    project.codebook.add(None, None, "Quite another code")
    wanted = project.digest()
    project.save_copy(target)
    project.close()
    assert digest(target) == wanted
    assert not list(tmp_path.glob("copy*-journal"))


def test_an_older_file_that_was_cut_off_is_upgraded_from_before(tmp_path: Path) -> None:
    """Its unfinished act is taken back first, and not from the file that was upgraded."""
    kept = Path(__file__).parent / "kept" / "version-1.evc.gz"
    whole, old = tmp_path / "whole.evc", tmp_path / "old.evc"
    whole.write_bytes(gzip.decompress(kept.read_bytes()))
    shutil.copyfile(whole, old)
    (tmp_path / "old.evc-journal").write_bytes(cut_off(old))
    project = Project.open(old)
    assert finish(project.check()) == []
    found = project.digest()
    project.close()
    assert found == digest(whole)


def test_a_time_that_no_clock_shows(path: Path) -> None:
    """A clock that is wrong by a century is bearable; one at its end would stop ours."""
    theirs = copy_of(path, "theirs")
    worker = Working(theirs, "Coder B")
    worker.code(0, 0, "mine")
    worker.close()
    for years, is_taken in ((300, True), (3000, False)):
        far = (int(time.time()) + years * 31_557_600) * 1000 << 16
        with sqlite3.connect(theirs) as db:
            *parts, _ = db.execute("SELECT * FROM op ORDER BY rowid DESC").fetchone()
            parts[2] = far
            change = "UPDATE op SET hlc = ?, hash = ? WHERE replica = ? AND seq = ?"
            db.execute(change, (far, hash_of(*parts), parts[0], parts[1]))
        target = copy_of(path, f"target {years}")
        before = digest(target)
        if is_taken:
            merge_into(target, [theirs])
            worker = Working(target, "Coder C")
            worker.code(1, 1, "later")
            worker.close()
            assert commands.run(["show", str(target), "history"]) == 0
            digest(target)
        else:
            with pytest.raises(DamagedProjectError, match="its history was altered"):
                merge_into(target, [theirs])
            assert digest(target) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_project(tmp_path: Path) -> None:
    """What it leads to is upgraded, and taken back if it was cut off; the link stays a link."""
    kept = Path(__file__).parent / "kept" / "version-1.evc.gz"
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    old, link, whole = folder / "old.evc", tmp_path / "link.evc", tmp_path / "whole.evc"
    old.write_bytes(gzip.decompress(kept.read_bytes()))
    shutil.copyfile(old, whole)
    link.symlink_to(old)
    (folder / "old.evc-journal").write_bytes(cut_off(old))
    other = base(tmp_path)
    merge_into(other, [link])
    wanted = digest(copy_of(whole, "other whole"))
    assert digest(link) == digest(old) == wanted
    assert link.is_symlink()
    assert (folder / "old (before upgrade from version 1).evc").exists()
