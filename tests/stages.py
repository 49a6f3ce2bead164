"""The stages of a window, by their kind."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ui.main_window import MATRIX, READ, REPORTS, TEAM, MainWindow
from ui.stages.matrix import MatrixStage
from ui.stages.read import ReadStage
from ui.stages.reports import ReportsStage
from ui.stages.team import TeamStage

_Kind = TypeVar("_Kind", bound=QWidget)

_PLACES = {ReportsStage: REPORTS, ReadStage: READ, MatrixStage: MATRIX, TeamStage: TEAM}


def stage_of(window: MainWindow, kind: type[_Kind]) -> _Kind:
    """Return the stage of this kind."""
    stage = window.stage(_PLACES[kind])
    assert isinstance(stage, kind)
    return stage
