"""What cannot be done is said plainly, nothing else is lost by it, and the window stays usable."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt

from coder.progress import finish
from coder.project import Project
from tests.coder.pdf_made import made
from tests.journeys.reviewer import Reviewer

pytestmark = pytest.mark.journey
FILES, PAGES = 6, 200


def something_else(path: Path) -> None:
    path.write_text("Dear colleagues, please find attached the list of reports.\n" * 9)


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 999")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9000])


def scribbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4000] = b"scribble" * 487 + b"...."
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (something_else, "is not an Evidence Coder project"),
        (newer, "was made by a newer Evidence Coder"),
        (cut_short, "is damaged: its end is missing"),
        (scribbled, "is damaged"),
    ],
)
def test_a_file_that_is_no_project_of_ours_is_refused_with_its_own_message(
    reviewer: Reviewer, own: Path, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    """The start page stays; so does a project that is open; the file is left as it was."""
    bad = tmp_path / "bad.evc"
    bad.write_bytes(own.read_bytes())
    spoil(bad)
    before = bad.read_bytes()
    reviewer.start(bad)
    (message,) = reviewer.answers.told
    assert said in message
    assert message.startswith(("“bad.evc”", "The project “bad.evc”"))
    assert reviewer.window.start.isVisible()
    reviewer.answers.chosen = [own]
    reviewer.choose("File", "Open…")
    assert reviewer.project.path == own
    reviewer.answers.chosen = [bad]
    reviewer.choose("File", "Open…")
    assert reviewer.answers.told == [message, message]
    assert reviewer.project.path == own
    assert bad.read_bytes() == before


def test_a_project_that_another_program_has_open_is_refused_until_it_is_closed(
    reviewer: Reviewer, own: Path
) -> None:
    """Busy is said in its own words; once the other lets go, the same file opens."""
    other = Project.open(own)
    reviewer.start(own)
    (message,) = reviewer.answers.told
    assert "is open in another window or program. Close it there first." in message
    assert not reviewer.window.session.is_open
    other.close()
    reviewer.answers.chosen = [own]
    reviewer.choose("File", "Open…")
    assert reviewer.project.path == own


def test_files_that_cannot_become_reports_are_named_and_the_others_go_in(
    reviewer: Reviewer, own: Path, tmp_path: Path
) -> None:
    """A locked PDF asks until the password is right; broken, empty and false ones are told."""
    folder = tmp_path / "from the field"
    folder.mkdir()
    for name, content in {
        "a plain.pdf": made("Plain words of a first report."),
        "b locked.pdf": made("Locked words of a second report.", password="open"),
        "c broken.pdf": b"%PDF-1.7\n" + b"nothing that holds together " * 40,
        "d empty.pdf": b"",
        "e web.pdf": b"<!DOCTYPE html><html><body>404 not found</body></html>",
        "f plain.pdf": made("Plain words of a third report."),
        "notes.txt": b"no report at all",
    }.items():
        (folder / name).write_bytes(content)
    reviewer.start(own)
    reviewer.answers.passwords = ["wrong", "open"]
    with reviewer.qtbot.waitSignal(reviewer.window.adding.ended, timeout=60_000):
        reviewer.drop([folder])
    files = {report.file_name for report in reviewer.project.reports.all()}
    assert files == {"a plain.pdf", "b locked.pdf", "f plain.pdf"}
    assert reviewer.answers.asked == [("b locked.pdf", False), ("b locked.pdf", True)]
    (told,) = reviewer.answers.told
    count, *reasons = told.split("\n\n")
    assert count == "3 reports added, 3 left out."
    for name, why in (
        ("c broken.pdf", "is damaged"),
        ("d empty.pdf", "is empty (0 bytes)"),
        ("e web.pdf", "is a web page"),
    ):
        (reason,) = (one for one in reasons if one.startswith(f"{name}: "))
        assert why in reason
        assert "Traceback" not in reason


def test_a_locked_report_is_read_once_its_password_is_known(
    reviewer: Reviewer, own: Path, tmp_path: Path
) -> None:
    """Asked once, its pages are drawn and its words can be marked like any others."""
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(made("Locked words of a report.", password="open"))
    reviewer.answers.passwords = ["open"]
    reviewer.start(own)
    with reviewer.qtbot.waitSignal(reviewer.window.adding.ended, timeout=60_000):
        reviewer.drop([locked])
    reviewer.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    reviewer.wait(lambda: reviewer.read.report is not None)
    reviewer.ink("Locked words of a report.", 0)
    reviewer.drag_over("words of a report", 0)
    assert reviewer.view.selected_text() == "words of a report"
    assert reviewer.answers.asked == [("locked.pdf", False)]


@pytest.fixture(scope="module")
def long_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of PDFs that take a while to read."""
    folder = tmp_path_factory.mktemp("long")
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=600)
        for line in range(40):
            words = f"Line {line}: what was found in the field that day, in short."
            page.insert_text((40, 40 + 13 * line), words, fontsize=10)
        for _ in range(PAGES - 1):
            document.fullcopy_page(0)
        for number in range(FILES):
            document.set_metadata({"title": f"Long report {number}"})
            document.save(folder / f"long {number}.pdf")
    return folder


