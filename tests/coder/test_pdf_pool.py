"""Taking in many files: every one ends, none holds up or loses another."""

import os
import signal
import time
from pathlib import Path

import pytest

from coder.model.errors import PasswordNeededError, RefusedFileError
from coder.pdf.jobs import Extracted
from coder.pdf.pool import Extractors
from tests.coder.pdf_made import NASTY, SHARED, made, manifest, no_nasty, password_of

_PATIENCE = 60.0

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and pipes")


def taken(
    sources: dict[str, tuple[Path | bytes, str | None]], deadline: float = 20
) -> dict[str, Extracted | RefusedFileError]:
    """Take all sources in; each has exactly one result."""
    found: dict[str, Extracted | RefusedFileError] = {}
    with Extractors[str](2, deadline=deadline) as pool:
        for key, (source, password) in sources.items():
            pool.submit(key, source, password)
        for key, result in pool.results():
            assert key not in found
            found[key] = result
        assert pool.pending == 0
        assert pool.reading == []
    assert found.keys() == sources.keys()
    return found


def test_paths_and_bytes_and_what_is_refused(tmp_path: Path) -> None:
    good, locked = made("one", "two"), made("secret", password="évaluation")
    path = tmp_path / "good.pdf"
    path.write_bytes(good)
    found = taken(
        {
            "path": (path, None),
            "bytes": (good, None),
            "missing": (tmp_path / "nowhere.pdf", None),
            "empty": (b"", None),
            "locked": (locked, None),
            "wrong": (locked, "wrong"),
            "unlocked": (locked, "évaluation"),
        }
    )
    one = found["path"]
    assert isinstance(one, Extracted)
    assert one.texts == ["one", "two"]
    assert found["bytes"] == one
    assert "cannot be read" in str(found["missing"])
    assert "0 bytes" in str(found["empty"])
    assert isinstance(found["locked"], PasswordNeededError)
    assert isinstance(found["wrong"], PasswordNeededError)
    unlocked = found["unlocked"]
    assert isinstance(unlocked, Extracted)
    assert unlocked.encrypted


@posix
def test_results_return_when_nothing_comes_and_go_on_later(tmp_path: Path) -> None:
    fifo = tmp_path / "never.pdf"
    os.mkfifo(fifo)
    with Extractors[str](1) as pool:
        pool.submit("never", fifo)
        assert list(pool.results(timeout=0.1)) == []
        assert pool.pending == 1
        assert [(key, page) for key, page, _ in pool.reading] == [("never", -1)]
        fifo.open("wb").close()
        ((key, result),) = pool.results()
    assert (key, str(result)) == (
        "never",
        "This file is empty (0 bytes). Ask the sender for it again.",
    )


@posix
def test_a_file_that_never_answers_is_refused_and_the_others_go_in(tmp_path: Path) -> None:
    fifo = tmp_path / "never.pdf"
    os.mkfifo(fifo)
    good = (made("good"), None)
    found = taken({"never": (fifo, None), "a": good, "b": good, "c": good}, deadline=2)
    assert "Opening this PDF took longer than 2 seconds" in str(found["never"])
    assert all(isinstance(found[key], Extracted) for key in "abc")


@posix
def test_a_killed_worker_costs_its_file_only(tmp_path: Path) -> None:
    fifo = tmp_path / "never.pdf"
    os.mkfifo(fifo)
    with Extractors[str](1) as pool:
        pool.submit("killed", fifo)
        pool.submit("good", made("good"))
        assert list(pool.results(timeout=0.1)) == []
        pid = pool._workers[0].process.pid
        assert pid
        os.kill(pid, signal.SIGKILL)
        found = dict(pool.results())
    assert "Opening this PDF made the PDF engine break off" in str(found["killed"])
    assert isinstance(found["good"], Extracted)


@posix
def test_leaving_ends_the_workers(tmp_path: Path) -> None:
    fifo = tmp_path / "never.pdf"
    os.mkfifo(fifo)
    with Extractors[str](2) as pool:
        pool.submit("a", fifo)
        pool.submit("b", fifo)
        assert list(pool.results(timeout=0.1)) == []
        pids = [one.process.pid for one in pool._workers]
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_busy_machine_is_not_blamed_on_a_report() -> None:
    """A process takes longer to begin than this deadline for a page."""
    with Extractors[str](1, deadline=0.3) as pool:
        pool.submit("short", made("words on a page"))
        ((_, result),) = pool.results()
    assert isinstance(result, Extracted)


@posix
def test_a_page_that_stands_still_is_left_out() -> None:
    """The worker is stopped while it reads page 2 of a long file; that page alone is lost."""
    long = made(*["words on a page"] * 3000)
    with Extractors[str](1, deadline=4) as pool:
        pool.submit("long", long)
        end = time.monotonic() + _PATIENCE
        while not any(page >= 2 for _, page, _ in pool.reading) and time.monotonic() < end:
            for _ in pool.results(timeout=0.001):
                raise AssertionError("too quick to be stopped")
        os.kill(pool._workers[0].process.pid, signal.SIGSTOP)
        stuck = pool.reading[0][1]
        ((_, result),) = pool.results()
    assert isinstance(result, Extracted)
    assert [fact.number for fact in result.facts if not fact.has_text] == [stuck]


@no_nasty
def test_every_difficult_file_ends_as_it_should() -> None:
    rows = {row["file"]: row for row in manifest()}
    assert len(rows) > 90
    found = taken({name: (SHARED / name, None) for name in rows}, deadline=8)
    for name, result in found.items():
        row, kind = rows[name], Path(name).name.split("_")[0]
        if row["mupdf"] == "password":
            assert isinstance(result, PasswordNeededError), name
        elif isinstance(result, Extracted):
            assert kind not in {"notpdf", "made"}, name
            assert result.sha256 == row["sha256"]
            assert row["pages"] in {"", str(len(result.facts))}, name
        else:
            assert kind in {"damaged", "notpdf", "made", "hang"} or "truncated" in name, name
            assert row["pages"] in {"", "0", "1"}, name
            assert str(result).endswith((".", "again."))


@no_nasty
def test_locked_files_open_with_the_passwords_of_the_manifest() -> None:
    known = {row["file"]: password_of(row) for row in manifest() if row["mupdf"] == "password"}
    sources = {name: (SHARED / name, word) for name, word in known.items() if word}
    assert len(sources) >= 9
    found = taken(sources)
    for name, result in found.items():
        assert isinstance(result, Extracted), name
        assert result.encrypted
        assert result.facts


@no_nasty
def test_a_damaged_page_does_not_lose_its_report() -> None:
    name = "damaged__pdf.js__Pages-tree-refs"
    result = taken({name: (NASTY / f"{name}.pdf", None)})[name]
    assert isinstance(result, Extracted)
    assert [fact.has_text for fact in result.facts] in ([True, False], [False, True])
