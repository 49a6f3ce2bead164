"""Finding words on a page: what is found says what was asked for, wherever lines end."""

import re
import unicodedata
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coder.model.errors import ProjectError
from coder.text.finding import NEAR, Finder, Found, How, Query
from coder.text.finding_fold import Texture, plain, textured
from coder.text.fold import fold, fold_plain

TEXT = (
    "La Sécurité sociale et la sécurité alimentaire: an assess-\nment of Training.\n\n"
    "Training raised income. Incomes of trainers fell; the post-war training (2019) ended."
)
LETTERS = st.text("abcdé\u0301 ÀÉßœÆ-‐\xad\n’.", min_size=1, max_size=60)
WORDS = st.text("abcdÉé ", min_size=1, max_size=4)
OPTIONS = st.tuples(st.booleans(), st.booleans(), st.booleans())


def found(query: Query, text: str = TEXT, most: int = 1000) -> list[Found]:
    return Finder(query).on(fold(text), most)


def said(query: Query, text: str = TEXT) -> list[str]:
    return [text[one.start : one.end] for one in found(query, text)]


def test_case_accents_and_line_ends_make_no_difference() -> None:
    assert said(Query("securite")) == ["Sécurité", "sécurité"]
    assert said(Query("ASSESSMENT")) == ["assess-\nment"]
    assert said(Query("training  RAISED")) == ["Training raised"]
    assert said(Query("postwar")) == said(Query("post-war")) == ["post-war"]


def test_case_and_accents_make_one_when_asked_for() -> None:
    assert said(Query("sécurité", case=True)) == ["sécurité"]
    assert said(Query("Securite", case=True)) == ["Sécurité"]
    assert said(Query("securite", accents=True)) == []
    assert said(Query("SÉCURITÉ", accents=True)) == ["Sécurité", "sécurité"]
    assert said(Query("assessment", case=True, accents=True)) == ["assess-\nment"]


def test_an_accent_written_apart_belongs_to_its_letter() -> None:
    apart = unicodedata.normalize("NFD", "café; cafe")
    assert said(Query("cafe"), apart) == [unicodedata.normalize("NFD", "café"), "cafe"]
    assert said(Query("cafe", accents=True), apart) == ["cafe"]
    assert said(Query("café", accents=True), apart) == [unicodedata.normalize("NFD", "café")]


def test_a_strict_match_inside_a_loose_one_is_not_missed() -> None:
    assert said(Query("aa", case=True), "Aaa") == ["aa"]


def test_whole_words() -> None:
    assert said(Query("train", whole_words=True)) == []
    assert said(Query("income", whole_words=True)) == ["income"]
    assert said(Query("war", whole_words=True)) == ["war"]
    assert said(Query("ment", whole_words=True)) == []
    assert said(Query("eau", whole_words=True), "l’eau, seau") == ["eau"]
    assert said(Query("氣候", whole_words=True), "關於氣候變化") == ["氣候"]


@pytest.mark.parametrize("words", ["post", "post-", "post-w", "post-war", "-war"])
def test_a_hyphen_that_more_will_follow_does_not_hide_what_is_there(words: str) -> None:
    assert len(said(Query(words))) == 1


def test_words_near_each_other_are_one_place() -> None:
    one = found(Query("income raised trainers", How.WORDS))
    assert len(one) == 1
    words = ["raised", "income", "Income", "trainers"]
    assert [TEXT[start:end] for start, end in one[0].words] == words
    assert TEXT[one[0].start : one[0].end].startswith("raised income")
    far = "women " + "x" * NEAR + " training"
    assert found(Query("women training", How.WORDS), far) == []
    near = f"women {far} women"
    assert said(Query("women training", How.WORDS), near) == ["training women"]


def test_patterns() -> None:
    assert said(Query(r"\d{4}", How.PATTERN)) == ["2019"]
    assert said(Query(r"train(ing|ers)\b", How.PATTERN)) == [
        "Training",
        "Training",
        "trainers",
        "training",
    ]
    assert said(Query(r"sécurit[ée]", How.PATTERN)) == ["Sécurité", "sécurité"]
    assert said(Query(r"Train\w+", How.PATTERN, case=True)) == ["Training", "Training"]
    assert said(Query(r"\w+-\w+", How.PATTERN)) == ["post-war"]
    assert said(Query(r"assessment of", How.PATTERN)) == ["assess-\nment of"]
    assert said(Query(r"raised.*fell", How.PATTERN)) == ["raised income. Incomes of trainers fell"]
    assert said(Query(r"x*", How.PATTERN)) == []


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("(", "bracket “(” is not closed"),
        ("[a", "bracket “[” is not closed"),
        ("a)", "without its"),
        ("*", "nothing before"),
        ("a**", "follow each other"),
        ("\\", "stands before nothing"),
        ("[z-a]", "wrong way round"),
        ("(?P<x", "not complete"),
        ("a{999999999999}", "too large"),
    ],
)
def test_a_broken_pattern_is_told_plainly(written: str, reason: str) -> None:
    with pytest.raises(ProjectError, match=re.escape(reason)) as told:
        Finder(Query(written, How.PATTERN))
    assert "position" not in str(told.value)


