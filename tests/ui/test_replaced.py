"""A report gets another file in the window: what moved is listed, looked at and settled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coder.model.coding import Coding
from coder.model.geometry import Point
from coder.model.passage import PageRange
from coder.project import Project
from tests import revised
from tests.stages import stage_of
from tests.ui.answers import Answers
from ui.main_window import READ, MainWindow
from ui.panels.replaced.pane import ReplacedPanel
from ui.panels.replaced.picture import PlacePicture, piece_of
from ui.panels.replaced.words import compared, written
from ui.panels.reports.rows import CODINGS, WAITING
from ui.stages.read import ReadStage
from ui.stages.reports import ReportsStage

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = 30_000


class Desk:
    """The window with a coded report, and a person who gives it another file."""

    def __init__(self, qtbot: QtBot, window: MainWindow, answers: Answers, folder: Path) -> None:
        self.qtbot, self.window, self.answers, self.folder = qtbot, window, answers, folder
        revised.coded_project(folder / "p.evc").close()
        assert window.opening.open(folder / "p.evc")
        self.told: list[tuple[str, int]] = []
        window.session.told.connect(lambda word, acts: self.told.append((word, acts)))
        window.go_to(0)

    @property
    def project(self) -> Project:
        return self.window.session.project

    @property
    def reports(self) -> ReportsStage:
        return stage_of(self.window, ReportsStage)

    @property
    def read(self) -> ReadStage:
        return stage_of(self.window, ReadStage)

    @property
    def panel(self) -> ReplacedPanel:
        return self.read.moved

    def choose_file(self, path: Path) -> None:
        """Choose the report, Replace File…, and this file."""
        table = self.reports.table
        table.setCurrentIndex(table.model().index(0, 1))
        self.answers.chosen = path
        action = next(one for one in table.actions() if one.text() == "Replace File…")
        assert action.isEnabled()
        action.trigger()

    def replace(self, path: Path | None = None) -> None:
        with self.qtbot.waitSignal(self.reports.replacing.ended, timeout=LONG):
            self.choose_file(path or revised.revised_file(self.folder))

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)

    def coding(self, words: str) -> Coding:
        """Return one's own coding that was on these words of the first file."""
        codings, me = self.project.codings, self.project.coder.id
        for one in codings.listing():
            before = codings.passage(one.origin or one.passage)
            if before.quote == words and one.coder == me:
                return one
        raise AssertionError(words)

    def go_to(self, words: str) -> Coding:
        """Go down the list by keys to the coding that was on these words."""
        coding = self.coding(words)
        self.panel.list.setFocus()
        self.press(Key.Key_Home)
        for _ in range(10):
            if self.panel.current and self.panel.current.id == coding.id:
                return coding
            self.press(Key.Key_Down)
        raise AssertionError(f"“{words}” is not listed")

    def waiting(self) -> int:
        return len(self.project.codings.unsettled())

    def titles(self) -> list[str]:
        return [title for title, _ in self.panel.groups]

    def select(self, words: str, page: int = 1) -> None:
        text = self.project.reports.page_text(revised.the_report(self.project), page).text
        start = " ".join(text.split()).index(words)
        assert text.replace("\n", " ")[start : start + len(words)] == words
        self.read.view.select([PageRange(page, start, start + len(words))])

    def button(self, words: str) -> QPushButton:
        every = self.panel.findChildren(QPushButton)
        return next(one for one in every if one.text().startswith(words))

    def labels(self) -> list[str]:
        return [one.text() for one in self.panel.findChildren(QLabel) if one.isVisible()]


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, answers: Answers, tmp_path: Path) -> Iterator[Desk]:
    yield Desk(qtbot, window, answers, tmp_path)
    window.session.close()


