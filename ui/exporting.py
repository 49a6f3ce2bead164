"""Writing the workbook from the window, on a thread."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coder.model.whose import Shown, Whose
from ui import ask, jobs
from ui.session import Session
from ui.widgets.progress_strip import ProgressStrip


class Export(QObject):
    """Writes one workbook at a time, telling on the strip how far it is."""

    def __init__(self, session: Session, strip: ProgressStrip, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._strip, self._window = session, strip, window
        self._job: jobs.Job | None = None
        strip.cancelled.connect(self._cancel)

    @property
    def is_busy(self) -> bool:
        """Say whether a workbook is being written."""
        return self._job is not None

    def begin(self, whose: Shown = Whose.ALL) -> None:
        """Have a name chosen and write the workbook of these codings to it."""
        self._session.writeDown.emit()
        project = self._session.project
        target = ask.workbook_name(self._window, project.path.with_suffix(".xlsx"))
        if target is None or self._job is not None:
            return
        self._job = jobs.run(
            project.export(target, whose),
            self,
            lambda _: self._end(f"Written: {target}"),
            self._failed,
            lambda: self._end("Stopped. Nothing was written."),
        )
        self._job.progressed.connect(self._strip.tell)

    def give_up(self) -> None:
        """Stop, and wait for the end."""
        self._cancel()
        if self._job:
            self._job.wait()

    def _cancel(self) -> None:
        if self._job:
            self._job.cancel()

    def _failed(self, message: str) -> None:
        self._end("")
        ask.tell(self._window, message)

    def _end(self, message: str) -> None:
        self._job = None
        self._strip.hide()
        if message:
            self._session.told.emit(message, 0)
