"""Reports that come in: hidden panes wait until they are shown, the table stays as it was."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from coder.model.changes import Changes, Kind
from coder.project import Project
from tests.building import add_report
from tests.ui.at_the_window import SAMPLES, TOP
from ui.main_window import READ, REPORTS, TEAM, MainWindow
from ui.panels.reports.columns import MEMO, TITLE
from ui.session import Session
from ui.stages.read import ReadStage
from ui.stages.reports import ReportsStage

REAL = TOP / "../shared/reports"
PDFS = [*SAMPLES, *sorted(REAL.glob("*.pdf"), key=lambda one: one.stat().st_size)[:3]]
ENDLESS = 60_000


def in_a_thread(work: Callable[[], object]) -> None:
    """Have work done as a worker does it, and wait for its end."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


class Heard:
    """How often something that is shown was read again."""

    def __init__(self, reports: ReportsStage, read: ReadStage) -> None:
        self.times = 0
        for model in (reports.rows, read.passages._rows, read.switch.model()):
            for signal in (model.modelReset, model.rowsInserted, model.dataChanged):
                signal.connect(self._count)

    def _count(self, *_: object) -> None:
        self.times += 1


def test_what_is_hidden_is_read_when_it_is_shown(
    qtbot: QtBot, at_work: MainWindow, tmp_path: Path
) -> None:
    """Both stages were seen before; the reports come in while one is elsewhere."""
    path = tmp_path / "one.evc"
    project = Project.create(path, ("Coder A", "CA", "#0072B2"))
    add_report(project, "The first report")
    project.close()
    assert at_work.opening.open(path)
    at_work.go_to(REPORTS)
    at_work.go_to(READ)
    reports, read = at_work.stage(REPORTS), at_work.stage(READ)
    assert isinstance(reports, ReportsStage)
    assert isinstance(read, ReadStage)
    rows, offered = reports.rows.rowCount(), read.switch.count()
    at_work.go_to(TEAM)
    heard = Heard(reports, read)
    with qtbot.waitSignal(at_work.adding.ended, timeout=ENDLESS):
        at_work.adding.add(PDFS)
    assert len(at_work.session.project.reports.all()) == rows + len(PDFS)
    assert heard.times == 0
    at_work.go_to(REPORTS)
    assert reports.rows.rowCount() == rows + len(PDFS)
    assert read.switch.count() == offered
    assert set(read.passages._reports) < {one.id for one in reports.rows.reports}
    at_work.go_to(READ)
    assert read.switch.count() == offered + len(PDFS)
    assert set(read.passages._reports) == {one.id for one in reports.rows.reports}
    told = heard.times
    at_work.go_to(TEAM)
    at_work.go_to(REPORTS)
    at_work.go_to(READ)
    assert heard.times == told, "nothing was added since"


def test_a_report_that_is_open_goes_though_nobody_looks(at_work: MainWindow) -> None:
    at_work.go_to(READ)
    read = at_work.stage(READ)
    assert isinstance(read, ReadStage)
    assert read.report is not None
    gone = read.report.id
    at_work.go_to(TEAM)
    at_work.session.project.reports.remove(gone)
    assert read.report is None or read.report.id != gone


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:  # noqa: ARG001 (an event loop)
    own = Session()
    own.take(Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2")))
    yield own
    own.close()


def test_what_is_gathered_is_told_as_one(qtbot: QtBot, session: Session) -> None:
    told: list[Changes] = []
    session.changed.connect(told.append)
    project = session.project

    def add(names: str) -> None:
        in_a_thread(lambda: [add_report(project, name) for name in names])

    session.gather()
    add("ABC")
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].ids[Kind.REPORT] == {one.id for one in project.reports.all()}
    add("DE")
    session.catch_up()
    assert len(told) == 2, "not told of later than of what the caller says next"
    assert len(told[1].ids[Kind.REPORT]) == 2
    add("FG")
    qtbot.waitUntil(lambda: len(told) == 4)
    session.gather()
    add_report(project, "By hand")
    assert len(told) == 5, "what one does oneself shows at once"


