"""The window: rail, stages, menus, status line. It wires; the stages do the work."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QWidget

from coder.model.ids import CodeId, CodingId, ReportId
from coder.paths import APP_NAME
from ui import ask, theme, undoing
from ui.dropped import Dropping
from ui.exporting import Export
from ui.menus import Menus
from ui.opening import Opening
from ui.panels.reports.adding import ReportAdding
from ui.session import Session
from ui.stages.start import StartPage
from ui.stages.trail import Going, Stop
from ui.widgets.labels import mute
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.rail import Rail
from ui.widgets.toast import Toast

if TYPE_CHECKING:  # each is loaded when it is first shown
    from ui.stages.codebook import CodebookStage
    from ui.stages.matrix import MatrixStage
    from ui.stages.read import ReadStage
    from ui.stages.reports import ReportsStage
    from ui.stages.screen import ScreenStage
    from ui.stages.team import TeamStage

    Stage = ReportsStage | ScreenStage | ReadStage | MatrixStage | TeamStage | CodebookStage

REPORTS, SCREEN, READ, MATRIX, TEAM, CODEBOOK = range(6)
STAGES = (
    ("Reports", "reports"), ("Screen", "screen"), ("Read", "read"),
    ("Matrix", "matrix"), ("Team", "team"), ("Codebook", "codebook"),
)  # fmt: skip
"""The stages of a review in their order: what each is called, and its icon."""
_DISK = "All changes are on disk"


class MainWindow(QMainWindow):
    """One window, one project. A stage is made when it is first shown."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self)
        self.opening = Opening(self.session, self)
        self.adding = ReportAdding(self.session, self)
        self.start = StartPage(self)
        self.rail = Rail(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.start)
        self.toast = Toast(self)
        self.strip = ProgressStrip(self)
        self.exporting = Export(self.session, self.strip, self)
        self._made: dict[int, Stage] = {}
        self.going = Going(self.session, self._here, self._show_stop, self)
        self.setWindowTitle(APP_NAME)
        self.dropping = Dropping(self.session, self.adding, self)
        self.resize(1360, 860)
        if geometry := self.opening.geometry():
            self.restoreGeometry(QByteArray.fromHex(QByteArray(geometry.encode())))
        self._lay_out()
        self.menus = Menus(self, self, [title for title, _ in STAGES])
        self._connect()
        self._show_start()

    def _lay_out(self) -> None:
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (title, icon_name) in enumerate(STAGES):
            self.rail.add(title, icon_name, f"Ctrl+{at + 1}")
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        self.setCentralWidget(body)
        self._disk = mute(QLabel(_DISK, self))
        self._disk.setContentsMargins(theme.GRID, 0, theme.GRID, 0)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addPermanentWidget(self.strip)
        self.statusBar().addPermanentWidget(self._disk)

    def _connect(self) -> None:
        self.session.opened.connect(self._opened)
        self.session.ready.connect(self._resume)
        self.session.closing.connect(self._closing)
        self.session.changed.connect(self.menus.refresh)
        self.session.changed.connect(self.toast.hide)
        self.going.can_go.connect(self.menus.show_way)
        self.session.showPassage.connect(self._read_passage)
        self.session.showReport.connect(self._read_report)
        self.session.told.connect(self._tell)
        self.dropping.projectDropped.connect(self.opening.open)
        self.dropping.worksDropped.connect(self._take_in)
        self.dropping.listDropped.connect(self._import)
        self.start.newAsked.connect(self.opening.make)
        self.start.openAsked.connect(self.opening.choose)
        self.start.sampleAsked.connect(self.opening.sample)
        self.start.recentAsked.connect(lambda path: self.opening.open(Path(path)))
        self.opening.progressed.connect(self.strip.tell)
        self.opening.ended.connect(self.strip.hide)
        self.adding.progressed.connect(self.strip.tell)
        self.adding.ended.connect(self.strip.hide)
        self.strip.cancelled.connect(self.adding.cancel)
        self.strip.cancelled.connect(self.opening.cancel)
        self.rail.chosen.connect(self.go_to)

    def stage(self, at: int) -> "Stage":
        """Return a stage by its place, made now if it was not yet."""
        if at not in self._made:
            make: dict[int, Callable[[], Stage]] = {
                REPORTS: self._make_reports,
                SCREEN: self._make_screen,
                READ: self._make_read,
                MATRIX: self._make_matrix,
                TEAM: self._make_team,
                CODEBOOK: self._make_codebook,
            }
            stage = make[at]()
            self._made[at] = stage
            self.stack.addWidget(stage)
            self.menus.add_actions(at, stage.actions())
        return self._made[at]

    def _make_reports(self) -> "Stage":
        from ui.stages.reports import ReportsStage  # noqa: PLC0415 - not at the start

        stage = ReportsStage(self.session, self.stack)
        stage.addAsked.connect(self.add_reports)
        stage.addFolderAsked.connect(self.add_folder)
        # Not before it is wanted: asking for the Read stage makes it.
        stage.movedAsked.connect(lambda report: self._read.show_moved(report))  # noqa: PLW0108
        return stage

    def _make_screen(self) -> "Stage":
        from ui.stages.screen import ScreenStage  # noqa: PLC0415 - not at the start

        stage = ScreenStage(self.session, self.stack)
        stage.reportsAsked.connect(lambda: self.go_to(REPORTS))
        stage.codebookAsked.connect(lambda: self.go_to(CODEBOOK))
        return stage

    def _make_codebook(self) -> "Stage":
        from ui.stages.codebook import CodebookStage  # noqa: PLC0415 - not at the start

        return CodebookStage(self.session, self.stack)

    def _make_read(self) -> "Stage":
        from ui.stages.read import ReadStage  # noqa: PLC0415 - not at the start

        stage = ReadStage(self.session, self.stack)
        stage.addReportsAsked.connect(self.add_reports)
        self.going.can_go.connect(stage.show_way)
        return stage

    def _make_matrix(self) -> "Stage":
        from ui.stages.matrix import MatrixStage  # noqa: PLC0415 - not at the start

        stage = MatrixStage(self.session, self.stack)
        stage.exportAsked.connect(lambda: self.exporting.begin(stage.coders))
        return stage

    def _make_team(self) -> "Stage":
        from ui.stages.team import TeamStage  # noqa: PLC0415 - not at the start

        stage = TeamStage(self.session, self.stack)
        stage.settleAsked.connect(self._settle)
        stage.reviseAsked.connect(self._revise)
        return stage

    def go_to(self, at: int) -> None:
        """Switch to a stage, by its place; one can come back."""
        if self.session.is_open and at != self._at:
            self.session.leaving.emit()
        self._show_stage(at)

    def _show_stage(self, at: int) -> None:
        if not self.session.is_open:
            return
        stage = self.stage(at)
        self.rail.choose(at)
        self.stack.setCurrentWidget(stage)
        self.menus.show_stage(at)
        stage.setFocus()

    @property
    def _at(self) -> int:
        """Return the place of the stage in front, -1 for the start page."""
        shown = self.stack.currentWidget()
        return next((at for at, stage in self._made.items() if stage is shown), -1)

    def _here(self) -> Stop:
        at = self._at
        stop = self._read.stop() if at == READ else None
        return Stop(at, *stop) if stop else Stop(at)

    @property
    def _read(self) -> "ReadStage":
        return cast("ReadStage", self.stage(READ))

    def _settle(self) -> None:
        self.go_to(READ)
        self._read.adjudicating.begin()

    def _revise(self, code: bytes) -> None:
        self.go_to(READ)
        self._read.show_code(CodeId(code))

    def _show_stop(self, stop: Stop) -> None:
        if stop.stage < 0:
            return
        self._show_stage(stop.stage)
        if stop.stage == READ and stop.report:
            self._read.show_stop(stop.report, stop.place)

    def _read_report(self, report: bytes, page: int) -> None:
        """Go where reports are read; a stage made just now did not hear which one and is told."""
        is_new = READ not in self._made
        self.session.leaving.emit()
        self._show_stage(READ)
        if is_new:
            self.session.showReport.emit(ReportId(report), page)

    def _read_passage(self, coding: bytes) -> None:
        is_new = READ not in self._made
        self.session.leaving.emit()
        self._show_stage(READ)
        if is_new:
            self.session.showPassage.emit(CodingId(coding))

    def _show_start(self) -> None:
        self.start.show_recent(self.opening.recent())
        self.rail.hide()
        self._disk.hide()
        self.start.show()
        self.stack.setCurrentWidget(self.start)
        self.setWindowTitle(APP_NAME)
        self.menus.show_stage(-1)
        self.menus.refresh()

    def _opened(self) -> None:
        self.rail.show()
        self._disk.show()
        self.setWindowTitle(f"{self.session.project.name} — {APP_NAME}")
        self.menus.refresh()

    def _resume(self) -> None:
        """Go on where one read last, or with what is coded; else to the table of reports."""
        project = self.session.project
        last = project.places.last()
        if last not in [one.id for one in project.reports.listed() if one.has_file]:
            coded = (one.id for one in project.reports.all() if one.has_file and one.codings)
            last = next(coded, None)
        if last:
            self.session.showReport.emit(last, -1)
        else:
            self.go_to(REPORTS)

    def _closing(self) -> None:
        self._give_up()
        self.toast.hide()
        self._show_start()

    def _give_up(self) -> None:
        """Stop what is done with the open project and wait for its end."""
        self.adding.give_up()
        self.exporting.give_up()

    def add_reports(self) -> None:
        """Have report PDFs chosen and add them."""
        self._add(ask.reports(self))

    def add_folder(self) -> None:
        """Have a folder chosen and add all PDFs in it."""
        folder = ask.report_folder(self)
        self._add([folder] if folder else [])

    def add_codebook(self) -> None:
        """Have a codebook file chosen and take it into the project."""
        from ui.panels.codebook.acts import BookActs  # noqa: PLC0415 - not at the start

        acts = BookActs(self.session, self)
        acts.load()
        acts.deleteLater()

    def export(self) -> None:
        """Have a name chosen and write the workbook to it."""
        self.exporting.begin()

    def _add(self, paths: Sequence[Path]) -> None:
        if paths and self.session.is_open:
            self.adding.add(paths)

    def undo(self) -> None:
        """Take back the last act, and say which."""
        undoing.undo(self.session, self._tell)

    def redo(self) -> None:
        """Do again what was undone, and say what."""
        undoing.redo(self.session, self._tell)

    def _tell(self, message: str, acts: int) -> None:
        """Say a quiet word, with a button that takes the last acts back, if there are any."""
        if acts:
            self.toast.say(message, "Undo", partial(self._take_back, acts))
        else:
            self.toast.say(message)

    def _take_back(self, acts: int) -> None:
        for _ in range(acts):
            undoing.undo(self.session, self._tell, named=False)

    def _take_in(self, works: list[Path]) -> None:
        """Look at work that came back."""
        self.go_to(TEAM)
        cast("TeamStage", self.stage(TEAM)).take_in(works)

    def _import(self, path: Path) -> None:
        """Look at a list of reports before it is imported."""
        self.go_to(REPORTS)
        cast("ReportsStage", self.stage(REPORTS)).import_from(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project; everything is on disk already."""
        self.opening.remember_geometry(bytes(self.saveGeometry().toHex().data()).decode())
        self.opening.give_up()
        self.session.close()
        event.accept()
