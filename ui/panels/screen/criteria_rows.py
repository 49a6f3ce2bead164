"""The criteria of a stage as rows under their roles, each with its answer and its proofs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Signal,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from coder.model.screening import ANSWERS, Answered, Proof
from ui import theme
from ui.panels.screen import verdict_signs as signs
from ui.widgets import ink, wrapped
from ui.widgets.grouped import EDGE, SHOWN, GroupedDelegate, Index
from ui.widgets.grouped_rows import GroupedRows
from ui.widgets.labels import breakable, page_place

CHIP = 28
"""Screen pixels of the square that gives an answer."""
NAME_LINES = 2
"""Lines that what a criterion asks may take."""


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A passage behind an answer, and how its page is named."""

    proof: Proof
    place: str


Shown = str | Answered | ProofRow
"""A heading, a criterion, or a proof of the criterion above it."""


def rows_of(answers: Sequence[Answered], labels: Mapping[tuple[bytes, int], str]) -> list[Shown]:
    """Return the rows for answers: gates first, then what includes, may include, excludes."""
    rows: list[Shown] = []
    for role, name in signs.ROLES.items():
        some = [one for one in answers if one.criterion.role == role]
        rows += [name] if some else []
        for one in some:
            rows.append(one)
            for proof in one.proofs:
                # The labels are those of the present file.
                label = "" if proof.is_lost else labels.get((proof.report, proof.page), "")
                place = page_place(label, proof.page, is_former=proof.is_lost)
                rows.append(ProofRow(proof, place))
    return rows


