"""The flow diagram after PRISMA 2020, drawn from the counts as SVG."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coder.exchange.drawing import LIGHT, Canvas, Colours, width, wrapped
from coder.exchange.flow_words import FlowWords
from coder.model.flow import Count, Flow, Reason

Look = Literal["plain", "result", "apart"]
_SIZE, _SMALL = 13.0, 11.0
_LEADING, _PAD = 19.0, 16.0
_MARGIN, _BAND, _GAP = 24.0, 28.0, 34.0
_BOX, _ACROSS = 372.0, 44.0
_NUMBER = 60.0
_FIGURES = 44.0
_HEAD, _RADIUS = 26.0, 6.0
_BOLDER = 1.08
"""How much wider words are in bold."""
WORDS = FlowWords()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a box; the head is bold, what waits is in the colour of warnings."""

    words: str
    count: Count
    kind: Literal["head", "plain", "waits"] = "plain"


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the diagram with its lines."""

    lines: tuple[Line, ...]
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Row:
    """A step of the flow, what leaves it, and the phase it belongs to."""

    phase: str
    box: Box
    leaves: Box | None = None


def rows(flow: Flow, words: FlowWords = WORDS) -> list[Row]:
    """Return the boxes of the diagram from top to bottom."""
    first = _box(
        words.screened,
        flow.screened,
        Line(words.waiting, flow.of("open"), "waits"),
        Line(words.conflicts, flow.of("conflict"), "waits"),
    )
    found = [
        Row(words.identification, _identified(flow, words), _removed(flow, words)),
        Row(words.screening, first, _excluded(flow.excluded, flow.screening_reasons, words)),
    ]
    if flow.has_full_text:
        sought = _box(words.sought, flow.sought, Line(words.awaiting, flow.awaiting, "waits"))
        full = _box(
            words.assessed,
            flow.assessed,
            Line(words.waiting, flow.of("undecided"), "waits"),
            Line(words.conflicts, flow.of("unsettled"), "waits"),
        )
        found += [
            Row(words.screening, sought, _box(words.not_retrieved, flow.not_retrieved)),
            Row(words.screening, full, _excluded(flow.rejected, flow.reasons, words)),
        ]
    included = Box((Line(words.included, flow.included, "head"),), "result")
    possible = Box((Line(words.possible, flow.possible, "head"),), "apart")
    found.append(Row(words.included_phase, included, possible if flow.possible else None))
    return found


def _box(name: str, count: Count, *more: Line) -> Box:
    return Box((Line(name, count, "head"), *(line for line in more if line.count)))


def _identified(flow: Flow, words: FlowWords) -> Box:
    lines = [Line(one.name or words.no_source, one.count) for one in flow.sources]
    if len(lines) == 1 and not flow.sources[0].key:
        lines = []
    return Box((Line(words.identified, flow.identified, "head"), *lines))


def _removed(flow: Flow, words: FlowWords) -> Box:
    return _box(words.removed, flow.duplicates, Line(words.duplicates, flow.duplicates))


def _excluded(count: Count, reasons: Sequence[Reason], words: FlowWords) -> Box:
    lines = (Line(one.name, one.count) for one in reasons)
    return Box((Line(words.excluded, count, "head"), *lines))


def svg(flow: Flow, words: FlowWords = WORDS, colours: Colours = LIGHT) -> str:
    """Return the diagram as an SVG document."""
    return _Diagram(Canvas(colours), words).draw(rows(flow, words))


@dataclass
class _Diagram:
    """Draws rows of boxes under each other; a band at the left names their phases."""

    canvas: Canvas
    words: FlowWords

    def draw(self, steps: Sequence[Row]) -> str:
        left = _MARGIN + _BAND + _PAD
        right = left + _BOX + _ACROSS
        wide = right + _BOX + _MARGIN
        self._columns(left)
        self._columns(right)
        y, bands = _MARGIN + _HEAD, list[tuple[str, float, float]]()
        phases = Counter(step.phase for step in steps)
        for number, step in enumerate(steps):
            high = max(_height(one) for one in (step.box, step.leaves) if one)
            if phases[step.phase] == 1:
                high = max(high, _lengthwise(step.phase))
            own = _height(step.box)
            self._box(step.box, left, y)
            if step.leaves:
                self._box(step.leaves, right, y)
                if step.leaves.look != "apart":
                    at = y + _PAD + _LEADING / 2
                    self.canvas.arrow((left + _BOX, at), (right, at))
            if number < len(steps) - 1:
                foot = left + _BOX / 2
                self.canvas.arrow((foot, y + own), (foot, y + high + _GAP))
            bands.append((step.phase, y, y + high))
            y += high + _GAP
        self._bands(bands)
        y = self._note(left, y - _GAP + _MARGIN, wide - left - _MARGIN)
        return self.canvas.svg(wide, y + _MARGIN - _LEADING / 2, self.words.title)

    def _columns(self, x: float) -> None:
        """Name the two columns of numbers above the boxes."""
        y = _MARGIN + _HEAD - 8
        for name, edge in ((self.words.reports, _reports(x)), (self.words.projects, _projects(x))):
            self.canvas.text(
                edge, y, name, size=_SMALL, colour=self.canvas.colours.muted, anchor="end"
            )

    def _box(self, box: Box, x: float, y: float) -> None:
        colours = self.canvas.colours
        edge = {"result": colours.accent, "apart": colours.faint}.get(box.look, colours.line)
        fill = colours.wash if box.look == "result" else colours.box
        self.canvas.box(
            (x, y, _BOX, _height(box)), fill=fill, line=edge, dashed=box.look == "apart"
        )
        y += _PAD + _LEADING - 5
        for line in box.lines:
            colour = {"waits": colours.warning, "plain": colours.muted}.get(line.kind, "")
            is_head = line.kind == "head"
            for edge_of, number in (
                (_reports, line.count.reports),
                (_projects, line.count.projects),
            ):
                shade = colour if is_head or edge_of is _reports else colours.muted
                self.canvas.text(
                    edge_of(x), y, f"{number:,}", size=_SIZE, colour=shade,
                    bold=is_head and edge_of is _reports, anchor="end",
                )  # fmt: skip
            for words in _wrapped(line):
                self.canvas.text(x + _PAD, y, words, size=_SIZE, colour=colour, bold=is_head)
                y += _LEADING

    def _bands(self, steps: Sequence[tuple[str, float, float]]) -> None:
        """Name the phases at the left, one band for the rows of each."""
        colours = self.canvas.colours
        for phase in dict.fromkeys(name for name, _, _ in steps):
            top = min(above for name, above, _ in steps if name == phase)
            foot = max(below for name, _, below in steps if name == phase)
            self.canvas.box((_MARGIN, top, _BAND, foot - top), fill=colours.wash, radius=_RADIUS)
            self.canvas.text(
                _MARGIN + _BAND / 2 + _SMALL * 0.36, (top + foot) / 2, phase, size=_SMALL,
                colour=colours.accent, bold=True, anchor="middle", turned=True,
            )  # fmt: skip

    def _note(self, x: float, y: float, room: float) -> float:
        for line in wrapped(self.words.once, room, _SMALL):
            self.canvas.text(x, y, line, size=_SMALL, colour=self.canvas.colours.muted)
            y += _LEADING - 3
        return y


def _reports(x: float) -> float:
    return x + _BOX - _PAD - _NUMBER


def _projects(x: float) -> float:
    return x + _BOX - _PAD


def _wrapped(line: Line) -> list[str]:
    return wrapped(line.words, _BOX - 2 * _PAD - _NUMBER - _FIGURES, _SIZE) or [""]


def _height(box: Box) -> float:
    return 2 * _PAD + _LEADING * sum(len(_wrapped(line)) for line in box.lines)


def _lengthwise(phase: str) -> float:
    """Return how high the band of a phase is that its name, turned, stands in whole."""
    return width(phase, _SMALL) * _BOLDER + _PAD / 2


Told = tuple[str, str, str, int, int]
HEADS = ("Phase", "Step", "Of these", "Reports", "Projects")


def told(flow: Flow, words: FlowWords = WORDS) -> list[Told]:
    """Return the diagram as a table: phase, step, detail, reports, projects (see `HEADS`)."""
    found = []
    for row in rows(flow, words):
        for box in (row.box, row.leaves):
            if box is None:
                continue
            head = box.lines[0].words
            for number, line in enumerate(box.lines):
                detail = line.words if number else ""
                counts = line.count.reports, line.count.projects
                found.append((row.phase, head, detail, *counts))
    return found
