"""The window: stages, menus that name what they do, files dropped on it, errors it survives."""

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from coder import paths, settings
from tests.building import add_report
from tests.ui.answers import Answers
from tests.ui.at_the_window import TOP, entry, toast_button
from ui import app, theme
from ui.main_window import REPORTS, STAGES, MainWindow
from ui.stages.read import ReadStage
from ui.stages.reports import ReportsStage

NEVER = {"pymupdf", "fitz", "openpyxl", "xlsxwriter", "pandas"}
"""What reading and coding get along without; worker processes and exports load it."""
LATER = NEVER | {"numpy", "sqlalchemy"}
"""What is loaded when the first project opens."""


def test_without_a_project_only_what_makes_sense_can_be_done(window: MainWindow) -> None:
    assert window.stack.currentWidget() is window.start
    assert not window.rail.isVisible()
    for words in ("Add Reports", "Export to Excel", "Save a Copy", "Close Project"):
        assert not entry(window, "File", words).isEnabled()
    for words in ("New Project", "Open…", "Open the Sample", "Quit"):
        assert entry(window, "File", words).isEnabled()
    assert not entry(window, "Edit", "Undo").isEnabled()
    assert not [one.text() for one in window.menuBar().actions() if "Save" in one.text()]


def test_an_open_project_names_the_window_and_shows_its_stages(at_work: MainWindow) -> None:
    assert at_work.windowTitle() == "Stock — Evidence Coder"
    buttons = [one.text() for one in at_work.rail.findChildren(QToolButton) if one.isVisible()]
    assert buttons == ["Reports", "Screen", "Read", "Matrix", "Team", "Codebook"]
    assert entry(at_work, "File", "Export to Excel").isEnabled()
    assert Path(settings.load().recent[0]).name == "p.evc"


def test_the_stages_are_reached_by_key_by_mouse_and_by_menu(at_work: MainWindow) -> None:
    held = Qt.KeyboardModifier.ControlModifier
    buttons = {one.text(): one for one in at_work.rail.findChildren(QToolButton)}
    for at in range(len(buttons)):
        key = Qt.Key(Qt.Key.Key_1.value + at)
        QTest.keyClick(at_work, key, held)
        assert at_work.stack.currentWidget() is at_work.stage(at)
        assert [one.isChecked() for one in buttons.values()] == [n == at for n in range(6)]
    QTest.mouseClick(buttons["Reports"], Qt.MouseButton.LeftButton)
    assert at_work.stack.currentWidget() is at_work.stage(0)
    entry(at_work, "Go", "Read").trigger()
    assert isinstance(at_work.stack.currentWidget(), ReadStage)


def test_each_stage_takes_the_keyboard_when_it_is_switched_to(at_work: MainWindow) -> None:
    for at in range(3):
        at_work.go_to(at)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert at_work.stage(at).isAncestorOf(focus) or focus is at_work.stage(at)


def test_a_report_is_shown_in_the_read_stage_whoever_asks(at_work: MainWindow) -> None:
    at_work.go_to(REPORTS)
    last = at_work.session.project.reports.all()[-1]
    at_work.session.showReport.emit(last.id, 0)
    read = at_work.stack.currentWidget()
    assert isinstance(read, ReadStage)
    assert read.report is not None
    assert read.report.id == last.id


def test_undo_and_redo_say_what_they_would_do_and_do_it(at_work: MainWindow) -> None:
    project = at_work.session.project
    report = project.reports.all()[0]
    project.reports.edit(report.id, title="R & D & more")
    undo = entry(at_work, "Edit", "Undo Edit Report")
    undo.trigger()
    assert project.reports.get(report.id).title == report.title
    redo = entry(at_work, "Edit", "Redo Edit Report")
    redo.trigger()
    assert project.reports.get(report.id).title == "R & D & more"
    project.reports.edit(report.id, number="E1")
    undo.trigger()
    undo.trigger()
    assert project.reports.get(report.id).title == report.title


def test_undo_is_named_right_after_a_worker_acted(qtbot: QtBot, at_work: MainWindow) -> None:
    project = at_work.session.project
    worker = threading.Thread(target=lambda: project.edit(name="Renamed"))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: "Rename Project" in at_work.menus.undo.text())


def test_closing_leads_back_to_the_start_where_the_project_is_listed(at_work: MainWindow) -> None:
    entry(at_work, "File", "Close Project").trigger()
    assert at_work.stack.currentWidget() is at_work.start
    assert at_work.windowTitle() == "Evidence Coder"
    assert at_work.start.recent.item(0).text().startswith("p\n")
    assert not at_work.session.is_open
    at_work.start.recent.setCurrentRow(0)
    at_work.start.recent.setFocus()
    QTest.keyClick(at_work.start.recent, Qt.Key.Key_Return)
    assert at_work.windowTitle() == "Stock — Evidence Coder"


