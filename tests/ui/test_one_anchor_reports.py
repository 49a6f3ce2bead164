"""Real reports with columns, notes and heads: one anchor by mouse, by keys and from a table.

Also over the end of a page, where what stands apart is left out, and when opened again.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coder.codebooks import find, load
from coder.model.ids import PassageId
from coder.model.passage import Passage
from coder.model.report import PageText
from coder.progress import finish
from coder.project import Project
from tests.stages import stage_of
from tests.ui.reader_pages import drag
from tests.ui.test_one_anchor import Desk
from ui.main_window import READ, MainWindow
from ui.reader.selection import Caret
from ui.stages.read import ReadStage

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
NAMES = ("en_unhcr_info_mgmt_evaluation_2019_49p.pdf", "en_cct_child_labor_rotatedpage_15p.pdf")
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the test reports are not at hand")

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_WORD = re.compile(r"\S+")
_FAR = 20
_EXAMPLES = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


class Span(NamedTuple):
    """From before one character to behind another, on the same page or the next."""

    start: Caret
    end: Caret


@pytest.fixture(scope="module", params=NAMES)
def two_reports(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a project with one real report, to be copied."""
    path = tmp_path_factory.mktemp("real") / "stock.evc"
    book = load(find("oecd-dac-criteria"), "en")
    project = Project.create(path, ("Coder A", "CA", "#0072B2"), [book], name="Stock")
    finish(project.reports.add([REPORTS / request.param], lambda *_: None))
    project.close()
    return path


@pytest.fixture
def desk(at_work: MainWindow) -> Iterator[Desk]:
    at_work.go_to(READ)
    stage = stage_of(at_work, ReadStage)
    stage.view.set_zoom(0.55)
    return Desk(at_work, stage)


def body(page: PageText) -> list[tuple[int, int]]:
    """Return the words of a page that are whole, do not stand apart and lie upright.

    A dash alone is no word: at the end of a quote the table does without it.
    """
    apart = (*page.running, *page.notes)
    upright = page.cosines[page.line_of] > 0.99
    return [
        word.span()
        for word in _WORD.finditer(page.text)
        if upright[word.start()]
        and not any(a <= word.start() < b for a, b in apart)
        and any(letter.isalnum() for letter in word[0])
        and not word[0].endswith("-")
        and not page.text[: word.start()].endswith("-\n")
    ]


def on_a_page(desk: Desk, data: st.DataObject) -> Span:
    filled = [at for at, page in enumerate(desk.pages) if len(body(page)) > 60]
    page = data.draw(st.sampled_from(filled), "page")
    words = body(desk.pages[page])
    first = data.draw(st.integers(0, len(words) - 45), "first")
    last = first + data.draw(st.integers(5, 44), "words")
    return Span(Caret(page, words[first][0]), Caret(page, words[last][1]))


def over_a_page_end(desk: Desk, data: st.DataObject) -> Span:
    filled = {at for at, page in enumerate(desk.pages) if len(body(page)) > 60}
    page = data.draw(st.sampled_from(sorted(at for at in filled if at + 1 in filled)), "page")
    before, after = body(desk.pages[page]), body(desk.pages[page + 1])
    first = data.draw(st.integers(4, 30), "words before")
    last = data.draw(st.integers(4, 30), "words after")
    return Span(Caret(page, before[-first][0]), Caret(page + 1, after[last][1]))


def by_mouse(desk: Desk, span: Span) -> Passage:
    (page, start), (other, end) = span
    desk.view.go_to(page)
    first = desk._edge(page, start, part=0.1)
    scroll = desk.view.verticalScrollBar()
    scroll.setValue(scroll.value() + round(first.y()) - 80)
    drag(desk.view, desk._edge(page, start, part=0.1), desk._edge(other, end - 1, part=0.9))
    return desk.anchored()


def by_keys(desk: Desk, span: Span) -> Passage:
    """Put the caret there, then hold Shift and go by words and characters to the end."""
    desk.view.put_caret(span.start)
    desk.view.setFocus()
    stayed, before = 0, span.start
    while (caret := desk.view.caret) and caret != span.end:
        stayed = stayed + 1 if caret == before else 0
        assert stayed < 2, f"the caret stays at {caret}"
        before = caret
        if caret > span.end:
            QTest.keyClick(desk.view, Qt.Key.Key_Left, SHIFT)
            continue
        far = caret.page < span.end.page or span.end.offset - caret.offset > _FAR
        QTest.keyClick(desk.view, Qt.Key.Key_Right, SHIFT | CONTROL if far else SHIFT)
    return desk.anchored()


def by_table(desk: Desk, page: int, quote: str) -> PassageId | str:
    """Return the passage that the quote of a table is placed on, or why it has none."""
    report = desk.stage.report
    assert report is not None
    row = {"report": report.file_name, "page": str(page + 1), "quote": quote}
    rest = {"code": "Relevance", "coder": "", "memo": ""}
    outcome = finish(desk.project.code_table([(2, {**row, **rest})]))
    if not outcome.added:
        ((_, reason),) = outcome.unplaced
        return reason
    (made,) = desk.project.codings.listing(report.id)
    desk.project.undo()
    return made.passage


def check(desk: Desk, span: Span) -> Passage:
    known = by_mouse(desk, span)
    assert by_keys(desk, span) == known
    # In a quote dots stand for what is left out, in a list of contents for nothing.
    assume("...." not in known.exact)
    placed = by_table(desk, span.start.page, known.quote)
    assert placed == known.id or "times" in str(placed), placed
    return known


@_EXAMPLES
@given(data=st.data())
def test_words_of_a_page(desk: Desk, data: st.DataObject) -> None:
    check(desk, on_a_page(desk, data))


@_EXAMPLES
@given(data=st.data())
def test_words_over_the_end_of_a_page(desk: Desk, data: st.DataObject) -> None:
    known = check(desk, over_a_page_end(desk, data))
    for part in known.ranges:
        page = desk.pages[part.page]
        for start, end in (*page.running, *page.notes):
            assert part.end <= start or end <= part.start


@settings(_EXAMPLES, max_examples=5)
@given(data=st.data())
def test_opened_again_it_lies_where_it_lay(desk: Desk, data: st.DataObject) -> None:
    known = by_mouse(desk, over_a_page_end(desk, data))
    report = desk.stage.report
    assert report is not None
    code = desk.project.codebook.find("Relevance").id
    (coding,) = desk.project.codings.add(known, [code])
    before = desk.project.codings.marks(report.id)
    passage = desk.project.codings.passage(known.id)
    path = desk.project.path
    desk.window.opening.close()
    again = Project.open(path)
    try:
        assert again.codings.marks(report.id) == before
        assert again.codings.passage(known.id) == passage
        assert again.codings.get(coding).quote == known.quote
    finally:
        again.close()
    assert desk.window.opening.open(path)
    desk.window.go_to(READ)
    desk.view.set_zoom(0.55)
