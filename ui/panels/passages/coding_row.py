"""One coding in the passage pane: its code, who put it there, what it says, its memo."""

from functools import partial

from PySide6.QtCore import QDateTime, QLocale, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder.model.codebook import Code
from coder.model.coding import Coder, Coding
from ui import theme
from ui.icons import icon
from ui.panels.passages import coding_words
from ui.widgets import swatch
from ui.widgets.labels import mute, prose
from ui.widgets.memo_edit import MemoEdit
from ui.widgets.segments import Segments, SideBySide


class CodingRow(QWidget):
    """Shows one coding; only one's own can be changed.

    `actAsked` carries the coding and the name of an act of `ui.panels.coding_words.ACTS`;
    `taken` that the user works with this coding now, and whether with the others as well.
    """

    actAsked = Signal(bytes, str)
    memoWritten = Signal(bytes, str, bool)
    taken = Signal(bytes, bool)
    stepAsked = Signal(bytes, int)

    def __init__(self, coding: Coding, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.coding = coding
        self.own = own
        self._in_hand = False
        self._colour = QLabel(self)
        self._name = prose(self)
        self._facts = mute(prose(self))
        self._recode = self._button(self.tr("Give it another code"))
        self._recode.setIcon(icon("recode"))
        self._more = self._button(self.tr("More to do with this coding"))
        self._more.setText("…")
        self.directions = Segments(coding_words.DIRECTIONS, self)
        self.depths = Segments(coding_words.DEPTHS, self)
        self.again = QPushButton(self.tr("Put your own code on it"), self)
        self.memo = MemoEdit(self)
        self._says = SideBySide((self.directions, self.depths), self)
        self._lay_out()
        self._set_up()

    def _set_up(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for widget in (self._recode, self._says):
            widget.setVisible(self.own)
        self.again.setVisible(not self.own)
        self.again.setMinimumHeight(28)
        self.memo.setReadOnly(not self.own)
        if not self.own:
            self.memo.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._recode.clicked.connect(lambda: self._ask("recode"))
        self.again.clicked.connect(lambda: self._ask("code again"))
        self._more.clicked.connect(self._open_menu)
        self.directions.pressed.connect(self._ask)
        self.depths.pressed.connect(self._ask)
        self.memo.written.connect(self._pass_on)

    def _pass_on(self, memo: str, goes_on: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        self.memoWritten.emit(self.coding.id, memo, goes_on)

    def _ask(self, act: str) -> None:
        self.actAsked.emit(self.coding.id, act)

    def _button(self, meaning: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(meaning)
        button.setAccessibleName(meaning)
        button.setAutoRaise(True)
        button.setFixedSize(28, 28)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._name, 1)
        head.addWidget(self._recode, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        body.addWidget(self._facts)
        body.addWidget(self._says)
        body.addWidget(self.memo)
        body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 4, 4, 4)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(4)
        layout.addWidget(self._colour, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head, 0, 1)
        layout.addLayout(body, 1, 1)
        layout.setColumnStretch(1, 1)
        self._colour.setContentsMargins(0, 8, 0, 0)
        self._name.setMinimumHeight(28)
        self._name.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

    @property
    def in_hand(self) -> bool:
        """Say whether the keys act on this coding."""
        return self._in_hand

    def take(self, *, in_hand: bool) -> None:
        """Show whether the keys act on this coding."""
        if in_hand != self._in_hand:
            self._in_hand = in_hand
            self.update()

    def show_coding(
        self, coding: Coding, code: Code | None, path: str, coder: Coder | None
    ) -> None:
        """Show what the project says of the coding now."""
        self.coding = coding
        colour = code.colour if code else "#888888"
        self._colour.setPixmap(swatch.pixmap(colour, self.devicePixelRatioF()))
        self._name.setText(path)
        who = coder.initials if coder else ""
        said = [] if self.own else coding_words.said(coding)
        facts = (who, _when(coding.created), *said)
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self._facts.setToolTip(coder.name if coder else "")
        self.directions.show_value(coding.direction)
        self.depths.show_value(coding.depth)
        self.setAccessibleName(", ".join((path, who, *coding_words.said(coding))))
        self.memo.show_memo(coding.memo)
        self.memo.setVisible(bool(coding.memo) or self.own)

    def menu(self) -> QMenu:
        """Return what can be done with this coding."""
        menu = QMenu(self)
        for act in coding_words.ACTS if self.own else coding_words.ACTS_ON_OTHERS:
            if act is None:
                menu.addSeparator()
                continue
            entry = menu.addAction(act.label, partial(self._ask, act.name))
            entry.setShortcut(act.key)
        return menu

    def _open_menu(self) -> None:
        self._pop_up(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _pop_up(self, place: QPoint) -> None:
        self.taken.emit(self.coding.id, False)  # noqa: FBT003 (a signal takes no names)
        menu = self.menu()
        menu.exec(place)
        menu.deleteLater()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done, by the right button or the menu key."""
        self._pop_up(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Work with this coding now; with Ctrl held, with the others as well."""
        added = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self.taken.emit(self.coding.id, added)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Work with the coding that Tab came to."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.taken.emit(self.coding.id, False)  # noqa: FBT003
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys have gone."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on this coding by the keys that act on it from the page."""
        act = coding_words.act_of(event)
        if act and (self.own or act in coding_words.ON_ANY):
            self._ask(act)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepAsked.emit(self.coding.id, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line at the left of a coding the keys act on, a frame while it has the focus."""
        super().paintEvent(event)
        if not (self._in_hand or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(theme.current().accent)
        if self.hasFocus():
            painter.setPen(accent)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self._in_hand:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawRoundedRect(QRectF(0, 4, 3, self.height() - 8), 1.5, 1.5)
        painter.end()


def _when(created: str) -> str:
    """Return a stored time by the user's clock, the month in letters: 3/2 is two days."""
    moment = QDateTime.fromString(created, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(moment, "d MMM yyyy, HH:mm")
