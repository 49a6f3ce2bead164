"""The real window with someone at it; nothing may be left running afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder import settings
from coder.project import Project
from tests.children import are_gone
from tests.journeys.answers import Answers
from tests.journeys.reviewer import Reviewer
from ui import ask, theme


@pytest.fixture
def answers() -> Iterator[Answers]:
    """Answer for the user whatever the window asks."""
    scripted = Answers()
    before = ask.use(scripted)
    yield scripted
    ask.use(before)


@pytest.fixture
def reviewer(qtbot: QtBot, qapp: QApplication, answers: Answers) -> Iterator[Reviewer]:
    """Give a person whose window is closed afterwards; no worker process outlives it."""
    theme.apply(qapp, "light")
    person = Reviewer(qtbot, answers)
    yield person
    if person.is_at_work:
        person.leave()
    assert are_gone()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Make an empty project, closed, by someone whom this laptop knows."""
    path = tmp_path / "own.evc"
    project = Project.create(path, ("Coder A", "CA", "#0072B2"))
    settings.save(settings.Settings(coder_id=project.coder.id.hex(), coder_name="Coder A"))
    project.close()
    return path
