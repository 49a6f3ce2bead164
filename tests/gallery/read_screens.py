"""The Read stage, from a first look to pages full of evidence."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from coder.model.passage import PageRange
from tests.gallery.easel import Easel
from tests.gallery.registry import screen
from tests.gallery.stock import anchored
from ui.main_window import READ

_ENGLISH = "skills"


@screen("read-empty", "empty")
def _empty(easel: Easel) -> None:
    easel.window.go_to(READ)


@screen("read-cover", "sample")
def _cover(easel: Easel) -> None:
    easel.report(_ENGLISH)


@screen("read", "sample")
def _read(easel: Easel) -> None:
    _land(easel, "Could also be")


@screen("read-highlights", "sample")
def _highlights(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.view.go_to(5)


@screen("read-table", "sample")
def _table(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.view.go_to(9)


@screen("read-dense", "sample")
def _dense(easel: Easel) -> None:
    project, report = easel.window.session.project, easel.report(_ENGLISH)
    codes = [code.id for code in easel.read.desk.codes if code.assignable]
    whole = easel.words(4, "The choice of the nine", "organizations.")
    step = (whole.end - whole.start) // 14
    cuts = [*range(whole.start, whole.end, step), whole.end]
    wanted = []
    for at, (start, end) in enumerate(pairwise(cuts)):
        for share in (0, 2, 5):
            part = PageRange(4, max(whole.start, start - share * step // 2), end)
            code = codes[(at * 5 + share * 3) % len(codes)]
            wanted.append((anchored(project, report, part), code, ""))
    easel.report("vergers")
    project.codings.add_many(wanted)
    easel.report(_ENGLISH)
    easel.view.go_to(4)


@screen("read-selection", "sample")
def _selection(easel: Easel) -> None:
    _select_sentence(easel)


@screen("read-columns", "sample")
def _columns(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.select(easel.words(2, "Effectiveness. By April 2023", "seven months."))


@screen("read-pages", "sample")
def _pages(easel: Easel) -> None:
    easel.report(_ENGLISH)
    text = easel.words(4, "Cooperation with social partners")
    end = len(easel.window.session.project.reports.page_text(easel.report(_ENGLISH), 4).text)
    easel.select(PageRange(4, text.start, end), easel.words(5, "once, and", "every detail."))


@screen("read-palette", "sample")
def _palette(easel: Easel) -> None:
    _select_sentence(easel)
    easel.rest(100)
    easel.read.desk.ask_code()
    _type(easel, "part")


@screen("read-several", "sample")
def _several(easel: Easel) -> None:
    _select_sentence(easel)
    easel.rest(100)
    easel.read.desk.ask_code()
    for letters in ("coher", "coop"):
        _type(easel, letters)
        QTest.keyClick(_focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@screen("read-memo", "sample")
def _memo(easel: Easel) -> None:
    _select_sentence(easel)
    easel.rest(100)
    easel.code_as("Coherence", "Cooperation between projects")
    easel.rest(100)
    easel.read.desk.ask_memo()
    _type(easel, "Compare with E07, where the unions were asked only at the end.")


@screen("read-filter", "sample")
def _filter(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.view.go_to(4)
    easel.read.codebook.focus_filter()
    _type(easel, "women")


@screen("read-passages", "sample")
def _passages(easel: Easel) -> None:
    reports = easel.window.session.project.reports
    for number, report in zip(("E01", "E02"), reports.all(), strict=True):
        reports.edit(report.id, number=number)
    easel.view.go_to(4)
    _passages_of(easel, "Effectiveness")


@screen("read-passages-none", "sample")
def _passages_none(easel: Easel) -> None:
    _passages_of(easel, "Effectiveness")
    _words(easel).setText("childcare")


@screen("read-passages-full", "full")
def _passages_full(easel: Easel) -> None:
    easel.report("unhcr")
    _passages_of(easel, "Sustainability")


@screen("read-real", "full")
def _real(easel: Easel) -> None:
    report = easel.report("unfpa")
    listing = easel.window.session.project.codings.listing(report)
    assert easel.read.land(listing[len(listing) // 3].id)


@screen("read-spanish", "full")
def _spanish(easel: Easel) -> None:
    report = easel.report("es_evaluacion")
    listing = easel.window.session.project.codings.listing(report)
    assert easel.read.land(listing[len(listing) // 2].id)


@screen("read-scan", "full")
def _scan(easel: Easel) -> None:
    easel.report("scan")
    easel.view.go_to(3)


@screen("read-french", "french")
def _french(easel: Easel) -> None:
    easel.report("vergers")


@screen("read-french-codes", "french")
def _french_codes(easel: Easel) -> None:
    _land(easel, "Could also be")


@screen("read-folded", "sample")
def _folded(easel: Easel) -> None:
    stage = easel.read
    easel.report(_ENGLISH)
    for name in ("Show Left Pane", "Show Passage Panes"):
        stage.actions_[name].trigger()
    easel.rest(50)
    easel.view.go_to(4)


@screen("read-small", "sample")
def _small(easel: Easel) -> None:
    easel.window.resize(1024, 680)
    easel.rest(50)
    _land(easel, "Could also be")


@screen("read-large-print", "sample")
def _large_print(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.view.set_zoom(3.0)
    easel.select(easel.words(4, "Finding 2. The design", "training."))


def _land(easel: Easel, memo: str) -> None:
    """Land on the coding whose memo begins so."""
    listing = easel.window.session.project.codings.listing()
    coding = next(one for one in listing if one.memo.startswith(memo))
    assert easel.read.land(coding.id)


def _select_sentence(easel: Easel) -> None:
    easel.report(_ENGLISH)
    easel.select(easel.words(4, "Cooperation with social", "teach"))


def _passages_of(easel: Easel, name: str) -> None:
    codes = easel.read.desk.codes
    top = next(code for code in codes if code.name == name)
    branch = {code.id for code in codes if top.id in (code.id, code.parent)}
    easel.read.passages.show_only(None, branch)


def _words(easel: Easel) -> QLineEdit:
    lines = easel.read.passages.findChildren(QLineEdit)
    return next(one for one in lines if one.accessibleName() == "Quote or memo")


def _type(easel: Easel, letters: str) -> None:
    easel.rest(10)
    QTest.keyClicks(_focus(), letters)


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus
