"""What is known of reports: the table of attributes, the pane beside it, a list imported."""

from pathlib import Path

from PySide6.QtCore import Qt

from coder.codebooks import find, load
from tests.gallery.easel import Easel
from tests.gallery.frame_screens import _with_menu as with_menu
from tests.gallery.registry import screen
from ui.main_window import REPORTS
from ui.panels.reports.columns import TITLE
from ui.panels.reports.importing import ImportDialog
from ui.stages.reports import ReportsStage

_FILE_HEAD = "number,title,symbol,countries,region,type,timing,nature,donor,budget,currency,year,"
_FILE_HEAD += "language,family,role,source\n"
_PLACES = (
    ("Nepal", "Asia and the Pacific", "NPL"),
    ("Burkina Faso; Senegal", "Africa", "RAF"),
    ("Peru", "Americas", "PER"),
    ("Jordan", "Arab States", "JOR"),
    ("Moldova", "Europe and Central Asia", "MDA"),
)
_SUBJECTS = (
    "Unemployment insurance and active labour market policies",
    "Social protection floors for rural and informal workers",
    "Health insurance for migrant workers and their families",
    "Child benefits in the national budget",
)


def long_list(rows: int = 40) -> str:
    """Return a long list of made reports as CSV."""
    lines = [_FILE_HEAD]
    for at in range(rows):
        country, region, code = _PLACES[at % 5]
        timing = ("Final", "Mid-term", "Final", "Ex-post")[at % 4]
        main = at - 1 if at % 10 == 1 else at
        title = f"{_SUBJECTS[main % 4]} in {_PLACES[main % 5][0].replace(';', ' and')}"
        title += "" if main == at else ": mid-term review"
        symbol = f"{code}/{10 + at % 9:02}/{at % 7 + 1:02}/IRL"
        donor = ("Irish Aid", "European Union", "", "Government of Flanders")[at % 4]
        family = f"Project {main}" if at % 10 < 2 else ""
        role = ("", "")[at % 2] if not family else ("Main report", "Complementary")[at % 2]
        values = (
            f"E{at + 1}",
            title,
            symbol,
            country,
            region,
            ("Project", "Cluster", "Country programme")[at % 3],
            timing,
            ("Independent", "Internal")[at % 2],
            donor,
            str(350000 + 12500 * at) if donor else "",
            "USD" if donor else "",
            str(2012 + at % 9),
            ("en", "fr", "es")[at % 3],
            family,
            role,
            ("Database or register", "Website")[at % 2],
        )
        lines.append(",".join(f'"{value}"' for value in values) + "\n")
    return "".join(lines)


def _stage(easel: Easel) -> ReportsStage:
    easel.window.go_to(REPORTS)
    found = easel.window.findChild(ReportsStage)
    assert isinstance(found, ReportsStage)
    return found


def _file(easel: Easel, text: str) -> Path:
    path = easel.home / "Documents" / "Long list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def _with_list(easel: Easel) -> ReportsStage:
    project = easel.window.session.project
    project.codebook.take(load(find("review-protocol")))
    project.attributes.import_table(_file(easel, long_list()))
    stage = _stage(easel)
    easel.rest(200)
    return stage


@screen("attributes-none", "sample")
def _none(easel: Easel) -> None:
    _stage(easel).table.setCurrentIndex(_stage(easel).rows.index(0, TITLE))
    easel.rest(300)


@screen("attributes-full", "sample")
def _full(easel: Easel) -> None:
    stage = _with_list(easel)
    reports = easel.window.session.project.reports.all()
    numbered = {report.number: report.id for report in reports}
    easel.window.session.project.attributes.mark_duplicate(numbered["E7"], numbered["E3"])
    stage.table.setCurrentIndex(stage.rows.index(4, TITLE))
    stage.table.setFocus(Qt.FocusReason.OtherFocusReason)
    easel.rest(300)


@screen("attributes-scrolled", "sample")
def _scrolled(easel: Easel) -> None:
    stage = _with_list(easel)
    stage._families.setChecked(True)
    stage.about.hide()
    column = next(at for at, one in enumerate(stage.rows.columns) if one.key == "donor")
    table = stage.table
    table.setCurrentIndex(stage.rows.index(0, table.shown_columns()[-4]))
    table.setCurrentIndex(stage.rows.index(2, column))
    for row in (3, 4, 5):
        index = stage.rows.index(row, column)
        table.selectionModel().select(index, table.selectionModel().SelectionFlag.Select)
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    easel.rest(300)


@screen("attributes-edited", "sample")
def _edited(easel: Easel) -> None:
    stage = _with_list(easel)
    column = next(at for at, one in enumerate(stage.rows.columns) if one.key == "region")
    stage.table.setCurrentIndex(stage.rows.index(3, column))
    stage.table.setFocus(Qt.FocusReason.OtherFocusReason)
    stage.table.edit(stage.rows.index(3, column))
    easel.rest(300)


@screen("attributes-suggested", "full")
def _suggested(easel: Easel) -> None:
    project = easel.window.session.project
    project.codebook.take(load(find("review-protocol")))
    stage = _stage(easel)
    stage.table.setCurrentIndex(stage.rows.index(2, TITLE))
    report = stage.rows.report(2)
    easel.wait(lambda: stage.about.suggester.offers(report.id, report.text_hash) is not None)
    stage.about.begin()
    easel.rest(300)


@screen("attributes-several", "sample")
def _several(easel: Easel) -> None:
    stage = _with_list(easel)
    stage.table.setCurrentIndex(stage.rows.index(1, TITLE))
    for row in (2, 3):
        index = stage.rows.index(row, TITLE)
        stage.table.selectionModel().select(
            index, stage.table.selectionModel().SelectionFlag.Select
        )
    easel.rest(300)


@screen("attributes-import", "sample")
def _import(easel: Easel) -> None:
    easel.window.session.project.codebook.take(load(find("review-protocol")))
    wrong = long_list(12).replace("2014", "twenty fourteen").replace('"Peru"', '"Perou la"')
    path = _file(easel, wrong.replace(",symbol,", ",Cote du projet,"))
    stage = _stage(easel)
    dialog = ImportDialog(easel.window.session, path, stage)

    def show() -> None:
        dialog.exec()

    easel.during(show)


@screen("attributes-columns", "sample")
def _columns(easel: Easel) -> None:
    stage = _with_list(easel)
    with_menu(easel, lambda: stage.menu.popup(stage.mapToGlobal(stage.rect().center() / 2)))
