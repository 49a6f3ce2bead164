"""What is written for an attribute is read by its type, and shown so that it is read again."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.model.errors import ProjectError, ValueMistake
from coder.model.ids import CodebookId, ItemId
from coder.model.protocol import Item
from coder.text.countries import code_of, name_of, names
from coder.text.typed import read_value, show_value

CHOICES = [
    {"key": "mid-term", "name": "Mid-term", "also": ["interim"]},
    {"key": "final", "name": "Final"},
    {"key": "ex-post", "name": "Ex-post, after the end; later"},
]


def item(kind: str, key: str = "fact") -> Item:
    options = {"choices": CHOICES} if kind in ("one", "several") else {}
    return Item(
        ItemId(b"i"), CodebookId(b"b"), None, "attribute", key, "Fact", type=kind, options=options
    )


@pytest.mark.parametrize(
    ("kind", "written", "canonical"),
    [
        ("text", "  RAF/13/04/IRL\n ", "RAF/13/04/IRL"),
        ("text", "n/a", "n/a"),
        ("long", " one\n\ntwo \n", "one\n\ntwo"),
        ("number", "2016", "2016"),
        ("number", "1,200,000.50", "1200000.5"),
        ("number", "1.200.000,50", "1200000.5"),
        ("number", "1 200 000", "1200000"),
        ("number", "1 200 000,5", "1200000.5"),
        ("number", "1'200'000", "1200000"),
        ("number", "1,5", "1.5"),
        ("number", "1.500", "1.5"),
        ("number", "-0", "0"),
        ("number", "1.2e+06", "1200000"),
        ("number", "٢٠١٦", "2016"),
        ("number", "N/A", ""),
        ("date", "2016-05-01", "2016-05-01"),
        ("date", "2016-05-01 00:00:00", "2016-05-01"),
        ("date", "2016/5", "2016-05"),
        ("date", "2016", "2016"),
        ("date", "May 2016", "2016-05"),
        ("date", "1st of May, 2016", "2016-05-01"),
        ("date", "Sept. 2016", "2016-09"),
        ("date", "1er février 2016", "2016-02-01"),
        ("date", "12 de março de 2016", "2016-03-12"),
        ("date", "31/12/2016", "2016-12-31"),
        ("date", "12/31/2016", "2016-12-31"),
        ("date", "1.5.2016", "2016-05-01"),
        ("date", "05/2016", "2016-05"),
        ("one", "MID TERM", "mid-term"),
        ("one", "midterm", "mid-term"),
        ("one", "Interim", "mid-term"),
        ("one", "–", ""),
        ("several", "final; Interim, final", "mid-term;final"),
        ("several", "Ex-post, after the end; later\nfinal", "final;ex-post"),
        ("countries", "Lao PDR", "LA"),
        ("countries", "KG;TJ", "KG;TJ"),
        ("countries", "Peru, Bolivia and Ecuador", "BO;EC;PE"),
        ("countries", "Trinidad and Tobago, Jamaica", "JM;TT"),
        ("countries", "Côte d’Ivoire / Royaume-Uni", "CI;GB"),
        ("countries", "España y Brasil", "BR;ES"),
        ("countries", "Moçambique; the Gambia; St Lucia", "GM;LC;MZ"),
        ("countries", "Bosnia and Herzegovina and Croatia", "BA;HR"),
        ("countries", "Korea, Republic of", "KR"),
        ("countries", "DRC", "CD"),
        ("countries", "N/A", ""),
        ("cards", "00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeeff"),
    ],
)
def test_what_people_write_is_read(kind: str, written: str, canonical: str) -> None:
    assert read_value(item(kind), written) == canonical


@pytest.mark.parametrize(
    ("kind", "written", "told"),
    [
        ("number", "about 3", "“about 3” is not a number"),
        ("number", "USD 1,200", "in figures alone"),
        ("number", "nan", "is not a number"),
        ("number", "1" * 40, "is not a number"),
        ("date", "03/04/2016", "could be two dates. Write 2016-04-03 or 2016-03-04."),
        ("date", "2016-13", "is not a date. Write it as 2016-05-01"),
        ("date", "31 February 2016", "is not a date"),
        ("date", "in spring", "is not a date"),
        ("one", "finale", "is no choice of Fact. Did you mean Final?"),
        ("one", "joint", "They are: Mid-term, Final, Ex-post, after the end; later."),
        ("several", "final; joint", "“joint” is no choice"),
        ("countries", "Kambodia", "Did you mean Cambodia?"),
        ("countries", "Peru; somewhere", "“somewhere” is not the name or the code of a country"),
        ("cards", "Finding 3", "names no cards"),
    ],
)
def test_what_is_no_value_is_refused_with_what_to_do(kind: str, written: str, told: str) -> None:
    with pytest.raises(ValueMistake) as mistake:
        read_value(item(kind), written)
    assert told in str(mistake.value)
    assert isinstance(mistake.value, ProjectError)


def test_languages_and_years_are_read_whatever_way_they_are_written() -> None:
    language, year = item("text", "language"), item("number", "year")
    assert [read_value(language, one) for one in ("English", "français", "ES", "Khmer")] == [
        "en", "fr", "es", "Khmer",
    ]  # fmt: skip
    assert [read_value(year, one) for one in ("2016-05-01", "May 2016", "2016")] == ["2016"] * 3


def test_values_are_shown_as_people_read_them() -> None:
    assert show_value(item("one"), "mid-term") == "Mid-term"
    assert show_value(item("one"), "gone") == "gone"
    assert show_value(item("countries"), "BO;LA") == "Bolivia; Laos"
    assert show_value(item("date"), "2016-05-01") == "1 May 2016"
    assert show_value(item("date"), "2016-05") == "May 2016"
    assert show_value(item("number"), "2016") == "2016"
    assert show_value(item("several"), "") == ""
    language = item("text", "language")
    assert [show_value(language, one) for one in ("pt", "Khmer")] == ["Portuguese", "Khmer"]
    assert show_value(item("text", "symbol"), "pt") == "pt"


def test_every_country_is_known_by_its_code_and_its_shown_name() -> None:
    assert len(names()) >= 249
    for code, name in names().items():
        assert code_of(code) == code_of(name) == code, name
    assert name_of("??") == "??"


days = st.dates(date(1000, 1, 1), date(9999, 12, 31)).map(date.isoformat)
values = st.one_of(
    st.tuples(st.just("text"), st.text().map(lambda one: " ".join(one.split()))),
    st.tuples(st.just("number"), st.decimals(allow_nan=False, allow_infinity=False, places=3)
              .filter(lambda one: abs(one) < 10**15).map(lambda one: format(one, "f"))),
    st.tuples(st.just("date"), days),
    st.tuples(st.just("date"), days.map(lambda one: one[:7])),
    st.tuples(st.just("date"), days.map(lambda one: one[:4])),
    st.tuples(st.just("one"), st.sampled_from([one["key"] for one in CHOICES])),
    st.tuples(st.just("several"), st.sets(st.sampled_from([one["key"] for one in CHOICES]))
              .map(";".join)),
    st.tuples(st.just("countries"), st.sets(st.sampled_from(list(names())), max_size=6)
              .map(";".join)),
)  # fmt: skip


@settings(max_examples=300, derandomize=True)
@given(values)
def test_what_is_shown_is_read_as_what_it_was(value: tuple[str, str]) -> None:
    kind, written = value
    canonical = read_value(item(kind), written)
    assert read_value(item(kind), canonical) == canonical
    assert read_value(item(kind), show_value(item(kind), canonical)) == canonical


@settings(max_examples=300, derandomize=True)
@given(st.sampled_from(["text", "long", "number", "date", "one", "several", "countries", "cards"]),
       st.text() | st.text("0123456789.,-/ ;"))  # fmt: skip
def test_anything_is_read_or_refused_in_words(kind: str, written: str) -> None:
    with suppress(ValueMistake):
        canonical = read_value(item(kind), written)
        assert read_value(item(kind), canonical) == canonical