class CriteriaRows(GroupedRows[Answered | ProofRow]):
    """Headings, criteria, and proofs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((Answered, ProofRow), parent)

    def show(self, rows: Sequence[Shown]) -> None:
        """Show these; only what they say is shown anew where the rows stay the same."""
        self.put(rows, _key)

    def answered(self, row: int) -> Answered | None:
        """Return the criterion of a row: its own, or the one that its proof stands behind."""
        while row >= 0 and isinstance(self.at(row), ProofRow):
            row -= 1
        found = self.at(row)
        return found if isinstance(found, Answered) else None

    def proof(self, row: int) -> Proof | None:
        """Return the proof in a row."""
        found = self.at(row)
        return found.proof if isinstance(found, ProofRow) else None

    def row_of(self, identity: bytes) -> int:
        """Return the row of a criterion or of a proof, -1 when it is not here."""
        return self.find(lambda one: _key(one) == identity)

    def criteria(self) -> list[int]:
        """Return the rows of criteria."""
        return [at for at, one in enumerate(self._rows) if isinstance(one, Answered)]

    def words(self, one: Answered | ProofRow) -> str:
        """Return a criterion with its answer, or a proof, as text."""
        if isinstance(one, ProofRow):
            return f"Proof, {one.place}: {one.proof.quote}"
        answer = signs.ANSWERS.get(one.answer, "Not answered")
        told = one.why or one.note
        return f"{signs.asked(one.criterion)}: {answer}" + (f"\n{told}" if told else "")


def _key(one: object) -> object:
    if isinstance(one, Answered):
        return one.criterion.id
    return one.proof.id if isinstance(one, ProofRow) else one


class CriteriaDelegate(GroupedDelegate):
    """Paints criteria with three squares at the right: met, unclear, not met.

    `pressed` carries the row and the answer of a square that was clicked.
    """

    pressed = Signal(int, str)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row: what is asked, and a line where there is more to say."""
        line, shown = option.fontMetrics.lineSpacing(), index.data(SHOWN)
        if isinstance(shown, Answered):
            lines = _name_lines(option, shown) + (1 if second_line(shown) else 0)
            return QSize(120, max(CHIP + 10, lines * line + 14))
        return QSize(120, line + 2 * EDGE - 2 if isinstance(shown, str) else CHIP)

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, _room: QRect
    ) -> None:
        """Paint a criterion or a proof."""
        shown = index.data(SHOWN)
        room = QRect(option.rect).adjusted(EDGE, 0, -EDGE, 0)
        plain, muted = ink.of(option)
        line = option.fontMetrics.lineSpacing()
        if isinstance(shown, ProofRow):
            self._paint_proof(painter, option, shown, room)
            return
        if not isinstance(shown, Answered):
            return
        words = room.adjusted(0, 0, -3 * CHIP - EDGE, 0)
        second = second_line(shown)
        high = line * (_name_lines(option, shown) + (1 if second else 0))
        name = QRect(words.left(), room.center().y() + 1 - high // 2, words.width(), line)
        asked = signs.asked(shown.criterion)
        took = wrapped.paint(painter, name, asked, option.font, plain, NAME_LINES)
        if second:
            ink.paint_line(painter, name.translated(0, took * line), second, option.font, muted)
        for answer, chip in chips(option.rect):
            _paint_chip(painter, QRectF(chip), answer, shown, option)

    def _paint_proof(
        self, painter: QPainter, option: QStyleOptionViewItem, row: ProofRow, room: QRect
    ) -> None:
        plain, muted = ink.of(option)
        room = room.adjusted(2 * EDGE, 0, 0, 0)
        painter.fillRect(QRectF(room.left() - EDGE, room.top() + 6, 3, room.height() - 12), muted)
        wide = option.fontMetrics.horizontalAdvance(row.place) + EDGE
        ink.paint_line(painter, room, row.place, option.font, muted)
        quote = breakable(" ".join(row.proof.quote.split()))[:200]
        words = room.adjusted(wide, 0, 0, 0)
        ink.paint_line(painter, words, f"“{quote}”", option.font, plain)

    def editorEvent(
        self, event: QEvent, _model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Answer by a click on a square."""
        is_click = event.type() == QEvent.Type.MouseButtonRelease
        if is_click and isinstance(event, QMouseEvent) and self._has_chips(index):
            for answer, chip in chips(option.rect):
                if chip.contains(event.position().toPoint()):
                    self.pressed.emit(index.row(), answer)
                    return True
        return False

    def _has_chips(self, index: Index) -> bool:
        return isinstance(index.data(SHOWN), Answered)


def chips(row: QRect) -> list[tuple[str, QRect]]:
    """Return the squares of the answers in a row."""
    left, top = row.right() - EDGE - 3 * CHIP, row.center().y() - CHIP // 2 + 1
    return [
        (answer, QRect(left + at * CHIP, top, CHIP, CHIP)) for at, answer in enumerate(ANSWERS)
    ]


def _name_lines(option: QStyleOptionViewItem, one: Answered) -> int:
    """Return on how many lines stands what a criterion asks."""
    view = option.widget
    room = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
    wide = max(60, room - 2 * EDGE - 3 * CHIP - EDGE)
    return min(NAME_LINES, wrapped.count(signs.asked(one.criterion), option.font, wide))


def second_line(one: Answered) -> str:
    """Return what is told of a criterion under its name."""
    if one.note or one.why:
        return one.note or one.why
    is_gate = one.criterion.role == "gate" and one.criterion.definition
    return f"else: {one.criterion.name}" if is_gate else ""


def _paint_chip(
    painter: QPainter, room: QRectF, answer: str, one: Answered, option: QStyleOptionViewItem
) -> None:
    """Paint one square: filled where it is the answer, outlined where it came by itself."""
    look, is_on = theme.current(), one.answer == answer
    _, muted = ink.of(option)
    box = room.adjusted(2.5, 2.5, -2.5, -2.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(look.accent if is_on else look.hairline))
    painter.setBrush(QColor(look.accent) if is_on and not one.by_itself else QColor(look.surface))
    painter.drawRoundedRect(box, 4, 4)
    painter.restore()
    if is_on:
        sign = QColor(look.accent if one.by_itself else look.accent_text)
    else:
        sign = QColor(muted)
        sign.setAlphaF(0.85)
    signs.paint_answer(painter, box, answer, sign)
