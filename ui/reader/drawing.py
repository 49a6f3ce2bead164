"""Keeps pictures of the pages in view: asks for them, takes them in, and paints them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from coder.pdf.jobs import RenderJob
from ui.reader.cache import PageCache
from ui.reader.colours import DeskColours
from ui.reader.renderer import Renderer
from ui.reader.sheets import paint_edge, paint_excuse, paint_image
from ui.reader.source import PageSource
from ui.reader.wanted import Scene, keep, next_job, page_job

_SETTLE = 80
"""Milliseconds without a further zoom step after which pages are drawn sharp."""


class Drawing(QObject):
    """The pictures of the open report's pages. `scene` tells what is in view at the moment.

    Emits `changed` with a page whose picture came, and `failed` with the page (from 0) that
    could not be drawn and the reason in plain words.
    """

    changed = Signal(int)
    failed = Signal(int, str)

    def __init__(self, scene: Callable[[], Scene], parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self.cache = PageCache()
        self.failures: dict[int, str] = {}
        self.renderer = Renderer(self._choose, self.cache.blank, self)
        self.renderer.drawn.connect(self._take)
        self.renderer.failed.connect(self._mark)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self.renderer.ask)

    def open(self, source: PageSource) -> None:
        """Start to draw another report."""
        self.close()
        self.renderer.open(source.pdf(), source.password)

    def close(self) -> None:
        """Draw nothing any more and forget all pictures."""
        self._settle.stop()
        self.renderer.close()
        self.cache.clear()
        self.failures.clear()

    def ask(self) -> None:
        """Have drawn what is in view and not yet sharp."""
        self.renderer.ask()

    def ask_soon(self) -> None:
        """The same, once the scale has stayed as it is for a moment."""
        self._settle.start()

    def try_again(self) -> None:
        """Draw again what could not be drawn."""
        self.failures.clear()
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
        image = self.cache.sharp(page_job(layout, page)) or self.cache.nearest(page, layout.scale)
        if image is None or page in self.failures:
            painter.fillRect(area, colours.paper)
        if image is not None:
            paint_image(painter, image, area, exposed)
        clip = self.cache.clips.get(page)
        if clip is not None and clip.job.scale == round(layout.scale, 6):
            painter.drawImage(area.topLeft() + clip.area.topLeft(), clip.image)
        if page in self.failures:
            paint_excuse(painter, self.failures[page], area.intersected(view), colours)

    def _choose(self) -> RenderJob | None:
        scene = self._scene()
        if self._settle.isActive() or not len(scene.layout):
            return None
        return next_job(scene, self.cache, self.failures.keys())

    @Slot(object, object)
    def _take(self, job: RenderJob, image: QImage) -> None:
        keep(self._scene(), self.cache, job, image)
        self.changed.emit(job.page)

    @Slot(object, str)
    def _mark(self, job: RenderJob, reason: str) -> None:
        self.failures[job.page] = reason
        self.changed.emit(job.page)
        self.failed.emit(job.page, reason)
