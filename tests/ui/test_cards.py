"""Cards are filled from the page by keyboard alone; drafts are confirmed with one key each."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.appraise_scene import ALT, CONTROL, SHIFT, Reader, french, reader

__all__ = ["french", "reader"]
K = Qt.Key


def choose_form(reader: Reader, key: Qt.Key) -> None:
    """Answer the menu of forms that Ctrl+Alt+K opens."""

    def answer() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        QTest.keyClick(menu, key)

    QTimer.singleShot(100, answer)
    reader.press(K.Key_K, CONTROL | ALT)


def fill(reader: Reader, first: str, last: str = "") -> None:
    reader.select(first, last)
    reader.press(K.Key_K, CONTROL | SHIFT)


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_a_recommendation_is_filled_by_keyboard_alone(reader: Reader) -> None:
    reader.select("Bring training to the outer islands", "travel.")
    choose_form(reader, K.Key_2)
    fill(reader, "Partner Office; Coastal", "Institute")
    reader.press(K.Key_Period, CONTROL)
    fill(reader, "High")
    reader.press(K.Key_Period, CONTROL)
    fill(reader, "Team at work by", "March 2024")
    (card,) = reader.made()
    fields = {one.id: one.key for one in reader.cards.rows.forms.fields(card.form)}
    said = {fields[one]: entry for one, entry in card.entries.items()}
    assert set(said) == {"text", "addressee", "priority", "timing"}
    assert said["text"].value.startswith("Bring training to the outer islands: set up")
    assert said["addressee"].value == "Partner Office; Coastal Training Institute"
    assert (said["priority"].value, said["priority"].shown) == ("high", "High")
    assert said["timing"].value == "Team at work by March 2024"
    assert all(len(entry.support) == 1 for entry in said.values())
    assert {one.page for one in card.support} == {8}
    assert reader.focus is reader.view
