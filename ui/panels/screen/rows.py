"""The reports of a stage of screening as rows: how each stands, and why."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.ids import ReportId
from coder.model.report import Report
from coder.model.screening import Decision, Status
from ui.panels.screen import verdict_signs as signs
from ui.widgets import ink
from ui.widgets.grouped import EDGE, SHOWN, GroupedDelegate, Index, semibold
from ui.widgets.grouped_rows import GroupedRows


class ScreenRow(NamedTuple):
    """One report at the stage in hand, and what is said of it in the second line."""

    report: Report
    state: str
    why: str
    is_stale: bool = False

    @property
    def name(self) -> str:
        """Return what the report is called here."""
        return called(self.report)


def called(report: Report) -> str:
    """Return the number and title of a report, or what else it is known by."""
    title = report.title or report.file_name
    return f"{report.number} · {title}" if report.number else title


def row_of(report: Report, status: Status, own: Decision | None) -> ScreenRow:
    """Return how a report stands, with the reason where somebody gave one."""
    told = status.consensus or own
    if report.duplicate_of is not None:
        return ScreenRow(report, status.state, "doubles another report")
    is_stale = bool(own and own.is_stale)
    if is_stale:
        return ScreenRow(report, status.state, "the rule says something else by now", is_stale)
    why = told.reason if told else ""
    if not why and not report.has_file and status.state == "open":
        why = "no file"
    return ScreenRow(report, status.state, why)


class ScreenRows(GroupedRows[ScreenRow]):
    """The rows in the order of the reports."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ScreenRow, parent)

    def show(self, rows: Sequence[ScreenRow]) -> None:
        """Show these; where the same reports stay, only what they say is shown anew."""
        self.put(rows, lambda one: isinstance(one, ScreenRow) and one.report.id)

    def row_of(self, report: ReportId | None) -> int:
        """Return the row of a report, -1 when it is not listed."""
        return self.find(lambda one: one.report.id == report)

    def words(self, one: ScreenRow) -> str:
        """Return what a report is called and how it stands."""
        return f"{one.name}\n{second_line(one)}"


def second_line(row: ScreenRow) -> str:
    """Return how a report stands, and why."""
    state = signs.STATES[row.state]
    return f"{state} · {row.why}" if row.why else state


def counted(rows: Sequence[ScreenRow]) -> Mapping[str, int]:
    """Return how many reports stand how."""
    found = dict.fromkeys(signs.STATES, 0)
    for one in rows:
        found[one.state] += 1
    return found


class ScreenDelegate(GroupedDelegate):
    """Paints a report as the sign of its state, its name, and the state in words."""

    lines = 2
    more = 4

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint one report."""
        row = index.data(SHOWN)
        assert isinstance(row, ScreenRow)
        plain, muted = ink.of(option)
        line = option.fontMetrics.lineSpacing()
        signs.paint_state(painter, room.left(), room.top() + line / 2 + 0.5, row.state)
        words = room.adjusted(signs.SIDE + EDGE, 0, 0, 0)
        name = QRect(words.left(), words.top(), words.width(), line)
        is_open = row.state in {"open", "conflict"}
        font = semibold(option.font) if is_open else option.font
        ink.paint_line(
            painter, name, row.name, font, muted if row.state == "not-reached" else plain
        )
        state, rest = name.translated(0, line + 3), second_line(row)
        own = "" if row.state in {"open", "not-reached"} else signs.STATES[row.state]
        if own:
            ink.paint_line(painter, state, own, option.font, signs.colour(row.state))
            state.setLeft(state.left() + option.fontMetrics.horizontalAdvance(own))
            rest = rest.removeprefix(own)
        ink.paint_line(painter, state, rest, option.font, muted)
