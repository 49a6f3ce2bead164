"""The page To Confirm: codings made under an old definition, gone through with one key each."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.codebook import Code
from coder.model.coding import Coding
from coder.model.errors import ProjectError
from coder.model.ids import CONSENSUS, CodeId, CoderId, CodingId
from coder.model.rewording import Rules
from ui import ask, theme
from ui.panels.codebook.reconfirm_rows import ReconfirmRows, ReconfirmView
from ui.panels.codebook.rows import tr
from ui.panels.codes.palette import CodePalette, Question
from ui.panels.team.differ_rows import Known
from ui.session import Session
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import breakable, empty_label, heading, mute, prose
from ui.widgets.scroll import Scroll

_ACTS = (
    ("confirm", "&Confirm", "C"),
    ("recode", "&Recode…", "R"),
    ("remove", "Remove", "Delete"),
    ("show", "Go to the Page", "Enter"),
    ("confirm-all", "Confirm All of This Code", "Shift+C"),
    ("same", "Same Meaning", "S"),
)
_RULES = (
    ("definition", "Definition"),
    ("apply_when", "Apply when"),
    ("do_not_apply_when", "Do not apply when"),
)


class ReconfirmPanel(QWidget):
    """What of one's own, and of Consensus, waits; of others it says how many do."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._codes: list[Code] = []
        self.rows = ReconfirmRows(self)
        self.list = ReconfirmView(self.rows, self)
        self.palette_of_codes = CodePalette(self)
        self._others = mute(prose(self))
        self._name = heading("", self)
        self._text = prose(self)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._empty = empty_label(self)
        self._stack = QStackedWidget(self)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.list.asked.connect(self.do)
        self.list.turned.connect(self._tell)
        self.palette_of_codes.closed.connect(self.list.setFocus)

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.list, 1)
        self._others.setContentsMargins(theme.GRID, 0, theme.GRID, 2 * theme.GRID)
        column.addWidget(self._others)
        scroll = Scroll(self)
        scroll.setWidget(self._text)
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(3 * theme.GRID, 0, 3 * theme.GRID, 2 * theme.GRID)
        beside.setSpacing(theme.GRID)
        beside.addWidget(self._name)
        beside.addWidget(scroll, 1)
        for acts in (_ACTS[:4], _ACTS[4:]):
            beside.addLayout(self._button_row(acts))
        keys = tr("C confirms, R recodes, X or Delete removes, Enter goes to the page")
        beside.addWidget(mute(QLabel(keys, self)))
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setSizes([420, 700])
        self._empty.setText(
            tr(
                "Nothing waits. When the definition of a code changes, the codings made under "
                "the old one are listed here to be confirmed."
            )
        )
        self._stack.addWidget(split)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        keys_to(self, self.list)

    def _button_row(self, acts: Sequence[tuple[str, str, str]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for act, words, key in acts:
            button = QPushButton(tr(words), self)
            button.setToolTip(f"{tr(words).replace('&', '')} ({key})")
            button.setMinimumHeight(theme.TARGET)
            button.clicked.connect(lambda _=False, act=act: self.do(act))
            self.buttons[act] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def reload(self) -> None:
        """Read again what waits; the cursor stays, or goes to what comes next."""
        project = self._session.project
        waiting = project.rewording.outdated()
        mine = [one for one in waiting if one.coder in {project.coder.id, CONSENSUS}]
        self._codes = project.codebook.codes()
        known = Known(
            self._codes, project.coders.all(), project.reports.all(), project.reports.labels()
        )
        current, row = self.current, self.list.currentIndex().row()
        self.rows.show(mine, known)
        same = self.rows.row_of(current.id) if current else -1
        place = same if same >= 0 else self.rows.near(max(row, 0))
        self.list.setCurrentIndex(self.rows.index(place))
        self._tell_others(waiting, {one.id for one in mine})
        self._stack.setCurrentIndex(0 if mine or self._others.text() else 1)
        self._tell()

    @property
    def count(self) -> int:
        """Return how many codings are listed."""
        return len(self.rows.all)

    @property
    def current(self) -> Coding | None:
        """Return the coding in hand."""
        return self.rows.at(self.list.currentIndex().row())

    def show_code(self, code: CodeId) -> None:
        """Go to the first coding of a code that waits."""
        row = self.rows.first_of(code)
        if row >= 0:
            self.list.setCurrentIndex(self.rows.index(row))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self, act: str) -> None:
        """Do what a key or a button stands for, to the coding in hand."""
        one = self.current
        if one is None:
            return
        project = self._session.project
        acts: dict[str, Callable[[], object]] = {
            "confirm": lambda: project.rewording.confirm([one.id]),
            "confirm-all": lambda: project.rewording.confirm(self._all_of(one.code)),
            "remove": lambda: project.codings.delete([one.id]),
            "same": lambda: project.rewording.same_meaning(one.code),
            "recode": lambda: self._ask_code(one),
            "show": lambda: self._session.showPassage.emit(one.id),
        }
        try:
            acts[act]()
        except ProjectError as error:
            ask.tell(self, str(error))
        if act not in {"recode", "show"}:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._session.is_open:
            self._tell()

    def _all_of(self, code: CodeId) -> list[CodingId]:
        return [one.id for one in self.rows.all if one.code == code]

    def _ask_code(self, one: Coding) -> None:
        others = [code for code in self._codes if code.assignable and code.id != one.code]
        question = Question(
            tr("Recode as…"),
            others,
            lambda chosen: self._recode(one, chosen[0]),
            several=False,
        )
        button = self.buttons["recode"]
        beside = QRect(button.mapTo(self, QPoint(0, 0)), button.size())
        self.palette_of_codes.ask(question, beside)

    def _recode(self, one: Coding, code: CodeId) -> None:
        try:
            self._session.project.codings.recode(one.id, code)
        except ProjectError as error:
            ask.tell(self, str(error))

    def _tell_others(self, waiting: Sequence[Coding], mine: set[bytes]) -> None:
        project = self._session.project
        names = {coder.id: coder.name for coder in project.coders.all()}
        counts: dict[CoderId, int] = {}
        for one in waiting:
            if one.id not in mine:
                counts[one.coder] = counts.get(one.coder, 0) + 1
        told = ", ".join(f"{names.get(coder, '')} {count}" for coder, count in counts.items())
        words = tr("Others confirm their own codings, in their copies: {}.")
        self._others.setText(words.format(told) if told else "")
        self._others.setVisible(bool(told))

    def _tell(self) -> None:
        """Show the passage in hand, and the rules of its code then and now."""
        one = self.current
        for button in self.buttons.values():
            button.setEnabled(one is not None)
        self._name.setText("")
        self._text.setText("")
        if one is None:
            return
        code = self.rows.known.code(one.code)
        then = self._session.project.rewording.rules_then(one)
        self._name.setText((code.name if code else "").upper())
        if code:
            self._text.setText(self._words(one, code, then))

    def _words(self, one: Coding, code: Code, then: Rules | None) -> str:
        muted = self.palette().placeholderText().color().name()
        known = self.rows.known
        quote = one.caption or breakable(one.quote)
        place = f"{known.title(one.report)}, {known.page(one.report, one.page)}"
        parts = [
            f'<p style="margin:0 0 2px 0">“{escape(quote)}”</p>',
            f'<p style="color:{muted}; margin:0 0 14px 0">{escape(place)}</p>',
        ]
        if one.memo:
            parts.append(f'<p style="margin:0 0 14px 0">{escape(one.memo)}</p>')
        for field, label in _RULES:
            now, before = getattr(code, field), getattr(then, field) if then else ""
            parts.append(_rule(tr(label), before, now, muted))
        return "".join(parts)


def _rule(label: str, before: str, now: str, muted: str) -> str:
    if not before and not now:
        return ""
    title = f'<span style="color:{muted}">{escape(label)}</span><br>'
    if before == now:
        return f'<p style="margin:0 0 10px 0">{title}{_lines(now)}</p>'
    was = f'<span style="color:{muted}"><s>{_lines(before)}</s></span><br>' if before else ""
    return f'<p style="margin:0 0 10px 0">{title}{was}<b>{_lines(now)}</b></p>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
