"""The map of the whole report: what is coded, found, read and in view, each at its place."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coder.model.colours import PALETTE
from coder.model.geometry import PageSize
from tests.ui.reader_pages import LOOKS, PAGES, A, B, marked, offset_of, opened
from ui import theme
from ui.reader import tints
from ui.reader.map import _CODED, _FOUND, _READ, ReportMap
from ui.reader.map_scale import Band, MapScale, bands
from ui.reader.source import Look
from ui.reader.view import ReaderView
from ui.reader.zoom import Fit

LEFT_BUTTON = Qt.MouseButton.LeftButton


@pytest.fixture
def mapped(qtbot: QtBot) -> Iterator[ReportMap]:
    """Return the map beside a view of the report."""
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    view = ReaderView(window)
    made = ReportMap(view, window)
    row.addWidget(view)
    row.addWidget(made)
    window.resize(900, 700)
    window.show()
    with opened(view):
        view.go_to(0)
        made.name_pages([f"n{page}" for page in range(PAGES)])
        yield made


def shot(made: ReportMap) -> QImage:
    return made.grab().toImage()


def middle(part: tuple[int, int]) -> int:
    return part[0] + part[1] // 2


def rows_of(image: QImage, colour: str, part: tuple[int, int]) -> list[int]:
    """Return the rows of a column of the map that have exactly this colour."""
    wanted = QColor(colour)
    return [y for y in range(image.height()) if image.pixelColor(middle(part), y) == wanted]


def settled(made: ReportMap) -> bool:
    return not made._again.isActive() and not made._slices.isActive()


def is_like(image: QImage, colour: str, y: float) -> bool:
    """Say whether the coded column has such a hue near a height."""
    hue = QColor(colour).hue()
    near = range(int(y) - 2, int(y) + 3)
    found = [image.pixelColor(middle(_CODED), at) for at in near]
    return any(one.saturation() > 60 and abs(one.hue() - hue) < 20 for one in found)


def test_places_on_the_map_lead_back_to_where_they_are() -> None:
    sizes = [PageSize(100, 200), PageSize(300, 100, 90), PageSize(100, 200)]
    scale = MapScale(sizes, 700)
    assert scale.y(1, 0.0) == pytest.approx(200)
    assert scale.y(2, 50.0) == pytest.approx(550)
    for page, y in ((0, 0.0), (0, 199.0), (1, 150.0), (2, 199.0)):
        spot = scale.spot(scale.y(page, y))
        assert spot.page == page
        assert spot.point.y == pytest.approx(y)
    assert scale.spot(-50).page == 0
    assert scale.spot(9000).page == 2


def test_every_coding_is_at_least_so_high_even_at_the_last_row() -> None:
    scale = MapScale([PageSize(100, 1000)] * 10, 100)
    spans = [(9, 999.0, 1000.0, "#1"), (0, 0.0, 10.0, "#1"), (0, 5.0, 9.0, "#2")]
    assert bands(scale, spans, 2) == [Band(0, 2, ("#1", "#2")), Band(98, 2, ("#1",))]
    more = bands(scale, [*spans, (0, 150.0, 350.0, "#3")], 2)
    assert more[:3] == [
        Band(0, 1, ("#1", "#2")),
        Band(1, 1, ("#1", "#2", "#3")),
        Band(2, 2, ("#3",)),
    ]


def test_codings_are_where_they_stand_in_the_report(qtbot: QtBot, mapped: ReportMap) -> None:
    view = mapped._view
    view.set_marks([marked(0, "Training improved", A, 1), marked(6, "Plain page 6", B, 2)], LOOKS)
    view.go_to(3)
    first = mapped._scaled().y(0, 80.0)
    second = mapped._scaled().y(6, 57.0)
    qtbot.waitUntil(lambda: settled(mapped) and is_like(shot(mapped), LOOKS[B].colour, second))
    image = shot(mapped)
    assert is_like(image, LOOKS[A].colour, first)
    assert not is_like(image, LOOKS[A].colour, second)
    assert not is_like(image, LOOKS[B].colour, (first + second) / 2)


@pytest.mark.parametrize("name", [*PALETTE, "#000000", "#1a0033", "#25282c"])
def test_colours_stand_out_from_a_dark_map(name: str) -> None:
    """Light ones stay as they are; dark ones keep their hue."""
    ground, colour = QColor(theme.DARK.window), QColor(name)
    seen = tints.lifted(name, theme.DARK.window)
    contrast = (tints.luminance(seen) + 0.05) / (tints.luminance(ground) + 0.05)
    assert contrast >= 3
    if (tints.luminance(colour) + 0.05) / (tints.luminance(ground) + 0.05) >= 3:
        assert seen == colour
    elif colour.saturation() > 60:
        assert abs(seen.hue() - colour.hue()) < 10


def test_the_map_of_the_dark_look_has_such_colours(qtbot: QtBot, mapped: ReportMap) -> None:
    looks = {A: Look("#332288", "Dark")}
    theme.apply(QApplication.instance(), "dark")  # type: ignore[arg-type]
    try:
        mapped._view.set_marks([marked(0, "Training improved", A, 1)], looks)
        mapped._view.go_to(PAGES - 1)
        qtbot.waitUntil(lambda: settled(mapped))
        seen = tints.lifted("#332288", theme.DARK.window).name()
        assert rows_of(shot(mapped), seen, _CODED)
        assert not rows_of(shot(mapped), "#332288", _CODED)
    finally:
        theme.apply(QApplication.instance(), "light")  # type: ignore[arg-type]


def test_what_is_uncoded_goes_from_the_map(qtbot: QtBot, mapped: ReportMap) -> None:
    view = mapped._view
    mark = marked(6, "Plain page 6", B, 2)
    at = mapped._scaled().y(6, 57.0)
    view.set_marks([mark], LOOKS)
    qtbot.waitUntil(lambda: settled(mapped) and is_like(shot(mapped), LOOKS[B].colour, at))
    view.remove_marks([mark.coding])
    qtbot.waitUntil(lambda: not is_like(shot(mapped), LOOKS[B].colour, at))


def test_the_map_is_painted_once_however_much_one_scrolls(
    qtbot: QtBot, mapped: ReportMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: settled(mapped))
    mapped.grab()
    painted = []
    drawn = ReportMap._drawn
    monkeypatch.setattr(
        ReportMap, "_drawn", lambda self, *given: painted.append(1) or drawn(self, *given)
    )
    frames = set()
    for page in range(PAGES):
        mapped._view.go_to(page)
        frames.add(round(mapped.frame().top()))
        mapped.grab()
    assert painted == []
    assert len(frames) == PAGES
    mapped._view.marksChanged.emit()
    qtbot.waitUntil(lambda: mapped._slices.isActive() or painted != [])
    qtbot.waitUntil(lambda: settled(mapped))
    mapped.grab()
    assert len(painted) == 1


def test_pages_read_are_a_faint_line(qtbot: QtBot, mapped: ReportMap) -> None:
    qtbot.waitUntil(lambda: settled(mapped))
    mapped._view.go_to(7)
    plain = shot(mapped)
    mapped.show_read({1: 1.0, 2: 3.0, 3: 40.0})
    read, x = shot(mapped), middle(_READ)

    def shade(page: int) -> int:
        y = int(mapped._scaled().y(page, 300.0))
        return plain.pixelColor(x, y).lightness() - read.pixelColor(x, y).lightness()

    assert shade(1) == 0
    assert 0 < shade(2) < shade(3)


def test_hits_are_marked_where_they_stand(qtbot: QtBot, mapped: ReportMap) -> None:
    view, warning = mapped._view, theme.current().warning
    start = offset_of(5, "Plain")
    view.hits.show({5: [(start, start + 5)]})
    view.hitsChanged.emit()
    qtbot.waitUntil(lambda: rows_of(shot(mapped), warning, _FOUND) != [])
    found = rows_of(shot(mapped), warning, _FOUND)
    assert len(found) == 2
    assert found[0] == pytest.approx(mapped._scaled().y(5, 50.0), abs=3)
    view.hits.clear()
    view.hitsChanged.emit()
    qtbot.waitUntil(lambda: rows_of(shot(mapped), warning, _FOUND) == [])


def test_small_pages_with_hits_are_marked_whole(qtbot: QtBot, mapped: ReportMap) -> None:
    view, warning = mapped._view, theme.current().warning
    mapped.setFixedHeight(80)
    view.hits.show({5: [(0, 5), (6, 8)]})
    view.hitsChanged.emit()
    qtbot.waitUntil(lambda: rows_of(shot(mapped), warning, _FOUND) != [])
    scale, found = mapped._scaled(), rows_of(shot(mapped), warning, _FOUND)
    assert found[0] == pytest.approx(scale.y(5, 0.0), abs=1)
    assert len(found) == pytest.approx(scale.y(6, 0.0) - scale.y(5, 0.0), abs=1)


def test_a_click_goes_there(mapped: ReportMap) -> None:
    view = mapped._view
    y = mapped._scaled().y(6, 200.0)
    QTest.mouseClick(mapped, LEFT_BUTTON, pos=QPoint(6, round(y)))
    frame = mapped.frame()
    assert frame.top() <= y <= frame.bottom()
    assert view.current_page in {5, 6}


def test_dragging_the_frame_scrolls_without_a_jump_of_its_own(mapped: ReportMap) -> None:
    view = mapped._view
    begin = mapped.frame().center().toPoint()
    before = view.verticalScrollBar().value()
    QTest.mousePress(mapped, LEFT_BUTTON, pos=begin)
    assert abs(view.verticalScrollBar().value() - before) <= 1
    values = []
    for step in (40, 120, 300):
        QTest.mouseMove(mapped, begin + QPoint(0, step))
        values.append(view.verticalScrollBar().value())
    QTest.mouseRelease(mapped, LEFT_BUTTON, pos=begin + QPoint(0, 300))
    assert values == sorted(set(values))
    assert abs(mapped.frame().center().y() - begin.y() - 300) < 4
    QTest.mouseMove(mapped, QPoint(6, 5))
    assert view.verticalScrollBar().value() == values[-1]


def test_the_wheel_scrolls_the_pages(mapped: ReportMap) -> None:
    bar = mapped._view.verticalScrollBar()
    before, spot = bar.value(), QPointF(6, 200)
    event = QWheelEvent(
        spot,
        mapped.mapToGlobal(spot),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    QApplication.sendEvent(mapped, event)
    assert bar.value() > before


def test_the_tool_tip_names_page_and_codes(mapped: ReportMap) -> None:
    view = mapped._view
    view.set_marks([marked(6, "Plain page 6", B, 2)], LOOKS)
    scale = mapped._scaled()
    assert mapped.tip(scale.y(6, 300.0)) == "p. n6\nEffectiveness"
    assert mapped.tip(scale.y(4, 300.0)) == "p. n4"


def test_the_frame_is_never_too_small_to_take_hold_of(mapped: ReportMap) -> None:
    view = mapped._view
    view.set_zoom(8.0)
    for page in (0, PAGES - 1):
        view.go_to(page, 590.0 if page else None)
        frame = mapped.frame()
        assert frame.height() >= 14
        assert frame.top() >= 0
        assert frame.bottom() <= mapped.height() + 0.5
    view.set_zoom(Fit.PAGE)
    assert mapped.frame().height() >= 14


def test_it_has_a_name_and_shows_nothing_without_a_report(mapped: ReportMap) -> None:
    assert mapped.accessibleName() == "Map of the report"
    mapped._view.close_report()
    assert mapped.tip(100.0) == ""
    QTest.mouseClick(mapped, LEFT_BUTTON, pos=QPoint(6, 100))
    image = shot(mapped)
    assert image.pixelColor(6, 3) == QColor(theme.current().window)
