"""Making, opening and leaving projects; who codes; what is remembered of it all."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from coder import paths, settings
from coder.model.errors import ProjectError
from coder.model.ids import CoderId, new_id
from coder.progress import Progress
from ui import ask, jobs
from ui.session import Session

if TYPE_CHECKING:  # loaded when a project is opened or made, not at the start
    from coder.project import Project

Identity = tuple[str, str, str]


class Opening(QObject):
    """Puts projects into the session. `progressed` and `ended` tell of the sample being made."""

    progressed = Signal(Progress)
    ended = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._job: jobs.Job | None = None
        self._awaits_sample = False

    def recent(self) -> list[str]:
        """Return the projects opened last, newest first."""
        return list(settings.load().recent)

    def first(self) -> Path | None:
        """Return the project to go on with at the start: the last one, if it still is there."""
        last = next(iter(self.recent()), None)
        return Path(last) if last and Path(last).is_file() else None

    def geometry(self) -> str:
        """Return the window's place and size of the last time, as Qt wrote it, in hex digits."""
        return settings.load().window

    def remember_geometry(self, geometry: str) -> None:
        """Keep the window's place and size."""
        settings.save(replace(settings.load(), window=geometry))

    def choose(self) -> None:
        """Have a project chosen and open it."""
        path = ask.project(self._window)
        if path:
            self.open(path)

    def open(self, path: Path) -> bool:
        """Open a project; say plainly why when it cannot be."""
        from coder.project import Project  # noqa: PLC0415 - not at the start

        if self._session.path == path.resolve():
            return True
        try:
            project = Project.open(path.resolve())
        except ProjectError as error:
            ask.tell(self._window, str(error))
            return False
        if not self._introduce(project):
            project.close()
            return False
        self._take(project)
        return True

    def make(self) -> None:
        """Have a new project described, and make it."""
        from coder.project import Project  # noqa: PLC0415 - not at the start
        from ui.dialogs.new_project import NewProjectDialog  # noqa: PLC0415

        known = settings.load()
        identity = (known.coder_name, known.coder_initials, known.coder_colour)
        dialog = NewProjectDialog(_free(paths.documents() / "Review.evc"), identity, self._window)
        while dialog.exec() == QDialog.DialogCode.Accepted:
            given = dialog.given
            try:
                given.path.parent.mkdir(parents=True, exist_ok=True)
                project = Project.create(
                    given.path,
                    given.coder,
                    given.codebooks,
                    name=given.name,
                    identity=_coder_id(given.coder),
                )
            except (ProjectError, OSError) as error:
                ask.tell(self._window, _said(error))
                continue
            _remember_coder(given.coder)
            self._take(project)
            return

    def sample(self) -> None:
        """Open the sample project; it is made the first time, in the documents folder."""
        from coder import sample  # noqa: PLC0415 - not at the start

        path = paths.documents() / f"{sample.NAME}.evc"
        if path.exists():
            self.open(path)
            return
        self._awaits_sample = True
        if self._job is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._job = jobs.run(
                sample.make(path), self, lambda _: self._made(path), self._failed, self._stopped
            )
            self._job.progressed.connect(self.progressed)

    def cancel(self) -> None:
        """Stop making the sample."""
        if self._job:
            self._job.cancel()

    def give_up(self) -> None:
        """Stop making the sample because the window is closing."""
        job = self._job
        if job:
            job.cancel()
            job.wait()

    def save_copy(self) -> None:
        """Have a name chosen and write a copy of the project to it."""
        self._session.writeDown.emit()
        path = self._session.project.path
        proposed = _free(path.with_name(f"{path.stem} (copy).evc"))
        target = ask.project_name(self._window, "Save a copy", proposed)
        if target is None:
            return
        try:
            self._session.project.save_copy(target)
        except ProjectError as error:
            ask.tell(self._window, str(error))
            return
        self._session.told.emit(f"Copied to {target}", False)  # noqa: FBT003

    def close(self) -> None:
        """Close the open project."""
        self._session.close()

    def _made(self, path: Path) -> None:
        """Open the sample, unless another project was opened while it was made."""
        self._end()
        if self._awaits_sample:
            self.open(path)

    def _failed(self, message: str) -> None:
        self._end()
        ask.tell(self._window, message)

    def _stopped(self) -> None:
        self._end()

    def _end(self) -> None:
        self._job = None
        self.ended.emit()

    def _take(self, project: "Project") -> None:
        self._awaits_sample = False
        settings.save(settings.load().with_recent(project.path))
        self._session.take(project)

    def _introduce(self, project: "Project") -> bool:
        """See to it that this person codes, not whoever coded last; asked once on this laptop."""
        known = settings.load()
        last = project.coder if project.has_coder else None
        if last and (last.id.hex() == known.coder_id or _is_sample(project)):
            return True
        from ui.dialogs.who import WhoDialog  # noqa: PLC0415 - seldom needed

        identity = (known.coder_name, known.coder_initials, known.coder_colour)
        if not known.coder_name:
            proposed = (last.name, last.initials, last.colour) if last else identity
            dialog = WhoDialog(proposed, self._window)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return False
            identity = dialog.fields.given
            _remember_coder(identity)
        coder = project.become(*identity, identity=_coder_id(identity))
        if not known.coder_id:
            settings.save(replace(settings.load(), coder_id=coder.id.hex()))
        return True


def _is_sample(project: "Project") -> bool:
    from coder import sample  # noqa: PLC0415 - not at the start

    return project.name == sample.NAME


def _coder_id(identity: Identity) -> CoderId:
    """Return the id that this person has in all projects made on this laptop."""
    known = settings.load()
    if known.coder_id and known.coder_name == identity[0]:
        return CoderId(bytes.fromhex(known.coder_id))
    fresh = CoderId(new_id())
    settings.save(replace(known, coder_id=fresh.hex(), coder_name=identity[0]))
    return fresh


def _remember_coder(identity: Identity) -> None:
    name, initials, colour = identity
    known = settings.load()
    settings.save(replace(known, coder_name=name, coder_initials=initials, coder_colour=colour))


def _free(path: Path) -> Path:
    """Return `path`, or with a number behind its name when there is such a file."""
    candidate, number = path, 2
    while candidate.exists():
        candidate, number = path.with_name(f"{path.stem} {number}{path.suffix}"), number + 1
    return candidate


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"The folder cannot be made: {error.strerror}. Choose another one."
    return str(error)