def test_it_is_told_of_when_nobody_has_to_wait(qtbot: QtBot, session: Session) -> None:
    told: list[Changes] = []
    session.changed.connect(told.append)
    held, free = threading.Event(), threading.Event()

    def work() -> None:
        add_report(session.project, "Alpha")
        with session.project.exclusively():
            held.set()
            free.wait()

    session.gather()
    thread = threading.Thread(target=work)
    thread.start()
    held.wait()
    qtbot.wait(60)
    assert not session.project.is_idle
    assert not told
    free.set()
    thread.join()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert session.project.is_idle


class Long:
    """A long table, scrolled to its middle."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.project = qtbot, session.project
        for at in range(60):
            self.add(2 * at)
        self.stage = ReportsStage(session)
        qtbot.addWidget(self.stage)
        self.stage.resize(1100, 500)
        self.stage.show()
        self.stage.activateWindow()
        qtbot.waitUntil(self.stage.isActiveWindow)
        self.table, self.rows = self.stage.table, self.stage.rows
        self.tester = QAbstractItemModelTester(self.rows)
        self.table.setFocus()

    def add(self, number: int) -> None:
        report = add_report(self.project, f"Report {number}")
        self.project.reports.edit(report.id, number=f"E{number}")

    def numbers(self) -> list[str]:
        return [self.rows.report(at).number for at in range(self.rows.rowCount())]

    def at_top(self) -> tuple[str, int]:
        top = self.table.rowAt(0)
        return self.rows.report(top).number, self.table.rowViewportPosition(top)


@pytest.fixture
def long(qtbot: QtBot, session: Session) -> Long:
    return Long(qtbot, session)


def test_the_table_stays_where_it_is(long: Long) -> None:
    table = long.table
    table.verticalScrollBar().setValue(707)
    before = long.at_top()
    table.setCurrentIndex(long.rows.index(25, TITLE))
    chosen = [one.number for one in table.chosen()]
    here = QPersistentModelIndex(table.currentIndex())
    assert long.at_top() == before
    for number in (1, 3, 41, 51, 999):
        long.add(number)
        long.stage.repaint()
        assert long.at_top() == before
    assert [one.number for one in table.chosen()] == chosen == ["E50"]
    assert here.row() == table.currentIndex().row() == 28
    assert long.numbers()[:4] == ["E0", "E1", "E2", "E3"]


def test_at_its_top_it_stays_at_its_top(long: Long) -> None:
    table = long.table
    table.verticalScrollBar().setValue(0)
    table.sortByColumn(TITLE, Qt.SortOrder.AscendingOrder)
    add_report(long.project, "An early title")
    assert table.verticalScrollBar().value() == 0
    assert long.rows.report(0).title == "An early title"


def test_what_is_being_written_is_not_lost(long: Long) -> None:
    table = long.table
    table.setCurrentIndex(long.rows.index(3, MEMO))
    QTest.keyClick(table, Qt.Key.Key_F2)
    line = table.findChild(QLineEdit)
    assert line is not None
    long.qtbot.keyClicks(line, "half a")
    in_a_thread(lambda: add_report(long.project, "A report"))
    long.qtbot.waitUntil(lambda: long.rows.rowCount() == 61)
    assert line.isVisible()
    assert line.text() == "half a"
    long.qtbot.keyClicks(line, " word")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert long.rows.index(long.numbers().index("E6"), MEMO).data() == "half a word"


def test_new_rows_stand_where_they_would_be_sorted(long: Long) -> None:
    table, project = long.table, long.project
    table.sortByColumn(TITLE, Qt.SortOrder.DescendingOrder)
    long.stage.filter.setText("title:report")
    before = long.rows.rowCount()
    for title in ("Report 1x", "Something else", "Report 11"):
        add_report(project, title)
    titles = [long.rows.report(at).title for at in range(long.rows.rowCount())]
    assert len(titles) == before + 2
    assert titles == [one.title for one in long.rows._arranged()]
    # One that no longer fits goes when others come, wherever it stood.
    shown = long.rows.report(0).id
    project.reports.edit(shown, title="Nothing of the kind")
    add_report(project, "Report 1y")
    assert long.rows.row_of(shown) == -1
    # One that was given another title is put in its place with those that come.
    project.reports.edit(long.rows.report(0).id, title="Report 10a")
    add_report(project, "Report 1z")
    titles = [long.rows.report(at).title for at in range(long.rows.rowCount())]
    assert titles == [one.title for one in long.rows._arranged()]
