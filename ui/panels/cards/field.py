"""One field of a card: its name, what it says, and the passages behind that."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from coder.model.card import Entry
from coder.model.protocol import Choice, Item
from ui import theme
from ui.panels.cards.editors import CardsEditor, LongEditor, OneEditor, editor_for
from ui.panels.cards.support_links import SupportLinks
from ui.widgets.labels import mute, prose

_BY_FOCUS = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class CardField(QWidget):
    """The field. `written` carries what the user wrote, `taken` that the user is at this field.

    `landAsked` carries the `Support` to be shown, `dropAsked` the id of evidence to be taken away,
    `left` that the user is done with the field.
    """

    written = Signal(str)
    taken = Signal()
    landAsked = Signal(object)
    dropAsked = Signal(object)
    left = Signal()

    def __init__(self, item: Item, cards: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._in_hand = False
        self._name = QLabel(item.name, self)
        self.editor = editor_for(item, cards, self)
        self.problem = prose(self)
        self.links = SupportLinks(self)
        self._set_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, 2, 0, 4)
        column.setSpacing(2)
        for widget in (self._name, self.editor, self.problem, self.links):
            column.addWidget(widget)

    def _set_up(self) -> None:
        mute(self._name)
        self._name.setToolTip(self.item.definition)
        self._name.setWordWrap(True)
        self.editor.setToolTip(self.item.definition)
        self.editor.setAccessibleName(self.item.name)
        if isinstance(self.editor, LongEditor):
            self.editor.setPlaceholderText("")
        self.problem.hide()
        palette = QPalette(self.problem.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.current().warning))
        self.problem.setPalette(palette)
        self.editor.written.connect(lambda words, *_: self.written.emit(words))
        self.links.landAsked.connect(self.landAsked)
        self.links.dropAsked.connect(self.dropAsked)
        for one in (self.editor, *self.editor.findChildren(QWidget)):
            one.installEventFilter(self)

    def show_entry(self, entry: Entry | None, *, own: bool) -> None:
        """Show what the card says here; only one's own card can be written in."""
        self.editor.show_entry(entry)
        if isinstance(self.editor, (OneEditor, CardsEditor)):
            self.editor.setEnabled(own)
        else:
            self.editor.setReadOnly(not own)
        self.links.show_support(entry.support if entry else (), fixed=not own)
        self.tell("")

    def tell(self, problem: str) -> None:
        """Say what is wrong with what was written, "" for nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def take(self, *, in_hand: bool) -> None:
        """Show whether the next selection goes into this field."""
        if in_hand != self._in_hand:
            self._in_hand = in_hand
            self.update()

    def write(self) -> None:
        """Let the user write."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Hand over what is being written."""
        self.editor.save()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the user came to the field; Escape leaves it."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_FOCUS:
            self.taken.emit()
        is_press = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.save()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line at the left of the field in hand."""
        super().paintEvent(event)
        if self._in_hand:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.current().accent))
            painter.drawRoundedRect(QRectF(0, 4, 3, self.height() - 8), 1.5, 1.5)
            painter.end()
