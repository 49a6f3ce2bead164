"""One attribute in the pane about a report: what it says, and what is offered for it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coder.model.protocol import Item
from coder.text.fold import fold_plain
from ui import theme
from ui.panels.reports.attribute_line import hint, prepare
from ui.panels.reports.suggesting import Offer
from ui.widgets.labels import breakable, mute
from ui.widgets.value_line import ValueLine

_QUOTE = 90
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES = 4


class _Box(QPlainTextEdit):
    """Several lines; `left` tells that the keys went elsewhere."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(QFontMetrics(self.font()).lineSpacing() * _LINES + 14)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it."""
        super().focusOutEvent(event)
        self.left.emit()


class OfferRow(QWidget):
    """What is offered for an attribute: the value, where it stands, and Accept."""

    accepted = Signal()
    looked = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("offer")
        self.offer: Offer | None = None
        self._name = name
        self._value = QLabel(self)
        self._value.setFont(theme.body_font(bold=True))
        self._value.setWordWrap(True)
        self._where = mute(QLabel(self))
        self._where.setFont(theme.body_font(9))
        self._where.setWordWrap(True)
        self._where.setTextFormat(Qt.TextFormat.RichText)
        self._where.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._where.linkActivated.connect(lambda _: self.looked.emit())
        self._accept = QPushButton(self.tr("Accept"), self)
        self._accept.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._accept.clicked.connect(self.accepted)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._value)
        words.addWidget(self._where)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, 2, 0, 4)
        row.setSpacing(theme.GRID)
        row.addLayout(words, 1)
        row.addWidget(self._accept, 0, Qt.AlignmentFlag.AlignTop)

    def show_offer(self, offer: Offer | None) -> None:
        """Show what is offered, or nothing."""
        self.offer = offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        one = offer.suggestion
        self._value.setText(breakable(one.shown))
        self._where.setText(_where(offer))
        self._accept.setAccessibleName(
            self.tr("Accept {value} for {name}").format(value=one.shown, name=self._name)
        )


def _where(offer: Offer) -> str:
    """Say where a suggestion stands; the page is a link."""
    from html import escape  # noqa: PLC0415 - of use here alone

    one = offer.suggestion
    why = escape(one.why if one.is_sure else f"{one.why} · a guess")
    if not one.has_passage:
        return why
    quote = offer.quote if len(offer.quote) <= _QUOTE else f"{offer.quote[:_QUOTE]}…"
    accent = theme.current().accent
    link = f'<a href="page" style="color: {accent};">p. {one.page + 1}</a>'
    if fold_plain(offer.quote) == fold_plain(one.shown):
        return f"{link} · {why}"
    return f"{link} · {why}<br>“{escape(breakable(quote))}”"


class AttributeField(QWidget):
    """The name of an attribute, a line to write in, and up to two suggestions below it.

    `written` carries what was written; `accepted` and `looked` the `Offer` that was accepted or
    that is to be seen on its page; `passed` tells that one goes on to the next field, `leaveAsked`
    that one is done here.
    """

    written = Signal(str)
    accepted = Signal(object)
    looked = Signal(object)
    provenAsked = Signal()
    passed = Signal()
    leaveAsked = Signal()

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._before = ""
        self._label = mute(QLabel(item.name, self))
        self._label.setToolTip(item.definition)
        self.line: ValueLine | None = None
        self.box: _Box | None = None
        self._editor = self._make_editor()
        self._editor.setAccessibleName(item.name)
        self._editor.setToolTip(item.definition)
        self._label.setBuddy(self._editor)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setStyleSheet(f"color: {theme.current().warning};")
        self._note.hide()
        self._proof = mute(QLabel(self))
        self._proof.setFont(theme.body_font(9))
        self._proof.setWordWrap(True)
        self._proof.linkActivated.connect(lambda _: self.provenAsked.emit())
        self._proof.hide()
        self.rows = [OfferRow(item.name, self), OfferRow(item.name, self)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.GRID)
        column.setSpacing(2)
        for part in (self._label, self._editor, self._note, self._proof, *self.rows):
            column.addWidget(part)
        for row in self.rows:
            row.hide()
            row.accepted.connect(lambda row=row: self.accepted.emit(row.offer))
            row.looked.connect(lambda row=row: self.looked.emit(row.offer))

    def _make_editor(self) -> QWidget:
        if self.item.type == "long":
            self.box = _Box(self)
            self.box.left.connect(self.commit)
            self.box.installEventFilter(self)
            return self.box
        self.line = ValueLine(self)
        prepare(self.line, self.item)
        self.line.setPlaceholderText(hint(self.item))
        self.line.editingFinished.connect(self.commit)
        self.line.taken.connect(self.commit)
        self.line.mistaken.connect(self._tell)
        self.line.installEventFilter(self)
        return self.line

    # What stands there

    @property
    def text(self) -> str:
        """Return what is written in the field now."""
        return self.line.text() if self.line else (self.box.toPlainText() if self.box else "")

    @property
    def is_changed(self) -> bool:
        """Say whether something else is written than what the report says."""
        return self.text.strip() != self._before.strip()

    @property
    def offer(self) -> Offer | None:
        """Return what is offered first."""
        return self.rows[0].offer

    def show_value(self, shown: str, *, is_mixed: bool = False) -> None:
        """Show what the report says; `is_mixed`: several reports say different things."""
        if self.is_changed and self._editor.hasFocus():
            return
        self._before = shown
        if self.line:
            if self.line.text() != shown:
                self.line.setText(shown)
                self.line.setCursorPosition(0)
            mixed = self.tr("several values")
            self.line.setPlaceholderText(mixed if is_mixed else hint(self.item))
            self.line.setModified(False)
            self.line.forgive()
        elif self.box and self.box.toPlainText() != shown:
            self.box.setPlainText(shown)

    def show_proof(self, words: str) -> None:
        """Show from where what the report says was taken; rich text with a link."""
        self._proof.setText(words)
        self._proof.setVisible(bool(words))

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show what is offered besides what the report says."""
        for at, row in enumerate(self.rows):
            row.show_offer(offers[at] if at < len(offers) else None)

    def commit(self) -> None:
        """Hand over what was written, if it is another value and can be one."""
        if not self.is_changed:
            if self.line:
                self.line.forgive()
        elif self.line is None or self.line.judge():
            self._before = self.text
            self.written.emit(self.text)

    def revert(self) -> None:
        """Have what the report says stand there again."""
        self.show_value(self._before)
        if self.line:
            self.line.setText(self._before)
            self.line.forgive()
        elif self.box:
            self.box.setPlainText(self._before)

    def focus(self) -> None:
        """Take the keys, with all that is written selected."""
        self._editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, trouble: str) -> None:
        self._note.setText(trouble)
        self._note.setVisible(bool(trouble))

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter writes and goes on; it accepts what is offered where nothing was written."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in _ENTERS:
            return self._enter(with_control=bool(event.modifiers() & _CONTROL))
        if event.key() == Qt.Key.Key_Escape:
            if self.is_changed:
                self.revert()
            else:
                self.leaveAsked.emit()
            return True
        return super().eventFilter(watched, event)

    def _enter(self, *, with_control: bool) -> bool:
        if self.box and not with_control:
            return False
        if self.offer is not None and (with_control or not self.text.strip()):
            self.accepted.emit(self.offer)
            self.passed.emit()
            return True
        self.commit()
        if self.line is None or self.line.judge():
            self.passed.emit()
        return True


_CONTROL = Qt.KeyboardModifier.ControlModifier
