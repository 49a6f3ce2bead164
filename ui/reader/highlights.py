"""The marks of the open report, page by page: what there is, what is lit, what lies where."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point
from coder.model.ids import CodeId, CodingId
from ui.reader.marks import PageMarks
from ui.reader.source import Look
from ui.reader.stripes import Stripe, stripes

_PLAIN = Look("#888888", "")


class Highlights:
    """Marks by page. A page's pieces and stripes are worked out when it is first shown.

    `lit` and `under` hold ids of codings or passages: those picked out by the owner, and those
    under the pointer.
    """

    def __init__(self, sizes: Sequence[PageSize] = ()) -> None:
        self._sizes = sizes
        self._looks: Mapping[CodeId, Look] = {}
        self._by_page: dict[int, dict[CodingId, Mark]] = defaultdict(dict)
        self._worked: dict[int, PageMarks] = {}
        self._stripes: dict[int, list[Stripe]] = {}
        self.lit: frozenset[bytes] = frozenset()
        self.under: frozenset[bytes] = frozenset()

    def show(self, marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> None:
        """Show these marks and no others."""
        self._looks = dict(looks)
        self._by_page.clear()
        self._worked.clear()
        self._stripes.clear()
        self._put(marks)

    def add(self, marks: Iterable[Mark], looks: Mapping[CodeId, Look]) -> bool:
        """Show these as well; one of a coding that is shown already takes its place.

        Return whether any code looks different now.
        """
        marks = list(marks)
        is_restyled = any(self._looks.get(code, look) != look for code, look in looks.items())
        self._looks = {**self._looks, **looks}
        self.remove({mark.coding for mark in marks})
        self._put(marks)
        return is_restyled

    def remove(self, codings: Collection[CodingId]) -> None:
        """Show the marks of these codings no more."""
        gone = set(codings)
        for page, marks in self._by_page.items():
            for coding in gone & marks.keys():
                del marks[coding]
                self._forget(page)

    def look(self, code: CodeId) -> Look:
        """Return how a code looks; grey and without a name when nobody said."""
        return self._looks.get(code, _PLAIN)

    def on_page(self, page: int) -> PageMarks | None:
        """Return the marks of a page, or None when it has none."""
        if not self._by_page.get(page):
            return None
        if page not in self._worked:
            marks = list(self._by_page[page].values())
            self._worked[page] = PageMarks(page, self._sizes[page], marks)
        return self._worked[page]

    def stripes(self, page: int) -> list[Stripe]:
        """Return the stripes beside a page from top to bottom; the same list until they change."""
        if page not in self._stripes:
            marks = self.on_page(page)
            self._stripes[page] = stripes(marks) if marks else []
        return self._stripes[page]

    def at(self, page: int, point: Point) -> list[Mark]:
        """Return the marks under a point of the page as shown, the smallest passage first."""
        marks = self.on_page(page)
        return marks.at(point) if marks else []

    def _put(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            for page in {page for page, _ in mark.quads if page < len(self._sizes)}:
                self._by_page[page][mark.coding] = mark
                self._forget(page)

    def _forget(self, page: int) -> None:
        self._worked.pop(page, None)
        self._stripes.pop(page, None)