def test_what_moved_is_listed_by_how_it_was_found(desk: Desk) -> None:
    desk.replace()
    assert desk.told == [("3 codings found again, 1 by position only, 2 not found.", 1)]
    assert desk.read.isVisible()
    assert QApplication.focusWidget() is desk.panel.list
    assert desk.titles() == [
        "Found word for word (2)",
        "Found, words differ a little (1)",
        "By position only (1)",
        "Not found (2)",
    ]
    rows = [str(desk.panel.list.model().index(row, 0).data()) for row in range(10)]
    assert rows[1] == f"p. 1 · Relevance · Coder A\n{revised.KEPT}"
    assert rows[8] == f"p. 3 → ? · Relevance · Coder A\n{revised.GONE}"
    assert any(row.startswith("p. 3 → ? · Relevance · Coder B") for row in rows)
    QAbstractItemModelTester(desk.panel.list.model(), desk.panel)


def test_the_table_of_reports_shows_quietly_that_codings_wait(desk: Desk) -> None:
    cell = desk.reports.table.model().index(0, CODINGS)
    assert not cell.data(WAITING)
    desk.replace()
    desk.window.go_to(0)
    cell = desk.reports.table.model().index(0, CODINGS)
    assert cell.data(WAITING) == 6
    assert str(cell.data(Qt.ItemDataRole.ToolTipRole)).startswith("6 codings wait to be looked at")
    look = next(one for one in desk.reports.table.actions() if one.text().startswith("Look at"))
    desk.reports.table.setCurrentIndex(cell)
    assert look.isEnabled()
    look.trigger()
    assert desk.panel.isVisible()
    assert QApplication.focusWidget() is desk.panel.list


def test_one_after_the_other_is_accepted_by_enter_and_undo_brings_it_back(desk: Desk) -> None:
    desk.replace()
    kept = desk.go_to(revised.KEPT)
    desk.press(Key.Key_Return)
    assert desk.project.codings.get(kept.id).moved == ""
    assert desk.titles()[0] == "Found word for word (1)"
    assert desk.panel.current.id == desk.coding(revised.ALSO_KEPT).id
    desk.press(Key.Key_Return)
    assert desk.panel.current.id == desk.coding(revised.CHANGED).id
    assert desk.waiting() == 4
    desk.window.undo()
    desk.window.undo()
    desk.qtbot.waitUntil(lambda: desk.titles()[0] == "Found word for word (2)")
    assert desk.project.codings.get(kept.id).moved == kept.moved


def test_all_found_word_for_word_are_accepted_as_one_act(desk: Desk) -> None:
    desk.replace()
    assert desk.button("Accept all").text() == "Accept all found word for word (2)"
    desk.press(Key.Key_Return, SHIFT)
    assert desk.titles()[0] == "Found, words differ a little (1)"
    assert desk.told[-1] == ("Accepted 2 codings", 1)
    assert not desk.button("Accept all").isVisible()
    desk.window.undo()
    assert desk.waiting() == 6


def test_a_lost_one_is_placed_on_what_is_selected(desk: Desk) -> None:
    desk.replace()
    lost = desk.go_to(revised.GONE)
    desk.press(Key.Key_Return)
    assert desk.told[-1] == ("It was not found. Place it by hand, or remove it.", 0)
    assert not desk.button("Accept").isEnabled()
    desk.read.view.clear_selection()
    desk.press(Key.Key_Return, CONTROL)
    assert desk.told[-1][0].startswith("Select where it belongs in “")
    desk.select(revised.NEW_PLACE)
    desk.panel.list.setFocus()
    desk.press(Key.Key_Return, CONTROL)
    now = desk.project.codings.get(lost.id)
    assert (now.quote, now.moved, now.origin, now.page) == (revised.NEW_PLACE, "", None, 1)
    assert desk.titles()[-1] == "Not found (1)"
    desk.window.undo()
    assert desk.project.codings.get(lost.id).moved == "lost"


