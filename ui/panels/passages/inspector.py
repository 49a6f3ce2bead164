"""The passage pane: the quote, the codings on it, and what one can do to them."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coder.model.changes import Changes, Kind
from coder.model.codebook import paths
from coder.model.coding import Coding
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import CoderId, CodingId
from ui import ask
from ui.panels.passages.coding_row import CodingRow
from ui.panels.passages.section import Looked, PassageSection
from ui.session import Session
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label, heading
from ui.widgets.scroll import Scroll


class Inspector(QWidget):
    """Shows what is selected or what was clicked on the page.

    Some of one's own codings are "in hand": what the keys of the page act on. `codeAsked` carries
    the `Looked` to add a code to, `actAsked` the name of an act on what is in hand;
    `handChanged` says that the user took other codings in hand.
    """

    codeAsked = Signal(object)
    actAsked = Signal(str)
    handChanged = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sections: list[PassageSection] = []
        self._hand: tuple[CodingId, ...] = ()
        self._me: CoderId | None = None
        self._empty = empty_label(self)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._scroll = Scroll(self)
        self._lay_out()
        session.changed.connect(self._refresh_if_touched)
        self.setAccessibleName(self.tr("Passage"))
        self.look_at([])

    def _lay_out(self) -> None:
        self._empty.setText(
            self.tr("Select words on the page, or click a highlight, to see the passage here.")
        )
        self._column.setContentsMargins(0, 0, 8, 8)
        self._column.setSpacing(16)
        self._column.addStretch(1)
        self._scroll.setWidget(self._body)
        title = heading(self.tr("Passage"), self)
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.addWidget(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._empty, 1)

    @property
    def looked(self) -> list[Looked]:
        """Return what is shown, in order."""
        return [section.looked for section in self._sections]

    @property
    def rows(self) -> list[CodingRow]:
        """Return the rows of all codings that are shown."""
        return [row for section in self._sections for row in section.rows.values()]

    @property
    def in_hand(self) -> list[Coding]:
        """Return the own codings that the keys act on."""
        return [row.coding for row in self.rows if row.in_hand and row.own]

    def look_at(
        self, passages: Sequence[Looked], hand: Collection[CodingId] | None = None
    ) -> None:
        """Show these passages; none shows what to do to see one.

        Those codings of `hand` that are one's own come in hand. Without it, what was in hand
        stays so, or else the first of one's own comes in hand.
        """
        me = self._session.project.coder.id if self._session.is_open else None
        if (self.looked, self._me) != (list(passages), me):
            is_me = self._me == me
            self._me = me
            self._rebuild(passages, keep=is_me)
        self._empty.setVisible(not passages)
        self._scroll.setVisible(bool(passages))
        self._fill()
        self._take(hand)

    def save(self) -> None:
        """Write down what is being written."""
        for row in self.rows:
            row.memo.save()
        for section in self._sections:
            section.save_caption()

    def focus_memo(self, coding: CodingId) -> None:
        """Let the user write the memo of a coding."""
        for row in self.rows:
            if row.coding.id == coding:
                row.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self._scroll.ensureWidgetVisible(row)

    def _take(self, hand: Collection[CodingId] | None) -> None:
        """Have codings in hand."""
        own = [row.coding.id for row in self.rows if row.own and not row.isHidden()]
        if hand is None:
            hand = self._hand if set(own) & set(self._hand) else own[:1]
        self._hand = tuple(one for one in own if one in hand)
        for row in self.rows:
            row.take(in_hand=row.coding.id in self._hand)
        # Qt takes None for no proxy; its stub does not say so.
        keys_to(self, self._first_stop())

    def _first_stop(self) -> QWidget | None:
        """Return what gets the keys when the pane is gone to: a coding in hand, or adding one."""
        rows = [row for row in self.rows if not row.isHidden()]
        first = next((row for row in rows if row.in_hand), next(iter(rows), None))
        return first or next((section.add for section in self._sections), None)

    def _row_taken(self, coding: bytes, added: bool) -> None:  # noqa: FBT001 - Qt's signal
        one = CodingId(coding)
        if not added:
            self._take([one])
        elif one in self._hand:
            self._take([other for other in self._hand if other != one])
        else:
            self._take([*self._hand, one])
        self.handChanged.emit()

    def _step(self, coding: bytes, direction: int) -> None:
        """Go to the next coding, or the one before, by the keys."""
        rows = [row for row in self.rows if not row.isHidden()]
        at = next((at for at, row in enumerate(rows) if row.coding.id == coding), 0) + direction
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(rows[at])

    def _rebuild(self, passages: Sequence[Looked], *, keep: bool) -> None:
        """Show other passages or codings; what goes on from what is shown may `keep` its rows."""
        self.save()
        before = {section.looked.id: section for section in self._sections} if keep else {}
        sections = [self._section(one, before.get(one.id)) for one in passages]
        for section in self._sections:
            if section not in sections:
                section.hide()
                section.deleteLater()
        self._sections = sections
        for place, section in enumerate(sections):
            self._column.insertWidget(place, section)
            for coding in section.looked.codings:
                if coding not in section.rows:
                    self._add_row(section, self._session.project.codings.get(coding))

    def _section(self, looked: Looked, before: PassageSection | None) -> PassageSection:
        """Return the section that shows a passage, the one `before` if it can go on."""
        if before and before.go_on(looked):
            return before
        section = PassageSection(looked, self._body)
        section.codeAsked.connect(self.codeAsked)
        section.captionWritten.connect(self._write_caption)
        return section

    def _add_row(self, section: PassageSection, coding: Coding) -> None:
        own = coding.coder == self._session.project.coder.id
        row = CodingRow(coding, own=own, parent=section)
        row.actAsked.connect(self._ask)
        row.taken.connect(self._row_taken)
        row.stepAsked.connect(self._step)
        row.memoWritten.connect(self._write_memo)
        section.take_row(row)

    def _ask(self, coding: bytes, act: str) -> None:
        """Have an act done: on all in hand when the coding is one of them, else on it alone."""
        row = next((row for row in self.rows if row.coding.id == coding), None)
        if row is None:
            return
        if not row.in_hand:
            self._take([row.coding.id])
        if act == "memo" and row.hasFocus():
            self.focus_memo(row.coding.id)
        elif act in ("code again", "same code"):
            self._ask_on_others(row, act)
        else:
            self.save()
            self.actAsked.emit(act)

    def _ask_on_others(self, row: CodingRow, act: str) -> None:
        """Have a code put on what another coder coded."""
        section = next(one for one in self._sections if row.coding.id in one.rows)
        if act == "code again":
            self.codeAsked.emit(section.looked)
            return
        codings = self._session.project.codings
        passage = codings.passage(row.coding.passage)
        self._attempt(lambda: codings.add(passage, [row.coding.code]))

    def _fill(self) -> None:
        """Let every row show what the project says now."""
        if not self.rows:
            return
        project = self._session.project
        codes = project.codebook.codes()
        names, by_id = paths(codes), {code.id: code for code in codes}
        coders = {coder.id: coder for coder in project.coders.listed()}
        for row in self.rows:
            try:
                coding = project.codings.get(row.coding.id)
            except NotFoundError:
                row.memo.discard()
                row.hide()
                continue
            row.show()
            row.show_coding(
                coding,
                by_id.get(coding.code),
                names.get(coding.code, ""),
                coders.get(coding.coder),
            )
        for section in self._sections:
            section.show_caption()

    def _refresh_if_touched(self, changes: Changes) -> None:
        """Codings that come or go are told by `look_at`; here only what the rows say changes."""
        shown = {row.coding.id for row in self.rows}
        if changes.touches(Kind.CODE, Kind.CODER) or shown & changes.ids.get(
            Kind.CODING, frozenset()
        ):
            self._fill()

    def _write_memo(self, coding: bytes, memo: str, goes_on: bool) -> None:  # noqa: FBT001
        codings = self._session.project.codings
        self._attempt(lambda: codings.set_memo(CodingId(coding), memo, goes_on=goes_on))

    def _write_caption(self, own: list[CodingId], caption: str) -> None:
        self._attempt(lambda: self._session.project.codings.set_caption(own, caption))

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ProjectError as error:
            ask.tell(self, str(error))
