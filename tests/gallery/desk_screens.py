"""The reader's desk: tabs, two reports, find, contents, areas, arrangements."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coder.model.ids import CodingId
from tests.gallery.easel import Easel
from tests.gallery.registry import screen
from ui.reader.layout import Arrangement

_ENGLISH = "skills"


@screen("desk-tabs", "full")
def _tabs(easel: Easel) -> None:
    easel.report("unhcr")
    stage = easel.read
    for words in ("unfpa", "es_evaluacion"):
        found = _named(easel, words)
        assert stage.reading.open(found, new_tab=True)
    easel.view.go_to(8)


@screen("desk-two", "full")
def _two(easel: Easel) -> None:
    easel.report("unhcr")
    easel.view.go_to(9)
    stage = easel.read
    stage.actions_["Show Passage Panes"].trigger()
    stage.actions_["Two Reports Side by Side"].trigger()
    assert stage.reading.open(_named(easel, "unfpa"))
    easel.view.go_to(6)


@screen("desk-outline", "full")
def _outline(easel: Easel) -> None:
    easel.report("unhcr")
    easel.view.go_to(12)
    easel.read.commands.bring(easel.read.contents.outline)


@screen("desk-thumbnails", "full")
def _thumbnails(easel: Easel) -> None:
    report = easel.report("unhcr")
    seconds = {page: 3.0 + 9.0 * (page % 4) for page in range(14)}
    easel.window.session.project.readings.add(report, seconds)
    easel.view.go_to(9)
    easel.read.contents.show_readings()
    easel.read.commands.bring(easel.read.contents.pages)
    easel.rest(1500)


@screen("desk-find", "full")
def _find(easel: Easel) -> None:
    easel.report("unfpa")
    easel.read.commands.find(everywhere=False)
    _type(easel, "fraud")
    _press(easel, Qt.Key.Key_Return)
    easel.rest(200)


@screen("desk-find-project", "full")
def _find_project(easel: Easel) -> None:
    easel.report("unfpa")
    easel.read.commands.find(everywhere=True)
    _type(easel, "training")
    easel.rest(400)


@screen("desk-find-code", "full")
def _find_code(easel: Easel) -> None:
    easel.report("unfpa")
    easel.read.commands.find(everywhere=False)
    _type(easel, "investigation")
    easel.rest(200)
    panel = easel.read.find_panel
    panel._foot._begin.click()
    easel.rest(200)
    panel._rows.toggle(2)


@screen("desk-find-nothing", "sample")
def _find_nothing(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.read.commands.find(everywhere=False)
    _type(easel, "zzz")
    easel.rest(200)


@screen("desk-area", "sample")
def _area(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.view.go_to(9)
    easel.view.select_area(9, (70.0, 150.0, 520.0, 360.0))


@screen("desk-area-coded", "sample")
def _area_coded(easel: Easel) -> None:
    _area(easel)
    easel.rest(150)
    easel.code_as("Effectiveness", "Achievement of objectives")
    easel.rest(150)
    (coding, *_) = easel.read.inspector.rows
    easel.window.session.project.codings.set_caption(
        [CodingId(row.coding.id) for row in easel.read.inspector.rows], "Table 3: Results by year"
    )
    assert coding


@screen("desk-two-pages", "sample")
def _two_pages(easel: Easel) -> None:
    easel.report(_ENGLISH)
    stage = easel.read
    stage.actions_["Show Left Pane"].trigger()
    easel.view.set_arrangement(Arrangement.TWO_PAGES)
    easel.view.go_to(4)


@screen("desk-rotated", "sample")
def _rotated(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.view.go_to(4)
    easel.view.set_rotation(90)


@screen("desk-dimmed", "sample")
def _dimmed(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.view.go_to(4)
    easel.read.actions_["Dim the Paper"].trigger()


@screen("desk-switch", "full")
def _switch(easel: Easel) -> None:
    easel.report("unhcr")
    easel.read.switch.ask()
    easel.rest(200)


def _named(easel: Easel, words: str) -> bytes:
    reports = easel.window.session.project.reports.all()
    return next(one.id for one in reports if words in one.file_name)


def _type(easel: Easel, letters: str) -> None:
    easel.rest(30)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, letters)


def _press(easel: Easel, key: Qt.Key) -> None:
    easel.rest(100)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)