def test_only_ones_own_is_removed(desk: Desk) -> None:
    desk.replace()
    mine = desk.go_to(revised.GONE)
    row = desk.panel.list.currentIndex().row()
    codings = {
        desk.panel.list.model().at(at).coder: at
        for at in (row - 1, row, row + 1)
        if desk.panel.list.model().at(at)
    }
    other = next(at for coder, at in codings.items() if coder != desk.project.coder.id)
    desk.panel.list.setCurrentIndex(desk.panel.list.model().index(other, 0))
    assert not desk.button("Remove").isEnabled()
    assert desk.button("Remove").toolTip() == (
        "This coding is by Coder B, who alone can remove it."
    )
    desk.press(Key.Key_Delete)
    assert desk.told[-1] == ("This coding is by Coder B, who alone can remove it.", 0)
    assert desk.waiting() == 6
    desk.go_to(revised.GONE)
    desk.press(Key.Key_Delete)
    assert desk.told[-1] == ("Removed the coding", 1)
    assert mine.id not in {one.id for one in desk.project.codings.listing()}
    desk.window.undo()
    assert desk.project.codings.get(mine.id).moved == "lost"


def test_the_pages_follow_the_list_but_leave_a_selection_alone(desk: Desk) -> None:
    desk.replace()
    changed = desk.go_to(revised.CHANGED)
    rows = desk.read.inspector
    desk.qtbot.waitUntil(lambda: [row.coding.id for row in rows.rows] == [changed.id])
    assert QApplication.focusWidget() is desk.panel.list
    desk.select(revised.NEW_PLACE)
    selected = desk.read.view.selection()
    also = desk.go_to(revised.ALSO_KEPT)
    desk.qtbot.wait(300)
    assert desk.read.view.selection() == selected
    desk.read.view.clear_selection()
    desk.press(Key.Key_Space)
    assert [row.coding.id for row in rows.rows] == [also.id]


def darkest_inside(picture: PlacePicture) -> int:
    """Return how dark the darkest dot is that the picture shows inside the passage's quads."""
    place = picture.place
    assert place is not None
    assert place.passage is not None
    left, top, right, _ = piece_of(place)
    scale = picture.width() / (right - left)
    seen, found = picture.grab().toImage(), 255
    for _, quad in place.passage.quads:
        x0, y0, x1, y1 = quad.rect
        for corner in ((x0, y0), (x1, y1)):
            assert place.size.to_shown(Point(*corner)) == Point(*corner)
        for x in range(int((x0 - left) * scale) + 3, int((x1 - left) * scale) - 3):
            y = int(((y0 + y1) / 2 - top) * scale)
            found = min(found, QColor(seen.pixel(x, y)).lightness())
    return found


def test_pictures_show_the_old_and_the_new_place(desk: Desk) -> None:
    desk.replace()
    desk.go_to(revised.CHANGED)
    before, now = desk.panel.sides.before, desk.panel.sides.now
    desk.qtbot.waitUntil(lambda: before.picture.has_image and now.picture.has_image, timeout=LONG)
    places = before.picture.place, now.picture.place
    assert places[0]
    assert places[1]
    assert places[0].text_hash != places[1].text_hash
    assert places[0].passage
    assert places[0].passage.quote == revised.CHANGED
    assert darkest_inside(before.picture) < 140
    assert darkest_inside(now.picture) < 140
    assert "<span" in before.words.text()
    assert ">a third,<" in before.words.text() or ">third,<" in before.words.text()
    assert "quarter" in now.words.text()
    desk.go_to(revised.GONE)
    assert now.picture.place.passage is None
    assert "not found; this is p. 2" in " ".join(desk.labels())


def test_pictures_are_let_go_when_nobody_looks(desk: Desk) -> None:
    desk.replace()
    before = desk.panel.sides.before.picture
    desk.qtbot.waitUntil(lambda: before.has_image, timeout=LONG)
    desk.window.go_to(0)
    camera = desk.panel.sides.before._camera
    assert not camera._renderer.is_open
    desk.window.go_to(READ)
    desk.panel.list.setFocus()
    desk.press(Key.Key_End)
    desk.qtbot.waitUntil(lambda: camera._renderer.is_open, timeout=LONG)


def test_cancel_leaves_everything_as_it_was(desk: Desk) -> None:
    before = desk.project.digest()
    with desk.qtbot.waitSignal(desk.reports.replacing.ended, timeout=LONG):
        desk.choose_file(revised.revised_file(desk.folder))
        assert desk.reports.strip.isVisible()
        cancel = desk.reports.strip.findChild(QPushButton)
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert desk.told == [("Stopped. The report keeps its file.", 0)]
    assert desk.project.digest() == before
    assert not desk.reports.strip.isVisible()
    assert desk.reports.isVisible()


