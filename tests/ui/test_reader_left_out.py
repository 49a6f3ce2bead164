"""Feet and notes between two pages are no part of a quote, and are shown as left out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from coder.model.geometry import Quad
from coder.model.passage import PageRange
from tests.ui.reader_pages import (
    drag,
    edge_of,
    offset_of,
    opened,
    quad_of,
    send,
    source,
    spot_on,
    taken,
)
from ui.reader.view import ReaderView

FOOT = "better afterwards."


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """Return a view of the small report in which the end of the first page is its foot."""
    shown = ReaderView()
    qtbot.addWidget(shown)
    pages = list(taken().pages)
    start = offset_of(0, FOOT)
    pages[0] = replace(pages[0], running=((start, start + len(FOOT)),))
    with opened(shown):
        shown.open(replace(source(), page_text=lambda page: pages[page]))
        shown.set_zoom(0.6)
        yield shown


def tinted(picture: QImage, view: ReaderView, quad: Quad) -> float:
    """Return which part of the pixels of a character on the first page are bluish."""
    begin, end = spot_on(view, 0, quad.x0, quad.y0), spot_on(view, 0, quad.x2, quad.y2)
    colours = [
        picture.pixelColor(x, y)
        for x in range(round(begin.x()), round(end.x()))
        for y in range(round(begin.y()), round(end.y()))
    ]
    return sum(one.blue() - one.red() > 30 for one in colours) / max(1, len(colours))


def select_across(view: ReaderView) -> tuple[PageRange, ...]:
    stop = offset_of(1, "one.") + 3
    drag(
        view,
        edge_of(view, 0, offset_of(0, "coordination")),
        edge_of(view, 1, stop, part=0.9),
    )
    return view.selection()


def test_the_foot_is_not_in_what_is_selected_across_pages(view: ReaderView) -> None:
    before = taken().pages[0].text[: offset_of(0, FOOT)].rstrip()
    assert select_across(view) == (
        PageRange(0, offset_of(0, "coordination"), len(before)),
        PageRange(1, 0, offset_of(1, "one.") + 4),
    )
    assert "afterwards" not in view.selected_text()


def test_the_foot_is_hatched_and_the_rest_is_filled(view: ReaderView) -> None:
    view.set_zoom(1.2)
    view.select(select_across(view))
    view.go_to(0)
    picture = view.viewport().grab().toImage()
    filled = tinted(picture, view, quad_of(0, offset_of(0, "weak in")))
    left_out = tinted(picture, view, quad_of(0, offset_of(0, FOOT) + 2))
    aside = tinted(picture, view, quad_of(0, offset_of(0, "programme")))
    assert filled > 0.5
    assert 0.02 < left_out < filled * 0.8
    assert aside == 0


def test_inside_one_page_the_foot_is_words_like_others(view: ReaderView) -> None:
    start = offset_of(0, "coordination")
    stop = offset_of(0, FOOT) + len(FOOT)
    send(view, QEvent.Type.MouseButtonPress, edge_of(view, 0, start))
    send(view, QEvent.Type.MouseMove, edge_of(view, 0, stop - 1, part=0.9))
    send(view, QEvent.Type.MouseButtonRelease, edge_of(view, 0, stop - 1, part=0.9))
    assert view.selection() == (PageRange(0, start, stop),)