def begin_import(reviewer: Reviewer, project: Path, folder: Path) -> None:
    """Drop long reports and wait until one of them is in."""
    reviewer.start(project)
    reviewer.drop([folder])
    reviewer.wait(reviewer.project.reports.all)
    assert reviewer.window.adding.is_busy


def test_cancel_keeps_what_is_in_and_the_window_goes_on(
    reviewer: Reviewer, own: Path, long_reports: Path
) -> None:
    """After Cancel the finished reports are there, none is half there, and the rest can follow."""
    begin_import(reviewer, own, long_reports)
    with reviewer.qtbot.waitSignal(reviewer.window.adding.ended, timeout=30_000):
        reviewer.click(reviewer.button(reviewer.window.strip, "Cancel"))
    kept = reviewer.project.reports.all()
    assert 1 <= len(kept) < FILES
    assert all(report.pages == PAGES for report in kept)
    assert not reviewer.window.strip.isVisible()
    assert reviewer.window.toast.message.startswith("Stopped. The reports read so far are in")
    assert finish(reviewer.project.check()) == []
    with reviewer.qtbot.waitSignal(reviewer.window.adding.ended, timeout=60_000) as ended:
        reviewer.drop([long_reports])
    assert len(ended.args[0].known) == len(kept)
    assert len(reviewer.project.reports.all()) == FILES
    assert reviewer.answers.told == []


def test_the_window_can_be_closed_while_reports_come_in(
    reviewer: Reviewer, own: Path, long_reports: Path
) -> None:
    """Closing stops the import at once; what was in by then is there on the next start."""
    begin_import(reviewer, own, long_reports)
    kept = {report.file_name for report in reviewer.project.reports.all()}
    reviewer.leave()
    project = Project.open(own)
    found = project.reports.all()
    assert finish(project.check()) == []
    project.close()
    assert kept <= {report.file_name for report in found}
    assert len(found) < FILES
    assert all(report.pages == PAGES for report in found)
    assert reviewer.answers.told == []


def test_a_workbook_that_cannot_be_written_is_told_and_leaves_nothing(
    reviewer: Reviewer, own: Path, tmp_path: Path
) -> None:
    """A folder that is not there is no place for a workbook; the project stays as it was."""
    reviewer.start(own)
    before = reviewer.project.digest()
    reviewer.answers.save_to = tmp_path / "gone" / "review.xlsx"
    reviewer.choose("File", "Export to Excel")
    reviewer.wait(lambda: reviewer.answers.told)
    (message,) = reviewer.answers.told
    assert "review.xlsx" in message
    assert not (tmp_path / "gone").exists()
    assert reviewer.project.digest() == before
    assert not reviewer.window.strip.isVisible()
