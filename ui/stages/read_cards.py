"""Filling in cards while one reads: words selected on the page become a card, or fill a field."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from coder.model.errors import ProjectError
from coder.model.ids import CardId, ItemId
from coder.model.passage import Passage
from coder.model.protocol import Item
from coder.model.support import Support
from ui import ask
from ui.panels.cards.pane import CardsPanel
from ui.session import Session
from ui.stages.looking import Looking
from ui.stages.read_bench import Bench
from ui.stages.reading import Reading

_SETTLE = 120
"""Milliseconds without a further row after which the pages follow."""


class Filling(QObject):
    """Lets the panel be about the report in hand, and fills it from what is selected."""

    def __init__(self, session: Session, reading: Reading, looking: Looking, bench: Bench) -> None:
        super().__init__(bench)
        self._session, self._reading = session, reading
        self._looking, self._bench = looking, bench
        self.panel = CardsPanel(session, bench.aside.room)
        bench.add_aside(
            self.panel, self.tr("Cards"), self.tr("Findings, recommendations, lessons … (Alt+3)")
        )
        self._next: Support | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE)
        self._soon.timeout.connect(self._follow)
        self.panel.landAsked.connect(self._land)
        self.panel.draftTurned.connect(self._turn_to)
        self.panel.fillAsked.connect(self.make)
        self.panel.recogniseAsked.connect(self.recognise)
        self.panel.closed.connect(self._give_keys_back)
        reading.turned.connect(self._turn)

    def begin(self) -> None:
        """Bring the panel to the front with the keys."""
        self._bench.aside.bring(self.panel)
        self.panel.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def make(self) -> None:
        """Make a card of the form in hand from what is selected."""
        self._show()
        form = self.panel.form
        if form is None:
            self._tell(self.tr("Add a codebook with forms first: File › Add a Codebook."))
        else:
            self._make(form)

    def ask_form(self) -> None:
        """Have the form chosen, then make a card of it; further ones are of that form, too."""
        self._show()
        menu = QMenu(self._bench)
        for at, form in enumerate(self.panel.rows.forms.all, 1):
            key = f"&{at}  " if at < 10 else ""
            menu.addAction(f"{key}{form.name}", partial(self._make, form.id))
        place = self._looking.view.selection_rect().bottomLeft() + QPoint(0, 4)
        viewport = self._looking.view.viewport()
        inside = place if viewport.rect().contains(place) else viewport.rect().center()
        if not menu.isEmpty():
            menu.exec(viewport.mapToGlobal(inside))
        menu.deleteLater()

    def put(self) -> None:
        """Put what is selected into the field in hand, after what it says."""
        self._show()
        hand, passage = self.panel.hand, self._passage()
        if hand is None:
            self._tell(self.tr("Make a card first: select words and press Ctrl+K."))
        elif passage is not None:
            card, field = hand
            self._put(card.id, self.panel.face.fields[field].item, passage)

    def step(self, direction: int) -> None:
        """Have the next field in hand, or the one before."""
        self._show()
        self.panel.step_field(direction)

    def recognise(self) -> None:
        """Offer what stands under the report's own headings as drafts."""
        report = self._reading.report
        if report is None:
            return
        self._show()
        project = self._session.project
        try:
            found = project.suggesting.cards(report.id)
            before = {one.id for one in self.panel.rows.all}
            made = project.cards.accept(found) if found else []
        except ProjectError as error:
            ask.tell(self._bench, str(error))
            return
        new = [one for one in dict.fromkeys(made) if one not in before]
        if not new:
            told = self.tr("No further cards were recognised under the headings of this report.")
            self._tell(told)
            return
        self.panel.read(new[0])
        self.panel.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        told = self.tr("%1 drafts: Space confirms one, Enter shows its page")
        self._session.told.emit(told.replace("%1", str(len(new))), 1)

    def _make(self, form: ItemId) -> None:
        passage, report = self._passage(), self._reading.report
        if passage is None or report is None:
            return
        self.panel.choose_form(form)
        main = self.panel.rows.forms.main(form)
        if main is None:
            self._tell(self.tr("This form has no fields. Add one in the codebook first."))
            return
        try:
            made = self._session.project.cards.make(report.id, form, passages={main.id: [passage]})
        except ProjectError as error:
            ask.tell(self._bench, str(error))
            return
        self.panel.save()
        self.panel.read(made)
        hand = self.panel.hand
        field = self.panel.face.fields[hand[1]].item.name if hand else ""
        told = self.tr("New card. Next words go into “%1” (Ctrl+Shift+K)").replace("%1", field)
        self._session.told.emit(told, 1)

    def _put(self, card: CardId, field: Item, passage: Passage) -> None:
        """Put a passage into a field; where its words are no value, behind the value."""
        cards = self._session.project.cards
        entry = cards.get(card).entries.get(field.id)
        quote = " ".join(passage.quote.split())
        value = _named(field, quote)
        try:
            if value or field.type in ("text", "long"):
                cards.fill(card, field.id, value, passage, append=not value)
            elif entry:
                cards.fill(card, field.id, entry.value, passage)
            else:
                cards.fill(card, field.id, quote, passage)
        except ProjectError as error:
            self.panel.face.fields[field.id].tell(str(error))
            self._tell(str(error))
            return
        self.panel.read()
        self._session.told.emit(self.tr("Filled in: %1").replace("%1", field.name), 1)

    def _passage(self) -> Passage | None:
        passage = self._looking.target() if self._reading.opened else None
        if passage is None:
            self._tell(self.tr("Select words on the page first."))
        return passage

    def _show(self) -> None:
        """Bring the panel to the front; the keys stay with the pages."""
        if not self.panel.isVisible():
            self._bench.aside.bring(self.panel)

    def _turn(self) -> None:
        report = self._reading.report
        self.panel.open(report.id if report else None)

    def _turn_to(self, support: Support) -> None:
        """Have the page follow once the user rests on a draft."""
        if self._next is None or self._next.place != support.place:
            self._next = support
            self._soon.start()

    def _follow(self) -> None:
        if self._next is not None and self.panel.list.hasFocus():
            self._land(self._next, noted=True)

    def _land(self, support: Support, *, noted: bool = False) -> None:
        """Show a passage on its page; the keys stay with the cards."""
        had = self._bench.focusWidget()
        if support.is_former:
            self._tell(self.tr("This passage stands in a file that the report has no more."))
        elif self._reading.show_place(support.place, noted=noted) and had is not None:
            had.setFocus()

    def _give_keys_back(self) -> None:
        self._reading.view.setFocus()

    def _tell(self, words: str) -> None:
        self._session.told.emit(words, 0)


def _named(field: Item, quote: str) -> str | None:
    """Return the choice whose name is in the words that were selected, None for no choice."""
    if field.type != "one":
        return None
    said = quote.casefold()
    return next((one.key for one in field.choices if one.name.casefold() in said), None)
