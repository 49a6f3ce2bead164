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
KILLS = 12
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows"),
]


def run_and_kill(project: Path, skip: int, lines: int, delay: float) -> list[str]:
    """Let the window code, kill it `delay` seconds after so many lines; return what it painted.

    The first line says that it is ready, each other one is the id of a coding. With no lines to
    wait for, it is killed while it starts.
    """
    command = [sys.executable, "-m", "tests.journeys.coding_process", str(project), str(skip)]
    with (project.parent / "said.txt").open("w+") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        time.sleep(delay)
        assert process.poll() is None, errors.seek(0) or errors.read()
        os.kill(process.pid, signal.SIGKILL)
        # Ends only when its workers have ended too: they hold the other end of the pipe.
        said += process.stdout.readlines()
        process.stdout.close()
        process.wait()
    whole = [line.strip() for line in said if line.endswith("\n")]
    return [line for line in whole if line != "ready"]


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
    given, painted_in_all = len(known), 0
    for number in range(KILLS):
        starting = number % 4 == 3
        lines = 0 if starting else chance.randint(2, 8)
        delay = chance.uniform(0.2, 1.2) if starting else chance.uniform(0.0, 0.08)
        painted = run_and_kill(path, len(known) + number, lines, delay)
        found, undo = reopened(path)
        assert known | set(painted) <= found, f"lost after kill {number}"
        assert len(found - known - set(painted)) <= 1, f"more than was begun, kill {number}"
        assert undo.startswith("Code as ") or not painted
        known = found
        painted_in_all += len(painted)
    assert given + painted_in_all <= len(known) <= given + painted_in_all + KILLS
    assert painted_in_all >= KILLS * 3 // 4
