"""The marks of the open report, page by page: what there is, what is lit, what lies where."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point
from coder.model.ids import CodeId, CodingId, PassageId
from coder.model.mark_filter import EVERYTHING, MarkFilter
from ui.reader.marks import PageMarks
from ui.reader.source import Look, Side
from ui.reader.stripes import Stripe, stripes
from ui.reader.voices import Voices

_PLAIN = Look("#888888", "")

_NEAR = 0.5
"""Points by which two heights on a page may differ and still be the same."""


class _Begin(NamedTuple):
    """A passage that begins on a page: where in its text, how high up, and what is coded of it."""

    start: int
    top: float
    passage: PassageId
    codings: list[CodingId]


class Highlights:
    """Marks by page. A page's pieces and stripes are worked out when it is first shown.

    `lit` and `under` hold ids of codings or passages: those picked out by the owner, and those
    under the pointer; `sides` what several coders did at one place.
    """

    def __init__(self, sizes: Sequence[PageSize] = ()) -> None:
        self._sizes = sizes
        self._looks: Mapping[CodeId, Look] = {}
        self._marks: dict[CodingId, Mark] = {}
        self._by_page: dict[int, dict[CodingId, Mark]] = defaultdict(dict)
        self._worked: dict[int, PageMarks] = {}
        self._stripes: dict[int, list[Stripe]] = {}
        self._shown = 0
        self.filter = EVERYTHING
        self.voices = Voices()
        self.lit: frozenset[bytes] = frozenset()
        self.under: frozenset[bytes] = frozenset()
        self.sides: tuple[Side, ...] = ()

    def show(self, marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> None:
        """Show these marks and no others, as far as the filter lets them pass."""
        self._looks = dict(looks)
        self._marks = {mark.coding: mark for mark in marks}
        self._sort()

    def add(self, marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> bool:
        """Show these as well; one of a coding that is shown already takes its place.

        Return whether any code looks different now.
        """
        marks = list(marks)
        is_restyled = any(self._looks.get(code, look) != look for code, look in looks.items())
        self._looks = {**self._looks, **looks}
        self.remove({mark.coding for mark in marks})
        self._marks.update((mark.coding, mark) for mark in marks)
        self._put(marks)
        return is_restyled

    def remove(self, codings: Collection[CodingId]) -> None:
        """Show the marks of these codings no more."""
        gone = [self._marks.pop(coding) for coding in set(codings) if coding in self._marks]
        for mark in gone:
            self._shown -= self.filter.passes(mark)
            for page in mark.pages:
                if self._by_page[page].pop(mark.coding, None):
                    self._forget(page)

    def set_filter(self, wanted: MarkFilter) -> None:
        """Show the marks that pass, and no others."""
        if wanted != self.filter:
            self.filter = wanted
            self._sort()

    def hear(self, voices: Voices) -> None:
        """Have the names of coders and their words; tell their codings apart from now on."""
        self.voices = voices
        self._worked.clear()
        self._stripes.clear()

    def resize(self, sizes: Sequence[PageSize]) -> None:
        """Have other sizes of the pages as shown: they were turned."""
        self._sizes = sizes
        self._sort()

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many codings are shown, and how many there are."""
        return self._shown, len(self._marks)

    def hides(self, codings: Iterable[CodingId]) -> bool:
        """Say whether the filter keeps any of these from the pages."""
        marks = (self._marks[one] for one in codings if one in self._marks)
        return not all(map(self.filter.passes, marks))

    def look(self, code: CodeId) -> Look:
        """Return how a code looks; grey and without a name when nobody said."""
        return self._looks.get(code, _PLAIN)

    def on_page(self, page: int) -> PageMarks | None:
        """Return the marks of a page, or None when it has none."""
        if not self.is_coded(page):
            return None
        if page not in self._worked:
            marks = list(self._by_page[page].values())
            is_other = self.voices.is_other
            self._worked[page] = PageMarks(page, self._sizes[page], marks, is_other)
        return self._worked[page]

    def is_coded(self, page: int) -> bool:
        """Say whether anything on a page is coded that is shown."""
        return bool(self._by_page.get(page))

    def stripes(self, page: int) -> list[Stripe]:
        """Return the stripes beside a page from top to bottom; the same list until they change."""
        if page not in self._stripes:
            marks = self.on_page(page)
            self._stripes[page] = stripes(marks) if marks else []
        return self._stripes[page]

    def spans(self, page: int) -> list[tuple[float, float, str]]:
        """Return top and bottom of what is coded on a page, in points as shown, and the colour."""
        return [(one.top, one.bottom, self.look(one.code).colour) for one in self.stripes(page)]

    def at(self, page: int, point: Point) -> list[Mark]:
        """Return the marks under a point of the page as shown; see `PageMarks.at`."""
        marks = self.on_page(page)
        return marks.at(point) if marks else []

    def next_after(
        self, page: int, y: float, direction: int
    ) -> tuple[int, float, list[CodingId]] | None:
        """Return the next coded passage (1) or the one before (-1): page, top, its codings.

        Passages follow each other as one reads. From a passage that is lit and begins at `y` of
        the page (points as shown), the one after it; otherwise the first that begins below `y`,
        or the last above it.
        """
        here = self._begins(page)
        at = self._place(here, y, direction)
        pages = range(page + 1, len(self._sizes)) if direction > 0 else range(page - 1, -1, -1)
        if 0 <= at < len(here):
            return page, here[at].top, here[at].codings
        for other in pages:
            if begins := self._begins(other):
                found = begins[0 if direction > 0 else -1]
                return other, found.top, found.codings
        return None

    def _place(self, here: Sequence[_Begin], y: float, direction: int) -> int:
        """Return which of the passages of a page is the next one; outside of them when none."""
        indexes = range(len(here))
        for index in indexes:
            one = here[index]
            is_lit = one.passage in self.lit or not self.lit.isdisjoint(one.codings)
            if is_lit and abs(one.top - y) <= _NEAR:
                return index + direction
        if direction > 0:
            return next((index for index in indexes if here[index].top > y + _NEAR), len(here))
        return next((index for index in reversed(indexes) if here[index].top < y - _NEAR), -1)

    def _begins(self, page: int) -> list[_Begin]:
        """Return the passages that begin on a page, as one reads them."""
        marks = self.on_page(page)
        if marks is None:
            return []
        found: dict[PassageId, _Begin] = {}
        for stripe in self.stripes(page):
            first = stripe.marks[0]
            if first.page == page:
                begin = _Begin(first.start, stripe.top, stripe.passage, [])
                found.setdefault(stripe.passage, begin).codings.extend(stripe.codings)
        return sorted(found.values(), key=lambda one: (one.start, one.top, one.passage))

    def _sort(self) -> None:
        """Put the marks that pass to their pages."""
        self._by_page.clear()
        self._worked.clear()
        self._stripes.clear()
        self._shown = 0
        self._put(self._marks.values())

    def _put(self, marks: Iterable[Mark]) -> None:
        shown = list(filter(self.filter.passes, marks)) if self.filter.is_on else list(marks)
        self._shown += len(shown)
        on_page: dict[int, dict[CodingId, Mark]] = defaultdict(dict)
        for mark in shown:
            for page in mark.pages:
                on_page[page][mark.coding] = mark
        for page, marks_there in on_page.items():
            if page < len(self._sizes):
                self._by_page[page].update(marks_there)
                self._forget(page)

    def _forget(self, page: int) -> None:
        self._worked.pop(page, None)
        self._stripes.pop(page, None)
