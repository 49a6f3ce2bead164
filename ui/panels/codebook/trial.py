"""What answers a criterion by itself: an attribute, and the bounds or the choices it must have."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder.model.protocol import Item
from ui import theme
from ui.panels.codebook.fields import LineField, PickField
from ui.panels.codebook.rows import tr
from ui.widgets.labels import mute


class TestField(QWidget):
    """Three fields that say one thing together; it is handed over once it says something."""

    __test__ = False
    edited = Signal(object)

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._attributes: list[Item] = []
        self._shown: dict[str, Any] = {}
        self.attribute = PickField(label, (), self)
        self.least = LineField(tr("At least"), tr("at least"), self)
        self.most = LineField(tr("At most"), tr("at most"), self)
        self.one_of = LineField(
            tr("One of these, with semicolons between"), tr("one of these; with semicolons"), self
        )
        self._bounds = QWidget(self)
        self._lay_out()
        self.attribute.edited.connect(lambda _: self._turn())
        for field in (self.least, self.most, self.one_of):
            field.edited.connect(lambda _: self._hand_over())

    def _lay_out(self) -> None:
        bounds = QHBoxLayout(self._bounds)
        bounds.setContentsMargins(0, 0, 0, 0)
        bounds.setSpacing(theme.GRID)
        for field, words in ((self.least, tr("from")), (self.most, tr("to"))):
            field.setMaximumWidth(12 * theme.GRID)
            bounds.addWidget(mute(QLabel(words, self)))
            bounds.addWidget(field)
        bounds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.attribute)
        column.addWidget(self._bounds)
        column.addWidget(self.one_of)

    def offer(self, attributes: Sequence[Item]) -> None:
        """Offer these attributes."""
        self._attributes = list(attributes)
        none = ("", tr("By a person"))
        self.attribute.offer([none, *((one.key, one.name) for one in attributes)])

    def show_value(self, value: object) -> None:
        """Show what is kept."""
        test = dict(value) if isinstance(value, dict) else {}
        self._shown = test
        self.attribute.show_value(test.get("attribute", ""))
        self.least.show_value(_number_shown(test.get("from")))
        self.most.show_value(_number_shown(test.get("to")))
        names = {one.key: one.name for one in self._choices()}
        self.one_of.show_value("; ".join(names.get(one, one) for one in test.get("one_of", ())))
        self._show_parts()

    def save(self) -> None:
        """Hand over what is being written."""
        for field in (self.least, self.most, self.one_of):
            field.save()

    @property
    def _attribute(self) -> Item | None:
        key = self.attribute.currentData()
        return next((one for one in self._attributes if one.key == key), None)

    def _choices(self) -> Sequence[Any]:
        attribute = self._attribute
        return attribute.choices if attribute else ()

    def _show_parts(self) -> None:
        """Show bounds for what is measured, a list for what is named."""
        attribute = self._attribute
        is_measured = attribute is not None and attribute.type in {"number", "date"}
        self._bounds.setVisible(is_measured)
        self.one_of.setVisible(attribute is not None and not is_measured)

    def _turn(self) -> None:
        """Take another attribute, whose bounds are yet to be said; or none."""
        for field in (self.least, self.most, self.one_of):
            field.show_value("")
            field.clear()
        self._show_parts()
        if self._attribute is None and self._shown:
            self._shown = {}
            self.edited.emit({})

    def _hand_over(self) -> None:
        attribute = self._attribute
        if attribute is None:
            return
        said: dict[str, Any] = {"attribute": attribute.key}
        for name, field in (("from", self.least), ("to", self.most)):
            number = _number(field.text())
            if number is not None and not self._bounds.isHidden():
                said[name] = number
        if not self.one_of.isHidden() and self.one_of.text().strip():
            said["one_of"] = self._keys()
        if len(said) > 1 and said != self._shown:
            self.edited.emit(said)

    def _keys(self) -> list[str]:
        keys = {one.name.casefold(): one.key for one in self._choices()}
        written = (" ".join(one.split()) for one in self.one_of.text().split(";"))
        return [keys.get(one.casefold(), one) for one in written if one]


def _number(written: str) -> float | int | None:
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def _number_shown(number: object) -> str:
    return "" if number is None else f"{number:g}" if isinstance(number, float) else str(number)
