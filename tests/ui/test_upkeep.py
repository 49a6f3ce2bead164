"""A pane reads again what was touched: soon when it is looked at, else once it is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coder.model.changes import Kind
from coder.project import Project
from ui.session import Session
from ui.upkeep import Upkeep

PAUSE = 40


class Scene:
    """A pane that shows the coders of a real project, and counts how often it reads them."""

    def __init__(self, qtbot: QtBot, path: Path, pause: int | None) -> None:
        self.qtbot = qtbot
        self.session = Session()
        self.pane = QWidget()
        qtbot.addWidget(self.pane)
        self.seen: list[list[str]] = []
        self.upkeep = Upkeep(self.pane, self.session, self._read, (Kind.CODER,), pause)
        self.session.opened.connect(self.upkeep.reread)
        self.session.take(Project.create(path, ("Coder A", "CA", "#0072B2")))

    def _read(self) -> None:
        self.seen.append(sorted(one.name for one in self.session.project.coders.all()))

    def add(self, name: str) -> None:
        self.session.project.coders.ensure(name)

    def rest(self) -> None:
        """Let everything happen that is still to happen."""
        self.qtbot.wait(4 * PAUSE)


@pytest.fixture(params=[None, PAUSE], ids=["at once", "after a pause"])
def scene(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Scene]:
    made = Scene(qtbot, tmp_path / "a.evc", request.param)
    yield made
    made.session.close()


def test_a_hidden_pane_reads_once_it_is_shown_and_then_once(scene: Scene) -> None:
    scene.add("Coder B")
    scene.add("Coder C")
    scene.rest()
    assert scene.seen == []
    scene.pane.show()
    scene.rest()
    assert scene.seen == [["Coder A", "Coder B", "Coder C"]]
    scene.pane.hide()
    scene.pane.show()
    scene.rest()
    assert len(scene.seen) == 1


def test_a_pane_that_is_looked_at_follows(scene: Scene) -> None:
    scene.pane.show()
    scene.seen.clear()
    scene.add("Coder B")
    scene.rest()
    assert scene.seen == [["Coder A", "Coder B"]]


def test_what_the_pane_does_not_show_is_no_reason_to_read(scene: Scene) -> None:
    scene.pane.show()
    scene.seen.clear()
    scene.session.project.codebook.add_codebook("Relevance")
    scene.rest()
    assert scene.seen == []


def test_what_is_due_can_be_had_unseen(scene: Scene) -> None:
    scene.upkeep.catch_up()
    scene.upkeep.catch_up()
    assert scene.seen == [["Coder A"]]


def test_nothing_is_read_of_a_project_that_closes(scene: Scene) -> None:
    scene.pane.show()
    scene.seen.clear()
    scene.upkeep.touch()
    scene.seen.clear()
    scene.session.close()
    scene.upkeep.read()
    scene.rest()
    assert scene.seen == []


def test_changes_in_a_row_are_read_as_one_after_a_pause(qtbot: QtBot, tmp_path: Path) -> None:
    scene = Scene(qtbot, tmp_path / "a.evc", 150)
    scene.pane.show()
    scene.seen.clear()
    for name in ("Coder B", "Coder C", "Coder D"):
        scene.add(name)
    scene.rest()
    qtbot.waitUntil(lambda: bool(scene.seen))
    assert scene.seen == [["Coder A", "Coder B", "Coder C", "Coder D"]]
    scene.session.close()
