"""Pages and the flow of lines through their columns, with footnotes and running heads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from typesetting import PDF, Colour, Line, Page, Piece, Style, Type, draw_line, draw_text

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 74.0, 521.0, 92.0, 766.0
GUTTER = 22.0
DEEP: Colour = (0.04, 0.27, 0.36)
TEAL: Colour = (0.11, 0.49, 0.55)
SAND: Colour = (0.95, 0.93, 0.88)
MIST: Colour = (0.90, 0.945, 0.95)
CORAL: Colour = (0.87, 0.42, 0.24)
GREY: Colour = (0.42, 0.45, 0.47)
RULE: Colour = (0.75, 0.79, 0.80)
WHITE: Colour = (1.0, 1.0, 1.0)

NOTE = Style("serif", 8.2, 10.2, GREY)


@dataclass(frozen=True)
class Entry:
    """A heading as the contents page and the outline list it; page counts from 0."""

    level: int
    text: str
    page: int
    y: float


@dataclass
class Book:
    """A document under construction: its pages, headings and footnotes so far."""

    type_: Type
    front: int  # how many pages have roman labels
    furnish: Callable[["Book", Page, int], None]
    doc: Any = field(default_factory=PDF.open)
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    links: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def new_page(self) -> Page:
        """Adds an A4 page with its running head and foot."""
        page = self.doc.new_page(width=WIDTH, height=HEIGHT)
        self.furnish(self, page, page.number)
        return page

    def label(self, number: int) -> str:
        """The printed label of a page counted from 0."""
        roman = ("i", "ii", "iii", "iv", "v", "vi")
        return roman[number] if number < self.front else str(number - self.front + 1)

    def take_note(self, text: str) -> int:
        """Keeps a footnote's text and gives its number."""
        self.notes.append(text)
        return len(self.notes)


@dataclass
class Flow:
    """Fills the columns of page after page, from top to bottom, left to right."""

    book: Book
    columns: int = 1
    top: float = TOP
    page: Page = field(init=False)
    column: int = field(init=False, default=0)
    y: float = field(init=False)
    floor: float = field(init=False, default=BOTTOM)
    pending: list[tuple[int, list[Line]]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Starts on a new page."""
        self.page = self.book.new_page()
        self.y = self.top

    @property
    def measure(self) -> float:
        """Width of a column in points."""
        return (RIGHT - LEFT - GUTTER * (self.columns - 1)) / self.columns

    @property
    def x(self) -> float:
        """Left edge of the current column."""
        return LEFT + self.column * (self.measure + GUTTER)

    @property
    def at_top(self) -> bool:
        """Whether nothing stands in the current column yet."""
        return self.y <= self.top

    def turn(self) -> None:
        """Goes on in the next column, or on a new page after the last one."""
        if self.column + 1 < self.columns:
            self.column += 1
        else:
            self.close()
            self.page = self.book.new_page()
            self.column, self.floor, self.top = 0, BOTTOM, TOP
        self.y = self.top

    def need(self, height: float) -> None:
        """Turns the column when less than height is left in it."""
        if self.y + height > self.floor and not self.at_top:
            self.turn()

    def space(self, height: float) -> None:
        """Leaves white space, but none at the top of a column."""
        if not self.at_top:
            self.y += height

    def close(self) -> None:
        """Prints the footnotes that the page has called."""
        if not self.pending:
            return
        y = self.floor + 6
        self.page.draw_line((LEFT, y), (LEFT + 90, y), color=RULE, width=0.6)
        y += 4
        for _, lines in self.pending:
            for line in lines:
                y += NOTE.leading
                draw_line(self.page, self.book.type_, line, (LEFT, y - 2.4), NOTE.colour)
        self.pending = []

    def text(self, text: str, style: Style, indent: float = 0.0) -> None:
        """Sets a paragraph, never leaving a single line of it at a column's foot or head."""
        words = self.book.type_.words(text, style, self.book.take_note)
        lines = self.book.type_.lines(words, self.measure - indent)
        while lines:
            count = self._fitting(lines, style)
            for line in lines[:count]:
                self._put(line, style, indent)
            lines = lines[count:]
            if lines:
                self.turn()

    def _fitting(self, lines: Sequence[Line], style: Style) -> int:
        """How many of the lines go into this column."""
        y, floor, count = self.y, self.floor, 0
        for line in lines:
            y += style.leading
            floor -= self._notes_height(line, first=floor == BOTTOM)
            if y > floor:
                break
            count += 1
        left = len(lines) - count
        if left == 1 and count:
            count -= 1
        if left and count == 1:
            count = 0
        return max(count, 1) if self.at_top else count

    def _notes_height(self, line: Line, *, first: bool) -> float:
        height = 0.0
        for number in line.notes:
            height += len(self._note_lines(number)) * NOTE.leading
        return height + 12 if first and height else height

    def _note_lines(self, number: int) -> list[Line]:
        note = self.book.notes[number - 1]
        words = self.book.type_.words(f"{number}  {note}", NOTE)
        return self.book.type_.lines(words, RIGHT - LEFT)

    def _put(self, line: Line, style: Style, indent: float) -> None:
        self.floor -= self._notes_height(line, first=not self.pending)
        self.pending += [(number, self._note_lines(number)) for number in line.notes]
        self.y += style.leading
        x = self.x + indent + (self.measure - indent - line.width) * style.align
        baseline = self.y - 0.28 * style.leading
        draw_line(self.page, self.book.type_, line, (x, baseline), style.colour)

    def heading(self, level: int, text: str, style: Style, keep: float) -> None:
        """Sets a heading with at least keep points of room below it, and lists it."""
        words = self.book.type_.words(text, style)
        lines = self.book.type_.lines(words, self.measure)
        self.need(len(lines) * style.leading + keep)
        self.book.entries.append(Entry(level, text, self.page.number, self.y))
        for line in lines:
            self._put(line, style, 0.0)

    def bullets(self, items: Sequence[str], style: Style, mark: str = "•") -> None:
        """Sets a bulleted list; the mark is coloured and stands in the indent."""
        for item in items:
            self.need(2 * style.leading)
            at = (self.x + 3, self.y + 0.72 * style.leading)
            draw_text(self.page, self.book.type_, Piece(mark, "sans-bold", 11), at, CORAL)
            self.text(item, style, indent=15)
            self.space(2.5)
