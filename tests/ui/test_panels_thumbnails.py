"""The pages in small: what is coded and read shows on them, and they lead to any page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coder.model.geometry import PageSize
from tests.ui.contents_pages import Reading, reading
from ui import theme
from ui.panels.contents.thumbnails import ThumbnailsPanel
from ui.panels.contents.thumbnails_rows import Coded, duration
from ui.panels.contents.thumbnails_view import PagesView

SIZE = PageSize(595.0, 842.0)
RED, BLUE = "#ff0000", "#0000ff"


@pytest.fixture
def desk(qtbot: QtBot, two_reports: Path, tmp_path: Path) -> Iterator[Reading]:
    with reading(qtbot, two_reports, tmp_path / "p.evc", "skills") as desk:
        desk.show_tab("Pages")
        QAbstractItemModelTester(desk.pages.cards, desk.window)
        yield desk


def no_picture(_page: int) -> QImage | None:
    return None


def panel_of(
    qtbot: QtBot,
    count: int,
    picture: Callable[[int], QImage | None] = no_picture,
    size: tuple[int, int] = (300, 600),
) -> ThumbnailsPanel:
    """Return the panel with a report of so many pages."""
    panel = ThumbnailsPanel()
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.open([str(at + 1) for at in range(count)], lambda: [SIZE] * count, picture)
    QApplication.processEvents()
    return panel


def cell(view: PagesView, page: int) -> QRect:
    return view.visualRect(view.cards.index(page))


def page_in_view(view: PagesView, page: int) -> bool:
    return view.viewport().rect().intersects(cell(view, page))


def shot(view: PagesView, page: int) -> QImage:
    return view.viewport().grab(cell(view, page)).toImage()


def amount(image: QImage, colour: str) -> int:
    """Return how many pixels have exactly this colour."""
    wanted = QColor(colour)
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y) == wanted for x, y in places)


def test_a_wide_pane_has_more_columns_and_wide_enough_pictures(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, 9)
    columns = {}
    for width in (200, 300, 420):
        panel.resize(width, 600)
        QApplication.processEvents()
        tops = [cell(panel.view, page).top() for page in range(9)]
        columns[width] = tops.count(tops[0])
        assert panel.view.picture.width() >= 100
        assert cell(panel.view, columns[width] - 1).right() < panel.view.viewport().width()
    assert columns == {200: 1, 300: 2, 420: 3}


def test_of_1501_pages_only_those_in_view_are_asked_for(qtbot: QtBot) -> None:
    asked: set[int] = set()

    def picture(page: int) -> QImage | None:
        asked.add(page)
        return None

    panel = panel_of(qtbot, 1501, picture)
    panel.view.grab()
    assert asked
    assert max(asked) < 12
    asked.clear()
    panel.show_page(1400)
    panel.view.grab()
    assert asked
    assert min(asked) > 1385
    assert panel.view.viewport().rect().contains(cell(panel.view, 1400).center())


def test_it_tells_which_pages_are_looked_at_for_them_to_be_drawn_first(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, 1501)
    told: list[range] = []
    panel.view.cameIntoView.connect(told.append)
    panel.show_page(1400)
    qtbot.waitUntil(lambda: told != [])
    assert 1400 in told[-1]
    seen = [page for page in range(1501) if page_in_view(panel.view, page)]
    assert list(told[-1]) == seen
    panel.hide()
    qtbot.waitUntil(lambda: len(told[-1]) == 0)


def test_a_picture_shows_as_soon_as_it_comes(qtbot: QtBot) -> None:
    pictures: dict[int, QImage] = {}
    panel = panel_of(qtbot, 4, pictures.get)
    assert amount(shot(panel.view, 2), RED) == 0
    pictures[2] = QImage(150, 212, QImage.Format.Format_RGB16)
    pictures[2].fill(QColor(RED))
    panel.picture_came(2)
    QApplication.processEvents()
    picture = panel.view.picture
    assert amount(shot(panel.view, 2), RED) > 0.9 * picture.width() * picture.height()
    assert amount(shot(panel.view, 1), RED) == 0


def test_dots_have_the_colours_of_the_codes_and_many_end_in_a_plus(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, 4)
    plain = shot(panel.view, 0)
    panel.show_coded({1: Coded(3, (RED, BLUE), ("One", "Two"))})
    dotted = shot(panel.view, 1)
    assert amount(dotted, RED) > 10
    assert amount(dotted, BLUE) > 10
    assert amount(plain, RED) == 0
    tip = str(panel.cards.index(1).data(Qt.ItemDataRole.ToolTipRole))
    assert tip == "p. 2\n3 codings: One, Two"
    many = tuple(f"#{at:02x}ff00" for at in range(5))
    panel.show_coded({1: Coded(9, many, many)})
    five = shot(panel.view, 1)
    panel.show_coded({1: Coded(9, (*many, BLUE), (*many, "Last"))})
    six = shot(panel.view, 1)
    assert amount(six, BLUE) == 0
    assert six != five


def test_pages_read_are_ticked_faintly_when_seen_and_strongly_when_dwelt_on(
    qtbot: QtBot,
) -> None:
    panel = panel_of(qtbot, 4)
    before = shot(panel.view, 1)
    panel.show_read({0: 1.9, 1: 2.0, 2: 20.0})
    accent = theme.current().accent
    assert shot(panel.view, 1) != before
    assert [amount(shot(panel.view, page), accent) > 0 for page in range(3)] == [
        False,
        False,
        True,
    ]
    tips = [str(panel.cards.index(at).data(Qt.ItemDataRole.ToolTipRole)) for at in range(3)]
    assert tips == ["p. 1", "p. 2\nread for 2 s", "p. 3\nread for 20 s"]


def test_times_are_said_as_people_say_them() -> None:
    assert [duration(one) for one in (2.0, 59.4, 90.0, 3599.0, 7800.0)] == [
        "2 s",
        "59 s",
        "2 min",
        "1 h 0 min",
        "2 h 10 min",
    ]


def test_the_page_one_reads_is_outlined_and_followed(desk: Reading) -> None:
    view = desk.pages.view
    view.setFocus()
    desk.view.go_to(9)
    assert view.viewport().rect().contains(cell(view, 9))
    accent = theme.current().accent
    assert amount(shot(view, 9), accent) > 200
    assert amount(shot(view, 8), accent) == 0


def test_arrows_and_enter_lead_to_a_page(desk: Reading) -> None:
    view = desk.pages.view
    desk.view.setFocus()
    desk.view.go_to(2)
    view.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    assert [page for page, _ in desk.asked] == [5]
    assert desk.view.current_page == 5
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell(view, 3).center())
    assert desk.view.current_page == 3


def test_the_printed_label_can_be_typed_and_codes_nothing(desk: Reading) -> None:
    view = desk.pages.view
    view.setFocus()
    QTest.keyClicks(view, "iii")
    assert view.currentIndex().row() == 2
    press = QKeyEvent(
        QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1"
    )
    press.ignore()
    QApplication.sendEvent(view, press)
    assert press.isAccepted()


def test_the_pictures_are_those_the_reader_drew(qtbot: QtBot, desk: Reading) -> None:
    view = desk.pages.view
    qtbot.waitUntil(
        lambda: all(desk.view.small_picture(page) is not None for page in range(11)),
        timeout=20_000,
    )
    assert amount(shot(view, 0), "#ffffff") < 0.9 * cell(view, 0).width() * cell(view, 0).height()


def test_dots_follow_every_act(qtbot: QtBot, desk: Reading) -> None:
    first, second, *_ = desk.codes()
    text = desk.project.reports.page_text(desk.report.id, 4).text
    desk.code(4, text[100:160], first, second)
    cards = desk.pages.cards
    colours = {code.id: code.colour for code in desk.project.codebook.codes()}
    qtbot.waitUntil(lambda: len(cards.card(4).coded.colours) == 2)
    assert set(cards.card(4).coded.colours) == {colours[first], colours[second]}
    assert cards.card(4).coded.codings == 2
    assert cards.card(5).coded.codings == 0
    desk.project.codebook.edit(first, colour="#123456")
    qtbot.waitUntil(lambda: "#123456" in cards.card(4).coded.colours)
    desk.project.undo()
    desk.project.undo()
    qtbot.waitUntil(lambda: cards.card(4).coded.codings == 0)


def test_what_was_read_is_there_when_the_report_is_opened_again(desk: Reading) -> None:
    desk.project.readings.add(desk.report.id, {3: 25.0})
    desk.contents.show_readings()
    assert desk.pages.cards.card(3).seconds == 25.0
    desk.contents.close_report()
    assert desk.pages.cards.rowCount() == 0
    desk.open()
    assert desk.pages.cards.card(3).seconds == 25.0


def test_without_a_report_it_says_what_to_do(desk: Reading) -> None:
    desk.contents.close_report()
    said = [one.text() for one in desk.pages.findChildren(QLabel) if one.isVisible()]
    assert said == ["Open a report to see its pages."]
    desk.view.go_to(4)
    assert desk.pages.view.page == -1
