"""What stands between the paragraphs: tables, cards of fields, findings, a bar chart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pages import CORAL, DEEP, GREY, LEFT, MIST, RIGHT, RULE, SAND, TEAL, WHITE, Flow
from typesetting import Colour, Line, Piece, Style, draw_line, draw_text

CAPTION = Style("sans-bold", 8.8, 12.0, DEEP)
SOURCE = Style("sans", 7.4, 10.0, GREY)
CELL = Style("sans", 8.1, 10.8)
HEAD = Style("sans-bold", 8.1, 10.8, WHITE)
LABEL = Style("sans-bold", 8.1, 11.2, DEEP)
FIELD = Style("serif", 9.6, 12.2)
CLAIM = Style("sans-bold", 9.4, 13.2, DEEP)
ALIGN = {"l": 0.0, "c": 0.5, "r": 1.0}
PAD = 4.2


@dataclass(frozen=True)
class Cell:
    """One cell of a row: its words, their look, its width in points and its own fill."""

    text: str
    style: Style
    width: float
    fill: Colour | None = None


@dataclass(frozen=True)
class Bars:
    """A grouped bar chart: one list of per cent values per series, one value per group."""

    axis: str
    groups: Sequence[str]
    series: Sequence[str]
    values: Sequence[Sequence[float]]


def _cell_lines(flow: Flow, cell: Cell) -> list[Line]:
    words = flow.book.type_.words(cell.text, cell.style)
    return flow.book.type_.lines(words, cell.width - 2 * PAD - 2)


def row_height(flow: Flow, cells: Sequence[Cell]) -> float:
    """Height of a row, set by its fullest cell."""
    heights = [len(_cell_lines(flow, cell)) * cell.style.leading for cell in cells]
    return max(heights) + 2 * PAD


def draw_row(
    flow: Flow,
    cells: Sequence[Cell],
    *,
    inset: float = 0.0,
    rule: bool = True,
    fill: Colour | None = None,
) -> None:
    """Prints a row of cells at the flow's place, on one fill if any, and moves below it."""
    height = row_height(flow, cells)
    if fill:
        whole = (flow.x, flow.y, flow.x + flow.measure, flow.y + height)
        flow.page.draw_rect(whole, color=None, fill=fill)
    x = flow.x + inset
    for cell in cells:
        if cell.fill:
            box = (x, flow.y, x + cell.width, flow.y + height)
            flow.page.draw_rect(box, color=None, fill=cell.fill)
        y = flow.y + PAD
        for line in _cell_lines(flow, cell):
            left = x + PAD + 1 + (cell.width - 2 * PAD - 2 - line.width) * cell.style.align
            at = (left, y + 0.74 * cell.style.leading)
            draw_line(flow.page, flow.book.type_, line, at, cell.style.colour)
            y += cell.style.leading
        x += cell.width
    flow.y += height
    if rule:
        _hairline(flow, inset)


def _hairline(flow: Flow, inset: float) -> None:
    ends = (flow.x + inset, flow.y), (flow.x + flow.measure, flow.y)
    flow.page.draw_line(*ends, color=RULE, width=0.5)


def caption(flow: Flow, text: str) -> None:
    """Prints the caption of a table or figure."""
    flow.text(text, CAPTION)
    flow.y += 3


def source(flow: Flow, text: str) -> None:
    """Prints the line under a table or figure that says where the data come from."""
    flow.y += 3
    flow.text(text, SOURCE)
    flow.space(11)


def table(flow: Flow, spec: dict[str, list[list[str]]], align: str, shares: list[float]) -> None:
    """Prints a table with a coloured head; ``groups`` are turned labels down its left side."""
    groups = [(label, int(rows)) for label, rows in spec.get("groups", [])]
    inset = 18.0 if groups else 0.0
    widths = [share * (flow.measure - inset) / sum(shares) for share in shares]
    styles = [replace(CELL, align=ALIGN[letter]) for letter in align]
    head = [
        Cell(text, replace(HEAD, align=style.align), width)
        for text, style, width in zip(spec["head"][0], styles, widths, strict=True)
    ]
    rows = [
        [Cell(*cell) for cell in zip(row, styles, widths, strict=True)] for row in spec["rows"]
    ]
    flow.need(sum(row_height(flow, row) for row in rows[:6]) + 30)
    draw_row(flow, head, inset=inset, rule=False, fill=DEEP)
    done = 0
    for label, count in groups or [("", len(rows))]:
        _group(flow, rows[done : done + count], label, inset)
        done += count


def _group(flow: Flow, rows: Sequence[Sequence[Cell]], label: str, inset: float) -> None:
    """Prints the rows of a group beside its turned label."""
    if inset:
        height = sum(row_height(flow, row) for row in rows)
        strip = (flow.x, flow.y, flow.x + inset - 1.5, flow.y + height - 1.5)
        flow.page.draw_rect(strip, color=None, fill=MIST)
        piece = Piece(label, "sans-bold", 7.6)
        middle = flow.y + (height + flow.book.type_.width(piece)) / 2
        draw_text(flow.page, flow.book.type_, piece, (flow.x + 11.2, middle), DEEP, turned=True)
    for row in rows:
        if not inset:
            flow.need(row_height(flow, row))
        draw_row(flow, row, inset=inset)


