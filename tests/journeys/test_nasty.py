"""Every difficult file that opens is read and coded through the window, and all of it is kept."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from coder import settings
from coder.codebooks import find, load
from coder.model.coding import Coding
from coder.model.geometry import Point
from coder.model.report import Report
from coder.pdf import client, spare
from coder.project import Project
from coder.text import place
from tests.coder.pdf_made import NASTY, manifest, no_nasty, password_of
from tests.journeys.reviewer import Reviewer
from tests.ui.reader_pages import is_sharp
from ui.ask import Password
from ui.reader import fetcher
from ui.reader.layout import Spot

ALT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
WAIT = 60_000
HANGS = "hang__PyMuPDF__test_2548.pdf"
_WORD = re.compile(r"[^\W_]{3,}")
pytestmark = pytest.mark.journey


class Knows:
    """Answers with the password of each locked file, where it is known."""

    def __init__(self) -> None:
        rows = ((Path(row["file"]).name, password_of(row)) for row in manifest())
        self._words = {name: word for name, word in rows if word is not None}

    def __call__(self, _parent: object, name: str, *, wrong: bool) -> Password | None:
        known = next((word for file, word in self._words.items() if file in name), None)
        return None if known is None or wrong else Password(known, keep=True)


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """Make a project with a codebook whose codes have keys."""
    path = tmp_path / "nasty.evc"
    books = [load(find("oecd-dac-criteria"), "en")]
    project = Project.create(path, ("Coder A", "CA", "#0072B2"), books)
    settings.save(settings.Settings(coder_id=project.coder.id.hex(), coder_name="Coder A"))
    project.close()
    return path


def words_in(reviewer: Reviewer, page: int) -> Iterator[tuple[int, Point]]:
    """Yield words of a page of one line that runs on the page: offset, and a point in the word."""
    text = reviewer.project.reports.page_text(reviewer.report.id, page)
    size = reviewer.view.sizes[page]
    for found in _WORD.finditer(text.text):
        quads = place.quads(text, *found.span())
        left, top, right, bottom = quads[0].rect if quads else (0.0, 0.0, 0.0, 0.0)
        high = min(right - left, bottom - top)
        if len(quads) == 1 and high > 3 and left > 0 < top:
            middle = (found.start() + found.end()) // 2
            point = reviewer.point_of(page, middle)
            if 0 < point.x < size.width and 0 < point.y < size.height:
                yield middle, point


def code_word(reviewer: Reviewer, page: int) -> tuple[Coding, QPoint] | None:
    """Double-click a word of a page and press a code's key; None when there is no word."""
    viewport = reviewer.view.viewport()
    for offset, point in words_in(reviewer, page):
        shown = reviewer.view.sizes[page].to_shown(point)
        reviewer.view.go_to(page, max(0.0, shown.y - 60))
        spot = reviewer.pixel(page, point).toPoint()
        if not viewport.rect().adjusted(4, 4, -4, -4).contains(spot):
            continue
        reviewer.double_click(viewport, spot)
        (chosen,) = reviewer.view.selection()
        assert chosen.page == page
        assert chosen.start <= offset < chosen.end
        reviewer.press(Qt.Key.Key_R)
        return latest(reviewer), spot
    return None


def code_area(reviewer: Reviewer, page: int) -> tuple[Coding, QPoint]:
    """Draw a box on a page, take it for an area, and press a code's key."""
    view = reviewer.view
    view.go_to(page)
    one = view.pixel_at(Spot(page, Point(0, 0)))
    other = view.pixel_at(Spot(page, Point(*view.sizes[page].shown)))
    seen = QRectF(one, other).intersected(QRectF(view.viewport().rect()))
    inset = QPointF(seen.width() * 0.2, seen.height() * 0.2)
    corner, far = seen.topLeft() + inset, seen.bottomRight() - inset
    for kind, spot in (
        (QEvent.Type.MouseButtonPress, corner),
        (QEvent.Type.MouseMove, (corner + far) / 2),
        (QEvent.Type.MouseMove, far),
        (QEvent.Type.MouseButtonRelease, far),
    ):
        event = QMouseEvent(kind, spot, view.viewport().mapToGlobal(spot), LEFT, LEFT, ALT)
        QApplication.sendEvent(view.viewport(), event)
    view._box.mean(area=True)
    reviewer.press(Qt.Key.Key_R)
    return latest(reviewer), corner.toPoint()


def latest(reviewer: Reviewer) -> Coding:
    """Return the coding made last, which is in hand."""
    assert len(reviewer.inspector.rows) == 1, reviewer.report.file_name
    (row,) = reviewer.inspector.rows
    assert row.coding.report == reviewer.report.id
    return row.coding


def look(reviewer: Reviewer, page: int) -> None:
    """Go to a page and wait until it is drawn, or plainly marked."""
    view = reviewer.view
    view.go_to(page)
    reviewer.wait(lambda: is_sharp(view) or view._drawing.failures, longest=WAIT)
    picture = view.viewport().grab().toImage()
    assert len(np.unique(np.frombuffer(picture.constBits(), np.uint8)[::4])) >= 2


def code(reviewer: Reviewer, report: Report) -> Coding:
    """Read the first and last page of a report, and code something on the first."""
    assert reviewer.read.open_report(report.id)
    spare.prepare()
    for page in sorted({0, report.pages - 1}, reverse=True):
        look(reviewer, page)
    reviewer.view.setFocus()
    coding, spot = code_word(reviewer, 0) or code_area(reviewer, 0)
    assert reviewer.code_name(coding) == "Relevance"
    if not coding.is_area:
        text = reviewer.project.reports.page_text(report.id, 0).text
        assert text[coding.start : coding.end] == coding.quote
        assert coding.id in reviewer.view.codings_at(QPointF(spot))
    return coding


@no_nasty
def test_every_difficult_file_that_opens_is_read_and_coded(
    reviewer: Reviewer, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewer.answers, "password", Knows())
    reviewer.start(coded)
    with reviewer.qtbot.waitSignal(reviewer.window.adding.ended, timeout=120_000) as ended:
        reviewer.drop([NASTY])
    assert len(ended.args[0].added) >= 70
    reviewer.click(reviewer.button(reviewer.window.rail, "Read"))
    made, failed = {}, []
    for report in reviewer.project.reports.all():
        with monkeypatch.context() as hasty:
            if report.file_name == HANGS:
                hasty.setattr(fetcher, "PdfClient", partial(client.PdfClient, deadline=2.0))
            made[report.id] = code(reviewer, report)
        failed += [report.file_name] if reviewer.view._drawing.failures else []
    assert HANGS in failed
    assert all(name == HANGS or name.startswith("damaged") for name in failed)
    assert client.DEADLINE <= 10
    assert sum(one.is_area for one in made.values()) <= 30
    reviewer.leave()
    project = Project.open(coded)
    assert {one.report: one for one in project.codings.listing()} == made
    project.close()
