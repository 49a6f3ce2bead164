"""A report that was given another file: what moved, and where it was and is."""

from pathlib import Path

import pymupdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coder.model.ids import ReportId
from coder.progress import finish
from tests.gallery.easel import Easel
from tests.gallery.registry import screen

_FIRST, _LAST = 2, 11
"""The corrected file has lost its third page, and what was said on the twelfth."""


@screen("desk-moved", "sample")
def _moved(easel: Easel) -> None:
    _replace(easel)
    easel.rest(300)


@screen("desk-moved-lost", "sample")
def _lost(easel: Easel) -> None:
    _replace(easel)
    easel.rest(100)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_End)
    easel.rest(300)


@screen("reports-moved", "sample")
def _table(easel: Easel) -> None:
    _replace(easel)
    easel.window.go_to(0)


def _replace(easel: Easel) -> None:
    """Give the coded report a corrected file, and list what moved."""
    project = easel.window.session.project
    report = next(one for one in project.reports.all() if "skills" in one.file_name)
    revised = _revised(project.reports.pdf(report.id), easel.home / "skills-revised.pdf")
    finish(project.reports.replace(report.id, revised, lambda *_: None))
    easel.read.show_moved(ReportId(report.id))


def _revised(content: bytes, path: Path) -> Path:
    with pymupdf.open("pdf", content) as document:
        last = document[min(_LAST, len(document) - 1)]
        last.add_redact_annot(last.rect)
        last.apply_redactions()
        last.insert_textbox((72, 72, 520, 400), "This page was withdrawn by the authors.")
        document.delete_page(_FIRST)
        document.save(path)
    return path
