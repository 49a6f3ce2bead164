"""A map of the whole report beside its pages: what is coded, found, read, and what is in view."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from time import perf_counter

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from coder.model.geometry import PageSize
from coder.text import place
from ui import theme
from ui.reader import tints
from ui.reader.map_scale import Band, MapScale, bands
from ui.reader.view import ReaderView

WIDTH = 14
_READ, _CODED, _FOUND = (0, 2), (3, 8), (11, 3)
"""Screen pixels from the left edge, and width, of what was read, is coded, was found."""

_TICK = 2
_FRAME = 14
"""Screen pixels: the least height of a tick, and of the frame around what is in view."""

_SEEN, _DWELT = 2.0, 20.0
_SLICE = 0.004
"""Seconds the map may take of the window at a time to look through the pages."""

_ROOMY = 12
"""Pixels: from this height of a page on the map, each hit is marked at its own place."""

_END = 1e9
"""Points: below any page."""

_MOST = 4
_NAMED = 8


class ReportMap(QWidget):
    """Shows the report that is open in `view` from its first page to its last.

    A click goes there, a drag scrolls. It is painted into one image, anew only when marks or hits
    change; the frame of what is in view lies over it.
    """

    def __init__(self, view: ReaderView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._labels: Sequence[str] = ()
        self._read: Mapping[int, float] = {}
        self._scale = MapScale((), 1.0)
        self._sizes: Sequence[PageSize] = ()
        self._spans: list[tuple[int, float, float, str]] = []
        self._found: dict[int, tuple[float, ...]] = {}
        self._steps: Iterator[int] = iter(())
        self._image: QImage | None = None
        self._grip: float | None = None
        self._again = QTimer(self, singleShot=True, interval=50)
        self._again.timeout.connect(self._begin)
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._go_on)
        self.setFixedWidth(WIDTH)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Map of the report"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        view.scrolled.connect(self._follow)
        view.marksChanged.connect(self._again.start)
        view.hitsChanged.connect(self._again.start)
        view.rotated.connect(self._again.start)

    def name_pages(self, labels: Sequence[str]) -> None:
        """Have these printed labels for the pages."""
        self._labels = labels

    def show_read(self, seconds: Mapping[int, float]) -> None:
        """Show which pages (from 0) were read for how many seconds."""
        self._read = dict(seconds)
        self._forget()

    def sizeHint(self) -> QSize:
        """Be as wide as a scroll bar."""
        return QSize(WIDTH, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the map, and the frame of what is in view."""
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._image is None or self._image.size() != size:
            self._image = self._drawn(size, ratio)
        painter = QPainter(self)
        painter.drawImage(QRectF(self.rect()), self._image)
        if self._view.is_open:
            self._paint_frame(painter)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._forget()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say which page is pointed at, and what is coded there."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(event.pos().y()), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame, or jump there."""
        if event.button() != Qt.MouseButton.LeftButton or not self._view.is_open:
            return
        y, frame = event.position().y(), self.frame()
        self._view.note_jump()
        is_held = frame.top() <= y <= frame.bottom()
        middle = self._view.spot_at(QPointF(self._view.viewport().rect().center()))
        self._grip = y - self._scaled().y(middle.page, middle.point.y) if is_held else 0.0
        if not is_held:
            self._scroll_to(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scroll while the button is held."""
        if self._grip is not None:
            self._scroll_to(event.position().y() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the pages."""
        QCoreApplication.sendEvent(self._view.viewport(), event)

    def frame(self) -> QRectF:
        """Return where on the map the part in view is, in pixels of this widget."""
        room = self._view.viewport().rect()
        first = self._view.spot_at(QPointF(room.topLeft()))
        last = self._view.spot_at(QPointF(room.bottomRight()))
        scale = self._scaled()
        top = scale.y(first.page, first.point.y)
        high = scale.y(last.page, last.point.y) - top
        shown = max(high, _FRAME)
        top = min(max(0.0, top - (shown - high) / 2), max(0.0, self.height() - shown))
        return QRectF(0, top, self.width(), shown)

    def tip(self, y: float) -> str:
        """Return what is said of a height of the map: page, and codes there."""
        if not self._view.is_open:
            return ""
        scale = self._scaled()
        page = scale.spot(y).page
        label = self._labels[page] if page < len(self._labels) else ""
        near = range(scale.spot(y - _TICK).page, scale.spot(y + _TICK).page + 1)
        looks = self._view.highlights
        names = dict.fromkeys(
            looks.look(mark.code).name
            for one in near
            for marks in [looks.on_page(one)]
            if marks is not None
            for mark in marks.marks
        )
        more = ["…"] if len(names) > _NAMED else []
        return "\n".join([f"p. {label or page + 1}", *list(names)[:_NAMED], *more])

    def _scaled(self) -> MapScale:
        """Return where the pages lie on this widget."""
        if self._scale.sizes is not self._view.sizes or self._scale.height != self.height():
            self._scale = MapScale(self._view.sizes, self.height())
        return self._scale

    def _scroll_to(self, y: float) -> None:
        """Bring what lies at `y` into the middle of the view."""
        now = self._view.pixel_at(self._scaled().spot(y)).y()
        self._view.pull(round(now - self._view.viewport().height() / 2))

    def _follow(self) -> None:
        """Move the frame; another report has other pages."""
        if self._view.sizes is not self._sizes:
            self._sizes, self._spans, self._found = self._view.sizes, [], {}
            self._forget()
            self._begin()
        self.update()

    def _forget(self) -> None:
        """Paint the map anew when it is next seen."""
        self._image = None
        self.update()

    def _begin(self) -> None:
        """Look through the pages anew, a little at a time."""
        self._steps = self._look_through()
        self._slices.start()

    def _go_on(self) -> None:
        end = perf_counter() + _SLICE
        while perf_counter() < end:
            if next(self._steps, None) is None:
                self._slices.stop()
                self._forget()
                return

    def _look_through(self) -> Iterator[int]:
        """Take in what is coded and what was found, yielding after each page."""
        view, spans = self._view, []
        for page in range(view.page_count):
            spans += [(page, *span) for span in view.highlights.spans(page)]
            yield page
        self._spans = spans
        scale, found = self._scaled(), {}
        for page, hits in view.hits.pages().items():
            is_small = scale.y(page, _END) - scale.y(page, 0.0) < _ROOMY
            found[page] = () if is_small else tuple(self._tops(page, hits))
            yield page
        self._found = found

    def _tops(self, page: int, hits: Iterable[tuple[int, int]]) -> Iterator[float]:
        """Yield the heights of hits on a page, in points as shown."""
        text = self._view.texts(page)
        for hit in hits:
            quads = place.quads(text, *hit)
            if quads:
                yield self._view.shown_rect(page, quads[0]).top()

    def _drawn(self, size: QSize, ratio: float) -> QImage:
        """Return the map in device pixels."""
        image = QImage(size, QImage.Format.Format_RGB32)
        look = theme.current()
        image.fill(QColor(look.window))
        if not self._view.is_open:
            return image
        painter = QPainter(image)
        scale = MapScale(self._view.sizes, size.height())
        painter.fillRect(0, 0, 1, size.height(), QColor(look.hairline))
        self._paint_read(painter, scale, ratio)
        for band in bands(scale, self._spans, round(_TICK * ratio)):
            _paint_band(painter, band, ratio)
        self._paint_found(painter, scale, ratio)
        painter.end()
        return image

    def _paint_found(self, painter: QPainter, scale: MapScale, ratio: float) -> None:
        """Mark each hit or, where pages are small on the map, each page that has any."""
        left, width = (round(part * ratio) for part in _FOUND)
        least, colour = round(_TICK * ratio), QColor(theme.current().warning)
        for page, tops in self._found.items():
            for top, high in [(top, 0.0) for top in tops] or [(0.0, _END)]:
                first = round(scale.y(page, top))
                rows = max(least, round(scale.y(page, top + high)) - first)
                painter.fillRect(left, first, width, rows, colour)

    def _paint_read(self, painter: QPainter, scale: MapScale, ratio: float) -> None:
        left, width = (round(part * ratio) for part in _READ)
        for page, seconds in self._read.items():
            if seconds >= _SEEN and page < self._view.page_count:
                colour = QColor(theme.current().muted)
                colour.setAlphaF(0.75 if seconds >= _DWELT else 0.35)
                top, bottom = int(scale.y(page, 0.0)), round(scale.y(page, _END))
                painter.fillRect(QRect(left, top, width, max(1, bottom - top)), colour)

    def _paint_frame(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(theme.current().muted)
        fill = QColor(ink)
        fill.setAlphaF(0.16)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(self.frame().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def _paint_band(painter: QPainter, band: Band, ratio: float) -> None:
    """Paint rows of pixels in the colours of the codes there, side by side."""
    left, width = (part * ratio for part in _CODED)
    colours = band.colours[:_MOST]
    step, look = width / len(colours), theme.current()
    for at, colour in enumerate(colours):
        begin, end = round(left + at * step), round(left + (at + 1) * step)
        seen = tints.lifted(colour, look.window) if look.is_dark else QColor(colour)
        painter.fillRect(begin, band.top, end - begin, band.height, seen)
