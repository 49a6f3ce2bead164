"""Cards are filled from the page by keyboard alone; each value leads to its passages."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.appraise_scene import (
    ALT,
    CONTROL,
    PAGE,
    Reader,
    choose_form,
    fill,
    french,
    make,
    reader,
    said,
)
from tests.ui.at_the_window import toast_button
from ui.panels.cards.editors import CardsEditor, OneEditor

__all__ = ["french", "reader"]
K = Qt.Key


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
    filled = said(reader, card)
    assert set(filled) == {"text", "addressee", "priority", "timing"}
    assert filled["text"].value.startswith("Bring training to the outer islands: set up")
    assert filled["addressee"].value == "Partner Office; Coastal Training Institute"
    assert (filled["priority"].value, filled["priority"].shown) == ("high", "High")
    assert filled["timing"].value == "Team at work by March 2024"
    assert all(len(entry.support) == 1 for entry in filled.values())
    assert {one.page for one in card.support} == {PAGE}
    assert reader.focus is reader.view


def test_one_key_makes_a_card_of_the_form_in_hand_and_undo_takes_it_back(reader: Reader) -> None:
    card = make(reader, "lesson")
    assert set(said(reader, card)) == {"text"}
    toast_button(reader.window).click()
    assert not reader.made()


def test_a_second_selection_is_added_to_the_field_in_hand(reader: Reader) -> None:
    make(reader)
    reader.press(K.Key_Comma, CONTROL)
    fill(reader, "Sign the agreement", "tools.")
    (card,) = reader.made()
    text = said(reader, card)["text"]
    assert text.value.startswith("Bring training")
    assert text.value.endswith("a fund for tools.")
    assert len(text.support) == 2


def test_words_that_are_no_choice_say_so_or_become_its_evidence(reader: Reader) -> None:
    make(reader)
    reader.press(K.Key_Period, CONTROL)
    fill(reader, "Team at work by")
    field = next(one for one in reader.cards.face.fields.values() if one.item.key == "priority")
    assert not field.problem.isHidden()
    assert isinstance(field.editor, OneEditor)
    field.editor.setCurrentIndex(2)
    field.editor.activated.emit(2)
    fill(reader, "Team at work by")
    (card,) = reader.made()
    priority = said(reader, card)["priority"]
    assert (priority.value, len(priority.support)) == ("medium", 1)


def test_a_field_is_written_by_hand_and_its_passage_leads_to_the_page(reader: Reader) -> None:
    make(reader)
    reader.press(K.Key_3, ALT)
    reader.press(K.Key_Right)
    reader.type("Coastal Training Institute")
    reader.press(K.Key_Escape)
    assert reader.focus is reader.cards.list
    (card,) = reader.made()
    assert said(reader, card)["addressee"].value == "Coastal Training Institute"
    reader.view.go_to(0)
    reader.press(K.Key_Return)
    assert reader.view.current_page == PAGE
    assert reader.focus is reader.cards.list
    main = next(iter(reader.cards.face.fields.values()))
    reader.view.go_to(0)
    main.links.links[0].setFocus()
    reader.press(K.Key_Return)
    assert reader.view.current_page == PAGE
    reader.press(K.Key_Delete)
    (card,) = reader.made()
    assert not card.support
    assert said(reader, card)["text"].value.startswith("Bring training")


def test_a_wrong_value_is_refused_beside_its_field(reader: Reader) -> None:
    make(reader, "for-whom")
    field = next(one for one in reader.cards.face.fields.values() if one.item.key == "countries")
    field.write()
    reader.type("Atlantis")
    reader.press(K.Key_Escape)
    assert "Atlantis" in field.problem.text()
    (card,) = reader.made()
    assert "countries" not in said(reader, card)


def test_another_coder_s_card_can_be_read_but_not_written(reader: Reader) -> None:
    make(reader)
    reader.project.become("Coder B", "CB", "#D55E00")
    reader.cards.read()
    assert reader.cards.hand is None
    field = next(iter(reader.cards.face.fields.values()))
    assert field.editor.isReadOnly()
    reader.press(K.Key_3, ALT)
    assert "CA" in reader.cards.rows.forms.initials(reader.made()[0])


def test_letters_in_a_card_are_no_codes(reader: Reader) -> None:
    make(reader)
    reader.press(K.Key_3, ALT)
    reader.press(K.Key_Right)
    reader.type("relevance")
    reader.press(K.Key_Escape)
    assert not reader.project.codings.listing()


def test_forms_are_named_in_french(french: Reader) -> None:
    french.press(K.Key_3, ALT)
    offered = french.cards.head.form
    names = [offered.itemText(at) for at in range(offered.count())]
    assert names[:2] == ["Constatation", "Recommandation"]


def test_a_recommendation_is_linked_with_findings(reader: Reader) -> None:
    finding = make(reader, "finding")
    recommendation = make(reader)
    face = reader.cards.face
    field = next(one for one in face.fields.values() if one.item.key == "findings")
    assert isinstance(field.editor, CardsEditor)
    (action,) = field.editor.menu().actions()
    action.trigger()
    linked = reader.project.cards.get(recommendation.id).entries[field.item.id]
    assert linked.value == finding.id.hex()
    reader.qtbot.waitUntil(lambda: field.editor.toolTip() == linked.shown)
