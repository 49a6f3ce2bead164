"""Moves the pages and their small pictures from a plain screen to a fine one; prints what is seen.

Run as a process of its own: Qt reads the screens, and how fine each is, once.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QScreen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from tests.ui.reader_pages import LOOKS, PAGES, A, is_sharp, marked, source
from ui.panels.contents.thumbnails import ThumbnailsPanel
from ui.reader.layout import Arrangement
from ui.reader.view import ReaderView
from ui.reader.wanted import SMALL

_SIZE = QSize(1000, 700)
FACTORS = {"plain": 1.0, "fine": 2.0, "odd": 1.5}


class Desk(QWidget):
    """Pages in small, and large."""

    def __init__(self) -> None:
        super().__init__()
        self.view, self.small = ReaderView(), ThumbnailsPanel()
        layout = QHBoxLayout(self)
        layout.addWidget(self.small, 1)
        layout.addWidget(self.view, 3)
        self.view.pictureCame.connect(self.small.picture_came)
        self.resize(_SIZE)

    def open(self) -> None:
        """Show the report somewhere in its midst, two pages side by side."""
        self.view.open(source())
        self.view.set_arrangement(Arrangement.TWO_PAGES)
        self.view.set_marks([marked(1, "ministry", A, 1)], LOOKS)
        labels, view = [str(page) for page in range(PAGES)], self.view
        self.small.open(labels, lambda: view.sizes, view.small_picture)
        self.view.go_to(1)

    def is_drawn(self) -> bool:
        """Say whether all is there, as sharp as it is to be."""
        is_settling = self.view._drawing._settle.isActive()
        return not is_settling and is_sharp(self.view) and self.view._drawing._choose() is None

    def pictures(self) -> tuple[QImage, QImage]:
        """Return what is seen of the pages and of the list of pages."""
        views = self.view, self.small.view
        return tuple(one.viewport().grab().toImage() for one in views)


def main() -> None:
    """Go from screen to screen, and compare with what one sees who begins there."""
    app = QApplication(sys.argv)
    screens = {screen.name(): screen for screen in app.screens()}
    desk, seen = Desk(), []
    _show(desk, screens["plain"])
    desk.open()
    _until(desk.is_drawn)
    for name in ("plain", "fine", "odd", "plain"):
        before = desk.view._here()
        _show(desk, screens[name])
        after = desk.view._here()
        _until(desk.is_drawn)
        desk.view.go_to(1)
        fresh = Desk()
        _show(fresh, screens[name])
        fresh.open()
        _until(fresh.is_drawn)
        small = desk.view.small_picture(0)
        seen.append({
            "ratio": desk.view.devicePixelRatioF(),
            "pages": _unlike(desk.pictures()[0], fresh.pictures()[0]),
            "list": _unlike(desk.pictures()[1], fresh.pictures()[1]),
            "small": (small.width() if small else 0) / SMALL,
            "moved": abs(before.point.y - after.point.y) if before.page == after.page else 999,
            "across": desk.view.horizontalScrollBar().maximum(),
        })  # fmt: skip
        fresh.view.close_report()
        fresh.close()
    desk.view.close_report()
    print(json.dumps(seen))  # noqa: T201 - the answer to the test


def _show(desk: Desk, screen: QScreen) -> None:
    desk.setScreen(screen)
    desk.show()
    desk.windowHandle().setScreen(screen)
    desk.setGeometry(QRect(screen.geometry().topLeft(), _SIZE))
    QApplication.processEvents()


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)
    QApplication.processEvents()


def _unlike(one: QImage, other: QImage) -> float:
    """Return which part of the pixels differs."""
    if one.size() != other.size():
        return 1.0
    first, second = bytes(one.constBits()), bytes(other.constBits())
    return sum(a != b for a, b in zip(first, second, strict=True)) / len(first)


if __name__ == "__main__":
    places = [
        {"name": name, "x": 2000 * at, "y": 0, "width": 2000 * factor, "height": 1200 * factor}
        for at, (name, factor) in enumerate(FACTORS.items())
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "screens.json"
        file.write_text(json.dumps({"screens": [{**one, "dpr": 1} for one in places]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
        factors = ";".join(f"{name}={factor}" for name, factor in FACTORS.items())
        os.environ["QT_SCREEN_SCALE_FACTORS"] = factors
        main()
