"""The colours of the reader's desk, read from the application's theme."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette


@dataclass(frozen=True)
class DeskColours:
    """What surrounds and overlays the pages. Pages themselves stay as they are printed."""

    surround: QColor
    paper: QColor
    hairline: QColor
    shadow: QColor
    selection: QColor
    accent: QColor
    outline: QColor
    muted: QColor
    text: QColor


def desk() -> DeskColours:
    """Return the colours that go with the application's palette of the moment."""
    palette = QGuiApplication.palette()
    is_dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    return DeskColours(
        surround=QColor("#1d1f22" if is_dark else "#e7e8ea"),
        paper=QColor("#ffffff"),
        hairline=QColor("#000000" if is_dark else "#c4c7cc"),
        shadow=QColor(0, 0, 0, 90 if is_dark else 26),
        selection=QColor(46, 116, 222, 84),
        accent=QColor("#6ea8fe" if is_dark else "#1f5fbf"),
        outline=QColor("#1f5fbf"),
        muted=QColor("#9aa0a8" if is_dark else "#5f6670"),
        text=QColor("#e6e7e9" if is_dark else "#1f2329"),
    )
