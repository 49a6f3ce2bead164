"""The gallery makes pictures of the real window, of the size and look that were asked for."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.gallery.__main__ import DOCUMENTED

TOP = Path(__file__).resolve().parents[2]


def make(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the gallery as a process, in an environment that knows of no test."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    return subprocess.run(
        [sys.executable, "-m", "tests.gallery", str(out), *options],
        cwd=TOP,
        env=inherited,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, QImage]:
    """Return two pictures, a light one at 100 % and a dark one at 200 %, by file name."""
    out = tmp_path_factory.mktemp("gallery")
    for name, look, scale in (("start-first", "light", "1"), ("read", "dark", "2")):
        done = make(out, "--only", name, "--look", look, "--scale", scale)
        assert (done.returncode, done.stderr) == (0, "")
    return {file.name: QImage(str(file)) for file in out.iterdir()}


def test_each_is_as_large_as_its_screen(pictures: dict[str, QImage]) -> None:
    sizes = {name: (one.width(), one.height()) for name, one in pictures.items()}
    assert sizes == {"start-first-light-100.png": (1360, 860), "read-dark-200.png": (2720, 1720)}


def test_none_is_blank_and_each_has_its_look(pictures: dict[str, QImage]) -> None:
    for name, one in pictures.items():
        colours = Counter(
            one.pixelColor(x, y).name()
            for x in range(0, one.width(), 5)
            for y in range(0, one.height(), 5)
        )
        assert len(colours) > 20, name
        is_dark = QColor(one.pixelColor(3, one.height() - 3)).lightness() < 128
        assert is_dark == ("dark" in name)


def test_a_page_is_in_the_picture_of_reading_sharp(pictures: dict[str, QImage]) -> None:
    page = pictures["read-dark-200.png"].copy(1000, 500, 700, 700)
    grey = page.convertToFormat(QImage.Format.Format_Grayscale8)
    shades = Counter(grey.pixelColor(x, y).lightness() for x in range(700) for y in range(700))
    assert shades[255] > 100_000, "there is no paper"
    assert sum(count for shade, count in shades.items() if shade < 90) > 5_000, "there is no print"


def test_a_screen_it_does_not_know_is_named(tmp_path: Path) -> None:
    done = make(tmp_path, "--only", "nowhere", "--look", "light", "--scale", "1")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "matrix" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_documents_show_what_the_gallery_makes() -> None:
    made = {f"{name}-{look}.png" for look, names in DOCUMENTED.items() for name in names}
    there = {file.name for file in (TOP / "docs" / "pictures").iterdir()}
    shown = {Path(target).name for _, target in links() if target.endswith(".png")}
    assert shown == there == made
    assert all(file.stat().st_size < 300_000 for file in (TOP / "docs" / "pictures").iterdir())


def test_no_link_of_the_documents_leads_nowhere() -> None:
    assert [(file.name, target) for file, target in links() if not is_there(file, target)] == []


def links() -> list[tuple[Path, str]]:
    """Return the links within the source tree: the document, and where it leads."""
    documents = [*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")]
    return [
        (file, target)
        for file in documents
        for target in re.findall(r"\]\(([^)\s]+)\)", file.read_text(encoding="utf-8"))
        if "://" not in target
    ]


def is_there(file: Path, target: str) -> bool:
    """Say whether a link finds its file and, if it names one, its heading."""
    path, _, anchor = target.partition("#")
    found = file.parent / path if path else file
    if not found.exists() or not anchor:
        return found.exists()
    heads = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
    return anchor in [re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads]
