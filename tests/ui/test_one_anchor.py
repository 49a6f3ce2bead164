"""The same words give the same anchor, whichever way they were selected; and keep their place."""

import re
from dataclasses import dataclass
from functools import cached_property

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from coder.model.geometry import Point
from coder.model.ids import PassageId
from coder.model.passage import PageRange, Passage
from coder.model.report import PageText
from coder.progress import finish
from coder.project import Project
from coder.text import place
from tests.stages import stage_of
from tests.ui.reader_pages import drag
from ui.main_window import READ, MainWindow
from ui.reader.layout import Spot
from ui.reader.view import ReaderView
from ui.stages import extents
from ui.stages.read import ReadStage

_WORD = re.compile(r"\S+")
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_EXAMPLES = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@dataclass
class Desk:
    """The window with a report, and three ways to come to a passage of it."""

    window: MainWindow
    stage: ReadStage

    @property
    def project(self) -> Project:
        return self.window.session.project

    @property
    def view(self) -> ReaderView:
        return self.stage.view

    @cached_property
    def pages(self) -> list[PageText]:
        report = self.stage.report
        assert report is not None
        return [self.project.reports.page_text(report.id, page) for page in range(report.pages)]

    def anchored(self) -> Passage:
        """Return the anchor of what is selected, as coding would make it."""
        opened = self.stage.reading.opened
        assert opened is not None
        return extents.passage(self.project, opened, self.view.selection())

    def by_mouse(self, one: PageRange) -> Passage:
        self.view.go_to(one.page)
        first = self._edge(one.page, one.start, part=0.1)
        scroll = self.view.verticalScrollBar()
        scroll.setValue(scroll.value() + round(first.y()) - 120)
        begin = self._edge(one.page, one.start, part=0.1)
        end = self._edge(one.page, one.end - 1, part=0.9)
        drag(self.view, begin, end)
        return self.anchored()

    def by_keys(self, one: PageRange) -> Passage:
        """Click before the first character, then hold Shift and go on to the last."""
        begin = self._edge(one.page, one.start, part=0.1)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.view.clear_selection()
        QTest.mouseClick(self.view.viewport(), left, none, begin.toPoint())
        for _ in range(one.end - one.start + 5):
            ranges = self.view.selection()
            if ranges and ranges[-1].end >= one.end:
                break
            QTest.keyClick(self.view, Qt.Key.Key_Right, _SHIFT)
        return self.anchored()

    def by_table(self, one: PageRange) -> PassageId:
        """Have the quote found by the command's way, in its report and on its page."""
        report = self.stage.report
        assert report is not None
        quote = " ".join(self.pages[one.page].text[one.start : one.end].split())
        row = {
            "report": report.file_name,
            "page": str(one.page + 1),
            "quote": quote,
            "code": "Relevance",
            "coder": "",
            "memo": "",
        }
        outcome = finish(self.project.code_table([(2, row)]))
        assert (outcome.added, outcome.unplaced, outcome.nearly) == (1, [], [])
        (made,) = self.project.codings.listing(report.id)
        self.project.undo()
        return made.passage

    def _edge(self, page: int, offset: int, *, part: float) -> QPointF:
        quad = place.quads(self.pages[page], offset, offset + 1)[0]
        x = quad.x0 + (quad.x1 - quad.x0) * part + (quad.x3 - quad.x0) / 2
        y = quad.y0 + (quad.y1 - quad.y0) * part + (quad.y3 - quad.y0) / 2
        size = self.view._layout.sizes[page]
        return self.view.pixel_at(Spot(page, size.to_shown(Point(x, y))))


@pytest.fixture
def desk(at_work: MainWindow) -> Desk:
    at_work.go_to(READ)
    stage = stage_of(at_work, ReadStage)
    return Desk(at_work, stage)


def words(text: str, data: st.DataObject) -> tuple[int, int]:
    """Draw some words that stand on their page once."""
    every = list(_WORD.finditer(text))
    long = data.draw(st.integers(4, 40), "words")
    first = data.draw(st.integers(0, max(0, len(every) - long)), "first")
    last = min(first + long, len(every)) - 1
    return every[first].start(), every[last].end()


@_EXAMPLES
@given(data=st.data())
def test_mouse_keys_and_table_give_one_anchor(desk: Desk, data: st.DataObject) -> None:
    filled = [at for at, page in enumerate(desk.pages) if len(_WORD.findall(page.text)) > 60]
    page = data.draw(st.sampled_from(filled), "page")
    one = PageRange(page, *words(desk.pages[page].text, data))
    by_mouse = desk.by_mouse(one)
    by_keys = desk.by_keys(one)
    assert by_keys == by_mouse
    text = " ".join(desk.pages[page].text[one.start : one.end].split())
    if " ".join(desk.pages[page].text.split()).count(text) == 1:
        assert desk.by_table(one) == by_mouse.id


@_EXAMPLES
@given(data=st.data())
def test_what_was_coded_lies_where_it_lay_when_the_project_is_opened_again(
    desk: Desk, data: st.DataObject
) -> None:
    filled = [at for at, page in enumerate(desk.pages) if len(_WORD.findall(page.text)) > 60]
    page = data.draw(st.sampled_from(filled), "page")
    place_of = desk.by_mouse(PageRange(page, *words(desk.pages[page].text, data)))
    code = next(one for one in desk.project.codebook.codes() if one.assignable)
    (coding,) = desk.project.codings.add(place_of, [code.id])
    report = desk.stage.report
    assert report is not None
    before = [one for one in desk.project.codings.marks(report.id) if one.coding == coding]
    for (_, stored), (_, quad) in zip(before[0].quads, place_of.quads, strict=True):
        assert stored == pytest.approx(quad, abs=0.006), "hundredths of a point are kept"
    passage = desk.project.codings.passage(place_of.id)
    assert (passage.ranges, passage.quote) == (place_of.ranges, place_of.quote)
    path = desk.project.path
    assert desk.window.opening.close() is not False
    again = Project.open(path)
    try:
        after = [one for one in again.codings.marks(report.id) if one.coding == coding]
        assert after == before
        assert again.codings.passage(place_of.id) == passage
    finally:
        again.close()
    assert desk.window.opening.open(path)
    desk.window.go_to(READ)