def fields(flow: Flow, title: str, rows: Sequence[Sequence[str]], share: float = 0.27) -> None:
    """Prints a card: a band with its title, then a shaded label and a text in each row."""
    label = share * flow.measure
    cells = [
        [Cell(name, LABEL, label, MIST), Cell(text, FIELD, flow.measure - label)]
        for name, text in rows
    ]
    band = Cell(title, replace(HEAD, size=9.4, leading=13.0), flow.measure)
    flow.need(row_height(flow, [band]) + sum(row_height(flow, row) for row in cells[:3]))
    draw_row(flow, [band], rule=False, fill=DEEP)
    for row in cells:
        flow.need(row_height(flow, row))
        draw_row(flow, row)
    flow.space(14)


def recommendation(flow: Flow, text: str, heads: Sequence[str], values: Sequence[str]) -> None:
    """Prints a recommendation and, below it, to whom, how urgent, by when, at what cost."""
    shares = (0.28, 0.10, 0.18, 0.19, 0.25)
    wide = flow.measure - 6
    claim = [Cell(text, CLAIM, flow.measure - 6)]
    names = [Cell(name, LABEL, share * wide) for name, share in zip(heads, shares, strict=True)]
    facts = [Cell(value, CELL, share * wide) for value, share in zip(values, shares, strict=True)]
    flow.need(sum(row_height(flow, row) for row in (claim, names, facts)) + 4)
    top = flow.y
    draw_row(flow, claim, inset=6, rule=False, fill=SAND)
    flow.page.draw_rect((flow.x, top, flow.x + 3, flow.y), color=None, fill=CORAL)
    draw_row(flow, names, inset=6, rule=False)
    flow.y -= 2 * PAD
    draw_row(flow, facts, inset=6)
    flow.space(9)


def finding(flow: Flow, text: str) -> None:
    """Prints a numbered finding on a tinted band with a bar at its left."""
    cell = [Cell(text, CLAIM, flow.measure - 6)]
    height = row_height(flow, cell)
    flow.need(height + 46)
    top = flow.y
    draw_row(flow, cell, inset=6, rule=False, fill=MIST)
    flow.page.draw_rect((flow.x, top, flow.x + 3, flow.y), color=None, fill=TEAL)
    flow.y += 5


def chart(flow: Flow, bars: Bars) -> None:
    """Prints a bar chart, 150 points high, with its axis title turned."""
    height, left = 150.0, LEFT + 34
    flow.need(height + 60)
    base = flow.y + height
    scale = (height - 14) / 80
    type_ = flow.book.type_
    axis = Piece(bars.axis, "sans", 7.6)
    turned = (LEFT + 10, base - (height - type_.width(axis)) / 2)
    draw_text(flow.page, type_, axis, turned, GREY, turned=True)
    for tick in range(0, 81, 20):
        y = base - tick * scale
        flow.page.draw_line((left, y), (RIGHT, y), color=RULE, width=0.5)
        mark = Piece(str(tick), "sans", 7.6)
        draw_text(flow.page, type_, mark, (left - 5 - type_.width(mark), y + 2.6), GREY)
    _bars(flow, bars, left, base, scale)
    flow.y = base + 18
    _legend(flow, bars.series, left)


def _bars(flow: Flow, bars: Bars, left: float, base: float, scale: float) -> None:
    """Prints each group's bars with their values above and the group's name below."""
    step = (RIGHT - left) / len(bars.groups)
    wide = 38.0
    type_ = flow.book.type_
    for place, group in enumerate(bars.groups):
        middle = left + (place + 0.5) * step
        x = middle - wide * len(bars.series) / 2
        for series, fill in enumerate((TEAL, CORAL)[: len(bars.series)]):
            value = bars.values[series][place]
            top = base - value * scale
            flow.page.draw_rect((x + 2, top, x + wide - 2, base), color=None, fill=fill)
            number = Piece(f"{value:g}", "sans-bold", 8.4)
            at = (x + (wide - type_.width(number)) / 2, top - 3.5)
            draw_text(flow.page, type_, number, at, DEEP)
            x += wide
        name = Piece(group, "sans", 8.2)
        draw_text(flow.page, type_, name, (middle - type_.width(name) / 2, base + 12), DEEP)
    flow.page.draw_line((left, base), (RIGHT, base), color=DEEP, width=0.9)


def _legend(flow: Flow, names: Sequence[str], left: float) -> None:
    x = left
    for name, fill in zip(names, (TEAL, CORAL), strict=False):
        flow.page.draw_rect((x, flow.y + 3, x + 9, flow.y + 12), color=None, fill=fill)
        piece = Piece(name, "sans", 8.2)
        draw_text(flow.page, flow.book.type_, piece, (x + 13, flow.y + 10.6), DEEP)
        x += 30 + flow.book.type_.width(piece)
    flow.y += 18
