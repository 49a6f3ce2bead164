"""What stands around the stages: the start, the table of reports, dialogs, menus."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu

from coder import settings
from coder.progress import Progress
from tests.gallery.easel import Easel
from tests.gallery.registry import screen
from tests.gallery.stock import REAL, REPORTS, SAMPLES, build
from ui import ask
from ui.main_window import READ
from ui.main_window import REPORTS as REPORTS_STAGE
from ui.panels.codes.view import CodeTreeView
from ui.stages.reports import ReportsStage

# Beginning


@screen("start-first")
def _start_first(easel: Easel) -> None:
    """Wait for nothing more than the start page."""


@screen("start")
def _start(easel: Easel) -> None:
    known = settings.load()
    for kind in ("empty", "sample"):
        build(easel.home, kind)
        known = known.with_recent(easel.lay(kind))
    gone = easel.home / "Documents" / "Pilot 2024.evc"
    known = replace(known, recent=(*known.recent, str(gone)))
    settings.save(known)
    easel.window.start.show_recent(list(known.recent))


@screen("new-project")
def _new_project(easel: Easel) -> None:
    easel.during(easel.window.opening.make)


@screen("who-codes")
def _who(easel: Easel) -> None:
    build(easel.home, "empty")
    path = easel.lay("empty")
    settings.save(settings.Settings(seen_sample=True))
    easel.during(lambda: easel.window.opening.open(path))


# Reports


@screen("reports-empty", "empty")
def _reports_empty(easel: Easel) -> None:
    easel.window.go_to(REPORTS_STAGE)


@screen("reports-adding", "empty")
def _reports_adding(easel: Easel) -> None:
    window = easel.window
    window.go_to(REPORTS_STAGE)
    paths = [REAL / name for name in REPORTS.values()] if REAL.is_dir() else SAMPLES

    def look(progress: Progress) -> None:
        if progress.done and progress.done * 2 >= progress.total and easel.picture is None:
            easel.snap()

    window.adding.progressed.connect(look)
    window.adding.add(paths)
    easel.wait(lambda: easel.picture is not None or not window.adding.is_busy)
    easel.wait(lambda: not window.adding.is_busy)


@screen("reports", "sample")
def _reports(easel: Easel) -> None:
    easel.window.go_to(REPORTS_STAGE)


@screen("reports-review", "review")
def _reports_review(easel: Easel) -> None:
    easel.window.go_to(REPORTS_STAGE)


@screen("reports-full", "full")
def _reports_full(easel: Easel) -> None:
    easel.window.go_to(REPORTS_STAGE)


@screen("reports-removed", "sample")
def _reports_removed(easel: Easel) -> None:
    easel.window.go_to(REPORTS_STAGE)
    stage = easel.window.findChild(ReportsStage)
    assert isinstance(stage, ReportsStage)
    stage.table.selectRow(1)
    stage.acts.remove()


@screen("refused", "empty")
def _refused(easel: Easel) -> None:
    window = easel.window
    window.go_to(REPORTS_STAGE)
    folder = easel.home / "Documents"
    whole = SAMPLES[0].read_bytes()
    files = {
        "Annex 4.pdf": b"PK\x03\x04 a word processor's file",
        "Tracer survey.pdf": whole[: len(whole) // 3],
        "Skills for Coastal Livelihoods.pdf": whole,
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    easel.during(lambda: window.adding.add([folder / name for name in files]))


@screen("password", "empty")
def _password(easel: Easel) -> None:
    easel.window.go_to(REPORTS_STAGE)
    easel.during(lambda: ask.password(easel.window, "Evaluation report (confidential).pdf"))


# Menus and small dialogs


@screen("menu-undo", "sample")
def _menu_undo(easel: Easel) -> None:
    easel.select(easel.words(4, "Cooperation with social partners is close."))
    easel.code_as("Coherence")
    project = easel.window.session.project
    easel.window.undo()
    easel.select(easel.words(4, "Both sides told the team", "waiting\nfor the other."))
    easel.code_as("External coherence")
    assert project.undo_label
    _open_menu(easel, "Edit")


@screen("menu-file", "sample")
def _menu_file(easel: Easel) -> None:
    _open_menu(easel, "File")


@screen("menu-view", "sample")
def _menu_view(easel: Easel) -> None:
    easel.window.go_to(READ)
    _open_menu(easel, "View")


@screen("menu-code", "sample")
def _menu_code(easel: Easel) -> None:
    tree = easel.read.findChildren(CodeTreeView)[0]
    tree.setCurrentIndex(tree.model().index(1, 0, tree.model().index(0, 0)))
    spot = tree.visualRect(tree.currentIndex()).center()
    _with_menu(easel, lambda: tree.customContextMenuRequested.emit(spot))


@screen("keys", "sample")
def _keys(easel: Easel) -> None:
    easel.during(easel.window.menus._show_keys)


@screen("about", "sample")
def _about(easel: Easel) -> None:
    easel.during(easel.window.menus._show_about)


def _open_menu(easel: Easel, title: str) -> None:
    bar = easel.window.menuBar()
    action = next(one for one in bar.actions() if one.text().replace("&", "") == title)
    menu = action.menu()
    assert isinstance(menu, QMenu)
    spot = bar.mapToGlobal(bar.actionGeometry(action).bottomLeft())
    _with_menu(easel, lambda: menu.popup(spot))


def _with_menu(easel: Easel, act: Callable[[], object]) -> None:
    """Take the picture while a menu is open that `act` opens."""

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if menu is None:
            QTimer.singleShot(30, look)
            return
        easel.settle()
        menu.close()

    QTimer.singleShot(30, look)
    act()
    easel.wait(lambda: easel.picture is not None)
