"""On a screen of another sharpness everything is drawn anew, and one stays where one reads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("reader_on_screens.py")


@pytest.fixture(scope="module")
def seen() -> list[dict[str, float]]:
    """Go over screens of 1, 2, 1.5 and 1 device pixels to a pixel; return what was seen."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.reader_on_screens"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=SCRIPT.parents[2],
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, float]] = json.loads(done.stdout)
    assert [one["ratio"] for one in found] == [1.0, 2.0, 1.5, 1.0]
    return found


def test_pages_look_as_if_one_had_begun_on_that_screen(seen: list[dict[str, float]]) -> None:
    assert [one["pages"] for one in seen] == [0.0] * 4


def test_small_pictures_are_as_sharp_as_the_screen(seen: list[dict[str, float]]) -> None:
    assert all(one["small"] >= one["ratio"] for one in seen)
    # Coming from a finer screen, the finer pictures are kept, and may differ by a shade.
    assert [one["list"] for one in seen[:2]] == [0.0, 0.0]
    assert all(one["list"] < 0.05 for one in seen)


def test_one_stays_where_one_reads(seen: list[dict[str, float]]) -> None:
    assert all(one["moved"] < 1 for one in seen)
