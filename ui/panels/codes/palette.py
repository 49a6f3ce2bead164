"""The code palette: type a few letters of a code's name, press Enter, and it is done."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from coder.model.codebook import Code, paths
from coder.model.ids import CodebookId, CodeId
from ui.panels.codes.matching import Searchable, ranked
from ui.panels.codes.palette_rows import ROW, PaletteDelegate, PaletteRow, PaletteRows
from ui.widgets.labels import mute

_WIDTH = 480
_EDGE = 8
_SHOWN = 9
_LEAST = 3
_TAKEN = 110
"""Screen pixels of a row that tick, colour, key and scroll bar take."""


@dataclass(frozen=True)
class Question:
    """What the palette is opened for.

    `codes` in tree order; `then` gets the codes chosen; `create`, when given, makes a code of the
    words typed and returns its id (None when it could not). `books` are the titles of codebooks,
    shown where several codes have one name.
    """

    title: str
    codes: Sequence[Code]
    then: Callable[[list[CodeId]], None]
    recent: Sequence[CodeId] = field(default_factory=list)
    several: bool = True
    create: Callable[[str], CodeId | None] | None = None
    books: Mapping[CodebookId, str] = field(default_factory=dict)


class CodePalette(QFrame):
    """A list over the page until a code is chosen, Escape is pressed or the focus leaves."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setStyleSheet(
            "#palette { border: 1px solid palette(mid); border-radius: 6px;"
            " background: palette(window); }"
        )
        self.setAutoFillBackground(True)
        self._question: Question | None = None
        self._asked_from: QWidget | None = None
        self._searchable: list[Searchable] = []
        self._codes: dict[CodeId, tuple[Code, str]] = {}
        self._title = QLabel(self)
        self._typed = QLineEdit(self)
        self._rows = PaletteRows(self)
        self._list = QListView(self)
        self._rule = QLabel(self)
        self._hint = QLabel(self)
        self._layout = QVBoxLayout(self)
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self._typed.setPlaceholderText(self.tr("Type letters of a code’s name"))
        self._typed.setAccessibleName(self.tr("Code to find"))
        self._list.setModel(self._rows)
        self._list.setItemDelegate(PaletteDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(self.tr("Codes that fit"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rule.setWordWrap(True)
        self._rule.setTextFormat(Qt.TextFormat.PlainText)
        self._rule.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        bold = self._title.font()
        bold.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(bold)
        mute(self._hint)
        layout = self._layout
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(_EDGE)
        for part in (self._title, self._typed, self._list, self._rule, self._hint):
            layout.addWidget(part)

    def _connect(self) -> None:
        self._typed.textChanged.connect(self._search)
        self._typed.installEventFilter(self)
        self._list.clicked.connect(self._take)
        self._list.selectionModel().currentChanged.connect(self._show_rule)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def ask(self, question: Question, beside: QRect) -> None:
        """Open for a question, near `beside` (in the parent's coordinates) but not over it."""
        self._question = question
        focus = QApplication.focusWidget()
        if not (focus and self.isAncestorOf(focus)):
            self._asked_from = focus
        names = paths(list(question.codes))
        self._codes = {code.id: (code, names[code.id]) for code in question.codes}
        self._searchable = [Searchable.of(code, path) for code, path in self._codes.values()]
        self._rows.picked.clear()
        self._title.setText(question.title)
        self._typed.clear()
        self._place(beside)
        self._layout.activate()
        self._search("")
        self.show()
        self.raise_()
        self._typed.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Close without choosing; the keys go back to where one was."""
        if self.isVisible():
            self._question = None
            self._give_keys_back()
            self.hide()
            self.closed.emit()

    def _give_keys_back(self) -> None:
        """Give the keys back before hiding, or Qt would hand them to whatever comes next."""
        before, self._asked_from = self._asked_from, None
        focus = QApplication.focusWidget()
        if focus and self.isAncestorOf(focus) and before and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, beside: QRect) -> None:
        home = self.parentWidget()
        assert home is not None
        room = home.rect().adjusted(8, 8, -8, -8)
        rows = min(_SHOWN, max(4, len(self._codes)))
        line = self.fontMetrics().lineSpacing()
        self._rule.setFixedHeight(6 * line)
        self._list.setFixedHeight(rows * ROW)
        # As many rows as fit above or below, so that what is being coded stays in sight.
        free = max(room.bottom() - beside.bottom(), beside.top() - room.top()) - 8
        while rows > _LEAST and self.sizeHint().height() > free:
            rows -= 1
            self._list.setFixedHeight(rows * ROW)
        self.resize(min(_WIDTH, room.width()), self.sizeHint().height())
        below = QPoint(beside.left(), beside.bottom() + 8)
        above = QPoint(beside.left(), beside.top() - 8 - self.height())
        place = below
        if below.y() + self.height() > room.bottom() and above.y() >= room.top():
            place = above
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        top = max(room.top(), min(place.y(), room.bottom() - self.height()))
        self.move(left, top)

    def _search(self, typed: str) -> None:
        question = self._question
        if question is None:
            return
        rows = []
        names = Counter(code.name.casefold() for code, _ in self._codes.values())
        for found in ranked(typed, self._searchable, question.recent):
            code, path = self._codes[found]
            above = path.removesuffix(code.name).removesuffix(" › ")
            book = question.books.get(code.codebook) if names[code.name.casefold()] > 1 else ""
            above = " › ".join(part for part in (book, above) if part)
            rows.append(PaletteRow(code.name, above, code))
        name = " ".join(typed.split())
        if question.create and name and name.casefold() not in names:
            rows.append(PaletteRow(name))
        self._rows.show(rows)
        self._go(0)
        self._tell_hint()

    def _go(self, row: int) -> None:
        """Move to a row, as far as there are rows."""
        last = self._rows.rowCount() - 1
        index = self._rows.index(max(0, min(row, last))) if last >= 0 else QModelIndex()
        self._list.setCurrentIndex(index)
        self._show_rule(index)

    def _show_rule(self, index: QModelIndex) -> None:
        """Show what the highlighted code stands for."""
        row = self._rows.row(index)
        code = row.code if row else None
        if code is None:
            self._rule.setText(
                self.tr("A new code with this name.") if row else self.tr("No code fits.")
            )
            return
        parts = [
            self._codes[code.id][1] if self._is_cut(row) else "",
            code.definition,
            code.apply_when and self.tr("Apply when: ") + code.apply_when,
            code.do_not_apply_when and self.tr("Not when: ") + code.do_not_apply_when,
        ]
        if not any(parts[1:]):
            parts.append(self.tr("No definition yet."))
        rule = "\n".join(part for part in parts if part)
        self._rule.setText(self._shortened(rule))
        self._rule.setToolTip(rule)

    def _is_cut(self, row: PaletteRow | None) -> bool:
        """Say whether the list has no room for all of a name and what stands above it."""
        words = f"{row.name} {row.above}" if row else ""
        return self._list.fontMetrics().horizontalAdvance(words) > self._list.width() - _TAKEN

    def _shortened(self, rule: str) -> str:
        """Return as many whole words of a rule as its label has room for."""
        metrics, room = self._rule.fontMetrics(), self._rule.contentsRect()
        shown, words = rule, rule.split(" ")
        flags = Qt.TextFlag.TextWordWrap
        while len(words) > 1 and metrics.boundingRect(room, flags, shown).height() > room.height():
            words.pop()
            shown = " ".join(words) + " …"
        return shown

    def _tell_hint(self) -> None:
        question = self._question
        if question is None or not question.several:
            self._hint.setText(self.tr("Enter chooses · Esc closes"))
        elif self._rows.picked:
            names = ", ".join(self._codes[code][0].name for code in self._rows.picked)
            said, metrics = self.tr("Picked: {} · Enter assigns"), self._hint.fontMetrics()
            room = self.width() - 3 * _EDGE - metrics.horizontalAdvance(said)
            cut = Qt.TextElideMode.ElideRight
            self._hint.setText(said.format(metrics.elidedText(names, cut, room)))
        else:
            self._hint.setText(self.tr("Enter assigns · Ctrl+Enter picks several · Esc closes"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read the keys typed into the line that are meant for the list."""
        if watched is self._typed and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OURS:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        """Return whether the key was for the list."""
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key in _STEPS:
            self._go(self._list.currentIndex().row() + _STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif (enter and control) or (key == Qt.Key.Key_Space and not self._typed.text()):
            self._pick()
        elif enter:
            self._take(self._list.currentIndex())
        else:
            return False
        return True

    def _pick(self) -> None:
        """Pick the highlighted code and wait for more."""
        row = self._rows.row(self._list.currentIndex())
        if self._question and self._question.several and row and row.code:
            self._rows.toggle(row.code.id)
            self._typed.clear()
            self._tell_hint()

    def _take(self, index: QModelIndex) -> None:
        """Answer with the picked codes and, unless only picking went on, the highlighted one."""
        question, row, picked = self._question, self._rows.row(index), list(self._rows.picked)
        if question is None or (row is None and not picked):
            return
        searching = bool(self._typed.text())
        self.dismiss()
        if row and (searching or not picked):
            made = row.code.id if row.code else question.create and question.create(row.name)
            if made and made not in picked:
                picked.append(made)
        if picked:
            question.then(picked)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        """Close when another widget of the window takes the focus."""
        del old
        if self._question and now is not None and now is not self and not self.isAncestorOf(now):
            self.dismiss()


_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_SHOWN,
    Qt.Key.Key_PageDown: _SHOWN,
}
_OURS = (*_STEPS, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
