"""The colours of the reader's desk, in the look of the moment."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from ui import theme


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
    """Return the colours that go with the application's look."""
    look = theme.current()
    return DeskColours(
        surround=QColor(look.surround),
        paper=QColor("#ffffff"),
        hairline=QColor("#000000" if look.is_dark else "#c4c7cc"),
        shadow=QColor(0, 0, 0, 120 if look.is_dark else 36),
        # Over white paper in both looks, so not the theme's own.
        selection=QColor(46, 116, 222, 84),
        accent=QColor(look.accent),
        outline=QColor(theme.LIGHT.accent),
        muted=QColor(look.muted),
        text=QColor(look.text),
    )
