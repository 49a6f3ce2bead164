"""The program with its window: started, kept going when something of ours breaks, ended."""

import gc
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from coder import paths, settings
from ui import ask, icons, theme
from ui.ahead import Ahead
from ui.main_window import MainWindow

_SORRY = (
    "Something in the program went wrong. Everything you coded is on disk; you can go on. "
    "If it happens again, send the file {log} to whoever looks after the program."
)
_NO_SCREEN = (
    "There is no screen to show the window on. Start the program from a desktop, or use its "
    "commands (main.py --help)."
)
_log = logging.getLogger("evidence-coder")


def run_window(project: str | None) -> int:
    """Open the window, on a project if one is named; return when it is closed."""
    if _has_no_screen():
        print(_NO_SCREEN, file=sys.stderr)  # noqa: T201
        return 1
    # Until the first page shows, all that is made stays: it need not be looked through.
    gc.disable()
    app = QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP_NAME)
    app.setApplicationVersion(paths.VERSION)
    app.setDesktopFileName("evidence-coder")
    app.setWindowIcon(icons.program())
    theme.apply(app, settings.load().theme)
    app.styleHints().colorSchemeChanged.connect(lambda _: _follow_desktop(app))
    window = MainWindow()
    sys.excepthook = last_resort(window)
    window.start.setVisible(window.opening.first() is None and not project)
    window.show()
    QTimer.singleShot(0, lambda: begin(window, project))
    QTimer.singleShot(0, _shown)
    code = app.exec()
    # Whoever ended the program otherwise, the desktop say, has not closed it: its project is open.
    window.close()
    return code


def begin(window: MainWindow, project: str | None) -> None:
    """Open what was named, or else the project opened last; the first time ever, the sample."""
    known, last = settings.load(), window.opening.first()
    wanted = Path(project) if project else last
    if not known.seen_sample:
        settings.save(replace(known, seen_sample=True))
    if wanted:
        window.opening.open(wanted)
    elif not known.seen_sample and not known.recent:
        window.opening.sample()
    window.start.setVisible(not window.session.is_open)
    if not window.session.is_open:
        Ahead(window)


def _shown() -> None:
    """Look through what is made from now on; what was loaded until now stays to the end."""
    gc.freeze()
    gc.enable()


def last_resort(window: MainWindow) -> Callable[..., None]:
    """Return a hook that logs what nobody caught and tells the user plainly; the window stays.

    It tells when the event in hand is over: a dialog in the midst of painting would be the end.
    """
    file = paths.logs() / "errors.log"
    handler = RotatingFileHandler(file, maxBytes=500_000, backupCount=1, delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _log.addHandler(handler)
    _log.propagate = False
    telling = False

    def tell() -> None:
        nonlocal telling
        ask.tell(window, _SORRY.format(log=file))
        telling = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal telling
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        _log.error("%s", error, exc_info=(kind, error, trace))
        if not telling:
            telling = True
            QTimer.singleShot(0, window, tell)

    return hook


def _follow_desktop(app: QApplication) -> None:
    if settings.load().theme == "system":
        theme.apply(app, "system")


def _has_no_screen() -> bool:
    """Say whether Qt would find no screen: it ends the program without a word then."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
