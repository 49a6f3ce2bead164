"""The cover, the contents page, the running heads, and the title block of a short note."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import boxes
from pages import (
    CORAL,
    DEEP,
    GREY,
    LEFT,
    MIST,
    RIGHT,
    RULE,
    SAND,
    TEAL,
    WHITE,
    WIDTH,
    Book,
    Entry,
    Flow,
)
from typesetting import PDF, Colour, Page, Piece, Style, draw_line, draw_text, ligatured

About = Mapping[str, Any]

TITLE = Style("sans-bold", 33, 41, WHITE)
SUBTITLE = Style("sans", 14.5, 21, WHITE)
KICKER = Style("sans-bold", 10.5, 14, SAND)
IMPRINT = Style("sans", 9.6, 15, DEEP)
HEADING = Style("sans-bold", 19, 25, DEEP)


def running(about: About) -> Callable[[Book, Page, int], None]:
    """The printer of running heads and page labels; a cover gets none."""

    def furnish(book: Book, page: Page, number: int) -> None:
        if number == 0 and book.front:
            return
        if number or book.front:
            _head(book, page, about)
        page.draw_line((LEFT, 792), (RIGHT, 792), color=RULE, width=0.5)
        _small(book, page, about["symbol"], 0.0, 804)
        _small(book, page, book.label(number), 1.0, 804)

    return furnish


def _head(book: Book, page: Page, about: About) -> None:
    _small(book, page, about["running_title"], 0.0, 52)
    _small(book, page, about["kind"], 1.0, 52)
    page.draw_line((LEFT, 60), (RIGHT, 60), color=TEAL, width=0.8)


def _small(book: Book, page: Page, text: str, align: float, y: float) -> None:
    piece = Piece(ligatured(text), "sans", 7.8)
    x = LEFT + (RIGHT - LEFT - book.type_.width(piece)) * align
    draw_text(page, book.type_, piece, (x, y), GREY)


def _stack(
    book: Book, page: Page, text: str, style: Style, at: tuple[float, float, float]
) -> float:
    """Prints a paragraph at (x, y, width) and returns the y below it."""
    x, y, width = at
    for line in book.type_.lines(book.type_.words(text, style), width):
        y += style.leading
        draw_line(page, book.type_, line, (x, y), style.colour)
    return y


def cover(book: Book, about: About) -> None:
    """Adds the cover: a deep band with the title block above a drawn coast."""
    page = book.new_page()
    page.draw_rect((0, 0, WIDTH, 520), color=None, fill=DEEP)
    page.draw_rect((LEFT, 92, LEFT + 46, 97), color=None, fill=CORAL)
    _stack(book, page, about["office"], KICKER, (LEFT, 50, 400))
    y = _stack(book, page, about["title"], TITLE, (LEFT, 112, 430))
    y = _stack(book, page, about["subtitle"], SUBTITLE, (LEFT, y + 14, 400))
    _stack(book, page, about["kind"], replace(KICKER, size=13, colour=WHITE), (LEFT, y + 20, 400))
    _coast(page)
    y = 640.0
    for line in about["imprint"]:
        y = _stack(book, page, line, IMPRINT, (LEFT, y, RIGHT - LEFT))
    page.draw_line((LEFT, 770), (RIGHT, 770), color=RULE, width=0.6)
    note = Style("sans", 7.6, 10.5, GREY)
    _stack(book, page, about["disclaimer"], note, (LEFT, 772, RIGHT - LEFT))


def _coast(page: Page) -> None:
    """Draws a sun, three islands and the sea below them, all plain shapes."""
    page.draw_circle((452, 442), 30, color=None, fill=CORAL)
    hills: tuple[tuple[float, float, float, Colour], ...] = (
        (250, 330, 92, (0.08, 0.36, 0.45)),
        (390, 330, 62, (0.09, 0.41, 0.49)),
        (60, 300, 60, (0.09, 0.41, 0.49)),
    )
    for x, wide, high, fill in hills:
        _hill(page, x, wide, high, fill)
    for level, fill in ((506, TEAL), (532, (0.36, 0.65, 0.69)), (560, MIST), (584, WHITE)):
        _wave(page, level, fill)


def _hill(page: Page, x: float, wide: float, high: float, fill: Colour) -> None:
    shape = page.new_shape()
    third = wide / 3
    shape.draw_bezier(
        (x, 520), (x + third, 520), (x + third, 520 - high), (x + wide / 2, 520 - high)
    )
    shape.draw_bezier(
        (x + wide / 2, 520 - high),
        (x + 2 * third, 520 - high),
        (x + 2 * third, 520),
        (x + wide, 520),
    )
    shape.finish(color=None, fill=fill, closePath=True)
    shape.commit()


def _wave(page: Page, level: float, fill: Colour) -> None:
    shape = page.new_shape()
    length = WIDTH / 3
    shift = -length / 2 if round(level) % 4 else 0.0
    x = shift
    while x < WIDTH:
        middle = x + length / 2
        rise = level - 13, level + 13
        shape.draw_bezier((x, level), (x + 40, rise[0]), (middle - 40, rise[0]), (middle, level))
        shape.draw_bezier(
            (middle, level),
            (middle + 40, rise[1]),
            (x + length - 40, rise[1]),
            (x + length, level),
        )
        x += length
    foot = level + 40
    shape.draw_line((x, level), (x, foot))
    shape.draw_line((x, foot), (shift, foot))
    shape.finish(color=None, fill=fill, closePath=True)
    shape.commit()


def contents(
    book: Book, about: About, entries: Sequence[Entry], facts: Sequence[Sequence[str]]
) -> None:
    """Adds the contents page, with quick facts at its foot."""
    flow = Flow(book)
    flow.heading(1, about["contents"], HEADING, keep=0)
    flow.y += 8
    listed = [entry for entry in entries[1:] if entry.level == 1 or entry.page >= book.front]
    for entry in listed:
        _contents_line(flow, entry)
    flow.y += 18
    boxes.fields(flow, about["quick_facts"], facts, share=0.30)


def _contents_line(flow: Flow, entry: Entry) -> None:
    """Prints one linked line of the contents, dotted up to its page label."""
    book = flow.book
    bold = entry.level == 1
    flow.y += 5 if bold else 0
    height = 16.0 if bold else 14.0
    face = "sans-bold" if bold else "serif"
    size = 9.6 if bold else 10.2
    title = Piece(ligatured(entry.text), face, size)
    label = Piece(book.label(entry.page), face, size)
    x = LEFT + (0 if bold else 14)
    base = flow.y + 0.72 * height
    draw_text(flow.page, book.type_, title, (x, base), DEEP)
    right = RIGHT - book.type_.width(label)
    start = x + book.type_.width(title) + 5
    dot = Piece(" .", "serif", 9)
    count = int((right - 5 - start) / book.type_.width(dot))
    dots = Piece(" ." * count, "serif", 9)
    draw_text(flow.page, book.type_, dots, (right - 5 - book.type_.width(dots), base), GREY)
    draw_text(flow.page, book.type_, label, (right, base), DEEP)
    link = {"kind": PDF.LINK_GOTO, "from": PDF.Rect(LEFT, flow.y, RIGHT, flow.y + height)}
    book.links.append(
        (flow.page.number, {**link, "page": entry.page, "to": PDF.Point(0, entry.y - 20)})
    )
    flow.y += height


def title_block_height(about: About) -> float:
    """Where the text of a short note may begin."""
    return float(about["text_top"])


def title_block(flow: Flow, about: About) -> None:
    """Prints the coloured band that heads a short note."""
    page, book = flow.page, flow.book
    page.draw_rect((0, 0, WIDTH, 122), color=None, fill=DEEP)
    page.draw_rect((0, 122, WIDTH, 126), color=None, fill=CORAL)
    _stack(book, page, about["office"], KICKER, (LEFT, 24, 440))
    title = replace(TITLE, size=21, leading=27)
    y = _stack(book, page, about["title"], title, (LEFT, 44, 447))
    _stack(
        book, page, about["subtitle"], replace(SUBTITLE, size=10.6, leading=15), (LEFT, y + 4, 447)
    )
