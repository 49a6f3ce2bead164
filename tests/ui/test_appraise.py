"""Reports are rated by keyboard alone: six criteria, with reasons, evidence, the report's own."""

import pytest
from PySide6.QtCore import Qt

from coder.model.rating import Rating
from tests.ui.appraise_scene import ALT, CONTROL, Reader, french, reader
from tests.ui.at_the_window import toast_button

__all__ = ["french", "reader"]
K = Qt.Key


@pytest.fixture
def rater(reader: Reader) -> Reader:
    """Give somebody with the keys in the list of criteria."""
    reader.press(K.Key_2, ALT)
    assert reader.focus is reader.appraise.list
    return reader


def rating(reader: Reader, origin: str = "reviewer") -> Rating:
    (found,) = (one for one in reader.ratings() if one.origin == origin)
    return found


def test_six_criteria_are_rated_by_keyboard_alone(rater: Reader) -> None:
    subjects = [one.id for one in rater.appraise._rows.all]
    assert len(subjects) == 6
    for level in (K.Key_6, K.Key_5, K.Key_4, K.Key_3, K.Key_0, K.Key_N):
        rater.press(level)
        rater.press(K.Key_Down)
    given = {one.subject: one.level for one in rater.ratings()}
    expected = ["6", "5", "4", "3", "not-rated", "not-assessable"]
    assert [given[one] for one in subjects] == expected
    assert not rater.project.codings.listing()


def test_a_reason_is_written_and_escape_leads_back(rater: Reader) -> None:
    rater.press(K.Key_5)
    rater.press(K.Key_F2)
    assert rater.focus is rater.appraise.detail.reason
    rater.type("Needs were named by all.")
    rater.press(K.Key_Escape)
    assert rater.focus is rater.appraise.list
    assert (rating(rater).level, rating(rater).justification) == ("5", "Needs were named by all.")


def test_a_reason_without_a_level_is_kept_as_not_rated(rater: Reader) -> None:
    rater.press(K.Key_F2)
    rater.type("Nothing said.")
    rater.press(K.Key_Escape)
    assert (rating(rater).level, rating(rater).justification) == ("not-rated", "Nothing said.")


def test_codings_of_the_code_are_ticked_as_evidence(rater: Reader) -> None:
    code = rater.project.codebook.find("Needs and priorities").id
    rater.select("Bring training to the outer islands", "travel.")
    made = rater.read.desk.assign([code])
    rater.press(K.Key_2, ALT)
    rater.qtbot.waitUntil(lambda: len(rater.appraise.current.codings) == 1)
    rater.press(K.Key_4)
    rater.press(K.Key_Space)
    assert rater.focus is rater.appraise.detail.ticks
    rater.press(K.Key_Space)
    assert [one.coding for one in rating(rater).evidence] == made
    rater.press(K.Key_Space)
    assert not rating(rater).evidence
    rater.press(K.Key_Left)
    assert rater.focus is rater.appraise.list


def test_the_report_s_own_rating_is_kept_apart_on_a_scale_of_its_own(rater: Reader) -> None:
    rater.press(K.Key_5)
    rater.press(K.Key_R)
    box = rater.appraise.head.scale
    box.setCurrentIndex(1)
    box.activated.emit(1)
    rater.press(K.Key_3)
    scales = rater.project.protocol.all().of("scale")
    own, theirs = rating(rater), rating(rater, "report")
    assert (own.level, own.scale) == ("5", scales[0].id)
    assert (theirs.level, theirs.scale) == ("3", scales[1].id)
    rater.press(K.Key_R)
    assert rater.appraise.head.scale.currentText() == scales[0].name
    assert "Successful" in rater.appraise.detail.others.text()


def test_a_check_is_rated_on_its_own_scale_with_the_selection_as_evidence(rater: Reader) -> None:
    head = rater.appraise.head
    checklist = next(
        at
        for at in range(head.sheet.count())
        if head.sheet.itemText(at) == "Quality of the report"
    )
    head.sheet.setCurrentIndex(checklist)
    head.sheetChosen.emit()
    rater.appraise.list.setFocus()
    rater.press(K.Key_2)
    assert rating(rater).level == "partly"
    rater.select("Recommendation 1")
    rater.press(K.Key_E, CONTROL | ALT)
    (evidence,) = rating(rater).evidence
    assert (evidence.quote, evidence.page) == ("Recommendation 1", 8)
    assert rater.focus is rater.view
    rater.press(K.Key_2, ALT)
    rater.view.go_to(0)
    rater.press(K.Key_Return)
    assert rater.view.current_page == 8
    assert rater.focus is rater.appraise.list
    rater.press(K.Key_Space)
    rater.press(K.Key_Space)
    assert not rating(rater).evidence


def test_a_rating_is_cleared_and_undo_brings_it_back(rater: Reader) -> None:
    rater.press(K.Key_5)
    rater.press(K.Key_Delete)
    assert not rater.ratings()
    toast_button(rater.window).click()
    assert rating(rater).level == "5"
    rater.qtbot.waitUntil(lambda: rater.appraise.rating is not None)


def test_what_others_said_shows_only_beside_one_s_own(rater: Reader) -> None:
    project, subject = rater.project, rater.appraise.current
    assert subject is not None
    project.become("Coder B", "CB", "#D55E00")
    project.ratings.rate(rater.report, subject.id, subject.scale.id, "2")
    project.become("Coder A")
    rater.qtbot.wait(80)
    assert "Coder B" not in rater.appraise.detail.others.text()
    rater.press(K.Key_5)
    assert "Coder B: Unsatisfactory" in rater.appraise.detail.others.text()
    assert [one.level for one in rater.ratings() if one.coder == project.coder.id] == ["5"]


def test_a_key_without_a_level_says_so(rater: Reader) -> None:
    told: list[str] = []
    rater.window.session.told.connect(lambda words, _: told.append(words))
    rater.press(K.Key_9)
    assert told == ["This scale has no level at that key."]
    assert not rater.ratings()


def test_escape_goes_back_to_the_pages(rater: Reader) -> None:
    rater.press(K.Key_Escape)
    assert rater.focus is rater.view


def test_french_levels_are_named_in_french(french: Reader) -> None:
    french.press(K.Key_2, ALT)
    french.press(K.Key_4)
    assert rating(french).shown == "Plutôt satisfaisant"
