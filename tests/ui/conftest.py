"""Someone at the window, who answers as a test tells them to."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder import settings
from coder.codebooks import find, load
from coder.progress import finish
from coder.project import Project
from tests.ui.answers import Answers
from tests.ui.at_the_window import SAMPLES
from ui import ask, theme
from ui.main_window import MainWindow


@pytest.fixture(scope="session")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one project with two real reports, to be copied."""
    path = tmp_path_factory.mktemp("window") / "stock.evc"
    book = load(find("oecd-dac-criteria"), "en")
    project = Project.create(path, ("Coder A", "CA", "#0072B2"), [book], name="Stock")
    finish(project.reports.add(SAMPLES, lambda *_: None))
    project.close()
    return path


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """Begin with the look of the product, whatever ran before."""
    if theme.current().is_dark or not qapp.styleSheet():  # Else it would be worked out anew.
        theme.apply(qapp, "light")


@pytest.fixture
def answers() -> Iterator[Answers]:
    scripted = Answers()
    before = ask.use(scripted)
    yield scripted
    ask.use(before)


@pytest.fixture
def window(qtbot: QtBot, answers: Answers) -> Iterator[MainWindow]:
    """Give the window of somebody who has coded before."""
    assert answers
    settings.save(replace(settings.Settings(), coder_name="Coder A", seen_sample=True))
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()


@pytest.fixture
def at_work(window: MainWindow, two_reports: Path, tmp_path: Path) -> MainWindow:
    """Give the window with a project of two reports open."""
    path = tmp_path / "p.evc"
    path.write_bytes(two_reports.read_bytes())
    assert window.opening.open(path)
    return window