def test_what_cannot_be_opened_is_said_and_the_start_page_stays(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.chosen = tmp_path / "letter.evc"
    answers.chosen.write_bytes(b"Dear reader")
    entry(window, "File", "Open…").trigger()
    assert "letter.evc" in answers.asked[-1]
    assert window.stack.currentWidget() is window.start


def test_the_quiet_word_takes_back_all_it_speaks_of(at_work: MainWindow) -> None:
    at_work.go_to(REPORTS)
    stage = at_work.stage(0)
    assert isinstance(stage, ReportsStage)
    stage.table.selectAll()
    QTest.keyClick(stage.table, Qt.Key.Key_Delete)
    project = at_work.session.project
    assert project.reports.all() == []
    assert at_work.toast.message == "Removed 2 reports with 0 codings."
    QTest.mouseClick(toast_button(at_work), Qt.MouseButton.LeftButton)
    assert len(project.reports.all()) == 2
    assert at_work.toast.message == ""


def test_the_quiet_word_goes_once_its_undo_would_take_back_something_else(
    at_work: MainWindow,
) -> None:
    project = at_work.session.project
    at_work.session.told.emit("Removed one.", 1)
    assert at_work.toast.message == "Removed one."
    project.edit(name="Something else")
    assert at_work.toast.message == ""
    at_work.session.told.emit("Removed one.", 1)
    at_work.session.close()
    assert at_work.toast.message == ""


def test_the_look_is_changed_from_the_menu_and_remembered(
    qapp: QApplication, window: MainWindow
) -> None:
    looks = entry(window, "View", "Look").menu()
    assert isinstance(looks, QMenu)
    for words, is_dark in (("Dark", True), ("Light", False)):
        next(one for one in looks.actions() if one.text() == words).trigger()
        assert theme.current().is_dark == is_dark
        assert qapp.palette().window().color().name() == theme.current().window
        assert settings.load().theme == words.lower()


def test_a_change_of_look_repaints_the_open_window(at_work: MainWindow) -> None:
    at_work.go_to(REPORTS)
    looks = entry(at_work, "View", "Look").menu()
    assert isinstance(looks, QMenu)
    grounds = {}
    for words in ("Light", "Dark"):
        next(one for one in looks.actions() if one.text() == words).trigger()
        picture = at_work.grab().toImage()
        table = at_work.stage(REPORTS).mapTo(at_work, at_work.stage(REPORTS).rect().center())
        spots = (at_work.rail.geometry().center(), table)
        grounds[words] = [picture.pixelColor(spot).name() for spot in spots]
    assert theme.LIGHT.surface in grounds["Light"]
    assert theme.DARK.surface in grounds["Dark"]
    assert not set(grounds["Light"]) & set(grounds["Dark"])


def test_tab_goes_from_the_filter_over_the_buttons_into_the_table(at_work: MainWindow) -> None:
    at_work.go_to(REPORTS)
    stage = at_work.stage(REPORTS)
    assert isinstance(stage, ReportsStage)
    stage.filter.setFocus()
    visited = []
    for _ in range(4):
        QTest.keyClick(at_work.focusWidget(), Qt.Key.Key_Tab)
        visited.append(at_work.focusWidget())
    names = [one.text() for one in visited[:3] if isinstance(one, QAbstractButton)]
    assert names == ["Projects", "Columns", "Add"]
    assert visited[3] is stage.table


def test_the_window_comes_back_in_its_size(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(700, 600)
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    assert (again.width(), again.height()) == (700, 600)
    again.close()


def test_the_first_start_opens_the_sample_the_next_what_was_open_last(
    qtbot: QtBot, qapp: QApplication, answers: Answers, tmp_path: Path
) -> None:
    assert qapp
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    app.begin(window, None)
    qtbot.waitUntil(lambda: window.session.is_open, timeout=30_000)
    path = window.session.project.path
    assert path.parent == paths.documents()
    window.session.close()
    app.begin(window, None)
    assert window.session.path == path
    window.session.close()
    path.unlink()
    app.begin(window, None)
    qtbot.wait(50)
    assert not window.session.is_open
    assert window.start.isVisible()
    app.begin(window, str(tmp_path / "missing.evc"))
    assert "missing.evc" in answers.asked[-1]
    assert window.start.isVisible()
    window.close()


def test_a_fault_of_ours_is_logged_and_told_plainly_and_the_window_goes_on(
    qtbot: QtBot, at_work: MainWindow, answers: Answers
) -> None:
    log = logging.getLogger("evidence-coder")
    before = list(log.handlers)
    hook = app.last_resort(at_work)
    try:
        for text in ("first", "second"):
            error = ValueError(f"the {text} that nobody thought of")
            hook(ValueError, error, None)
    finally:
        for handler in set(log.handlers) - set(before):
            log.removeHandler(handler)
            handler.close()
    assert answers.asked == []
    qtbot.waitUntil(lambda: bool(answers.asked))
    qtbot.wait(20)
    [said] = answers.asked
    file = paths.logs() / "errors.log"
    assert str(file) in said
    assert "on disk" in said
    assert "ValueError" not in said
    written = file.read_text(encoding="utf-8")
    assert "the first that nobody thought of" in written
    assert "the second that nobody thought of" in written
    at_work.session.project.edit(name="Still here")


def test_everything_that_takes_the_keyboard_has_a_name(at_work: MainWindow) -> None:
    add_report(at_work.session.project, "One more")
    nameless = set()
    for at in range(len(STAGES)):
        at_work.go_to(at)
        for widget in at_work.findChildren(QWidget):
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not (takes == Qt.FocusPolicy.TabFocus and widget.isVisible()):
                continue
            face = QAccessible.queryAccessibleInterface(widget)
            if not (face and face.text(QAccessible.Text.Name)):
                nameless.add(f"{at_work.stage(at).title}: {type(widget).__name__}")
    assert nameless == set()


def test_buttons_are_large_enough_to_hit(at_work: MainWindow) -> None:
    at_work.go_to(REPORTS)
    for button in at_work.findChildren(QToolButton) + at_work.findChildren(QPushButton):
        if button.isVisible() and at_work.stage(0).isAncestorOf(button):
            assert button.height() >= theme.TARGET
    for button in at_work.rail.findChildren(QToolButton):
        assert min(button.height(), button.width()) >= theme.TARGET


def run_python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def loaded_by(code: str) -> set[str]:
    names = "print(*{name.split('.')[0] for name in sys.modules})"
    return set(run_python(f"import sys\n{code}\n{names}").split())


def test_the_window_is_there_before_anything_heavy_is_loaded() -> None:
    loaded = loaded_by(
        "from PySide6.QtWidgets import QApplication\nimport ui.app\n"
        "app = QApplication([])\nwindow = ui.app.MainWindow()\nwindow.show()"
    )
    assert "PySide6" in loaded
    assert LATER & loaded == set()


def test_reading_and_coding_load_no_pdf_engine_and_no_writer_of_workbooks() -> None:
    loaded = loaded_by("import coder.project, ui.stages.reports, ui.stages.read, ui.stages.matrix")
    assert "numpy" in loaded
    assert NEVER & loaded == set()


@pytest.mark.parametrize("closes", [True, False], ids=["closed", "not even closed"])
def test_a_program_that_is_ended_from_outside_ends_well(
    two_reports: Path, *, closes: bool
) -> None:
    """The desktop ends the loop, not the window; nothing breaks when all is taken apart.

    What watches the pages hears of their end as well: an error there would end the program.
    """
    code = (
        "import sys\nfrom PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\nfrom coder import settings\n"
        "from ui import app\n"
        "known = settings.Settings(coder_name='Coder A', seen_sample=True)\n"
        "settings.save(known)\n"
        "begin = app.begin\n"
        "def begun(window, given):\n"
        "    begin(window, given)\n"
        "    window.session.closing.connect(lambda: print('closed'))\n"
        "    for at in (0, 1, 3, 4, 5, 2):\n"
        "        window.go_to(at)\n"
        "    QTimer.singleShot(300, QApplication.exit)\n"
        "app.begin = begun\n"
        f"if not {closes}: app.MainWindow.close = lambda self: None\n"
        f"print(app.run_window({str(two_reports)!r}))"
    )
    assert run_python(code).split() == [*["closed"][: int(closes)], "0"]


def test_a_command_loads_no_qt() -> None:
    code = "import sys, main; main.main(['--version']); print('PySide6' in sys.modules)"
    assert run_python(code).splitlines() == [f"Evidence Coder {paths.VERSION}", "False"]


def test_without_a_screen_it_says_so_instead_of_dying() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have a screen")
    code = (
        "import os, sys\n"
        "for key in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM'):\n"
        "    os.environ.pop(key, None)\n"
        "import main\nsys.stderr = sys.stdout\nprint(main.main([]))"
    )
    said = run_python(code)
    assert "no screen" in said
    assert said.endswith("1")
