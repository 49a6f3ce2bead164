"""One card: its number and state, then its fields one below the other."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from coder.model.card import Card
from coder.model.ids import ItemId
from coder.model.protocol import Choice, Item
from ui import theme
from ui.panels.cards.field import CardField
from ui.panels.cards.rows import Forms
from ui.widgets.labels import heading, mute, prose


class CardFace(QWidget):
    """Shows a card; only one's own can be written in.

    `written` carries a field and what was written, `numbered` the number, `taken` the field that
    the user is at; `landAsked` a `Support`, `dropAsked` the id of evidence.
    """

    written = Signal(object, str)
    numbered = Signal(str)
    taken = Signal(object)
    landAsked = Signal(object)
    dropAsked = Signal(object)
    confirmAsked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: Card | None = None
        self._built: tuple[object, ...] = ()
        self.fields: dict[ItemId, CardField] = {}
        self._title = heading("", self)
        self._whose = mute(QLabel(self))
        self.number = QLineEdit(self)
        self._draft = prose(self)
        self.confirm = QPushButton(self.tr("Confirm (Space)"), self)
        self._column = QVBoxLayout(self)
        self._set_up()
        self._lay_out()

    def _set_up(self) -> None:
        self.number.setAccessibleName(self.tr("Number in the report"))
        self.number.setToolTip(self.tr("Number in the report"))
        self.number.setFixedWidth(9 * theme.GRID)
        self.number.setMinimumHeight(theme.TARGET)
        self.number.editingFinished.connect(self._save_number)
        self._draft.setText(self.tr("Recognised in the report: check it, then confirm it."))
        mute(self._draft)
        self.confirm.setMinimumHeight(theme.TARGET)
        self.confirm.clicked.connect(self.confirmAsked)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self._title, 1)
        head.addWidget(self._whose)
        called = mute(QLabel(self.tr("No."), self))
        called.setBuddy(self.number)
        head.addWidget(called)
        head.addWidget(self.number)
        draft = QHBoxLayout()
        draft.setSpacing(theme.GRID)
        draft.addWidget(self._draft, 1)
        draft.addWidget(self.confirm)
        self._column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addLayout(draft)
        self._column.addStretch(1)

    def show_card(self, card: Card, forms: Forms, cards: Sequence[Choice], *, own: bool) -> None:
        """Show a card; `cards` are those that it could link to."""
        self.card = card
        fields = forms.fields(card.form)
        if self._built != (card.id, tuple(fields), tuple(cards)):
            self._build(fields, cards)
            self._built = card.id, tuple(fields), tuple(cards)
        name = next((one.name for one in forms.all if one.id == card.form), "")
        self._title.setText(name.upper())
        coder = forms.coders.get(card.coder)
        self._whose.setText("" if own or coder is None else coder.name)
        if not (self.number.hasFocus() and self.number.isModified()):
            self.number.setText(card.number)
        self.number.setReadOnly(not own)
        for widget in (self._draft, self.confirm):
            widget.setVisible(card.is_draft and own)
        for one, field in self.fields.items():
            field.show_entry(card.entries.get(one), own=own)

    def take(self, field: ItemId | None) -> None:
        """Show which field the next selection goes into."""
        for one, widget in self.fields.items():
            widget.take(in_hand=one == field)

    def save(self) -> None:
        """Hand over what is being written."""
        self._save_number()
        for field in self.fields.values():
            field.save()

    def _save_number(self) -> None:
        if self.number.isModified():
            self.number.setModified(False)
            self.numbered.emit(" ".join(self.number.text().split()))

    def _build(self, fields: Sequence[Item], cards: Sequence[Choice]) -> None:
        for old in self.fields.values():
            old.hide()
            old.deleteLater()
        self.fields = {one.id: CardField(one, cards, self) for one in fields}
        before: QWidget = self.number
        for at, field in enumerate(self.fields.values()):
            self._column.insertWidget(2 + at, field)
            self._connect(field)
            QWidget.setTabOrder(before, field.editor)
            before = field.editor

    def _connect(self, field: CardField) -> None:
        which = field.item.id
        field.written.connect(lambda words: self.written.emit(which, words))
        field.taken.connect(lambda: self.taken.emit(which))
        field.landAsked.connect(self.landAsked)
        field.dropAsked.connect(self.dropAsked)
        field.left.connect(self.left)
