"""Reading and coding a real report with mouse and keys; all of it is on disk and can be undone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from coder.codebooks.reading import load
from coder.codebooks.shipped import find
from coder.model.coding import Coding
from coder.model.ids import CodeId, CodingId
from coder.model.mark_filter import MarkFilter
from coder.model.passage import PageRange
from coder.progress import finish
from coder.project import Project
from ui import ask
from ui.panels.codes import code_menu
from ui.panels.passages.pane import PassagesView
from ui.session import Session
from ui.stages.read import ReadStage

SHARED = Path(__file__).resolve().parents[2] / "../shared"
PDFS = [
    SHARED / "reports/en_unicef_education_spotlight_2024_11p.pdf",
    SHARED / "reports/en_jiu_note_2022_1_highlights_10p.pdf",
]
LOCKED = SHARED / "nasty/enc_pw__pdfplumber__password-example.pdf"
needs_reports = pytest.mark.skipif(
    not all(path.exists() for path in PDFS), reason="the shared reports are not here"
)


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one project with two real reports and a built-in codebook, to be copied."""
    path = tmp_path_factory.mktemp("stock") / "stock.evc"
    project = Project.create(
        path, ("Coder A", "CA", "#0072B2"), [load(find("oecd-dac-criteria"), "en")]
    )
    finish(project.reports.add(PDFS, lambda *_: None))
    first, second = project.reports.all()
    project.reports.edit(first.id, number="E1")
    project.reports.edit(second.id, number="E2")
    project.close()
    return path


class Desk:
    """The stage in a window, and what a person does there."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.project = Project.open(path)
        self.session = Session()
        self.session.take(self.project)
        self.stage = ReadStage(self.session)
        self.session.setParent(self.stage)
        self.told: list[str] = []
        self.session.told.connect(lambda word, _undoes: self.told.append(word))
        qtbot.addWidget(self.stage)
        self.stage.resize(1300, 850)
        self.stage.show()
        self.stage.activateWindow()
        qtbot.waitUntil(self.stage.isActiveWindow)
        self.view = self.stage.reader.view
        self.view.setFocus()

    def close(self) -> None:
        self.session.close()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.focus(), key, held)

    def type(self, letters: str) -> None:
        for letter in letters:
            QTest.keyClick(self.focus(), letter)

    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def select(self, start: int = 100, end: int = 160, page: int = 2) -> None:
        self.view.go_to(page)
        self.view.select([PageRange(page, start, end)])

    def code(self, name: str) -> CodeId:
        return self.project.codebook.find(name).id

    def codings(self) -> list[Coding]:
        return self.project.codings.listing()

    def texts(self, widget: QWidget) -> list[str]:
        return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]

    def codings_at(self, coding: Coding) -> list[CodingId]:
        """Return what lies on the page in the middle of the coding's first quad."""
        return self.view.codings_at(self.spot(coding).toPointF())

    def spot(self, coding: Coding) -> QPoint:
        """Return where in the viewport a coding's first word is."""
        from coder.model.geometry import Point
        from ui.reader.layout import Spot

        page, quad = self.project.codings.passage(coding.passage).quads[0]
        left, top, right, bottom = quad.rect
        point = Point((left + right) / 2, (top + bottom) / 2)
        return self.view.pixel_at(Spot(page, point)).toPoint()


