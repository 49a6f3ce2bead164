"""Real reports from end to end: dropped, read and coded, collated, exported."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from coder.adding.reports import Added
from coder.model.coding import Coding
from coder.model.geometry import Point
from tests.journeys.exported import compare
from tests.journeys.heartbeat import LONGEST, Heartbeat
from tests.journeys.independent import Pages, Run, Word, joined, letters
from tests.journeys.reviewer import CONTROL, Reviewer
from tests.stages import stage_of
from ui.dialogs.new_project import NewProjectDialog
from ui.panels.passages.pane import PassagesView
from ui.stages.matrix import MatrixStage

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not REPORTS.is_dir(), reason="the shared reports are not here"),
]


@dataclass(frozen=True)
class Drag:
    """Words to drag over, from the first of some to the last of others, and the key to press."""

    begin: tuple[int, str]
    end: tuple[int, str]
    key: str


ENGLISH = (
    "en_jiu_note_2022_1_highlights_10p.pdf",
    Drag((3, "The review highlights the importance"), (3, "education and expertise."), "r"),
    Drag((3, "necessary resources for capacity"), (3, "leadership for impact and"), "e"),
)
SPANISH = (
    "es_evaluacion_graduacion_al_68p.pdf",
    Drag((9, "Promoción del ahorro:"), (9, "distribuir su consumo en"), "e"),
    Drag((9, "Entrenamiento de habilidades técnicas"), (10, "técnicos, tales como"), "i"),
)
FRENCH = (
    "fr_indc_burkina_faso_56p.pdf",
    Drag((9, "L'INDC du Burkina, pays"), (9, "approche actions/projets/activités."), "c"),
    Drag((9, "Elle se justifie hautement"), (9, "effets du changement climatique."), "r"),
)
PORTUGUESE = (
    "pt_cidadania_direito_a_ter_direitos_35p.pdf",
    Drag((8, "O Direito Político é"), (8, "dá-nos o direito de"), "e"),
    Drag((8, "plebiscito, a votação ocorre"), (9, "criação de lei ou não."), "s"),
)
ANOTHER = (
    "en_unhcr_info_mgmt_evaluation_2019_49p.pdf",
    Drag((9, "UNHCR should increase the"), (9, "incorporate this fundamental element."), "e"),
    Drag((9, "An increasing number of"), (9, "inclusive partnership approach."), "c"),
)


def make_project(reviewer: Reviewer) -> None:
    """Make a project by the dialog: a name is all it asks for; the rest is proposed."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewProjectDialog)
        reviewer.wait(dialog.isActiveWindow)
        dialog.identity.name.setFocus()
        reviewer.type("Coder A")
        reviewer.button(dialog, "Create project").click()

    QTimer.singleShot(0, fill)
    reviewer.choose("File", "New Project")
    reviewer.come_back()
    assert reviewer.project.coder.name == "Coder A"


def drop_everything(reviewer: Reviewer) -> None:
    """Drop the folder onto the window; it says how far it is and refuses nothing."""
    outcomes: list[Added] = []
    said: set[str] = set()
    strip = reviewer.window.strip

    def look() -> bool:
        if strip.isVisible():
            said.update(reviewer.words_in(strip))
        return bool(outcomes)

    reviewer.window.adding.ended.connect(outcomes.append)
    with Heartbeat() as beat:
        reviewer.drop([REPORTS])
        reviewer.wait(look, longest=120_000)
    (added,) = outcomes
    files = {path.name for path in REPORTS.glob("*.pdf")}
    assert added.refused == []
    assert {report.file_name for report in reviewer.project.reports.all()} == files
    assert beat.longest < LONGEST
    assert len(said) > 5, "one hardly saw how far it was"
    assert not strip.isVisible()
    assert f"{len(files)} reports added" in reviewer.window.toast.message


def open_report(reviewer: Reviewer, file: str) -> None:
    """Find a report in the table by its file's name and open it by a double click."""
    reviewer.click(reviewer.button(reviewer.window.rail, "Reports"))
    stage = reviewer.reports
    reviewer.click(stage.filter)
    stage.filter.clear()
    reviewer.type(file.removesuffix(".pdf"))
    assert stage.table.model().rowCount() == 1
    reviewer.open_row(0)
    assert reviewer.report.file_name == file


def edge(word: Word, part: float) -> Point:
    """Return a point at half the height of a word, `part` of its width from its left edge."""
    left, top, right, bottom, _, _ = word
    return Point(left + (right - left) * part, (top + bottom) / 2)


