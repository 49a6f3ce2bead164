"""Stripes and names in the margin: nothing is cut, nothing lies on something else."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from coder.model.coding import Mark
from coder.model.geometry import PageSize
from coder.model.ids import CodeId, CoderId, CodingId
from tests.ui.test_reader_marks import SIZE, area, flat, mark
from ui import theme
from ui.reader import signs
from ui.reader.colours import desk
from ui.reader.highlight_paint import HighlightPainter
from ui.reader.highlights import Highlights
from ui.reader.margin import Fitting, Said, fill, shortened
from ui.reader.marks import PageMarks
from ui.reader.source import Look
from ui.reader.stripe_paint import StripePainter
from ui.reader.stripes import Stripe, stripes
from ui.reader.voices import Voices, Words

NAMES = [
    "Relevance",
    "Gender equality and inclusion",
    "Partnerships with the ministry",
    "Risk",
    "X",
]
OTHER = CoderId(b"d" * 16)
_NARROW = 40
"""Screen pixels in which a stripe and a number of two digits have room."""

spans = st.lists(
    st.tuples(st.integers(0, 500), st.integers(8, 200), st.integers(0, 4)).map(
        lambda one: (one[0], one[0] + one[1], one[2])
    ),
    max_size=40,
)


@pytest.fixture(scope="module", autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Have the fonts and colours of the program."""
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    theme.apply(qapp, "light")
    yield
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet(before[2])


def metrics(ratio: float) -> QFontMetrics:
    font = QFont(theme.body_font())
    font.setPixelSize(round(11 * ratio))
    return QFontMetrics(font)


def beside(drawn: list[tuple[int, int, int]]) -> list[Stripe]:
    marks = [
        mark(at, name, flat(0, top, 9, bottom)) for at, (top, bottom, name) in enumerate(drawn)
    ]
    return stripes(PageMarks(0, SIZE, marks))


def said(stripe: Stripe) -> Said:
    return Said(NAMES[stripe.code[0]], (12, 8))


@settings(max_examples=150, deadline=None)
@given(spans, st.integers(30, 300), st.sampled_from([1.0, 1.5, 2.0]))
def test_whatever_the_room_nothing_is_cut_and_nothing_lies_on_something_else(
    drawn: list[tuple[int, int, int]], room: int, ratio: float
) -> None:
    found = beside(drawn)
    width = round(room * ratio)
    margin = fill(found, Fitting(1.25 * ratio, width, ratio), metrics(ratio), said)
    told = [one for bar in margin.bars for one in (bar.stripe.others or (bar.stripe,))]
    assert sorted(told, key=id) == sorted(found, key=id)
    for bar in margin.bars:
        # In a margin narrower than any that is shown, the sign stands without its number.
        rest = f"+{len(bar.stripe.others)}" if room >= _NARROW else "+"
        plus = metrics(ratio).horizontalAdvance(rest) + 4 * ratio
        assert bar.area.left() >= 0
        assert bar.area.right() + (plus if bar.stripe.others else 0) < width
    for one, other in combinations(margin.bars, 2):
        assert not one.area.intersects(other.area)
    for name in margin.names:
        assert name.area.right() < width
        wide = max(metrics(ratio).horizontalAdvance(line) for line in name.lines)
        assert wide + (0, 12, 20)[name.signs] < name.area.width()
        assert all(not bar.area.intersects(name.area) for bar in margin.bars)
    for first, second in combinations(margin.names, 2):
        assert not first.area.intersects(second.area)


def test_as_many_stripes_stand_in_a_narrow_margin_as_fit_and_a_mark_tells_the_rest() -> None:
    found = beside([(100, 300, at % 5) for at in range(20)])
    margin = fill(found, Fitting(1.0, 57, 1.0), metrics(1.0), said)
    *shown, rest = margin.bars
    assert len(rest.stripe.others) == 20 - len(shown)
    assert len(shown) >= 5
    assert len(rest.stripe.codings) == len(rest.stripe.others)
    wide = fill(found, Fitting(1.0, 140, 1.0), metrics(1.0), said)
    assert len(wide.bars) == 20
    assert not any(bar.stripe.others for bar in wide.bars)


def test_stripes_stand_narrower_before_names_are_left_out() -> None:
    room = Fitting(1.0, 140, 1.0)
    few = fill(beside([(100, 300, 0)] * 2), room, metrics(1.0), said)
    more = fill(beside([(100, 300, 0)] * 8), room, metrics(1.0), said)
    steps = [margin.bars[1].area.left() - margin.bars[0].area.left() for margin in (few, more)]
    assert steps[0] > steps[1]
    assert few.names
    assert more.names


def test_a_name_is_cut_after_a_word_or_on_two_lines_and_never_to_nonsense() -> None:
    font = metrics(1.0)
    name = "Gender equality and inclusion"
    room = font.horizontalAdvance("Gender equality and") + 1
    assert shortened(name, 999, 1, font) == (name,)
    assert shortened(name, room, 2, font) == ("Gender equality and", "inclusion")
    assert shortened(name, room, 1, font) == ("Gender equality…",)
    assert shortened(name, font.horizontalAdvance("Gen…"), 1, font) == ()
    long = shortened("Internationalisation", font.horizontalAdvance("Internatio…"), 1, font)
    assert long
    assert len(long[0]) > 8


def test_a_whole_name_goes_before_its_signs() -> None:
    font = metrics(1.0)
    (stripe,) = beside([(0, 100, 0)])
    signed = Said("Relevance", (30, 30))
    wide = 8 + 7 + 6 + 9 + 4 + font.horizontalAdvance("Relevance")
    for more, signs_shown in ((0, 0), (30, 1), (61, 2)):
        room = Fitting(1.0, max(wide + more, 1), 1.0)
        margin = fill([stripe], room, font, lambda _stripe: signed)
        if margin.names:
            assert (margin.names[0].lines, margin.names[0].signs) == (("Relevance",), signs_shown)


