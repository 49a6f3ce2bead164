"""The foot of screening: what the rule says and why, one's verdict, and the rule as printed."""

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder.model.ids import CoderId
from coder.model.screening import VERDICTS, Decision, Screening, Verdict
from ui import theme
from ui.panels.screen import verdict_signs as signs
from ui.widgets.labels import mute, prose

_ROOMY = 680
"""Screen pixels that the column is high when the whole rule stands under the criteria."""
KEYS = {"include": "I", "possible": "B", "exclude": "X"}


class VerdictPanel(QWidget):
    """Shows what the rule says; another verdict can be chosen, with a reason.

    `decided` carries the verdict wanted ("": the rule's) and the reason, `withdrawn` says that
    one's decision is taken back, `left` that one goes back to the criteria.
    """

    decided = Signal(str, str)
    withdrawn = Signal()
    left = Signal()

    def __init__(self, rule: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._one: Screening | None = None
        self._chosen: Verdict = ""
        self._is_roomy = True
        self._said = prose(self)
        self._said.setTextFormat(Qt.TextFormat.RichText)
        self._own = prose(self)
        self._own.setTextFormat(Qt.TextFormat.RichText)
        self._buttons = {verdict: self._verdict_button(verdict) for verdict in VERDICTS}
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(self.tr("Reason of the verdict"))
        self.reason.returnPressed.connect(self.decide)
        self.go = QPushButton(self.tr("Decide, Next Report  ↵"), self)
        self.go.setToolTip(self.tr("Decide and go on to the next report (Enter)"))
        self.go.setMinimumHeight(theme.TARGET + 4)
        self.go.setDefault(True)
        self.go.clicked.connect(self.decide)
        self._back = QPushButton(self.tr("Withdraw"), self)
        self._back.setToolTip(self.tr("Take my decision back (Backspace)"))
        self._back.setMinimumHeight(theme.TARGET + 4)
        self._back.clicked.connect(self.withdrawn)
        self.fold = QToolButton(self)
        self.printed = mute(prose(self))
        self._lay_out()

    def _verdict_button(self, verdict: Verdict) -> QPushButton:
        button = QPushButton(f"{signs.STATES[verdict]}  {KEYS[verdict]}", self)
        button.setCheckable(True)
        button.setAccessibleName(signs.STATES[verdict])
        button.setMinimumHeight(theme.TARGET)
        button.setStyleSheet("padding: 4px 6px;")
        button.clicked.connect(lambda _=False: self.choose(verdict))
        return button

    def _lay_out(self) -> None:
        self.fold.setText(self.tr("The rule"))
        self.fold.setToolTip(self.tr("Show or fold the rule"))
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        self.fold.setObjectName("segment")
        self.fold.setMinimumHeight(theme.TARGET)
        self.fold.toggled.connect(self.printed.setVisible)
        self.printed.setTextFormat(Qt.TextFormat.RichText)
        self.printed.setFont(theme.body_font(9))
        verdicts = QHBoxLayout()
        verdicts.setSpacing(4)
        for button in self._buttons.values():
            verdicts.addWidget(button, 1)
        acts = QHBoxLayout()
        acts.setSpacing(theme.GRID)
        acts.addWidget(self.go, 1)
        acts.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self._said)
        column.addLayout(verdicts)
        column.addWidget(self.reason)
        column.addLayout(acts)
        column.addWidget(self._own)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.printed)

    @property
    def chosen(self) -> Verdict:
        """Return the verdict that is chosen against the rule, "" where the rule's holds."""
        return self._chosen

    def show_screening(self, one: Screening | None, names: Mapping[CoderId, str]) -> None:
        """Show what the rule says, what one decided, and then what others did."""
        is_other = _place(one) != _place(self._one)
        self._one = one
        self.setVisible(one is not None)
        if one is None:
            return
        if is_other:
            self._chosen = ""
            self.reason.clear()
        if is_other and one.decision and one.decision.is_overruled:
            self.reason.setText(one.decision.reason)
        self._show_rule(one)
        self._show_decisions(one, names)
        self._show_choice()

    def choose(self, verdict: Verdict) -> None:
        """Choose a verdict: the rule's is decided at once, another wants its reason first."""
        if self._one is None:
            return
        follows = verdict == self._one.rule
        self._chosen = "" if follows else verdict
        self._show_choice()
        if follows:
            self.decide()
        else:
            self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.reason.selectAll()

    def decide(self) -> None:
        """Decide as it is chosen, or as the rule says."""
        self.decided.emit(self._chosen, self.reason.text().strip())

    def give_up(self) -> None:
        """Choose nothing else than the rule."""
        self._chosen = ""
        self.reason.clear()
        self._show_choice()
        self.left.emit()

    def say(self, words: str) -> None:
        """Say what is missing, where the reason is written."""
        self.reason.setPlaceholderText(words)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rule(self, one: Screening) -> None:
        colour = signs.colour(one.rule or "open").name()
        head = signs.STATES[one.rule] if one.rule else self.tr("Open")
        says = one.rule_says.split(": ", 1)[-1] if one.rule else one.rule_says
        self._said.setText(
            f'<span style="color:{colour};font-weight:600;font-size:12pt">{head}</span>'
            f"&nbsp; {escape(says)}"
        )
        self._print_rule(one.ruling.line)

    def _print_rule(self, at: int) -> None:
        """Print the rule with the line that speaks in black; in a low window that line alone."""
        look = theme.current()
        lines = []
        for number, line in enumerate(self._rule, 1):
            words = f"{number}.&nbsp;{escape(line)}"
            if number == at:
                lines.append(f'<span style="color:{look.text}">{words}</span>')
            elif self._is_roomy:
                lines.append(words)
        self.printed.setText("<br>".join(lines))
        whole = "\n".join(f"{number}. {line}" for number, line in enumerate(self._rule, 1))
        self.printed.setToolTip("" if self._is_roomy else whole)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Print as much of the rule as the column has room for."""
        super().moveEvent(event)
        column = self.parentWidget()
        is_roomy = column is None or column.height() >= _ROOMY
        if is_roomy != self._is_roomy:
            self._is_roomy = is_roomy
            if self._one:
                self._print_rule(self._one.ruling.line)

    def _show_decisions(self, one: Screening, names: Mapping[CoderId, str]) -> None:
        told = [_told(each, names.get(each.coder, "")) for each in one.others]
        if one.decision:
            told.insert(0, _told(one.decision, self.tr("You")))
            if one.decision.is_stale:
                told.append(self.tr("The answers have changed since: decide again."))
        self._own.setText("<br>".join(told))
        self._own.setVisible(bool(told))
        self._back.setVisible(one.decision is not None)

    def _show_choice(self) -> None:
        one = self._one
        if one is None:
            return
        decided = one.decision.verdict if one.decision else ""
        shown = self._chosen or one.rule or decided
        for verdict, button in self._buttons.items():
            button.setChecked(verdict == shown)
        overrules = bool(self._chosen)
        words = self.tr("Why (F4)")
        if one.ruling.reason and not overrules:
            words = one.ruling.reason
        elif overrules and one.rule:
            rule = signs.STATES[one.rule].lower()
            words = self.tr("Why not “%1”, as the rule says").replace("%1", rule)
        elif overrules:
            words = self.tr("Why, while the rule is open")
        self.reason.setPlaceholderText(words)


def _place(one: Screening | None) -> tuple[bytes, bytes] | None:
    return (one.report, one.stage.id) if one else None


def _told(one: Decision, name: str) -> str:
    colour = signs.colour(one.verdict).name()
    verdict = f'<span style="color:{colour}">{signs.STATES[one.verdict]}</span>'
    reason = f" · {escape(one.reason)}" if one.reason else ""
    return f"{escape(name)}: {verdict}{reason}"
