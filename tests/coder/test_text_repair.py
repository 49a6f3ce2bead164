"""Quotes made readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.report import PageText
from coder.text.fold import fold_plain
from coder.text.repair import repaired, trimmed
from tests.coder.text_pages import pages, selections


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("child labor is disaggre-\ngated here", "child labor is disaggregated here"),
        ("disaggre\xad\ngated", "disaggregated"),
        ("a long-\nterm view", "a long-term view"),
        ("self-\nemployed", "self-employed"),
        ("a day-to-\nday task", "a day-to-day task"),
        ("an Inter-\nAmerican court", "an Inter-American court"),
        ("from 2015-\n2019", "from 2015-2019"),
        ("COVID-\n19", "COVID-19"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("policies – \nand laws", "policies – and laws"),
        ("one.\n\ntwo", "one. two"),
        ("\uf0b7 one\n\n\uf0b7 two", "one two"),
        ("ends broken-\fover the page", "ends brokenover the page"),
        ("many   spaces \t and\u00a0more", "many spaces and more"),
        ("de\u0301veloppe-\nment", "développement"),
    ],
)
def test_a_quote_reads_as_it_would_be_written(text: str, quote: str) -> None:
    assert repaired(text) == quote


def test_a_hyphen_stays_that_the_text_has_elsewhere() -> None:
    assert repaired("food-\ninsecure", "the food-insecure") == "food-insecure"
    assert repaired("rain-fed land and rain-\nfed rice") == "rain-fed land and rain-fed rice"


def test_a_hyphen_goes_when_the_text_has_the_word_without() -> None:
    assert repaired("well-\nness", "their wellness") == "wellness"


@given(st.text("aéÉ0'’-‐–\xad\n \f\uf0b7.dn“ﬁ", max_size=14))
def test_odd_line_ends_change_nothing_that_counts_either(text: str) -> None:
    quote = repaired(text)
    assert fold_plain(quote) == fold_plain(text)
    assert repaired(quote) == quote


@given(st.data(), pages())
def test_repairing_changes_nothing_that_counts(data: st.DataObject, page: PageText) -> None:
    start, end = data.draw(selections(page))
    exact = page.text[start:end]
    quote = repaired(exact, page.text)
    assert fold_plain(quote) == fold_plain(exact)
    assert "\n" not in quote
    assert repaired(quote) == quote


def test_a_long_run_without_a_space_costs_no_more_than_its_length() -> None:
    """Forty thousand characters took half a minute when each was a new beginning."""
    runs = ("a" * 40_000, "ab-" * 13_000 + "c", "." * 40_000)
    for run in runs:
        assert repaired(f"{run} co-\noperate") == f"{run} cooperate"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" \uf0b7 \nTrained women. \uf0b7", "Trained women."),
        ("• Trained \uf0b7 women", "• Trained \uf0b7 women"),
        (" \uf0b7 ", "\uf0b7"),
        (" \n ", ""),
        ("", ""),
    ],
)
def test_what_no_quote_has_is_trimmed_unless_there_is_nothing_else(text: str, words: str) -> None:
    start, end = trimmed(text)
    assert text[start:end] == words