SLOW = ["(a+)+b", "(a|aa)+b", "(.*)*b", r"(\w+\s?)*b", "(a?a?)*b", ".*.*b", "((a*)b?)*c"]


@pytest.mark.parametrize("written", [*SLOW, r"(a*)\1*b", "(?=(a+)+b)c", r"\w*\w*\w*b", ".*.*$b"])
def test_a_pattern_that_could_take_for_ever_is_refused(written: str) -> None:
    with pytest.raises(ProjectError, match="for ever"):
        Finder(Query(written, How.PATTERN))


@pytest.mark.parametrize(
    "written",
    [
        ".*b",
        r"\d+(,\d+)*b",
        r"a\W+(?:\w+\W+){0,5}b",
        r"(a|c)+b",
        r"(\w+ )*b",
        r"\w+ing and \w+b",
        r"c.*d.*b",
        r"[^.]*b[^.]*",
        r"a{0,200}b",
        r"\ba\w*b\b",
        r"(?:ab|cd)*b",
    ],
)
def test_a_pattern_that_is_let_through_is_done_soon_on_the_worst_page(written: str) -> None:
    finder = Finder(Query(written, How.PATTERN))
    for page in ("a" * 6000, "a " * 3000, "ac" * 3000, "c d " * 1500, "1,1," * 1500):
        begun = perf_counter()
        finder.on(fold(page), 1000)
        # A pattern gone wild would take hours: no machine is slow enough to confuse the two.
        assert perf_counter() - begun < 20


def test_no_more_is_found_than_is_wanted() -> None:
    assert len(found(Query("a"), "a " * 500, 20)) == 20
    assert len(found(Query("a b", How.WORDS), "a b " * 500, 20)) == 20


@pytest.mark.parametrize("words", ["", "  ", "\n", "\u0301"])
@pytest.mark.parametrize("how", [How.PHRASE, How.WORDS])
def test_nothing_asked_for_is_nothing_found(words: str, how: How) -> None:
    assert Finder(Query(words, how)).is_idle
    assert found(Query(words, how)) == []


@given(LETTERS, WORDS, OPTIONS)
@example("train-\ning", "ain", (False, False, False))
@example("e\u0301e", "e", (False, False, True))
def test_what_is_found_is_what_was_asked_for(
    text: str, words: str, options: tuple[bool, bool, bool]
) -> None:
    whole, case, accents = options
    places = found(Query(words, How.PHRASE, whole, case, accents), text)
    for one in places:
        piece = text[one.start : one.end]
        assert 0 <= one.start < one.end <= len(text)
        assert fold_plain(piece) == fold_plain(words)
        assert plain(piece, Texture(case, accents)) == plain(words, Texture(case, accents))
        assert one.words == ((one.start, one.end),)
    assert all(one.end <= other.start for one, other in pairwise(places))
    loose = [(one.start, one.end) for one in found(Query(words), text)]
    if not (case or accents):
        assert {(one.start, one.end) for one in places} <= set(loose) or whole


@given(st.text("abc \n", max_size=80), st.text("abc", min_size=1, max_size=3))
def test_every_plain_place_is_found(text: str, words: str) -> None:
    expected = [match.start() for match in re.finditer(re.escape(words), text)]
    assert [one.start for one in found(Query(words), text)] == expected
    whole = [match.start() for match in re.finditer(rf"\b{words}\b", text)]
    assert [one.start for one in found(Query(words, whole_words=True), text)] == whole


@given(LETTERS, st.lists(st.text("abcdé", min_size=1, max_size=2), min_size=1, max_size=3))
def test_places_of_words_hold_all_of_them(text: str, words: list[str]) -> None:
    wanted = {fold_plain(word) for word in words}
    for one in found(Query(" ".join(words), How.WORDS), text):
        together = fold_plain(text[one.start : one.end])
        assert all(word in together for word in wanted)
        assert {fold_plain(text[start:end]) for start, end in one.words} <= wanted
        assert (one.start, one.end) == (one.words[0][0], one.words[-1][1])


@given(LETTERS, st.builds(Texture, st.booleans(), st.booleans(), st.booleans()))
def test_every_character_of_a_texture_comes_from_its_place(text: str, texture: Texture) -> None:
    page = textured(fold(text), texture)
    assert len(page.starts) == len(page.text) + 1
    assert all(one <= other for one, other in pairwise(page.starts.tolist()))
    for character, start in zip(page.text, page.starts.tolist(), strict=False):
        origin = text[start]
        is_space = character == " " and origin.isspace()
        assert is_space or fold_plain(character) in fold_plain(origin) or origin in "-‐"
