"""The list of passages: filters by code with its branch, coder and words; follows every change."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from coder.model.coding import Coding
from coder.model.ids import CodeId, CoderId, CodingId, PassageId, ReportId
from coder.model.report import Report
from coder.project import Project
from tests.building import add_report, place
from ui.panels.passages.listing import PassageList, Wanted, plain
from ui.panels.passages.pane import PassagesPanel, PassagesView
from ui.panels.passages.rows import PassageRole, Shown, place_within
from ui.session import Session


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"))
    yield made
    made.close()


class Stocked:
    """A project with two reports and five codings by two coders."""

    def __init__(self, project: Project) -> None:
        self.project = project
        book = project.codebook
        self.works = book.add(None, None, "What works")
        self.training = book.add(None, self.works, "Training")
        self.relevance = book.add(None, None, "Relevance")
        self.first: Report = add_report(project, "Alpha")
        self.second: Report = add_report(project, "Beta")
        add = project.codings.add
        self.codings = [
            *add(place(project, self.first.id, (0, 0, 26)), [self.training]),
            *add(place(project, self.first.id, (0, 30, 50)), [self.relevance], "café is closed"),
            *add(place(project, self.first.id, (1, 0, 30)), [self.works]),
            *add(place(project, self.second.id, (0, 0, 26)), [self.relevance]),
        ]
        project.become("Coder B", "CB", "#D55E00")
        self.codings += add(place(project, self.first.id, (0, 0, 40)), [self.relevance])
        project.become("Coder A")


@pytest.fixture
def stocked(project: Project) -> Stocked:
    return Stocked(project)


@pytest.fixture
def panel(qtbot: QtBot, stocked: Stocked) -> PassagesPanel:
    session = Session()
    session.take(stocked.project)
    panel = PassagesPanel(session)
    session.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(340, 600)
    panel.open(stocked.first.id)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def box(panel: PassagesPanel, name: str) -> QComboBox:
    return next(one for one in panel.findChildren(QComboBox) if one.accessibleName() == name)


def choose(panel: PassagesPanel, name: str, item: str) -> None:
    """Choose an item as a person does: with the keys of the box."""
    target = box(panel, name)
    texts = [target.itemText(row).strip() for row in range(target.count())]
    target.setFocus()
    for _ in range(target.count()):
        QTest.keyClick(target, Qt.Key.Key_Up)
    for _ in range(texts.index(item)):
        QTest.keyClick(target, Qt.Key.Key_Down)


def listed(panel: PassagesPanel) -> list[CodingId]:
    return [coding.id for coding in panel.codings]


def test_codings_of_the_report_in_reading_order(panel: PassagesPanel, stocked: Stocked) -> None:
    training, relevance, works, _, other = stocked.codings
    assert listed(panel) == [training, other, relevance, works]
    assert "4 codings" in [one.text() for one in panel.findChildren(QLabel)]


def test_a_row_says_page_code_quote_and_who(panel: PassagesPanel) -> None:
    view = panel.findChild(PassagesView)
    shown = view.model().index(0, 0).data(PassageRole.SHOWN)
    assert (shown.place, shown.code.name, shown.coder.initials) == ("p. 1", "Training", "CA")
    assert shown.coding.quote == "Finding 1. Training improv"


def test_code_filter_takes_the_branch(panel: PassagesPanel, stocked: Stocked) -> None:
    choose(panel, "Code and those under it", "What works")
    assert listed(panel) == [stocked.codings[0], stocked.codings[2]]
    choose(panel, "Code and those under it", "Training")
    assert listed(panel) == [stocked.codings[0]]


def test_coder_and_scope_filters(panel: PassagesPanel, stocked: Stocked) -> None:
    choose(panel, "Coder", "Coder B")
    assert listed(panel) == [stocked.codings[4]]
    choose(panel, "Coder", "All coders")
    choose(panel, "Where to list passages", "In the project")
    assert len(listed(panel)) == 5
    view = panel.findChild(PassagesView)
    assert view.model().index(4, 0).data(PassageRole.SHOWN).place == "Beta · p. 1"


def test_words_are_found_in_quote_and_memo_without_accents(
    qtbot: QtBot, panel: PassagesPanel, stocked: Stocked
) -> None:
    words = panel.findChild(QLineEdit)
    QTest.keyClicks(words, "CAFE clos")
    qtbot.waitUntil(lambda: listed(panel) == [stocked.codings[1]])
    words.clear()
    QTest.keyClicks(words, "no such words")
    qtbot.waitUntil(lambda: listed(panel) == [])
    assert "No passage fits the filter." in [one.text() for one in panel.findChildren(QLabel)]


def test_kinds_of_codings_are_chosen_by(panel: PassagesPanel, stocked: Stocked) -> None:
    one, other, third, *_ = stocked.codings
    stocked.project.codings.mark([one, other], direction="+")
    stocked.project.codings.mark([other, third], depth="central")
    chosen = box(panel, "Kind of passages")

    def kind(words: str) -> set[CodingId]:
        chosen.setCurrentText(words)
        chosen.activated.emit(chosen.currentIndex())
        return {coding.id for coding in panel.codings}

    panel._follow_touched()
    assert kind("For") == {one, other}
    assert kind("Central") == {other, third}
    assert kind("With a memo") == {other}
    assert kind("Areas") == kind("Found again in a new file") == set()
    assert len(kind("No direction")) == 2
    assert len(kind("All kinds")) == 4


def test_a_row_says_what_the_coding_says(panel: PassagesPanel, stocked: Stocked) -> None:
    stocked.project.codings.mark([stocked.codings[0]], direction="-", depth="limited")
    panel._follow_touched()
    view = panel.findChild(PassagesView)
    said = str(view.model().index(0, 0).data()).splitlines()[0]
    assert said == "p. 1 · Training · against · limited"


def test_the_page_is_shown_however_narrow_the_pane_and_long_the_title(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    title = "Evaluación de la estrategia de graduación 2019"
    shown = Shown(coding(1, b"r", 0, 0), None, None, "p. 123", title)
    for width in range(20, 400, 20):
        place = place_within(shown, metrics, width)
        assert place.endswith("p. 123")
        needed = metrics.horizontalAdvance("p. 123")
        assert metrics.horizontalAdvance(place) <= max(width, needed)
    assert place_within(shown, metrics, 300).startswith("Evaluación")


def test_click_and_enter_land(qtbot: QtBot, panel: PassagesPanel, stocked: Stocked) -> None:
    view = panel.findChild(PassagesView)
    second = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(panel.landAsked) as landed:
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, second
        )
    assert landed.args[0].id == stocked.codings[4]
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.landAsked) as landed:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert landed.args[0].id == stocked.codings[1]


def test_the_list_follows_adding_recoding_undo_and_merging(
    qtbot: QtBot, panel: PassagesPanel, stocked: Stocked
) -> None:
    project = stocked.project
    fresh = project.codings.add(place(project, stocked.first.id, (1, 40, 60)), [stocked.works])
    qtbot.waitUntil(lambda: listed(panel)[-1:] == fresh)
    project.undo()
    qtbot.waitUntil(lambda: fresh[0] not in listed(panel))
    project.codebook.merge(stocked.training, stocked.relevance)
    qtbot.waitUntil(lambda: panel.codings[0].code == stocked.relevance)
    project.codebook.delete(stocked.relevance)
    qtbot.waitUntil(lambda: listed(panel) == [stocked.codings[2]])
    project.undo()
    qtbot.waitUntil(lambda: len(listed(panel)) == 4)


def test_codings_of_other_reports_do_not_come_in(
    qtbot: QtBot, panel: PassagesPanel, stocked: Stocked
) -> None:
    project = stocked.project
    project.codings.add(place(project, stocked.second.id, (1, 0, 20)), [stocked.works])
    last = project.codings.add(place(project, stocked.first.id, (1, 40, 60)), [stocked.works])
    qtbot.waitUntil(lambda: listed(panel)[-1:] == last)
    assert len(listed(panel)) == 5


def test_the_list_stays_where_it_was_scrolled_to(
    qtbot: QtBot, panel: PassagesPanel, stocked: Stocked
) -> None:
    project, report = stocked.project, stocked.first.id
    for start in range(30):
        project.codings.add(place(project, report, (0, start, start + 20)), [stocked.works])
    qtbot.waitUntil(lambda: len(listed(panel)) == 34)
    bar = panel.findChild(PassagesView).verticalScrollBar()
    bar.setValue(400)
    fresh = project.codings.add(place(project, report, (1, 50, 60)), [stocked.works])
    qtbot.waitUntil(lambda: listed(panel)[-1:] == fresh)
    assert bar.value() == 400


def test_without_a_report_the_project_is_listed_until_one_is_open_again(
    panel: PassagesPanel, stocked: Stocked
) -> None:
    panel.open(None)
    assert len(listed(panel)) == 5
    panel.open(stocked.second.id)
    assert listed(panel) == [stocked.codings[3]]
    choose(panel, "Where to list passages", "In the project")
    panel.open(stocked.first.id)
    assert len(listed(panel)) == 5


def test_show_only_lists_what_a_matrix_cell_holds(panel: PassagesPanel, stocked: Stocked) -> None:
    panel.show_only(stocked.second.id, {stocked.relevance})
    assert listed(panel) == [stocked.codings[3]]
    panel.show_only(None, {stocked.works, stocked.training})
    assert listed(panel) == [stocked.codings[0], stocked.codings[2]]


def test_an_empty_report_says_what_to_do(panel: PassagesPanel, stocked: Stocked) -> None:
    empty = add_report(stocked.project, "Gamma")
    panel.open(empty.id)
    texts = " ".join(one.text() for one in panel.findChildren(QLabel))
    assert "press a code’s key or Enter" in texts


def coding(number: int, report: bytes, page: int, start: int, quote: str = "") -> Coding:
    identity = number.to_bytes(16, "big")
    return Coding(
        CodingId(identity),
        PassageId(identity),
        ReportId(report),
        CodeId(b"code"),
        CoderId(b"coder"),
        page,
        start,
        page,
        start + 5,
        quote,
        "",
        "2026-01-01T00:00:00+00:00",
    )


def test_order_is_that_of_the_reports_then_of_reading() -> None:
    codings = [coding(1, b"b", 0, 9), coding(2, b"a", 3, 1), coding(3, b"a", 3, 0)]
    found = PassageList(codings, [ReportId(b"a"), ReportId(b"b")])
    assert [one.id[-1] for one in found.filtered(Wanted())] == [3, 2, 1]
    found.replace([codings[2].id], [coding(4, b"a", 0, 0)])
    assert [one.id[-1] for one in found.filtered(Wanted())] == [4, 2, 1]


def test_plain_text_has_no_case_accents_or_fine_quotes() -> None:
    assert plain("L’Évaluation – “Été”") == 'l\'evaluation - "ete"'


def test_the_letter_after_a_fine_quote_keeps_no_accent_either() -> None:
    assert plain("l’e\u0301te\u0301 \ufe58 ﬁn \u00ad– Straße") == "l'ete - fin - strasse"


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("’“«–\u2011\ufe58é\u0301\u00adﬁİß")))
def test_plain_text_is_the_same_whatever_was_made_simple_first(text: str) -> None:
    """Text of plain letters and fine quotes only is not taken apart: the quicker way."""
    whole = unicodedata.normalize("NFKD", text)
    whole = re.sub("[\u0300-\u036f\u00ad]", "", whole)
    whole = re.sub("[\u2010-\u2015\u2212]", "-", whole)
    assert plain(text) == re.sub("[“”«»]", '"', re.sub("[’‘]", "'", whole)).casefold()


def test_words_are_found_in_whatever_holds_them() -> None:
    first = replace(coding(1, b"a", 0, 0, "Training of trainers"), memo="Why this")
    second = replace(first, id=CodingId(bytes(15) + b"\2"), memo="", caption="Figure", start=9)
    third = replace(coding(3, b"a", 1, 0, "Why train?"), caption="Training")
    found = PassageList([first, second, third], [ReportId(b"a")])

    def ids(words: str) -> list[int]:
        return [one.id[-1] for one in found.filtered(Wanted(words=words))]

    assert ids("training") == [1, 2, 3]
    assert ids("training why") == [1, 3]
    assert ids("figure train") == [2]
    assert ids("trainers this") == [1]
    assert ids("trainerswhy") == []
    found.replace([second.id], [replace(third, memo="Costs"), coding(4, b"a", 2, 0, "Étage")])
    assert ids("costs") == [3]
    assert ids("etage") == [4]
    assert ids("training") == [1, 3]
    assert ids("figure") == []


def test_escape_empties_the_words_before_anything_else(panel: PassagesPanel, qtbot: QtBot) -> None:
    words = panel.findChild(QLineEdit)
    words.setFocus()
    QTest.keyClicks(words, "nothing like it")
    qtbot.waitUntil(lambda: listed(panel) == [])
    QTest.keyClick(words, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(listed(panel)) > 0)
    assert words.text() == ""
    assert words.hasFocus()
