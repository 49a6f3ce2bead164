"""Passages written down and found again."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.geometry import PageSize
from coder.model.ids import ReportId
from coder.model.passage import PageRange, Passage
from coder.model.report import PageText
from coder.pdf.packing import pack, unpack
from coder.text.anchor import Resolved, passage, resolve
from coder.text.fold import fold_plain
from coder.text.index import ReportIndex
from coder.text.repair import trimmed
from tests.coder.text_pages import page_of, pages, paragraph, selections

REPORT = ReportId(b"r" * 16)
FIRST, SECOND = "1" * 64, "2" * 64


def a4(_: int) -> PageSize:
    return PageSize(595, 842)


def written(
    texts: Sequence[PageText],
    *ranges: PageRange,
    sizes: Callable[[int], PageSize] = a4,
) -> Passage:
    return passage(REPORT, FIRST, texts.__getitem__, sizes, ranges)


def found(
    known: Passage,
    texts: Sequence[PageText],
    text_hash: str = SECOND,
    sizes: Callable[[int], PageSize] = a4,
) -> Resolved:
    index = ReportIndex([page.text for page in texts])
    return resolve(known, text_hash, texts.__getitem__, sizes, index)


def part(texts: Sequence[PageText], page: int, words: str) -> PageRange:
    start = texts[page].text.index(words)
    return PageRange(page, start, start + len(words))


def said(texts: Sequence[PageText], resolved: Resolved) -> list[str]:
    return [texts[one.page].text[one.start : one.end] for one in resolved.ranges]


BODY = [
    page_of(
        paragraph("The programme reached poor families", "in four dis-", "tricts of the north.")
    ),
    page_of(paragraph("Costs rose. The board approved", "a second phase in 2024.")),
    page_of(paragraph("Costs rose. Nobody knew why that", "was so until the audit of 2025.")),
]


@given(st.data(), st.lists(pages(), min_size=1, max_size=3))
def test_a_passage_is_found_where_it_was_made(data: st.DataObject, texts: list[PageText]) -> None:
    number = data.draw(st.integers(0, len(texts) - 1))
    start, end = data.draw(selections(texts[number]))
    known = written(texts, PageRange(number, start, end))
    low, high = trimmed(texts[number].text[start:end])
    assert known.ranges == (PageRange(number, start + low, start + high),)
    assert fold_plain(known.quote) == fold_plain(texts[number].text[start:end])
    assert found(known, texts, FIRST) == Resolved(known.ranges, "offsets")
    again = found(known, texts, SECOND)
    if len(fold_plain(known.exact)) >= 20:
        assert again.how == "exact"
        assert said(texts, again) == [known.exact]


@given(st.data(), st.lists(pages(), min_size=1, max_size=2))
def test_a_selection_stored_and_read_again_is_the_same(
    data: st.DataObject, texts: list[PageText]
) -> None:
    stored = [unpack(page.text, pack(page)) for page in texts]
    reread = [unpack(page.text, pack(page)) for page in stored]
    start, end = data.draw(selections(texts[0]))
    assert written(stored, PageRange(0, start, end)) == written(reread, PageRange(0, start, end))


def test_what_is_written_down() -> None:
    known = written(BODY, part(BODY, 0, "families\nin four dis-\ntricts"))
    assert known.quote == "families in four districts"
    assert known.exact == "families\nin four dis-\ntricts"
    assert known.prefix == "The programme reached poor "
    assert known.suffix == " of the north."
    assert [page for page, _ in known.quads] == [0, 0, 0]
    assert known.page_boxes == ((0, 595, 842),)


def test_ranges_are_put_in_order_trimmed_and_joined() -> None:
    known = written(BODY, PageRange(1, 0, 5), PageRange(0, 12, 20), PageRange(0, 4, 12))
    assert known.ranges == (PageRange(0, 4, 20), PageRange(1, 0, 5))
    assert known.exact == "programme reache\fCosts"


def test_an_empty_selection_is_no_passage() -> None:
    with pytest.raises(ValueError, match="at least one character"):
        written(BODY, PageRange(0, 3, 4))


def test_the_id_follows_from_report_text_and_ranges() -> None:
    one = written(BODY, part(BODY, 1, "board"))
    assert one.id == written(BODY, part(BODY, 1, "board")).id
    assert one.id != written(BODY, part(BODY, 1, "second")).id
    other = passage(ReportId(b"x" * 16), FIRST, BODY.__getitem__, a4, one.ranges)
    assert one.id != other.id
    assert one.id != passage(REPORT, SECOND, BODY.__getitem__, a4, one.ranges).id
    assert one.id[6] >> 4 == 8


def test_exact_words_that_moved_to_another_page() -> None:
    known = written(BODY, part(BODY, 1, "approved\na second phase"))
    moved = [page_of(paragraph("New cover")), *BODY]
    again = found(known, moved)
    assert again.how == "exact"
    assert [one.page for one in again.ranges] == [2]


def test_the_text_around_tells_two_equal_words_apart() -> None:
    known = written(BODY, part(BODY, 2, "Costs rose."))
    moved = [page_of(paragraph("New cover")), *BODY]
    again = found(known, moved)
    assert again == Resolved((PageRange(3, 0, 11),), "exact")


def test_words_broken_otherwise_are_found_folded() -> None:
    known = written(BODY, part(BODY, 0, "poor families\nin four dis-\ntricts"))
    other = [
        page_of(paragraph("The programme reached", "poor fami-", "lies in four districts of the"))
    ]
    again = found(known, other)
    assert again.how == "folded"
    assert said(other, again) == ["poor fami-\nlies in four districts"]


def test_a_passage_over_two_pages_is_found_when_the_page_end_moved() -> None:
    last = part(BODY, 0, "districts"[3:] + " of the north.")
    known = written(BODY, last, part(BODY, 1, "Costs rose. The board"))
    assert found(known, BODY) == Resolved(known.ranges, "exact")
    one_page = [page_of(paragraph(*BODY[0].text.split("\n"), *BODY[1].text.split("\n")))]
    again = found(known, one_page)
    assert again.how == "exact"
    assert said(one_page, again) == ["tricts of the north.\nCosts rose. The board"]


def test_the_parts_of_a_passage_are_found_each_by_itself() -> None:
    known = written(
        BODY, part(BODY, 0, "The programme reached"), part(BODY, 1, "a second phase in 2024.")
    )
    moved = [page_of(paragraph("New cover")), *BODY]
    again = found(known, moved)
    assert again.how == "exact"
    assert said(moved, again) == ["The programme reached", "a second phase in 2024."]


def test_a_revised_middle_is_found_by_head_and_tail() -> None:
    text = "Beginning of a long finding about wages, which rose by 5 per cent in all the regions."
    known = written([page_of(paragraph(text))], PageRange(0, 0, len(text)))
    revised = text.replace("rose by 5 per cent", "fell by 6 per cent")
    texts = [page_of(paragraph("Foreword")), page_of(paragraph(revised))]
    again = found(known, texts)
    assert again == Resolved((PageRange(1, 0, len(revised)),), "head and tail")


def test_without_its_words_only_the_position_is_left() -> None:
    known = written(BODY, part(BODY, 1, "approved\na second phase"))
    garbled = [
        page_of(paragraph(*("#" * len(line) for line in page.text.split("\n")))) for page in BODY
    ]
    again = found(known, garbled)
    assert again.how == "position only"
    assert said(garbled, again) == ["########\n" + "#" * 14]


def test_a_page_of_another_size_keeps_no_position() -> None:
    known = written(BODY, part(BODY, 1, "approved\na second phase"))
    other = [page_of(paragraph("Nothing alike"))] * 3
    assert found(known, other, sizes=lambda _: PageSize(612, 792)) == Resolved((), "lost")
    assert found(known, other[:1]) == Resolved((), "lost")


def test_short_words_are_not_found_where_nothing_around_them_is_the_same() -> None:
    known = written(BODY, part(BODY, 1, "Costs"))
    other = [page_of(paragraph("These Costs are other ones"))]
    assert found(known, other).how == "lost"
    assert found(replace(known, page_boxes=((0, 595, 842),)), BODY[1:]).how == "exact"


def test_a_bullet_of_a_symbol_font_at_an_end_makes_no_other_anchor() -> None:
    texts = [page_of(paragraph("\uf0b7 Trained women", "\uf0b7 in the north"))]
    bare = written(texts, part(texts, 0, "Trained women"))
    assert written(texts, PageRange(0, 0, len("\uf0b7 Trained women\n\uf0b7"))) == bare
    assert written(texts, PageRange(0, 0, 1)).exact == "\uf0b7"
