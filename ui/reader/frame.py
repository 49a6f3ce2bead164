"""A rectangle on a page as shown: its eight handles, and how they change it."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

Handle = tuple[int, int]
"""Which sides it moves: -1 left or upper, 1 right or lower, 0 neither; (0, 0) is the whole."""

WHOLE: Handle = (0, 0)
REACH = 14.0
"""Screen pixels around the middle of a handle that are its target."""

_SIDE = 9.0
_LEAST = 6.0
"""Points that a rectangle is wide and high at least."""

_SHAPES = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
}


def shape(handle: Handle) -> Qt.CursorShape:
    """Return the pointer's shape over a handle."""
    return _SHAPES[handle]


def handles(rect: QRectF) -> Iterator[tuple[Handle, QPointF]]:
    """Yield the eight handles of a rectangle with their places, corners first."""
    middle = rect.center()
    xs = {-1: rect.left(), 0: middle.x(), 1: rect.right()}
    ys = {-1: rect.top(), 0: middle.y(), 1: rect.bottom()}
    places = [(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1)]
    for across, down in sorted(places, key=lambda one: -abs(one[0]) - abs(one[1])):
        if (across, down) != WHOLE:
            yield (across, down), QPointF(xs[across], ys[down])


def handle_at(rect: QRectF, spot: QPointF) -> Handle | None:
    """Return the handle of a rectangle (screen pixels) at a spot; WHOLE on its outline."""
    found: list[tuple[float, Handle]] = []
    for handle, place in handles(rect):
        away = spot - place
        if max(abs(away.x()), abs(away.y())) <= REACH:
            found.append((QPointF.dotProduct(away, away), handle))
    if found:
        return min(found)[1]
    near, inner = 6.0, rect.adjusted(6, 6, -6, -6)
    is_near = rect.adjusted(-near, -near, near, near).contains(spot)
    return WHOLE if is_near and not inner.contains(spot) else None


def moved(rect: QRectF, handle: Handle, by: QPointF, page: QSizeF) -> QRectF:
    """Return a rectangle whose sides were moved by a handle; it stays on its page."""
    if handle == WHOLE:
        left = min(max(0.0, rect.left() + by.x()), page.width() - rect.width())
        top = min(max(0.0, rect.top() + by.y()), page.height() - rect.height())
        return QRectF(QPointF(left, top), rect.size())
    left, right = _side(rect.left(), rect.right(), handle[0], by.x(), page.width())
    top, bottom = _side(rect.top(), rect.bottom(), handle[1], by.y(), page.height())
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def between(one: QPointF, other: QPointF, page: QSizeF) -> QRectF:
    """Return the rectangle between two corners, as far as it is on the page."""
    return QRectF(one, other).normalized().intersected(QRectF(QPointF(0, 0), page))


def paint(painter: QPainter, rect: QRectF, colour: QColor, *, is_area: bool) -> None:
    """Paint a rectangle (screen pixels) with its handles; an area's is solid and tinted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    style = Qt.PenStyle.SolidLine if is_area else Qt.PenStyle.DashLine
    painter.setPen(QPen(colour, 1.5, style))
    tint = QColor(colour)
    tint.setAlpha(30 if is_area else 0)
    painter.setBrush(tint)
    painter.drawRect(rect)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(QColor("#ffffff"))
    for _, place in handles(rect):
        painter.drawRoundedRect(
            QRectF(place.x() - _SIDE / 2, place.y() - _SIDE / 2, _SIDE, _SIDE), 2, 2
        )
    painter.restore()


def _side(low: float, high: float, which: int, by: float, end: float) -> tuple[float, float]:
    """Return two sides after one was moved; the other one stays, or they change places."""
    if not which:
        return low, high
    if which < 0:
        low = min(max(0.0, low + by), high - _LEAST)
    else:
        high = max(min(end, high + by), low + _LEAST)
    return low, high
