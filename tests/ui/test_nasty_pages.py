"""Every difficult file that opens is shown in the real view, and nothing stops it."""

from functools import partial

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from coder.model.errors import ProjectError
from coder.model.ids import ReportId
from coder.model.report import PageFacts
from coder.pdf import client
from coder.pdf.engine import Book
from tests.coder.pdf_made import SHARED, manifest, no_nasty, password_of
from tests.ui.reader_pages import is_sharp
from ui.reader import fetcher
from ui.reader.layout import Arrangement
from ui.reader.page_view import PageView
from ui.reader.source import PageSource

WAIT = 60_000


def sources() -> list[tuple[str, PageSource]]:
    """Return the files that open, with their passwords."""
    found = []
    for row in manifest():
        content, password = (SHARED / row["file"]).read_bytes(), password_of(row)
        try:
            book = Book(content, password)
        except ProjectError:
            continue
        facts = [PageFacts(at, "", book._size(at), has_text=False) for at in range(book.pages)]
        given = PageSource(
            ReportId(b"n" * 16), lambda content=content: content, password, facts, lambda _: None
        )
        found.append((row["file"], given))
    return found


def shades(view: PageView) -> int:
    """Return how many shades of grey there are in the view."""
    picture = view.viewport().grab().toImage()
    raw = np.frombuffer(picture.constBits(), np.uint8)
    return len(np.unique(raw[::4]))


@no_nasty
def test_every_file_that_opens_is_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher, "PdfClient", partial(client.PdfClient, deadline=3.0))
    view = PageView()
    qtbot.addWidget(view)
    view.resize(700, 800)
    view.show()
    shown, failed = 0, []
    for name, given in sources():
        view.set_arrangement(Arrangement.COLUMN)
        view.open(given)
        for page in sorted({0, len(given.facts) - 1}):
            view.go_to(page)
            qtbot.waitUntil(lambda: is_sharp(view) or bool(view._drawing.failures), timeout=WAIT)
            assert shades(view) >= 2, name
            failed += [name] if view._drawing.failures else []
        shown += 1
    view.close_report()
    assert shown >= 70
    assert len(set(failed)) <= 5, failed