def test_a_refused_file_says_why(desk: Desk) -> None:
    before = desk.project.digest()
    desk.replace(desk.folder / "report.pdf")
    assert "very file" in desk.answers.asked[-1]
    broken = desk.folder / "broken.pdf"
    broken.write_bytes(b"")
    desk.replace(broken)
    assert "cannot take the place" in desk.answers.asked[-1]
    assert desk.project.digest() == before
    assert desk.told == []


def test_a_locked_file_asks_for_its_password(desk: Desk) -> None:
    desk.answers.passwords = ["wrong", "right"]
    desk.replace(revised.revised_file(desk.folder, password="right"))
    report = revised.the_report(desk.project)
    assert desk.answers.asked[1:] == ["report-revised.pdf", "report-revised.pdf again"]
    assert desk.window.session.password(report) == "right"
    assert desk.waiting() == 6
    now = desk.panel.sides.now.picture
    desk.qtbot.waitUntil(lambda: now.has_image, timeout=LONG)


def test_nothing_waits_once_all_is_settled(desk: Desk) -> None:
    desk.replace()
    tab = next(one for one in desk.read.bench.left._group.buttons() if one.text() == "Moved")
    while (coding := desk.panel.current) is not None:
        if coding.moved == "lost":
            desk.select(revised.NEW_PLACE)
            desk.press(Key.Key_Return, CONTROL)
        else:
            desk.press(Key.Key_Return)
    assert desk.waiting() == 0
    assert any(words.startswith("Nothing waits.") for words in desk.labels())
    assert tab.isVisible(), "it does not vanish under one's hands"
    desk.press(Key.Key_F8)
    desk.read.bench.left.bring(desk.read.codebook)
    assert not tab.isVisible()
    desk.window.undo()
    desk.qtbot.waitUntil(tab.isVisible)


def test_the_tab_is_there_only_while_something_waits(desk: Desk) -> None:
    desk.window.go_to(READ)
    tab = next(one for one in desk.read.bench.left._group.buttons() if one.text() == "Moved")
    assert not tab.isVisible()
    desk.window.go_to(0)
    desk.replace()
    assert tab.isVisible()
    desk.window.undo()
    assert desk.panel.isVisible()
    desk.qtbot.waitUntil(lambda: desk.titles() == [])


def test_words_that_differ_are_marked_and_nothing_else() -> None:
    before, now = compared("It rose by a third, in all.", "It rose by about a half, in all.")
    assert [run.words for run in before if run.differs] == ["third,"]
    assert [run.words for run in now if run.differs] == ["about", "half,"]
    assert "<b>" not in written(compared("<b> x", "y")[0], "#fff")


def test_a_picture_holds_its_passage_wherever_it_lies() -> None:
    from coder.model.geometry import PageSize, Quad
    from coder.model.ids import PassageId, ReportId
    from coder.model.passage import Passage
    from ui.panels.replaced.found import Place

    report = ReportId(b"r" * 16)
    for rotation in (0, 90, 180, 270):
        for x, y in ((0, 0), (500, 800), (40, 400)):
            quad = Quad(x, y, x + 60, y, x + 60, y + 12, x, y + 12)
            passage = Passage(
                PassageId(b"p" * 16), report, "h", (PageRange(0, 0, 5),), "q", "q", "", "",
                ((0, quad),), (),
            )  # fmt: skip
            size = PageSize(595.0, 842.0, rotation)
            left, top, right, bottom = piece_of(Place(report, "h", 0, "p. 1", size, passage))
            wide, high = size.shown
            assert left >= 0
            assert top >= 0
            assert right <= wide + 0.01
            assert bottom <= high + 0.01
            for corner in (Point(x, y), Point(x + 60, y + 12)):
                spot = QPointF(*size.to_shown(corner))
                assert left - 0.01 <= spot.x() <= right + 0.01
                assert top - 0.01 <= spot.y() <= bottom + 0.01
