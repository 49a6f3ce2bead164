"""Reports are rated by keyboard alone: six criteria, with reasons, evidence, the report's own."""

from PySide6.QtCore import Qt

from tests.ui.appraise_scene import ALT, Reader, reader

__all__ = ["reader"]
K = Qt.Key


def test_six_criteria_are_rated_by_keyboard_alone(reader: Reader) -> None:
    reader.press(K.Key_2, ALT)
    assert reader.appraise.isVisible()
    assert reader.focus is reader.appraise.list
    names = [one.name for one in reader.appraise._rows.subjects]
    assert len(names) == 6
    for level in (K.Key_6, K.Key_5, K.Key_4, K.Key_3, K.Key_0, K.Key_N):
        reader.press(level)
        reader.press(K.Key_Down)
    given = {one.subject: one.level for one in reader.ratings()}
    subjects = [one.id for one in reader.appraise._rows.subjects]
    expected = ["6", "5", "4", "3", "not-rated", "not-assessable"]
    assert [given[one] for one in subjects] == expected
