"""Cards of extraction forms: each value with the passages behind it, drafts to confirm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.errors import NotFoundError, ProjectError
from coder.model.suggestion import DraftCard, DraftField
from coder.progress import finish
from tests.coder.judging_scene import B, Judging

FIRST, SECOND = (0, 35), (36, 66)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Judging]:
    scene = Judging(tmp_path)
    yield scene
    scene.project.close()


def test_a_card_is_made_from_a_highlight(at: Judging) -> None:
    cards = at.project.cards
    form, text = at.item("form", "lesson"), at.field("lesson", "text")
    assert cards.main_field(form).id == text
    card = cards.make(at.report, form, passages={text: [at.passage(*FIRST)]}, number="2")
    (one,) = cards.all(form)
    assert (one.id, one.name, one.state, one.page) == (card, "Lesson learned 2", "confirmed", 0)
    assert one.said(text) == one.entries[text].support[0].quote
    assert one.entries[text].support[0].page_label == "1"
    assert at.project.undo_label == "Add Card Lesson learned"
    at.project.undo()
    assert cards.all() == []
    at.project.redo()
    assert cards.all() == [one]


def test_a_field_is_filled_typed_and_added_to(at: Judging) -> None:
    cards = at.project.cards
    form, text = at.item("form", "recommendation"), at.field("recommendation", "text")
    priority = at.field("recommendation", "priority")
    card = cards.make(at.report, form, {text: "Keep records.", priority: "High"})
    assert cards.get(card).entries[priority].value == "high"
    assert cards.get(card).name == "Recommendation: Keep records."
    cards.fill(card, text, passage=at.passage(*FIRST), append=True)
    said = cards.get(card).entries[text]
    assert said.value.startswith("Keep records.\n\nFinding 1.")
    assert len(said.support) == 1
    cards.fill(card, text, "In my words.")
    assert len(cards.get(card).entries[text].support) == 1, "a written value keeps its passages"
    cards.fill(card, text, passage=at.passage(*SECOND))
    now = cards.get(card).entries[text]
    assert [one.quote for one in now.support] == [now.value], "a quote comes with its own"
    cards.unsupport(now.support[0].id)
    assert cards.get(card).entries[text].support == ()
    with pytest.raises(ProjectError, match="Priority"):
        cards.fill(card, priority, "urgent beyond words")
    cards.fill(card, priority, "")
    assert list(cards.get(card).entries) == [text]
    assert finish(at.project.check()) == []


def test_cards_name_the_cards_they_follow_from(at: Judging) -> None:
    cards = at.project.cards
    finding = cards.make(
        at.report, at.item("form", "finding"), {at.field("finding", "text"): "Incomes rose."}
    )
    linked = at.field("recommendation", "findings")
    card = cards.make(at.report, at.item("form", "recommendation"), {linked: finding.hex()})
    assert cards.get(card).said(linked) == "Finding: Incomes rose."
    cards.delete([finding])
    assert cards.get(card).said(linked) == ""
    at.project.undo()
    cards.edit(finding, number="7", memo="See annex.")
    assert cards.get(card).said(linked) == "Finding 7"


def test_cards_are_sorted_as_reports_count_them(at: Judging) -> None:
    form = at.item("form", "lesson")
    for number in ("10", "2", ""):
        at.project.cards.make(at.report, form, number=number)
    at.project.cards.make(at.other, form, number="1")
    assert [one.number for one in at.project.cards.all(form, at.report)] == ["2", "10", ""]
    assert [one.report for one in at.project.cards.all()].index(at.other) == 3


def test_drafts_wait_to_be_confirmed_and_come_once(at: Judging) -> None:
    cards = at.project.cards
    drafts = [
        DraftCard(
            "finding", at.report, str(n), f"Finding {n}", (DraftField("text", "Words", *at_),)
        )
        for n, at_ in ((1, (0, 0, 0, 40)), (2, (1, 0, 1, 40)))
    ]
    first, second = cards.accept(drafts)
    assert at.project.undo_label == "Add 2 Draft Cards"
    assert [(one.id, one.is_draft) for one in cards.all()] == [(first, True), (second, True)]
    assert [one.page for one in cards.all()] == [0, 1]
    assert cards.accept(drafts) == [first, second], "nothing is made twice"
    assert len(cards.all()) == 2
    cards.confirm([first])
    assert [one.is_draft for one in cards.all()] == [False, True]
    assert at.project.undo_label == "Confirm Finding 1"
    with pytest.raises(NotFoundError, match="no form “poem”"):
        cards.accept([DraftCard("poem", at.report, "1", "", ())])


def test_a_card_is_its_coders_alone(at: Judging) -> None:
    cards, form = at.project.cards, at.item("form", "lesson")
    card = cards.make(at.report, form, {at.field("lesson", "text"): "Words."})
    at.act_as(B)
    for act in (
        lambda: cards.delete([card]),
        lambda: cards.confirm([card]),
        lambda: cards.edit(card, number="1"),
        lambda: cards.fill(card, at.field("lesson", "text"), "Others."),
    ):
        with pytest.raises(ProjectError, match="another coder's"):
            act()
    assert cards.all(coders=[at.project.coder.id]) == []
    with pytest.raises(NotFoundError, match="no longer on the form"):
        cards.make(at.report, form, {at.field("finding", "text"): "Words."})


def test_a_form_takes_its_cards_with_it_and_back(at: Judging) -> None:
    form, text = at.item("form", "lesson"), at.field("lesson", "text")
    at.project.cards.make(at.report, form, passages={text: [at.passage(*FIRST)]})
    before = at.project.state_digest()
    at.project.protocol.delete(form)
    assert at.project.cards.all() == []
    at.project.undo()
    assert at.project.state_digest() == before
    at.project.reports.remove(at.report)
    assert at.project.cards.all() == []
    at.project.undo()
    assert at.project.state_digest() == before
