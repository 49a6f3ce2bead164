"""Cards as rows: a heading for each form, then a row for each card with what it says first."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coder.model.card import Card
from coder.model.coding import Coder
from coder.model.ids import CardId, CoderId
from coder.model.protocol import Item, Protocol
from ui import theme
from ui.widgets import ink
from ui.widgets.grouped import EDGE, SHOWN, GroupedDelegate, Index, semibold
from ui.widgets.grouped_rows import GroupedRows, Heading
from ui.widgets.labels import breakable, support_place

_READ = 300


class Forms:
    """The forms of a project, and how cards of them are told."""

    def __init__(
        self,
        protocol: Protocol | None = None,
        coders: Sequence[Coder] = (),
        me: CoderId | None = None,
    ) -> None:
        self.all: list[Item] = protocol.of("form") if protocol else []
        self._fields = (
            {one.id: protocol.of("field", one.id) for one in self.all} if protocol else {}
        )
        self.coders: Mapping[CoderId, Coder] = {one.id: one for one in coders}

        self._me = me

    def initials(self, card: Card) -> str:
        """Return whose card it is, "" for one's own."""
        coder = self.coders.get(card.coder)
        return coder.initials if coder and coder.id != self._me else ""

    def fields(self, form: bytes) -> list[Item]:
        """Return the fields of a form, in order."""
        return next((some for one, some in self._fields.items() if one == form), [])

    def main(self, form: bytes) -> Item | None:
        """Return the field that a card of a form is named by."""
        fields = self.fields(form)
        marked = (one for one in fields if one.options.get("main"))
        return next(marked, None) or next(iter(fields), None)

    def title(self, card: Card) -> str:
        """Return what a card says first, in one line."""
        main = self.main(card.form)
        said = card.said(main.id) if main else ""
        some = said or next((one.shown for one in card.entries.values() if one.shown), "")
        return " ".join(breakable(some[:_READ]).split())

    def place(self, card: Card) -> str:
        """Return the page that a card comes from, "" where no passage is behind it."""
        return support_place(next(iter(card.support), None))


class CardRows(GroupedRows[Card]):
    """Rows for cards, under their forms."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Card, parent)
        self.forms = Forms()

    def show(self, cards: Sequence[Card], forms: Forms) -> None:
        """Show these; the same ones in the same places keep the place one is at."""
        rows: list[Card | Heading] = []
        for form in forms.all:
            some = [one for one in cards if one.form == form.id]
            rows += [Heading(form.name, len(some)), *some] if some else []
        self.forms = forms
        self.put(rows, lambda one: one.id if isinstance(one, Card) else one)

    def row_of(self, card: CardId) -> int:
        """Return the row of a card, -1 when it is not shown."""
        return self.find(lambda one: one.id == card)

    def next_draft(self, row: int) -> int:
        """Return the row of the next draft after `row`, or the first one; -1 without any."""
        rows = [at for at, one in enumerate(self._rows) if isinstance(one, Card) and one.is_draft]
        return next((at for at in rows if at > row), rows[0] if rows else -1)

    def words(self, one: Card) -> str:
        """Return number, state and page of a card, and what it says first."""
        draft = self.tr("draft") if one.is_draft else ""
        head = " · ".join(filter(None, (one.number, draft, self.forms.place(one))))
        return f"{head}\n{self.forms.title(one)}"


class CardDelegate(GroupedDelegate):
    """Paints number, state and page of a card in one line, what it says first below."""

    lines = 2

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        """Paint one card."""
        one, rows = index.data(SHOWN), index.model()
        assert isinstance(one, Card)
        assert isinstance(rows, CardRows)
        plain, muted = ink.of(option)
        metrics, line = option.fontMetrics, option.fontMetrics.lineSpacing()
        head = QRect(room.left(), room.top(), room.width(), line)
        for words in filter(None, (rows.forms.initials(one), rows.forms.place(one))):
            wide = metrics.horizontalAdvance(words)
            edge = QRect(head.right() - wide, head.top(), wide + 1, line)
            ink.paint_line(painter, edge, words, option.font, muted)
            head.setRight(head.right() - wide - EDGE)
        number = one.number or "–"
        ink.paint_line(painter, head, number, semibold(option.font), plain)
        if one.is_draft:
            left = head.left() + metrics.horizontalAdvance(f"{number}  ") + 4
            warning = QColor(theme.current().warning)
            ink.paint_line(
                painter,
                head.adjusted(left - head.left(), 0, 0, 0),
                rows.tr("draft"),
                option.font,
                warning,
            )
        body = QRect(room.left(), room.top() + line + 2, room.width(), line)
        ink.paint_line(painter, body, rows.forms.title(one), option.font, plain)