def drag_over(reviewer: Reviewer, run: Run) -> None:
    """Drag from the first letter of the first word to the last letter of the last one."""
    (page, first), (last_page, last) = run.begin, run.end
    begin, end = edge(first, 0.01), edge(last, 0.99)
    if page == last_page:
        reviewer.scroll_to(page, min(begin, end, key=lambda point: point.y), 0.08)
    else:
        reviewer.scroll_to(page, begin, 0.45)
    reviewer.drag(reviewer.pixel(page, begin), reviewer.pixel(last_page, end))


def code(reviewer: Reviewer, pages: Pages, drag: Drag) -> Coding:
    """Drag over words, press a key; the quote has the letters that the file has there."""
    run, before = pages.between(drag.begin, drag.end), set(reviewer.codings())
    drag_over(reviewer, run)
    assert letters(reviewer.view.selected_text()) == joined(run.words)
    reviewer.type(drag.key)
    (coding,) = set(reviewer.codings()) - before
    assert letters(coding.quote) == joined(run.words)
    assert (coding.page, coding.end_page) == (drag.begin[0], drag.end[0])
    assert reviewer.is_lit(coding)
    return coding


def read_and_code(reviewer: Reviewer, report: tuple[str, Drag, Drag]) -> Pages:
    """Open a report and code two passages of it."""
    file, *drags = report
    open_report(reviewer, file)
    numbers = sorted({page for drag in drags for page, _ in (drag.begin, drag.end)})
    pages = Pages(REPORTS / file, *numbers)
    for drag in drags:
        code(reviewer, pages, drag)
    return pages


def click_word_and_block(reviewer: Reviewer, pages: Pages) -> None:
    """A double click takes the word without its comma, a third click its whole sentence."""
    page, written = 9, "L'INDC du Burkina, pays faible émetteur,"
    word = pages.words[page][pages.find(page, written)[1]]
    reviewer.scroll_to(page, edge(word, 0.5))
    spot = reviewer.pixel(page, edge(word, 0.5)).toPoint()
    reviewer.double_click(reviewer.view.viewport(), spot)
    assert reviewer.view.selected_text() == "émetteur"
    reviewer.triple_click(spot)
    sentence = reviewer.view.selected_text()
    assert letters(written) in letters(sentence)
    assert sentence.endswith(".")
    assert letters(sentence) in joined(pages.block(page, written))
    reviewer.press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == reviewer.view.selected_text()


def look_at_the_matrix(reviewer: Reviewer) -> None:
    """Counts are those of the codings; a cell lists its passages, one click lands on the page."""
    reviewer.click(reviewer.button(reviewer.window.rail, "Matrix"))
    stage = stage_of(reviewer.window, MatrixStage)
    codings, rows = reviewer.codings(), stage.rows
    shown = {}
    for row in range(rows.rowCount() - 1):
        for column in range(rows.columnCount()):
            report, codes = rows.report(row), rows.codes_of(column)
            count = sum(one.report == report.id and one.code in codes for one in codings)
            assert (rows.index(row, column).data() or "0") == str(count)
            heading = rows.headings[column]
            if not heading.column.is_sum:
                shown[report.file_name, heading.code.name] = rows.index(row, column)
    assert sum(int(index.data() or 0) for index in shown.values()) == len(codings)

    cell = shown[SPANISH[0], "Impact"]
    stage.view.scrollTo(cell)
    reviewer.double_click(stage.view.viewport(), stage.view.visualRect(cell).center())
    (coding,) = stage.passages.codings
    assert coding.end_page == coding.page + 1
    listed = stage.passages.findChild(PassagesView)
    spot = listed.visualRect(listed.model().index(0, 0)).center()
    reviewer.click(listed.viewport(), spot)
    assert reviewer.read.isVisible()
    assert reviewer.report.file_name == SPANISH[0]
    assert reviewer.is_lit(coding)


def export(reviewer: Reviewer, target: Path) -> None:
    """Choose Export to Excel; the workbook says what the project says, figure by figure."""
    reviewer.answers.save_to = target.with_suffix("")
    reviewer.choose("File", "Export to Excel")
    reviewer.wait(lambda: reviewer.window.toast.message == f"Written: {target}")
    compare(target, reviewer.project)


def test_real_reports_are_imported_read_coded_collated_and_exported(
    reviewer: Reviewer, tmp_path: Path
) -> None:
    """All reports go in; five, in four languages, are coded with the mouse; all figures agree."""
    reviewer.start()
    reviewer.wait(lambda: reviewer.window.session.is_open)
    make_project(reviewer)
    drop_everything(reviewer)
    for report in (ENGLISH, SPANISH, PORTUGUESE, ANOTHER):
        read_and_code(reviewer, report)
    pages = read_and_code(reviewer, FRENCH)
    click_word_and_block(reviewer, pages)
    look_at_the_matrix(reviewer)
    export(reviewer, tmp_path / "review.xlsx")
    assert reviewer.answers.told == []
