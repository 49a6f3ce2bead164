"""A picture of a place in a file: a piece of the page, the passage outlined on it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.model.geometry import PageSize, Point, Quad
from coder.pdf.jobs import MAX_PIXELS, RenderJob
from ui import theme
from ui.panels.replaced.found import Place

_RATIO = 0.45
"""Height of a picture by its width: always the same, so that nothing jumps from row to row."""
_BESIDE, _ABOVE = 14.0, 30.0
"""Points of the page that are shown around a passage."""
_LEAST = 240.0
"""Points of a page's width that are shown at least, so that print is not blown up."""
_MOST_QUADS = 80

Rect = tuple[float, float, float, float]


class PlacePicture(QWidget):
    """Shows a place once its picture has come; says in words why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place: Place | None = None
        self._colour = QColor()
        self._image: QImage | None = None
        self._reason = ""
        # A height set while a layout is at work has crashed Qt; asked for, it is given.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_place(self, place: Place | None, colour: str) -> None:
        """Be about this place from now on; its passage is outlined in this colour (#rrggbb)."""
        if place != self.place:
            self._image, self._reason = None, ""
        self.place, self._colour = place, QColor(colour)
        self.setVisible(place is not None)
        said = self.tr("Picture of %1").replace("%1", place.label) if place else ""
        self.setAccessibleName(said)
        self.update()

    def job(self) -> RenderJob | None:
        """Return what is to be drawn for a picture that is sharp on this screen."""
        if self.place is None or self.width() < 2:
            return None
        piece = piece_of(self.place)
        wide, high = piece[2] - piece[0], piece[3] - piece[1]
        sharp = self.width() * self.devicePixelRatioF() / wide
        return RenderJob(self.place.page, min(sharp, (MAX_PIXELS / wide / high) ** 0.5), piece)

    def show_image(self, image: QImage) -> None:
        """Show the piece of the page that was drawn."""
        self._image, self._reason = image, ""
        self.update()

    def excuse(self, reason: str) -> None:
        """Say why there is no picture."""
        self._image, self._reason = None, reason
        self.update()

    @property
    def has_image(self) -> bool:
        """Say whether the picture has come."""
        return self._image is not None

    def heightForWidth(self, width: int) -> int:
        """Keep the shape."""
        return max(1, round(width * _RATIO))

    def sizeHint(self) -> QSize:
        """Return a size with the shape that all pictures have."""
        return QSize(264, round(264 * _RATIO))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the piece of the page, the outline over it, or why there is none."""
        look, room = theme.current(), QRectF(self.rect())
        painter = QPainter(self)
        painter.fillRect(room, QColor(look.raised))
        if self._image is not None and self.place is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(room, self._image)
            _outline(painter, self.place, room, self._colour)
        elif self._reason:
            painter.setPen(QColor(look.muted))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(12, 8, -12, -8), int(words), self._reason)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QColor(look.hairline))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _quads(place: Place) -> list[QPolygonF]:
    """Return the quads of a place's passage on its page, in points of the page as shown."""
    passage = place.passage
    quads = [quad for page, quad in passage.quads if page == place.page] if passage else []
    return [_shown(quad, place.size) for quad in quads]


def _shown(quad: Quad, size: PageSize) -> QPolygonF:
    corners = zip(quad[0::2], quad[1::2], strict=True)
    return QPolygonF([QPointF(*size.to_shown(Point(x, y))) for x, y in corners])


def piece_of(place: Place) -> Rect:
    """Return the piece of a page to be shown: left, top, right, bottom in points as shown.

    It holds the passage, or its beginning when it is tall; without a passage the page's head.
    """
    wide, high = place.size.shown
    around = QRectF()
    for polygon in _quads(place):
        around = around.united(polygon.boundingRect())
    if around.isEmpty():
        around = QRectF(0.0, 0.0, wide, 1.0)
    tall = (around.height() + 2 * _ABOVE) / _RATIO
    width = min(wide, max(_LEAST, around.width() + 2 * _BESIDE, tall))
    height = min(high, width * _RATIO)
    width = min(width, height / _RATIO)
    left = around.center().x() - width / 2
    spare = max(_ABOVE, (height - around.height()) / 2)
    left, top = _within(left, width, wide), _within(around.top() - spare, height, high)
    return left, top, left + width, top + height


def _within(start: float, length: float, room: float) -> float:
    return max(0.0, min(start, room - length))


def _outline(painter: QPainter, place: Place, room: QRectF, colour: QColor) -> None:
    """Paint the passage as a tinted shape with an edge, over the picture in `room`."""
    left, top, right, _ = piece_of(place)
    scale = room.width() / (right - left)
    in_picture = QTransform.fromScale(scale, scale).translate(-left, -top)
    painter.save()
    painter.setClipRect(room)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)
    for polygon in _quads(place)[:_MOST_QUADS]:
        one = QPainterPath()
        one.addPolygon(in_picture.map(polygon))
        one.closeSubpath()
        shape = shape.united(one)
    tint = QColor(colour)
    tint.setAlphaF(0.14)
    painter.setPen(QPen(colour.darker(115), 1.5))
    painter.setBrush(tint)
    painter.drawPath(shape)
    painter.restore()
