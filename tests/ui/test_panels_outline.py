"""The outline: it leads to places, follows the pages, and counts what is coded under headings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coder.model.report import OutlineEntry
from tests.ui.contents_pages import Reading, reading
from ui.panels.contents.outline import OutlinePanel
from ui.panels.contents.outline_sections import Sections
from ui.panels.contents.outline_view import OutlineRole

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
LONG = (
    "Des dépenses publiques évaluées à trois milliards d’euros concernant l’organisation "
    "et à près de quatre milliards pour les infrastructures"
)


@pytest.fixture
def desk(qtbot: QtBot, two_reports: Path, tmp_path: Path) -> Iterator[Reading]:
    with reading(qtbot, two_reports, tmp_path / "p.evc", "skills") as desk:
        QAbstractItemModelTester(desk.outline.view.model(), desk.window)
        yield desk


def row(desk: Reading, title: str) -> QModelIndex:
    """Return the row whose title begins so."""
    found = desk.outline.view.model().match(
        desk.outline.view.model().index(0, 0),
        Qt.ItemDataRole.DisplayRole,
        title,
        1,
        Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive,
    )
    assert found, title
    return found[0]


def counts(desk: Reading) -> dict[str, int]:
    """Return the headings that show a count."""
    entries = desk.outline.view.model()
    found: dict[str, int] = {}
    above = [QModelIndex()]
    while above:
        index = above.pop()
        above += [entries.index(at, 0, index) for at in range(entries.rowCount(index))]
        if index.isValid() and index.data(OutlineRole.COUNT):
            found[str(index.data())] = index.data(OutlineRole.COUNT)
    return found


def heading(title: str, level: int, page: int, y: float, *, printed: bool = False) -> OutlineEntry:
    return OutlineEntry(level, title, page, y, printed)


def words(panel: OutlinePanel) -> str:
    return " ".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())


def test_levels_that_are_left_out_still_make_a_tree() -> None:
    levels = [2, 1, 3, 3, 2, 1]
    made = Sections([heading(str(at), level, at, 0.0) for at, level in enumerate(levels)])
    assert made.above == (-1, -1, 1, 1, 1, -1)


def test_a_place_is_in_the_last_heading_at_or_above_it() -> None:
    made = Sections([heading("One", 1, 2, 100.0), heading("Two", 2, 2, 300.0)])
    assert [made.at(place) for place in [(2, 99.5), (2, 250.0), (2, 300.0), (9, 0.0)]] == [
        0,
        0,
        1,
        1,
    ]
    assert made.at((1, 900.0)) == -1


def test_an_outline_out_of_page_order_counts_each_coding_under_the_heading_it_stands_under() -> (
    None
):
    made = Sections([heading("Annex", 1, 9, 0.0), heading("Text", 1, 0, 0.0)])
    assert made.counts([(3, 10.0), (8, 10.0), (9, 10.0)]) == [1, 2]


def test_a_long_outline_is_unfolded_as_far_as_it_can_be_taken_in() -> None:
    title = [heading("Title page", 1, 0, 0.0)]
    chapters = [heading(f"Chapter {at}", 2, at, 0.0) for at in range(20)]
    parts = [heading(f"Part {at}", 3, at // 5, 9.0) for at in range(100)]
    assert Sections(title + chapters).depth_of(60) == 1
    mixed = [one for at in range(20) for one in (chapters[at], *parts[at * 5 : at * 5 + 5])]
    assert Sections(title + mixed).depth_of(60) == 1
    assert Sections(title + mixed).depth_of(200) == 2
    assert Sections([]).depth_of(60) == 0


def test_a_click_and_enter_lead_to_the_heading(desk: Reading) -> None:
    view, target = desk.outline.view, row(desk, "2.4 Efficiency")
    view.scrollTo(target)
    spot = view.visualRect(target).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [page for page, _ in desk.asked] == [6]
    assert desk.asked[0][1] == pytest.approx(448, abs=2)
    assert desk.view.current_page == 6
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert desk.view.current_page == 1


def test_the_section_one_reads_follows_the_pages(qtbot: QtBot, desk: Reading) -> None:
    view = desk.outline.view
    desk.view.setFocus()
    for page, y, title in ((5, 140.0, "2.3 Effectiveness"), (4, 120.0, "2.1 Relevance")):
        desk.view.go_to(page, y)
        wanted = row(desk, title)
        qtbot.waitUntil(lambda wanted=wanted: view._here == wanted.data(OutlineRole.SECTION))
    bar = view.visualRect(row(desk, "2.1 Relevance"))
    assert view.viewport().rect().contains(bar)
    accent = view.viewport().grab().toImage().pixelColor(1, bar.center().y())
    other = view.viewport().grab().toImage().pixelColor(1, bar.bottom() + bar.height() // 2)
    assert accent != other


def test_a_folded_section_marks_what_it_is_folded_into(qtbot: QtBot, desk: Reading) -> None:
    view = desk.outline.view
    desk.view.go_to(6, 480.0)
    section = row(desk, "2.4 Efficiency").data(OutlineRole.SECTION)
    qtbot.waitUntil(lambda: view._here == section)
    view.collapse(row(desk, "2. Findings"))
    assert view._shown_row(section) == row(desk, "2. Findings")
    view.expandAll()
    assert view._shown_row(section) == row(desk, "2.4 Efficiency")


def test_letters_look_for_any_word_of_a_title_and_code_nothing(desk: Reading) -> None:
    view, coded = desk.outline.view, []
    shortcut = QShortcut("e", desk.window)
    shortcut.activated.connect(lambda: coded.append("e"))
    view.setFocus()
    view.collapseAll()
    QTest.keyClicks(view, "effi")
    assert view.currentIndex() == row(desk, "2.4 Efficiency")
    assert view.visualRect(view.currentIndex()).isValid()
    press = QKeyEvent(
        QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier, "e"
    )
    press.ignore()
    QApplication.sendEvent(view, press)
    assert press.isAccepted()
    assert coded == []


def test_the_same_letter_again_goes_on_to_the_next(desk: Reading) -> None:
    view = desk.outline.view
    view.setCurrentIndex(row(desk, "2. Findings"))
    found = []
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_E)
        found.append(str(view.currentIndex().data()))
    assert found == [
        "2.3 Effectiveness",
        "2.4 Efficiency",
        "5. Lesson learned and emerging good practice",
    ]


def test_accents_need_not_be_typed() -> None:
    made = Sections([heading("Activos", 1, 0, 0.0), heading("Évaluation finale", 1, 1, 0.0)])
    assert made.titled("evalu", 0) == 1
    assert made.titled("finale", 0) == 1
    assert made.titled("inale", 0) == -1


def test_counts_are_of_a_heading_and_all_below_it_and_follow_every_act(
    qtbot: QtBot, desk: Reading
) -> None:
    first, second, *_ = desk.codes()
    text = desk.project.reports.page_text(desk.report.id, 4).text
    desk.code(4, text[text.index("2.1 Relevance") :][:60], first, second)
    qtbot.waitUntil(lambda: counts(desk) == {"2. Findings": 2, "2.1 Relevance": 2})
    desk.project.undo()
    qtbot.waitUntil(lambda: counts(desk) == {})


def test_headings_are_listed_when_one_looks_at_them(desk: Reading) -> None:
    """Not before; then with their counts, and with where one is by then."""
    desk.contents.close_report()
    desk.show_tab("Pages")
    desk.open()
    assert not desk.outline.view.model().rowCount()
    desk.code(4, "Finding 1", desk.codes()[0])
    desk.view.go_to(4)
    desk.show_tab("Outline")
    assert desk.outline.view.model().rowCount()
    assert counts(desk)
    sections = desk.outline.view.model().sections
    assert sections.entries[desk.outline.view._here].page in {3, 4}


def test_a_long_title_takes_two_lines_and_all_of_it_is_in_the_tool_tip(qtbot: QtBot) -> None:
    panel = OutlinePanel()
    qtbot.addWidget(panel)
    panel.resize(240, 400)
    panel.show()
    panel.open([heading("Court", 1, 0, 0.0), heading(LONG, 1, 1, 0.0)], ["i", "1"])
    rows = panel.view.model()
    one, two = (panel.view.visualRect(rows.index(at, 0)).height() for at in range(2))
    assert one >= 28
    assert two > one
    assert str(rows.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)) == f"{LONG}\np. 1"
    panel.resize(1400, 400)
    qtbot.waitUntil(lambda: panel.view.visualRect(rows.index(1, 0)).height() == one)


def test_headings_recognised_by_their_print_are_told_apart(qtbot: QtBot) -> None:
    panel = OutlinePanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.open([heading("One", 1, 0, 0.0)], ["1"])
    assert "recognised" not in words(panel)
    panel.open([heading("One", 1, 0, 0.0, printed=True)], ["1"])
    assert "recognised by their print" in words(panel)


def test_without_headings_it_says_why(qtbot: QtBot) -> None:
    panel = OutlinePanel()
    qtbot.addWidget(panel)
    panel.show()
    assert "Open a report" in words(panel)
    panel.open([], ["1"])
    assert "The file has no outline" in words(panel)
    QTest.keyClicks(panel.view, "e")
    assert not panel.view.currentIndex().isValid()
