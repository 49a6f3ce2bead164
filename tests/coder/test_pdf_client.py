"""The window's client: right pixels, one job at a time, and no file or death that stops it."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from coder.model.errors import ProjectError
from coder.pdf import client as client_module
from coder.pdf import spare
from coder.pdf.client import PdfClient
from coder.pdf.jobs import Answer, Dropped, Failed, Rendered, RenderJob
from coder.pdf.worker import BEGUN
from tests.coder.pdf_made import NASTY, made, no_nasty

_PATIENCE = 60.0

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")


@contextmanager
def client_of(
    content: bytes, password: str | None = None, deadline: float = 20
) -> Iterator[PdfClient]:
    client = PdfClient(content, password, deadline=deadline)
    try:
        yield client
    finally:
        client.close()


def answer_of(client: PdfClient) -> Answer:
    """Wait for the answer as the window does: on the connection, with a look now and then."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        wait([client.connection], 0.05)
        answer = client.poll()
        if answer is not None:
            return answer
    raise AssertionError("no answer came")


def done(client: PdfClient, job: RenderJob) -> Rendered:
    client.send(job)
    assert client.busy
    answer = answer_of(client)
    assert isinstance(answer, Rendered)
    assert answer.job == job
    assert not client.busy
    return answer


def test_pixels_are_the_engines_own() -> None:
    content = made("First page", "Second page in print")
    with client_of(content) as client, pymupdf.open(stream=content) as doc:
        for number in (1, 0):
            answer = done(client, RenderJob(number, 1.5))
            direct = doc[number].get_pixmap(matrix=pymupdf.Matrix(1.5, 1.5), alpha=False)
            assert (answer.width, answer.height) == (direct.width, direct.height)
            shape = (direct.height, direct.width, -1)
            pixels = np.frombuffer(bytes(client.pixels()), np.uint8).reshape(shape)
            colours = np.frombuffer(direct.samples, np.uint8).reshape(shape)
            np.testing.assert_array_equal(pixels, colours)
            assert colours.min() < 100


def test_pixels_are_gone_with_the_next_job() -> None:
    with client_of(made("a", "b")) as client:
        done(client, RenderJob(0, 1.0))
        old = client.pixels()
        client.send(RenderJob(1, 1.0))
        with pytest.raises(ValueError, match="released"):
            bytes(old)
        with pytest.raises(AssertionError, match="one job at a time"):
            client.send(RenderJob(0, 1.0))
        assert isinstance(answer_of(client), Rendered)


def test_what_cannot_be_drawn_is_said_and_the_next_job_works() -> None:
    with client_of(made("one")) as client:
        for job, words in (
            (RenderJob(7, 1.0), "damaged"),
            (RenderJob(0, 50.0), "Zoom out"),
            (RenderJob(0, 1.0, (900.0, 900.0, 950.0, 950.0)), "nothing"),
        ):
            client.send(job)
            answer = answer_of(client)
            assert isinstance(answer, Failed)
            assert words in answer.reason
        done(client, RenderJob(0, 1.0))


def test_locked_reports_need_their_password() -> None:
    content = made("secret", password="évaluation")
    with client_of(content, "évaluation") as client:
        done(client, RenderJob(0, 1.0))
    with client_of(content, "wrong") as client:
        client.send(RenderJob(0, 1.0))
        answer = answer_of(client)
        assert isinstance(answer, Failed)
        assert "password" in answer.reason


@posix
def test_a_killed_worker_fails_its_job_and_is_replaced() -> None:
    with client_of(made("one")) as client:
        done(client, RenderJob(0, 1.0))
        assert client.pid
        os.kill(client.pid, signal.SIGSTOP)
        client.send(RenderJob(0, 2.0))
        os.kill(client.pid, signal.SIGKILL)
        answer = answer_of(client)
        assert isinstance(answer, Failed)
        assert "broke off" in answer.reason
        assert done(client, RenderJob(0, 2.0)).width == 800


@posix
def test_a_worker_that_died_idle_is_replaced() -> None:
    with client_of(made("one")) as client:
        done(client, RenderJob(0, 1.0))
        assert client.pid
        os.kill(client.pid, signal.SIGKILL)
        wait([client.connection], _PATIENCE)
        client.send(RenderJob(0, 1.0))
        assert isinstance(answer_of(client), Failed)
        done(client, RenderJob(0, 1.0))


def test_a_worker_that_took_too_much_memory_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder.pdf.client._MOST_MEMORY", 1)
    with client_of(made("one")) as client:
        done(client, RenderJob(0, 1.0))
        first = client.pid
        done(client, RenderJob(0, 1.0))
        assert client.pid != first


