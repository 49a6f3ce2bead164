"""Hands for tests at the window: what the menus offer, files dropped, the quiet word's button."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from ui.main_window import MainWindow

TOP = Path(__file__).resolve().parents[2]
SAMPLES = sorted((TOP / "resources" / "sample").glob("*.pdf"))


def entry(window: MainWindow, menu: str, words: str) -> QAction:
    """Return what a menu offers under words that begin so."""
    for top in window.menuBar().actions():
        if top.text().replace("&", "") == menu:
            inside = top.menu()
            assert isinstance(inside, QMenu)
            for action in inside.actions():
                if action.text().replace("&", "").startswith(words):
                    return action
    raise AssertionError(f"no {menu} > {words}")


def dropped(window: QWidget, *files: Path) -> bool:
    """Drop files on the window or a part of it; say whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    drag = QDragEnterEvent(window.rect().center(), copy, data, left, plain)
    QApplication.sendEvent(window, drag)
    if drag.isAccepted():
        drop = QDropEvent(QPointF(window.rect().center()), copy, data, left, plain)
        QApplication.sendEvent(window, drop)
    return drag.isAccepted()


def toast_button(window: MainWindow) -> QPushButton:
    return next(one for one in window.toast.findChildren(QPushButton))
