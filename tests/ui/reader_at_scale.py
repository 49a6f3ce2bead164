"""Shows the small report on a screen of the sharpness in QT_SCALE_FACTOR; prints what is seen.

Run as a process of its own, because Qt reads the factor once.
"""

import json
import sys
import time

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.ui.reader_pages import (
    LOOKS,
    A,
    is_sharp,
    marked,
    offset_of,
    quad_of,
    source,
    spot_on,
)
from ui.reader.view import ReaderView


def main() -> None:
    """Print the picture's width, its sharpness, and colours in and out of a highlight."""
    app = QApplication(sys.argv)
    view = ReaderView()
    view.resize(700, 600)
    view.show()
    view.open(source())
    view.set_marks([marked(0, "programme", A, 1)], LOOKS)
    deadline = time.monotonic() + 30
    while not is_sharp(view) and time.monotonic() < deadline:
        app.processEvents()
        time.sleep(0.01)
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    word, after = quad_of(0, offset_of(0, "programme")), quad_of(0, offset_of(0, "reached"))
    found = {
        "ratio": ratio,
        "width": picture.width(),
        "image": view._drawing.cache.sharp(_job(view)).width(),
        "page": view._layout.box(0).width,
        "inside": _colour(view, picture, word.x0 + 0.8, word.y0 + 1.5),
        "outside": _colour(view, picture, after.x0 + 0.8, after.y0 + 1.5),
    }
    view.close_report()
    print(json.dumps(found))  # noqa: T201 - the answer to the test


def _job(view: ReaderView) -> object:
    from ui.reader.wanted import page_job

    return page_job(view._layout, 0)


def _colour(view: ReaderView, picture: QImage, x: float, y: float) -> list[int]:
    spot = spot_on(view, 0, x, y) * picture.devicePixelRatio()
    colour = picture.pixelColor(spot.toPoint())
    return [colour.red(), colour.green(), colour.blue()]


if __name__ == "__main__":
    main()
