"""Pasted quotes and the places they are given, or refused."""

from time import process_time

import pytest

from coder.model.passage import PageRange
from coder.text.index import ReportIndex
from coder.text.locate import Located, Unplaced, locate

HEADER = "Report on cash transfers\n\n"
PAGES = [
    (
        f"{HEADER}Findings\n\nThe programme reached 4,300 poor families in\nfour dis-\ntricts of "
        "the north, most of which had never\n\n2\n\n1 See annex II."
    ),
    (
        f"{HEADER}been helped before by any agency.² Costs rose.\n\nThe “graduation” approach was "
        "judged cost-\neffective by the évaluateurs.\n\n3"
    ),
    (
        f"{HEADER}Costs rose. A second phase began in 2024 and ended in 2026 without any\nfurther "
        "finance from the trust fund.\n\n4"
    ),
]
REPORT = ReportIndex(PAGES)


def said(quote: str, page: int | None = None) -> tuple[str, list[str]]:
    """Return how a quote was located and the text it was given; fail when it was not."""
    located = locate(quote, REPORT, page)
    assert isinstance(located, Located), located
    return located.how, [PAGES[one.page][one.start : one.end] for one in located.ranges]


def refused(quote: str, page: int | None = None) -> str:
    """Return why a quote was not placed; fail when it was."""
    located = locate(quote, REPORT, page)
    assert isinstance(located, Unplaced), located
    return located.reason


@pytest.mark.parametrize(
    ("quote", "how", "text"),
    [
        ("The programme reached 4,300", "exact", "The programme reached 4,300"),
        ("families in four districts", "exact", "families in\nfour dis-\ntricts"),
        ('the "Graduation" approach', "folded", "The “graduation” approach"),
        ("JUDGED COST-EFFECTIVE BY THE EVALUATEURS", "folded", None),
        ("dis- tricts of the nor th, most", "spaces", "dis-\ntricts of the north, most"),
        ("“… A second phase began in 2024 …”", "exact", "A second phase began in 2024"),
        ("[...] a second phase began [...]", "folded", "A second phase began"),
        ("judged cost effective, by the evaluateurs!", "letters", None),
    ],
)
def test_a_quote_is_found_however_it_was_pasted(quote: str, how: str, text: str | None) -> None:
    found_how, [found] = said(quote)
    assert found_how == how
    assert text is None or found == text


def test_what_was_left_out_of_a_quote_is_left_out_of_the_passage() -> None:
    assert said("A second phase began in 2024 […] without any further finance") == (
        "parts",
        ["A second phase began in 2024", "without any\nfurther finance"],
    )
    assert said("A second phase (…) ended in 2026 … further finance")[1] == [
        "A second phase",
        "ended in 2026",
        "further finance",
    ]


def test_a_quote_runs_over_a_page_end_with_notes_and_headings_between() -> None:
    assert said("of the north, most of which had never been helped before by any agency") == (
        "parts",
        ["of the north, most of which had never", "been helped before by any agency"],
    )


def test_first_words_that_stand_twice_do_not_hide_the_page_end() -> None:
    report = ReportIndex(
        [
            "In international law some hold otherwise.\n\n1",
            "He said that in international law the concept\n\n2",
            "Header\n\nof intervention is very vague.\n\n3",
        ]
    )
    quote = "in international law the concept of intervention is very vague"
    assert locate(quote, report) == Located((PageRange(1, 13, 45), PageRange(2, 8, 37)), "parts")


def test_what_comes_before_an_omission_must_be_one_place() -> None:
    report = ReportIndex(["The first phase ended. The first phase failed. It was costly."])
    assert isinstance(locate("The first phase […] It was costly", report), Unplaced)


def test_a_quote_runs_over_a_bare_page_end() -> None:
    located = locate(
        "the end is broken over pages", ReportIndex(["the end is bro-", "ken over pages"])
    )
    assert located == Located((PageRange(0, 0, 15), PageRange(1, 0, 14)), "exact")


def test_the_page_decides_between_equal_places() -> None:
    assert "stands 2 times, on pages 2 and 3; name the page" in refused("Costs rose.")
    assert locate("Costs rose.", REPORT, 2) == Located((PageRange(2, 26, 37),), "exact")
    assert "pages 1, 2 and 3" in refused("Report on cash transfers")


def test_a_line_end_in_one_of_two_equal_places_decides_nothing() -> None:
    report = ReportIndex(["A real gain.", "They made a real\ngain. A real gain."])
    assert isinstance(locate("real gain", report), Unplaced)
    assert isinstance(locate("real gain", report, 1), Unplaced)
    assert isinstance(locate("real gain", report, 0), Located)


def test_letter_for_letter_goes_before_other_spelling() -> None:
    report = ReportIndex(["Key Findings", "the key findings"])
    assert locate("Key Findings", report) == Located((PageRange(0, 0, 12),), "exact")
    assert isinstance(locate("KEY FINDINGS", report), Unplaced)
    assert locate("Key Findings", report, 1) == Located((PageRange(1, 4, 16),), "folded")


def test_one_page_with_two_equal_places_is_no_answer() -> None:
    report = ReportIndex(["Yes. No. Yes."])
    located = locate("Yes.", report, 0)
    assert located == Unplaced("The quote stands 2 times on page 1; give more of its text.")


def test_a_long_quote_is_found_in_spite_of_a_wrong_page() -> None:
    assert said("A second phase began in 2024", 0)[1] == ["A second phase began in 2024"]


def test_a_short_quote_on_another_page_is_refused_with_the_page() -> None:
    assert "not on page 1, but on page 3" in refused("second phase", 0)


def test_words_are_not_found_inside_other_words() -> None:
    assert "not in the text" in refused("rams")
    assert "not in the text" in refused("ever")


@pytest.mark.parametrize(
    "quote",
    [
        "A second phase began in 2025 and ended in 2026 without any further finance",
        "A second phase began and ended without any further finance from 7 trust funds",
        "The programme reached 4,300 rich families in four districts of the north",
        "The programme reached 4,300 poor families […] from the world bank",
        "further finance from the trust fund [...] A second phase began in 2024",
        "of the north, most of which had always been helped before by any agency",
    ],
)
def test_altered_quotes_are_not_placed(quote: str) -> None:
    assert "not in the text" in refused(quote)


def test_a_slip_of_the_pen_is_forgiven_only_on_the_named_page() -> None:
    quote = (
        "A second phase began in 2024 and ended in 2026 without any more "
        "further finance from the trust fund"
    )
    assert "not in the text" in refused(quote)
    assert said(quote, 2)[0] == "head and tail"
    assert "not in the text" in refused(quote.replace("2026", "2027"), 2)


def test_a_quote_without_words_is_refused() -> None:
    assert "no words" in refused("“…”")
    assert "no words" in refused("  ")


def test_a_report_without_text_has_no_quotes() -> None:
    assert isinstance(locate("anything", ReportIndex([])), Unplaced)
    assert isinstance(locate("anything", ReportIndex(["", ""]), 1), Unplaced)


def test_the_dots_of_a_list_of_contents_take_no_time() -> None:
    report = ReportIndex([f"Training {'.' * 200} 12\nCosts of upkeep {'. ' * 150}13"])
    start = process_time()
    found = locate(f"Training {'.' * 200} 12", report)
    assert isinstance(found, Located)
    assert not isinstance(locate(f"Nothing {'.' * 3000} 12 {'. ' * 900}alike", report), Located)
    assert process_time() - start < 1
