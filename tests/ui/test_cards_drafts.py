"""Cards recognised under a report's own headings are confirmed with one key each."""

import pytest
from PySide6.QtCore import Qt

from coder.model.passage import PageRange
from coder.model.suggestion import DraftCard, DraftField
from tests.ui.appraise_scene import PAGE, Reader, reader

__all__ = ["reader"]
K = Qt.Key


def drafts(reader: Reader) -> list[DraftCard]:
    """Return what a report's headings would give: three recommendations."""
    found = []
    starts = ("Bring training", "Sign the agreement", "Support the adoption")
    for number, (first, last) in enumerate(
        zip(starts, ("travel.", "tools.", "2025."), strict=True)
    ):
        part: PageRange = reader.words(first, last)
        field = DraftField("text", first, part.page, part.start, part.page, part.end)
        heading = f"Recommendation {number + 1}."
        one = DraftCard("recommendation", reader.report, str(number + 1), heading, (field,))
        found.append(one)
    return found


def recognise(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[DraftCard]:
    """Have these recognised under the report's headings."""
    some = drafts(reader)
    monkeypatch.setattr("coder.services.suggesting.Suggesting.cards", lambda *_: some)
    reader.choose("Code", "Recognise Cards")
    return some


def test_drafts_are_confirmed_with_one_key_each(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognise(reader, monkeypatch)
    assert reader.focus is reader.cards.list
    assert [(one.number, one.state) for one in reader.made()] == [
        ("1", "draft"),
        ("2", "draft"),
        ("3", "draft"),
    ]
    assert reader.cards.head.confirm.isVisible()
    reader.press(K.Key_Space)
    reader.press(K.Key_Delete)
    reader.press(K.Key_Space)
    assert [(one.number, one.state) for one in reader.made()] == [
        ("1", "confirmed"),
        ("3", "confirmed"),
    ]


def test_all_drafts_are_confirmed_at_once_and_known_ones_not_offered_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognise(reader, monkeypatch)
    reader.cards.head.confirm.click()
    assert {one.state for one in reader.made()} == {"confirmed"}
    told: list[str] = []
    reader.window.session.told.connect(lambda words, _: told.append(words))
    reader.choose("Code", "Recognise Cards")
    assert len(reader.made()) == 3
    assert told == ["No further cards were recognised under the headings of this report."]


def test_the_page_follows_the_drafts_one_goes_through(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = recognise(reader, monkeypatch)
    reader.view.go_to(0)
    reader.press(K.Key_Down)
    lit = some[1].fields[0]
    reader.qtbot.waitUntil(lambda: reader.view.hits.current == (PAGE, lit.start, lit.end))
    assert reader.view.current_page == PAGE
    assert reader.focus is reader.cards.list


def test_the_sample_s_own_headings_give_drafts_that_space_confirms(reader: Reader) -> None:
    reader.choose("Code", "Recognise Cards")
    made = reader.made()
    forms = {one.id: one.key for one in reader.cards.rows.forms.all}
    numbers = [one.number for one in made if forms[one.form] == "recommendation"]
    assert numbers == ["1", "2", "3", "4", "5"]
    assert sum(forms[one.form] == "finding" for one in made) == 10
    assert all(one.is_draft and one.support for one in made)
    for _ in made:
        reader.press(K.Key_Space)
    assert {one.state for one in reader.made()} == {"confirmed"}
