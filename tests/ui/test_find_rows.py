"""Thousands of places in the list, and a search that never keeps the window waiting."""

from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.model.errors import ProjectError
from coder.project import Project
from coder.services.finding_hits import Hit
from coder.services.search import MOST
from tests.building import add_report
from ui.panels.find.pane import FindPanel
from ui.panels.find.rows import FindRole, ShownHeading, ShownPlace
from ui.panels.find.work import FindWork
from ui.session import Session

PAGE = ["The women and the men of the coast met in the hall by the sea."] * 25
PAGES = 30


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Path) -> Iterator[FindPanel]:
    project = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"))
    reports = [add_report(project, name, [PAGE] * PAGES) for name in ("Alpha", "Beta")]
    project.reports.edit(reports[1].id, number="E2")
    session = Session()
    session.take(project)
    panel = FindPanel(session)
    session.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(280, 600)
    panel.turn(reports[0])
    panel.open(reports[0])
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    yield panel
    session.close()


def looked(qtbot: QtBot, panel: FindPanel, words: str, *, everywhere: bool = False) -> None:
    panel.open(None if everywhere else panel._report, words)
    qtbot.waitUntil(lambda: not panel._results.is_busy)


def test_thousands_of_places_need_no_more_than_what_is_seen(
    qtbot: QtBot, panel: FindPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    context = Hit.context
    monkeypatch.setattr(
        Hit, "context", lambda hit, *around: (asked.append(hit.page), context(hit, *around))[1]
    )
    looked(qtbot, panel, "the")
    panel._list.repaint()
    assert len(panel._rows.places) == 5 * 25 * PAGES > 3000
    assert 0 < len(asked) < 60
    assert panel._count.text() == f"{5 * 25 * PAGES:,}"
    panel.go_on(-1)
    assert panel._list.visualRect(panel._list.currentIndex()).intersects(panel._list.rect())
    assert len(asked) < 120


def test_there_is_an_end_to_what_is_listed(qtbot: QtBot, panel: FindPanel) -> None:
    looked(qtbot, panel, "the", everywhere=True)
    assert len(panel._rows.places) == MOST
    assert "first 5,000" in panel._count.text()


def test_rows_tell_report_page_and_words(qtbot: QtBot, panel: FindPanel) -> None:
    looked(qtbot, panel, "women", everywhere=True)
    rows: QAbstractItemModel = panel._rows
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = [rows.index(row, 0).data(FindRole.SHOWN) for row in range(rows.rowCount())]
    heads = [one for one in shown if isinstance(one, ShownHeading)]
    assert [(one.number, one.title, one.count) for one in heads] == [
        ("", "Alpha", "750"),
        ("E2", "Beta", "750"),
    ]
    places = [one for one in shown if isinstance(one, ShownPlace)]
    assert [one.page for one in places if one.page] == [f"p. {at + 1}" for at in range(PAGES)] * 2
    for one in places[:5]:
        assert [one.context.text[a:b] for a, b in one.context.bold] == ["women"]
    assert not rows.index(0, 0).flags() & Qt.ItemFlag.ItemIsSelectable


def test_the_arrows_skip_the_names_of_reports(qtbot: QtBot, panel: FindPanel) -> None:
    looked(qtbot, panel, "women", everywhere=True)
    QTest.keyClick(panel._words, Qt.Key.Key_Down)
    assert panel._list.number == 0
    panel._list.go_to(749)
    QTest.keyClick(panel._list, Qt.Key.Key_Down)
    assert panel._list.number == 750
    QTest.keyClick(panel._list, Qt.Key.Key_End)
    assert panel._list.number == 1499


def test_the_first_place_gone_to_is_not_before_the_page_one_is_on(
    qtbot: QtBot, panel: FindPanel
) -> None:
    looked(qtbot, panel, "women")
    panel.turn_page(7)
    landed: list[int] = []
    panel.landAsked.connect(lambda _report, page, _start, _end: landed.append(page))
    panel.go_on(1)
    panel.go_on(-1)
    assert landed == [7, 6]


def test_arrows_do_not_open_other_reports(qtbot: QtBot, panel: FindPanel) -> None:
    looked(qtbot, panel, "women", everywhere=True)
    landed: list[bytes] = []
    panel.landAsked.connect(lambda report, *_: landed.append(report))
    panel._list.go_to(749)
    QTest.keyClick(panel._list, Qt.Key.Key_Down)
    assert landed == []
    QTest.keyClick(panel._list, Qt.Key.Key_Return)
    assert landed == [panel._rows.places[750].report]


def test_reviewing_thousands_is_one_sentence_each(qtbot: QtBot, panel: FindPanel) -> None:
    looked(qtbot, panel, "the")
    panel._foot._begin.click()
    qtbot.waitUntil(lambda: not panel._results.is_busy)
    assert len(panel._rows.places) == 25 * PAGES
    asked: list[list[object]] = []
    panel.codeAsked.connect(asked.append)
    panel._foot._code.click()
    assert len(asked[0]) == 25 * PAGES


def test_work_goes_on_between_events_and_can_be_dropped(qtbot: QtBot, qapp: QApplication) -> None:
    work = FindWork(qapp)
    came: list[Hit] = []
    ended: list[str] = []
    work.found.connect(came.extend)
    work.ended.connect(ended.append)
    hit = Hit(b"r", 0, 0, 1, "text", ((0, 1),), "a")  # type: ignore[arg-type]

    def slow(steps: int) -> Iterator[list[Hit]]:
        for _ in range(steps):
            sleep(0.002)
            yield [hit]

    work.start(slow(40))
    assert 0 < len(came) < 40
    assert work.is_busy
    qtbot.waitUntil(lambda: ended == [""])
    assert len(came) == 40
    work.start(slow(40))
    work.stop()
    came.clear()
    qtbot.wait(50)
    assert came == []
    assert ended == [""]


def test_work_that_takes_too_long_or_fails_is_told(qtbot: QtBot, qapp: QApplication) -> None:
    work = FindWork(qapp, longest=0.05)
    ended: list[str] = []
    work.ended.connect(ended.append)

    def endless() -> Iterator[list[Hit]]:
        while True:
            sleep(0.001)
            yield []

    def broken() -> Iterator[list[Hit]]:
        yield []
        raise ProjectError("The project was taken away.")

    work.start(endless())
    qtbot.waitUntil(lambda: len(ended) == 1)
    assert "not all" in ended[0]
    work.start(broken())
    assert ended[1:] == ["The project was taken away."]
    assert not work.is_busy
