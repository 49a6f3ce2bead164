"""What was read is measured: which page, while somebody is there; told now and then."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader_pages import opened
from ui.reader.seen import SeenClock, pages_shown
from ui.reader.view import ReaderView
from ui.reader.zoom import Fit


class Watched:
    """A view and its clock, in a time that passes when told to."""

    def __init__(self, view: ReaderView) -> None:
        self.view, self.time, self.told = view, 100.0, []
        self.clock = SeenClock(view, self.told.append, lambda: self.time)
        self.clock._timer.stop()

    def pass_(self, seconds: int) -> None:
        for _ in range(seconds):
            self.time += 1.0
            self.clock.look()


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watched]:
    view = ReaderView()
    qtbot.addWidget(view)
    with opened(view):
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        view.set_zoom(Fit.PAGE)
        view.go_to(0)
        yield Watched(view)


def test_the_page_in_view_is_counted_and_told_every_half_minute(watched: Watched) -> None:
    watched.pass_(29)
    assert watched.told == []
    watched.pass_(1)
    assert watched.told == [{0: 30.0}]
    watched.view.go_to(4)
    watched.pass_(30)
    assert watched.told[1:] == [{4: 30.0}]


def test_what_was_measured_last_is_told_on_leaving(watched: Watched) -> None:
    watched.pass_(3)
    watched.view.go_to(2)
    watched.pass_(2)
    watched.time += 1.0
    watched.clock.stop()
    assert watched.told == [{0: 3.0, 2: 3.0}]
    watched.view.go_to(5)
    assert not watched.clock._timer.isActive()


def test_nobody_reads_who_did_nothing_for_a_minute(watched: Watched) -> None:
    watched.pass_(200)
    assert sum(part[0] for part in watched.told) == pytest.approx(60, abs=1)
    window = watched.view.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Shift)
    before = len(watched.told)
    watched.pass_(20)
    watched.clock.stop()
    assert sum(part[0] for part in watched.told[before:]) == 20


def test_a_laptop_that_slept_was_not_read_on(watched: Watched) -> None:
    watched.pass_(1)
    watched.time += 8 * 3600
    watched.view.scrolled.emit()
    watched.clock.look()
    watched.clock.stop()
    assert watched.told == [{0: 3.0}]


def test_a_hidden_view_is_not_read(watched: Watched) -> None:
    watched.pass_(1)
    watched.view.hide()
    watched.pass_(10)
    watched.clock.stop()
    assert watched.told == [{0: 1.0}]


def test_a_window_in_the_background_is_not_read(qtbot: QtBot, watched: Watched) -> None:
    watched.pass_(2)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not watched.view.isActiveWindow())
    watched.pass_(10)
    watched.clock.stop()
    assert watched.told == [{0: 2.0}]


def test_a_page_counts_when_half_of_it_or_half_of_the_view_shows_it(watched: Watched) -> None:
    view = watched.view
    view.set_zoom(0.3)
    view.go_to(0)
    several = list(pages_shown(view))
    assert several[:2] == [0, 1]
    assert len(several) < view.page_count
    view.set_zoom(4.0)
    view.go_to(3, 100.0)
    assert list(pages_shown(view)) == [3]
    size = view.sizes[3].shown[1]
    view.go_to(3, size * 0.95)
    assert list(pages_shown(view)) == [4]


def test_no_report_is_no_reading(watched: Watched) -> None:
    watched.view.close_report()
    watched.pass_(40)
    assert watched.told == []
