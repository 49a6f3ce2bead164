"""Long list and final list side by side: bars by each attribute, and two attributes crossed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from coder.exchange.drawing import LIGHT, Canvas, Colours, wrapped
from coder.model.balance import Balance, Cross, Row
from coder.model.flow import Count

Unit = Literal["reports", "projects"]
CROSSES = (("type", "timing"), ("type", "region"))
"""What is crossed in the drawing and in the tables, as far as the balance has it."""
_SIZE, _SMALL, _TITLE = 13.0, 11.0, 15.0
_MARGIN, _GAP = 24.0, 32.0
_LINE, _LEADING = 24.0, 16.0
_LABEL, _BAR, _NUMBER = 220.0, 210.0, 44.0
_CELL = 86.0
WIDE = 2 * _MARGIN + _LABEL + 2 * (_BAR + _NUMBER) + _GAP


@dataclass(frozen=True, slots=True)
class BalanceWords:
    """What the drawing says besides the names of attributes and their values."""

    title: str = "Balance of the long list and the final list"
    long: str = "Long list"
    final: str = "Final list"
    reports: str = "reports"
    projects: str = "projects"
    by: str = "{} by {}"
    not_stated: str = "Not stated"
    note: str = (
        "In the crossed tables the first number is of the long list, the second of the final."
    )


WORDS = BalanceWords()


def svg(
    balance: Balance,
    words: BalanceWords = WORDS,
    colours: Colours = LIGHT,
    unit: Unit = "reports",
) -> str:
    """Return the drawing as an SVG document, counted by reports or by projects."""
    return _Sheet(Canvas(colours), words, unit).draw(balance)


def crosses(balance: Balance) -> list[Cross]:
    """Return the crossed counts that there are, those with one value either way left out."""
    keys = {one.key for one in balance.dimensions}
    found = [balance.cross(*pair) for pair in CROSSES if keys.issuperset(pair)]
    return [one for one in found if len(one.rows.values) > 1 and len(one.columns.values) > 1]


@dataclass
class _Sheet:
    """Draws panels under each other."""

    canvas: Canvas
    words: BalanceWords
    unit: Unit
    _y: float = field(default=_MARGIN)

    def draw(self, balance: Balance) -> str:
        self._head(balance)
        most = max((self._of(one) for key in balance.dimensions for row in balance.margin(key.key)
                    for one in (row.long, row.final)), default=1)  # fmt: skip
        for dimension in balance.dimensions:
            self._panel(dimension.name, balance.margin(dimension.key), max(most, 1))
        crossed = crosses(balance)
        for cross in crossed:
            self._cross(cross)
        if crossed:
            self._note(self.words.note)
        wide = max([WIDE, *(_wide(cross) for cross in crossed)])
        return self.canvas.svg(wide, self._y, self.words.title)

    def _of(self, count: Count) -> int:
        return count.reports if self.unit == "reports" else count.projects

    def _head(self, balance: Balance) -> None:
        """Name the two lists above their columns, with how many they have."""
        unit = self.words.reports if self.unit == "reports" else self.words.projects
        lists = ((self.words.long, balance.long), (self.words.final, balance.final))
        for number, (name, count) in enumerate(lists):
            x = self._column(number)
            self.canvas.text(x, self._y + 14, name, size=_TITLE, bold=True)
            told = f"{self._of(count):,} {unit}"
            self.canvas.text(x, self._y + 32, told, size=_SMALL, colour=self.canvas.colours.muted)
        self._y += 52

    @staticmethod
    def _column(number: int) -> float:
        return _MARGIN + _LABEL + number * (_BAR + _NUMBER + _GAP)

    def _panel(self, name: str, rows: Sequence[Row], most: int) -> None:
        """One bar for each value and list; all bars of the drawing have one scale."""
        colours = self.canvas.colours
        self._title(name)
        for row in rows:
            lines = wrapped(self._named(row.value.name, row.value.key), _LABEL - 16, _SIZE)
            middle = self._y + _LINE / 2 + (len(lines) - 1) * _LEADING / 2
            for number, line in enumerate(lines):
                self.canvas.text(_MARGIN, self._y + 17 + number * _LEADING, line, size=_SIZE)
            for number, (count, fill) in enumerate(
                ((row.long, colours.faint), (row.final, colours.accent))
            ):
                self._bar(self._column(number), middle, self._of(count), most, fill)
            self._y += _LINE + (len(lines) - 1) * _LEADING
        self._y += 20

    def _bar(self, x: float, middle: float, count: int, most: int, fill: str) -> None:
        colours = self.canvas.colours
        long = _BAR * count / most
        if count:
            self.canvas.box((x, middle - 6, max(long, 2.0), 12), fill=fill, radius=2)
        shade = colours.text if count else colours.muted
        self.canvas.text(x + long + 8, middle + 4.5, f"{count:,}", size=_SIZE, colour=shade)

    def _title(self, name: str) -> None:
        self.canvas.text(_MARGIN, self._y + 14, name, size=_SIZE, bold=True)
        y = self._y + 24
        self.canvas.line([(_MARGIN, y), (WIDE - _MARGIN, y)])
        self._y = y + 6

    def _named(self, name: str, key: str) -> str:
        return name if key else self.words.not_stated

    def _cross(self, cross: Cross) -> None:
        """A grid of numbers: long list and final list in each cell."""
        colours = self.canvas.colours
        self._title(self.words.by.format(cross.rows.name, cross.columns.name))
        heads = [
            wrapped(self._named(one.name, one.key), _CELL - 10, _SMALL)
            for one in cross.columns.values
        ]
        high = max(map(len, heads)) * 14 + 6
        for number, lines in enumerate(heads):
            x = _MARGIN + _LABEL + (number + 0.5) * _CELL
            for at, line in enumerate(lines):
                y = self._y + high - 6 - 14 * (len(lines) - 1 - at)
                self.canvas.text(x, y, line, size=_SMALL, colour=colours.muted, anchor="middle")
        self._y += high
        for value, cells in zip(cross.rows.values, cross.cells, strict=True):
            self._line(self._named(value.name, value.key), cells)
        self._y += 20

    def _line(self, name: str, cells: Sequence[tuple[Count, Count]]) -> None:
        colours = self.canvas.colours
        lines = wrapped(name, _LABEL - 16, _SIZE)
        high = 28 + (len(lines) - 1) * _LEADING
        for number, line in enumerate(lines):
            self.canvas.text(_MARGIN, self._y + 18 + number * _LEADING, line, size=_SIZE)
        for number, (long, final) in enumerate(cells):
            x = _MARGIN + _LABEL + number * _CELL
            if not self._of(long):
                continue
            self.canvas.box(
                (x + 2, self._y + 2, _CELL - 4, high - 4),
                fill=colours.wash if self._of(final) else colours.box,
                line=colours.line,
                radius=4,
            )
            y = self._y + high / 2 + 4.5
            self.canvas.text(
                x + _CELL / 2 - 8, y, f"{self._of(long):,}", size=_SIZE, colour=colours.muted,
                anchor="end",
            )  # fmt: skip
            self.canvas.text(x + _CELL / 2, y, "·", colour=colours.muted, anchor="middle")
            self.canvas.text(
                x + _CELL / 2 + 8, y, f"{self._of(final):,}", size=_SIZE,
                colour=colours.accent if self._of(final) else colours.muted, bold=True,
            )  # fmt: skip
        self._y += high

    def _note(self, words: str) -> None:
        for line in wrapped(words, WIDE - 2 * _MARGIN, _SMALL):
            self.canvas.text(_MARGIN, self._y, line, size=_SMALL, colour=self.canvas.colours.muted)
            self._y += _LEADING
        self._y += 8


def _wide(cross: Cross) -> float:
    return 2 * _MARGIN + _LABEL + len(cross.columns.values) * _CELL
