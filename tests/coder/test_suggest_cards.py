"""Drafts of cards are what a report heads itself; prose, contents and notes make none."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.analysis.suggest_card_fields import fields
from coder.analysis.suggest_cards import Recognised, recognise
from coder.analysis.suggest_sheet import Sheet, sheet
from coder.model.report import OutlineEntry
from tests.building import add_report, page_of
from tests.coder.attributes_made import made
from tests.coder.text_pages import Line
from tests.coder.text_pages import page_of as printed

HEADINGS = {
    "finding": ["finding", "constat", "constatation", "hallazgo", "constatação"],
    "recommendation": ["recommendation", "recommandation", "recomendación", "recomendação"],
    "lesson": [
        "lesson learned",
        "lesson",
        "leçon",
        "enseignement",
        "lección aprendida",
        "lección",
    ],
    "good-practice": ["emerging good practice", "good practice", "bonne pratique"],
}
SAID = "The partners should keep their records of each course that is held."


def sheets(*pages: Sequence[str | Sequence[str]]) -> list[Sheet]:
    """Return pages whose blocks are lines, or lists of lines."""
    made_ = []
    for number, blocks in enumerate(pages):
        lines: list[Line] = []
        for at, block in enumerate(blocks):
            for words in [block] if isinstance(block, str) else block:
                lines.append(Line(words, at, across=60.0 + 14 * len(lines)))
        made_.append(sheet(number, printed(lines)))
    return made_


def read(*pages: Sequence[str | Sequence[str]], outline: Sequence[str] = ()) -> list[Recognised]:
    entries = [OutlineEntry(1, title, 0, 0.0) for title in outline]
    return recognise(sheets(*pages), entries, HEADINGS)


def told(*pages: Sequence[str | Sequence[str]]) -> list[tuple[str, str, str]]:
    return [(one.form, one.number, one.text) for one in read(*pages)]


@pytest.mark.parametrize(
    ("line", "form", "number"),
    [
        ("Finding 5: ", "finding", "5"),
        ("Key Finding 12. ", "finding", "12"),
        ("FINDING 2.3 – ", "finding", "2.3"),
        ("Recommendation No. 7: ", "recommendation", "7"),
        ("Recommandation n° 3 : ", "recommendation", "3"),
        ("Constat 1 : ", "finding", "1"),
        ("Leçon apprise 2 : ", "lesson", "2"),
        ("Recomendación 4. ", "recommendation", "4"),
        ("Hallazgo 11: ", "finding", "11"),
        ("Lección aprendida 1: ", "lesson", "1"),
        ("Recomendação 6: ", "recommendation", "6"),
        ("Constatação 9: ", "finding", "9"),
        ("Lesson Learned: ", "lesson", ""),
        ("Emerging Good Practice 1: ", "good-practice", "1"),
        ("Box 3: Good practice: ", "good-practice", ""),
        ("Recommendation A: ", "recommendation", "A"),
        ("Recommendation IV: ", "recommendation", "IV"),
    ],
)
def test_a_heading_and_its_words_make_a_draft(line: str, form: str, number: str) -> None:
    assert told([line + SAID]) == [(form, number, SAID)]


@pytest.mark.parametrize(
    "line",
    [
        "Recommendation No. 202 on social protection floors was adopted in 2012.",
        "Recommendation 2 was carried out in the second year of the project.",
        "recommendation 5. The report of the office says what was done about it.",
        "Recommendation 1: Keep the records of each course ................. 15",
        "Recommendations are made to the office and to its partners below.",
        "The finding: few of the boats were ever used by those they were for.",
        "Findings 3 and 4: what was found of the boats is told further below.",
        "A good practice: to keep the records of each course that is held.",
        "Recommendation 3",
    ],
)
def test_what_only_looks_like_a_heading_makes_none(line: str) -> None:
    assert read([line]) == []


def test_words_that_run_on_over_a_line_end_are_no_heading() -> None:
    block = ["This has been said before by the office in its", "Recommendation 4. " + SAID]
    assert read([block]) == []
    assert len(read([[block[0] + " report.", block[1]]])) == 1


def test_a_heading_alone_has_the_blocks_below_up_to_what_is_counted_again() -> None:
    page = [
        "47. Much was said of this by all those who had been asked about it.",
        "Recommendation 3",
        ["The director should issue a guide to", "all offices by the end of 2025."],
        "48. The offices were of another opinion on some of these matters.",
    ]
    text = "The director should issue a guide to all offices by the end of 2025."
    assert told(page) == [("recommendation", "3", text)]


def test_a_draft_ends_at_the_next_heading() -> None:
    page = [f"Finding 1: {SAID}", "And a second paragraph of it.", "5. Ports and boats", "More."]
    (found,) = read(page, outline=["5. Ports and boats"])
    assert found.text == f"{SAID} And a second paragraph of it."
    assert read([f"Finding 1: {SAID}", "Conclusions", "No part of it."])[0].text == SAID


def test_a_finding_within_a_paragraph_begins_after_a_sentence() -> None:
    block = [
        "Effectiveness: Finding 5: The boats were good. Impact: Finding 6: The boats were",
        "not used by those for whom they had been built.",
    ]
    found = read([block])
    assert [(one.number, one.heading, one.label) for one in found] == [
        ("5", "Effectiveness: Finding 5", "Effectiveness"),
        ("6", "Impact: Finding 6", "Impact"),
    ]
    assert found[0].text == "The boats were good."
    parts = {one.key: one for one in fields(found[1], "text", ["text", "criterion"])}
    assert parts["criterion"].text == "Impact"
    text = sheets([block])[0].text
    assert text[parts["criterion"].start : parts["criterion"].end] == "Impact"
    assert parts["text"].text == "The boats were not used by those for whom they had been built."


def test_numbered_points_under_a_plural_heading_are_drafts() -> None:
    page = ["Récapitulatif des recommandations", f"1. {SAID}", f"2. And {SAID}", "Annexes"]
    found = read(page, outline=page[:1])
    assert [(one.number, one.text) for one in found] == [("1", SAID), ("2", f"And {SAID}")]
    assert read(["Recommendations", f"45. {SAID}", f"46. And {SAID}"]) == []
    assert read(["Findings and recommendations", f"1. {SAID}", f"2. And {SAID}"]) == []


def test_what_a_summary_tells_again_is_one_draft_and_the_fuller_one() -> None:
    longer = f"{SAID} They should be shown to those who pay for them."
    assert told([f"Recommendation 1: {SAID}"], [f"Recommendation 1: {longer}"]) == [
        ("recommendation", "1", longer)
    ]
    other = "Boats ought to be built where there is water under them."
    assert len(told([f"Finding 1: {SAID}"], [f"Finding 1: {other}"])) == 2


def test_heads_and_feet_between_pages_are_left_out() -> None:
    first, second = sheets(
        ["Finding 1: The boats that had been built were not", "Report on boats"],
        ["Report on boats", "used by those for whom they had been built."],
    )
    first = replace(first, lines=(first.lines[0], first.lines[1]._replace(apart=True)))
    second = replace(second, lines=(second.lines[0]._replace(apart=True), second.lines[1]))
    (found,) = recognise([first, second], [], HEADINGS)
    assert found.text.endswith("were not used by those for whom they had been built.")
    (field,) = fields(found, "text", ["text"])
    assert (field.page, field.end_page, field.end) == (0, 1, len(second.text))


def test_labels_inside_a_draft_fill_its_fields() -> None:
    page = [
        f"Recommendation 1: {SAID}",
        "Addressed to: The office in the capital",
        "Priority: High",
        ["Timing:", "within six months"],
        ["Resource implications", "few"],
    ]
    keys = ["text", "addressee", "priority", "timing", "resources"]
    parts = {one.key: one.text for one in fields(read(page)[0], "text", keys)}
    assert parts == {
        "text": SAID,
        "addressee": "The office in the capital",
        "priority": "High",
        "timing": "within six months",
        "resources": "few",
    }


blocks = st.lists(
    st.lists(
        st.text("ab .:1290\u00a0-–RFrf(é)\u0130ﬁ", min_size=1, max_size=30)
        | st.sampled_from(["Finding 1: ", "Recommendation 2", "Lesson learned:", "1. a b c d e"]),
        min_size=1,
        max_size=3,
    ),
    max_size=5,
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(blocks, max_size=4), st.lists(st.text(max_size=12), max_size=3))
def test_no_text_makes_it_fail(pages: list[list[list[str]]], outline: list[str]) -> None:
    """Whatever is printed: drafts have words, and their fields lie in their pages in order."""
    made_ = sheets(*pages)
    entries = [OutlineEntry(1, title, 0, 0.0) for title in outline]
    for one in recognise(made_, entries, HEADINGS):
        parts = fields(one, "text", ["text", "criterion", "addressee", "timing"])
        for part in parts:
            assert part.text.strip()
            assert (part.page, part.start) < (part.end_page, part.end)
            assert part.end <= len(made_[part.end_page].text)


def test_a_form_without_headings_finds_nothing() -> None:
    assert recognise(sheets([f"Finding 1: {SAID}"]), [], {"for-whom": []}) == []


def test_a_project_offers_drafts_of_its_forms(tmp_path: Path) -> None:
    with closing(made(tmp_path / "p.evc")) as project:
        report = add_report(project, "Boats", [[f"Finding 1. {SAID}"], [f"Hallazgo 2: {SAID}"]])
        drafts = project.suggesting.cards(report.id)
        assert [(one.form, one.number, one.heading) for one in drafts] == [
            ("finding", "1", "Finding 1"),
            ("finding", "2", "Hallazgo 2"),
        ]
        assert project.suggesting.cards(report.id, ["lesson"]) == []
        (part,) = drafts[0].fields
        at = (part.page, part.start, part.end_page, part.end)
        passage = project.suggesting.passage(report.id, *at)
        assert passage.quote == part.text == SAID
        assert [one.number for one in project.cards.all()] == []
        project.cards.accept(drafts)
        assert [(one.number, one.state) for one in project.cards.all()] == [
            ("1", "draft"),
            ("2", "draft"),
        ]


def test_a_form_of_ones_own_is_recognised_by_its_words(tmp_path: Path) -> None:
    with closing(made(tmp_path / "p.evc")) as project:
        form = project.protocol.add(
            "form", "warning", "Warning", options={"headings": ["warning"]}
        )
        report = add_report(project, "Boats", [["Warning 3: Do not build boats on dry land."]])
        assert project.suggesting.cards(report.id) == [], "a form without fields has no room"
        project.protocol.add("field", "what", "What", form, type="long")
        (draft,) = project.suggesting.cards(report.id)
        assert (draft.form, draft.fields[0].key) == ("warning", "what")


def test_page_of_keeps_lines_apart() -> None:
    assert len(sheet(0, page_of(["One", "Two"])).blocks) == 1
