"""Keeps pictures of the pages in view: asks for them, takes them in, and paints them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from coder.pdf.jobs import Failed, Link, Rendered, RenderJob
from ui.reader.cache import PageCache
from ui.reader.colours import DeskColours
from ui.reader.layout import Layout
from ui.reader.renderer import Renderer
from ui.reader.sheets import paint_dim, paint_edge, paint_excuse, paint_image
from ui.reader.source import PageSource
from ui.reader.wanted import Scene, covered, is_of, keep, next_job, page_job, pixels_of

_SETTLE = 80
"""Milliseconds without a further zoom step after which pages are drawn sharp."""

_REST = 20_000
"""Milliseconds out of sight after which the worker is let go."""


class Drawing(QObject):
    """The pictures of the open report's pages. `scene` tells what is in view at the moment.

    Emits `changed` with a page whose picture came, and `failed` with the page (from 0) that
    could not be drawn and the reason in plain words, `smallCame` with a page whose small picture
    came.
    """

    changed = Signal(int)
    failed = Signal(int, str)
    smallCame = Signal(int)

    def __init__(self, scene: Callable[[], Scene], parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self.cache = PageCache()
        self.failures: dict[int, str] = {}
        self.unclipped: set[int] = set()
        self._slow: set[int] = set()
        self.refusal = ""
        self.links: dict[int, tuple[Link, ...]] = {}
        self.preferred: range | None = None
        self.is_dimmed = False
        self._source: PageSource | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._sleep)
        self.renderer = Renderer(self._choose, self._room, self, self._is_in_the_way)
        self.renderer.drawn.connect(self._take)
        self.renderer.failed.connect(self._mark)
        self.renderer.dropped.connect(self._leave_aside)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self.renderer.ask)

    def open(self, source: PageSource) -> None:
        """Start to draw another report; the worker begins before the pictures go."""
        self._source = None
        self.renderer.open(source.pdf(), source.password)
        self._forget()
        self._source = source

    def close(self, *, wait: bool = False) -> None:
        """Draw nothing any more and forget all pictures; with `wait` the worker is gone then."""
        self.renderer.close(wait=wait)
        self._forget()

    def _forget(self) -> None:
        self._settle.stop()
        self._rest.stop()
        self._source, self.preferred, self.refusal = None, None, ""
        self.cache.clear()
        self.failures.clear()
        self.unclipped.clear()
        self._slow.clear()
        self.links.clear()

    def ask(self) -> None:
        """Have drawn what is in view and not yet sharp."""
        self.renderer.ask()

    def ask_soon(self) -> None:
        """The same, once the scale has stayed as it is for a moment."""
        self._settle.start()

    def rest_soon(self) -> None:
        """Let the worker go, and most pictures, unless `wake` is called within 20 s."""
        self._rest.start()

    def wake(self) -> None:
        """Go on drawing, with another worker when the one before is gone."""
        self._rest.stop()
        if self._source is not None and not self.renderer.is_open:
            self.renderer.open(self._source.pdf(), self._source.password)
            self.ask()

    def try_again(self) -> None:
        """Draw again what could not be drawn."""
        self.failures.clear()
        self.unclipped.clear()
        self._slow.clear()
        if self.refusal and self._source is not None:
            self.refusal = ""
            self.renderer.open(self._source.pdf(), self._source.password)
        self.ask()

    def paint(
        self,
        painter: QPainter,
        page: int,
        area: QRect,
        exposed: QRect,
        colours: DeskColours,
    ) -> None:
        """Paint a page that lies at `area` (device pixels) with the best picture at hand."""
        scene = self._scene()
        layout, view = scene.layout, QRect(QPoint(0, 0), scene.view.size())
        paint_edge(painter, area, colours)
        image = self.cache.sharp(page_job(layout, page))
        is_sharp = image is not None or covered(scene, self.cache, page)
        image = image or self._stand_in(page, layout)
        excuse = "" if is_sharp else self.failures.get(page, self.refusal)
        if image is None or excuse:
            painter.fillRect(area, colours.paper)
        if image is not None:
            paint_image(painter, image, area, exposed)
        clip = self.cache.clips.get(page)
        if clip is not None and is_of(clip, layout):
            painter.drawImage(area.topLeft() + clip.area.topLeft(), clip.image)
        if self.is_dimmed:
            paint_dim(painter, area.intersected(exposed))
        if excuse:
            paint_excuse(painter, excuse, area.intersected(view), colours)

    def _stand_in(self, page: int, layout: Layout) -> QImage | None:
        return self.cache.nearest(page, layout.scale, layout.turn)

    @Slot()
    def _sleep(self) -> None:
        self.renderer.close()
        self.cache.shed(0)

    def _choose(self) -> RenderJob | None:
        scene = self._scene()
        if self._settle.isActive() or self.refusal or not len(scene.layout):
            return None
        aside = self._slow.difference(scene.pages)
        failed, unclipped = self.failures.keys() | aside, self.unclipped | aside
        return next_job(scene, self.cache, failed, self.preferred, unclipped)

    def _is_in_the_way(self, job: RenderJob) -> bool:
        """Say whether a page that nobody looks at is drawn while one in view is not sharp."""
        scene, best = self._scene(), self._choose()
        if best is None or job.page in scene.pages or best.page not in scene.pages:
            return False
        return best.clip is not None or best == page_job(scene.layout, best.page)

    @Slot(object)
    def _leave_aside(self, job: RenderJob) -> None:
        """Draw a page that took too long only when one looks at it."""
        self._slow.add(job.page)

    def _room(self, job: RenderJob) -> QImage | QSize:
        """Return the image dropped last if a job fits into it, else how large a new one is."""
        size = pixels_of(self._scene().layout, job)
        spare = self.cache.take_spare()
        return spare if spare is not None and spare.size() == size else size

    @Slot(object, object)
    def _take(self, answer: Rendered, image: QImage) -> None:
        job = answer.job
        is_small = keep(self._scene(), self.cache, job, image)
        if answer.links:
            self.links[job.page] = answer.links
        self.changed.emit(job.page)
        if is_small:
            self.smallCame.emit(job.page)

    @Slot(object)
    def _mark(self, answer: Failed) -> None:
        page = answer.job.page
        if answer.is_whole:
            self.refusal = answer.reason
        if answer.job.clip is not None:
            self.unclipped.add(page)
        if answer.job.clip is None or page_job(self._scene().layout, page) not in self.cache:
            self.failures[page] = answer.reason
        self.changed.emit(page)
        self.failed.emit(page, answer.reason)
