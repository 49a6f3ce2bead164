"""Icons in the colour of the text around them, sharp at every size and screen."""

from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from coder import paths
from ui import theme


class _Engine(QIconEngine):
    """Paints one drawing with `currentColor` replaced at paint time."""

    def __init__(self, name: str, *, on_accent: bool) -> None:
        super().__init__()
        self._name = name
        self._on_accent = on_accent

    def clone(self) -> QIconEngine:
        """Return another one of the same drawing."""
        return _Engine(self._name, on_accent=self._on_accent)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the drawing into a square in the middle of `rect`."""
        look = theme.current()
        is_on = state == QIcon.State.On or mode == QIcon.Mode.Selected
        colour = look.accent if is_on else look.text
        if self._on_accent:
            colour = look.accent_text
        elif mode == QIcon.Mode.Disabled:
            colour = look.hairline
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QPointF(rect.center()) + QPointF(0.5, 0.5))
        _renderer(self._name, colour).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the drawing as a picture for a screen with one device pixel to a unit."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return the drawing as a picture of `size` with `scale` device pixels to each unit."""
        picture = QPixmap((size.toSizeF() * scale).toSize())
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))


def icon(name: str, *, on_accent: bool = False) -> QIcon:
    """Return the icon whose drawing is `resources/icons/<name>.svg`.

    `on_accent` is for a button in the colour of the accent, whose words are light.
    """
    return QIcon(_Engine(name, on_accent=on_accent))


def program() -> QIcon:
    """Return the picture that stands for the program."""
    return QIcon(str(paths.resources() / "look" / "app.svg"))
