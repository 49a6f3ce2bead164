"""Carrying out what is done to codings; each is one step of undo."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder.model.codebook import Code
from coder.model.coding import Coding
from coder.model.errors import ProjectError
from coder.model.ids import CodeId, CodingId, PassageId
from coder.model.passage import PageRange, Passage
from coder.project import Project
from ui import ask
from ui.session import Session
from ui.stages import extents
from ui.stages.extents import Place
from ui.stages.open_report import OpenReport
from ui.widgets.labels import page_place

_T = TypeVar("_T")


class CodingActs(QObject):
    """Does to codings of the report in hand what was asked; what cannot be done is said.

    `done` carries the ids of the codings to have in hand now: they lie on one passage.
    """

    done = Signal(list)

    def __init__(self, session: Session, window: QObject) -> None:
        super().__init__(window)
        self._session = session
        self.opened: OpenReport | None = None

    @property
    def _project(self) -> Project:
        return self._session.project

    def tell(self, word: str, undoes: int = 0) -> None:
        """Say a quiet word; `undoes` is how many acts undo would take back for it."""
        self._session.told.emit(word, undoes)

    def _attempt(self, act: Callable[[], _T]) -> _T | None:
        """Do something; None when it was refused, the user having been told why."""
        try:
            return act()
        except ProjectError as error:
            ask.tell(self._window, str(error))
            return None

    def _is_done(self, act: Callable[[], object]) -> bool:
        """Do something; say whether it was done."""
        return self._attempt(lambda: (act(),)) is not None

    @property
    def _window(self) -> QWidget | None:
        return self.opened.pane if self.opened else None

    def assign(self, passage: Passage, codes: Sequence[CodeId], memo: str = "") -> list[CodingId]:
        """Put codes on a passage; return the codings."""
        made = self._attempt(lambda: self._project.codings.add(passage, codes, memo)) or []
        if made:
            self.done.emit(made)
        return made

    def recode(self, codings: Sequence[Coding], code: CodeId) -> None:
        """Give codings another code."""
        made = self._attempt(lambda: self._project.codings.recode_all(_ids(codings), code)) or []
        if made and len({one.passage for one in codings}) == 1:
            self.done.emit(made)

    def copy_to(self, codings: Sequence[Coding], codes: Sequence[CodeId]) -> list[CodingId]:
        """Put other codes on the passages of codings, with what they say."""
        made = self._attempt(lambda: self._project.codings.copy_to(_ids(codings), codes)) or []
        if made:
            self.done.emit(made)
        return made

    def mark(self, codings: Sequence[Coding], act: str) -> None:
        """Give codings a direction ("+", "-", "±") or a depth; what all have is taken away."""
        service, ids = self._project.codings, _ids(codings)
        if act in ("central", "limited"):
            depth = "" if all(one.depth == act for one in codings) else act
            self._attempt(lambda: service.mark(ids, depth=depth))
        else:
            direction = "" if all(one.direction == act for one in codings) else act
            self._attempt(lambda: service.mark(ids, direction=direction))

    def delete(self, codings: Sequence[Coding]) -> None:
        """Take codings away."""
        names = {code.id: code.name for code in self._project.codebook.codes()}
        service = self._project.codings
        if self._is_done(lambda: service.delete(_ids(codings))):
            word = (
                self.tr("Deleted the coding “{}”").format(names.get(codings[0].code, ""))
                if len(codings) == 1
                else self.tr("Deleted {} codings").format(len(codings))
            )
            self.tell(word, 1)

    def move(self, codings: Sequence[Coding], ranges: Sequence[PageRange]) -> None:
        """Give codings another extent."""
        assert self.opened is not None
        try:
            passage = extents.passage(self._project, self.opened, ranges)
        except ValueError:
            self.tell(self.tr("There are no words in there. The passage stays as it was."))
            return
        self.put(codings, passage)

    def put(self, codings: Sequence[Coding], passage: Passage) -> None:
        """Move codings to a passage."""
        assert self.opened is not None
        ids = _ids(codings)
        if self._is_done(lambda: self._project.codings.move(ids, passage)):
            there = self.opened.marks.codings_on(passage.id)
            self.done.emit([one for one in there if one in ids] or list(there))

    def split(self, coding: Coding, cuts: Sequence[Place]) -> None:
        """Make several passages of one, cut at these places."""
        assert self.opened is not None
        project, opened = self._project, self.opened
        whole = project.codings.passage(coding.passage)
        if whole.is_area:
            self.tell(self.tr("An area cannot be split. Draw two areas instead."))
            return
        parts = extents.pieces(whole.ranges, cuts, extents.pages_of(project, opened))
        if len(parts) < 2:
            self.tell(
                self.tr("Put the caret, or select words, inside the passage to be split there.")
            )
            return
        passages = [extents.passage(project, opened, part) for part in parts]
        made = self._attempt(lambda: project.codings.split(coding.id, passages))
        if made:
            self.tell(self.tr("Split into {} passages").format(len(made)), 1)
            self.done.emit([coding.id])

    def join(self, codings: Sequence[Coding]) -> None:
        """Make one passage of those of several codings of one code, with the words between."""
        assert self.opened is not None
        project, opened = self._project, self.opened
        pages = extents.pages_of(project, opened)
        passages = [project.codings.passage(one.passage) for one in codings]
        passages.sort(key=lambda one: extents.begin(one.ranges))
        for one, other in pairwise(passages):
            if not extents.are_near(one, other, pages):
                where = page_place(opened.facts[other.page].label, other.page)
                self.tell(
                    self.tr("The next passage of this code is on {}, too far to join.").format(
                        where
                    )
                )
                return
        whole = extents.passage(project, opened, extents.spanning(passages, pages))
        kept = self._attempt(lambda: project.codings.join(_ids(codings), whole))
        if kept:
            self.tell(self.tr("Joined {} passages").format(len(codings)), 1)
            self.done.emit([kept])

    def next_of_code(self, coding: Coding) -> Coding | None:
        """Return one's own coding of the same code that begins next in the report."""
        assert self.opened is not None
        place = coding.page, coding.start, coding.id
        later = [
            (one.page, one.start, one.coding)
            for one in self.opened.marks.marks
            if one.code == coding.code and one.coder == coding.coder and not one.is_area
        ]
        found = min((one for one in later if one > place), default=None)
        return self._project.codings.get(found[2]) if found else None

    def own_over(self, start: Place, stop: Place, *, whole: bool) -> list[Coding]:
        """Return one's own text codings over a place, the shortest passage first.

        With `whole` those that hold all of it, else those that share some of it.
        """
        assert self.opened is not None
        codings, own = self._project.codings, self._project.coder.id
        known: dict[PassageId, tuple[PageRange, ...]] = {}
        found = []
        for mark in self.opened.marks.marks:
            if mark.coder != own or mark.is_area or not mark.quads:
                continue
            if mark.quads[0][0] > stop[0] or mark.quads[-1][0] < start[0]:
                continue
            if mark.passage not in known:
                known[mark.passage] = codings.passage(mark.passage).ranges
            ranges = known[mark.passage]
            shares = extents.begin(ranges) < stop and start < extents.end(ranges)
            if extents.holds(ranges, start, stop) if whole else shares:
                found.append((sum(one.end - one.start for one in ranges), mark.coding))
        return [codings.get(coding) for _, coding in sorted(found)]

    def code_in_vivo(self, passage: Passage, beside: Code | None) -> list[CodingId]:
        """Make a code named by the words of a passage, beside a code, and put it there."""
        name = extents.in_vivo_name(passage.quote)
        if not name:
            self.tell(self.tr("There are no words in there to name a code by."))
            return []
        service = self._project.codebook
        known = next(
            (
                code.id
                for code in service.codes()
                if code.assignable and code.name.casefold() == name.casefold()
            ),
            None,
        )
        book, parent = (beside.codebook, beside.parent) if beside else (None, None)
        code = known or self._attempt(lambda: service.add(book, parent, name))
        made = self.assign(passage, [code]) if code else []
        if made:
            word = self.tr("Coded as “{}”") if known else self.tr("Made the code “{}”")
            self.tell(word.format(name), 1 if known else 2)
        return made


def _ids(codings: Sequence[Coding]) -> list[CodingId]:
    return [coding.id for coding in codings]