@no_nasty
def test_a_page_that_hangs_fails_and_the_others_are_drawn() -> None:
    content = (NASTY / "hang__PyMuPDF__test_2548.pdf").read_bytes()
    with client_of(content, deadline=2) as client:
        client.send(RenderJob(10, 1.0))
        answer = answer_of(client)
        assert isinstance(answer, Failed)
        assert answer.reason == "This page could not be drawn within 2 seconds."
        done(client, RenderJob(11, 1.0))


def until_ready(client: PdfClient) -> None:
    """Wait until the worker has opened the report; the job in work is still in work then."""
    end = time.monotonic() + _PATIENCE
    while not client._ready:
        assert time.monotonic() < end
        assert client.poll() is None
        client.wait(0.01)


@no_nasty
def test_a_page_that_hangs_can_be_given_up_at_once() -> None:
    """It is not said of it that it hangs; what was wanted more is drawn by another worker."""
    content = (NASTY / "hang__PyMuPDF__test_2548.pdf").read_bytes()
    with client_of(content, deadline=_PATIENCE) as client:
        client.send(RenderJob(10, 1.0))
        client.drop(0.0)
        until_ready(client)
        first = client.pid
        client.drop(_PATIENCE)
        client.drop(0.0)
        assert answer_of(client) == Dropped(RenderJob(10, 1.0))
        done(client, RenderJob(11, 1.0))
        assert client.pid != first


def test_giving_up_what_is_done_already_costs_nobody_a_page() -> None:
    with client_of(made("one", "two")) as client:
        client.send(RenderJob(0, 1.0))
        until_ready(client)
        wait([client.connection], _PATIENCE)
        client.drop(0.0)
        assert isinstance(answer_of(client), Rendered)
        client.drop(0.0)
        assert isinstance(done(client, RenderJob(1, 1.0)), Rendered)


def test_closing_leaves_nothing_behind() -> None:
    client = PdfClient(made("one"))
    client.send(RenderJob(0, 1.0))
    pid = client.pid
    names = [client._pdf.name, client._slot.name]
    client.close()
    client.close()
    assert pid
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    shared = Path("/dev/shm")
    if shared.is_dir():
        assert not [name for name in names if (shared / name.lstrip("/")).exists()]


_ORPHAN = """
import sys, time
from pathlib import Path
from coder.pdf.client import PdfClient
from coder.pdf.jobs import RenderJob

if __name__ == "__main__":
    client = PdfClient(Path(sys.argv[1]).read_bytes(), deadline=1.5)
    client.send(RenderJob(int(sys.argv[3]), 1.0))
    if sys.argv[2] == "hang":
        while not client._ready:
            client.poll()
        time.sleep(0.5)
    else:
        while client.poll() is None:
            time.sleep(0.01)
    assert "pymupdf" not in sys.modules
    print(client.pid, flush=True)
    if sys.argv[2] != "close":
        time.sleep(60)
    client.close()
"""