@pytest.fixture
def desk(qtbot: QtBot, stock: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "p.evc"
    shutil.copy(stock, path)
    desk = Desk(qtbot, path)
    yield desk
    desk.close()


pytestmark = needs_reports


def test_a_codes_key_codes_the_selection_and_shows_it_at_once(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    (coding,) = desk.codings()
    assert coding.code == desk.code("Relevance")
    assert (coding.page, coding.start, coding.end) == (2, 100, 160)
    assert desk.codings_at(coding) == [coding.id]
    assert desk.view.selection() == ()
    assert desk.project.undo_label == "Code as Relevance"


def test_a_passage_marked_with_the_mouse(desk: Desk) -> None:
    desk.select()
    first, last = desk.view.selection_rects()[0], desk.view.selection_rect()
    chosen = desk.view.selected_text()
    desk.view.clear_selection()
    viewport, left = desk.view.viewport(), Qt.MouseButton.LeftButton
    begin = QPoint(first.left(), first.center().y())
    end = QPoint(last.right() + 1, last.center().y())
    QTest.mousePress(viewport, left, Qt.KeyboardModifier.NoModifier, begin)
    for step in range(1, 6):
        QTest.mouseMove(viewport, begin + (end - begin) * step / 5)
    QTest.mouseRelease(viewport, left, Qt.KeyboardModifier.NoModifier, end)
    desk.qtbot.waitUntil(lambda: bool(desk.stage.inspector.looked))
    desk.type("c")
    (coding,) = desk.codings()
    assert coding.quote == chosen
    assert coding.code == desk.code("Coherence")


def test_filter_and_enter_code_without_the_mouse(desk: Desk) -> None:
    desk.select()
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.type("sustain")
    desk.press(Qt.Key.Key_Return)
    (coding,) = desk.codings()
    assert coding.code == desk.code("Sustainability")


def test_everything_one_can_focus_has_a_name(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    desk.press(Qt.Key.Key_Return)
    nameless = [
        repr(one)
        for one in desk.stage.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(one, QScrollArea | QSplitter)
        and not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_a_key_works_from_the_panes_but_not_while_writing(desk: Desk) -> None:
    desk.select()
    desk.stage.codebook.tree.setFocus()
    desk.type("r")
    assert len(desk.codings()) == 1
    row = desk.stage.inspector.rows[0]
    row.memo.setFocus()
    desk.type("erc")
    assert len(desk.codings()) == 1
    assert row.memo.toPlainText() == "erc"
    field = desk.stage.codebook.findChild(QLineEdit)
    field.setFocus()
    desk.type("e")
    assert len(desk.codings()) == 1


def test_letters_in_a_box_find_its_entries_and_code_nothing(desk: Desk) -> None:
    desk.select()
    box = next(
        one for one in desk.stage.findChildren(QComboBox) if one.count() > 5 and one.isVisible()
    )
    box.setFocus()
    desk.type("r")
    assert desk.codings() == []
    assert box.currentText() == "Relevance"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_no_key_codes_while_a_menu_is_open(desk: Desk) -> None:
    desk.select()
    menu = desk.stage.codebook.menu_at(QPoint(5, 5))
    menu.popup(desk.stage.mapToGlobal(QPoint(50, 50)))
    desk.stage._keys._press("r")
    menu.close()
    assert desk.codings() == []
    desk.stage._keys._press("r")
    assert len(desk.codings()) == 1


def test_a_key_without_a_selection_says_what_to_do(desk: Desk) -> None:
    desk.type("r")
    assert desk.codings() == []
    assert desk.told == ["Select words on the page first, then choose a code."]


def test_coding_by_keyboard_alone_with_the_palette(desk: Desk) -> None:
    desk.select()
    desk.press(Qt.Key.Key_Return)
    assert desk.stage.code_palette.isVisible()
    desk.type("coheren")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.type("sustainab")
    desk.press(Qt.Key.Key_Return)
    assert not desk.stage.code_palette.isVisible()
    assert {one.code for one in desk.codings()} == {
        desk.code("Coherence"),
        desk.code("Sustainability"),
    }
    assert desk.view.hasFocus()
    assert desk.project.undo_label.startswith("Code as ")
    desk.project.undo()
    assert desk.codings() == []


def test_escape_from_the_palette_gives_the_keys_back_to_whoever_asked(desk: Desk) -> None:
    desk.select()
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    assert desk.view.hasFocus()
    desk.type("r")
    (coding,) = desk.codings()
    assert coding.code == desk.code("Relevance")
    row = desk.stage.inspector.rows[0]
    row.setFocus()
    desk.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert not row.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert row.hasFocus()


def test_several_codings_of_a_row_are_recoded_though_the_keys_come_back_to_one(
    desk: Desk,
) -> None:
    desk.select()
    desk.stage.desk.assign([desk.code("Relevance"), desk.code("Coherence")])
    inspector = desk.stage.inspector
    inspector.rows[0].setFocus()
    inspector.look_at(inspector.looked, [row.coding.id for row in inspector.rows])
    desk.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    desk.type("efficiency")
    desk.press(Qt.Key.Key_Return)
    assert {one.code for one in desk.codings()} == {desk.code("Efficiency")}


def test_escape_from_a_memo_in_the_pane_keeps_the_coding_in_hand(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    (coding,) = desk.codings()
    desk.stage.inspector.rows[0].memo.setFocus()
    desk.type("said so")
    desk.press(Qt.Key.Key_Escape)
    assert desk.view.hasFocus()
    desk.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    now = desk.project.codings.get(coding.id)
    assert (now.memo, now.direction) == ("said so", "+")
    desk.press(Qt.Key.Key_Escape)
    assert desk.stage.inspector.looked == []


def test_codings_are_acted_on_from_the_list_of_passages(desk: Desk) -> None:
    for start in (100, 300, 500):
        desk.select(start, start + 50)
        desk.type("r")
    view = desk.stage.passages.findChild(PassagesView)
    desk.qtbot.waitUntil(lambda: view.model().rowCount() == 3)
    first, second, third = desk.stage.passages.codings
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    desk.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert desk.project.codings.get(second.id).direction == "+"
    assert [one.id for one in desk.stage.desk.looking.hand] == [second.id]
    desk.press(Qt.Key.Key_Delete)
    assert {one.id for one in desk.codings()} == {first.id, third.id}
    desk.qtbot.waitUntil(lambda: view.model().rowCount() == 2)
    assert view.hasFocus()
    desk.press(Qt.Key.Key_F2)
    desk.type("from the list")
    desk.press(Qt.Key.Key_Escape)
    assert desk.project.codings.get(third.id).memo == "from the list"


def test_enter_adds_a_code_to_the_passage_looked_at(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    desk.press(Qt.Key.Key_Return)
    desk.type("coherence")
    desk.press(Qt.Key.Key_Return)
    first, second = desk.codings()
    assert first.passage == second.passage
    assert len(desk.stage.inspector.rows) == 2


def test_a_new_code_from_typed_words(desk: Desk) -> None:
    desk.select()
    desk.press(Qt.Key.Key_Return)
    desk.type("Climate and jobs")
    desk.press(Qt.Key.Key_PageDown)
    desk.press(Qt.Key.Key_Return)
    (coding,) = desk.codings()
    assert coding.code == desk.code("Climate and jobs")


@pytest.mark.parametrize("by", ["double click", "menu"])
def test_coding_from_the_tree_leaves_the_keys_to_the_pages(desk: Desk, by: str) -> None:
    """Delete takes the coding away then, and never the code."""
    desk.select()
    tree = desk.stage.codebook.tree
    model = tree.model()
    index = model.index(0, 0, model.index(0, 0))
    spot, left = tree.visualRect(index).center(), Qt.MouseButton.LeftButton
    if by == "double click":
        QTest.mouseDClick(tree.viewport(), left, Qt.KeyboardModifier.NoModifier, spot)
    else:
        QTest.mouseClick(tree.viewport(), left, Qt.KeyboardModifier.NoModifier, spot)
        assert tree.hasFocus()
        menu, code = QMenu(tree), tree.code_at(index)
        assert code is not None
        code_menu.for_code(menu, desk.stage.codebook.acts, tree, code, [code])
        menu.actions()[0].trigger()
    (coding,) = desk.codings()
    assert coding.code == tree.code_at(index).id
    codes = len(desk.project.codebook.codes())
    desk.press(Qt.Key.Key_Delete)
    assert desk.codings() == []
    assert len(desk.project.codebook.codes()) == codes


def test_what_the_filter_keeps_from_the_pages_is_said_to_be_coded(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    (coding,) = desk.codings()
    assert desk.told == []
    other = next(one.id for one in desk.project.codebook.codes() if one.id != coding.code)
    desk.stage.filter.changed.emit(MarkFilter(codes=frozenset({other})))
    desk.select(start=40)
    desk.type("r")
    assert len(desk.codings()) == 2
    assert desk.told == ["Coded. The filter of the pages does not show it."]


def test_undo_and_redo_paint_and_unpaint(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    (coding,) = desk.codings()
    desk.project.undo()
    assert desk.codings_at(coding) == []
    assert desk.stage.inspector.looked == []
    desk.project.redo()
    assert desk.codings_at(coding) == [coding.id]


def test_clicking_a_highlight_shows_its_codings_and_blank_paper_lets_go(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    (coding,) = desk.codings()
    desk.press(Qt.Key.Key_Escape)
    assert desk.stage.inspector.looked == []
    QTest.mouseClick(
        desk.view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        desk.spot(coding),
    )
    assert [row.coding.id for row in desk.stage.inspector.rows] == [coding.id]
    desk.qtbot.wait(120)
    assert desk.stage.inspector.looked
    QTest.mouseClick(
        desk.view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(24, 200),
    )
    desk.qtbot.waitUntil(lambda: not desk.stage.inspector.looked)


def test_recode_through_the_inspector(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    row = desk.stage.inspector.rows[0]
    button = next(
        one for one in row.findChildren(QToolButton) if one.toolTip() == "Give it another code"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.type("effici")
    desk.press(Qt.Key.Key_Return)
    (coding,) = desk.codings()
    assert coding.code == desk.code("Efficiency")
    assert desk.project.undo_label == "Recode as Efficiency"
    assert "Efficiency" in desk.texts(desk.stage.inspector)


def test_a_memo_written_on_a_selection(desk: Desk) -> None:
    desk.select()
    desk.stage.reader.memoRequested.emit()
    desk.type("relev")
    desk.press(Qt.Key.Key_Return)
    assert desk.focus() is desk.stage.desk.memos.note.memo
    desk.type("weak proof")
    desk.press(Qt.Key.Key_Escape)
    assert desk.focus() is desk.view
    (coding,) = desk.codings()
    assert coding.memo == "weak proof"


def test_the_bar_offers_the_codes_used_last(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    desk.select(200, 260)
    names = [one.accessibleName() for one in desk.stage.reader.bar.findChildren(QToolButton)]
    assert "Code as Relevance" in names
    desk.stage.reader.codeChosen.emit(desk.code("Relevance"))
    assert [one.code for one in desk.codings()] == [desk.code("Relevance")] * 2


def test_the_pane_shows_what_is_selected(desk: Desk) -> None:
    desk.select()
    text = desk.project.reports.page_text(desk.stage.report.id, 2).text[100:110]
    desk.qtbot.waitUntil(
        lambda: any(text.split()[0] in one for one in desk.texts(desk.stage.inspector))
    )
    assert desk.stage.inspector.looked[0].id is None
    desk.view.clear_selection()
    desk.qtbot.waitUntil(lambda: not desk.stage.inspector.looked)


def test_a_passage_of_another_report_is_landed_on_lit(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    first = desk.stage.report
    other = next(one for one in desk.project.reports.all() if one.id != first.id)
    assert desk.stage.open_report(other.id)
    desk.stage.passages.show_only(None, None)
    view = desk.stage.passages.findChild(PassagesView)
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        view.visualRect(view.model().index(0, 0)).center(),
    )
    assert desk.stage.report.id == first.id
    assert desk.view.current_page == 2
    (coding,) = desk.codings()
    assert desk.view.viewport().rect().contains(desk.spot(coding))
    assert [row.coding.id for row in desk.stage.inspector.rows] == [coding.id]
    assert coding.passage in desk.view._highlights.lit


def test_the_reading_place_is_remembered(desk: Desk) -> None:
    first = desk.stage.report
    other = next(one for one in desk.project.reports.all() if one.id != first.id)
    desk.view.go_to(5)
    desk.stage.open_report(other.id)
    assert desk.view.current_page == 0
    desk.stage.open_report(first.id)
    assert desk.view.current_page == 5
    desk.view.go_to(7)
    desk.stage.save()
    again = ReadStage(desk.session, desk.stage)
    assert again.report.id == first.id
    assert again.reader.view.current_page == 7


def test_switching_by_the_box(desk: Desk) -> None:
    first = desk.stage.report
    desk.stage.switch.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.stage.report.id != first.id
    assert desk.view.hasFocus()
    assert desk.stage.switch.currentText().startswith("E2 · ")


def test_side_panes_fold_and_come_back(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F8)
    assert not desk.stage.codebook.isVisible()
    desk.press(Qt.Key.Key_F9)
    assert not desk.stage.bench.right.isVisible()
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_F9)
    assert desk.stage.codebook.isVisible()
    assert desk.stage.bench.right.isVisible()


def test_recolouring_and_renaming_reach_the_page(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    code = desk.code("Relevance")
    desk.project.codebook.edit(code, colour="#123456", name="Pertinence")
    assert desk.view._highlights.look(code).colour == "#123456"
    assert desk.view._highlights.look(code).name == "Pertinence"


def test_deleting_a_code_takes_its_highlights_and_undo_brings_them(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    (coding,) = desk.codings()
    desk.stage.codebook.acts.delete(desk.project.codebook.get(coding.code))
    assert desk.told == ["Deleted “Relevance” and 1 coding"]
    assert desk.codings_at(coding) == []
    desk.project.undo()
    assert desk.codings_at(coding) == [coding.id]


class Passwords:
    """Gives passwords one after the other; notes whether a wrong one was told of."""

    def __init__(self, *answers: str | None) -> None:
        self.answers = list(answers)
        self.asked: list[bool] = []

    def password(self, _parent: object, _name: str, *, wrong: bool) -> ask.Password | None:
        self.asked.append(wrong)
        word = self.answers.pop(0)
        return None if word is None else ask.Password(word)


@pytest.mark.skipif(not LOCKED.exists(), reason="the shared reports are not here")
def test_a_locked_report_asks_for_its_password_until_it_is_right(desk: Desk) -> None:
    finish(desk.project.reports.add([LOCKED], lambda *_: "test"))
    locked = next(one for one in desk.project.reports.all() if one.encrypted)
    before, given = desk.stage.report.id, Passwords(None, "wrong", "test")
    others = ask.use(given)
    try:
        assert not desk.stage.open_report(locked.id)
        assert desk.stage.report.id == before
        assert desk.stage.open_report(locked.id)
        desk.qtbot.waitUntil(lambda: len(given.asked) == 3, timeout=15_000)
    finally:
        ask.use(others)
    assert given.asked == [False, False, True]
    assert desk.session.passwords == {locked.id: "test"}
    assert desk.stage.report.id == locked.id


def test_pane_sizes_and_folds_are_remembered(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F8)
    desk.stage.bench.right.setSizes([200, 500])
    sizes = desk.stage.bench.right.sizes()
    desk.stage.hide()
    again = ReadStage(desk.session)
    desk.qtbot.addWidget(again)
    again.resize(desk.stage.size())
    again.show()
    assert not again.codebook.isVisible()
    assert not again.actions_["Show Left Pane"].isChecked()
    assert again.bench.right.sizes() == sizes


def test_a_code_is_edited_in_its_form_as_one_step(desk: Desk) -> None:
    def fill() -> None:
        form = QApplication.activeModalWidget()
        definition = next(
            one
            for one in form.findChildren(QPlainTextEdit)
            if one.accessibleName() == "Definition"
        )
        definition.selectAll()
        QTest.keyClicks(definition, "Does it answer needs?")
        QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)

    code = desk.project.codebook.get(desk.code("Relevance"))
    QTimer.singleShot(0, fill)
    desk.stage.codebook.acts.edit(code)
    assert desk.project.codebook.get(code.id).definition == "Does it answer needs?"
    desk.project.undo()
    assert desk.project.codebook.get(code.id).definition == code.definition


def test_the_window_can_send_one_to_a_passage_or_a_page(desk: Desk) -> None:
    desk.select()
    desk.type("r")
    (coding,) = desk.codings()
    other = next(one for one in desk.project.reports.all() if one.id != desk.stage.report.id)
    desk.session.showReport.emit(other.id, 3)
    assert (desk.stage.report.id, desk.view.current_page) == (other.id, 3)
    desk.session.showPassage.emit(coding.id)
    assert desk.stage.report.id == coding.report
    assert [row.coding.id for row in desk.stage.inspector.rows] == [coding.id]


def test_another_project_can_be_opened_in_the_same_window(desk: Desk, tmp_path: Path) -> None:
    desk.select()
    desk.type("r")
    desk.session.take(Project.create(tmp_path / "q.evc", ("Coder A", "CA", "#0072B2")))
    assert desk.stage.report is None
    assert desk.stage.passages.codings == []
    assert desk.stage.codebook.codes == []
    assert "Add reports to start" in desk.texts(desk.stage)


def test_copy_gives_the_quote(desk: Desk) -> None:
    desk.select()
    desk.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == desk.view.selected_text() != ""


def test_removing_the_open_report_shows_another_and_the_last_leaves_the_invitation(
    desk: Desk,
) -> None:
    first, second = desk.project.reports.all()
    desk.project.reports.remove(desk.stage.report.id)
    left = second if desk.stage.report.id == second.id else first
    assert desk.stage.report.id == left.id
    desk.project.reports.remove(left.id)
    assert desk.stage.report is None
    assert "Add reports to start" in desk.texts(desk.stage)
    with desk.qtbot.waitSignal(desk.stage.addReportsAsked):
        desk.stage._empty.button.click()
    desk.project.undo()
    assert desk.stage.report.id == left.id
