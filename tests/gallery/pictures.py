"""Paints the screens of one look and scale into files."""

import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from coder import paths
from tests.gallery.easel import Easel
from tests.gallery.screens import SCREENS
from tests.gallery.stock import build, frozen_clock
from ui import theme


def paint(out: Path, home: Path, look: str, scale: int, only: list[str]) -> int:
    """Write `NAME-LOOK-PERCENT.png` for each screen; return 1 when one could not be made."""
    unknown = set(only) - SCREENS.keys()
    if unknown:
        tell(f"No screen is called {', '.join(sorted(unknown))}. There are: {', '.join(SCREENS)}")
        return 2
    out.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    qInstallMessageHandler(_listen)
    app = QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP_NAME)
    app.setCursorFlashTime(0)
    theme.apply(app, look)
    easel, failed = Easel(home), 0
    for name, screen in SCREENS.items():
        if only and name not in only:
            continue
        if screen.kind and not build(home, screen.kind):
            tell(f"{name}: left out, its reports are not here")
            continue
        try:
            with frozen_clock():
                screen.show_on(easel)
        except (AssertionError, LookupError, ValueError, StopIteration) as error:
            tell(f"{name}: {error!r}")
            failed = 1
            continue
        assert easel.picture is not None
        easel.picture.save(str(out / f"{name}-{look}-{scale}00.png"))
    return failed


def tell(message: str) -> None:
    """Say what became of a picture."""
    sys.stderr.write(f"{message}\n")


def _listen(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for what no screen of this kind can do."""
    if not message.startswith("This plugin does not support"):
        tell(f"Qt: {message}")
