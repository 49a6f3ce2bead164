"""Areas: the print in a rectangle, how an area is written down, and how it is found again."""

from collections.abc import Sequence

import pytest

from coder.model.geometry import PageSize
from coder.model.ids import ReportId
from coder.model.passage import PageRange, Passage
from coder.model.report import PageText
from coder.text.anchor import Rect, Resolved, anew, area, passage, resolve
from coder.text.index import ReportIndex
from coder.text.place import in_box
from tests.coder.text_pages import HEIGHT, Line, page_of, paragraph

REPORT = ReportId(b"r" * 16)
FIRST, SECOND = "1" * 64, "2" * 64
EMPTY = page_of([])
CELLS = page_of(
    [
        Line("Region", 0, 72, 72),
        Line("North", 0, 72, 90),
        Line("Total", 1, 200, 72),
        Line("1,204", 1, 200, 90),
        Line("Note under the table", 2, 72, 200),
    ]
)
TABLE: Rect = (70, 70, 240, 104)


def a4(_: int) -> PageSize:
    return PageSize(595, 842)


def letter(_: int) -> PageSize:
    return PageSize(612, 792)


def written(rect: Rect, page: PageText = CELLS) -> Passage:
    return area(REPORT, FIRST, [page].__getitem__, a4, 0, rect)


def found(known: Passage, texts: Sequence[PageText], sizes: object = a4) -> Resolved:
    index = ReportIndex([page.text for page in texts])
    assert callable(sizes)
    return resolve(known, SECOND, texts.__getitem__, sizes, index)


def words(page: PageText, rect: Rect) -> list[str]:
    return [page.text[start:end] for start, end in in_box(page, rect)]


def test_the_print_in_a_box_is_read_row_by_row_from_the_left() -> None:
    assert words(CELLS, TABLE) == ["Region", "Total", "North", "1,204"]
    assert words(CELLS, (190, 70, 240, 104)) == ["Total", "1,204"]


def test_characters_whose_middle_is_in_the_box_are_in_it() -> None:
    assert words(CELLS, (72 + 2, 70, 72 + 13, 84)) == ["Re"]
    assert words(CELLS, (72 + 4, 70, 72 + 16, 84)) == ["eg"]
    middle = 72 + HEIGHT / 2
    assert words(CELLS, (70, middle - 1, 110, middle + 1)) == ["Region"]
    assert words(CELLS, (70, 72, 110, middle - 1)) == []


def test_spaces_part_no_runs_and_lines_do() -> None:
    page = page_of(paragraph("one two", "three"))
    assert words(page, (70, 70, 300, 110)) == ["one two", "three"]
    assert words(EMPTY, (0, 0, 595, 842)) == []


def test_an_area_is_written_down_with_the_words_in_it() -> None:
    known = written(TABLE)
    assert known.is_area
    assert known.quote == "Region Total North 1,204"
    assert known.ranges == (PageRange(0, 0, 0),)
    assert [(page, quad.rect) for page, quad in known.quads] == [(0, TABLE)]
    assert known.page_boxes == ((0, 595, 842),)


def test_corners_in_any_order_off_the_page_and_finer_than_a_hundredth() -> None:
    known = written((700, 104.004, -5, 70.001))
    assert known.quads[0][1].rect == (0, 70, 595, 104)
    assert known.id == written((0, 70, 595, 104)).id
    assert known.id != written((0, 70, 595, 104.01)).id
    other = area(REPORT, SECOND, [CELLS].__getitem__, a4, 0, (0, 70, 595, 104))
    assert known.id != other.id


@pytest.mark.parametrize(
    "rect", [(9, 9, 9, 50), (9, 9, 50, 9), (-20, 0, -5, 50), (0, 900, 9, 950)]
)
def test_a_line_or_a_place_off_the_page_is_no_area(rect: Rect) -> None:
    with pytest.raises(ValueError, match="width and height"):
        written(rect)


def test_an_area_without_print_stands_where_the_nearest_words_are() -> None:
    scan = written((10, 10, 90, 90), EMPTY)
    assert (scan.quote, scan.exact, scan.ranges) == ("", "", (PageRange(0, 0, 0),))
    beside = written((220, 195, 320, 220))
    assert beside.quote == ""
    assert beside.prefix.endswith("under the table")


def test_an_area_is_found_by_its_words_or_by_its_page_alone() -> None:
    known = written(TABLE)
    pages = [CELLS].__getitem__
    same = resolve(known, FIRST, pages, a4, ReportIndex([CELLS.text]))
    assert same == Resolved(known.ranges, "offsets")
    assert found(known, [CELLS]) == Resolved((), "exact")
    other = page_of([Line("Quite other words", 0, 72, 72)])
    assert found(known, [other]) == Resolved((), "position only")
    assert found(written((10, 300, 90, 400)), [CELLS]) == Resolved((), "position only")


def test_an_area_of_a_page_that_is_gone_or_of_another_size_is_lost() -> None:
    known = written(TABLE)
    assert found(known, [CELLS], letter) == Resolved((), "lost")
    assert found(known, []) == Resolved((), "lost")


def test_an_area_is_written_down_anew_where_it_was() -> None:
    known = written(TABLE)
    other = page_of([Line("Quite other words", 0, 72, 72)])
    again = anew(known, found(known, [other]), SECOND, [other].__getitem__, a4)
    assert (again.is_area, again.quads, again.text_hash) == (True, known.quads, SECOND)
    assert again.quote == "Quite other words"
    assert again.id != known.id


def test_words_are_written_down_anew_where_they_are_now() -> None:
    pages = [EMPTY, CELLS]
    known = passage(REPORT, FIRST, [CELLS].__getitem__, a4, [PageRange(0, 27, 47)])
    assert known.quote == "Note under the table"
    again = anew(known, found(known, pages), SECOND, pages.__getitem__, a4)
    assert (again.quote, again.page, again.is_area) == (known.quote, 1, False)


def test_words_with_nothing_left_but_their_place_become_an_area() -> None:
    known = passage(REPORT, FIRST, [CELLS].__getitem__, a4, [PageRange(0, 0, 12)])
    resolved = found(known, [EMPTY])
    assert resolved == Resolved((), "position only")
    again = anew(known, resolved, SECOND, [EMPTY].__getitem__, a4)
    assert again.is_area
    assert again.quads[0][1].rect == (72, 72, 108, 102)
