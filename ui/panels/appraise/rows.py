"""What a report is appraised on, as rows: a criterion or a check, and what was said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.coding import Coding
from coder.model.ids import CoderId
from coder.model.protocol import Item
from coder.model.rating import Origin, Rating
from ui.panels.appraise import rating_chip
from ui.widgets import ink, swatch
from ui.widgets.grouped import EDGE, SHOWN, GroupedDelegate, Index, semibold
from ui.widgets.grouped_rows import GroupedRows


@dataclass(frozen=True)
class Subject:
    """A code or a check that is rated.

    `scale` is the one its own rating goes by, `theirs` that of the rating the report states (None
    where a report states none); `codings` are the passages of the report that speak of it.
    """

    id: bytes
    name: str
    definition: str
    scale: Item
    theirs: Item | None = None
    colour: str = ""
    codings: tuple[Coding, ...] = ()
    ratings: tuple[Rating, ...] = field(default=())

    def rated(self, coder: CoderId, origin: Origin) -> Rating | None:
        """Return what a coder said, on whatever scale; None when nothing."""
        wanted = coder, origin
        return next((one for one in self.ratings if (one.coder, one.origin) == wanted), None)

    def scale_of(self, origin: Origin) -> Item | None:
        """Return the scale that a reviewer's rating, or the report's own, goes by."""
        return self.scale if origin == "reviewer" else self.theirs

    def with_ratings(self, ratings: Sequence[Rating]) -> "Subject":
        """Return the subject with those of `ratings` that are about it."""
        return replace(self, ratings=tuple(one for one in ratings if one.subject == self.id))


class AppraiseRows(GroupedRows[Subject]):
    """Rows for subjects, with the ratings of one coder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Subject, parent)
        self.coder: CoderId | None = None

    def show(self, subjects: Sequence[Subject], coder: CoderId | None) -> None:
        """Show these, in their order; the same ones keep the place one is at."""
        self.coder = coder
        self.put(subjects, lambda one: isinstance(one, Subject) and one.id)

    def own(self, subject: Subject, origin: Origin) -> Rating | None:
        """Return what the coder said of a subject."""
        return subject.rated(self.coder, origin) if self.coder else None

    def words(self, one: Subject) -> str:
        """Return a subject and what was said of it."""
        said = (self.level_words(one), self.report_words(one), self.told(one))
        return f"{one.name}: {', '.join(filter(None, said))}"

    def tip(self, one: Subject) -> str:
        """Return what the report itself says of a subject, and what the subject means."""
        return "\n".join(filter(None, (self.report_words(one), one.definition)))

    def level_words(self, subject: Subject) -> str:
        """Return the name of the level that the coder gave."""
        own = self.own(subject, "reviewer")
        return own.shown if own else self.tr("Not rated yet")

    def report_words(self, subject: Subject) -> str:
        """Return what the report itself says, "" for nothing."""
        report = self.own(subject, "report")
        return self.tr("the report says: %1").replace("%1", report.shown) if report else ""

    def told(self, subject: Subject) -> str:
        """Return what else there is to a subject: how much evidence, whether a reason."""
        own = self.own(subject, "reviewer")
        words = []
        if subject.codings:
            taken = len(own.evidence) if own else 0
            evidence = self.tr("evidence %1 of %2").replace("%1", str(taken))
            words.append(evidence.replace("%2", str(len(subject.codings))))
        elif own and own.evidence:
            words.append(self.tr("evidence %1").replace("%1", str(len(own.evidence))))
        if own and not own.justification:
            words.append(self.tr("no reason"))
        return " · ".join(words)


class AppraiseDelegate(GroupedDelegate):
    """Paints colour, name and the chips in one line, and what was said in a second one."""

    lines = 2
    more = 4

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint one subject."""
        subject, rows = index.data(SHOWN), index.model()
        assert isinstance(subject, Subject)
        assert isinstance(rows, AppraiseRows)
        plain, muted = ink.of(option)
        line = option.fontMetrics.lineSpacing()
        head = QRect(room.left(), room.top(), room.width(), line)
        if subject.colour:
            middle = head.center().y() + 0.5
            swatch.paint(painter, head.left(), middle, subject.colour, hollow=False)
        indent = swatch.SIDE + EDGE if subject.colour else 0
        head.setLeft(head.left() + indent)
        for origin in _ORIGINS:
            rating = rows.own(subject, origin)
            if rating:
                left = head.right() - rating_chip.width(rating)
                rating_chip.paint(painter, left, head.center().y() + 0.5, rating)
                head.setRight(left - 4)
        ink.paint_line(painter, head, subject.name, semibold(option.font), plain)
        body = QRect(room.left() + indent, room.top() + line + 2, room.width() - indent, line)
        own = rows.own(subject, "reviewer")
        told = rows.told(subject)
        level = rows.level_words(subject) if own or not told else ""
        if level and told:
            # The chip has the level too: rather its name is shortened than what stands only here.
            told = f" · {told}"
            left = body.width() - option.fontMetrics.horizontalAdvance(told)
            level = option.fontMetrics.elidedText(level, Qt.TextElideMode.ElideRight, left)
        ink.paint_line(painter, body, level + told, option.font, muted)


_ORIGINS: tuple[Origin, ...] = ("report", "reviewer")
