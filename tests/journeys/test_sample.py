"""The first hour with the program: the sample, read and coded, closed and taken up again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from coder import paths
from tests.journeys.reviewer import SHIFT, Reviewer, darkest, lightest

pytestmark = pytest.mark.journey

PAGE = 4
WORDS = "seaweed farming forward."
SAMPLE = "Sample project.evc"


def first_start(reviewer: Reviewer) -> Path:
    """Start in an empty home and wait until the sample is there to be read."""
    reviewer.start()
    reviewer.wait(lambda: reviewer.window.session.is_open)
    return reviewer.project.path


def test_a_first_hour_with_the_mouse(reviewer: Reviewer) -> None:
    path = first_start(reviewer)
    print(path, reviewer.window.stack.currentWidget())
    reviewer.window.show_stage(type(reviewer.read))
    reviewer.wait(lambda: reviewer.read.report is not None)
    before_count = len(reviewer.codings())
    start, end = reviewer.place_of(WORDS, PAGE)
    reviewer.scroll_to(PAGE, reviewer.point_of(PAGE, start))
    reviewer.qtbot.wait(1500)
    reviewer.window.grab().save("/tmp/journey/win0.png")
    print(reviewer.pixel(PAGE, reviewer.point_of(PAGE,start)), reviewer.view.viewport().size(), reviewer.view.current_page)
    before = reviewer.ink(WORDS, PAGE)
    reviewer.drag_over(WORDS, PAGE)
    print(reviewer.view.selected_text())
    reviewer.type("r")
    after = reviewer.ink(WORDS, PAGE)
    print(len(reviewer.codings()), before_count, darkest(before), darkest(after), lightest(before), lightest(after))
    before.save("/tmp/journey/before.png"); after.save("/tmp/journey/after.png")
    reviewer.window.grab().save("/tmp/journey/win.png")
    print([reviewer.words_in(reviewer.inspector)])
    print(reviewer.action("Edit","Undo").text())