def _parent(folder: Path, mode: str, content: bytes, page: int) -> subprocess.Popen[str]:
    (folder / "a.pdf").write_bytes(content)
    (folder / "parent.py").write_text(_ORPHAN)
    top = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, "-W", "error", folder / "parent.py", folder / "a.pdf", mode, str(page)],
        cwd=top,
        env={**os.environ, "PYTHONPATH": str(top)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_windows_process_never_loads_the_engine_and_ends_silently(tmp_path: Path) -> None:
    parent = _parent(tmp_path, "close", made("one"), 0)
    out, error = parent.communicate(timeout=_PATIENCE)
    assert error == ""
    assert parent.returncode == 0
    assert int(out) > 0


def _outlives(parent: subprocess.Popen[str]) -> bool:
    """Kill a parent that has told its worker's number; say whether the worker goes on."""
    assert parent.stdout
    assert parent.stderr
    worker = Path("/proc", parent.stdout.readline().strip())
    assert worker.name
    parent.kill()
    parent.wait()
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and _lives(worker):
        time.sleep(0.05)
    parent.stdout.close()
    parent.stderr.close()
    return _lives(worker)


def _lives(process: Path) -> bool:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")


@proc
def test_no_worker_outlives_a_killed_window(tmp_path: Path) -> None:
    assert not _outlives(_parent(tmp_path, "wait", made("one"), 0))


@proc
@no_nasty
def test_not_even_one_that_is_stuck(tmp_path: Path) -> None:
    content = (NASTY / "hang__PyMuPDF__test_2548.pdf").read_bytes()
    assert not _outlives(_parent(tmp_path, "hang", content, 10))


def waiting() -> spare.Drawer:
    """Return the worker that waits, once it is there."""
    spare.prepare()
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if spare._Bench.waiting is not None:
            return spare._Bench.waiting
        time.sleep(0.01)
    raise AssertionError("none waits")


def test_a_worker_kept_ready_takes_the_next_report() -> None:
    """The process that waits is used once, another one can be made ready, and none is left."""
    first = waiting()
    assert waiting() is first
    client = PdfClient(made("one"))
    assert client.pid == first.process.pid
    assert isinstance(done(client, RenderJob(0, 1.0)), Rendered)
    assert spare._Bench.waiting is None
    client.close()
    dead = waiting()
    dead.process.kill()
    dead.process.join()
    other = PdfClient(made("one"))
    assert isinstance(done(other, RenderJob(0, 1.0)), Rendered)
    other.close()
    waiting()
    spare.dismiss()
    spare.dismiss()
    assert spare._Bench.waiting is None


@posix
def test_a_report_that_hangs_while_it_is_opened_costs_one_worker() -> None:
    """Each of its pages fails for the same reason, without a further worker."""
    with client_of(made("one", "two"), deadline=1) as client:
        pid = client.pid
        assert pid
        os.kill(pid, signal.SIGSTOP)
        client._heard(BEGUN)
        client.send(RenderJob(0, 1.0))
        client._due = time.monotonic() + 0.2
        for page in (0, 1):
            while (answer := client.poll()) is None:
                client.wait(0.05)
            assert isinstance(answer, Failed)
            assert answer.is_whole
            assert answer.reason == "This report could not be opened within 1 seconds."
            assert client.pid is None
            client.send(RenderJob(page + 1, 1.0))
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_links_come_with_their_page(turn: int) -> None:
    """A link has its place, its target and its address as the unrotated pages have them."""
    with pymupdf.open() as doc:
        for _ in range(3):
            doc.new_page(width=400, height=600)
        within = {"kind": pymupdf.LINK_GOTO, "page": 2, "to": pymupdf.Point(50, 100)}
        doc[0].insert_link(within | {"from": pymupdf.Rect(10, 20, 60, 40)})
        without = {"kind": pymupdf.LINK_URI, "uri": "https://example.org/a"}
        doc[0].insert_link(without | {"from": pymupdf.Rect(100, 20, 160, 40)})
        for page in doc:
            page.set_rotation(turn)
        content = doc.tobytes()
    with client_of(content) as client:
        first, second = done(client, RenderJob(0, 1.0)).links
        assert first.rect == pytest.approx((10, 20, 60, 40), abs=0.01)
        assert (first.page, first.uri) == (2, "")
        assert first.to == pytest.approx((50, 100), abs=0.01)
        assert second.rect == pytest.approx((100, 20, 160, 40), abs=0.01)
        assert (second.page, second.to, second.uri) == (-1, None, "https://example.org/a")
        assert done(client, RenderJob(1, 1.0)).links == ()
        assert done(client, RenderJob(0, 1.0, (0.0, 0.0, 50.0, 50.0))).links == ()


@posix
def test_the_end_of_a_worker_may_be_heard_of_by_another_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever ends a worker may not be told of it; it is over and forgotten all the same."""
    drawer = spare.start()
    process = drawer.process
    popen = process._popen  # type: ignore[attr-defined]
    real = popen.poll

    def poll(*flags: int) -> None:
        real(*flags)

    monkeypatch.setattr(popen, "poll", poll)
    drawer.end()
    monkeypatch.undo()
    assert process not in multiprocessing.active_children()
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("lacking", ["memory for pictures", "a process"])
def test_what_cannot_be_opened_for_lack_of_memory_takes_none(
    monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    """A file that lay in memory for ever would leave still less for the next try."""
    lying: list[SharedMemory] = []

    def shared(size: int, *, reserve: bool) -> SharedMemory:
        if lying and lacking != "a process":
            raise ProjectError("no memory")
        lying.append(real(size, reserve=reserve))
        return lying[-1]

    def take(_fuse: float) -> spare.Drawer:
        raise OSError("no process")

    real = client_module._shared
    monkeypatch.setattr(client_module, "_shared", shared)
    monkeypatch.setattr(spare, "take", take)
    with pytest.raises(ProjectError, match="memory"):
        PdfClient(b"%PDF-1.4")
    assert lying
    for memory in lying:
        with pytest.raises(FileNotFoundError):
            SharedMemory(memory.name)