def shown(*marks: Mark) -> Highlights:
    looks = {CodeId(bytes([at]) * 16): Look("#d55e00", name) for at, name in enumerate(NAMES)}
    highlights = Highlights([PageSize(400, 600)])
    words = {marks[0].coding: Words("A memo  of\nseveral words.", "Table 3")}
    voices = Voices({OTHER: "CB"}, CoderId(b"c" * 16), lambda one: words.get(one, Words()))
    highlights.hear(voices)
    highlights.show(marks, looks)
    return highlights


def test_the_tip_tells_code_direction_depth_coder_and_the_first_words_of_the_memo() -> None:
    mine = replace(mark(1, 0, flat(0, 0, 9, 9)), direction="-", depth="limited", has_memo=True)
    theirs = replace(mark(2, 3, flat(0, 0, 9, 9), passage=1), coder=OTHER)
    highlights = shown(mine, theirs)
    assert signs.tip(highlights, [mine, theirs]).splitlines() == [
        "Relevance  ·  −  ·  limited",
        "    Table 3",
        "    A memo of several words.",
        "Risk  ·  CB",
    ]
    many = [
        replace(mine, coding=CodingId(bytes([at]) * 16), code=CodeId(bytes([at]) * 16))
        for at in range(20)
    ]
    highlights.show(many, {one.code: Look("#000000", f"Code {one.code[0]}") for one in many})
    assert signs.tip(highlights, many).splitlines()[-1] == "and 12 more"
    rest = stripes(highlights.on_page(0))[0]  # type: ignore[arg-type]
    whole = replace(rest, marks=(), others=tuple(stripes(highlights.on_page(0))))  # type: ignore[arg-type]
    assert signs.of_stripe(highlights, whole).splitlines()[-1] == "and 12 more"


def test_a_code_named_like_a_tag_is_told_as_it_is_written() -> None:
    one = mark(1, 0, flat(0, 0, 9, 9))
    highlights = shown(one)
    highlights.show([one], {one.code: Look("#000000", "<b>Bold</b>")})
    assert signs.tip(highlights, [one]) == "&lt;b&gt;Bold&lt;/b&gt;<br>    Table 3"


def test_signs_agree_or_are_left_out() -> None:
    mine = replace(mark(1, 0, flat(0, 0, 9, 9)), direction="+", has_memo=True)
    theirs = replace(mine, coding=CodingId(b"2" * 16), coder=OTHER, has_memo=False)
    highlights = shown(mine, theirs)
    told = [sign.text for sign in signs.of_marks(highlights, [mine, theirs])]
    assert told == ["+", "CB", ""]
    against = replace(theirs, direction="-")
    assert [sign.text for sign in signs.of_marks(highlights, [mine, against])] == ["CB", ""]


def striped(highlights: Highlights, *, lit: bool = False) -> QImage:
    """Return the margin of a page, 200 pixels wide."""
    image = QImage(200, 600, QImage.Format.Format_RGB32)
    image.fill(desk().surround)
    highlights.lit = frozenset(highlights.stripes(0)[0].passages) if lit else frozenset()
    painter = QPainter(image)
    painter.setFont(theme.body_font())
    StripePainter(highlights).paint(
        painter, 0, QRect(-400, 0, 400, 600), image.rect(), 200, 1.0, desk()
    )
    painter.end()
    return image


def test_the_stripe_of_another_coder_is_hollow_and_of_limited_depth_pale() -> None:
    mine = mark(1, 3, flat(0, 100, 9, 200))
    colour = QColor("#d55e00")
    middle, edge = (10, 150), (8, 150)
    plain = striped(shown(mine))
    assert plain.pixelColor(*middle) == plain.pixelColor(*edge) == colour
    hollow = striped(shown(replace(mine, coder=OTHER)))
    assert hollow.pixelColor(*edge) == colour
    assert hollow.pixelColor(*middle) == desk().surround
    pale = striped(shown(replace(mine, depth="limited"))).pixelColor(*middle)
    assert colour.lightness() < pale.lightness() < desk().surround.lightness()


def test_what_is_lit_is_framed_in_the_margin() -> None:
    one = mark(1, 3, flat(0, 100, 9, 200))
    assert striped(shown(one), lit=True).pixelColor(7, 150) == desk().accent
    assert striped(shown(one)).pixelColor(7, 150) == desk().surround


def test_an_area_has_an_outline_a_light_wash_its_codes_on_the_edge_and_a_caption() -> None:
    table = replace(area(1, 100, 100, 300, 200), code=CodeId(bytes(16)))
    highlights = shown(
        table, replace(table, coding=CodingId(b"2" * 16), code=CodeId(bytes([3]) * 16))
    )
    highlights.add([], {CodeId(bytes([3]) * 16): Look("#0072b2", "Risk")})
    image = QImage(400, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(theme.body_font())
    HighlightPainter(highlights).paint(painter, 0, image.rect(), image.rect(), 1.0)
    painter.end()
    assert image.pixelColor(98, 120) == QColor("#d55e00")
    assert image.pixelColor(98, 180) == QColor("#0072b2")
    assert image.pixelColor(200, 100).lightness() < 200
    inside = image.pixelColor(200, 150)
    assert 225 < inside.lightness() < 255
    caption = [
        image.pixelColor(x, y).lightness() for x in range(100, 180) for y in range(204, 218)
    ]
    assert min(caption) < 150
    assert image.pixelColor(50, 150) == QColor("white")
