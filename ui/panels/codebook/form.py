"""The form of a definition at the right of the Codebook stage."""

from collections.abc import Callable
from typing import Protocol as Shape
from typing import cast

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from coder.model.codebook import Codebook
from coder.model.protocol import Item, Protocol
from ui import theme
from ui.panels.codebook import fields
from ui.panels.codebook.history import BookHistory
from ui.panels.codebook.listed import ListedField
from ui.panels.codebook.rows import BOOK, NAMES, BookRow, tr
from ui.panels.codebook.specs import SPECS, Spec, changed, value_of
from ui.panels.codebook.trial import TestField
from ui.widgets.labels import empty_label, heading, mute

_WIDTH = 88 * theme.GRID


class _Field(Shape):
    """What every field of a form is."""

    edited: SignalInstance

    def show_value(self, value: object) -> None:
        """Show what is kept."""

    def save(self) -> None:
        """Hand over what is being written."""


class BookForm(QScrollArea):
    """Shows one definition. `edited` carries it and the fields to write, as a mapping."""

    edited = Signal(object, object)

    def __init__(self, history: BookHistory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = history
        self._row: BookRow | None = None
        self._protocol = Protocol()
        self._forms: dict[str, tuple[QWidget, dict[str, QWidget]]] = {}
        self._what = heading("", self)
        self._key = mute(QLabel(self))
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._empty = empty_label(self)
        self._column = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget(self)
        inner.setMaximumWidth(_WIDTH)
        self._column.setContentsMargins(3 * theme.GRID, 0, 3 * theme.GRID, 3 * theme.GRID)
        self._column.setSpacing(theme.GRID)
        self._column.addWidget(self._what)
        self._column.addWidget(self._key)
        self._column.addWidget(self._empty)
        self._column.addWidget(self.history)
        self._column.addStretch(1)
        inner.setLayout(self._column)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def row(self) -> BookRow | None:
        """Return what is shown."""
        return self._row

    def show_row(self, row: BookRow | None, protocol: Protocol) -> None:
        """Show a definition; what was being written about another is handed over first."""
        if self._row and (row is None or row.id != self._row.id):
            self.save()
            self.verticalScrollBar().setValue(0)
        self._row, self._protocol = row, protocol
        for kind, (form, _) in self._forms.items():
            form.setVisible(row is not None and kind == row.kind)
        self._empty.setVisible(row is None)
        self._empty.setText(tr("Nothing is defined here yet. Add something at the left."))
        self.history.setVisible(row is not None and row.kind != BOOK)
        self._what.setText(tr(NAMES[row.kind]).upper() if row else "")
        key = row.one.key if row and isinstance(row.one, Item) else ""
        book = row.codebook.key if row and row.kind == BOOK else ""
        told = tr("In files: {}").format(key or book) if key or book else ""
        self._key.setText(told)
        self._key.setVisible(bool(told))
        if row is not None:
            self._fill(row)
        self.history.show_row(row)

    def save(self) -> None:
        """Hand over what is being written."""
        if self._row and self._row.kind in self._forms:
            for field in self._forms[self._row.kind][1].values():
                cast("_Field", field).save()

    def begin(self) -> None:
        """Give the keys to the first field, its words selected."""
        if self._row and self._row.kind in self._forms:
            first = next(iter(self._forms[self._row.kind][1].values()))
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(first, fields.LineField):
                first.selectAll()

    def field(self, name: str) -> QWidget:
        """Return the widget of a field of what is shown."""
        assert self._row is not None
        return self._forms[self._row.kind][1][name]

    def _fill(self, row: BookRow) -> None:
        if row.kind not in self._forms:
            self._forms[row.kind] = self._form(row.kind)
            self._column.insertWidget(2, self._forms[row.kind][0])
        one = row.one or row.codebook
        _, widgets = self._forms[row.kind]
        for name, widget in widgets.items():
            if isinstance(widget, TestField):
                widget.offer(self._same_book("attribute", row.codebook))
            elif name == "options.scale":
                scales = self._same_book("scale", row.codebook)
                cast("fields.PickField", widget).offer([(one.key, one.name) for one in scales])
            cast("_Field", widget).show_value(value_of(one, name))
        choices = widgets.get("options.choices")
        if choices is not None and isinstance(one, Item):
            choices.setVisible(one.type in {"one", "several"})
            label = self._forms[row.kind][0].findChild(QLabel, "options.choices")
            if label:
                label.setVisible(one.type in {"one", "several"})

    def _same_book(self, kind: str, book: Codebook) -> list[Item]:
        every = self._protocol.items
        return [one for one in every if one.kind == kind and one.codebook == book.id]

    def _form(self, kind: str) -> tuple[QWidget, dict[str, QWidget]]:
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, theme.GRID)
        column.setSpacing(4)
        widgets: dict[str, QWidget] = {}
        for spec in SPECS[kind]:
            widget = _widget(spec, form)
            widgets[spec.field] = widget
            if spec.sort != "tick":
                label = QLabel(tr(spec.label), form)
                label.setObjectName(spec.field)
                label.setBuddy(widget)
                column.addWidget(label)
            column.addWidget(widget)
            column.addSpacing(6)
            cast("_Field", widget).edited.connect(
                lambda value, field=spec.field: self._edit(field, value)
            )
        return form, widgets

    def _edit(self, field: str, value: object) -> None:
        if self._row is not None:
            one = self._row.one or self._row.codebook
            self.edited.emit(self._row, changed(one, field, value))


def _widget(spec: Spec, parent: QWidget) -> QWidget:
    label, hint = tr(spec.label), tr(spec.hint) if spec.hint else ""
    choices = [(value, tr(words)) for value, words in spec.choices]
    make: dict[str, Callable[[], QWidget]] = {
        "line": lambda: fields.LineField(label, hint, parent),
        "key": lambda: fields.LineField(label, hint, parent, most=1),
        "text": lambda: fields.TextField(label, hint, parent),
        "words": lambda: fields.WordsField(label, hint, parent),
        "tick": lambda: fields.TickField(label, hint, parent),
        "colour": lambda: fields.ColourField(label, hint, parent),
        "pick": lambda: fields.PickField(label, choices, parent),
        "scale": lambda: fields.PickField(label, (), parent),
        "listed": lambda: ListedField(label, tr("Choice"), parent, "also"),
        "levels": lambda: ListedField(label, tr("Level"), parent, "anchor"),
        "test": lambda: TestField(label, parent),
    }
    return make[spec.sort]()
