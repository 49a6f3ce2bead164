"""A coding's place before and now, beside each other: page, words, picture."""

from collections.abc import Callable, Hashable
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, QTimer, SignalInstance
from PySide6.QtGui import QHideEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from coder.model.errors import ProjectError
from coder.pdf.jobs import RenderJob
from ui import theme
from ui.panels.replaced.found import Looker, Moved, Place
from ui.panels.replaced.picture import PlacePicture
from ui.panels.replaced.words import Run, compared, written
from ui.session import Session
from ui.widgets.labels import mute, prose

_BESIDE = 520
"""Pixels of width from which the two places stand beside each other."""
_SETTLE = 90
"""Milliseconds without a further row or size after which pictures are asked for."""


class Camera(Protocol):
    """Draws pieces of pages, of one file at a time."""

    @property
    def came(self) -> SignalInstance:
        """Carries a RenderJob and its image."""

    @property
    def failed(self) -> SignalInstance:
        """Carries a RenderJob and the reason."""

    def ask(
        self, file: Hashable, read: Callable[[], tuple[bytes, str | None]], job: RenderJob, /
    ) -> None:
        """Have a piece of a page drawn."""

    def close(self, *, wait: bool = False) -> None:
        """Let go of the worker."""


class Side(QWidget):
    """One place: whose page it is, what it says there, its picture."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._place = mute(QLabel(self))
        self.words = prose(self)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.picture = PlacePicture(self)
        self._camera: Camera | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        for widget in (self._place, self.words, self.picture):
            column.addWidget(widget)
        column.addStretch(1)

    def look_through(self, camera: Camera) -> None:
        """Have pictures drawn by a camera."""
        self._camera = camera
        camera.came.connect(self._take)
        camera.failed.connect(self._excuse)

    def show_place(self, place: Place | None, colour: str, said: str = "") -> None:
        """Show where a place is, under `said` where that is not simply its page."""
        where = said or (place.label if place else "")
        self._place.setText(f"{self._name} · {where}" if where else self._name)
        self.picture.show_place(place, colour)

    def ask(self, session: Session, looker: Looker) -> None:
        """Have the picture drawn, sharp for this screen."""
        place, job = self.picture.place, self.picture.job()
        if place is None or job is None or self._camera is None:
            return
        file = place.report, place.text_hash
        try:
            self._camera.ask(
                file, lambda: (looker.pdf(place), session.password(place.report)), job
            )
        except ProjectError as error:
            self.picture.excuse(str(error))

    def rest(self, *, wait: bool = False) -> None:
        """Let go of the worker that draws."""
        if self._camera is not None:
            self._camera.close(wait=wait)

    def _take(self, job: RenderJob, image: QImage) -> None:
        if job == self.picture.job():
            self.picture.show_image(image)

    def _excuse(self, job: RenderJob, reason: str) -> None:
        if job == self.picture.job():
            self.picture.excuse(reason)


class Sides(QWidget):
    """Before and now, side by side where there is room, else one below the other."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._looker: Looker | None = None
        self._moved: Moved | None = None
        self.before = Side(self.tr("Before"), self)
        self.now = Side(self.tr("Now"), self)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        self._row.setSpacing(2 * theme.GRID)
        for side in (self.before, self.now):
            self._row.addWidget(side, 1)
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE)
        self._soon.timeout.connect(self._ask)

    def look_through(self, before: Camera, now: Camera) -> None:
        """Have pictures drawn by these two, one for each file."""
        self.before.look_through(before)
        self.now.look_through(now)

    def show_moved(self, moved: Moved | None, looker: Looker | None) -> None:
        """Show a coding's two places, or none."""
        self._moved, self._looker = moved, looker
        if moved is None:
            return
        colour = moved.code.colour if moved.code else theme.current().muted
        self.before.show_place(moved.before, colour)
        if moved.now is None:
            page = moved.beside.label if moved.beside else ""
            said = self.tr("not found; this is %1").replace("%1", page)
            self.now.show_place(moved.beside, colour, said)
        else:
            self.now.show_place(moved.now, colour)
        self._show_words()
        self._soon.start()

    def rest(self, *, wait: bool = False) -> None:
        """Let go of the workers that draw."""
        self._soon.stop()
        for side in (self.before, self.now):
            side.rest(wait=wait)

    def _show_words(self) -> None:
        moved = self._moved
        if moved is None:
            return
        before = moved.before.passage.quote if moved.before.passage else ""
        tint = theme.current().selection
        if moved.now is None:
            self.before.words.setText(_plain(before, tint))
            self.now.words.setText(
                self.tr("Select where it belongs on the pages, then choose Place here.")
            )
            return
        now = moved.now.passage.quote if moved.now.passage else ""
        left, right = compared(before, now)
        self.before.words.setText(written(left, tint) if left else self.tr("No words in it."))
        if not any(run.differs for run in (*left, *right)):
            self.now.words.setText(self.tr("The same words.") if right else "")
        else:
            self.now.words.setText(written(right, tint) if right else self.tr("No words in it."))

    def _ask(self) -> None:
        if self._looker is None or not self.isVisible() or not self._session.is_open:
            return
        for side in (self.before, self.now):
            side.ask(self._session, self._looker)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side or not; pictures are drawn anew once the size stays."""
        super().resizeEvent(event)
        kind = QBoxLayout.Direction
        wide = event.size().width() >= _BESIDE
        self._row.setDirection(kind.LeftToRight if wide else kind.TopToBottom)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the workers while nobody looks."""
        super().hideEvent(event)
        self.rest()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_words()


def _plain(quote: str, tint: str) -> str:
    return written([Run(quote, differs=False)], tint)
