"""The cards of the report in hand: a list by form, and the card in hand with its fields."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from coder.model.card import Card
from coder.model.changes import Kind
from coder.model.errors import ProjectError
from coder.model.ids import CardId, EvidenceId, ItemId, ReportId
from coder.model.protocol import Choice
from ui import ask
from ui.panels.cards.face import CardFace
from ui.panels.cards.head import CardHead
from ui.panels.cards.rows import CardRows, Forms
from ui.panels.cards.view import CardView
from ui.session import Session
from ui.upkeep import Upkeep
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label
from ui.widgets.scroll import Scroll

_SHOWN = (Kind.CARD, Kind.ENTRY, Kind.EVIDENCE, Kind.ITEM, Kind.CODER)


class CardsPanel(QWidget):
    """The cards of one report.

    `landAsked` carries a `Support` to be shown on its page, `draftTurned` that of a draft that the
    user came to in the list; `fillAsked` and `recogniseAsked` want
    cards made of the selection or of the report's headings; `closed` says that one is done.
    `hand` is the card, and the field of it, that the next selection goes into.
    """

    landAsked = Signal(object)
    draftTurned = Signal(object)
    fillAsked = Signal()
    recogniseAsked = Signal()
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: ReportId | None = None
        self._form: ItemId | None = None
        self._field: ItemId | None = None
        self.head = CardHead(self)
        self.rows = CardRows(self)
        self.list = CardView(self.rows, self)
        self.face = CardFace(self)
        self._empty = empty_label(self)
        self._scroll = Scroll(self)
        self._stack = QStackedWidget(self)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self._upkeep = Upkeep(self, session, self._list, _SHOWN, pause=30)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._scroll.setWidget(self.face)
        self.split.addWidget(self.list)
        self.split.addWidget(self._scroll)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([260, 440])
        self._stack.addWidget(self.split)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._stack, 1)
        self.setAccessibleName(self.tr("Cards"))
        keys_to(self, self.list)

    def _connect(self) -> None:
        self.head.fillAsked.connect(self.fillAsked)
        self.head.recogniseAsked.connect(self.recogniseAsked)
        self.head.confirmAsked.connect(self.confirm_all)
        self.head.formChosen.connect(lambda: self.choose_form(self.head.chosen))
        self.list.asked.connect(self._do)
        self.list.turned.connect(self._turn)
        self.face.written.connect(self._write)
        self.face.numbered.connect(self._number)
        self.face.taken.connect(self.take_field)
        self.face.landAsked.connect(self.landAsked)
        self.face.dropAsked.connect(self._drop)
        self.face.confirmAsked.connect(lambda: self._do("confirm"))
        self.face.left.connect(self.list.setFocus)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._forget)

    @property
    def current(self) -> Card | None:
        """Return the card in hand."""
        return self.rows.at(self.list.currentIndex().row())

    @property
    def hand(self) -> tuple[Card, ItemId] | None:
        """Return the card of one's own, and the field of it, that is in hand."""
        card = self.current
        if card is None or self._field not in self.face.fields or not self._is_own(card):
            return None
        assert self._field is not None
        return card, self._field

    @property
    def form(self) -> ItemId | None:
        """Return the form that new cards are of."""
        return self.head.chosen

    def choose_form(self, form: ItemId | None) -> None:
        """Let new cards be of this form."""
        self._form = form
        self.head.offer(self.rows.forms.all, form)

    def open(self, report: ReportId | None) -> None:
        """Be about this report (or about none) from now on."""
        self.save()
        self._report = report
        self._upkeep.reread()

    def save(self) -> None:
        """Write down what is being written."""
        if self._session.is_open:
            self.face.save()

    def _begin(self) -> None:
        self._form = None
        self._upkeep.reread()

    def _forget(self) -> None:
        self.save()
        self._report = None
        self.rows.show((), Forms())

    def read(self, then: CardId | None = None) -> None:
        """Read the cards; the one in hand stays, or `then` comes in hand."""
        if self._session.is_open:
            self._list(then)

    def _list(self, then: CardId | None = None) -> None:
        project, report = self._session.project, self._report
        forms = Forms(project.protocol.all(), project.coders.all(), project.coder.id)
        cards = project.cards.all(report=report) if report else []
        current, row = self.current, max(0, self.list.currentIndex().row())
        wanted = then or (current.id if current else None)
        self.rows.show(cards, forms)
        at = self.rows.row_of(wanted) if wanted else -1
        self.list.setCurrentIndex(self.rows.index(at if at >= 0 else self.rows.near(row)))
        self.head.offer(forms.all, self._form)
        self.head.setVisible(bool(forms.all and report))
        own = [one for one in cards if one.is_draft and self._is_own(one)]
        self.head.tell_drafts(len(own))
        self._stack.setCurrentIndex(0 if cards else 1)
        self._empty.setText(self._why_empty())
        self._turn()

    def _why_empty(self) -> str:
        if not self.rows.forms.all:
            return self.tr(
                "No forms to fill in yet. Add a codebook with forms, such as “Synthesis review: "
                "attributes, screening, ratings, forms”: File › Add a Codebook."
            )
        if self._report is None:
            return self.tr("Open a report to fill in cards from it.")
        return self.tr(
            "No cards yet. Select words on the page and press Ctrl+K, or have the cards "
            "recognised under the report’s own headings."
        )

    def _is_own(self, card: Card) -> bool:
        return card.coder == self._session.project.coder.id

    def _turn(self) -> None:
        """Show the card in hand."""
        card = self.current
        self._scroll.setVisible(card is not None)
        if card is None:
            return
        if self.face.card and self.face.card.id != card.id:
            self.save()
            self._field = None
        self.face.show_card(card, self.rows.forms, self._linkable(card), own=self._is_own(card))
        if self._field not in self.face.fields:
            self._field = self._first_open(card)
        self.face.take(self._field if self._is_own(card) else None)
        first = next(iter(card.support), None)
        if card.is_draft and first and self.list.hasFocus():
            self.draftTurned.emit(first)

    def _linkable(self, card: Card) -> list[Choice]:
        """Return the other cards of the report, as a field can be linked with them."""
        forms = {one.id: one.name for one in self.rows.forms.all}
        return [
            Choice(one.id.hex(), _short(forms[one.form], one.number, self.rows.forms.title(one)))
            for one in self.rows.all
            if one.id != card.id and not one.is_draft
        ]

    def _first_open(self, card: Card) -> ItemId | None:
        """Return the first field that says nothing yet, or the first one."""
        some = list(self.face.fields)
        return next((one for one in some if one not in card.entries), next(iter(some), None))

    def take_field(self, field: ItemId) -> None:
        """Have a field in hand."""
        self._field = field
        self.face.take(field)

    def step_field(self, direction: int) -> None:
        """Have the next field in hand, or the one before."""
        some = list(self.face.fields)
        if self.current is None or not some:
            return
        at = some.index(self._field) if self._field in some else 0
        self.take_field(some[(at + direction) % len(some)])
        assert self._field is not None
        field = self.face.fields[self._field]
        self._scroll.ensureWidgetVisible(field)
        self._session.told.emit(self.tr("In hand: %1").replace("%1", field.item.name), 0)

    def _do(self, act: str) -> None:
        """Do what a key stands for with the card in hand."""
        card = self.current
        if act == "close":
            self.closed.emit()
        elif card is None:
            return
        elif act == "show":
            first = next(iter(card.support), None)
            if first:
                self.landAsked.emit(first)
        elif act == "fields" and self._field:
            self.face.fields[self._field].write()
        elif act == "confirm":
            self._confirm(card)
        elif act == "delete":
            self._delete(card)

    def _confirm(self, card: Card) -> None:
        """Confirm a draft; the next one comes."""
        if card.is_draft and self._is_own(card):
            self.save()
            row = self.rows.next_draft(self.list.currentIndex().row())
            after = self.rows.at(row)
            self._attempt(lambda: self._session.project.cards.confirm([card.id]))
            self.read(after.id if after else None)

    def confirm_all(self) -> None:
        """Say of all drafts of one's own that they are right."""
        some = [one.id for one in self.rows.all if one.is_draft and self._is_own(one)]
        if some:
            self._attempt(lambda: self._session.project.cards.confirm(some))
            told = self.tr("%1 cards confirmed").replace("%1", str(len(some)))
            self._session.told.emit(told, 1)
            self.read()

    def _delete(self, card: Card) -> None:
        if self._attempt(lambda: self._session.project.cards.delete([card.id])):
            self._session.told.emit(self.tr("Card deleted"), 1)
            self.read()

    def _write(self, field: ItemId, words: str) -> None:
        """Keep what was written in a field; say beside it what is wrong."""
        card = self.face.card
        if card is None:
            return
        try:
            self._session.project.cards.fill(card.id, field, words)
        except ProjectError as error:
            self.face.fields[field].tell(str(error))

    def _number(self, number: str) -> None:
        card = self.face.card
        if card is not None:
            self._attempt(lambda: self._session.project.cards.edit(card.id, number=number))

    def _drop(self, evidence: bytes) -> None:
        self._attempt(lambda: self._session.project.cards.unsupport(EvidenceId(evidence)))

    def _attempt(self, act: Callable[[], object]) -> bool:
        return ask.attempt(self, act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the pages; Enter asks for no code here."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def _short(*words: str) -> str:
    """Return words as an entry of a menu."""
    name, number, title = words
    return f"{name} {number} · {title}"[:80] if number else f"{name} · {title}"[:80]
