"""Outline, pages and map of real reports, where they are at hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.codebooks import find, load
from coder.progress import finish
from coder.project import Project
from tests.building import add_report
from tests.children import are_gone
from tests.ui.contents_pages import Reading, reading
from ui.reader.map import ReportMap
from ui.reader.source import Look

SHARED = Path(__file__).resolve().parents[2] / "../shared"
REPORTS = [
    "reports/en_jiu_note_2022_1_highlights_10p.pdf",
    "reports/en_cct_child_labor_rotatedpage_15p.pdf",
    "reports/fr_indc_burkina_faso_56p.pdf",
    "nasty/derived__rotated_mixed.pdf",
    "nasty/derived__mixed_sizes.pdf",
]


@pytest.fixture(params=REPORTS, ids=[Path(name).stem for name in REPORTS])
def desk(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Reading]:
    path = SHARED / request.param
    if not path.exists():
        pytest.skip("the real reports are not here")
    stock = tmp_path / "stock.evc"
    book = load(find("oecd-dac-criteria"), "en")
    project = Project.create(stock, ("Coder A", "CA", "#0072B2"), [book])
    finish(project.reports.add([path], lambda *_: None))
    project.close()
    with reading(qtbot, stock, tmp_path / "p.evc", "") as desk:
        yield desk
    assert are_gone()


def test_every_heading_leads_to_itself(qtbot: QtBot, desk: Reading) -> None:
    sections = desk.outline.view.model().sections
    bar = desk.view.verticalScrollBar()
    for at, entry in enumerate(sections.entries[:40]):
        desk.outline._land(at)
        assert desk.asked[-1][0] == entry.page
        desk.contents._show_here()
        here = sections.entries[desk.outline.view._here]
        if bar.value() < bar.maximum() and not desk.view.sizes[entry.page].rotation:
            assert (here.page, here.y) >= (entry.page, entry.y)
            assert here.page <= entry.page + 1
    assert qtbot


def test_every_page_has_a_picture_and_its_printed_label(qtbot: QtBot, desk: Reading) -> None:
    facts, cards = desk.project.reports.facts(desk.report.id), desk.pages.cards
    desk.show_tab("Pages")
    assert [cards.card(at).label for at in range(len(facts))] == [
        fact.label or str(fact.number + 1) for fact in facts
    ]
    last = len(facts) - 1
    desk.view.go_to(last)
    qtbot.waitUntil(lambda: cards.card(last).picture is not None, timeout=30_000)
    view = desk.pages.view
    assert view.viewport().rect().contains(view.visualRect(view.cards.index(last)).center())


def test_codings_show_in_outline_pages_and_map(qtbot: QtBot, desk: Reading) -> None:
    texts = desk.project.reports.page_texts(desk.report.id)
    page = next(at for at, text in texts.items() if len(text.text) > 80)
    code = desk.codes()[0]
    desk.show_tab("Pages")
    desk.code(page, texts[page].text[10:60], code)
    qtbot.waitUntil(lambda: desk.pages.cards.card(page).coded.codings == 1)
    made = ReportMap(desk.view, desk.window)
    desk.window.addWidget(made)
    desk.view.set_marks(desk.project.codings.marks(desk.report.id), {code: Look("#d55e00", "One")})
    qtbot.waitUntil(lambda: {span[0] for span in made._spans} == {page})
    assert {span[3] for span in made._spans} == {"#d55e00"}


def test_1501_pages_are_there_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    stock = tmp_path / "stock.evc"
    project = Project.create(stock, ("Coder A", "CA", "#0072B2"))
    add_report(project, "Long", [["one line"]] * 1501)
    project.close()
    copy = tmp_path / "p.evc"
    copy.write_bytes(stock.read_bytes())
    project = Project.open(copy)
    desk = Reading(project, project.reports.all()[0])
    qtbot.addWidget(desk.window)
    desk.window.show()
    facts = project.reports.facts(desk.report.id)
    labels = [fact.label for fact in facts]
    asked: list[int] = []
    desk.outline.open(project.reports.outline(desk.report.id), labels)
    desk.pages.open(labels, lambda: [fact.size for fact in facts], asked.append)
    desk.pages.show_page(1500)
    desk.show_tab("Pages")
    QApplication.processEvents()
    desk.pages.grab()
    view = desk.pages.view
    assert view.viewport().rect().contains(view.visualRect(view.cards.index(1500)).center())
    assert len(set(asked)) < 30
    desk.session.close()
