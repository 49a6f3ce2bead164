"""What the window has painted as done is on disk, even when it is killed at that very moment."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coder import sample
from coder.model.ids import text
from coder.progress import finish
from coder.project import Project

ROOT = Path(__file__).resolve().parents[2]
KILLS = 16
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows"),
]


def run_and_kill(project: Path, skip: int, delay: float, *, ready: bool) -> list[str]:
    """Let the window code, kill it after `delay` seconds; return the ids that it has painted.

    With `ready` the time counts from the moment when it is ready to code.
    """
    command = [sys.executable, "-m", "tests.journeys.coding_process", str(project), str(skip)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    if ready:
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    time.sleep(delay)
    assert process.poll() is None, process.communicate()[1]
    os.kill(process.pid, signal.SIGKILL)
    # Ends only when its workers have ended too: they hold the other end of the pipe.
    said, _ = process.communicate(timeout=20)
    return [line for line in said.split("\n")[:-1] if line != "ready"]


def reopened(path: Path) -> tuple[set[str], str]:
    """Open the project as a user does next; return its codings and what undo would take back."""
    project = Project.open(path)
    try:
        assert finish(project.check()) == []
        return {text(coding.id) for coding in project.codings.listing()}, project.undo_label or ""
    finally:
        project.close()


def test_what_was_painted_survives_a_kill(tmp_path: Path) -> None:
    """After each of many kills all painted codings are there, and at most one more."""
    path = tmp_path / "killed.evc"
    finish(sample.make(path))
    chance = random.Random(20_260_101)
    known, _ = reopened(path)
    given = len(known)
    for number in range(KILLS):
        ready = number % 4 != 3
        delay = chance.uniform(0.0, 0.5) if ready else chance.uniform(0.2, 1.2)
        painted = run_and_kill(path, len(known) + number, delay, ready=ready)
        found, undo = reopened(path)
        assert known | set(painted) <= found, f"lost after kill {number}"
        assert len(found - known - set(painted)) <= 1, f"more than was begun, kill {number}"
        assert undo.startswith("Code as ") or not painted
        known = found
    assert len(known) > given + KILLS, "hardly anything was coded"
