"""Folding: what compares equal, and the way back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.text.fold import fold, fold_plain

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
tricky = st.text("aé\u0301ﬁ-‐\xad\n \f\u2028…“’\uf0b71ßİ²½´", max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SÉCURITÉ", "securite"),
        ("se\u0301curité", "securite"),
        ("disaggre-\ngated", "disaggregated"),
        ("disaggre- \n\n gated", "disaggregated"),
        ("disaggre\xad\ngated", "disaggregated"),
        ("dis\xadaggregated", "disaggregated"),
        ("gender-\nresponsive", "gender-responsive"),
        ("gender‑responsive", "genderresponsive"),
        ("over the page-\fend", "over the pageend"),
        ("2015-\n2019", "2015–2019"),
        ("COVID-\n19", "covid-19"),
        ("‘a’ “b” «c» …", '\'a\' "b" "c" ...'),
        ("ﬁve oﬃces", "five offices"),
        ("œuvre", "OEUVRE"),
        ("\uf0b7 first\n\n\uf0b7 second", "first second"),
        (" \n a \t\u00a0 b\r\n", "a b"),
        ("x\u200by", "xy"),
        ("Straße", "STRASSE"),
    ],
)
def test_the_same_to_a_reader_is_the_same_folded(one: str, other: str) -> None:
    assert fold_plain(one) == fold_plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pre-\nand post-war", "preand post-war"),
        ("5-10", "510"),
        ("not able", "notable"),
        ("effective", "ineffective"),
        ("a - b", "ab"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold_plain(one) != fold_plain(other)


@given(anything | tricky)
def test_the_way_back_never_decreases_and_ends_at_the_end(text: str) -> None:
    folded = fold(text)
    starts = folded.starts.tolist()
    assert len(starts) == len(folded.text) + 1
    assert starts == sorted(starts)
    assert starts[-1] == len(text)
    assert all(0 <= start < len(text) for start in starts[:-1])


@given(anything | tricky)
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold_plain(text)
    assert fold_plain(once) == once


@given(tricky, st.data())
def test_a_span_leads_back_to_text_that_folds_to_at_least_it(
    text: str, data: st.DataObject
) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.text[start:end].strip().replace("-", "") in fold_plain(text[first:last]).replace(
        "-", ""
    )


def test_a_span_takes_accents_along_but_no_line_end() -> None:
    folded = fold("cafe\u0301-\nteria")
    assert folded.text == "cafeteria"
    assert folded.span(0, 4) == (0, 5)
    assert folded.span(4, 9) == (7, 12)


def test_letters_and_tight_text_lead_back_as_well() -> None:
    folded = fold("In 2024, the self-help\ngroups")
    tight = folded.without(" -")
    [place] = tight.find("selfhelpgroups")
    assert folded.source[slice(*tight.span(*place))] == "self-help\ngroups"
    assert folded.letters().text == "intheselfhelpgroups"


def test_find_gives_every_place_once() -> None:
    assert fold("Law, law and LAW").find("law") == [(0, 3), (5, 8), (13, 16)]
    assert fold("anything").find("") == []


@settings(max_examples=400)
@given(anything | tricky)
def test_the_short_way_comes_to_the_same(text: str) -> None:
    assert fold_plain(text) == fold(text).text
