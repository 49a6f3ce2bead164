"""Each of two halves says which report it shows; one report alone needs no row of tabs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from ui.stages.read_tabs import ReadTabs


@pytest.fixture
def tabs(qtbot: QtBot) -> Iterator[ReadTabs]:
    found = ReadTabs()
    qtbot.addWidget(found)
    found.resize(1000, 600)
    found.show()
    found.begin()
    yield found
    found.keep_one()


def named(tabs: ReadTabs) -> list[str]:
    """Return what one sees written on the tabs."""
    rows = [row for row in tabs.findChildren(QTabBar) if row.isVisible()]
    rows.sort(key=lambda row: row.mapTo(tabs, QPoint(0, 0)).x())
    return [row.tabText(at) for row in rows for at in range(row.count())]


def test_two_halves_name_their_reports_and_one_alone_does_not(tabs: ReadTabs) -> None:
    tabs.name(tabs.current, "E04 · Left & first")
    assert named(tabs) == []
    second = tabs.set_two(two=True)
    assert second is not None
    tabs.name(second, "E07 · Right")
    assert named(tabs) == ["E04 · Left && first", "E07 · Right"]
    tabs.close_tab()
    assert named(tabs) == []
    assert tabs.are_two is False


def test_several_reports_have_tabs(tabs: ReadTabs) -> None:
    tabs.name(tabs.current, "E04")
    tabs.name(tabs.add(), "E07")
    assert named(tabs) == ["E04", "E07"]


def test_a_tab_that_shows_nothing_goes_but_not_the_only_one(tabs: ReadTabs) -> None:
    first = tabs.current
    assert not tabs.drop(first)
    tabs.name(first, "E04")
    other = tabs.add()
    tabs.name(other, "E07")
    assert tabs.drop(first)
    assert tabs.tabs == [other]
    told: list[bool] = []
    tabs.halved.connect(told.append)
    right = tabs.set_two(two=True)
    assert right is not None
    assert tabs.drop(other)
    assert tabs.tabs == [right]
    assert told == [True, False]
