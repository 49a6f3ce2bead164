"""The pane about the chosen report: its attributes in groups, with what its pages suggest."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coder.model.attribute import OWN, Fact
from coder.model.errors import ProjectError
from coder.model.ids import ItemId, ReportId
from coder.model.passage import Passage
from coder.model.protocol import Item
from coder.model.report import Report
from ui import theme
from ui.panels.reports.attribute_field import AttributeField
from ui.panels.reports.rows import ReportRows
from ui.panels.reports.suggesting import Offer, Suggester
from ui.session import Session
from ui.widgets.labels import empty_label, heading, mute, page_place
from ui.widgets.scroll import Scroll

_WIDE = 264
_TITLE = 120


class AboutReport(QWidget):
    """Fields follow the rows that are chosen; with several, what is written is said of all.

    `leaveAsked` wants the keys back in the table.
    """

    leaveAsked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: ReportRows | None = None
        self._reports: list[Report] = []
        self._attributes: tuple[Item, ...] = ()
        self.suggester = Suggester(session, self)
        self.fields: dict[ItemId, AttributeField] = {}
        self._title = QLabel(self)
        self._facts = mute(QLabel(self))
        self._state = mute(QLabel(self))
        self.accept_all = QPushButton(self)
        self._scroll = Scroll(self)
        self._body = QWidget(self._scroll)
        self._heading = heading(self.tr("About this report"), self)
        self._empty = empty_label(self)
        self._lay_out()
        self.suggester.found.connect(self._show_found)
        self.accept_all.clicked.connect(self.accept_every)
        session.writeDown.connect(self.commit)

    def _lay_out(self) -> None:
        self.setMinimumWidth(_WIDE)
        self._title.setFont(theme.body_font(11, bold=True))
        self._title.setWordWrap(True)
        self._facts.setWordWrap(True)
        self._empty.setText(self.tr("Choose a report to see and to write what is known of it."))
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.accept_all)
        self._scroll.setWidget(self._body)
        self._fields_at = QVBoxLayout(self._body)
        self._fields_at.setContentsMargins(0, 0, theme.GRID, theme.GRID)
        self._fields_at.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        head.setContentsMargins(0, 2, theme.GRID, theme.GRID // 2)
        column.addLayout(head)
        for part in (self._title, self._facts, self._state):
            column.addWidget(part)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)
        self.accept_all.hide()

    # What is shown

    def show_reports(self, rows: ReportRows, chosen: Sequence[Report]) -> None:
        """Show what is known of the chosen reports."""
        if [one.id for one in chosen] != [one.id for one in self._reports]:
            self.commit()
            for field in self.fields.values():
                field.revert()
        self._rows, self._reports = rows, list(chosen)
        if rows.table.attributes != self._attributes:
            self._attributes = rows.table.attributes
            self.suggester.forget()
            self._make_fields()
        self._show()

    def _make_fields(self) -> None:
        while (item := self._fields_at.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.fields.clear()
        grouped: dict[str, list[Item]] = {}
        for attribute in self._attributes:
            grouped.setdefault(attribute.group, []).append(attribute)
        for name, attributes in grouped.items():
            if name:
                top = heading(name, self._body)
                top.setContentsMargins(0, theme.GRID, 0, 2)
                self._fields_at.addWidget(top)
            for attribute in attributes:
                self._fields_at.addWidget(self._make_field(attribute))
        self._fields_at.addStretch(1)

    def _make_field(self, attribute: Item) -> AttributeField:
        field = AttributeField(attribute, self._body)
        field.written.connect(partial(self._write, attribute))
        field.accepted.connect(partial(self._accept, attribute))
        field.looked.connect(self._look)
        field.provenAsked.connect(partial(self._look_at_proof, attribute.id))
        field.passed.connect(partial(self._go_on, field))
        field.leaveAsked.connect(self.leaveAsked)
        self.fields[attribute.id] = field
        return field

    def _show(self) -> None:
        is_ready = bool(self._attributes and self._reports)
        for part in (self._title, self._facts, self._state, self._scroll):
            part.setVisible(is_ready)
        self._empty.setVisible(not is_ready)
        if not is_ready:
            self.accept_all.hide()
            return
        self._show_head()
        for item, field in self.fields.items():
            self._show_field(item, field)
        self._show_offers()

    def _show_head(self) -> None:
        if len(self._reports) > 1:
            self._heading.setText(self.tr("About these reports").upper())
            self._title.setText(f"{len(self._reports)} reports")
            self._facts.setText(self.tr("What you write is said of all of them."))
            return
        self._heading.setText(self.tr("About this report").upper())
        (report,) = self._reports
        named = f"{report.number} · {report.title}" if report.number else report.title
        self._title.setText(named if len(named) <= _TITLE else f"{named[:_TITLE]}…")
        self._title.setToolTip(report.title)
        pages = f"{report.pages} page{'' if report.pages == 1 else 's'}"
        tag = self._rows.tag(report) if self._rows else ""
        facts = [f"{report.file_name} · {pages}" if report.has_file else "No PDF yet"]
        self._facts.setText(" · ".join([*facts, *([tag] if tag else [])]))

    def _show_field(self, item: ItemId, field: AttributeField) -> None:
        assert self._rows is not None
        table = self._rows.table
        field.setHidden(len(self._reports) > 1 and field.item.key in OWN)
        said = {table.shown(one.id, item) for one in self._reports}
        field.show_value(said.pop() if len(said) == 1 else "", is_mixed=len(said) > 1)
        fact = table.facts.get((self._reports[0].id, item)) if len(self._reports) == 1 else None
        field.show_proof(self._proof(fact))

    def _proof(self, fact: Fact | None) -> str:
        """Return a link to the page from which a value was taken, "" for none."""
        passage = self._passage(fact)
        if passage is None:
            return ""
        if passage.text_hash != self._reports[0].text_hash:
            return page_place("", passage.page, is_former=True)
        accent = theme.current().accent
        link = page_place("", passage.page)
        return f'<a href="page" style="color: {accent};">{link}</a> of the report'

    def _passage(self, fact: Fact | None) -> Passage | None:
        if fact is None or fact.passage is None:
            return None
        try:
            return self._session.project.codings.passage(fact.passage)
        except ProjectError:
            return None

    # Suggestions

    def _show_found(self, report: ReportId) -> None:
        if [one.id for one in self._reports] == [report]:
            self._show_offers()

    def _show_offers(self) -> None:
        offers: list[Offer] | None = []
        if len(self._reports) == 1 and self._reports[0].has_file:
            report = self._reports[0]
            offers = self.suggester.offers(report.id, report.text_hash)
        self._state.setText(self.tr("Reading what its pages suggest…") if offers is None else "")
        self._state.setVisible(offers is None)
        for item, field in self.fields.items():
            field.show_offers(self._open(offers or [], item, field.item.key))
        count = len(self._acceptable())
        self.accept_all.setVisible(count > 0)
        self.accept_all.setText(self.tr("Accept All") + f" ({count})")
        self.accept_all.setToolTip(
            self.tr(
                "Accept what is sure for every empty field; guesses wait to be accepted one by one"
            )
        )

    def _open(self, offers: Sequence[Offer], item: ItemId, key: str) -> list[Offer]:
        """Return what is offered for an attribute and is not what it says already."""
        assert self._rows is not None
        said = self._rows.table.value(self._reports[0].id, item)
        return [
            offer
            for offer in offers
            if offer.suggestion.attribute == key and offer.suggestion.value != said
        ]

    def _acceptable(self) -> list[tuple[Item, Offer]]:
        """Return the first offer for each field that says nothing yet, where it is no guess."""
        return [
            (field.item, field.offer)
            for field in self.fields.values()
            if field.offer and field.offer.suggestion.is_sure and not field.text.strip()
        ]

    def accept_every(self) -> None:
        """Accept what is sure for every empty field, as one act."""
        wanted = self._acceptable()
        if not wanted:
            return
        report = self._reports[0].id
        cells = [(report, item.id, offer.suggestion.value) for item, offer in wanted]
        proofs = {
            (report, item.id): passage
            for item, offer in wanted
            if (passage := self._passage_of(offer)) is not None
        }
        label = f"Accept {len(cells)} Suggestion{'' if len(cells) == 1 else 's'}"
        attributes = self._session.project.attributes
        if self._attempt(lambda: attributes.set_many(cells, label, proofs)):
            what = "1 suggestion" if len(cells) == 1 else f"{len(cells)} suggestions"
            self._session.told.emit(f"{what} accepted.", 1)

    def _accept(self, item: Item, offer: Offer) -> None:
        report, value = self._reports[0].id, offer.suggestion.value
        proof = self._passage_of(offer)
        attributes = self._session.project.attributes
        self._attempt(lambda: attributes.set(report, item.id, value, proof))

    def _passage_of(self, offer: Offer) -> Passage | None:
        one = offer.suggestion
        if not one.has_passage:
            return None
        suggesting, report = self._session.project.suggesting, self._reports[0].id
        try:
            return suggesting.passage(report, one.page, one.start, one.page, one.end)
        except ValueError:  # no print in the place: the value is taken without it
            return None

    def _look(self, offer: Offer) -> None:
        """Show the words on their page; looking keeps nothing."""
        report, page = self._reports[0].id, offer.suggestion.page
        passage = self._passage_of(offer)
        if passage is not None:
            self._session.go_to_place(report, page, passage)
        elif offer.suggestion.has_passage:
            self._session.showReport.emit(report, page)

    def _look_at_proof(self, item: ItemId) -> None:
        assert self._rows is not None
        report = self._reports[0].id
        passage = self._passage(self._rows.table.facts.get((report, item)))
        if passage is not None:
            self._session.go_to_place(report, passage.page, passage)

    # Writing

    def commit(self) -> None:
        """Put into the project what is being written."""
        for field in self.fields.values():
            if field.is_changed and field.isVisible():
                field.commit()

    def _write(self, item: Item, text: str) -> None:
        cells = [(report.id, item.id, text) for report in self._reports]
        attributes = self._session.project.attributes
        if len(cells) == 1:
            self._attempt(lambda: attributes.set(*cells[0]))
        elif cells:
            label = f"Set {item.name} of {len(cells)} Reports"
            if self._attempt(lambda: attributes.set_many(cells, label)):
                self._session.told.emit(f"{item.name} of {len(cells)} reports is set.", 1)

    def _attempt(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except ProjectError as error:
            self._session.told.emit(str(error), 0)
            return False
        return True

    # Keys

    def focusInEvent(self, event: object) -> None:
        """Have the keys go to the first field that has something to accept, or the first."""
        del event
        self.begin()

    def begin(self) -> None:
        """Go to the first field that has something to accept, or to the first of all."""
        every = list(self.fields.values())
        wanted = [field for field in every if field.offer and not field.text.strip()]
        for field in (wanted or every)[:1]:
            self._go(field)

    def _go_on(self, field: AttributeField) -> None:
        """Go to the next field that has something to accept, or else to the next."""
        every = list(self.fields.values())
        at = every.index(field)
        after = [*every[at + 1 :], *every[:at]]
        wanted = [one for one in after if one.offer and not one.text.strip()]
        rest = wanted if field.rows[0].offer is None or wanted else after
        for one in (rest or after)[:1]:
            self._go(one)

    def _go(self, field: AttributeField) -> None:
        field.focus()
        self._scroll.ensureWidgetVisible(field, 0, 3 * theme.GRID)
