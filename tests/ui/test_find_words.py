"""Find says why there is nothing: a scan has no words. F3 without words asks for some."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.test_read_two import press, stage
from ui.panels.find.words import why_nothing
from ui.stages.read import ReadStage

__all__ = ["stage"]


def test_a_scan_is_named_as_the_reason(stage: ReadStage) -> None:
    report = stage.report
    assert report is not None
    printed = replace(report, pages=80, pages_without_text=0)
    assert why_nothing(printed) == "Nothing found in this report."
    assert "12 of its 80 pages" in why_nothing(replace(printed, pages_without_text=12))
    assert "is a scan" in why_nothing(replace(printed, pages_without_text=80))
    assert why_nothing(None) == "Nothing found in any report."


def test_f3_without_words_has_some_typed(stage: ReadStage) -> None:
    press(Qt.Key.Key_F3)
    panel = stage.find_panel
    assert panel.isVisible()
    focus = panel.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Find words"
    QTest.keyClicks(focus, "zzqq")
    panel.look()
    press(Qt.Key.Key_F8)
    assert not panel.isVisible()
    stage.view.setFocus()
    press(Qt.Key.Key_F3)
    assert panel.isVisible()
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "Nothing found in this report." in said
