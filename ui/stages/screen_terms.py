"""The terms of the criterion in hand, looked for in the report and lit in its pages."""

from collections.abc import Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from coder.model.ids import ReportId
from coder.project import Project
from coder.text.finding import Query
from ui.reader.view import ReaderView

_FIRST, _SLICE = 0.015, 0.008
"""Seconds spent at once: when it begins, and whenever it goes on between events."""

_KEPT = 60

Runs = dict[int, list[tuple[int, int]]]


class ScreenTerms(QObject):
    """Lights the places in a view. `counted` carries how many there are."""

    counted = Signal(int)

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self._steps: Iterator[None] | None = None
        self._found: Runs = {}
        self._known: dict[tuple[ReportId, tuple[str, ...]], Runs] = {}
        self._key: tuple[ReportId, tuple[str, ...]] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(lambda: self._drive(_SLICE))

    def light(self, project: Project, report: ReportId, terms: Sequence[str]) -> None:
        """Light these terms in the report, which is open in the view, and no others."""
        self._key = report, tuple(terms)
        known = self._known.get(self._key)
        if known is not None:
            self._stop()
            self._found = known
            self._show()
            return
        self._found = {}
        self._steps = self._look(project, report, terms)
        self._timer.start()
        self._drive(_FIRST)

    def clear(self) -> None:
        """Light nothing."""
        self._stop()
        self._key, self._found = None, {}
        self._put({})

    def forget(self) -> None:
        """Know nothing of a project any more."""
        self.clear()
        self._known.clear()

    def go(self, direction: int) -> bool:
        """Go to the next place (1) or the one before (-1), from where one reads; round the end."""
        every = [(page, *run) for page in sorted(self._found) for run in self._found[page]]
        if not every:
            return False
        current = self._view.hits.current
        here = current if current in every else (self._view.current_page, 0, 0)
        if direction > 0:
            found = next((one for one in every if one > here), every[0])
        else:
            found = next((one for one in reversed(every) if one < here), every[-1])
        self._view.show_hit(*found)
        return True

    def _look(self, project: Project, report: ReportId, terms: Sequence[str]) -> Iterator[None]:
        for term in terms:
            for hits in project.search.look(Query(term), [report]):
                for hit in hits:
                    if hit.kind == "text":
                        self._found.setdefault(hit.page, []).append((hit.start, hit.end))
                yield

    def _drive(self, seconds: float) -> None:
        until = perf_counter() + seconds
        try:
            while self._steps is not None and perf_counter() < until:
                next(self._steps)
        except StopIteration:
            self._stop()
            self._found = {page: apart(runs) for page, runs in self._found.items()}
            if self._key is not None:
                if len(self._known) >= _KEPT:
                    self._known.clear()
                self._known[self._key] = self._found
            self._show()

    def _show(self) -> None:
        self._put(self._found)
        self.counted.emit(sum(map(len, self._found.values())))

    def _put(self, found: Runs) -> None:
        self._view.hits.show(found)
        self._view.hitsChanged.emit()

    def _stop(self) -> None:
        self._steps = None
        self._timer.stop()


def apart(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs in order, those that overlap made one: paint upon paint would be darker."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(runs)):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
