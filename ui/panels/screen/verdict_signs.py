"""How verdicts and answers are called, coloured and drawn, in every list alike."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coder.model.protocol import Item
from ui import theme

STATES = {
    "include": "Include",
    "possible": "Possible",
    "exclude": "Exclude",
    "open": "To screen",
    "conflict": "Conflict",
    "not-reached": "Not reached",
}
ANSWERS = {"met": "Met", "unclear": "Unclear", "not-met": "Not met"}
ROLES = {
    "gate": "Gates: each must be met",
    "include": "Include where met",
    "possible": "May include where met",
    "exclude": "Exclude where met",
}
SIDE = 12
"""Screen pixels that a sign is wide."""

_LIGHT = {"include": "#1b7f4b", "possible": "#b07800", "exclude": "#b3373b", "conflict": "#8a3fb0"}
_DARK = {"include": "#5cc48d", "possible": "#e2b04a", "exclude": "#ef8a86", "conflict": "#c99be8"}


def asked(item: Item) -> str:
    """Return what a criterion asks: of a gate its definition, for its name says why it shuts."""
    return item.definition if item.role == "gate" and item.definition else item.name


def colour(state: str) -> QColor:
    """Return the colour of a verdict or state; grey for what is not decided."""
    look = theme.current()
    return QColor((_DARK if look.is_dark else _LIGHT).get(state, look.muted))


def on_paper(role: str) -> str:
    """Return the colour (#rrggbb) in which a proof for a criterion of this role is marked."""
    return _LIGHT.get(role, theme.LIGHT.accent)


def paint_state(painter: QPainter, left: float, middle: float, state: str) -> None:
    """Paint the sign of a state, told by its form as well as by its colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = QRectF(left + 1, middle - SIDE / 2 + 1, SIDE - 2, SIDE - 2)
    ink = colour(state)
    painter.setPen(QPen(ink, 1.6))
    if state in {"include", "possible", "exclude"}:
        painter.setBrush(ink)
    if state == "open":
        painter.drawEllipse(room)
    elif state == "not-reached":
        painter.drawLine(QPointF(left + 3, middle), QPointF(left + SIDE - 3, middle))
    elif state == "conflict":
        _paint_conflict(painter, room)
    else:
        painter.drawEllipse(room)
        painter.setPen(QPen(QColor(theme.current().surface), 1.6))
        _paint_in_disc(painter, room.center(), state)
    painter.restore()


def _paint_conflict(painter: QPainter, room: QRectF) -> None:
    top, low = QPointF(room.center().x(), room.top()), QPointF(room.center().x(), room.bottom())
    left, right = QPointF(room.left(), room.center().y()), QPointF(room.right(), room.center().y())
    painter.drawPolygon([top, right, low, left])


def _paint_in_disc(painter: QPainter, middle: QPointF, state: str) -> None:
    if state == "include":
        points = [QPointF(-2.6, 0.2), QPointF(-0.8, 2.0), QPointF(2.6, -1.8)]
        painter.drawPolyline([middle + one for one in points])
    elif state == "possible":
        painter.drawLine(middle + QPointF(-2.4, 0), middle + QPointF(2.4, 0))
    else:
        painter.drawLine(middle + QPointF(-2, -2), middle + QPointF(2, 2))
        painter.drawLine(middle + QPointF(-2, 2), middle + QPointF(2, -2))


def paint_answer(painter: QPainter, room: QRectF, answer: str, ink: QColor) -> None:
    """Paint the sign of an answer into the middle of `room`: a tick, a question, a cross."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(ink, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    middle = room.center()
    if answer == "met":
        points = [QPointF(-4.5, 0.5), QPointF(-1.5, 3.5), QPointF(4.5, -3.5)]
        painter.drawPolyline([middle + one for one in points])
    elif answer == "not-met":
        painter.drawLine(middle + QPointF(-3.5, -3.5), middle + QPointF(3.5, 3.5))
        painter.drawLine(middle + QPointF(-3.5, 3.5), middle + QPointF(3.5, -3.5))
    else:
        painter.setFont(theme.body_font(10, bold=True))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "?")
    painter.restore()
