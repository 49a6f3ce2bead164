"""What was found lies on the print, is cheap by the thousand, and the current place stands out."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from coder.model.geometry import PageSize
from coder.text import place
from tests.ui.reader_pages import taken
from ui.reader import hits as module
from ui.reader.hits import Hits, quads_of
from ui.reader.texts import PageTexts

SCALE = 2.0


def texts() -> PageTexts:
    pages = taken().pages
    return PageTexts(lambda page: pages[page], len(pages))


def sizes() -> list[PageSize]:
    return [fact.size for fact in taken().facts]


def painted(hits: Hits, page: int) -> QImage:
    """Return the page as hits alone show on white paper, at two pixels to the point."""
    width, height = sizes()[page].shown
    image = QImage(round(width * SCALE), round(height * SCALE), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    hits.paint(painter, page, QRect(image.rect()), SCALE, None, texts(), sizes())
    painter.end()
    return image


def runs(page: int, words: str) -> list[tuple[int, int]]:
    text, at, found = taken().pages[page].text, -1, []
    while (at := text.find(words, at + 1)) >= 0:
        found.append((at, at + len(words)))
    return found


@pytest.mark.parametrize("page", [0, 1, 2])
def test_many_at_once_lie_where_each_alone_does(page: int) -> None:
    text = taken().pages[page]
    some = [(at, min(at + 1 + at % 7, len(text.text))) for at in range(len(text.text) - 1)]
    wanted = [run for run in some if text.text[run[0] : run[1]].strip()]
    for run, quads in zip(wanted, quads_of(text, wanted), strict=True):
        piece = text.text[run[0] : run[1]]
        if piece == piece.strip():
            alone = [quad.rect for quad in module.bridged(place.quads(text, *run))]
            together = [quad.rect for quad in quads]
            assert len(together) == len(alone)
            for one, other in zip(together, alone, strict=True):
                assert one == pytest.approx(other, abs=0.05)


def test_the_words_are_marked_and_nothing_else() -> None:
    page = 0
    hits = Hits()
    hits.show({page: runs(page, "the")})
    image = painted(hits, page)
    text = taken().pages[page]
    marked = {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) != 0xFFFFFFFF
    }
    boxes = [quad.rect for run in runs(page, "the") for quad in place.quads(text, *run)]
    assert len(boxes) > 1
    for left, top, right, bottom in boxes:
        assert (round((left + right) * SCALE / 2), round((top + bottom) * SCALE / 2)) in marked
    for x, y in marked:
        assert any(
            left * SCALE - 1.5 <= x <= right * SCALE + 1.5
            and top * SCALE - 1.5 <= y <= bottom * SCALE + 1.5
            for left, top, right, bottom in boxes
        )


def test_the_current_place_has_another_colour_with_all_its_words() -> None:
    page, some = 0, runs(0, "the")
    hits = Hits()
    hits.show({page: some})
    text = taken().pages[page]

    def colours() -> list[int]:
        image = painted(hits, page)
        found = []
        for run in some:
            left, top, right, bottom = place.quads(text, *run)[0].rect
            spot = round((left + right) * SCALE / 2), round((top + bottom) * SCALE / 2)
            found.append(image.pixel(*spot))
        return found

    assert len(set(colours())) == 1
    hits.current = (page, *some[1])
    one = colours()
    assert one[1] != one[0] == one[2]
    hits.current = (page, some[0][0], some[1][1])
    two = colours()
    assert two[0] == two[1] == one[1] != two[2]
    hits.show({page: some})
    assert colours() == two
    hits.show({page: some[2:]})
    assert hits.current is None


def test_where_hits_lie_is_worked_out_once_and_only_for_pages_that_are_painted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    every = quads_of
    monkeypatch.setattr(
        module, "quads_of", lambda text, some: (asked.append(len(some)), every(text, some))[1]
    )
    hits = Hits()
    hits.show({0: [(at, at + 1) for at in range(200)], 1: [(at, at + 1) for at in range(40)]})
    painted(hits, 0)
    painted(hits, 0)
    assert asked == [200]
    hits.resize()
    painted(hits, 0)
    painted(hits, 1)
    assert asked == [200, 40]
    hits.clear()
    assert hits.pages() == {}
    assert painted(hits, 0).pixel(100, 130) == 0xFFFFFFFF


def test_places_that_are_not_on_the_page_any_more_do_no_harm() -> None:
    hits = Hits()
    end = len(taken().pages[1].text)
    hits.show({1: [(end + 50, end + 60), (end - 2, end + 4)], 3: [(10_000, 10_001)]})
    assert not painted(hits, 1).isNull()
    assert not painted(hits, 3).isNull()
