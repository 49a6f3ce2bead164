"""The box above the pages that names the open report."""

from types import SimpleNamespace

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from ui.stages.report_switch import ReportSwitch

LONG = "An evaluation of training for coastal livelihoods in seven districts, 2014 to 2019"


def test_a_title_without_room_ends_in_dots(qtbot: QtBot) -> None:
    """It is cut where it is shown alone: all of it can be written in, and is found by."""
    switch = ReportSwitch()
    qtbot.addWidget(switch)
    switch.resize(260, 28)
    switch.show()

    def picture(title: str) -> QImage:
        report = SimpleNamespace(id=b"r", title=title, number="", file_name="a.pdf")
        switch.offer([report], b"r")  # type: ignore[list-item, arg-type]
        switch.clearFocus()
        return switch.grab().toImage()

    assert picture(LONG) in [picture(f"{LONG[:count]}…") for count in range(8, len(LONG))]
    assert picture("Short") != picture("Short…")
    picture(LONG)
    assert switch.currentText() == LONG
    before = switch.grab().toImage()
    switch.activateWindow()
    switch.setFocus()
    qtbot.waitUntil(switch._line.hasFocus)
    assert switch.grab().toImage() != before
