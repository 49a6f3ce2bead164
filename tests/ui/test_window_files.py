"""What goes into the window and comes out of it: reports, codebooks, the workbook."""

import threading
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coder.codebooks import find, load
from coder.progress import Progress, Work
from coder.project import Project
from tests.ui.answers import Answers, press
from tests.ui.at_the_window import SAMPLES, TOP, dropped, entry, toast_button
from ui import ask
from ui.main_window import REPORTS, MainWindow
from ui.panels.reports.importing import ImportDialog


def test_reports_dropped_anywhere_are_added_and_said_in_one_line(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "new.evc"
    Project.create(path, ("Coder A", "CA", "#0072B2")).close()
    assert not dropped(window, SAMPLES[0])
    assert dropped(window, path)
    qtbot.waitUntil(lambda: window.session.is_open)
    assert dropped(window, *SAMPLES)
    assert window.strip.isVisible()
    qtbot.waitUntil(lambda: not window.adding.is_busy, timeout=30_000)
    assert not window.strip.isVisible()
    assert len(window.session.project.reports.all()) == len(SAMPLES)
    assert window.toast.message == f"{len(SAMPLES)} reports added."
    assert toast_button(window).isHidden()
    assert not dropped(window, tmp_path / "picture.png")


def test_a_file_left_out_is_named_with_the_reason_and_the_others_go_in(
    qtbot: QtBot, at_work: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing of the kind")
    at_work.adding.add([broken, *SAMPLES])
    qtbot.waitUntil(lambda: not at_work.adding.is_busy, timeout=30_000)
    said = answers.asked[-1]
    assert said.startswith("0 reports added, 2 already here, 1 left out.")
    assert "broken.pdf: " in said


def test_a_password_is_asked_for_here_although_a_worker_needs_it(
    qtbot: QtBot, at_work: MainWindow, answers: Answers
) -> None:
    locked = TOP / "../shared/nasty/enc_pw__pdfplumber__password-example.pdf"
    if not locked.exists():
        pytest.skip("the shared files are not here")
    threads: list[threading.Thread] = []
    plain = answers.password

    def noticing(parent: QWidget | None, name: str, *, wrong: bool) -> ask.Password | None:
        threads.append(threading.current_thread())
        return plain(parent, name, wrong=wrong)

    answers.password = noticing  # type: ignore[method-assign]
    answers.passwords = ["not this one"]
    at_work.adding.add([locked])
    qtbot.waitUntil(lambda: not at_work.adding.is_busy, timeout=30_000)
    assert answers.asked[:2] == [locked.name, f"{locked.name} again"]
    assert set(threads) == {threading.main_thread()}
    assert "not open with that password" in answers.asked[-1]
    assert not [one for one in at_work.session.project.reports.all() if one.encrypted]


def test_cancel_stops_adding_and_the_project_stays_usable(
    qtbot: QtBot, at_work: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = threading.Event()

    def endless(*_: object) -> Work[None]:
        try:
            while True:
                yield Progress(1, 3, "Reading for ever")
        finally:
            closed.set()

    monkeypatch.setattr(at_work.session.project.reports, "add", endless)
    at_work.adding.add([Path("any.pdf")])
    cancel = next(one for one in at_work.strip.findChildren(QPushButton))
    qtbot.waitUntil(at_work.strip.isVisible)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not at_work.adding.is_busy)
    assert closed.is_set()
    assert at_work.toast.message.startswith("Stopped.")
    at_work.session.project.edit(name="Still here")


def test_closing_the_window_ends_what_is_being_added(
    qtbot: QtBot, at_work: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object) -> Work[None]:
        while True:
            yield Progress(1, 3, "Reading for ever")

    monkeypatch.setattr(at_work.session.project.reports, "add", endless)
    at_work.adding.add([Path("any.pdf")])
    qtbot.waitUntil(at_work.strip.isVisible)
    at_work.close()
    assert not at_work.session.is_open
    assert not [one for one in threading.enumerate() if one.name.startswith("work")]


def test_the_workbook_is_written_where_it_was_asked_for(
    qtbot: QtBot, at_work: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.chosen = tmp_path / "out"
    entry(at_work, "File", "Export to Excel").trigger()
    target = tmp_path / "out.xlsx"
    qtbot.waitUntil(lambda: target.exists() and not at_work.strip.isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: str(target) in at_work.toast.message)
    assert target.read_bytes().startswith(b"PK")


def test_a_workbook_that_cannot_be_written_is_said(
    qtbot: QtBot, at_work: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.chosen = tmp_path / "no such folder" / "out.xlsx"
    entry(at_work, "File", "Export to Excel").trigger()
    qtbot.waitUntil(lambda: len(answers.asked) > 1, timeout=20_000)
    assert "out.xlsx" in answers.asked[-1]


def test_a_codebook_is_added_with_its_codes(
    at_work: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.chosen = find("ilo-evaluation")
    entry(at_work, "File", "Add a Codebook").trigger()
    project = at_work.session.project
    assert [book.key for book in project.codebook.codebooks()].count("ilo-evaluation") == 1
    answers.chosen = tmp_path / "bad.toml"
    answers.chosen.write_text("no = codebook", encoding="utf-8")
    entry(at_work, "File", "Add a Codebook").trigger()
    assert "bad.toml" in answers.asked[-1]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ris"])
def test_a_list_dropped_anywhere_is_looked_at_in_the_reports_stage(
    qtbot: QtBot, at_work: MainWindow, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"list{ending}"
    write_list(path)
    held = len(at_work.session.project.reports.all())
    at_work.session.project.codebook.take(load(find("review-protocol")))
    failed = in_next_import("Import")
    assert dropped(at_work, path)
    qtbot.waitUntil(lambda: at_work.toast.message == f"{path.name}: 1 added, 0 changed.")
    assert failed == []
    assert at_work.stack.currentWidget() is at_work._made[REPORTS]
    assert len(at_work.session.project.reports.all()) == held + 1
    at_work.undo()
    assert len(at_work.session.project.reports.all()) == held


def test_a_list_waits_for_the_reports_that_were_dropped_with_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    assert not dropped(window, tmp_path)
    path = tmp_path / "new.evc"
    books = [load(find("review-protocol"))]
    window.session.take(Project.create(path, ("Coder A", "CA", "#0072B2"), books))
    rows = tmp_path / "list.csv"
    rows.write_text(f"file;year\n{SAMPLES[0].name};2016\n", encoding="utf-8")
    failed = in_next_import("Import")
    assert dropped(window, rows, SAMPLES[0])
    qtbot.waitUntil(
        lambda: window.toast.message == "list.csv: 0 added, 1 changed.", timeout=30_000
    )
    assert failed == []
    (report,) = window.session.project.reports.all()
    assert window.session.project.attributes.values(report.id)["year"] == "2016"


def write_list(path: Path) -> None:
    """Write a list of one report."""
    row = {"number": "E77", "title": "Cash transfers in Nepal"}
    if path.suffix == ".csv":
        path.write_text("\n".join(map(",".join, (row.keys(), row.values()))), encoding="utf-8")
    elif path.suffix == ".ris":
        path.write_text(f"TY  - RPRT\nTI  - {row['title']}\nER  - \n", encoding="utf-8")
    else:
        book = Workbook()
        assert book.active is not None
        for line in (list(row), list(row.values())):
            book.active.append(line)
        book.save(path)


def in_next_import(words: str) -> list[BaseException]:
    """Press a button in the import that opens next, once the list was read."""
    failed: list[BaseException] = []

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ImportDialog) or not dialog.take.isEnabled():
            QTimer.singleShot(30, go)
            return
        try:
            press(dialog, words)
        except BaseException as error:  # noqa: BLE001 - the dialog must close whatever happens
            failed.append(error)
            dialog.reject()

    QTimer.singleShot(0, go)
    return failed
