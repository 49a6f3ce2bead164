"""What is done to codings by keys, bar, palette and pane, in the report in hand."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication

from coder.model.changes import Changes, Kind
from coder.model.codebook import Code
from coder.model.coding import Coding
from coder.model.ids import CodebookId, CodeId, CodingId
from coder.model.passage import PageRange
from ui.panels.codes.palette import Question
from ui.panels.passages.inspector import Inspector
from ui.reader.area_extent import Area
from ui.reader.source import Look
from ui.session import Session
from ui.stages import extents
from ui.stages.code_drop import CodeDrop
from ui.stages.coding_acts import CodingActs
from ui.stages.in_vain import in_vain
from ui.stages.looking import Looking
from ui.stages.memo_writing import MemoWriting
from ui.stages.open_report import OpenReport
from ui.stages.recent_codes import RecentCodes


class CodingDesk(QObject):
    """Puts codes on what is selected, or else on the passage that is looked at.

    It works on the report that `attach` gave it. `paletteAsked` carries the `Question` to open
    the palette with; `create` makes a code of words typed there, and is set by the owner.
    """

    paletteAsked = Signal(object)

    def __init__(self, session: Session, inspector: Inspector, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._inspector = inspector
        self._opened: OpenReport | None = None
        self._codes: list[Code] = []
        self.recent = RecentCodes()
        self.create: Callable[[str, CodebookId | None], CodeId | None] | None = None
        self.looking = Looking(session, inspector, self)
        self.acts = CodingActs(session, self)
        self.memos = MemoWriting(session, self)
        self._drop = CodeDrop(self)
        inspector.codeAsked.connect(self.ask_code)
        inspector.actAsked.connect(self.do)
        self.acts.done.connect(self.looking.after)
        self._drop.dropped.connect(self._code_dropped)
        session.changed.connect(self._refresh_if_touched)
        self.reload()

    def attach(self, opened: OpenReport) -> None:
        """Work on this report from now on."""
        self.detach()
        self._opened = self.acts.opened = opened
        self.looking.attach(opened)
        for signal, slot in self._wires(opened):
            signal.connect(slot)
        self._drop.watch(opened.pane)
        self.offer_recent()

    def detach(self) -> None:
        """Work on no report."""
        self.memos.leave()
        self.looking.detach()
        self._drop.watch(None)
        opened, self._opened = self._opened, None
        self.acts.opened = None
        for signal, slot in self._wires(opened) if opened else ():
            signal.disconnect(slot)

    def _wires(self, opened: OpenReport) -> list[tuple[SignalInstance, Callable[..., object]]]:
        """Return what is listened to while a report is in hand."""
        pane, view, bar = opened.pane, opened.pane.view, opened.pane.bar
        return [
            (view.extentChanged, self._move),
            (view.areaMoved, self._move_area),
            (view.keyAct, self.do),
            (pane.codeRequested, self.ask_code),
            (pane.memoRequested, self.ask_memo),
            (pane.codeChosen, self._assign_one),
            (bar.citeRequested, self.cite),
            (bar.inVivoRequested, self.code_in_vivo),
            (bar.copyRequested, self._tell_copied),
            (view.inVain, self._tell_in_vain),
        ]

    @property
    def codes(self) -> list[Code]:
        """Return the codes as last read, in tree order."""
        return self._codes

    def look_at_codings(self, codings: Sequence[CodingId]) -> None:
        """Show codings, each passage with all that is on it."""
        self.looking.at_codings(codings)

    def look_away(self) -> None:
        """Look at nothing."""
        self.looking.away()

    def do(self, act: str) -> None:
        """Do what a key or a menu names; see `ui.panels.coding_words.ACTS`."""
        own: dict[str, Callable[[], object]] = {
            "memo": self.ask_memo,
            "split": self.split,
            "join": self.join,
            "move": self.move_to_selection,
            "in vivo": self.code_in_vivo,
            "cite": self.cite,
        }
        if self._opened is None:
            return
        if act in own:
            own[act]()
            return
        hand = self.looking.hand
        if not hand:
            self.acts.tell(self.tr("Click a coding of your own first."))
        elif act == "delete":
            self._inspector.save()
            self.acts.delete(hand)
        elif act == "recode":
            self.ask(self.tr("Give it another code"), partial(self._recode, hand), several=False)
        elif act == "copy code":
            self.ask(self.tr("Copy to another code"), partial(self._copy_to, hand))
        else:
            self.acts.mark(hand, act)

    def assign(self, codes: Sequence[CodeId], memo: str = "") -> list[CodingId]:
        """Put codes on the selection or the passage looked at; return the codings."""
        passage = self.looking.target()
        if passage is None:
            self._tell_how()
            return []
        made = self.acts.assign(passage, codes, memo)
        if made:
            self.use(codes)
        if self._opened and self._opened.pane.view.highlights.hides(made):
            self.acts.tell(self.tr("Coded. The filter of the pages does not show it."), 1)
        return made

    def use(self, codes: Sequence[CodeId]) -> None:
        """Offer these codes first from now on."""
        self.recent.use(codes)
        self.offer_recent()

    def learn(self, codings: Sequence[Coding]) -> None:
        """Offer the codes of one's latest codings among these."""
        self.recent.learn(codings, self._session.project.coder.id)
        self.offer_recent()

    def offer_recent(self) -> None:
        """Let the bar at the selection offer the codes used last."""
        if self._opened:
            looks = {code.id: Look(code.colour, code.name) for code in self._codes}
            known = [(code, looks[code]) for code in self.recent.codes if code in looks]
            self._opened.pane.bar.set_recent(known)

    def _assign_one(self, code: CodeId) -> None:
        self.assign([code])

    def ask_code(self, _looked: object = None) -> None:
        """Open the palette for the selection or the passage looked at."""
        if self.looking.anything:
            self.ask(self.tr("Code this passage"), self.assign)
        else:
            self._tell_how()

    def _tell_how(self) -> None:
        self.acts.tell(self.tr("Select words on the page first, then choose a code."))

    def ask_memo(self) -> None:
        """Let the user write a memo: on the coding in hand, or on one made for it."""
        hand = self.looking.hand
        if self._opened and hand and not self.looking.has_selection:
            self._inspector.save()
            self.memos.open(self.looking.view, self._session.project.codings.get(hand[0].id))
        elif self.looking.anything:
            title = self.tr("Code this passage, then write the memo")
            self.ask(title, self._assign_with_memo)
        else:
            self._tell_how()

    def _assign_with_memo(self, codes: list[CodeId]) -> None:
        made = self.assign(codes)
        if made:
            self.memos.open(self.looking.view, self._session.project.codings.get(made[0]))

    def _recode(self, hand: list[Coding], codes: list[CodeId]) -> None:
        self.acts.recode(hand, codes[0])
        self.use(codes[:1])

    def _copy_to(self, hand: list[Coding], codes: list[CodeId]) -> None:
        if self.acts.copy_to(hand, codes):
            self.use(codes)

    def code_in_vivo(self) -> None:
        """Make a code named by the selected words, beside the code used last."""
        passage = self.looking.target()
        if passage is None:
            self._tell_how()
            return
        used = next(iter(self.recent.codes), None)
        beside = next((code for code in self._codes if code.id == used), None)
        made = self.acts.code_in_vivo(passage, beside)
        if made:
            self.use([self._session.project.codings.get(made[0]).code])

    def split(self) -> None:
        """Split the coding in hand at what is selected, or at the caret."""
        assert self._opened is not None
        ranges, caret = self.looking.view.selection(), self.looking.view.caret
        if ranges:
            cuts = [extents.begin(ranges), extents.end(ranges)]
        elif caret:
            cuts = [(caret.page, caret.offset)]
        else:
            cuts = []
        found = self._over(cuts[0], cuts[-1], whole=True) if cuts else self.looking.hand
        if found:
            self.acts.split(found[0], cuts)
        else:
            self.acts.tell(self.tr("Put the caret inside a passage you coded, to split it there."))

    def join(self) -> None:
        """Join what is selected of one code, or in hand, or the coding in hand with the next."""
        assert self._opened is not None
        ranges, hand = self.looking.view.selection(), self.looking.hand
        if ranges:
            hand = self._over(extents.begin(ranges), extents.end(ranges), whole=False)
        together = [one for one in hand if hand and one.code == hand[0].code and not one.is_area]
        if len(together) == 1:
            later = self.acts.next_of_code(together[0])
            together += [later] if later else []
        if len(together) > 1:
            self.acts.join(together)
        else:
            self.acts.tell(self.tr("There is no other passage of the same code to join with."))

    def _over(self, start: extents.Place, stop: extents.Place, *, whole: bool) -> list[Coding]:
        """Return one's own codings there, those in hand last first."""
        found = self.acts.own_over(start, stop, whole=whole)
        return sorted(found, key=lambda one: one.id not in self.looking.before)

    def move_to_selection(self) -> None:
        """Move the codings that were in hand last to the words or the area selected since."""
        passage = self.looking.target() if self.looking.has_selection else None
        codings = self._session.project.codings
        shown = {mark.coding for mark in self._opened.marks.marks} if self._opened else set()
        before = [codings.get(one) for one in self.looking.before if one in shown]
        if passage and before:
            self._inspector.save()
            self.acts.put(before, passage)
        else:
            how = self.tr("Click a coding of your own, then select where it belongs.")
            self.acts.tell(how)

    def cite(self) -> None:
        """Copy the words selected or looked at with their source."""
        passage = self.looking.target()
        if passage and self._opened:
            words = extents.cited(passage, self._opened.report, self._opened.facts)
            QGuiApplication.clipboard().setText(words)
            self.acts.tell(self.tr("Copied with citation"))
        else:
            self._tell_in_vain("cite")

    def _tell_copied(self) -> None:
        self.acts.tell(self.tr("Copied"))

    def _tell_in_vain(self, what: str) -> None:
        self.acts.tell(in_vain(what))

    def _move(self, ranges: Sequence[PageRange]) -> None:
        """Give one's own codings of the passage in hand another extent."""
        if own := self._own_in_hand():
            self.acts.move(own, ranges)

    def _move_area(self, area: Area) -> None:
        """Have one's own codings of the area in hand lie elsewhere."""
        own = self._own_in_hand()
        if own and self._opened:
            place = extents.area(self._session.project, self._opened, *area)
            self.acts.put(own, place)

    def _own_in_hand(self) -> list[Coding]:
        """Return one's own codings on the passage in hand, what is written of them put down."""
        self._inspector.save()
        passages = {one.passage for one in self.looking.hand}
        rows = [row for row in self._inspector.rows if row.own and not row.isHidden()]
        return [row.coding for row in rows if row.coding.passage in passages]

    def _code_dropped(self, code: CodeId, codings: list[CodingId]) -> None:
        """Put a code on the selection it was dropped on, or on the passage."""
        if codings:
            self.looking.view.clear_selection()
            self.look_at_codings(codings[:1])
        self.assign([code])
        self.looking.view.setFocus()

    def ask(
        self, title: str, then: Callable[[list[CodeId]], object], *, several: bool = True
    ) -> None:
        """Open the palette with a question."""
        recent = self.recent.codes

        def answer(chosen: list[CodeId]) -> None:
            self.looking.view.setFocus()
            then(chosen)

        def create(name: str) -> CodeId | None:
            used = next(iter(recent), None)
            book = next((code.codebook for code in self._codes if code.id == used), None)
            return self.create(name, book) if self.create else None

        assignable = [code for code in self._codes if code.assignable]
        titles = {book.id: book.title for book in self._session.project.codebook.codebooks()}
        question = Question(title, assignable, answer, recent, several, create, titles)
        self.paletteAsked.emit(question)

    def reload(self) -> None:
        """Read the codes of the project, if one is open."""
        is_open = self._session.is_open
        self._codes = self._session.project.codebook.codes() if is_open else []
        self.offer_recent()

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.CODE):
            self.reload()
